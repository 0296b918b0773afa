// @ts-check
// The attributes of the elements: each is described once, and reading, reflection and documentation follow from that.
import { badSpec, show } from "../base/errors.js";

/**
 * @typedef {{ about: string } & (
 *   { kind: "text", default: string } |
 *   { kind: "flag" } |
 *   { kind: "number", default: number, least?: number, most?: number, whole?: boolean } |
 *   { kind: "numbers", default: readonly number[], least?: number, most?: number, whole?: boolean, fewest?: number,
 *     longest?: number } |
 *   { kind: "choice", default: string, of: readonly string[] } |
 *   { kind: "list", default: readonly string[], of: readonly string[] }
 * )} Attribute `about` explains it to authors; numbers are from `least` to `most`, and lists have `fewest` to `longest`
 */

/** The attribute of a property: `learning-rate` for `learningRate`. @param {string} property */
export const dashed = (property) => property.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);

/**
 * The value of an attribute, as its property has it.
 *
 * @param {Attribute} attribute
 * @param {string | null} text null if the attribute is absent
 * @param {string} where for the error message
 * @returns {any} the default if it is absent
 * @throws {SpecError} if the text is malformed or out of range
 */
export function readAttribute(attribute, text, where) {
  if (attribute.kind === "flag") return text !== null;
  if (text === null) return attribute.default;
  switch (attribute.kind) {
    case "text":
      return text;
    case "number":
      return numberIn(attribute, text, where);
    case "numbers": {
      const { fewest = 1, longest = Infinity } = attribute;
      const numbers = partsOf(text).map((part) => numberIn(attribute, part, where));
      if (numbers.length < fewest || numbers.length > longest) {
        throw badSpec(`${numbers.length} numbers`, `${fewest} to ${longest}`, where);
      }
      return numbers;
    }
    case "choice":
      return oneOf(attribute.of, text.trim(), where);
    case "list":
      return partsOf(text).map((part) => oneOf(attribute.of, part, where));
  }
}

/** The text of an attribute. @param {any} value of its property @returns {string | null} null to remove the attribute */
export function writeAttribute(value) {
  if (value === false || value === null || value === undefined) return null;
  if (value === true) return "";
  return Array.isArray(value) || ArrayBuffer.isView(value)
    ? Array.from(/** @type {any} */ (value)).join(" ")
    : String(value);
}

const partsOf = (/** @type {string} */ text) => text.split(/[\s,]+/).filter((part) => part !== "");

/** @param {{ least?: number, most?: number, whole?: boolean }} range @param {string} text @param {string} where */
function numberIn({ least = -Infinity, most = Infinity, whole = false }, text, where) {
  const value = Number(text);
  const fits = whole ? Number.isInteger(value) : Number.isFinite(value);
  if (text.trim() === "" || !fits || value < least || value > most) {
    throw badSpec(show(text), `a ${whole ? "whole " : ""}number from ${least} to ${most}`, where);
  }
  return value;
}

/** @param {readonly string[]} names @param {string} text @param {string} where */
function oneOf(names, text, where) {
  if (!names.includes(text)) throw badSpec(show(text), `one of ${names.join(", ")}`, where);
  return text;
}
