// @ts-check
// Measures the time from navigation to a page until its first result, with empty caches.
import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { gunzipSync } from "node:zlib";
import { chromium } from "playwright-core";
import { Network, readIdx } from "../../web/src/index.js";
import { findBrowser } from "./hosts/chromium.js";
import { page, sent, serve } from "./hosts/site.js";
import { onnxModel } from "./onnx.js";
import { forward } from "./reference.js";
import { median, rounded, spread } from "./statistics.js";

/** @typedef {import("./seeded.js").Dense} Dense */
/** @typedef {import("playwright-core").Browser} Browser */
/**
 * A library in one way of bundling it.
 * @typedef {object} Library
 * @property {string} name
 * @property {string} way
 * @property {string} entry
 * @property {Record<string, Uint8Array>} fetched the files that its page requests, by path
 * @property {import("./hosts/site.js").Instead[]} [instead]
 * @property {string} [head] additional HTML for the head of its page
 */
/** @typedef {{ ms: number, bytes: number, requests: number }} Start  the time until the result, and what the server sent for it */
/** @typedef {{ downloadThroughput: number, uploadThroughput: number, latency: number }} Line bytes per second, ms per request */

const kLoads = 10;
/** @type {{ name: string, line?: Line }[]} */
const kLines = [
  { name: "From this machine" },
  // Chromium's developer tools call this Fast 4G.
  {
    name: "Over a connection of 8.1 Mbit/s with 165 ms latency",
    line: { downloadThroughput: 8.1e6 / 8, uploadThroughput: 1.35e6 / 8, latency: 165 },
  },
];

const here = (/** @type {string} */ path) => fileURLToPath(new URL(path, import.meta.url));
const kModel = here("../../web/dist/models/mnist-mlp-book.safetensors");
const kDigits = here("../../web/dist/data/mnist-test.images.idx.gz");
const kTfjsRuntime = here("node_modules/@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-simd.wasm");
const kOrtRuntime = here("node_modules/onnxruntime-web/dist/ort-wasm-simd-threaded.wasm");

/** @param {Browser} browser @param {string} url @param {Line} [line] @returns {Promise<{ ms: number, numbers: number[] }>} */
async function load(browser, url, line) {
  const context = await browser.newContext({ serviceWorkers: "block" });
  try {
    const tab = await context.newPage();
    tab.on("pageerror", (error) => process.stderr.write(`${url}: ${error.stack}\n`));
    if (line) {
      const session = await context.newCDPSession(tab);
      await session.send("Network.enable");
      await session.send("Network.emulateNetworkConditions", { offline: false, ...line });
    }
    await tab.goto(url, { waitUntil: "commit" });
    const given = () => /** @type {any} */ (globalThis).answer;
    return await (await tab.waitForFunction(given, undefined, { polling: 100 })).jsonValue();
  } finally {
    await context.close();
  }
}

/**
 * @param {Browser} browser
 * @param {import("./hosts/site.js").Server} server
 * @param {Library} library
 * @param {number[] | null} right null accepts any ten numbers, because the page checks them itself
 * @param {Line} [line]
 * @returns {Promise<Start>}
 */
async function start(browser, { origin, told }, { entry }, right, line) {
  Object.assign(told, { requests: 0, bytes: 0 });
  const { ms, numbers } = await load(browser, `${origin}/${entry}/`, line);
  if (numbers.length !== 10 || right?.some((value, k) => !(Math.abs(numbers[k] - value) <= 1e-4)))
    throw new Error(`cold start, ${entry}: got ${numbers}, expected ${right}`);
  return { ms, ...told };
}

/** @param {Library[]} libraries @param {(library: Library) => Promise<Start>} once @returns {Promise<Start[][]>} [library][round] */
async function inTurns(libraries, once) {
  /** @type {Start[][]} */
  const starts = libraries.map(() => []);
  // One more round, before the others and not counted: it includes the browser's own cold start.
  for (let round = 0; round <= kLoads; round++) {
    for (const [i, library] of libraries.entries()) {
      const one = await once(library);
      if (round > 0) starts[i].push(one);
    }
  }
  return starts;
}

/** @param {Library[]} libraries @param {Start[][]} starts */
function table(libraries, starts) {
  const rows = libraries.map(({ name, way }, i) => {
    const ms = starts[i].map((one) => one.ms);
    const times = ms.map((value, round) => value / starts[0][round].ms);
    const [{ bytes, requests }] = starts[i];
    const cells = [
      name,
      way,
      rounded(median(ms)),
      spread(ms),
      rounded(median(times)),
      bytes.toLocaleString("en"),
      requests,
    ];
    return `| ${cells.join(" | ")} |`;
  });
  return [
    "| library | way | ms, median | min to max | times Glia's, median | bytes | requests |",
    "|---|---|---:|---:|---:|---:|---:|",
    ...rows,
  ].join("\n");
}

