// @ts-check
// Runs all cases in the current host, Node or a page.
import { predictCnn, trainCnn } from "./cases/cnn.js";
import { gemm } from "./cases/gemm.js";
import { predictMlp, trainMlp } from "./cases/mlp.js";
import { loadDigits } from "./digits.js";
import { growthOf } from "./growth.js";
import { kBuilds } from "./libraries/glia.js";
import { measure, sunk } from "./measure.js";
import { peak } from "./peak/peak.js";

/** @typedef {import("./measure.js").Prepared} Prepared */

/**
 * Where the files are for this host.
 * @typedef {object} Host
 * @property {(path: string) => Promise<Uint8Array<ArrayBuffer>>} read reads a file of this project; the path is relative to its root
 * @property {string} tfjsFiles the folder of tfjs's WebAssembly files
 * @property {string} [ortFiles] the folder of onnxruntime-web's; by default the library's own
 */

/**
 * @typedef {object} Options
 * @property {number} rounds
 * @property {string} [only] run only what has this in its name
 */

/**
 * A library in one way of using it.
 * @typedef {object} Contender
 * @property {string} library
 * @property {string} way
 * @property {boolean} [ours]
 * @property {boolean} [tuned] composed or laid out here to be faster than what the library's users write
 * @property {import("./libraries/glia.js").Build} [build] Glia's build, if the table compares it with the peak
 * @property {string} [unable] why it cannot take part
 * @property {(host: Host) => Promise<Prepared>} [prepare]
 */

/**
 * @typedef {object} Case
 * @property {string} name
 * @property {string} note
 * @property {string} unit
 * @property {"lower" | "higher"} better
 * @property {() => number[]} expected the numbers that every contender's `prove` must return
 * @property {(got: number, expected: number) => boolean} agrees
 * @property {boolean} [besidePeak] whether the machine's peak rate of multiply-adds is measured in the same rounds
 * @property {Contender[]} contenders
 */

/**
 * @typedef {Pick<Case, "name" | "note" | "unit" | "better"> & { rows: Row[] }} CaseResult
 * @typedef {Omit<Contender, "prepare"> & { peak?: boolean, seconds?: number[] }} Row  seconds per unit, one number per round
 * @typedef {{ cases: CaseResult[], growth: import("./growth.js").GrowthResult[] }} HostResult
 */

const kSgd = /** @type {const} */ ({ type: "sgd", learningRate: 0.1 });
const kAdam = /** @type {const} */ ({ type: "adam", learningRate: 0.001 });

/** @param {import("./digits.js").Digits} digits @returns {Case[]} */
const casesOf = (digits) => [
  ...[1, 100, 1000].map((batch) => predictMlp(digits, batch)),
  trainMlp(digits, { sizes: [784, 128, 10], hidden: "relu", batch: 128, optimizer: kSgd }),
  trainMlp(digits, { sizes: [784, 50, 100, 10], hidden: "sigmoid", batch: 100, optimizer: kSgd }),
  trainMlp(digits, { sizes: [784, 128, 10], hidden: "relu", batch: 32, optimizer: kSgd }),
  trainMlp(digits, { sizes: [784, 128, 10], hidden: "relu", batch: 128, optimizer: kAdam }),
  ...[1, 100].map((batch) => predictCnn(digits, batch)),
  trainCnn(digits, { batch: 32, optimizer: { type: "sgd", learningRate: 0.2 } }),
  gemm({ M: 64, N: 64, K: 64 }),
  gemm({ M: 512, N: 512, K: 512 }),
  gemm({ M: 100, N: 50, K: 784 }),
  gemm({ M: 33, N: 10, K: 128 }),
];

/**
 * @param {Host} host
 * @param {Options} options
 * @param {(line: string) => void} say
 * @returns {Promise<HostResult>}
 * @throws if a contender's results differ from the reference
 */
export async function bench(host, { rounds, only = "" }, say) {
  const digits = await loadDigits(host);
  const cases = [];
  for (const one of casesOf(digits).filter(({ name }) => name.includes(only))) {
    say(one.name);
    cases.push(await resultOf(one, host, rounds));
  }
  const growth = await growthOf(digits, { rounds, only }, say);
  if (!Number.isFinite(sunk()))
    throw new Error(`bench: got ${sunk()} out of the timed iterations, expected finite numbers`);
  return { cases, growth };
}

/** @param {Case} one @param {Host} host @param {number} rounds @returns {Promise<CaseResult>} */
export async function resultOf({ contenders, expected, agrees, besidePeak, ...about }, host, rounds) {
  const right = expected();
  /** @type {Prepared[]} */
  const ready = [];
  /** @type {Row[]} */
  const timed = [];
  /** @type {Row[]} */
  const rows = [];
  if (besidePeak) {
    for (const { build, unable } of kBuilds) {
      if (unable) continue;
      rows.push({ library: `this machine, ${build}`, way: "multiply-adds in registers", build, peak: true });
      ready.push(await peak(host, build));
    }
    timed.push(...rows);
  }
  for (const { prepare, ...row } of contenders) {
    rows.push(row);
    if (row.unable || !prepare) continue;
    const prepared = await prepare(host);
    const proof = await prepared.prove();
    const wrong = right.findIndex((value, i) => !agrees(proof[i], value));
    if (wrong >= 0 || proof.length !== right.length) {
      throw new Error(
        `${about.name}, ${row.library}, ${row.way}: got ${proof[wrong]} at ${wrong} of ${proof.length}, expected ${right[wrong]} of ${right.length}`,
      );
    }
    ready.push(prepared);
    timed.push(row);
  }
  const samples = await measure(ready, { rounds });
  timed.forEach((row, i) => {
    row.seconds = samples[i];
  });
  for (const { dispose } of ready) dispose?.();
  return { ...about, rows };
}
