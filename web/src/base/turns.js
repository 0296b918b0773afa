// @ts-check
// Long work on a thread that others need too: a slice of it, then their turn.

// A promise of the project: the page's thread is free again at least every 10 ms.
const kSliceMs = 8;

// Not scheduler.yield: Chromium goes on with it before messages and timers, so that a worker in a loop of slices hears
// nothing from its page until the loop has ended.
/** @returns {Promise<void>} after the host has had its turn */
function nextTurn() {
  const { setImmediate } = /** @type {any} */ (globalThis);
  if (typeof setImmediate === "function") return new Promise((resolve) => setImmediate(resolve));
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(null);
  });
}

/** Gives way when its slice of time is used up. */
export class Turns {
  #end = performance.now() + kSliceMs;

  /** True when the slice is used up; then `await give()`. */
  get due() {
    return performance.now() >= this.#end;
  }

  async give() {
    await nextTurn();
    this.#end = performance.now() + kSliceMs;
  }
}
