// @ts-check
import { add, dot, Network, step } from "../../src/index.js";
import { find, make, set } from "../../src/ui/dom.js";
import { numberField } from "../../src/ui/number-field.js";
import { bodyRow, headRow } from "../../src/ui/table.js";
import { neuronEn } from "../text/learn/neuron-en.js";
import { neuronKo } from "../text/learn/neuron-ko.js";
import { array, LessonPage, nested, number } from "./page.js";

/** @typedef {import("../../src/elements/neuron.js").GliaNeuron & { weights: number[], bias: number }} Neuron */

const kInputs = [
  [0, 0],
  [1, 0],
  [0, 1],
  [1, 1],
];
const kXor = [0, 1, 1, 0];
const kNeurons = ["h₁", "h₂", "y"];
const kNames = ["w₁", "w₂", "b"];
const kMost = 5;

/** w₁, w₂ and b of three neurons: nand, or, and the and of both. */
const neurons = [
  [-0.5, -0.5, 0.7],
  [0.5, 0.5, -0.2],
  [0.5, 0.5, -0.7],
];

const page = new LessonPage("neuron", { en: neuronEn, ko: neuronKo });
const nand = /** @type {Neuron} */ (find("#nand"));
const network = await Network.create({
  input: [2],
  layers: [
    { type: "dense", units: 2, activation: "step" },
    { type: "dense", units: 1, activation: "step" },
  ],
  batchSize: kInputs.length,
  deterministic: true,
});

/** The outputs of both layers for the four inputs: h₁ and h₂ of each, and y. */
function passThrough() {
  const [nandLike, orLike, last] = neurons;
  network.setParameters([
    { name: "dense/kernel", values: [nandLike[0], orLike[0], nandLike[1], orLike[1]] },
    { name: "dense/bias", values: [nandLike[2], orLike[2]] },
    { name: "dense_1/kernel", values: last.slice(0, 2) },
    { name: "dense_1/bias", values: last.slice(2) },
  ]);
  const outputs = [...network.predict(kInputs)];
  const [{ values }] = network.activations();
  return { hidden: kInputs.map((_, i) => [...values.slice(2 * i, 2 * i + 2)]), outputs };
}

const fields = neurons.map((numbers, i) =>
  numbers.map((value, j) =>
    numberField({
      value,
      least: -kMost,
      most: kMost,
      onInput: (next) => {
        neurons[i][j] = next;
        showLayers();
        showNumpy();
        showGlia();
      },
    }),
  ),
);
const weights = make("table");
const results = make("table");
const verdict = set(make("p"), { "aria-live": "polite" });
find("[data-two-layers]").append(weights, results, verdict);

page.view(() => {
  const rows = fields.map((row, i) => {
    row.forEach((field, j) => {
      const label = page.text("learn.neuron.layers.field", { neuron: kNeurons[i], name: kNames[j] });
      set(field, { "aria-label": label });
    });
    return bodyRow(kNeurons[i], row);
  });
  weights.replaceChildren(
    make("caption", "unseen", page.text("learn.neuron.layers.weights")),
    make("thead", "", headRow([page.text("learn.neuron.layers.neuron"), ...kNames])),
    make("tbody", "", ...rows),
  );
});

const showLayers = page.view(() => {
  const { hidden, outputs } = passThrough();
  const rows = kInputs.map((input, i) => {
    const right = outputs[i] === kXor[i];
    const mark = set(make("span", "", right ? "✓" : "✗"), { "aria-hidden": "true" });
    const said = make("span", "unseen", page.text(right ? "learn.neuron.layers.right" : "learn.neuron.layers.wrong"));
    const cells = [...input, ...hidden[i], outputs[i]].map((value) => make("td", "", number(value)));
    return make("tr", "", ...cells, make("td", right ? "" : "wrong", `${kXor[i]} `, mark, said));
  });
  results.replaceChildren(
    make("caption", "unseen", page.text("learn.neuron.layers.outputs")),
    make("thead", "", headRow(["x₁", "x₂", ...kNeurons, "XOR"])),
    make("tbody", "", ...rows),
  );
  const count = kXor.filter((wanted, i) => outputs[i] === wanted).length;
  const verdictNow = page.text("learn.neuron.layers.count", { count });
  if (verdict.textContent !== verdictNow) verdict.textContent = verdictNow;
});

const check = page.question(() => nand.solved);

const showNumpy = page.code("numpy", () => {
  const [nandLike, orLike, last] = neurons;
  const { hidden, outputs } = passThrough();
  const float = "dtype=np.float32";
  return [
    ["import numpy as np"],
    [`x = np.array(${nested(kInputs)}, ${float})`],
    ["def neuron(x, w, b): return (x @ w + b > 0).astype(np.float32)"],
    ["# NAND"],
    [`w = np.array(${array(nand.weights)}, ${float})`],
    [`b = np.float32(${number(nand.bias)})`],
    ["x @ w + b", array(nand.sums)],
    ["neuron(x, w, b)", array(nand.outputs)],
    ["# XOR"],
    [`W1 = np.array([${[0, 1].map((j) => array([nandLike[j], orLike[j]])).join(", ")}], ${float})`],
    [`b1 = np.array(${array([nandLike[2], orLike[2]])}, ${float})`],
    ["h = neuron(x, W1, b1)", nested(hidden)],
    [`w2 = np.array(${array(last.slice(0, 2))}, ${float})`],
    [`neuron(h, w2, np.float32(${number(last[2])}))`, array(outputs)],
  ];
});

const showGlia = page.code("glia", () => {
  const { weights, bias } = nand;
  const [nandLike, orLike, last] = neurons;
  const sums = add(dot(kInputs, weights), bias);
  return [
    ['import { add, dot, Network, step } from "glia";'],
    [`const x = ${nested(kInputs)};`],
    [`const sums = add(dot(x, ${array(weights)}), ${number(bias)});`],
    ["sums.toArray()", array(/** @type {number[]} */ (sums.toArray()))],
    ["step(sums).toArray()", array(/** @type {number[]} */ (step(sums).toArray()))],
    ['const dense = (units) => ({ type: "dense", units, activation: "step" });'],
    ["const net = await Network.create({ input: [2], layers: [dense(2), dense(1)] });"],
    ["net.setParameters(["],
    [`  { name: "dense/kernel", values: ${array([nandLike[0], orLike[0], nandLike[1], orLike[1]])} },`],
    [`  { name: "dense/bias", values: ${array([nandLike[2], orLike[2]])} },`],
    [`  { name: "dense_1/kernel", values: ${array(last.slice(0, 2))} },`],
    [`  { name: "dense_1/bias", values: ${array(last.slice(2))} },`],
    ["]);"],
    ["net.predict(x)", array(passThrough().outputs)],
  ];
});

nand.addEventListener("change", () => {
  check();
  showNumpy();
  showGlia();
});
