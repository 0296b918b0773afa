// @ts-check
// Lesson 5: the notes' probabilities, the overflow, and the question answered by the keyboard alone.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { open } from "../harness.js";
import { assertClose, assertSolved, note, numbersIn, valueOf } from "./lesson.js";

/** @typedef {import("playwright-core").Page} Page */

/** @type {Awaited<ReturnType<typeof open>>} */
let site;
before(async () => {
  site = await open();
});
after(() => site.close());

async function visit() {
  const { page, problems } = await site.visit();
  await page.goto("/learn/softmax.html");
  return { page, problems };
}

/** @param {Page} page @param {number[]} scores */
async function write(page, scores) {
  for (const [i, score] of scores.entries()) await page.getByLabel(`score ${i + 1}`, { exact: true }).fill(`${score}`);
}

test("probabilities are the notes', in the figure and beside both codes", async () => {
  const { page, problems } = await visit();
  for (const id of ["softmax-0.3-2.9-4.0", "softmax-20-10-1", "softmax-10-20-30"]) {
    const { x, y } = note(id);
    await write(page, x[0]);
    const { safe, naive } = await page.locator("glia-softmax").evaluate((/** @type {any} */ figure) => ({
      safe: figure.safe.probabilities,
      naive: figure.naive.probabilities,
    }));
    assertClose(safe, y[0], 1e-6);
    assertClose(naive, y[0], 1e-6);
    assertClose(numbersIn(await valueOf(page, "numpy", "y = e / np.sum(e)")), y[0], 1e-6);
    assertClose(numbersIn(await valueOf(page, "glia", "y.toArray()")), y[0], 1e-6);
    const best = y[0].indexOf(Math.max(...y[0]));
    assert.equal(await valueOf(page, "numpy", "np.argmax(a)"), `${best}, ${best}`);
  }
  await page.context().close();
  assert.deepEqual(problems, []);
});

test("large scores break the naive form, but not the safe one", async () => {
  const { page, problems } = await visit();
  const { x, y } = note("softmax-1000-1010-990");
  await write(page, x[0]);
  assert.equal(await valueOf(page, "numpy", "np.exp(a) / np.sum"), "[nan, nan, nan]");
  assertClose(numbersIn(await valueOf(page, "numpy", "y = e / np.sum(e)")), y[0], 1e-6);
  assert.match((await page.locator("glia-softmax .verdict").textContent()) ?? "", /naive form failed/);
  await page.getByRole("button", { name: "First scores" }).click();
  assert.match((await page.locator("glia-softmax .verdict").textContent()) ?? "", /agree/);
  assert.equal(await page.getByLabel("score 1", { exact: true }).inputValue(), "0.3");
  await page.context().close();
  assert.deepEqual(problems, []);
});

test("the keyboard alone answers the question", async () => {
  const { page, problems } = await visit();
  await assertSolved(page, false);
  await page.getByLabel("score 1", { exact: true }).focus();
  for (const score of ["2000", "2000", "0"]) {
    await page.keyboard.press("Control+A");
    await page.keyboard.type(score);
    await page.keyboard.press("Tab");
  }
  await assertSolved(page, true);
  await page.context().close();
  assert.deepEqual(problems, []);
});
