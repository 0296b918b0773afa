// @ts-check
// Training compared with native code: PyTorch with OpenBLAS, on one thread of the same core.
import { spawnSync } from "node:child_process";
import { cores, firstOf } from "./hosts/core.js";
import { inOwnNode } from "./hosts/node.js";
import { table } from "./report.js";

// Debian's Python, for which its packages are built; PATH may have another python3 first.
const kPython = "/usr/bin/python3";
const kInstall = "apt-get install python3-torch libopenblas0-pthread";

/** @param {import("./bench.js").Options} options @returns {Promise<string>} */
export async function pytorch({ rounds }) {
  const title = "## Training compared with native code";
  if (spawnSync(kPython, ["-c", "import torch"]).status !== 0) {
    return `${title}\n\nNot measured: ${kPython} has no PyTorch. On Debian: \`${kInstall}\`, about 500 MB.`;
  }
  const all = cores();
  const core = all && firstOf(all);
  const { torch, blas, cases } = await inOwnNode("pytorch-child.js", { python: kPython, core, rounds });
  const where = core === undefined ? "one thread each" : "one thread each, both pinned to the same core";
  const about = `Node ${process.versions.node} and PyTorch ${torch} with ${blas}, ${where}, in alternating samples: the
same digits in the same batches, from the same weights, checked as above. PyTorch's batches are tensors made beforehand.`;
  return [title, about, ...cases.map(table)].join("\n\n");
}
