// @ts-check
// The library. Importing it runs nothing: the engine is compiled when the first network or matrix needs it.
// The engine's text comes first in the bundle, where it does not share its blocks with the code: 270 bytes of gzip.
export { add, dot, Matrix, matrix, transpose } from "./engine/matrix.js";
export * from "./engine/activations.js";
export { DisposedError, DivergedError, FormatError, GliaError, ShapeError, SpecError } from "./base/errors.js";
export { Network } from "./network/network.js";
export { normalizeDigit } from "./data/digit.js";
export { readIdx } from "./data/idx.js";
export { readSafetensors, writeSafetensors } from "./formats/safetensors.js";
