// @ts-check
// All cases in the host that this runs in, Node or a page.
import { predictCnn, trainCnn } from "./cases/cnn.js";
import { predictMlp, trainMlp } from "./cases/mlp.js";
import { measure, sunk } from "./measure.js";

/** @typedef {import("./measure.js").Prepared} Prepared */

/**
 * Where the peers' WebAssembly files are, as seen from the host.
 * @typedef {object} Host
 * @property {string} tfjsFiles
 * @property {string} [ortFiles] beside the library by default
 */

/**
 * A library in one way of using it.
 * @typedef {object} Contender
 * @property {string} library
 * @property {string} way
 * @property {boolean} [ours]
 * @property {boolean} [byHand] the convolution, or its gradient, is not the library's: it is made here of other operations
 * @property {string} [unable] why it does not take part
 * @property {(host: Host) => Promise<Prepared>} [prepare]
 */

/**
 * @typedef {object} Case
 * @property {string} name
 * @property {string} note
 * @property {string} unit
 * @property {"lower" | "higher"} better
 * @property {() => number[]} expected the right numbers, for every contender's `prove`
 * @property {(got: number, expected: number) => boolean} agrees
 * @property {Contender[]} contenders
 */

/**
 * @typedef {Pick<Case, "name" | "note" | "unit" | "better"> & { rows: Row[] }} CaseResult
 * @typedef {Pick<Contender, "library" | "way" | "ours" | "byHand" | "unable"> & { seconds?: number[] }} Row  seconds per unit, a round each
 */

const kSgd = /** @type {const} */ ({ type: "sgd", learningRate: 0.1 });

/** @type {Case[]} */
const kCases = [
  predictMlp,
  trainMlp({ sizes: [784, 128, 10], hidden: "relu", batch: 128, optimizer: kSgd }),
  trainMlp({ sizes: [784, 50, 100, 10], hidden: "sigmoid", batch: 100, optimizer: kSgd }),
  trainMlp({ sizes: [784, 128, 10], hidden: "relu", batch: 32, optimizer: kSgd }),
  trainMlp({ sizes: [784, 128, 10], hidden: "relu", batch: 128, optimizer: { type: "adam", learningRate: 0.001 } }),
  predictCnn(1),
  predictCnn(100),
  trainCnn({ batch: 32, optimizer: { type: "sgd", learningRate: 0.2 } }),
];

/**
 * @param {Host} host
 * @param {{ rounds: number, only?: string }} options `only`: the cases that have this in their name
 * @param {(line: string) => void} say
 * @returns {Promise<CaseResult[]>}
 * @throws where a contender computes something else than the reference
 */
export async function bench(host, { rounds, only = "" }, say) {
  const results = [];
  for (const { contenders, expected, agrees, ...about } of kCases.filter(({ name }) => name.includes(only))) {
    say(about.name);
    const right = expected();
    /** @type {Prepared[]} */
    const ready = [];
    /** @type {Row[]} */
    const timed = [];
    /** @type {Row[]} */
    const rows = [];
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
      timed.push(rows[rows.length - 1]);
    }
    const samples = await measure(ready, rounds);
    timed.forEach((row, i) => {
      row.seconds = samples[i];
    });
    results.push({ ...about, rows });
  }
  if (!Number.isFinite(sunk()))
    throw new Error(`bench: got ${sunk()} out of the timed iterations, expected finite numbers`);
  return results;
}
