// @ts-check
import { argmax } from "../../src/base/argmax.js";
import { add, dot, Matrix, Network, sigmoid, softmax } from "../../src/index.js";
import { asset } from "../../src/ui/assets.js";
import { find, onPress, set } from "../../src/ui/dom.js";
import { bodyRow, fillTable } from "../../src/ui/table.js";
import { fetchPictures } from "../fetching.js";
import { digitsEn } from "../text/learn/digits-en.js";
import { digitsKo } from "../text/learn/digits-ko.js";
import { kRounds, timeBatches } from "./batches.js";
import { array, LessonPage, number } from "./page.js";

/** @typedef {import("./batches.js").Timing} Timing */

const kModel = "mnist-mlp-book";
const kBatch = 100;
const kClass = 7;
const kSure = 0.9;
const kShown = 3;
const kDigits = 3;

const page = new LessonPage("digits", { en: digitsEn, ko: digitsKo });
const figure = /** @type {import("../../src/elements/draw.js").GliaDraw} */ (find("glia-draw"));

/** A second copy of the figure's network, for whole batches. @type {Network | null} */
let net = null;
/** @type {Timing | null} */
let timing = null;
/** @type {"" | "learn.digits.timing" | "learn.digits.missing"} */
let state = "";

const check = page.question(() => {
  const said = figure.prediction;
  return said?.label === kClass && said.probabilities[kClass] >= kSure;
});

// ---- the sizes

/** The weights and biases of each layer. */
function layersOf(/** @type {Network} */ net) {
  const parameters = net.parameters();
  return net.spec.layers.map(({ name }) => {
    const [W, b] = ["kernel", "bias"].map((role) => {
      const found = parameters.find((one) => one.name === `${name}/${role}`);
      return new Matrix(found?.values ?? new Float32Array(), found?.shape ?? [0]);
    });
    return { W, b };
  });
}

/** @param {readonly number[]} shape */
const sizes = (shape) => `(${shape.join(", ")}${shape.length === 1 ? "," : ""})`;

/** @param {string} selector @param {string[]} titles @param {string[][]} rows each with its title first */
const showTable = (selector, titles, rows) =>
  fillTable(
    find(selector),
    titles,
    rows.map(([title, ...cells]) => bodyRow(title, cells)),
  );

const showSizes = page.view(() => {
  const { language } = page;
  const layers = net ? layersOf(net) : [];
  const counts = layers.map(({ W, b }) => W.values.length + b.values.length);
  const all = counts.reduce((sum, count) => sum + count, 0);
  showTable(
    "[data-weights]",
    ["learn.digits.layer", "learn.digits.weights", "learn.digits.biases", "learn.digits.sum"].map((key) =>
      page.text(key),
    ),
    [
      ...layers.map(({ W, b }, i) => [
        page.text("learn.digits.nth", { n: i + 1 }),
        `W${i + 1} ${sizes(W.shape)}`,
        `b${i + 1} ${sizes(b.shape)}`,
        language.number(counts[i]),
      ]),
      [page.text("learn.digits.all"), "", "", language.number(all)],
    ],
  );
  const names = ["x", ...layers.map((_, i) => (i + 1 < layers.length ? `z${i + 1}` : "y"))];
  const widths = layers.length > 0 ? [layers[0].W.shape[0], ...layers.map(({ W }) => W.shape[1])] : [];
  showTable(
    "[data-shapes]",
    ["", ...(net ? names : [])],
    [1, kBatch].map((rows) => [
      page.text(rows === 1 ? "learn.digits.one" : "learn.digits.hundred"),
      ...widths.map((width) => sizes([rows, width])),
    ]),
  );
});

// ---- one against a hundred

const showTimes = page.view(() => {
  const { language } = page;
  const speed = (/** @type {number | undefined} */ value) =>
    value === undefined ? "–" : language.number(value, { maximumSignificantDigits: 3 });
  const right = (/** @type {number | undefined} */ value) =>
    value === undefined || !timing ? "–" : page.text("learn.digits.count", { right: value, count: timing.count });
  showTable(
    "[data-times]",
    ["learn.digits.way", "learn.digits.speed", "learn.digits.right"].map((key) => page.text(key)),
    [
      ["1", speed(timing?.one.speed), right(timing?.one.right)],
      [`${kBatch}`, speed(timing?.many.speed), right(timing?.many.right)],
    ],
  );
  find("[data-verdict]").textContent = state ? page.text(state) : verdict();
});

