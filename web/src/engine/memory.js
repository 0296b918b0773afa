// @ts-check
import { badHost } from "../base/errors.js";

const kPage = 65536;

/** An instance's linear memory, with views that are never stale: only `reserve` grows it, and it renews them. */
export class Memory {
  #memory;

  /** @param {WebAssembly.Memory} memory */
  constructor(memory) {
    this.#memory = memory;
    this.bytes = new Uint8Array(memory.buffer);
    this.floats = new Float32Array(memory.buffer);
    this.ints = new Int32Array(memory.buffer);
  }

  /**
   * Makes every address below `end` usable.
   * @param {number} end in bytes
   * @throws {GliaError} if the host refuses so much memory
   */
  reserve(end) {
    const missing = end - this.bytes.length;
    if (missing <= 0) return;
    try {
      this.#memory.grow(Math.ceil(missing / kPage));
    } catch (cause) {
      throw badHost(
        `a refusal to grow beyond ${this.bytes.length} bytes`,
        `room for ${end} bytes; try a smaller batchSize, network or data set`,
        "memory",
        cause,
      );
    }
    const { buffer } = this.#memory;
    this.bytes = new Uint8Array(buffer);
    this.floats = new Float32Array(buffer);
    this.ints = new Int32Array(buffer);
  }

  /**
   * Copies floats out.
   * @param {number} address in bytes
   * @param {number} count in floats
   */
  copyFloats(address, count) {
    return this.floats.slice(address >>> 2, (address >>> 2) + count);
  }

  /**
   * Copies numbers in, as floats.
   * @param {number} address in bytes
   * @param {ArrayLike<number>} values
   */
  writeFloats(address, values) {
    this.floats.set(values, address >>> 2);
  }
}
