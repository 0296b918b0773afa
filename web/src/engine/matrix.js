// @ts-check
// The teaching functions: numpy's habits on small matrices of 32-bit floats, computed by the engine, values only.
import { acquireNow } from "./loader.js";
import { badShape, show, volume } from "../base/errors.js";
import { activated, product } from "./operations.js";
import { formulaOf } from "../spec/activations.js";
import { flatten } from "../base/values.js";

/** @typedef {import("../base/values.js").Nested} Nested */
/** @typedef {import("../base/values.js").Values} Values */
/** @typedef {import("../spec/activations.js").Activation} Activation */

/**
 * The shortest decimal that is this 32-bit float: 0.1, not 0.10000000149011612.
 * @param {number} value
 */
function shortest(value) {
  if (!Number.isFinite(value)) return value;
  for (let digits = 6; digits < 9; digits++) {
    const candidate = Number(value.toPrecision(digits));
    if (Math.fround(candidate) === value) return candidate;
  }
  return Number(value.toPrecision(9));
}

const text = (/** @type {readonly number[]} */ shape) => `(${shape.join(", ")}${shape.length === 1 ? "," : ""})`;

/** An array of 32-bit floats with a shape, as numpy's. It never changes. */
export class Matrix {
  #values;
  #shape;

  /**
   * @param {Float32Array} values row-major
   * @param {readonly number[]} shape `[]` for a single number
   */
  constructor(values, shape) {
    if (!(values instanceof Float32Array) || values.length !== volume(shape)) {
      throw badShape(show(values), `a Float32Array of ${volume(shape)}`, "Matrix");
    }
    this.#values = values.slice();
    this.#shape = Object.freeze([...shape]);
  }

  /** Sizes of the dimensions, outermost first. */
  get shape() {
    return this.#shape;
  }

  /** How many dimensions there are. */
  get ndim() {
    return this.#shape.length;
  }

  /** A copy of the numbers, row-major. */
  get values() {
    return this.#values.slice();
  }

