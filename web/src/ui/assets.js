// @ts-check
// Weights and data. They come as scripts, because a page may load scripts from anywhere: from another origin without CORS
// headers, and from file: addresses.
import { GliaError } from "../base/errors.js";

/** @type {Map<string, Promise<Uint8Array>>} */
const fetched = new Map();

/**
 * The bytes of an asset, fetched by the first call.
 *
 * @param {string} name of a file in dist/assets, without its extension
 * @returns {Promise<Uint8Array>} the same array for every caller
 * @throws {GliaError} if it could not be loaded; the next call tries again
 */
export function asset(name) {
  let bytes = fetched.get(name);
  if (!bytes) {
    fetched.set(name, (bytes = fetchAsset(name)));
    bytes.catch(() => fetched.delete(name));
  }
  return bytes;
}

/** @param {string} name */
async function fetchAsset(name) {
  const script = document.createElement("script");
  script.src = new URL(`../../dist/assets/${name}.js`, import.meta.url).href;
  await new Promise((resolve, reject) => {
    script.onload = resolve;
    script.onerror = () =>
      reject(
        new GliaError({
          got: `no ${script.src}`,
          expected: "the file in assets/ beside the library",
          where: "elements",
        }),
      );
    document.head.append(script);
  });
  script.remove();
  const shelf = /** @type {{ gliaAssets?: Record<string, string> }} */ (globalThis).gliaAssets ?? {};
  const text = shelf[name];
  delete shelf[name];
  return Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
}
