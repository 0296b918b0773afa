// @ts-check
// Runs the benchmark in a page, which loads everything from this machine.
import { existsSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { chromium } from "playwright-core";
import sirv from "sirv";

const here = (/** @type {string} */ path) => fileURLToPath(new URL(path, import.meta.url));

export function findBrowser() {
  const places = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];
  const found = process.env.CHROMIUM || places.find((place) => existsSync(place));
  if (!found)
    throw new Error(
      `the benchmark in Chromium: got no browser at ${places.join(", ")}; install chromium, or name one in CHROMIUM`,
    );
  return found;
}

/** @param {string} folder */
function bundle(folder) {
  return build({
    entryPoints: [here("page.js")],
    outdir: folder,
    bundle: true,
    splitting: true,
    format: "esm",
    platform: "browser",
    minify: true,
    // Imported only by the peers' code for Node.
    external: [
      "node:*",
      "fs",
      "path",
      "os",
      "module",
      "url",
      "worker_threads",
      "perf_hooks",
      "crypto",
      "util",
      "string_decoder",
    ],
    logLevel: "error",
  });
}

/** @param {string} folder the folder of the bundle */
async function serve(folder) {
  const routes = [
    { prefix: "/bundle/", files: sirv(folder, { dev: true }) },
    { prefix: "/tfjs/", files: sirv(here("../node_modules/@tensorflow/tfjs-backend-wasm/dist"), { dev: true }) },
    { prefix: "/ort/", files: sirv(here("../node_modules/onnxruntime-web/dist"), { dev: true }) },
    { prefix: "/project/", files: sirv(here("../../.."), { dev: true, dotfiles: true }) },
    { prefix: "/", files: sirv(here("."), { dev: true }) },
  ];
  const server = createServer((request, response) => {
    const route = routes.find(({ prefix }) => request.url?.startsWith(prefix));
    request.url = `/${request.url?.slice(route?.prefix.length)}`;
    route?.files(request, response, () => {
      response.writeHead(404).end();
    });
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", () => resolve(undefined)));
  const { port } = /** @type {import("node:net").AddressInfo} */ (server.address());
  return { origin: `http://127.0.0.1:${port}`, close: () => server.close() };
}

/** @param {import("../bench.js").Options} options @returns {Promise<{ host: string } & import("../bench.js").HostResult>} */
export async function inChromium(options) {
  const folder = await mkdtemp(join(tmpdir(), "glia-bench-"));
  await bundle(folder);
  const { origin, close } = await serve(folder);
  const browser = await chromium.launch({ executablePath: findBrowser(), args: ["--no-sandbox", "--disable-gpu"] });
  try {
    const page = await browser.newPage();
    page.on("console", (message) => process.stderr.write(`chromium: ${message.text()}\n`));
    page.on("pageerror", (error) => process.stderr.write(`chromium: ${error.stack}\n`));
    await page.goto(`${origin}/page.html`);
    await page.waitForFunction(() => "runBench" in globalThis);
    const results = await page.evaluate((given) => /** @type {any} */ (globalThis).runBench(given), options);
    return { host: `Chromium ${browser.version()}`, ...results };
  } finally {
    await browser.close();
    close();
    await rm(folder, { recursive: true });
  }
}
