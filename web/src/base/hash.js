// @ts-check

/**
 * FNV-1a, 64 bits (Fowler, Noll and Vo 1991), as 16 hexadecimal digits. Same bytes, same hash, everywhere.
 * @param {readonly ArrayBufferView[]} parts hashed one after the other
 */
export function fnv1a(parts) {
  // Four limbs of 16 bits, lowest first: their products stay small integers, which JavaScript multiplies fast.
  let [a, b, c, d] = [0x2325, 0x8422, 0x9ce4, 0xcbf2];
  for (const part of parts) {
    const bytes = new Uint8Array(part.buffer, part.byteOffset, part.byteLength);
    for (let i = 0; i < bytes.length; i++) {
      a ^= bytes[i];
      // times 2⁴⁰ + 435
      const low = a * 435;
      const second = b * 435 + (low >>> 16);
      const third = c * 435 + (a << 8) + (second >>> 16);
      d = (d * 435 + (b << 8) + (third >>> 16)) & 0xffff;
      c = third & 0xffff;
      b = second & 0xffff;
      a = low & 0xffff;
    }
  }
  return [d, c, b, a].map((limb) => limb.toString(16).padStart(4, "0")).join("");
}
