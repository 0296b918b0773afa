// @ts-check

/**
 * @typedef {object} Refusal
 * @property {string} got what was there
 * @property {string} expected what should have been there, or what to do
 * @property {string} where which argument, layer, field or byte
 * @property {string} [message] the sentence; default `where: got …, expected ….`
 * @property {unknown} [cause] the error underneath, if any
 */

/** Every error that Glia throws on purpose. */
export class GliaError extends Error {
  /** @param {Refusal} refusal */
  constructor({ got, expected, where, message = `${where}: got ${got}, expected ${expected}.`, cause }) {
    super(message, cause === undefined ? undefined : { cause });
    this.name = new.target.name;
    this.got = got;
    this.expected = expected;
    this.where = where;
  }
}

/** Values of the wrong number, shape or range. */
export class ShapeError extends GliaError {}

/** A file that breaks its format, or whose parts do not fit each other. */
export class FormatError extends GliaError {}

/** An invalid network spec, option, or combination of options. */
export class SpecError extends GliaError {}

/** Training diverged: a loss, an output, a gradient or a weight is not finite. The network keeps its last good weights. */
export class DivergedError extends GliaError {
  /** @param {Refusal & { layer: string | null, step: number, value: number }} refusal */
  constructor({ layer, step, value, ...refusal }) {
    super(refusal);
    /** The first layer with a value that is not finite; null if it is the loss alone. */
    this.layer = layer;
    /** The training step that failed, from 1. */
    this.step = step;
    /** The value: NaN or an infinity. */
    this.value = value;
  }
}

/** A network was used after `dispose()`. */
export class DisposedError extends GliaError {}

/** @param {new (refusal: Refusal) => GliaError} Kind */
const refusal =
  (Kind) =>
  (
    /** @type {string} */ got,
    /** @type {string} */ expected,
    /** @type {string} */ where,
    /** @type {unknown} */ cause = undefined,
  ) =>
    new Kind({ got, expected, where, cause });
export const badHost = refusal(GliaError);
export const badShape = refusal(ShapeError);
export const badFile = refusal(FormatError);
export const badSpec = refusal(SpecError);

/** Makes errors about a file of one format. @param {string} kind */
export const badPart =
  (kind) =>
  (
    /** @type {string} */ got,
    /** @type {string} */ expected,
    /** @type {string} */ where,
    /** @type {unknown} */ cause = undefined,
  ) =>
    badFile(got, expected, `${kind} ${where}`, cause);

/** @param {unknown} value @returns {value is Record<string, any>} not for arrays */
export const isObject = (value) => typeof value === "object" && value !== null && !Array.isArray(value);

/** How many numbers a shape holds. @param {readonly number[]} shape */
export const volume = (shape) => shape.reduce((size, n) => size * n, 1);

/** A shape as an error message shows it. @param {readonly number[]} shape */
export const sizes = (shape) => `[${shape.join(", ")}]`;

/**
 * A value as an error message shows it: short and recognizable.
 * @param {unknown} value
 * @returns {string}
 */
export function show(value) {
  if (typeof value === "string") return JSON.stringify(value.length > 40 ? `${value.slice(0, 40)}…` : value);
  if (typeof value === "function") return "a function";
  if (typeof value === "bigint") return `${value}n`;
  if (typeof value !== "object" || value === null) return String(value);
  if (Array.isArray(value)) return value.length > 6 ? `an array of ${value.length}` : `[${value.map(show).join(", ")}]`;
  const kind = value.constructor?.name ?? "Object";
  return /^[AEIOU]/.test(kind) ? `an ${kind}` : `a ${kind}`;
}
