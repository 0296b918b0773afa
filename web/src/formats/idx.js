// @ts-check
// The IDX format of the MNIST database (LeCun): 0, 0, a type, the number of dimensions, their sizes as big-endian
// 32-bit integers, then the values, big-endian too.
import { FormatError, show } from "../core/errors.js";

/** @type {Readonly<Record<number, { bytes: number, make: (n: number) => NumberArray, get: keyof DataView }>>} */
const TYPES = Object.freeze({
  0x08: { bytes: 1, make: (n) => new Uint8Array(n), get: "getUint8" },
  0x09: { bytes: 1, make: (n) => new Int8Array(n), get: "getInt8" },
  0x0b: { bytes: 2, make: (n) => new Int16Array(n), get: "getInt16" },
  0x0c: { bytes: 4, make: (n) => new Int32Array(n), get: "getInt32" },
  0x0d: { bytes: 4, make: (n) => new Float32Array(n), get: "getFloat32" },
  0x0e: { bytes: 8, make: (n) => new Float64Array(n), get: "getFloat64" },
});

/** @typedef {Uint8Array | Int8Array | Int16Array | Int32Array | Float32Array | Float64Array} NumberArray */

/**
 * @param {string} got
 * @param {string} expected
 * @param {string} where
 */
const bad = (got, expected, where) => new FormatError({ got, expected, where: `IDX ${where}` });

/**
 * Reads an IDX file.
 * @param {Uint8Array} file not compressed
 * @returns {{ shape: number[], values: NumberArray }} `values` is a copy, row-major
 * @throws {FormatError}
 */
export function readIdx(file) {
  if (!(file instanceof Uint8Array)) throw bad(show(file), "a Uint8Array", "file");
  if (file.length < 4) throw bad(`${file.length} bytes`, "at least 4", "file");
  if (file[0] === 0x1f && file[1] === 0x8b) throw bad("a gzip file", "the file unpacked", "file");
  if (file[0] !== 0 || file[1] !== 0) throw bad(`bytes ${file[0]}, ${file[1]}`, "0, 0 at the start", "file");
  const type = TYPES[file[2]];
  if (!type) throw bad(`type ${file[2]}`, "8, 9, 11, 12, 13 or 14", "type");
  const rank = file[3];
  if (rank === 0) throw bad("0 dimensions", "at least 1", "shape");
  const start = 4 + 4 * rank;
  if (file.length < start) throw bad(`${file.length} bytes`, `at least ${start} for ${rank} dimensions`, "shape");
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength);
  const shape = Array.from({ length: rank }, (_, i) => view.getUint32(4 + 4 * i));
  const size = shape.reduce((product, n) => product * n, 1);
  if (file.length - start !== size * type.bytes) {
    throw bad(`${file.length - start} bytes of values`, `${size * type.bytes} for [${shape.join(", ")}]`, "file");
  }
  const values = type.make(size);
  const get = /** @type {(at: number) => number} */ (view[type.get]).bind(view);
  for (let i = 0; i < size; i++) values[i] = get(start + i * type.bytes);
  return { shape, values };
}
