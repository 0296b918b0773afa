// @ts-check
import { argmax } from "../../src/base/argmax.js";
import { softmax } from "../../src/index.js";
import { find } from "../../src/ui/dom.js";
import { softmaxEn } from "../text/learn/softmax-en.js";
import { softmaxKo } from "../text/learn/softmax-ko.js";
import { array, LessonPage, number } from "./page.js";

const page = new LessonPage("softmax", { en: softmaxEn, ko: softmaxKo });
const figure = /** @type {import("../../src/elements/softmax.js").GliaSoftmax & { scores: number[] }} */ (
  find("glia-softmax")
);

const check = page.question(
  () =>
    figure.naive.probabilities.some((value) => !Number.isFinite(value)) &&
    Math.abs(figure.safe.probabilities[0] - 0.5) < 1e-6,
);
const showNumpy = page.code("numpy", () => {
  const { scores, naive, safe } = figure;
  return [
    ["import numpy as np"],
    [`a = np.array(${array(scores)}, dtype=np.float32)`],
    ["np.exp(a) / np.sum(np.exp(a))", array(naive.probabilities)],
    ["e = np.exp(a - np.max(a))", array(safe.powers)],
    ["y = e / np.sum(e)", array(safe.probabilities)],
    [
      "np.sum(y)",
      number(
        safe.probabilities.reduce((sum, value) => sum + value, 0),
        6,
      ),
    ],
    ["np.argmax(a), np.argmax(y)", `${argmax(scores)}, ${argmax(safe.probabilities)}`],
  ];
});
const showGlia = page.code("glia", () => {
  const y = softmax(figure.scores);
  return [
    ['import { softmax } from "glia";'],
    [`const y = softmax(${array(figure.scores)});`],
    ["y.toArray()", array(/** @type {number[]} */ (y.toArray()))],
  ];
});

figure.addEventListener("change", () => {
  check();
  showNumpy();
  showGlia();
});
