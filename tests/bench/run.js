// @ts-check
// node tests/bench/run.js [--node] [--chromium] [--quick] [--only WORDS] [--write FILE]
// WORDS: only the cases that have them in their name. In a FILE that has a line <!-- measured -->, what follows that line is replaced.
import { readFile, writeFile } from "node:fs/promises";
import { cpus, loadavg } from "node:os";
import { parseArgs } from "node:util";
import { inChromium } from "./hosts/chromium.js";
import { inNode } from "./hosts/node.js";
import { markdown } from "./report.js";

const kRounds = 15;
const kQuickRounds = 3;
const kMark = "<!-- measured -->\n";

const { values: given } = parseArgs({
  options: {
    node: { type: "boolean" },
    chromium: { type: "boolean" },
    quick: { type: "boolean" },
    only: { type: "string" },
    write: { type: "string" },
  },
});
const everywhere = !given.node && !given.chromium;
const rounds = given.quick ? kQuickRounds : kRounds;

const { only } = given;

const load = loadavg()[0];
const hosts = [];
if (given.node || everywhere) hosts.push(await inNode({ rounds, only }));
if (given.chromium || everywhere) hosts.push(await inChromium({ rounds, only }));

const ownPackage = JSON.parse(await readFile(new URL("package.json", import.meta.url), "utf8"));
const { version } = JSON.parse(await readFile(new URL("../../package.json", import.meta.url), "utf8"));
const text = markdown(
  {
    cpu: cpus()[0].model.trim(),
    cores: cpus().length,
    load,
    date: new Date().toISOString().slice(0, 10),
    rounds,
    versions: { glia: version, ...ownPackage.dependencies },
  },
  hosts,
);
process.stdout.write(text);
if (given.write) {
  const before = await readFile(given.write, "utf8").catch(() => "");
  const at = before.indexOf(kMark);
  await writeFile(given.write, at < 0 ? text : `${before.slice(0, at + kMark.length)}\n${text}`);
}
