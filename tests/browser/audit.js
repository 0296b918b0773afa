// @ts-check
// What every page has to be, whatever is on it: clean to axe-core, no wider than the window, large enough to press.
import { AxeBuilder } from "@axe-core/playwright";
import assert from "node:assert/strict";

/** @typedef {import("playwright-core").Page} Page */

/**
 * A page has no frames of other origins, so axe-core runs once, in the page ("legacy mode"), instead of once per frame and
 * then in a new window. Both options together leave a fifth of the time.
 *
 * @param {Page} page
 * @param {string} [when]
 */
export async function assertAccessible(page, when) {
  const axe = new AxeBuilder({ page }).setLegacyMode().options({ resultTypes: ["violations"] });
  const { violations } = await axe.analyze();
  const found = violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(" ")}`);
  assert.deepEqual(found, [], when);
}

/**
 * @param {Page} page
 * @param {number} width of the window
 */
export async function assertFits(page, width) {
  const wide = await page.evaluate(() => document.documentElement.scrollWidth);
  assert.ok(wide <= width, `${wide} pixels wide`);
}

/**
 * Whatever is selected measures 44 pixels each way.
 *
 * @param {Page} page
 * @param {string} selector
 */
export async function assertLargeEnough(page, selector) {
  const sizes = await page
    .locator(selector)
    .evaluateAll((elements) =>
      elements.map((element) => ({ html: element.outerHTML, ...element.getBoundingClientRect().toJSON() })),
    );
  assert.ok(sizes.length > 0, `nothing to measure at ${selector}`);
  const small = sizes.filter(({ width, height }) => width < 44 || height < 44);
  assert.deepEqual(small.slice(0, 3), []);
}
