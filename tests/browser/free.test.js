// @ts-check
// How free a page stays while its worker trains. tests/run.js runs this file alone.
import assert from "node:assert/strict";
import { inUse, click as clickTeach, keep, kFifty, teach, teachTest } from "./teaching.js";
import { click, pageTest, ready, status } from "./training.js";
import { eventually } from "./harness.js";

/** @typedef {import("playwright-core").Page} Page */

/**
 * No task of the page takes longer than 50 ms meanwhile, and 30 frames a second are drawn. Three attempts at most: other
 * programs on the machine can hold up a page that does nothing wrong.
 *
 * @param {Page} page
 * @param {() => Promise<unknown>} work
 * @param {() => Promise<unknown>} undo what the work did, before the next attempt
 */
async function assertFree(page, work, undo) {
  await page.evaluate(() => {
    const own = /** @type {any} */ (window);
    own.tasks = [];
    own.frames = [];
    new PerformanceObserver((entries) => {
      for (const { duration } of entries.getEntries()) own.tasks.push(duration);
    }).observe({ type: "longtask" });
    const frame = (/** @type {number} */ time) => {
      own.frames.push(time);
      requestAnimationFrame(frame);
    };
    requestAnimationFrame(frame);
  });
  /** @type {string[]} */
  const attempts = [];
  for (let attempt = 0; attempt < 3; attempt++) {
    await page.evaluate(() => Object.assign(window, { tasks: [], frames: [] }));
    await work();
    const { tasks, frames } = await page.evaluate(() => {
      const { tasks, frames } = /** @type {any} */ (window);
      return { tasks, frames };
    });
    const rate = ((frames.length - 1) * 1000) / (frames[frames.length - 1] - frames[0]);
    const long = tasks.filter((/** @type {number} */ one) => one > 50);
    await undo();
    if (long.length === 0 && rate >= 30) return;
    attempts.push(`long tasks of ${long.join(", ")} ms, ${rate.toFixed(0)} frames a second`);
  }
  assert.fail(attempts.join("; "));
}

pageTest(
  "while the worker trains 60,000 digits the page stays free",
  "data=mnist-60000&layers=128&batch=32&epochs=60&seed=1",
  (page) =>
    assertFree(
      page,
      async () => {
        await click(page, "[data-start]");
        await page.waitForTimeout(2000);
        assert.match(await status(page), /^Epoch \d+ of 60, step/);
      },
      async () => {
        await click(page, "[data-reset]");
        await ready(page);
      },
    ),
);

teachTest("while the worker teaches the reader's digits the page stays free", async (page) => {
  await keep(page, kFifty);
  await assertFree(
    page,
    () => teach(page),
    async () => {
      await clickTeach(page, "undo");
      await eventually(async () => assert.equal(await inUse(page), "mnist-mlp"));
    },
  );
});
