// @ts-check
import { badFile, show } from "../base/errors.js";

/**
 * The bytes of a file.
 * @param {unknown} source a Uint8Array, an ArrayBuffer, a Blob (a File is one) or a Response
 * @returns {Promise<Uint8Array>}
 * @throws {FormatError} if a response is not a success or was already read, or the source is anything else
 */
export async function bytesOf(source) {
  if (source instanceof Uint8Array) return source;
  if (source instanceof ArrayBuffer) return new Uint8Array(source);
  if (typeof Response !== "undefined" && source instanceof Response) {
    const where = source.url || "response";
    if (!source.ok) throw badFile(`HTTP ${source.status}`, "the file", where);
    if (source.bodyUsed) throw badFile("a response that was read before", "an unread one", where);
    return new Uint8Array(await source.arrayBuffer());
  }
  if (typeof Blob !== "undefined" && source instanceof Blob) return new Uint8Array(await source.arrayBuffer());
  throw badFile(show(source), "a Uint8Array, an ArrayBuffer, a Blob or a Response", "model");
}
