// @ts-check
// Unpacks a raw LZMA stream (Pavlov, LZMA specification, 2015) with lc=3, lp=0, pb=0 and an end marker, as xz makes it.
import { badHost } from "./errors.js";

// Where each group of adaptive probabilities begins.
const MATCH = 0;
const REPEAT = 12;
const FIRST = 24;
const SECOND = 36;
const THIRD = 48;
const LONGER = 60;
const LENGTH = 72;
const REPEAT_LENGTH = 346;
const SLOT = 620;
const NEAR = 876;
const ALIGN = 992;
const LITERAL = 1008;

/**
 * @param {Uint8Array} packed
 * @returns {Uint8Array<ArrayBuffer>}
 * @throws {GliaError} for a stream that is cut short or damaged
 */
export function unpack(packed) {
  const chances = new Uint16Array(LITERAL + 8 * 768).fill(1024);
  // The range and the code of the range coder, which no small integer of an engine's own could hold.
  const coder = new Uint32Array(2);
  let out = new Uint8Array(2 ** 16);
  let [size, next] = [0, 0];

  const check = (/** @type {boolean} */ sound) => {
    if (!sound) throw badHost("damaged bytes", "a whole LZMA stream", "engine");
  };
  const shift = () => {
    if (coder[0] >= 2 ** 24) return;
    check(next < packed.length);
    coder[0] <<= 8;
    coder[1] = (coder[1] << 8) | packed[next++];
  };
  const bit = (/** @type {number} */ i) => {
    shift();
    const chance = chances[i];
    const bound = (coder[0] >>> 11) * chance;
    if (coder[1] < bound) {
      coder[0] = bound;
      chances[i] = chance + ((2048 - chance) >> 5);
      return 0;
    }
    coder[0] -= bound;
    coder[1] -= bound;
    chances[i] = chance - (chance >> 5);
    return 1;
  };
  const number = (/** @type {number} */ base, /** @type {number} */ bits) => {
    let node = 1;
    while (!(node >> bits)) node = 2 * node + bit(base + node);
    return node - (1 << bits);
  };
  const reversed = (/** @type {number} */ base, /** @type {number} */ bits) => {
    const straight = number(base, bits);
    let value = 0;
    for (let i = 0; i < bits; i++) value = 2 * value + ((straight >> i) & 1);
    return value;
  };
  const lengthAt = (/** @type {number} */ base) => {
    if (!bit(base)) return number(base + 2, 3);
    return bit(base + 1) ? 16 + number(base + 18, 8) : 8 + number(base + 10, 3);
  };
  const distanceFor = (/** @type {number} */ length) => {
    const slot = number(SLOT + 64 * Math.min(length, 3), 6);
    if (slot < 4) return slot;
    let bits = (slot >> 1) - 1;
    let distance = (2 + (slot & 1)) * 2 ** bits;
    if (slot < 14) return distance + reversed(NEAR + distance - slot, bits);
    while (bits-- > 4) {
      shift();
      coder[0] >>>= 1;
      if (coder[1] < coder[0]) continue;
      coder[1] -= coder[0];
      distance += 2 ** bits;
    }
    return distance + reversed(ALIGN, 4);
  };
  const put = (/** @type {number} */ byte) => {
    if (size === out.length) {
      const larger = new Uint8Array(2 * size);
      larger.set(out);
      out = larger;
    }
    out[size++] = byte;
  };

  for (let i = 0; i < 5; i++) shift();
  coder[0] = -1;
  const recent = [0, 0, 0, 0];
  for (let state = 0; ;) {
    const matched = state > 6;
    if (!bit(MATCH + state)) {
      // After a match, the byte that it would have gone on with is a hint until it is wrong.
      let [node, hint, hinted] = [1, out[size - 1 - recent[0]], matched ? 256 : 0];
      const base = LITERAL + 768 * (out[size - 1] >> 5);
      while (node < 256) {
        hint <<= 1;
        const b = bit(base + hinted + (hint & hinted) + node);
        node = 2 * node + b;
        hinted &= b ? hint : ~hint;
      }
      put(node);
      state = state < 4 ? 0 : state - (state < 10 ? 3 : 6);
      continue;
    }
    let length = 1;
    if (!bit(REPEAT + state)) {
      length = 2 + lengthAt(LENGTH);
      state = matched ? 10 : 7;
      recent.unshift(distanceFor(length - 2));
      if (recent[0] === 2 ** 32 - 1) break;
    } else {
      const first = !bit(FIRST + state);
      const short = first && !bit(LONGER + state);
      const which = first ? 0 : bit(SECOND + state) ? 2 + bit(THIRD + state) : 1;
      recent.unshift(...recent.splice(which, 1));
      if (!short) length = 2 + lengthAt(REPEAT_LENGTH);
      state = matched ? 11 : short ? 9 : 8;
    }
    check(recent[0] < size);
    while (length--) put(out[size - 1 - recent[0]]);
  }
  shift();
  check(coder[1] === 0 && next === packed.length);
  return out.subarray(0, size);
}
