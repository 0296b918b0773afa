// @ts-check
import { make } from "../../src/ui/dom.js";
import { colorOf, paintValues } from "../../src/ui/picture.js";
import { namesOf } from "./classes.js";

/** @typedef {import("../language.js").Language} Language */
/** @typedef {import("../../src/ui/datasets.js").Dataset} Dataset */
/** @typedef {import("./examination.js").Reading} Reading */

const kSide = 28;

/**
 * Samples as a list: digits as pictures, rows of a table as their numbers.
 *
 * @param {HTMLElement} list
 * @param {Reading[]} readings
 * @param {Dataset} dataset
 * @param {Language} language
 */
export function showReadings(list, readings, dataset, language) {
  list.classList.toggle("pictures", dataset.kind === "digits");
  list.replaceChildren(...readings.map((reading) => makeItem(reading, dataset, language)));
  if (dataset.kind !== "digits") return;
  const color = colorOf(list, "--ink");
  [...list.querySelectorAll("canvas")].forEach((canvas, i) => {
    const { x, scale } = dataset.validation;
    const { index } = readings[i];
    const bytes = x.subarray(index * dataset.inputs, (index + 1) * dataset.inputs);
    paintValues(canvas, kSide, kSide, [{ values: Float32Array.from(bytes, (byte) => byte * scale), color }]);
  });
}

/**
 * @param {Reading} reading
 * @param {Dataset} dataset
 * @param {Language} language
 */
function makeItem({ index, truth, guess, sure }, dataset, language) {
  const names = namesOf(dataset, language);
  const percent = language.percent(sure, sure > 0.999 ? 2 : 1);
  const pair = { truth: names[truth], guess: names[guess], percent };
  const text = language.text(truth === guess ? "mistakes.right" : "mistakes.pair", pair);
  const item = make("li");
  if (dataset.kind === "digits") {
    const canvas = make("canvas");
    canvas.setAttribute("aria-hidden", "true");
    item.append(canvas, make("span", "", text));
  } else if (dataset.kind === "points") {
    const [x, y] = dataset.validation.x.subarray(2 * index, 2 * index + 2);
    const format = { maximumFractionDigits: 2, minimumFractionDigits: 2 };
    item.textContent = language.text("mistakes.point", {
      x: language.number(x, format),
      y: language.number(y, format),
      text,
    });
  } else {
    const row = language.number(dataset.rows?.[index] ?? index + 1);
    item.textContent = language.text("mistakes.row", { row, text });
  }
  return item;
}
