// @ts-check
// Measurements in Node run in a separate process, because V8's flags are set when a process starts.
import { fork, spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";

const kFlags = ["--experimental-wasm-relaxed-simd"];

/**
 * Runs a module that sends one message, its result.
 * @param {string} module a file in this folder
 * @param {object} options its argument, as JSON
 * @returns {Promise<any>}
 */
export async function inOwnNode(module, options) {
  // Node 22 runs relaxed SIMD without the flag, and versions that no longer know the flag do not start with it.
  const flags = kFlags.filter((flag) => spawnSync(process.execPath, [flag, "-e", ""]).status === 0);
  const file = fileURLToPath(new URL(module, import.meta.url));
  const child = fork(file, [JSON.stringify(options)], { execArgv: flags });
  return new Promise((resolve, reject) => {
    child.on("message", resolve);
    child.on("exit", (code) => reject(new Error(`${module} in Node: got exit code ${code} before a result`)));
  });
}

/** @param {import("../bench.js").Options} options @returns {Promise<{ host: string } & import("../bench.js").HostResult>} */
export async function inNode(options) {
  return { host: `Node ${process.versions.node}`, ...(await inOwnNode("node-child.js", options)) };
}
