// @ts-check
import { add, dot, identity, matrix, sigmoid } from "../../src/index.js";
import { find } from "../../src/ui/dom.js";
import { forwardEn } from "../text/learn/forward-en.js";
import { forwardKo } from "../text/learn/forward-ko.js";
import { array, LessonPage, nested } from "./page.js";

/** @typedef {import("../../src/elements/forward.js").GliaForward} GliaForward */
/** @typedef {import("../../src/ui/small.js").SmallLayer} SmallLayer */

const page = new LessonPage("forward", { en: forwardEn, ko: forwardKo });
const figure = /** @type {GliaForward} */ (find("#notes"));
/** @type {Record<string, any>} */
const activations = { identity, sigmoid };

/** @typedef {{ input: number[], layers: SmallLayer[] }} Spec */

/** @param {Spec} spec */
const weightsOf = ({ layers }) => layers.flatMap(({ weights }) => weights.flat());
/** @param {Spec} spec */
const othersOf = ({ input, layers }) => [...input, ...layers.flatMap(({ bias }) => bias ?? [])];

/** The network of the page's opening. @type {Spec | null} */
let opening = null;
const check = page.question(() => {
  const { spec } = figure;
  if (!opening) return false;
  const before = weightsOf(opening);
  const changed = weightsOf(spec).filter((weight, i) => weight !== before[i]).length;
  const [one, other] = figure.output;
  return changed === 1 && String(othersOf(spec)) === String(othersOf(opening)) && one > other;
});

const showNumpy = page.code("numpy", () => {
  const { spec, values } = figure;
  if (!spec || values.length === 0) return [];
  /** @type {import("./page.js").Line[]} */
  const lines = [
    ["import numpy as np"],
    ["def sigmoid(z): return 1 / (1 + np.exp(-z))"],
    [`h0 = np.array([${array(spec.input)}], dtype=np.float32)`],
  ];
  spec.layers.forEach((/** @type {SmallLayer} */ { weights, bias, activation }, /** @type {number} */ i) => {
    const n = i + 1;
    const shape = `(1, ${weights[0].length})`;
    lines.push(
      [`W${n} = np.array(${nested(weights)}, dtype=np.float32)`],
      [`b${n} = np.array(${array(bias ?? [])}, dtype=np.float32)`],
      [`z${n} = h${i} @ W${n} + b${n}`, `[${array(values[i].sums, 6)}]`],
      [`h${n} = ${activation === "sigmoid" ? `sigmoid(z${n})` : `z${n}`}`, `[${array(values[i].outputs, 6)}]`],
      [`h${n}.shape`, shape],
    );
  });
  return lines;
});

const showGlia = page.code("glia", () => {
  const { spec } = figure;
  if (!spec) return [];
  /** @type {import("./page.js").Line[]} */
  const lines = [['import { add, dot, identity, sigmoid } from "glia";']];
  let row = matrix([spec.input]);
  lines.push([`const h0 = [${array(spec.input)}];`]);
  spec.layers.forEach((/** @type {SmallLayer} */ { weights, bias, activation }, /** @type {number} */ i) => {
    row = activations[activation](add(dot(row, weights), bias ?? 0));
    const product = `add(dot(h${i}, ${nested(weights)}), ${array(bias ?? [])})`;
    lines.push([`const h${i + 1} = ${activation}(${product});`], [`h${i + 1}.toArray()`, `[${array(row.values, 6)}]`]);
  });
  return lines;
});

const show = () => {
  showNumpy();
  showGlia();
};
figure.addEventListener("glia-ready", () => {
  opening = figure.spec;
  show();
});
figure.addEventListener("change", () => {
  check();
  show();
});
