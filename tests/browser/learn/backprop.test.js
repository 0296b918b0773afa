// @ts-check
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { after, before, test } from "node:test";
import { eventually, open } from "../harness.js";

/** @typedef {import("playwright-core").Page} Page */

const { examples } = JSON.parse(readFileSync(new URL("../../js/notes-examples.json", import.meta.url), "utf8"));
const notes = examples.find((/** @type {any} */ { id }) => id === "backprop-2-2-2");

/** @type {Awaited<ReturnType<typeof open>>} */
let site;
before(async () => {
  site = await open();
});
after(() => site?.close());

/** @param {string} lang @param {(page: Page) => Promise<void>} body */
async function onLesson(lang, body) {
  const { page, problems } = await site.visit({ reducedMotion: "reduce" });
  await page.goto(`/learn/backprop.html?lang=${lang}`);
  await eventually(async () => assert.equal(await page.locator('[data-code="glia"] li').count(), 8));
  await body(page);
  await page.context().close();
  assert.deepEqual(problems, []);
}

/** The value beside a line of code. @param {Page} page @param {"numpy" | "glia"} which @param {string} line how it begins */
async function beside(page, which, line) {
  const items = await page
    .locator(`[data-code="${which}"] li`)
    .evaluateAll((list) =>
      list.map((item) => [
        item.querySelector("code")?.textContent ?? "",
        item.querySelector("samp")?.textContent ?? "",
      ]),
    );
  const found = items.find(([code]) => code.startsWith(line));
  return JSON.parse(found?.[1] ?? "");
}

/** @param {number[]} got @param {number[]} expected @param {number} tolerance */
function close(got, expected, tolerance) {
  assert.equal(got.length, expected.length);
  expected.forEach((value, i) => assert.ok(Math.abs(got[i] - value) < tolerance, `${got[i]}, not ${value}`));
}

/** @param {Record<string, number>} w */
const first = ({ w1, w2, w3, w4 }) => [w1, w3, w2, w4];
/** @param {Record<string, number>} w */
const second = ({ w5, w6, w7, w8 }) => [w5, w7, w6, w8];

test("it opens on the notes' numbers, in the figure and beside the code", () =>
  onLesson("en", async (page) => {
    assert.equal(await page.locator("glia-backprop .before").innerText(), "0.02397190");
    assert.match(await page.locator("main").innerText(), /0\.02397190 to 0\.02323634/);
    close([await beside(page, "numpy", "np.sum((t - o)")], [notes.total], 1.01e-8);
    close((await beside(page, "numpy", "dW1")).flat(), first(notes.gradient), 1e-8);
    close((await beside(page, "numpy", "dW2")).flat(), second(notes.gradient), 1e-8);
    close((await beside(page, "numpy", "W1 -=")).flat(), first(notes.updated), 1.5e-7);
    close((await beside(page, "numpy", "W2 -=")).flat(), second(notes.updated), 1.5e-7);
    close([await beside(page, "numpy", "np.sum((t - sigmoid")], [notes.after.total], 1.01e-8);
    close([await beside(page, "glia", "net.trainBatch")], [notes.total], 1e-7);
    close(await beside(page, "glia", "net.gradients()[0]"), first(notes.gradient), 1e-8);
    close(await beside(page, "glia", "net.gradients()[1]"), second(notes.gradient), 1e-8);
    close([await beside(page, "glia", "net.evaluate")], [notes.after.total], 1e-7);
    await page.getByRole("button", { name: "Run" }).click();
    await eventually(async () => assert.equal(await page.locator("glia-backprop .after").innerText(), "0.02323634"));
  }));

test("the keyboard alone solves the question; a rate without the step does not", () =>
  onLesson("ko", async (page) => {
    const solved = () => page.locator("[data-question].solved").count();
    await page.getByRole("button", { name: "한 단계" }).focus();
    await page.keyboard.press("Shift+Tab");
    await page.keyboard.press("Control+A");
    await page.keyboard.type("30");
    await eventually(async () => close([await beside(page, "glia", "net.evaluate")], [0.00007107], 1e-6));
    close([await beside(page, "numpy", "np.sum((t - sigmoid")], [0.00007107], 1e-6);
    assert.equal(await solved(), 0);
    await page.keyboard.press("Tab");
    await page.keyboard.press("Tab");
    await page.keyboard.press("Enter");
    await eventually(async () => assert.equal(await solved(), 1));
    assert.match(await page.locator("[data-answer]").innerText(), /30쯤/);
  }));

test("many steps, or other weights, are no answer", () =>
  onLesson("en", async (page) => {
    await page.getByRole("button", { name: "100 training steps" }).click();
    await eventually(async () => assert.match(await page.locator("glia-backprop .errors").innerText(), /step 100/));
    assert.ok(Number(await page.locator("glia-backprop .after").innerText()) < 0.001);
    assert.equal(await page.locator("[data-question].solved").count(), 0);
  }));
