// @ts-check
// Finds a worker that trains: the ways to start one, and the call that each has to answer.
import { kHelloMs, kVersion } from "./protocol.js";

/**
 * Who trains: `own`, the caller's worker; `url`, a worker started from the address of worker.js; `blob`, a worker whose
 * code is a blob that imports worker.js, for a library from another origin; `main`, the calling thread.
 * @typedef {"own" | "url" | "blob" | "main"} Mode
 */

/**
 * The ways to a worker, in the order in which they are tried.
 * @type {readonly [Mode, (own?: Worker) => Worker | undefined][]}
 */
export const kWays = [
  ["own", (own) => own],
  // In full, because bundlers look for exactly this expression.
  ["url", () => new Worker(new URL("./worker.js", import.meta.url), { type: "module" })],
  // A page may import modules from another origin, but not start them as workers.
  [
    "blob",
    () => {
      if (typeof Worker !== "function") return undefined;
      const module = JSON.stringify(new URL("./worker.js", import.meta.url).href);
      // A policy checks static imports against worker-src and dynamic ones against script-src, which names the library's
      // origin. The call arrives before the dynamic import is done, so it is dispatched again.
      const code = `addEventListener("message", (call) => {
        import(${module}).then(() => dispatchEvent(new MessageEvent("message", call)), reportError);
      }, { once: true });`;
      const url = URL.createObjectURL(new Blob([code], { type: "text/javascript" }));
      // Not at once: the worker fetches it later.
      setTimeout(() => URL.revokeObjectURL(url), kHelloMs);
      return new Worker(url, { type: "module" });
    },
  ],
];

/**
 * Calls a worker.
 * @param {Worker} worker
 * @param {Mode} mode how it was found; only errors of a caller's own worker are left to the caller's handlers
 * @returns {Promise<MessagePort | null>} the port of a run; null if the worker fails, says no hello within kHelloMs or
 *   has another version of the protocol
 */
export async function call(worker, mode) {
  const { port1: port, port2 } = new MessageChannel();
  const answered = new AbortController();
  const { signal } = answered;
  const hello = await new Promise((/** @type {(hello: boolean) => void} */ resolve) => {
    const failed = (/** @type {Event} */ event) => {
      if (mode !== "own") event.preventDefault();
      resolve(false);
    };
    worker.addEventListener("error", failed, { signal });
    worker.addEventListener("messageerror", failed, { signal });
    const patience = setTimeout(resolve, kHelloMs, false);
    signal.addEventListener("abort", () => clearTimeout(patience));
    port.onmessage = ({ data }) => resolve(data.type === "hello" && data.version === kVersion);
    worker.postMessage({ glia: "train", version: kVersion }, [port2]);
  });
  answered.abort();
  if (hello) return port;
  hangUp(port);
  return null;
}

/** Ends a run in its worker. @param {MessagePort} port */
export function hangUp(port) {
  port.postMessage({ type: "drop" });
  port.close();
}

/** @type {Promise<Worker | null> | undefined} */
let shared;

/**
 * One worker for many runs, found at the first call in the order of `kWays`, and kept for the life of the page.
 * @returns {Promise<Worker | null>} for the option `worker` of `trainInWorker`; null if no worker could be started
 */
export function sharedWorker() {
  return (shared ??= findWorker());
}

/** @returns {Promise<Worker | null>} one that has said hello */
async function findWorker() {
  for (const [mode, start] of kWays) {
    try {
      const worker = start();
      if (!worker) continue;
      const port = await call(worker, mode);
      if (port) {
        hangUp(port);
        return worker;
      }
      worker.terminate();
    } catch {
      // Then the next way.
    }
  }
  return null;
}
