// @ts-check
// Bundles small pages and serves them as a static host does.
import { createServer } from "node:http";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { build } from "esbuild";

/** @typedef {{ type: string, encoding?: string, body: Uint8Array }} Sent  a file as it is sent */
/** @typedef {Map<string, Sent>} Site files by path */
/** @typedef {{ origin: string, told: { requests: number, bytes: number }, close: () => void }} Server `told`: counts of what it has sent; may be reset */

const here = (/** @type {string} */ path) => fileURLToPath(new URL(path, import.meta.url));

/** @typedef {{ filter: RegExp, path: string }} Instead  a file that replaces imports whose names match */

/** Replaces Glia's sources with the shipped files. @type {Instead[]} */
const kShipped = [
  { filter: /\/web\/src\/index\.js$/, path: here("../../../web/dist/glia.js") },
  { filter: /\/web\/src\/train\.js$/, path: here("../../../web/dist/train.js") },
];

/** Static hosts compress text and WebAssembly, and send unknown types unchanged. */
const kTypes = /** @type {const} */ ({ html: "text/html", js: "text/javascript", wasm: "application/wasm" });

/** @param {string} path @param {Uint8Array} bytes @returns {[string, Sent]} */
export function sent(path, bytes) {
  const [, kind] = /\.(html|js|wasm)$/.exec(path) ?? [];
  if (!kind) return [path, { type: "application/octet-stream", body: bytes }];
  const type = kTypes[/** @type {keyof typeof kTypes} */ (kind)];
  return [path, { type, encoding: "gzip", body: gzipSync(bytes, { level: 9 }) }];
}

/**
 * A minified page: index.html, page.js, and the files that page.js imports later.
 * @param {string} entry a file's path from tests/bench
 * @param {{ head?: string, instead?: Instead[] }} [options] `head`: additional HTML for its head
 * @returns {Promise<[string, Sent][]>}
 */
export async function page(entry, { head = "", instead = [] } = {}) {
  const html = `<!doctype html><html lang="en"><meta charset="utf-8"><title>Glia: benchmark</title>
<link rel="icon" href="data:,">${head}<script type="module" src="page.js"></script></html>`;
  const outdir = here("site"); // no file is written there
  const { outputFiles } = await build({
    entryPoints: [here(`../${entry}`)],
    outdir,
    entryNames: "page",
    write: false,
    bundle: true,
    splitting: true,
    minify: true,
    format: "esm",
    target: "es2022",
    platform: "browser",
    plugins: [...kShipped, ...instead].map(({ filter, path }) => ({
      name: path,
      setup: ({ onResolve }) => onResolve({ filter }, () => ({ path })),
    })),
    logLevel: "error",
  });
  return [
    sent("index.html", Buffer.from(html)),
    ...outputFiles.map(({ path, contents }) => sent(path.slice(outdir.length + 1), contents)),
  ];
}

/** @param {Site} site @returns {Promise<Server>} */
export async function serve(site) {
  const told = { requests: 0, bytes: 0 };
  const server = createServer(({ url }, response) => {
    const file = site.get(`${url}`.slice(1).replace(/(^|\/)$/, "$1index.html"));
    if (!file) return response.writeHead(404).end();
    const { type, encoding, body } = file;
    told.requests++;
    told.bytes += body.length;
    const headers = { "content-type": type, "content-length": body.length, "cache-control": "no-store" };
    response.writeHead(200, encoding ? { ...headers, "content-encoding": encoding } : headers).end(body);
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", () => resolve(undefined)));
  const { port } = /** @type {import("node:net").AddressInfo} */ (server.address());
  return { origin: `http://127.0.0.1:${port}`, told, close: () => server.close() };
}
