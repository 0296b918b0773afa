// @ts-check
// Flattens the numbers that callers pass: typed arrays, nested arrays, matrices.
import { badShape, show } from "./errors.js";

// More than any input has. Without a limit, an array that contains itself would never end.
const kMaxDepth = 8;

/** @typedef {number | readonly Nested[]} Nested */
/**
 * Numbers in any accepted form: a typed array, nested arrays, or an object with `toArray()` (a matrix).
 * @typedef {Float32Array | Float64Array | Int8Array | Uint8Array | Uint8ClampedArray | Int16Array | Uint16Array |
 *   Int32Array | Uint32Array | readonly Nested[] | { toArray(): Nested }} Values
 */
/** @typedef {Exclude<Values, readonly Nested[] | { toArray(): Nested }>} NumberArray */

/**
 * @param {unknown} values
 * @returns {values is NumberArray}
 */
export function isNumberArray(values) {
  return (
    ArrayBuffer.isView(values) &&
    !(values instanceof DataView) &&
    !(values instanceof BigInt64Array) &&
    !(values instanceof BigUint64Array)
  );
}

/**
 * The shape of nested arrays, read from their first elements; `[]` for a number.
 * @param {unknown} values
 * @param {string} where
 * @returns {number[]}
 */
function shapeOf(values, where) {
  const shape = [];
  for (let at = values; Array.isArray(at); at = at[0]) {
    shape.push(at.length);
    if (shape.length > kMaxDepth) {
      throw badShape("arrays nested deeper", `at most ${kMaxDepth} dimensions`, where);
    }
  }
  return shape;
}

/**
 * @param {unknown} values
 * @param {number[]} shape
 * @param {number} depth
 * @param {number[]} out
 * @param {string} where
 */
function flattenInto(values, shape, depth, out, where) {
  if (depth === shape.length) {
    if (typeof values !== "number") throw badShape(show(values), "a number", where);
    out.push(values);
    return;
  }
  if (!Array.isArray(values) || values.length !== shape[depth]) {
    const got = Array.isArray(values) ? `${values.length} elements` : show(values);
    throw badShape(got, `${shape[depth]} elements, as in its first neighbor`, where);
  }
  for (let i = 0; i < values.length; i++) flattenInto(values[i], shape, depth + 1, out, `${where}[${i}]`);
}

/**
 * Flat numbers and their shape. A typed array is returned as it is, with its length as shape.
 * @param {unknown} values
 * @param {string} where for the error
 * @returns {{ flat: NumberArray, shape: number[] }}
 */
export function flatten(values, where) {
  if (isNumberArray(values)) {
    // Node's Buffer is a Uint8Array with a different constructor and slice().
    const { buffer, byteOffset, byteLength, constructor } = values;
    const own = values instanceof Uint8Array && constructor !== Uint8Array;
    const flat = own ? new Uint8Array(buffer, byteOffset, byteLength) : values;
    return { flat, shape: [flat.length] };
  }
  if (typeof values === "object" && values !== null && "toArray" in values && typeof values.toArray === "function") {
    values = values.toArray();
  }
  if (!Array.isArray(values)) {
    throw badShape(show(values), "a typed array of numbers or nested arrays", where);
  }
  const shape = shapeOf(values, where);
  /** @type {number[]} */
  const out = [];
  flattenInto(values, shape, 0, out, where);
  return { flat: Float64Array.from(out), shape };
}
