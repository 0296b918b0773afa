// @ts-check
// Time, measured in interleaved rounds.

/**
 * Something to time.
 * @typedef {object} Prepared
 * @property {() => number | Promise<number>} run one iteration; the number depends on what it computed
 * @property {boolean} [awaits] whether `run` returns a promise
 * @property {number} [unitsPerRun] how many of the case's units one iteration does, default 1
 * @property {() => void} [reset] done before every sample, outside its time
 * @property {() => void} [dispose] after the last sample
 * @property {() => Promise<number[]>} prove what the case compares with its reference
 */

const kSampleSeconds = 0.1;
const kWarmUp = 25; // samples' time at most
const kStable = 0.05;
// A sample must be this many times what the clock can tell apart; browsers coarsen it to 0.1 ms and may to 1 ms.
const kClockSteps = 100;

/** Numbers from every iteration flow here, so that no iteration's work is without effect. */
let sink = 0;

export function sunk() {
  return sink;
}

/** Milliseconds since some time or other. @typedef {() => number} Clock */

/** @type {Clock} */
const kWall = () => performance.now();

/** @param {Prepared} prepared @param {number} runs @param {Clock} now @returns {Promise<number>} seconds */
async function time({ run, awaits, reset }, runs, now) {
  // What the others left to the host, garbage for one, is not this one's to wait for.
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
 * Runs until three samples in a row are alike, then says how many iterations fill a sample.
 * @param {Prepared} prepared
 * @param {number} wanted seconds of a sample
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
 * A B C A B C …: what slows the machine for a while slows all of them.
 * @param {Prepared[]} contenders
 * @param {{ rounds: number, sampleSeconds?: number, now?: Clock }} options `sampleSeconds`: more where the clock is coarse
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
