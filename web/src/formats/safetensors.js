// @ts-check
// The safetensors container (Hugging Face): 8 bytes of header length, a JSON header, then the tensors' bytes.
//
//   u64 little-endian   n, the header's length
//   n bytes             {"name": {"dtype": "F32", "shape": [2, 3], "data_offsets": [0, 24]}, …, "__metadata__": {…}}
//   the rest            every byte belongs to exactly one tensor
//
// Nothing in a file is used before it is checked. Numbers are copied as they lie in memory: WebAssembly's memory is
// little-endian, as the format is.
import { badPart, isObject, show, sizes, volume } from "../base/errors.js";

/** @type {Readonly<Record<string, number>>} */
const kBytes = Object.freeze({
  BOOL: 1,
  U8: 1,
  I8: 1,
  F8_E5M2: 1,
  F8_E4M3: 1,
  I16: 2,
  U16: 2,
  F16: 2,
  BF16: 2,
  I32: 4,
  U32: 4,
  F32: 4,
  I64: 8,
  U64: 8,
  F64: 8,
});

// The format's limit, in bytes.
const kMaxHeader = 100_000_000;
// The reference implementation aligns the data to 8 bytes.
const kAlign = 8;
const kMetadata = "__metadata__";

/** @typedef {{ dtype: string, shape: number[], bytes: Uint8Array }} Tensor `bytes` is a view into the file */
/** @typedef {{ metadata: Record<string, string>, tensors: Map<string, Tensor> }} Container in the header's order */

const bad = badPart("safetensors");

/**
 * @param {Uint8Array} file
 * @returns {{ text: string, data: Uint8Array }} header and data
 */
function splitFile(file) {
  if (file.length < 8) throw bad(`${file.length} bytes`, "at least 8", "file");
  const length = new DataView(file.buffer, file.byteOffset).getBigUint64(0, true);
  if (length > kMaxHeader) throw bad(`${length} bytes`, `at most ${kMaxHeader}`, "header length");
  if (length > file.length - 8) {
    throw bad(`${length} bytes in a file of ${file.length}`, `at most ${file.length - 8}`, "header length");
  }
  const end = 8 + Number(length);
  const bytes = file.subarray(8, end);
  if (bytes[0] !== 0x7b) throw bad(bytes.length ? `byte ${bytes[0]}` : "nothing", "'{' as its first byte", "header");
  try {
    return { text: new TextDecoder("utf-8", { fatal: true }).decode(bytes), data: file.subarray(end) };
  } catch (cause) {
    throw bad("bytes that are not UTF-8", "UTF-8", "header", cause);
  }
}

/**
 * The first key that appears twice in the outermost object of valid JSON. JSON.parse would silently keep the last.
 * @param {string} json
 */
function doubleKey(json) {
  const seen = new Set();
  let depth = 0;
  for (let at = 0; at < json.length; at++) {
    const c = json[at];
    if (c === "{" || c === "[") depth++;
    else if (c === "}" || c === "]") depth--;
    if (c !== '"') continue;
    const start = at++;
    while (json[at] !== '"') at += json[at] === "\\" ? 2 : 1;
    if (depth !== 1) continue;
    let next = at + 1;
    while (/\s/.test(json[next])) next++;
    if (json[next] !== ":") continue;
    const key = JSON.parse(json.slice(start, at + 1));
    if (seen.has(key)) return key;
    seen.add(key);
  }
  return undefined;
}

/**
 * @param {string} text
 * @returns {Map<string, unknown>}
 */
function headerEntries(text) {
  let header;
  try {
    header = JSON.parse(text);
  } catch (cause) {
    throw bad("text that is not JSON", "a JSON object", "header", cause);
  }
  const entries = new Map(Object.entries(header));
  const double = doubleKey(text);
  if (double !== undefined) throw bad(`${show(double)} twice`, "every name once", "header");
  return entries;
}

/**
 * @param {unknown} value
 * @returns {Record<string, string>}
 */
function readMetadata(value) {
  if (value === undefined) return {};
  if (!isObject(value)) throw bad(show(value), "an object of strings", kMetadata);
  for (const [key, text] of Object.entries(value)) {
    if (typeof text !== "string") throw bad(show(text), "a string", `${kMetadata}.${key}`);
  }
  return { ...value };
}

/** @param {unknown} value @returns {value is number} */
const isCount = (value) => Number.isSafeInteger(value) && /** @type {number} */ (value) >= 0;

/**
 * @param {string} name
 * @param {unknown} entry
 * @param {Uint8Array} data
 * @returns {Tensor & { begin: number, end: number }}
 */
