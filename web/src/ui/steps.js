// @ts-check
// One training step of a small network, in stages that can be shown one after the other, each in words and formulas.
import { Chain } from "./chain.js";
import { subscripted } from "./small.js";

/** @typedef {import("./small.js").Small} Small */
/** @typedef {import("./small.js").Step} Step */
/** @typedef {import("./small.js").Unit} Unit */
/** @typedef {import("./small.js").Parameter} Parameter */
/** @typedef {import("./words.js").ElementKey} ElementKey */
/** @typedef {import("./words.js").ElementWords} ElementWords */

/**
 * A stage of a step: start, forward-1 … (with the column that it computes), error, w5 … (with the parameter whose
 * derivative it computes), update, after.
 * @typedef {{ name: string, column?: number, parameter?: Parameter }} Stage
 */

/** The name of a parameter in properties and stages: `w5`, without the underscore of formulas. @param {Parameter} parameter */
export const plainName = ({ name }) => name.replace("_", "");

/** The stages of a step in their order: derivatives go from the last layer back to the first. @param {Small} small @returns {Stage[]} */
export function stagesOf(small) {
  const layers = small.columns.slice(1);
  const parameters = [...layers].reverse().flatMap((units) => units.flatMap(({ into }) => into));
  return [
    { name: "start" },
    ...layers.map((_, i) => ({ name: `forward-${i + 1}`, column: i + 1 })),
    { name: "error" },
    ...parameters.map((parameter) => ({ name: plainName(parameter), parameter })),
    { name: "update" },
    { name: "after" },
  ];
}

/** Whether a stage is about a parameter or, without one, about the column of a unit. @param {Stage} stage @param {Unit} unit @param {Parameter} [parameter] */
export const isAbout = (stage, unit, parameter) =>
  parameter ? stage.parameter === parameter : stage.column === unit.column;

/** An error to seven digits, the precision of a 32-bit float, so that two close ones can be compared. @param {ElementWords} words @param {number} value */
export const writeError = (words, value) =>
  words.number(value, {
    minimumSignificantDigits: 7,
    maximumSignificantDigits: 7,
    notation: value < 1e6 ? "standard" : "scientific",
  });

/**
 * A stage in words and formulas.
 *
 * @param {Stage} stage
 * @param {object} of
 * @param {ElementWords} of.words
 * @param {(value: number) => string} of.written formats a number
 * @param {Small} of.small
 * @param {Step} of.step
 * @param {number} of.rate the learning rate
 * @param {boolean} of.updated whether the stage "update" has been reached
 * @returns {{ title: string, formulas: string[] }} the formulas as texts for `formula()`
 */
export function explain({ name, column, parameter }, { words, written, small, step, rate, updated }) {
  const chain = new Chain(small, step.before, written);
  const update = (/** @type {Parameter} */ one) =>
    chain.update(one, step.slopes[one.index], rate, step.updated[one.index]);
  if (column) {
    const title = words.text("backprop.forward", { n: column });
    return { title, formulas: small.columns[column].flatMap((unit) => chain.forward(unit)) };
  }
  if (parameter) {
    const title = words.text("backprop.of", { name: subscripted(parameter.name) });
    const formulas = chain.slope(parameter, step.slopes[parameter.index]);
    return { title, formulas: updated ? [...formulas, update(parameter)] : formulas };
  }
  const title = words.text(/** @type {ElementKey} */ (`backprop.at.${name}`));
  const error = (/** @type {"before" | "after"} */ when) =>
    new Chain(small, step[when], written).error(writeError(words, step.error[when]));
  if (name === "error") return { title, formulas: error("before") };
  if (name === "update") return { title, formulas: small.parameters.map(update) };
  if (name === "after") return { title, formulas: error("after") };
  return { title, formulas: [] };
}
