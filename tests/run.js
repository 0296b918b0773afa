// @ts-check
// Runs test files, as many at a time as there are processors; those that measure time come last, each alone. Reports all
// of them as one run of Node's test runner, with one count, and names the slowest files.
//   node tests/run.js [FILES…]
import { readdirSync, statSync } from "node:fs";
import { availableParallelism } from "node:os";
import path from "node:path";
import { Readable } from "node:stream";
import { run } from "node:test";
import { spec, tap } from "node:test/reporters";
import { fileURLToPath } from "node:url";

const kRoot = fileURLToPath(new URL("..", import.meta.url));

/** They measure how free a page stays, or in how many milliseconds a worker pauses. */
const kAlone = ["tests/browser/free.test.js", "tests/browser/worker.test.js"];

/** They take longer than their size says: clang-tidy, tsc and prettier; eight pages in eight combinations; training. */
const kFirst = ["tests/js/package.test.js", "tests/browser/lessons.test.js", "tests/js/teach.test.js"];

/** @returns {string[]} paths from the root */
function findTests() {
  const files = readdirSync(path.join(kRoot, "tests"), { recursive: true, encoding: "utf8" });
  return files
    .filter((file) => file.endsWith(".test.js") && !file.includes("node_modules"))
    .map((file) => `tests/${file}`);
}

/**
 * Longest first, so that no long file is left over when all others are done. Tests in a browser take much longer than
 * others of the same size.
 * @param {string[]} files
 */
function longestFirst(files) {
  /** @param {string} file */
  const weight = (file) =>
    kFirst.includes(file) ? Infinity : statSync(file).size * (file.startsWith("tests/browser/") ? 100 : 1);
  return files.sort((a, b) => weight(b) - weight(a));
}

/** @typedef {{ type: string, data: any }} TestEvent */

/**
 * Runs groups of files one after the other, as one.
 * @param {{ files: string[], concurrency: number }[]} groups
 * @returns {AsyncGenerator<TestEvent, void, void>}
 */
async function* runInOrder(groups) {
  /** @type {Map<string, number>} what Node counts: tests, pass, fail, … */
  const counts = new Map();
  /** @type {Map<string, number>} milliseconds */
  const durations = new Map();
  let planned = 0;
  for (const { files, concurrency } of groups) {
    const before = planned;
    for await (const { type, data } of /** @type {AsyncIterable<TestEvent>} */ (run({ files, concurrency }))) {
      const outermost = data.nesting === 0;
      const [, name, count] =
        (type === "test:diagnostic" && outermost && /^([a-z_]+) ([\d.]+)$/.exec(data.message)) || [];
      if (name) counts.set(name, (counts.get(name) ?? 0) + Number(count));
      else if (type === "test:plan" && outermost) planned += data.count;
      else if (type !== "test:summary") {
        if (outermost && data.testNumber) data.testNumber += before;
        if (outermost && (type === "test:pass" || type === "test:fail") && data.file) {
          durations.set(data.file, (durations.get(data.file) ?? 0) + data.details.duration_ms);
        }
        yield { type, data };
      }
    }
  }
  const slowest = [...durations].sort(([, a], [, b]) => b - a).slice(0, 10);
  const messages = slowest.map(([file, ms]) => `${(ms / 1000).toFixed(1)} s: ${path.relative(kRoot, file)}`);
  messages.push(...[...counts].map(([name, count]) => `${name} ${count}`));
  yield { type: "test:plan", data: { nesting: 0, count: planned } };
  for (const message of messages) yield { type: "test:diagnostic", data: { nesting: 0, message } };
  if (counts.get("fail") !== 0 || counts.get("cancelled") !== 0) process.exitCode = 1;
}

process.chdir(kRoot);
const asked = process.argv.slice(2).map((file) => path.relative(kRoot, path.resolve(file)));
const files = longestFirst(asked.length > 0 ? asked : findTests());
const groups = [
  { files: files.filter((file) => !kAlone.includes(file)), concurrency: availableParallelism() },
  { files: files.filter((file) => kAlone.includes(file)), concurrency: 1 },
];
const reporter = /** @type {any} */ (process.stdout.isTTY ? spec : tap);
Readable.from(runInOrder(groups.filter(({ files }) => files.length > 0)))
  .compose(reporter)
  .pipe(process.stdout);
