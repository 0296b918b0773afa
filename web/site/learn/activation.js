// @ts-check
import { dot, leakyRelu, relu, sigmoid, step, tanh } from "../../src/index.js";
import { find, make, set } from "../../src/ui/dom.js";
import { numberField } from "../../src/ui/number-field.js";
import { bodyRow, fillTable } from "../../src/ui/table.js";
import { activationEn } from "../text/learn/activation-en.js";
import { activationKo } from "../text/learn/activation-ko.js";
import { array, LessonPage, nested, number } from "./page.js";

/** @typedef {import("../../src/engine/matrix.js").Matrix} Matrix */

const kFunctions = { step, sigmoid, tanh, relu, leakyRelu };
const kPoints = [-10, -5, -1, -0.99, 0, 0.1, 0.5, 2, 3, 5];
const kHalf = 0.25 / 2; // half of the sigmoid's greatest slope
const kClose = 0.002;
const kDigits = 6; // on which numpy and the engine's 32-bit floats agree

const page = new LessonPage("activation", { en: activationEn, ko: activationKo });
const { language } = page;
const figure = /** @type {import("../../src/elements/activation.js").GliaActivation & { at: number }} */ (
  find("glia-activation")
);

// Two layers without activation, and their input.
const given = { x: [[1, 2]], W1: [[1, -1], [-2, 3]], W2: [[2, 1], [1, -1]] }; // prettier-ignore

const rows = (/** @type {Matrix} */ matrix) => /** @type {number[][]} */ (matrix.toArray());

/** The outputs of the two layers, of the one layer that is their product, and of the two with relu in between. */
function passed() {
  const { x, W1, W2 } = given;
  const hidden = dot(x, W1);
  const one = dot(W1, W2);
  const bent = relu(hidden);
  return {
    hidden: rows(hidden),
    two: rows(dot(hidden, W2)),
    one: rows(one),
    direct: rows(dot(x, one)),
    bent: rows(bent),
    after: rows(dot(bent, W2)),
  };
}

/** Whether two rows are equal up to the rounding of 32-bit floats. @param {number[][]} a @param {number[][]} b */
function areSame([a], [b]) {
  const greatest = Math.max(1, ...a.map(Math.abs), ...b.map(Math.abs));
  return a.every((value, j) => Math.abs(value - b[j]) <= 1e-5 * greatest);
}

function makePoints() {
  page.view(() => {
    const table = make("table");
    const names = Object.keys(kFunctions).map((name) => make("code", "", name));
    const rows = kPoints.map((x) => {
      const values = Object.values(kFunctions).map((activation) => language.brief(activation(x)));
      return bodyRow(language.brief(x), values);
    });
    fillTable(table, ["x", ...names], rows);
    find("[data-points]").replaceChildren(table);
  });
}

function makeLayers() {
  const results = make("dl");
  const verdict = set(make("p", "verdict"), { "aria-live": "polite" });
  const show = page.view(() => {
    const { hidden, two, one, direct, bent, after } = passed();
    /** @param {string} left @param {number[][]} values */
    const line = (left, values) =>
      make(
        "dd",
        "",
        `${left} = `,
        make("code", "", values.length === 1 ? array(values[0], kDigits) : nested(values, kDigits)),
      );
    results.replaceChildren(
      make("dt", "", page.text("learn.activation.layers.two")),
      line("x·W₁", hidden),
      line("(x·W₁)·W₂", two),
      make("dt", "", page.text("learn.activation.layers.one")),
      line("W₁·W₂", one),
      line("x·(W₁·W₂)", direct),
      make("dt", "", page.text("learn.activation.layers.bent")),
      line("relu(x·W₁)", bent),
      line("relu(x·W₁)·W₂", after),
    );
    const bends = !areSame(after, two);
    const text = page.text(
      !areSame(two, direct) ? "learn.activation.differ" : bends ? "learn.activation.same" : "learn.activation.alike",
    );
    if (verdict.textContent !== text) verdict.textContent = text;
  });

  const grids = Object.entries({ x: "x", W1: "W₁", W2: "W₂" }).map(([key, title]) => {
    const matrix = given[/** @type {keyof typeof given} */ (key)];
    const cells = make("div", "cells");
    matrix.forEach((row, i) =>
      row.forEach((value, j) => {
        const field = numberField({
          value,
          least: -1000,
          most: 1000,
          onInput(next) {
            matrix[i][j] = next;
            show();
            showNumpy();
            showGlia();
          },
        });
        const at = key === "x" ? j + 1 : `${i + 1}, ${j + 1}`;
        cells.append(set(field, { "aria-label": `${title} ${at}` }));
      }),
    );
    return make("div", "", make("div", "", title), cells);
  });
  find("[data-layers]").append(make("div", "given", ...grids), results, verdict);
}

makePoints();
makeLayers();
const check = page.question(() =>
  figure.values.some(({ name, slope }) => name === "sigmoid" && Math.abs(slope - kHalf) <= kClose),
);

const showNumpy = page.code("numpy", () => {
  const x = figure.at;
  const [s, t] = [sigmoid(x), tanh(x)];
  const { two, direct, after } = passed();
  return [
    ["import numpy as np"],
    [`x = ${number(x)}`],
    ["np.where(x > 0, 1, 0)", number(step(x))],
    ["y = 1 / (1 + np.exp(-x))", number(s, kDigits)],
    ["y * (1 - y)", number(s * (1 - s), kDigits)],
    ["np.tanh(x), 1 - np.tanh(x)**2", `${number(t, kDigits)}, ${number(1 - t * t, kDigits)}`],
    [
      "np.maximum(0, x), np.where(x > 0, x, 0.3 * x)",
      `${number(relu(x), kDigits)}, ${number(leakyRelu(x, 0.3), kDigits)}`,
    ],
    [`v = np.array(${nested(given.x, kDigits)})`],
    [`W1 = np.array(${nested(given.W1, kDigits)})`],
    [`W2 = np.array(${nested(given.W2, kDigits)})`],
    ["v @ W1 @ W2", nested(two, kDigits)],
    ["v @ (W1 @ W2)", nested(direct, kDigits)],
    ["np.maximum(0, v @ W1) @ W2", nested(after, kDigits)],
  ];
});
const showGlia = page.code("glia", () => {
  const x = figure.at;
  const { two, direct, after } = passed();
  return [
    ['import { dot, relu, sigmoid, step } from "glia";'],
    [`const x = ${number(x)};`],
    ["step(x)", number(step(x))],
    ["const y = sigmoid(x);", number(sigmoid(x), kDigits)],
    ["y * (1 - y)", number(sigmoid(x) * (1 - sigmoid(x)), kDigits)],
    [`const v = ${nested(given.x, kDigits)};`],
    [`const W1 = ${nested(given.W1, kDigits)};`],
    [`const W2 = ${nested(given.W2, kDigits)};`],
    ["dot(dot(v, W1), W2).toArray()", nested(two, kDigits)],
    ["dot(v, dot(W1, W2)).toArray()", nested(direct, kDigits)],
    ["dot(relu(dot(v, W1)), W2).toArray()", nested(after, kDigits)],
  ];
});

figure.addEventListener("change", () => {
  check();
  showNumpy();
  showGlia();
});
