// @ts-check
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { after, before, test } from "node:test";
import { eventually, open } from "../harness.js";

/** @typedef {import("playwright-core").Page} Page */

const { examples } = JSON.parse(readFileSync(new URL("../../js/notes-examples.json", import.meta.url), "utf8"));
const notes = examples.find((/** @type {any} */ { id }) => id === "three-layer-day52");

/** @type {Awaited<ReturnType<typeof open>>} */
let site;
before(async () => {
  site = await open();
});
after(() => site?.close());

/** @param {string} lang @param {(page: Page) => Promise<void>} body */
async function onLesson(lang, body) {
  const { page, problems } = await site.visit();
  await page.goto(`/learn/forward.html?lang=${lang}`);
  await eventually(async () => assert.equal(await page.locator('[data-code="glia"] li').count(), 8));
  await body(page);
  await page.context().close();
  assert.deepEqual(problems, []);
}

/** The value beside a line of code. @param {Page} page @param {"numpy" | "glia"} which @param {string} line */
async function beside(page, which, line) {
  const item = page.locator(`[data-code="${which}"] li`, { has: page.getByText(line, { exact: true }) });
  return JSON.parse(await item.locator("samp").innerText());
}

/** @param {number[][]} got @param {number[][]} expected */
function close(got, expected) {
  assert.equal(got[0].length, expected[0].length);
  expected[0].forEach((value, i) => assert.ok(Math.abs(got[0][i] - value) < 1e-6, `${got[0][i]}, not ${value}`));
}

test("it opens on the notes' numbers, in the figures and beside the code", () =>
  onLesson("en", async (page) => {
    const layers = await page.locator("#notes li").allInnerTexts();
    [
      [notes.h1, notes.z1],
      [notes.h2, notes.z2],
      [notes.y, notes.y],
    ].forEach((rows, i) => {
      const shown = layers[i].match(/\[[^\]]+\]/g) ?? [];
      rows.forEach((row, j) => close([JSON.parse(shown[j])], row));
    });
    for (const [line, row] of Object.entries({
      "z1 = h0 @ W1 + b1": notes.h1,
      "h1 = sigmoid(z1)": notes.z1,
      "z2 = h1 @ W2 + b2": notes.h2,
      "h2 = sigmoid(z2)": notes.z2,
      "h3 = z3": notes.y,
    }))
      // prettier-ignore
      close(await beside(page, "numpy", line), row);
    assert.equal(await page.locator('[data-code="numpy"] samp', { hasText: "(1, 3)" }).count(), 1);
    close(await beside(page, "glia", "h3.toArray()"), notes.y);
    assert.match(await page.locator("#relu li").nth(0).innerText(), /\[22, 29, 36\]/);
    assert.match(await page.locator("#relu li").nth(2).innerText(), /→ \[1,041\]$/);
  }));

test("the keyboard alone solves the question, and only one weight counts", () =>
  onLesson("ko", async (page) => {
    const solved = () => page.locator("[data-question].solved").count();
    const choice = page.locator("#notes select");
    await choice.focus();
    for (let i = 0; i < 5; i++) await page.keyboard.press("ArrowDown");
    await eventually(async () => assert.equal(await choice.inputValue(), "3 0"));
    assert.equal(await solved(), 0);
    await page.keyboard.press("Tab");
    for (let i = 0; i < 4; i++) await page.keyboard.press("ArrowUp");
    const o1 = 0.1 + 0.5 * notes.z2[0][0] + 0.2 * notes.z2[0][1];
    await eventually(async () => assert.equal(await solved(), 1));
    assert.match(await page.locator("[data-answer]").innerText(), /h₄/);
    close(await beside(page, "glia", "h3.toArray()"), [[o1, notes.y[0][1]]]);
    close(await beside(page, "numpy", "h3 = z3"), [[o1, notes.y[0][1]]]);
    assert.match(
      await page.locator('[data-code="numpy"]').innerText(),
      /W3 = np\.array\(\[\[0\.5, 0\.2\], \[0\.2, 0\.3\]\]/,
    );
  }));

test("a bias is no answer", () =>
  onLesson("en", async (page) => {
    const figure = page.locator("#notes");
    await figure.getByLabel("Neuron").selectOption("3 0");
    await figure.getByLabel("b₆, bias of o₁").fill("5");
    await eventually(async () => assert.ok((await beside(page, "numpy", "h3 = z3"))[0][0] > 5));
    assert.equal(await page.locator("[data-question].solved").count(), 0);
  }));
