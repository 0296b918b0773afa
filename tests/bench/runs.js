// @ts-check
// The loops that are timed, for any library: requests one after the other, or training steps that cycle through
// batches.

/** @typedef {import("./measure.js").Prepared} Prepared */
/** @typedef {import("./digits.js").Digits} Digits */

/**
 * @param {Float32Array[]} inputs
 * @param {number} batch samples in each
 * @param {(x: Float32Array) => ArrayLike<number>} answer
 * @returns {Prepared}
 */
export function calls(inputs, batch, answer) {
  let i = 0;
  return {
    unitsPerRun: batch,
    run: () => answer(inputs[i++ % inputs.length])[i % 10],
    prove: async () => inputs.flatMap((x) => Array.from(answer(x))),
  };
}

/**
 * @param {Float32Array[]} inputs
 * @param {number} batch samples in each
 * @param {(x: Float32Array) => Promise<ArrayLike<number>>} answer
 * @returns {Prepared}
 */
export function awaitedCalls(inputs, batch, answer) {
  let i = 0;
  return {
    awaits: true,
    unitsPerRun: batch,
    run: async () => (await answer(inputs[i++ % inputs.length]))[i % 10],
    prove: async () => {
      const proof = [];
      for (const x of inputs) proof.push(...Array.from(await answer(x)));
      return proof;
    },
  };
}

/**
 * @param {Digits[]} batches
 * @param {number} proof the number of steps before losses are compared
 * @param {(i: number) => number | Promise<number>} step trains on batch i and returns its loss before the update
 * @param {() => void} reset resets the weights
 * @returns {Prepared}
 */
export function steps(batches, proof, step, reset) {
  let at = 0;
  return {
    unitsPerRun: batches[0].labels.length,
    reset,
    run: () => step(at++ % batches.length),
    prove: async () => {
      reset();
      for (let i = 0; i < proof; i++) await step(i % batches.length);
      return [await step(proof % batches.length)];
    },
  };
}
