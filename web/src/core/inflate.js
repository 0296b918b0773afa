// @ts-check
// Unpacks a raw deflate stream (RFC 1951) at once, where the host's own DecompressionStream would make callers wait.
import { badHost } from "./errors.js";

/** @typedef {{ counts: number[], symbols: number[] }} Code how many codes of each length; the symbols in their order */

// A block gives the lengths of the code that its codes' lengths are written in, in this order.
const ORDER = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15];

const times = (/** @type {number} */ n, /** @type {number} */ value) => Array(n).fill(value);

/** @param {boolean} sound */
function check(sound) {
  if (!sound) throw badHost("damaged bytes", "a whole deflate stream", "engine");
}

/** The canonical Huffman code of these lengths; 0: no code. @param {number[]} lengths @returns {Code} */
function codeOf(lengths) {
  /** @type {number[][]} */
  const groups = Array.from({ length: 16 }, () => []);
  lengths.forEach((length, symbol) => groups[length].push(symbol));
  groups[0] = [];
  const counts = groups.map((group) => group.length);
  check(counts.reduce((free, used) => 2 * free - used, 0.5) >= 0);
  return { counts, symbols: groups.flat() };
}

/**
 * @param {Uint8Array} packed
 * @returns {Uint8Array<ArrayBuffer>}
 * @throws {GliaError} for a stream that is cut short or damaged
 */
export function inflate(packed) {
  /** @type {number[]} */
  const out = [];
  let at = 0;
  const bit = () => (packed[at >> 3] >> (at++ & 7)) & 1;
  const bits = (/** @type {number} */ n) => {
    let value = 0;
    for (let i = 0; i < n; i++) value |= bit() << i;
    check(at <= 8 * packed.length);
    return value;
  };
  const symbol = (/** @type {Code} */ { counts, symbols }) => {
    // `code` counts from the first code of its length, whose symbols begin at `start`.
    let [code, start] = [bits(1), 0];
    for (let length = 1; code >= counts[length]; length++) {
      code = 2 * (code - counts[length]) + bit();
      start += counts[length];
    }
    check(at <= 8 * packed.length && start + code < symbols.length);
    return symbols[start + code];
  };
  // Lengths and distances: `steps` to each power of two, the rest in bits of its own.
  const size = (/** @type {number} */ n, /** @type {number} */ steps) => {
    const extra = Math.max(0, Math.floor(n / steps) - 1);
    return (n - extra * steps) * 2 ** extra + bits(extra);
  };
  const lengthsIn = (/** @type {Code} */ code, /** @type {number} */ count) => {
    /** @type {number[]} */
    const lengths = [];
    while (lengths.length < count) {
      const n = symbol(code);
      if (n < 16) lengths.push(n);
      else if (n === 16) lengths.push(...times(3 + bits(2), lengths.at(-1) ?? 0));
      else lengths.push(...times(n === 17 ? 3 + bits(3) : 11 + bits(7), 0));
    }
    return lengths;
  };

  for (let last = 0; !last;) {
    last = bits(1);
    const type = bits(2);
    check(type < 3);
    if (type === 0) {
      at = (at + 7) & ~7;
      const n = bits(16);
      check(n + bits(16) === 65535);
      for (let i = 0; i < n; i++) out.push(bits(8));
      continue;
    }
    let LITERALS = 288;
    let lengths = [...times(144, 8), ...times(112, 9), ...times(24, 7), ...times(8, 8), ...times(30, 5)];
    if (type === 2) {
      LITERALS = 257 + bits(5);
      const [DISTANCES, given, own] = [1 + bits(5), 4 + bits(4), times(19, 0)];
      for (let i = 0; i < given; i++) own[ORDER[i]] = bits(3);
      lengths = lengthsIn(codeOf(own), LITERALS + DISTANCES);
    }
    const [literals, distances] = [codeOf(lengths.slice(0, LITERALS)), codeOf(lengths.slice(LITERALS))];
    for (let value; (value = symbol(literals)) !== 256;) {
      if (value < 256) {
        out.push(value);
        continue;
      }
      const length = value === 285 ? 258 : 3 + size(value - 257, 4);
      const from = out.length - 1 - size(symbol(distances), 2);
      check(from >= 0);
      for (let i = 0; i < length; i++) out.push(out[from + i]);
    }
  }
  return Uint8Array.from(out);
}
