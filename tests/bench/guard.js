// @ts-check
// node tests/bench/guard.js [--write]
// Checks whether Glia has become slower: compares its speed in Node, as shares of the machine's peak rate of
// multiply-adds, with the shares in guard.json; --write stores the current ones there. Exits with 1 if a share is less
// than three quarters of the stored one. Needs no other library and no browser.
import { readFile, writeFile } from "node:fs/promises";
import { cpus } from "node:os";
import { parseArgs } from "node:util";
import { inOwnNode } from "./hosts/node.js";
import { percent } from "./statistics.js";

const kFile = new URL("guard.json", import.meta.url);
const kMostLost = 0.25;

const { write } = parseArgs({ options: { write: { type: "boolean" } } }).values;

// Other machines have other peaks and other shares.
const cpu = cpus()[0].model.trim();
/** @type {Record<string, Record<string, number>>} by CPU name, then by case name */
const stored = JSON.parse(await readFile(kFile, "utf8"));
/** @type {Record<string, number>} */
const now = await inOwnNode("guard-child.js", {});

const width = Math.max(...Object.keys(now).map(({ length }) => length));
const line = (/** @type {string[]} */ [name, ...cells]) =>
  process.stdout.write(`${name.padEnd(width)}${cells.map((cell) => cell.padStart(9)).join("")}\n`);
line(["useful multiply-adds ÷ the peak rate", "now", "stored", "change"]);
const slower = [];
for (const [name, share] of Object.entries(now)) {
  const before = stored[cpu]?.[name];
  const change = share / before - 1;
  const cells = before ? [percent(before), `${change < 0 ? "" : "+"}${percent(change)}`] : ["", ""];
  line([name, percent(share), ...cells]);
  if (change < -kMostLost) slower.push(name);
}

if (write) {
  await writeFile(kFile, `${JSON.stringify({ ...stored, [cpu]: now }, null, 2)}\n`);
} else if (!stored[cpu]) {
  process.stdout.write(`Nothing is stored for this CPU (${cpu}); --quick --write stores it.\n`);
} else if (slower.length > 0) {
  process.stdout.write(`More than a quarter slower than stored: ${slower.join("; ")}\n`);
  process.exitCode = 1;
}
