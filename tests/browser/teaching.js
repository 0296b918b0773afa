// @ts-check
// What the tests of teaching share: the page opened with some digits kept, and taught.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { teachEn as en } from "../../web/site/text/teach-en.js";
import { pageTest, text, useOffer } from "./drawing.js";
import { eventually } from "./harness.js";

/** @typedef {import("playwright-core").Page} Page */
/** @typedef {import("./harness.js").ContextOptions} ContextOptions */

/**
 * Opens the page, waits for the part that teaches, and has it use a network: the small one's lessons are over in seconds.
 *
 * @param {string} name
 * @param {(page: Page) => Promise<void>} body
 * @param {ContextOptions & { path?: string, id?: string }} [options]
 */
export function teachTest(name, body, { id = "mnist-mlp", ...options } = {}) {
  const prepared = async (/** @type {Page} */ page) => {
    await ready(page);
    await useOffer(page, id);
    await body(page);
  };
  pageTest(name, prepared, options);
}

/** @param {Page} page */
export const ready = (page) => page.locator("[data-teach-collect]").waitFor();

/** @param {Page} page @param {string} name */
export const said = (page, name) => text(page, `[data-teach-${name}]`);

/** @param {Page} page @param {string} name */
export const click = (page, name) => page.locator(`[data-teach-${name}]`).click();

/** @param {Page} page */
export const kept = (page) => page.locator(".mine").count();

/** @param {Page} page */
export const inUse = (page) => page.locator("[data-models] input:checked").inputValue();

/**
 * Puts digits where the page keeps them, and comes back to it.
 *
 * @param {Page} page
 * @param {number[]} labels
 */
export async function keep(page, labels) {
  const images = readFileSync(new URL("../../web/dist/data/samples.images.idx", import.meta.url)).subarray(16);
  const names = readFileSync(new URL("../../web/dist/data/samples.labels.idx", import.meta.url)).subarray(8);
  /** @type {number[]} */
  const used = [];
  const entries = labels.map((label, id) => {
    const at = names.findIndex((name, i) => name === label && !used.includes(i));
    used.push(at);
    return { id: id + 1, label, pixels: [...images.subarray(at * 784, (at + 1) * 784)] };
  });
  await page.evaluate(async (entries) => {
    const { Store } = await import(/** @type {any} */ ("/site/store.js"));
    const store = new Store("glia.digits", "digits");
    for (const entry of entries) await store.put({ ...entry, pixels: Uint8Array.from(entry.pixels) });
  }, entries);
  const id = await inUse(page);
  await page.reload();
  await ready(page);
  await useOffer(page, id);
  await eventually(async () => assert.equal(await kept(page), labels.length));
}

export const kTen = Array.from({ length: 10 }, (_, digit) => digit);
export const kFifty = kTen.flatMap((digit) => Array(5).fill(digit));

/** @param {Page} page */
export async function teach(page, patience = 60_000) {
  await click(page, "start");
  await eventually(async () => assert.equal(await said(page, "status"), en["teach.done"]), patience);
}
