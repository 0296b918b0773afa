// @ts-check
// Measures times in interleaved rounds.

/**
 * A piece of work to time.
 * @typedef {object} Prepared
 * @property {() => number | Promise<number>} run one iteration; the number depends on the result
 * @property {boolean} [awaits] whether `run` returns a promise
 * @property {number} [unitsPerRun] how many of the case's units one iteration does, default 1
 * @property {() => void} [reset] runs before every sample and is not timed
 * @property {() => void} [dispose] runs after the last sample
 * @property {() => Promise<number[]>} prove the results, which the case compares with its reference
 */

const kSampleSeconds = 0.1;
const kWarmUp = 25; // the longest warm-up, in sample times
const kStable = 0.05;
// A sample must be this many times the clock's smallest step; browsers coarsen it to 0.1 ms and may coarsen it to 1 ms.
const kClockSteps = 100;

/** Numbers from every iteration are added here, so that no iteration can be optimized away. */
let sink = 0;

export function sunk() {
  return sink;
}

/** Milliseconds since an arbitrary time. @typedef {() => number} Clock */

/** @type {Clock} */
const kWall = () => performance.now();

/** @param {Prepared} prepared @param {number} runs @param {Clock} now @returns {Promise<number>} seconds */
async function time({ run, awaits, reset }, runs, now) {
  // Lets the host finish what other contenders left behind, such as garbage, before the time is taken.
  await new Promise((resolve) => setTimeout(resolve));
  reset?.();
  let sum = 0;
  const start = now();
  if (awaits) for (let i = 0; i < runs; i++) sum += await run();
  else for (let i = 0; i < runs; i++) sum += /** @type {number} */ (run());
  const end = now();
  sink += sum;
  return (end - start) / 1000;
}

/** @param {Clock} now */
function clockStep(now) {
  let least = Infinity;
  for (let i = 0; i < 20; i++) {
    const start = now();
    let next = start;
    while (next === start) next = now();
    least = Math.min(least, next - start);
  }
  return least / 1000;
}

/**
 * Runs until three samples in a row are similar, then returns how many iterations fill a sample.
 * @param {Prepared} prepared
 * @param {number} wanted the length of a sample in seconds
 * @param {Clock} now
 */
async function warmUp(prepared, wanted, now) {
  let runs = 1;
  let seconds = await time(prepared, runs, now);
  while (seconds < wanted) {
    runs = Math.ceil(runs * Math.min(Math.max((1.1 * wanted) / Math.max(seconds, 1e-6), 1.1), 10));
    seconds = await time(prepared, runs, now);
  }
  /** @type {number[]} */
  const samples = [];
  const end = now() + 1000 * kWarmUp * wanted;
  while (now() < end) {
    samples.push((await time(prepared, runs, now)) / runs);
    const last = samples.slice(-3);
    if (last.length === 3 && Math.max(...last) <= (1 + kStable) * Math.min(...last)) break;
  }
  return Math.max(1, Math.ceil((1.1 * wanted) / Math.min(...samples)));
}

/**
 * Measures in the order A B C A B C …, so that a temporary slowdown of the machine affects all contenders.
 * @param {Prepared[]} contenders
 * @param {{ rounds: number, sampleSeconds?: number, now?: Clock }} options `sampleSeconds`: longer if the clock is coarse
 * @returns {Promise<number[][]>} seconds per unit, [contender][round]
 */
export async function measure(contenders, { rounds, sampleSeconds = kSampleSeconds, now = kWall }) {
  const wanted = Math.max(sampleSeconds, kClockSteps * clockStep(now));
  const runs = [];
  for (const prepared of contenders) runs.push(await warmUp(prepared, wanted, now));
  const samples = contenders.map(() => /** @type {number[]} */ ([]));
  for (let round = 0; round < rounds; round++) {
    for (const [i, prepared] of contenders.entries()) {
      samples[i].push((await time(prepared, runs[i], now)) / (runs[i] * (prepared.unitsPerRun ?? 1)));
    }
  }
  return samples;
}
