// @ts-check

/**
 * FNV-1a, 64 bits (Fowler, Noll and Vo 1991), as 16 hexadecimal digits. Same bytes, same hash, everywhere.
 * @param {readonly ArrayBufferView[]} parts hashed one after the other
 */
export function fnv1a(parts) {
  let [high, low] = [0xcbf29ce4, 0x84222325];
  for (const part of parts) {
    for (const byte of new Uint8Array(part.buffer, part.byteOffset, part.byteLength)) {
      low = (low ^ byte) >>> 0;
      // times 2⁴⁰ + 435, in two halves of 32 bits; no product leaves a double's 53 bits
      const product = low * 435;
      high = (high * 435 + Math.floor(product / 2 ** 32) + low * 256) % 2 ** 32;
      low = product % 2 ** 32;
    }
  }
  return [high, low].map((half) => half.toString(16).padStart(8, "0")).join("");
}