function readTensor(name, entry, data) {
  const where = `tensor ${show(name)}`;
  if (!isObject(entry)) throw bad(show(entry), "an object", where);
  const { dtype, shape, data_offsets: offsets, ...rest } = entry;
  const unknown = Object.keys(rest)[0];
  if (unknown !== undefined) throw bad(`the key ${show(unknown)}`, "dtype, shape and data_offsets only", where);
  if (typeof dtype !== "string" || !Object.hasOwn(kBytes, dtype)) {
    throw bad(show(dtype), `one of ${Object.keys(kBytes).join(", ")}`, `${where}.dtype`);
  }
  if (!Array.isArray(shape) || !shape.every(isCount)) {
    throw bad(show(shape), "an array of sizes from 0", `${where}.shape`);
  }
  if (!Array.isArray(offsets) || offsets.length !== 2 || !offsets.every(isCount)) {
    throw bad(show(offsets), "[begin, end]", `${where}.data_offsets`);
  }
  const [begin, end] = /** @type {[number, number]} */ (offsets);
  if (begin > end || end > data.length) {
    throw bad(`[${begin}, ${end}]`, `begin <= end <= ${data.length}, the length of the data`, `${where}.data_offsets`);
  }
  const size = kBytes[dtype] * volume(shape);
  if (size !== end - begin) {
    throw bad(`${end - begin} bytes`, `${size}, as ${dtype} of shape ${sizes(shape)} takes`, where);
  }
  return { dtype, shape: [...shape], bytes: data.subarray(begin, end), begin, end };
}

/**
 * Reads a safetensors file.
 * @param {Uint8Array} file
 * @returns {Container} tensors in the header's order; their `bytes` are views into `file`, row-major, little-endian
 * @throws {FormatError} naming the first rule that the file breaks
 */
export function readSafetensors(file) {
  if (!(file instanceof Uint8Array)) throw bad(show(file), "a Uint8Array", "file");
  const { text, data } = splitFile(file);
  const entries = headerEntries(text);
  const metadata = readMetadata(entries.get(kMetadata));
  entries.delete(kMetadata);

  const read = [...entries].map(([name, entry]) => ({ name, ...readTensor(name, entry, data) }));
  let covered = 0;
  for (const { name, begin, end } of [...read].sort((a, b) => a.begin - b.begin || a.end - b.end)) {
    if (begin !== covered) {
      const got =
        begin < covered ? `bytes from ${begin}, which belong to another tensor` : `a gap before byte ${begin}`;
      throw bad(got, `its bytes from ${covered}`, `tensor ${show(name)}`);
    }
    covered = end;
  }
  if (covered !== data.length)
    throw bad(`${data.length - covered} bytes more`, "the end of the file after the last tensor", "file");
  return { metadata, tensors: new Map(read.map(({ name, dtype, shape, bytes }) => [name, { dtype, shape, bytes }])) };
}

/**
 * Writes F32 tensors as a safetensors file.
 * @param {{ metadata?: Record<string, string>, tensors: { name: string, shape: number[], values: Float32Array }[] }} container
 *   values row-major
 * @returns {Uint8Array}
 * @throws {FormatError} if a name is taken, or values do not have the length of their shape
 */
export function writeSafetensors({ metadata, tensors }) {
  /** @type {[string, unknown][]} */
  const entries = metadata ? [[kMetadata, metadata]] : [];
  let at = 0;
  for (const { name, shape, values } of tensors) {
    const size = 4 * volume(shape);
    if (name === kMetadata || entries.some(([taken]) => taken === name)) {
      throw bad(`the name ${show(name)}`, "a name of its own", "tensor");
    }
    if (size !== values.byteLength)
      throw bad(`${values.byteLength} bytes`, `${size}, as its shape takes`, `tensor ${show(name)}`);
    entries.push([name, { dtype: "F32", shape, data_offsets: [at, at + size] }]);
    at += size;
  }
  let header = new TextEncoder().encode(JSON.stringify(Object.fromEntries(entries)));
  const padded = Math.ceil(header.length / kAlign) * kAlign;
  header = Uint8Array.from({ length: padded }, (_, i) => header[i] ?? 0x20);

  const file = new Uint8Array(8 + padded + at);
  const view = new DataView(file.buffer);
  view.setBigUint64(0, BigInt(padded), true);
  file.set(header, 8);
  let to = 8 + padded;
  for (const { values } of tensors) {
    file.set(new Uint8Array(values.buffer, values.byteOffset, values.byteLength), to);
    to += values.byteLength;
  }
  return file;
}

/**
 * The numbers of an F32 tensor, a copy.
 * @param {Tensor} tensor
 * @returns {Float32Array}
 */
export function floatsOf({ bytes }) {
  // Not bytes.slice(): for Node's Buffer it returns a view of a larger buffer.
  const values = new Float32Array(bytes.byteLength / 4);
  new Uint8Array(values.buffer).set(bytes);
  return values;
}