  /**
   * The numbers as nested arrays, or as one number when there are no dimensions. Each is the shortest decimal of its
   * 32-bit float.
   * @returns {Nested}
   */
  toArray() {
    /** @type {(depth: number, from: number) => Nested} */
    const part = (depth, from) => {
      if (depth === this.ndim) return shortest(this.#values[from]);
      const stride = volume(this.#shape.slice(depth + 1));
      return Array.from({ length: this.#shape[depth] }, (_, i) => part(depth + 1, from + i * stride));
    };
    return part(0, 0);
  }
}

/**
 * @param {Nested | Values | Matrix} values
 * @param {string} where
 * @returns {Matrix}
 */
function asMatrix(values, where) {
  if (values instanceof Matrix) return values;
  if (typeof values === "number") return new Matrix(Float32Array.of(values), []);
  const { flat, shape } = flatten(values, where);
  return new Matrix(Float32Array.from(flat), shape);
}

/**
 * A matrix, or any array of numbers with a shape.
 * @param {Nested | Values | Matrix} values a number, nested arrays or a typed array
 * @returns {Matrix}
 * @throws {ShapeError} for rows of different lengths or what is no number
 */
export function matrix(values) {
  return asMatrix(values, "matrix");
}

/**
 * The matrix product, with numpy's rules for one dimension: (k)·(k) is a number, (k)·(k, n) a row, (m, k)·(k) a column.
 * @param {Nested | Values | Matrix} a (m, k) or (k)
 * @param {Nested | Values | Matrix} b (k, n) or (k)
 * @returns {Matrix}
 * @throws {ShapeError} when the inner sizes differ
 */
export function dot(a, b) {
  const [left, right] = [asMatrix(a, "dot, a"), asMatrix(b, "dot, b")];
  for (const [name, { shape }] of Object.entries({ a: left, b: right })) {
    if (shape.length < 1 || shape.length > 2) {
      throw badShape(`shape ${text(shape)}`, "one or two dimensions", `dot, ${name}`);
    }
  }
  const K = /** @type {number} */ (left.shape.at(-1));
  if (K !== right.shape[0]) {
    throw badShape(
      `shapes ${text(left.shape)} and ${text(right.shape)}, whose inner sizes ${K} and ${right.shape[0]} differ`,
      "as many columns in a as rows in b",
      "dot",
    );
  }
  const shape = [...left.shape.slice(0, -1), ...right.shape.slice(1)];
  const M = left.ndim === 2 ? left.shape[0] : 1;
  const N = right.ndim === 2 ? right.shape[1] : 1;
  // An empty sum is 0, an empty matrix has nothing to compute.
  if (M * N * K === 0) return new Matrix(new Float32Array(M * N), shape);

  return new Matrix(product(theEngine(), left.values, right.values, M, N, K), shape);
}

/**
 * The sum, element by element, with numpy's broadcasting: shapes are compared from the last dimension, and a size of 1
 * (or a missing dimension) is repeated.
 * @param {Nested | Values | Matrix} a
 * @param {Nested | Values | Matrix} b
 * @returns {Matrix}
 * @throws {ShapeError} when the shapes cannot be brought together
 */
export function add(a, b) {
  const [left, right] = [asMatrix(a, "add, a"), asMatrix(b, "add, b")];
  const ndim = Math.max(left.ndim, right.ndim);
  /** @param {Matrix} m @param {number} i */
  const sizeAt = (m, i) => m.shape[i - (ndim - m.ndim)] ?? 1;
  const shape = Array.from({ length: ndim }, (_, i) => {
    const [m, n] = [sizeAt(left, i), sizeAt(right, i)];
    if (m === n || n === 1) return m;
    if (m === 1) return n;
    throw badShape(
      `shapes ${text(left.shape)} and ${text(right.shape)}, where ${m} meets ${n}`,
      "sizes that are equal or 1, from the last dimension on",
      "add",
    );
  });
  const [x, y] = [left.values, right.values];
  /** The place in m of an element of the result. @param {Matrix} m @param {number} index */
  const placeIn = (m, index) => {
    let [place, stride, rest] = [0, 1, index];
    for (let i = ndim - 1; i >= ndim - m.ndim; i--) {
      const size = sizeAt(m, i);
      if (size > 1) place += (rest % shape[i]) * stride;
      stride *= size;
      rest = Math.floor(rest / shape[i]);
    }
    return place;
  };
  const sum = Float32Array.from({ length: volume(shape) }, (_, i) => x[placeIn(left, i)] + y[placeIn(right, i)]);
  return new Matrix(sum, shape);
}

/**
 * Rows as columns: the dimensions in reverse order, as numpy's `.T`; one dimension stays as it is.
 * @param {Nested | Values | Matrix} a up to two dimensions
 * @returns {Matrix}
 */
export function transpose(a) {
  const from = asMatrix(a, "transpose");
  if (from.ndim > 2) {
    throw badShape(`shape ${text(from.shape)}`, "at most two dimensions", "transpose");
  }
  if (from.ndim < 2) return from;
  const [M, N] = from.shape;
  const values = from.values;
  return new Matrix(
    Float32Array.from({ length: M * N }, (_, i) => values[(i % M) * N + Math.floor(i / M)]),
    [N, M],
  );
}

/** @type {ReturnType<typeof acquireNow> | undefined} */
let engine;

/** One engine serves every single operation. */
const theEngine = () => (engine ??= acquireNow());

/**
 * An activation of every number, or for softmax of every row along the last dimension.
 * @template {Nested | Values | Matrix} T
 * @param {Activation} name
 * @param {T} x
 * @param {number} [alpha] default: the activation's own
 * @returns {T extends number ? number : Matrix} a number for a number
 */
export function activate(name, x, alpha = formulaOf(name)?.alpha) {
  const { shape, values } = asMatrix(x, name);
  const row = name === "softmax" ? (shape.at(-1) ?? 1) : values.length;
  const y = new Matrix(activated(theEngine(), name, values, row, alpha), shape);
  return /** @type {any} */ (typeof x === "number" ? y.values[0] : y);
}
