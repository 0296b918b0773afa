// @ts-check
// Normalization layers learn each feature's mean and variance from samples.
import { badShape, volume } from "../base/errors.js";
import { forward } from "./passes.js";
import { tensorsOf } from "./plan.js";
import { batches } from "./samples.js";
import { live } from "./state.js";

/** @typedef {import("./state.js").State} State */

/**
 * @param {State} state
 * @param {import("../base/values.js").NumberArray} flat (n, IN)
 * @param {number} n
 * @param {number} scale
 * @throws {ShapeError} if a mean or a variance is not finite
 */
export function adapt(state, flat, n, scale) {
  const { calls, memory } = live(state);
  const { architecture, plan } = state;
  // In layer order: each learns from what the layers before it make of the samples.
  architecture.layers.forEach(({ type, name }, i) => {
    if (type !== "normalization") return;
    const [mean, variance] = tensorsOf(plan, name);
    const C = mean.size;
    const { output, size } = plan.layers[i - 1] ?? { output: plan.input, size: volume(architecture.input) };
    /** @param {(value: number, feature: number) => void} take */
    const each = (take) =>
      batches(state, flat, n, scale, (_, m) => {
        forward(state, m);
        memory.copyFloats(output, m * size).forEach((value, at) => take(value, at % C));
      });
    const count = (n * size) / C;
    const means = new Float64Array(C);
    const variances = new Float64Array(C);
    each((value, j) => (means[j] += value / count));
    each((value, j) => (variances[j] += (value - means[j]) ** 2 / count));
    const beyond = (/** @type {number} */ v) => !Number.isFinite(Math.fround(v));
    const bad = means.findIndex((m, j) => beyond(m) || beyond(variances[j]));
    if (bad >= 0) {
      const got = `a mean of ${means[bad]} and a variance of ${variances[bad]}`;
      throw badShape(got, "finite numbers", `layer "${name}", feature ${bad}`);
    }
    memory.writeFloats(mean.value, means);
    memory.writeFloats(variance.value, variances);
    calls.parameters_changed();
  });
}

/**
 * Adapts before the first step of all, unless someone already did.
 * @param {State} state
 * @param {import("./samples.js").Samples} samples
 */
export function adaptFirst(state, { flat, n, scale }) {
  const { memory } = live(state);
  const untouched = (/** @type {import("./plan.js").TensorPlan} */ { name, value, size }) =>
    (!name.endsWith("/mean") || memory.copyFloats(value, size).every((v) => v === 0)) &&
    (!name.endsWith("/variance") || memory.copyFloats(value, size).every((v) => v === 1));
  if (state.step === 0 && state.plan.tensors.every(untouched)) adapt(state, flat, n, scale);
}
