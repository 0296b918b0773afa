// @ts-check
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { after, before, test } from "node:test";
import { eventually, open } from "../harness.js";

/** @typedef {import("playwright-core").Page} Page */

const { examples } = JSON.parse(readFileSync(new URL("../../js/notes-examples.json", import.meta.url), "utf8"));
const forward = examples.filter((/** @type {any} */ { kind }) => kind === "forward");

const kPage = `<!doctype html><html lang="en"><meta charset="utf-8"><title>Forward</title><link rel="icon" href="/site/icon.svg">
  <script type="module" src="/src/elements/define.js"></script><glia-forward></glia-forward></html>`;

/** @type {Awaited<ReturnType<typeof open>>} */
let site;
before(async () => {
  site = await open({ "/forward.html": kPage });
});
after(() => site?.close());

/** @param {(page: Page) => Promise<void>} body */
async function onPage(body) {
  const { page, problems } = await site.visit();
  await page.goto("/forward.html");
  await eventually(async () => assert.equal((await read(page, "output")).length, 2));
  await body(page);
  await page.context().close();
  assert.deepEqual(problems, []);
}

/** @param {Page} page @param {string} property @returns {Promise<any>} */
const read = (page, property) =>
  page.locator("glia-forward").evaluate((element, name) => /** @type {any} */ (element)[name], property);
/** @param {Page} page @param {unknown} spec */
const give = (page, spec) =>
  page.locator("glia-forward").evaluate((element, value) => void Object.assign(element, { spec: value }), spec);
/** @param {Page} page */
const trouble = (page) => page.locator("glia-forward [part=trouble]").textContent();

/** @param {number[]} got @param {number[]} expected @param {number} [tolerance] relative, and absolute below 1 */
function close(got, expected, tolerance = 1e-7) {
  assert.equal(got.length, expected.length);
  expected.forEach((value, i) => {
    assert.ok(Math.abs(got[i] - value) <= tolerance * Math.max(1, Math.abs(value)), `${got[i]}, not ${value}`);
  });
}

test("every example of the notes, layer by layer", () =>
  onPage(async (page) => {
    for (const { id, h1, z1, h2, z2, y } of forward) {
      await page.locator("glia-forward").evaluate((element, value) => element.setAttribute("example", value), id);
      await eventually(async () => close(await read(page, "output"), y[0]));
      const values = await read(page, "values");
      if (h1) close(values[0].sums, h1[0]);
      if (z1) close(values[0].outputs, z1[0]);
      if (h2) close(values[1].sums, h2[0]);
      if (z2) close(values[1].outputs, z2[0]);
    }
    await page.locator("glia-forward").evaluate((element) => element.setAttribute("example", "relu-exercise-day52"));
    await eventually(async () => close(await read(page, "output"), [1041]));
    assert.match(
      await page.locator("glia-forward ol").innerText(),
      /\(1, 3\) · \(3, 2\) \+ \(2\) = \(1, 2\): \[289, 376\]/,
    );
    assert.match(await page.locator("glia-forward ol").innerText(), /\[1,041\]/);
  }));

test("layer by layer: what is not computed yet is not shown", () =>
  onPage(async (page) => {
    const press = (/** @type {string} */ name) => page.getByRole("button", { name }).click();
    await press("Inputs only");
    assert.doesNotMatch(await page.locator("glia-forward ol").innerText(), /→/);
    assert.equal(await page.locator("glia-forward math").count(), 0);
    assert.equal(await page.locator("glia-forward circle + text", { hasText: "?" }).count(), 7);
    await press("Next layer");
    assert.match(
      await page.locator("glia-forward ol").innerText(),
      /\[0\.3, 0\.7, 1\.1\] → sigmoid → \[0\.5744425, 0\.6681877, 0\.7502601\]/,
    );
    await press("Next layer");
    assert.match(await page.locator("glia-forward .formula").first().innerText(), /0\.1\s*·\s*0\.5744425/);
    assert.equal(await page.locator("glia-forward circle + text", { hasText: "?" }).count(), 2);
    await press("All layers");
    assert.equal(await page.getByRole("button", { name: "Next layer" }).getAttribute("aria-disabled"), "true");
    assert.match(await page.locator("glia-forward tfoot").innerText(), /sum\s+0\.3168271/);
  }));

test("a neuron and a weight are chosen in the graph, or by the keyboard, and changed", () =>
  onPage(async (page) => {
    const choice = page.getByLabel("Neuron");
    await page
      .locator("glia-forward svg g", { has: page.locator("circle") })
      .nth(8)
      .click();
    assert.equal(await choice.inputValue(), "3 1", "the second output");
    await choice.selectOption("3 0");
    const field = page.getByLabel("w₁₃, weight from h₄ to o₁");
    await field.fill("0.6");
    const expected = 0.1 + 0.6 * 0.6262493703990729 + 0.2 * 0.7710106968556123;
    await eventually(async () => close([(await read(page, "output"))[0]], [expected]));
    assert.equal((await read(page, "spec")).layers[2].weights[0][0], 0.6);

    // Its line, thicker than others, leads back to it.
    await choice.selectOption("1 0");
    await page.locator("glia-forward svg .plus .label", { hasText: "0.6" }).last().click({ force: true });
    await page.getByRole("button", { name: "First numbers" }).click();
    await eventually(async () => close(await read(page, "output"), forward[0].y[0]));
    await page.getByLabel("Input x₁").press("ArrowUp");
    await eventually(async () => assert.equal((await read(page, "spec")).input[0], 1.1));
  }));

test("the property takes any small network, and an invalid one causes an error in place", () =>
  onPage(async (page) => {
    const row = (/** @type {number} */ n) => Array.from({ length: n }, (_, i) => i / 10);
    await give(page, { input: [1, -1], layers: [{ weights: [[-1, 2], [0.5, 1]], activation: "softmax" }] }); // prettier-ignore
    const powers = [-1.5, 1].map(Math.exp);
    await eventually(async () => close(await read(page, "output"), powers.map((power) => power / (powers[0] + powers[1])))); // prettier-ignore
    assert.equal(await page.locator("glia-forward svg .minus").count(), 1);

    /** @type {[unknown, RegExp][]} */
    const refused = [
      [{ input: row(6), layers: [{ weights: row(6).map(() => [1]) }] }, /spec\.input: got a list of 6/],
      [{ input: [1], layers: [{ weights: [row(6)] }] }, /weights\[0\]: got a list of 6, expected a list of 1 to 5/],
      [{ input: [1], layers: row(5).map(() => ({ weights: [[1]] })) }, /spec\.layers: got a list of 5/],
      [{ input: [1], layers: [{ weights: [[1]] }, { weights: [[1], [2]] }] }, /spec\.layers\[1\]\.weights/],
      [{ input: [1], layers: [{ weights: [[1, 2]], bias: [1] }] }, /spec\.layers\[0\]\.bias/],
      [{ input: [NaN], layers: [{ weights: [[1]] }] }, /a number from -1000 to 1000/],
      [{ input: [1], layers: [{ weights: [[1]], activation: "sine" }] }, /"sine"/],
      [{ input: [1], layers: "none" }, /spec\.layers/],
      ["none", /spec/],
    ];
    for (const [spec, expected] of refused) {
      await give(page, typeof spec === "string" ? { none: spec } : spec);
      await eventually(async () => assert.match((await trouble(page)) ?? "", expected));
      assert.equal((await read(page, "output")).length, 2, "what was shown stays");
    }
    await give(page, null);
    await eventually(async () => close(await read(page, "output"), forward[0].y[0]));
    assert.equal(await trouble(page), "");
  }));