/** The layers of the page's model. @param {Uint8Array} bytes @returns {Promise<Dense[]>} */
async function layersOf(bytes) {
  const net = await Network.load(bytes);
  const parameters = net.parameters();
  const layers = net.spec.layers.map(({ activation }, l) => {
    const [kernel, bias] = parameters.slice(2 * l, 2 * l + 2);
    const [IN, OUT] = kernel.shape;
    return /** @type {Dense} */ ({ type: "dense", kernel: kernel.values, bias: bias.values, IN, OUT, activation });
  });
  net.dispose();
  return layers;
}

/** @param {readonly Dense[]} layers kernel, bias, kernel, bias, … */
const raw = (layers) =>
  Buffer.concat(layers.flatMap(({ kernel, bias }) => [kernel, bias].map((v) => new Uint8Array(v.slice().buffer))));

/** @returns {Promise<string>} */
export async function coldstart() {
  const model = await readFile(kModel);
  const layers = await layersOf(model);
  const digit = Float32Array.from(readIdx(gunzipSync(await readFile(kDigits))).values.subarray(0, 784), (v) => v / 255);
  const right = forward(layers, digit);
  const tfjs = { "runtime.wasm": await readFile(kTfjsRuntime), "model.bin": raw(layers) };
  /** @type {Library[]} */
  const libraries = [
    { name: "Glia", way: "glia.js", entry: "glia.js", fetched: { "model.safetensors": model } },
    { name: "tfjs-wasm", way: "as its users write it", entry: "tfjs.js", fetched: tfjs },
    {
      name: "tfjs-wasm",
      way: "three kernels and half of the core, chosen here",
      entry: "tfjs-chosen.js",
      fetched: tfjs,
      instead: [{ filter: /^@tensorflow\/tfjs-core$/, path: here("coldstart/tfjs-core.js") }],
    },
    {
      name: "onnxruntime-web",
      way: "its WebAssembly-only entry point",
      entry: "onnxruntime.js",
      fetched: { "runtime.wasm": await readFile(kOrtRuntime), "model.onnx": onnxModel(layers, 1) },
    },
  ];
  const script = (/** @type {string} */ name) => readFile(here(`../../web/dist/${name}`));
  /** @type {Library[]} */
  const drawn = [
    {
      name: "Glia",
      way: "`<glia-draw>`, including bars and what the network sees",
      entry: "draw-glia.js",
      head: '<script src="glia-elements.js"></script>',
      fetched: {
        "glia-elements.js": await script("glia-elements.js"),
        "elements/draw.js": await script("elements/draw.js"),
        "assets/mnist-mlp-book.js": await script("assets/mnist-mlp-book.js"),
      },
    },
    {
      name: "onnxruntime-web",
      way: "a scaled-down canvas and session.run",
      entry: "draw-onnxruntime.js",
      fetched: { "runtime.wasm": await readFile(kOrtRuntime), "model.onnx": onnxModel(layers, 1) },
    },
  ];
  /** @type {import("./hosts/site.js").Site} */
  const site = new Map();
  for (const { entry, fetched, instead, head = "" } of [...libraries, ...drawn]) {
    const code = await page(`coldstart/${entry}`, { head: `${head}<script>digit = [${digit}]</script>`, instead });
    const rest = Object.entries(fetched).map(([path, bytes]) => sent(path, bytes));
    for (const [path, file] of [...code, ...rest]) site.set(`${entry}/${path}`, file);
  }
  const server = await serve(site);
  const browser = await chromium.launch({ executablePath: findBrowser(), args: ["--no-sandbox", "--disable-gpu"] });
  const parts = [
    "## Cold start",
    `Chromium ${browser.version()}, from navigation until the page's code has the ten outputs for one digit, computed by the
network 784-50-100-10 that this project ships: ${kLoads} loads of each page, in turns, each in a new context with empty caches. Every
page is one minified bundle and fetches the weights in its library's format; its outputs are within 1e-4 of the reference.
Bytes count the response bodies, gzipped where static hosts compress.`,
  ];
  try {
    for (const { name, line } of kLines) {
      const starts = await inTurns(libraries, (library) => start(browser, server, library, right, line));
      parts.push(`${name}:`, table(libraries, starts));
    }
    parts.push(
      "From navigation until the first drawing is read: pointer events draw on the page as soon as it can be drawn on.",
    );
    for (const { name, line } of kLines) {
      const starts = await inTurns(drawn, (library) => start(browser, server, library, null, line));
      parts.push(`${name}:`, table(drawn, starts));
    }
  } finally {
    await browser.close();
    server.close();
  }
  return parts.join("\n\n");
}
