// @ts-check
// The IDX format of the MNIST database (LeCun): 0, 0, a type, the number of dimensions, their sizes as big-endian
// 32-bit integers, then the values, big-endian too.
import { badPart, show, sizes, volume } from "../base/errors.js";

/** @type {Readonly<Record<number, { new (n: number): NumberArray, BYTES_PER_ELEMENT: number, name: string }>>} */
const kTypes = {
  0x08: Uint8Array,
  0x09: Int8Array,
  0x0b: Int16Array,
  0x0c: Int32Array,
  0x0d: Float32Array,
  0x0e: Float64Array,
};

/** @typedef {Uint8Array | Int8Array | Int16Array | Int32Array | Float32Array | Float64Array} NumberArray */

const bad = badPart("IDX");

/**
 * Reads an IDX file.
 * @param {Uint8Array} file not compressed
 * @returns {{ shape: number[], values: NumberArray }} `values` is a copy, row-major, of the file's number type
 * @throws {FormatError} if the file is compressed, incomplete or not IDX
 */
export function readIdx(file) {
  if (!(file instanceof Uint8Array)) throw bad(show(file), "a Uint8Array", "file");
  if (file.length < 4) throw bad(`${file.length} bytes`, "at least 4", "file");
  if (file[0] === 0x1f && file[1] === 0x8b) throw bad("a gzip file", "the unpacked file", "file");
  if (file[0] !== 0 || file[1] !== 0) throw bad(`bytes ${file[0]}, ${file[1]}`, "0, 0 at the start", "file");
  const Kind = kTypes[file[2]];
  if (!Kind) throw bad(`type ${file[2]}`, "8, 9, 11, 12, 13 or 14", "type");
  const rank = file[3];
  if (rank === 0) throw bad("0 dimensions", "at least 1", "shape");
  const start = 4 + 4 * rank;
  if (file.length < start) throw bad(`${file.length} bytes`, `at least ${start} for ${rank} dimensions`, "shape");
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength);
  const shape = Array.from({ length: rank }, (_, i) => view.getUint32(4 + 4 * i));
  const size = volume(shape);
  const bytes = Kind.BYTES_PER_ELEMENT;
  if (file.length - start !== size * bytes) {
    throw bad(`${file.length - start} bytes of values`, `${size * bytes} for ${sizes(shape)}`, "file");
  }
  const values = new Kind(size);
  // getUint8 for Uint8Array, and so on.
  const get = /** @type {any} */ (view)[`get${Kind.name.slice(0, -5)}`].bind(view);
  // Single bytes have no order; reading those of 10,000 images one by one takes 0.1 s.
  if (bytes === 1) new Uint8Array(values.buffer).set(file.subarray(start));
  else for (let i = 0; i < size; i++) values[i] = get(start + i * bytes);
  return { shape, values };
}
