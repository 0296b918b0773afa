// @ts-check
// What the tests of the training page share: the page opened by a link, and what it says.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { eventually, open } from "./harness.js";

/** @typedef {import("playwright-core").Page} Page */
/** @typedef {import("./harness.js").ContextOptions} ContextOptions */

/** @type {Awaited<ReturnType<typeof open>>} */
let site;
before(async () => {
  site = await open();
});
after(() => site?.close());

/** A page that shows nothing yet. @param {ContextOptions} [options] */
export const enter = (options) => site.visit(options);

/**
 * Opens a link, waits for its network, runs the test, and asserts that nothing was complained of meanwhile.
 *
 * @param {string} name
 * @param {string} link
 * @param {(page: Page) => Promise<void>} body
 * @param {ContextOptions & { query?: string, expected?: RegExp }} [options] expected: problems that belong to the test
 */
export function pageTest(name, link, body, { query = "", expected, ...options } = {}) {
  test(name, async () => {
    const { page, problems } = await enter(options);
    try {
      await visit(page, link, query);
      await body(page);
      assert.deepEqual(
        problems.filter((problem) => !expected?.test(problem)),
        [],
      );
    } finally {
      await page.context().close();
    }
  });
}

/**
 * @param {Page} page
 * @param {string} link
 */
export async function visit(page, link, query = "") {
  // Elsewhere first, for another hash alone is no other page.
  await page.goto("about:blank");
  await page.goto(`/train.html${query}#${link}`);
  await ready(page);
}

/** @param {Page} page */
export async function ready(page) {
  await eventually(async () => assert.match(await hash(page), /^[0-9a-f]{16}$/));
}

/**
 * @param {Page} page
 * @param {string} selector
 */
export async function text(page, selector) {
  return ((await page.locator(selector).first().textContent()) ?? "").trim();
}

/** @param {Page} page */
export const hash = (page) => text(page, "[data-hash]");

/** @param {Page} page */
export const status = (page) => text(page, "[data-status]");

/** @param {Page} page @param {string} selector */
export const click = (page, selector) => page.locator(selector).first().click();
