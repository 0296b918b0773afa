// @ts-check
// The benchmark in a Node of its own, since flags of V8 are set when a process starts.
import { fork, spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";

const kChild = fileURLToPath(new URL("node-child.js", import.meta.url));
const kFlags = ["--experimental-wasm-relaxed-simd"];

/** @param {{ rounds: number, only?: string }} options @returns {Promise<{ host: string, results: import("../bench.js").CaseResult[] }>} */
export async function inNode(options) {
  // Node 22 runs relaxed SIMD as it is, and a Node that no longer knows the flag refuses to start with it.
  const flags = kFlags.filter((flag) => spawnSync(process.execPath, [flag, "-e", ""]).status === 0);
  const child = fork(kChild, [JSON.stringify(options)], { execArgv: flags });
  return new Promise((resolve, reject) => {
    child.on("message", (results) =>
      resolve({ host: `Node ${process.versions.node}`, results: /** @type {any} */ (results) }),
    );
    child.on("exit", (code) => reject(new Error(`the benchmark in Node: got exit code ${code} before a result`)));
  });
}
