// @ts-check
// Batch normalization helps while a network trains. After training it is one factor and one summand per channel, which
// can be folded into the kernel and bias of the layer before it.

/** @typedef {import("../web/src/spec/layers.js").LayerSpec} LayerSpec */
/** @typedef {import("../web/src/formats/model.js").NamedTensor} NamedTensor */

// The default of Keras and of the engine.
const kEpsilon = 0.001;

/**
 * The layers to train instead of the shipped ones: in every hidden layer with weights, a batch normalization goes
 * between the sums and the activation, and dropout goes before the last layer.
 *
 * @param {readonly LayerSpec[]} layers
 * @param {{ batchNorm?: boolean, dropout?: number }} options
 * @returns {LayerSpec[]}
 */
export function unfolded(layers, { batchNorm = false, dropout = 0 }) {
  /** @type {(unnamed: LayerSpec, i: number) => LayerSpec[]} */
  const several = (unnamed, i) => {
    const layer = { ...unnamed, name: `layer_${i}` };
    if (i === layers.length - 1) return dropout > 0 ? [{ type: "dropout", rate: dropout }, layer] : [layer];
    if (!batchNorm || (layer.type !== "conv2d" && layer.type !== "dense")) return [layer];
    const { activation = "identity", ...sums } = layer;
    return [
      { ...sums, useBias: false },
      { type: "batchNorm", name: `${layer.name}_norm`, epsilon: kEpsilon },
      { type: "activation", activation },
    ];
  };
  return layers.flatMap(several);
}

/**
 * The parameters of the shipped layers, computed from those of the trained network (see `unfolded`).
 *
 * @param {readonly NamedTensor[]} trained
 * @param {readonly NamedTensor[]} wanted names and shapes of the shipped parameters
 * @param {readonly string[]} names names of the shipped layers
 * @returns {NamedTensor[]}
 */
export function folded(trained, wanted, names) {
  const tensors = new Map(trained.map(({ name, values }) => [name, values]));
  return wanted.map(({ name, shape }) => {
    const [layer, role] = name.split("/");
    const from = `layer_${names.indexOf(layer)}`;
    const at = (/** @type {string} */ part) => tensors.get(`${from}${part}`) ?? new Float32Array(0);
    const plain = tensors.get(`${from}/${role}`);
    const gamma = tensors.get(`${from}_norm/gamma`);
    if (!gamma) return { name, shape, values: at(`/${role}`) };
    const factor = gamma.map((value, j) => value / Math.sqrt(at("_norm/movingVariance")[j] + kEpsilon));
    const values = plain
      ? plain.map((value, i) => value * factor[i % factor.length])
      : at("_norm/beta").map((value, j) => value - factor[j] * at("_norm/movingMean")[j]);
    return { name, shape, values };
  });
}
