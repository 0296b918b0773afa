// @ts-check
// Measures the machine's peak rate of multiply-adds, for each of Glia's two ways of computing one.
import { measure } from "../measure.js";
import { kGflop } from "../work.js";

/** @typedef {import("../libraries/glia.js").Build} Build */
/** @typedef {import("../measure.js").Prepared} Prepared */

const kLoops = 2000; // loops of peak.c, about 0.1 ms
const kPerLoop = 8 * 4; // multiply-adds per sum and loop
const kRounds = 40;
const kSampleSeconds = 0.001;
const kFactor = 0.5; // with it, the sums converge to 1 from any start

/** @type {Partial<Record<Build, Promise<Prepared>>>} */
const found = {};

/**
 * Does multiply-adds with the number of sums that was fastest; its unit is GFLOP.
 * @param {import("../bench.js").Host} host
 * @param {Build} build
 * @returns {Promise<Prepared>}
 */
export function peak(host, build) {
  found[build] ??= search(host, build);
  return found[build];
}

/** @param {import("../bench.js").Host} host @param {Build} build */
async function search({ read }, build) {
  const { exports } = new WebAssembly.Instance(await WebAssembly.compile(await read(`.build/peak/${build}.wasm`)));
  const ways = Object.entries(exports)
    .filter(([name]) => name.startsWith("peak"))
    .map(([name, loop]) => sums(Number(name.slice(4)), /** @type {any} */ (loop)));
  const least = (await measure(ways, { rounds: kRounds, sampleSeconds: kSampleSeconds })).map((seconds) =>
    Math.min(...seconds),
  );
  return ways[least.indexOf(Math.min(...least))];
}

/** @param {number} SUMS @param {(factor: number, loops: number) => number} loop @returns {Prepared} */
const sums = (SUMS, loop) => ({
  unitsPerRun: kGflop * kLoops * kPerLoop * SUMS,
  run: () => loop(kFactor, kLoops),
  prove: async () => [loop(kFactor, kLoops)],
});
