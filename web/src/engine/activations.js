// @ts-check
// The activations as functions, under their own names. Each takes a number and returns one, or takes nested arrays, a
// typed array or a Matrix and returns a Matrix. The library exports all that this file exports.
import { activate } from "./matrix.js";

/** @typedef {import("../base/values.js").Nested} Nested */
/** @typedef {import("../base/values.js").Values} Values */
/** @typedef {import("./matrix.js").Matrix} Matrix */

/** y = x. @template {Nested | Values | Matrix} T @param {T} x */
export const identity = (x) => activate("identity", x);
/** 1 where x > 0, else 0. @template {Nested | Values | Matrix} T @param {T} x */
export const step = (x) => activate("step", x);
/** 1 / (1 + e⁻ˣ). @template {Nested | Values | Matrix} T @param {T} x */
export const sigmoid = (x) => activate("sigmoid", x);
/** The hyperbolic tangent. @template {Nested | Values | Matrix} T @param {T} x */
export const tanh = (x) => activate("tanh", x);
/** max(0, x). @template {Nested | Values | Matrix} T @param {T} x */
export const relu = (x) => activate("relu", x);
/** x where x > 0, else alpha · x; alpha is 0.3 by default. @template {Nested | Values | Matrix} T @param {T} x @param {number} [alpha] */
export const leakyRelu = (x, alpha) => activate("leakyRelu", x, alpha);
/** eˣ / Σ eˣ along the last dimension, safe from overflow. @template {Nested | Values | Matrix} T @param {T} x */
export const softmax = (x) => activate("softmax", x);
