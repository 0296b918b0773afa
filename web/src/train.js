// @ts-check
// The library with training in a worker: everything of ../index.js and what pages that train need beside it.
export * from "./index.js";
export { trainInWorker } from "./train/client.js";
