// @ts-check
// What the tests of lessons share.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { eventually } from "../harness.js";

/** @typedef {import("playwright-core").Page} Page */

/** The notes' worked examples. @param {string} id @returns {any} */
export function note(id) {
  const { examples } = JSON.parse(readFileSync(new URL("../../js/notes-examples.json", import.meta.url), "utf8"));
  const example = examples.find((/** @type {{ id: string }} */ one) => one.id === id);
  assert.ok(example, `no example ${id}`);
  return example;
}

/** The value beside a line of code. @param {Page} page @param {"numpy" | "glia"} which @param {string | RegExp} line */
export async function valueOf(page, which, line) {
  const item = page.locator(`[data-code="${which}"] li`).filter({ hasText: line }).first();
  return (await item.locator("samp").textContent()) ?? "";
}

/** The numbers in a text. @param {string} text */
export const numbersIn = (text) => (text.match(/-?\d+(\.\d+)?(e[-+]?\d+)?/gi) ?? []).map(Number);

/** @param {readonly number[]} got @param {readonly number[]} expected @param {number} [tolerance] */
export function assertClose(got, expected, tolerance = 1e-6) {
  assert.equal(got.length, expected.length, `${got}`);
  got.forEach((value, i) => {
    const limit = tolerance * Math.max(1, Math.abs(expected[i]));
    assert.ok(Math.abs(value - expected[i]) <= limit, `${value} is not ${expected[i]}`);
  });
}

/** @param {Page} page @param {boolean} solved */
export const assertSolved = (page, solved) =>
  eventually(async () => {
    const classes = (await page.locator("[data-question]").getAttribute("class")) ?? "";
    assert.equal(classes.split(" ").includes("solved"), solved, "the question is solved");
  }, 3000);
