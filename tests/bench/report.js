// @ts-check
// Samples to Markdown.

/** @typedef {import("./bench.js").CaseResult} CaseResult */
/** @typedef {import("./bench.js").Row} Row */
/** @typedef {Row & { seconds: number[] }} TimedRow */

/** @param {number[]} values */
function median(values) {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

/** Three digits, as many as a run repeats. @param {number} value */
const rounded = (value) => Number(value.toPrecision(3)).toLocaleString("en", { maximumFractionDigits: 3 });

/** @param {number[]} values */
const spread = (values) => `${rounded(Math.min(...values))} to ${rounded(Math.max(...values))}`;

/** @param {Row} row @returns {row is TimedRow} */
const isTimed = (row) => row.seconds !== undefined;

/** The others' fastest row. @param {readonly Row[]} rows */
function bestPeer(rows) {
  const peers = rows.filter(isTimed).filter(({ ours }) => !ours);
  return peers.reduce((best, row) => (median(row.seconds) < median(best.seconds) ? row : best));
}

/** The median of the rounds' ratios, their spread, and the ratio of the fastest samples. @param {TimedRow} row @param {TimedRow} peer */
function timesFaster(row, peer) {
  // Round by round, so that what slows the machine for a while cancels out.
  const times = row.seconds.map((seconds, round) => peer.seconds[round] / seconds);
  // Other work on the machine only ever adds time: where there is some, this is the ratio to trust.
  const atBest = Math.min(...peer.seconds) / Math.min(...row.seconds);
  return [rounded(median(times)), spread(times), rounded(atBest)];
}

/** @param {CaseResult} result */
function table(result) {
  const { name, note, unit, better, rows } = result;
  const peer = bestPeer(rows);
  const value = (/** @type {number} */ seconds) => (better === "higher" ? 1 / seconds : seconds * 1e6);
  const lines = [
    `### ${name}`,
    "",
    `${note[0].toUpperCase()}${note.slice(1)}. In ${unit}, ${better} is better.`,
    "",
    `| library | way | ${unit}, median | min to max | times the best peer's speed, median | min to max | of the fastest samples |`,
    "|---|---|---:|---:|---:|---:|---:|",
  ];
  for (const row of rows) {
    const head = `| ${row.library} | ${row.way}`;
    if (!isTimed(row)) {
      lines.push(`${head} | ${row.unable} | | | | |`);
      continue;
    }
    const values = row.seconds.map(value);
    const [times, apart, atBest] = timesFaster(row, peer);
    const cells = [rounded(median(values)), spread(values), times, row === peer ? "" : apart, atBest];
    lines.push(`${head} | ${cells.join(" | ")} |`);
  }
  if (peer.byHand) lines.push("", ...besideOwnLayers(rows));
  return lines.join("\n");
}

/** Where the best peer's convolution was made here: also how Glia compares with what the libraries bring. @param {readonly Row[]} rows */
function besideOwnLayers(rows) {
  const peer = bestPeer(rows.filter(({ byHand }) => !byHand));
  return [
    `Beside ${peer.library}, ${peer.way}, the fastest of the peers' own layers:`,
    "",
    "| library | way | times its speed, median | min to max | of the fastest samples |",
    "|---|---|---:|---:|---:|",
    ...rows
      .filter(isTimed)
      .filter(({ ours }) => ours)
      .map((row) => `| ${row.library} | ${row.way} | ${timesFaster(row, peer).join(" | ")} |`),
  ];
}

/**
 * @typedef {object} About
 * @property {string} cpu
 * @property {number} cores
 * @property {number} load the machine's average over the minute before; above 0 something else was running
 * @property {string} date
 * @property {number} rounds
 * @property {Record<string, string>} versions
 */

/** @param {About} about @param {{ host: string, results: CaseResult[] }[]} hosts */
export function markdown({ cpu, cores, load, date, rounds, versions }, hosts) {
  const libraries = Object.entries(versions).map(([name, version]) => `${name} ${version}`);
  const parts = [
    `${cpu}, ${cores} cores, ${date}, ${rounds} rounds; load average at the start ${load.toFixed(1)}. ${libraries.join(", ")}.`,
  ];
  for (const { host, results } of hosts) parts.push(`## ${host}`, ...results.map(table));
  return `${parts.join("\n\n")}\n`;
}
