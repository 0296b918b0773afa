// @ts-check

/** @typedef {import("../language.js").Language} Language */
/** @typedef {import("../language.js").TextKey} TextKey */
/** @typedef {import("./arithmetic.js").Place["spec"]} LayerSpec */

/** @type {Record<string, TextKey>} */
const kDescriptions = {
  dense: "layer.dense",
  conv2d: "layer.conv2d",
  maxPool2d: "layer.maxPool2d",
  avgPool2d: "layer.avgPool2d",
  globalAvgPool2d: "layer.globalAvgPool2d",
  flatten: "layer.flatten",
  activation: "layer.activation",
};

/**
 * Describes a layer in a few words.
 *
 * @param {LayerSpec} spec
 * @param {number} units or filters
 * @param {Language} language
 */
export function describeLayer(spec, units, language) {
  const [rows, columns] = spec.kernelSize ?? spec.poolSize ?? [1, 1];
  return language.text(kDescriptions[spec.type] ?? "layer.other", {
    type: spec.type,
    units: language.number(units),
    activation: spec.activation ?? "identity",
    rows,
    columns,
  });
}
