// @ts-check
// Divides long work into slices, so that the thread stays free for others.

// The project promises that the page's thread is free at least every 10 ms.
const kSliceMs = 8;

// Not scheduler.yield: Chromium resumes it before messages and timers, so a worker that loops over slices would receive
// nothing from its page until the loop ends.
/** @returns {Promise<void>} after other tasks had their turn */
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

/** A slice of time; when it is used up, others get a turn and the next one begins. */
export class Turns {
  #end = performance.now() + kSliceMs;

  /** True if the slice is used up; then `await give()`. */
  get due() {
    return performance.now() >= this.#end;
  }

  async give() {
    await nextTurn();
    this.#end = performance.now() + kSliceMs;
  }
}
