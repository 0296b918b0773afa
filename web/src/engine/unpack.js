// @ts-check
// The engine as it was before it was packed for the net (c/packing.h). The unpacker is a module of 1.8 KB that comes as
// it is: in JavaScript it would take 1.6 times as long.
import unpacker from "../../dist/unpacker.js";
import { badHost } from "../base/errors.js";

/** @param {string} text base64 */
const bytesOf = (text) => Uint8Array.from(atob(text), (c) => c.charCodeAt(0));

/**
 * @param {string} text what build.sh packed, in base64
 * @returns {Uint8Array<ArrayBuffer>}
 * @throws {GliaError} for bytes that are cut short or damaged
 */
export function unpack(text) {
  const packed = bytesOf(text);
  const { exports } = new WebAssembly.Instance(new WebAssembly.Module(bytesOf(unpacker)));
  const { memory, glia_unpack } = /** @type {{ memory: WebAssembly.Memory, glia_unpack: Function }} */ (
    /** @type {unknown} */ (exports)
  );
  const at = memory.grow(2) * 65536;
  new Uint8Array(memory.buffer).set(packed, at);
  const from = glia_unpack(at, packed.length);
  if (from === 0) throw badHost("damaged bytes", "the whole engine", "engine");
  return new Uint8Array(memory.buffer, from, packed[0] + 256 * packed[1]);
}
