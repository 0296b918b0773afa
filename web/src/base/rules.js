// @ts-check
// Rules for options. A rule takes a value and its place, and returns the value or throws a SpecError.
import { badSpec, isObject, show } from "./errors.js";

/** @typedef {(value: unknown, where: string) => any} Rule */
/** @typedef {readonly [rule: Rule, value?: unknown]} Option a rule and a default; an option without a default is required */

/** About the largest 32-bit float. */
export const kMost = 3.4e38;

/** @param {(value: any) => boolean} holds @param {string} expected @returns {Rule} */
export const rule = (holds, expected) => (value, where) => {
  if (holds(value)) return value;
  throw badSpec(show(value), expected, where);
};

/** @param {number} min @param {number} max */
export const integer = (min, max) =>
  rule((value) => Number.isInteger(value) && value >= min && value <= max, `an integer from ${min} to ${max}`);

/** @param {number} min @param {number} [max] */
export const number = (min, max = kMost) =>
  rule((value) => typeof value === "number" && value >= min && value <= max, `a number from ${min} to ${max}`);

/** @param {readonly string[]} names */
export const oneOf = (names) => rule((value) => names.includes(value), `one of ${names.join(", ")}`);

export const boolean = rule((value) => typeof value === "boolean", "true or false");

const object = rule(isObject, "an object");

/**
 * An object of options: unknown ones are errors, missing ones get their defaults.
 * @param {Record<string, Option>} known
 * @returns {Rule}
 */
export const options = (known) => (value, where) => {
  const given = object(value, where);
  const names = Object.keys(known);
  const unknown = Object.keys(given).find((key) => !names.includes(key));
  if (unknown !== undefined) throw badSpec(`the option ${show(unknown)}`, `any of ${names.join(", ")}`, where);
  /** @type {Record<string, unknown>} */
  const taken = {};
  for (const [key, [rule, ...open]] of Object.entries(known)) {
    const left = given[key] === undefined && open.length > 0;
    taken[key] = left ? structuredClone(open[0]) : rule(given[key], `${where}.${key}`);
  }
  return taken;
};

/**
 * An object whose options depend on its `type`.
 * @param {Record<string, Record<string, Option>>} types
 * @param {Record<string, Option>} [common]
 * @returns {Rule}
 */
export const typed = (types, common) => (value, where) => {
  const type = oneOf(Object.keys(types))(object(value, where).type, `${where}.type`);
  return options({ type: [oneOf([type])], ...common, ...types[type] })(value, where);
};
