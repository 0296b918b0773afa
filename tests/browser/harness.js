// @ts-check
import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { createServer } from "node:http";
import { fileURLToPath } from "node:url";
import { chromium } from "playwright-core";
import sirv from "sirv";

/** @typedef {import("playwright-core").BrowserContextOptions} ContextOptions */
/** @typedef {import("playwright-core").Page} Page */
/** @typedef {{ page: Page, problems: string[] }} Visit  problems: whatever the console, the page or the network complained of */

export const kWeb = fileURLToPath(new URL("../../web/", import.meta.url));

/** What a site that cares may demand of the pages it serves. */
const kPolicy = "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; worker-src 'self' blob:";

/**
 * Serves web/ and pages of a test's own on a free port.
 *
 * @param {Record<string, string>} headers
 * @param {Record<string, string>} [pages] HTML by path
 */
export async function serve(headers, pages = {}) {
  const files = sirv(kWeb, { dev: true });
  const server = createServer((request, response) => {
    for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
    const page = pages[request.url ?? ""];
    if (page !== undefined) response.setHeader("Content-Type", "text/html").end(page);
    else
      files(request, response, () => {
        response.writeHead(404).end();
      });
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", () => resolve(undefined)));
  const address = /** @type {import("node:net").AddressInfo} */ (server.address());
  return {
    origin: `http://127.0.0.1:${address.port}`,
    close: () => new Promise((resolve) => server.close(resolve)),
  };
}

/**
 * Serves web/ on a free port and starts a browser for it.
 *
 * @param {Record<string, string>} [pages] HTML by path, under the same policy
 */
export async function open(pages) {
  assert.ok(existsSync(`${kWeb}dist/models`), "web/dist/models is missing: ./build.sh makes it");
  const server = await serve({ "Content-Security-Policy": kPolicy }, pages);
  const { origin } = server;
  const browser = await chromium.launch({ executablePath: findBrowser(), args: kArguments });

  return {
    origin,

    /**
     * A page of its own storage, which nothing but `page.goto` has touched.
     *
     * @param {ContextOptions} [options]
     * @returns {Promise<Visit>}
     */
    async visit(options = {}) {
      const context = await browser.newContext({ baseURL: origin, locale: "en-US", ...options });
      const page = await context.newPage();
      /** @type {string[]} */
      const problems = [];
      page.on("console", (message) => {
        if (message.type() === "error" || message.type() === "warning")
          problems.push(`${message.type()}: ${message.text()}`);
      });
      page.on("pageerror", (error) => problems.push(`uncaught: ${error.message}`));
      page.on("requestfailed", (request) => {
        const reason = request.failure()?.errorText;
        // A reload aborts what is still on its way.
        if (reason !== "net::ERR_ABORTED") problems.push(`failed: ${request.url()} (${reason})`);
      });
      page.on("request", (request) => {
        if (!request.url().startsWith(origin) && /^https?:/.test(request.url()))
          problems.push(`remote: ${request.url()}`);
      });
      return { page, problems };
    },

    async close() {
      await browser.close();
      await server.close();
    },
  };
}

const kArguments = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  "--no-first-run",
];

function findBrowser() {
  const names = ["chromium-headless-shell", "chromium", "chromium-browser", "google-chrome"];
  const places = names.map((name) => `/usr/bin/${name}`);
  const found = process.env.CHROMIUM ?? places.find((place) => existsSync(place));
  assert.ok(found, `no browser at ${places.join(", ")}: install chromium, or name one in CHROMIUM`);
  return found;
}

/**
 * Waits until a check stops throwing; what it throws last is the failure.
 *
 * @param {() => Promise<unknown>} check
 * @param {number} patience milliseconds
 */
export async function eventually(check, patience = 15000) {
  const end = performance.now() + patience;
  for (;;) {
    try {
      await check();
      return;
    } catch (error) {
      if (performance.now() > end) throw error;
    }
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
}
