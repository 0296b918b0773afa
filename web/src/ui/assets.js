// @ts-check
// Weights and data. They come as scripts, because those a page may load from anywhere: from another origin without any
// header, and from a file.
import { GliaError } from "../base/errors.js";

/** @type {Map<string, Promise<Uint8Array>>} */
const fetched = new Map();

/**
 * @param {string} name of a file in dist/assets, without its ending; the first call fetches it
 * @returns {Promise<Uint8Array>} its bytes, the same for every caller
 * @throws {GliaError} when it cannot be had
 */
export function asset(name) {
  let bytes = fetched.get(name);
  if (!bytes) {
    fetched.set(name, (bytes = fetchAsset(name)));
    bytes.catch(() => fetched.delete(name)); // so that it can be tried again
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
      reject(new GliaError({ got: `no ${script.src}`, expected: "it beside the library", where: "elements" }));
    document.head.append(script);
  });
  script.remove();
  const shelf = /** @type {{ gliaAssets?: Record<string, string> }} */ (globalThis).gliaAssets ?? {};
  const text = shelf[name];
  delete shelf[name];
  return Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
}
