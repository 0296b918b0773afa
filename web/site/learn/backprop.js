// @ts-check
import { Network } from "../../src/index.js";
import { find } from "../../src/ui/dom.js";
import { backpropEn } from "../text/learn/backprop-en.js";
import { backpropKo } from "../text/learn/backprop-ko.js";
import { array, LessonPage, nested, number } from "./page.js";

/** @typedef {import("../../src/elements/backprop.js").GliaBackprop & { rate: number }} GliaBackprop */

const page = new LessonPage("backprop", { en: backpropEn, ko: backpropKo });
const figure = /** @type {GliaBackprop} */ (find("glia-backprop"));
const kGoal = 0.001;

/** The spec of the page's opening, as JSON: an answer has to start from it. */
let opening = "";
const check = page.question(() => {
  const { after } = figure.error;
  return figure.steps === 1 && JSON.stringify(figure.spec) === opening && after < kGoal;
});

/** The two matrices of the network. @param {Record<string, number>} w */
const matrices = ({ w1, w2, w3, w4, w5, w6, w7, w8 }) => [
  [
    [w1, w3],
    [w2, w4],
  ],
  [
    [w5, w7],
    [w6, w8],
  ],
];

const showNumpy = page.code("numpy", () => {
  const { spec, error, gradients, updated, rate } = figure;
  if (!updated.w1) return [];
  const [W1, W2] = matrices(figure.parameters);
  const [dW1, dW2] = matrices(gradients);
  return [
    ["import numpy as np"],
    ["def sigmoid(z): return 1 / (1 + np.exp(-z))"],
    [`x, t = np.array([${array(spec.input)}]), np.array([${array(spec.target)}])`],
    [`W1 = np.array(${nested(W1)})`],
    [`W2 = np.array(${nested(W2)})`],
    ["h = sigmoid(x @ W1)"],
    ["o = sigmoid(h @ W2)"],
    ["np.sum((t - o) ** 2) / 2", number(error.before)],
    ["dz2 = (o - t) * o * (1 - o)"],
    ["dW2 = h.T @ dz2", nested(dW2)],
    ["dz1 = (dz2 @ W2.T) * h * (1 - h)"],
    ["dW1 = x.T @ dz1", nested(dW1)],
    [`W1 -= ${rate} * dW1`, nested(matrices(updated)[0], 7)],
    [`W2 -= ${rate} * dW2`, nested(matrices(updated)[1], 7)],
    ["np.sum((t - sigmoid(sigmoid(x @ W1) @ W2)) ** 2) / 2", number(error.after)],
  ];
});

/** The Glia lines with their values, from their last run. @type {import("./page.js").Line[]} */
let ran = [];
let turn = 0;
const showGlia = page.code("glia", () => ran);

/** Runs the lines that are shown, unless the numbers change meanwhile. */
async function runGlia() {
  const mine = ++turn;
  const { spec, rate } = figure;
  const [W1, W2] = matrices(figure.parameters);
  const dense = /** @type {const} */ ({ type: "dense", units: 2, activation: "sigmoid", useBias: false });
  const net = await Network.create({
    input: [2],
    layers: [dense, dense],
    loss: "sumSquaredError",
    optimizer: { type: "sgd", learningRate: rate },
    deterministic: true,
  });
  const names = net.parameters().map(({ name }) => name);
  net.setParameters([
    { name: names[0], values: W1 },
    { name: names[1], values: W2 },
  ]);
  const { loss } = net.trainBatch([spec.input], [spec.target]);
  const gradients = net.gradients().map(({ values }) => array(values));
  const after = net.evaluate([spec.input], [spec.target]).loss;
  net.dispose();
  if (mine !== turn) return;
  ran = [
    ['import { Network } from "glia";'],
    ['const dense = { type: "dense", units: 2, activation: "sigmoid", useBias: false };'],
    [
      `const net = await Network.create({ input: [2], layers: [dense, dense], loss: "sumSquaredError", optimizer: { type: "sgd", learningRate: ${rate} }, deterministic: true });`,
    ],
    [
      `net.setParameters([{ name: "${names[0]}", values: ${nested(W1)} }, { name: "${names[1]}", values: ${nested(W2)} }]);`,
    ],
    [`net.trainBatch([${array(spec.input)}], [${array(spec.target)}]).loss`, number(loss, 7)],
    ["net.gradients()[0].values", gradients[0]],
    ["net.gradients()[1].values", gradients[1]],
    [`net.evaluate([${array(spec.input)}], [${array(spec.target)}]).loss`, number(after, 7)],
  ];
  showGlia();
}

const show = () => {
  showNumpy();
  return runGlia();
};
figure.addEventListener("glia-ready", () => {
  opening = JSON.stringify(figure.spec);
  show();
});
figure.addEventListener("change", () => {
  check();
  show();
});
