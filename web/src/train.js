// @ts-check
// The library with training in a worker: everything of ../index.js and trainInWorker.
export * from "./index.js";
export { trainInWorker } from "./train/run.js";
