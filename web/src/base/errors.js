// @ts-check

/**
 * What was refused, in three parts that make one sentence.
 * @typedef {object} Refusal
 * @property {string} got what was there
 * @property {string} expected what should have been there, or what to do
 * @property {string} where which argument, layer, field or byte
 * @property {unknown} [cause] the error underneath, if any
 */

/** Every error that Glia throws on purpose. `message` is `where: got …, expected ….` */
export class GliaError extends Error {
  /** @param {Refusal} refusal */
  constructor({ got, expected, where, cause }) {
    super(`${where}: got ${got}, expected ${expected}.`, cause === undefined ? undefined : { cause });
    this.name = new.target.name;
    this.got = got;
    this.expected = expected;
    this.where = where;
  }
}

/** Values whose number, shape or range does not fit. */
export class ShapeError extends GliaError {}

/** A file that is not what it says it is. */
export class FormatError extends GliaError {}

/** A network, an option or a combination of them that cannot be. */
export class SpecError extends GliaError {}

/** A loss, an output or a gradient that is no longer a finite number. The last good weights are still there. */
export class DivergedError extends GliaError {
  /** @param {Refusal & { layer: string | null, step: number, value: number }} refusal */
  constructor({ layer, step, value, ...refusal }) {
    super(refusal);
    /** The first layer that is not finite; null when only the loss is not. */
    this.layer = layer;
    /** The training step, from 1, that was not taken. */
    this.step = step;
    /** What was found: NaN or an infinity. */
    this.value = value;
  }
}

/** A network that is used after `dispose()`. */
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

/** Refuses a part of a file of some kind. @param {string} kind */
export const badPart =
  (kind) =>
  (
    /** @type {string} */ got,
    /** @type {string} */ expected,
    /** @type {string} */ where,
    /** @type {unknown} */ cause = undefined,
  ) =>
    badFile(got, expected, `${kind} ${where}`, cause);

/** @param {unknown} value @returns {value is Record<string, any>} an object, and no array */
export const isObject = (value) => typeof value === "object" && value !== null && !Array.isArray(value);

/** How many numbers a shape holds. @param {readonly number[]} shape */
export const volume = (shape) => shape.reduce((size, n) => size * n, 1);

/** A shape as an error message shows it. @param {readonly number[]} shape */
export const sizes = (shape) => `[${shape.join(", ")}]`;

/**
 * A value as an error message shows it: short, and recognisable.
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
