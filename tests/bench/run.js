// @ts-check
// node tests/bench/run.js [--node] [--chromium] [--rounds N] [--only WORDS] [--write FILE]
// WORDS: run only what has them in its name. If FILE has a line <!-- measured -->, everything after that line is
// replaced.
import { readFile, writeFile } from "node:fs/promises";
import { cpus, loadavg } from "node:os";
import { parseArgs } from "node:util";
import { accuracy } from "./accuracy.js";
import { coldstart } from "./coldstart.js";
import { inChromium } from "./hosts/chromium.js";
import { inNode } from "./hosts/node.js";
import { memory } from "./memory.js";
import { pytorch } from "./pytorch.js";
import { markdown } from "./report.js";

const kRounds = "15";
const kMark = "<!-- measured -->\n";

/**
 * The sections besides the cases, by their names for --only; each returns Markdown.
 * @type {Record<string, (options: import("./bench.js").Options) => Promise<string>>}
 */
const kSections = {
  accuracy,
  pytorch,
  coldstart,
  memory,
};

const { values: given } = parseArgs({
  options: {
    node: { type: "boolean" },
    chromium: { type: "boolean" },
    rounds: { type: "string", default: kRounds },
    only: { type: "string", default: "" },
    write: { type: "string" },
  },
});
const everywhere = !given.node && !given.chromium;
const rounds = Number(given.rounds);
if (!(Number.isInteger(rounds) && rounds > 0)) throw new Error(`--rounds: got ${given.rounds}, expected 1 or more`);
const options = { rounds, only: given.only };

const load = loadavg()[0];
const hosts = [];
if (given.node || everywhere) hosts.push(await inNode(options));
if (given.chromium || everywhere) hosts.push(await inChromium(options));
const sections = [];
for (const [name, section] of Object.entries(kSections).filter(([name]) => name.includes(given.only))) {
  process.stderr.write(`${name}\n`);
  sections.push(await section(options));
}

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
  sections,
);
process.stdout.write(text);
if (given.write) {
  const before = await readFile(given.write, "utf8").catch(() => "");
  const at = before.indexOf(kMark);
  await writeFile(given.write, at < 0 ? text : `${before.slice(0, at + kMark.length)}\n${text}`);
}
