// @ts-check
// Writes the samples as Markdown.
import { kBuilds } from "./libraries/glia.js";
import { median, percent, rounded, spread } from "./statistics.js";

/** @typedef {import("./bench.js").CaseResult} CaseResult */
/** @typedef {import("./bench.js").Row} Row */
/** @typedef {import("./growth.js").GrowthResult} GrowthResult */
/** @typedef {Row & { seconds: number[] }} TimedRow */

/** @param {Row} row @returns {row is TimedRow} */
const isTimed = (row) => row.seconds !== undefined;

/** @param {readonly TimedRow[]} rows */
const fastest = (rows) => rows.reduce((best, row) => (median(row.seconds) < median(best.seconds) ? row : best));

/** The rows to compare, without the machine's peak rate. @param {CaseResult} result */
function compared({ rows }) {
  const timed = rows.filter(isTimed).filter(({ peak }) => !peak);
  const peers = timed.filter(({ ours }) => !ours);
  return { ours: timed.filter(({ ours }) => ours), peers, plain: peers.filter(({ tuned }) => !tuned) };
}

/** Ratios per round, so that a temporary slowdown of the machine cancels out. @param {TimedRow} row @param {TimedRow} other */
const ratios = (row, other) => row.seconds.map((seconds, round) => other.seconds[round] / seconds);

/** The median of the rounds' ratios, their spread, and the ratio fastest samples only. @param {TimedRow} row @param {TimedRow} peer */
function timesFaster(row, peer) {
  const times = ratios(row, peer);
  // Other work on the machine only adds time, so on a busy machine this is the ratio to trust.
  const atBest = Math.min(...peer.seconds) / Math.min(...row.seconds);
  return [rounded(median(times)), spread(times), rounded(atBest)];
}

/** A row's share of the peak rate of its build on this machine. @param {CaseResult} result @param {TimedRow} row */
function shareOfPeak({ rows }, row) {
  const top = rows.filter(isTimed).find(({ peak, build }) => peak && build === row.build);
  return row.build && top ? percent(median(ratios(row, top))) : "";
}

/** @param {CaseResult} result */
const valueIn =
  ({ better }) =>
  (/** @type {number} */ seconds) =>
    better === "higher" ? 1 / seconds : seconds * 1e6;

/** @param {CaseResult} result */
export function table(result) {
  const { name, note, unit, better, rows } = result;
  const { ours, peers, plain } = compared(result);
  const peer = fastest(peers);
  const beside = rows.some(({ peak }) => peak);
  const lines = [
    `### ${name}`,
    "",
    `${note[0].toUpperCase()}${note.slice(1)}. In ${unit}, ${better} is better.`,
    "",
    `| library | way | ${unit}, median | min to max | times the best peer's speed, median | min to max | fastest samples only |${beside ? " share of its build's peak |" : ""}`,
    `|---|---|---:|---:|---:|---:|---:|${beside ? "---:|" : ""}`,
  ];
  for (const row of rows) {
    const head = `| ${row.library} | ${row.way}`;
    if (!isTimed(row)) {
      lines.push(`${head} | ${row.unable} | | | | |${beside ? " |" : ""}`);
      continue;
    }
    const values = row.seconds.map(valueIn(result));
    const [times, apart, atBest] = row.peak ? ["", "", ""] : timesFaster(row, peer);
    const cells = [rounded(median(values)), spread(values), times, row === peer ? "" : apart, atBest];
    if (beside) cells.push(row.peak ? "" : shareOfPeak(result, row));
    lines.push(`${head} | ${cells.join(" | ")} |`);
  }
  if (peer.tuned) lines.push("", ...besidePlain(ours, fastest(plain)));
  return lines.join("\n");
}

/** If the best peer was composed or laid out here: Glia compared with the best row as users of the library write it. @param {readonly TimedRow[]} ours @param {TimedRow} peer */
const besidePlain = (ours, peer) => [
  `Compared with ${peer.library}, ${peer.way}, the fastest peer as its users write it:`,
  "",
  "| library | way | times its speed, median | min to max | fastest samples only |",
  "|---|---|---:|---:|---:|",
  ...ours.map((row) => `| ${row.library} | ${row.way} | ${timesFaster(row, peer).join(" | ")} |`),
];

/** One line per case. @param {CaseResult[]} results */
function summary(results) {
  const lines = [
    "| case | Glia | best peer | times as fast | best peer as its users write it | times as fast |",
    "|---|---:|---|---:|---|---:|",
  ];
  for (const result of results) {
    const { ours, peers, plain } = compared(result);
    const glia = fastest(ours);
    const value = (/** @type {TimedRow} */ row) => rounded(median(row.seconds.map(valueIn(result))));
    const share = shareOfPeak(result, glia);
    const beside = (/** @type {TimedRow} */ peer) => [
      `${peer.library}: ${value(peer)}`,
      `${rounded(median(ratios(glia, peer)))}×`,
    ];
    const [best, usual] = [fastest(peers), fastest(plain)];
    const cells = [
      `${value(glia)} ${result.unit}${share && `, ${share} of the peak`}`,
      ...beside(best),
      ...(usual === best ? ["the same", ""] : beside(usual)),
    ];
    lines.push(`| ${result.name} | ${cells.join(" | ")} |`);
  }
  return lines.join("\n");
}

/** @param {GrowthResult} result */
function growthTable({ name, what, points }) {
  const builds = kBuilds.map(({ build }) => build).filter((build) => points[0].seconds[build]);
  const lines = [
    `### ${name[0].toUpperCase()}${name.slice(1)}`,
    "",
    `| ${what} | multiply-adds per sample |${builds.map((build) => ` ${build}: µs per sample | ns per multiply-add | min to max |`).join("")}`,
    `|---:|---:|${builds.map(() => "---:|---:|---:|").join("")}`,
  ];
  for (const { size, work, seconds } of points) {
    const cells = builds.flatMap((build) => {
      const samples = /** @type {number[]} */ (seconds[build]);
      const each = samples.map((sample) => (sample * 1e9) / work);
      return [rounded(median(samples) * 1e6), rounded(median(each)), spread(each)];
    });
    lines.push(`| ${size.toLocaleString("en")} | ${work.toLocaleString("en")} | ${cells.join(" | ")} |`);
  }
  return lines.join("\n");
}

/**
 * @typedef {object} About
 * @property {string} cpu
 * @property {number} cores
 * @property {number} load the load average of the minute before; above 0, something else was running
 * @property {string} date
 * @property {number} rounds
 * @property {Record<string, string>} versions
 */

/**
 * @param {About} about
 * @param {({ host: string } & import("./bench.js").HostResult)[]} hosts
 * @param {string[]} sections the other sections, as Markdown
 */
export function markdown({ cpu, cores, load, date, rounds, versions }, hosts, sections) {
  const libraries = Object.entries(versions).map(([name, version]) => `${name} ${version}`);
  const parts = [
    `${cpu}, ${cores} cores, ${date}, ${rounds} rounds; load average at the start ${load.toFixed(1)}. ${libraries.join(", ")}.`,
  ];
  for (const { host, cases, growth } of hosts) {
    if (cases.length + growth.length > 0) parts.push(`## ${host}`);
    if (cases.length > 0) parts.push(summary(cases));
    parts.push(...cases.map(table), ...growth.map(growthTable));
  }
  return `${[...parts, ...sections].join("\n\n")}\n`;
}