function verdict() {
  if (!timing) return "";
  if (!timing.same) return page.text("learn.digits.differ");
  const ratio = timing.many.speed / timing.one.speed;
  return page.text("learn.digits.ratio", {
    ratio: page.language.number(ratio, { minimumFractionDigits: 1, maximumFractionDigits: 1 }),
    rounds: kRounds,
    right: timing.many.right,
    count: timing.count,
  });
}

const timer = find("[data-time]");
onPress(timer, async () => {
  set(timer, { "aria-disabled": "true" });
  state = "learn.digits.timing";
  showTimes();
  try {
    const [network, { x, y }] = await Promise.all([load(), fetchPictures("samples", "idx")]);
    const pixels = Float32Array.from(x, (byte) => byte / 255);
    timing = await timeBatches(network, pixels, y);
    state = "";
  } catch {
    state = "learn.digits.missing";
  } finally {
    set(timer, { "aria-disabled": null });
    showTimes();
  }
});

// ---- code

const showNumpy = page.code("numpy", () => {
  const pixels = figure.prediction?.pixels;
  const layers = net ? layersOf(net) : [];
  /** @type {string[]} */
  const shapes = layers.length > 0 ? [sizes([layers[0].W.shape[0]]), sizes(layers[0].W.shape)] : [];
  /** @type {string[]} */
  let values = [];
  if (pixels && layers.length === 3) {
    const [one, two, three] = layers;
    const z1 = sigmoid(add(dot(pixels, one.W), one.b));
    const z2 = sigmoid(add(dot(z1, two.W), two.b));
    const y = softmax(add(dot(z2, three.W), three.b)).values;
    const best = argmax(y);
    values = [beginning(z1.values), beginning(z2.values), rounded(y), `${best}`, number(y[best], 6)];
  }
  return [
    ["import numpy as np"],
    ["sigmoid = lambda a: 1 / (1 + np.exp(-a))"],
    ["softmax = lambda a: np.exp(a - np.max(a)) / np.sum(np.exp(a - np.max(a)))"],
    ["x.shape, W1.shape", shapes.join(", ")],
    ["z1 = sigmoid(x @ W1 + b1)", values[0]],
    ["z2 = sigmoid(z1 @ W2 + b2)", values[1]],
    ["y = softmax(z2 @ W3 + b3)"],
    ["np.round(y, 3)", values[2]],
    ["np.argmax(y)", values[3]],
    ["y[np.argmax(y)]", values[4]],
  ];
});

const showGlia = page.code("glia", () => {
  const pixels = figure.prediction?.pixels;
  const y = net && pixels ? net.predict(pixels) : null;
  const best = y ? argmax(y) : -1;
  return [
    ['import { Network } from "glia";'],
    [`const net = await Network.load(fetch("${kModel}.safetensors"));`],
    [
      "net.spec.layers.map((layer) => layer.units)",
      net ? `[${net.spec.layers.map(({ units }) => units).join(", ")}]` : undefined,
    ],
    ["const y = net.predict(x);"],
    ["Array.from(y, (p) => Number(p.toFixed(3)))", y ? rounded(y) : undefined],
    ["y.indexOf(Math.max(...y))", y ? `${best}` : undefined],
    [
      "net.activations().map((layer) => layer.shape)",
      net && y
        ? `[${net
            .activations()
            .map(({ shape }) => `[${shape.join(", ")}]`)
            .join(", ")}]`
        : undefined,
    ],
  ];
});

/** @param {Float32Array} values */
const rounded = (values) =>
  array(
    Array.from(values, (value) => Number(value.toFixed(kDigits))),
    kDigits,
  );

/** The first of many numbers. @param {Float32Array} values */
const beginning = (values) => rounded(values.subarray(0, kShown)).replace("]", ", …]");

/** @returns {Promise<Network>} */
async function load() {
  net ??= await Network.load(await asset(kModel), { deterministic: true, batchSize: kBatch });
  return net;
}

function show() {
  showNumpy();
  showGlia();
}

figure.addEventListener("glia-predict", () => {
  check();
  show();
});
// Without the network the page shows less; the figure says why.
load().then(
  () => {
    showSizes();
    show();
  },
  () => {},
);
