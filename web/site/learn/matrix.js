// @ts-check
import { find } from "../../src/ui/dom.js";
import { add, transpose } from "../../src/index.js";
import { matrixEn } from "../text/learn/matrix-en.js";
import { matrixKo } from "../text/learn/matrix-ko.js";
import { LessonPage, nested } from "./page.js";

/** @typedef {import("../../src/elements/dot.js").GliaDot} GliaDot */
/** @typedef {number[][]} Rows */

const page = new LessonPage("matrix", { en: matrixEn, ko: matrixKo });
const shapes = /** @type {GliaDot} */ (find("#shapes"));
const batch = /** @type {GliaDot} */ (find("#batch"));

const shape = (/** @type {Rows} */ values) => `(${values.length}, ${values[0].length})`;
/** A bias for each column: 10, 20, 30, …. @param {Rows} b */
const biasFor = (b) => b[0].map((_, j) => 10 * (j + 1));

const check = page.question(() => {
  const { product } = shapes;
  return product !== null && product.length === 2 && product[0].length === 4;
});
shapes.addEventListener("change", check);

const showNumpy = page.code("numpy", () => {
  const { left, right, product } = batch;
  const bias = biasFor(right);
  const sum = product && /** @type {Rows} */ (add(product, bias).toArray());
  const none = "ValueError";
  return [
    ["import numpy as np"],
    [`A = np.array(${nested(left)})`],
    [`B = np.array(${nested(right)})`],
    ["A.shape, B.shape", `${shape(left)}, ${shape(right)}`],
    ["A @ B", product ? nested(product) : none],
    [`A @ B + np.array([${bias.join(", ")}])`, sum ? nested(sum) : none],
    ["B.T.shape", shape(/** @type {Rows} */ (transpose(right).toArray()))],
  ];
});
const showGlia = page.code("glia", () => {
  const { left, right, product } = batch;
  const bias = biasFor(right);
  const none = "ShapeError";
  return [
    ['import { add, dot, matrix } from "glia";'],
    [`const a = matrix(${nested(left)});`],
    [`const b = matrix(${nested(right)});`],
    ["dot(a, b).toArray()", product ? nested(product) : none],
    [
      `add(dot(a, b), [${bias.join(", ")}]).toArray()`,
      product ? nested(/** @type {Rows} */ (add(product, bias).toArray())) : none,
    ],
  ];
});
batch.addEventListener("change", () => {
  showNumpy();
  showGlia();
});
