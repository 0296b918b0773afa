// @ts-check
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { en } from "../../../web/src/ui/text/en.js";
import { assertLargeEnough } from "../audit.js";
import { eventually, open } from "../harness.js";

/** @typedef {import("playwright-core").Page} Page */

const kInputs = [
  [0, 0],
  [1, 0],
  [0, 1],
  [1, 1],
];
const kWanted = { and: [0, 0, 0, 1], or: [0, 1, 1, 1], nand: [1, 1, 1, 0], xor: [0, 1, 1, 0] };

/** @param {string} attributes */
const bare = (attributes) =>
  `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Neuron</title><link rel="icon" href="/site/icon.svg">
  <script type="module" src="/src/elements/define.js"></script></head>
  <body><main><h1>Neuron</h1><glia-neuron ${attributes}></glia-neuron></main></body></html>`;

/** @type {Awaited<ReturnType<typeof open>>} */
let site;
before(async () => {
  site = await open({ "/bare.html": bare(""), "/nand.html": bare('gate="nand"') });
});
after(() => site?.close());

/**
 * @param {string} name
 * @param {string} path
 * @param {(page: Page) => Promise<void>} body
 */
function pageTest(name, path, body) {
  test(name, async () => {
    const { page, problems } = await site.visit();
    await page.goto(path);
    await eventually(async () => assert.equal((await state(page)).outputs?.length, 4));
    await body(page);
    await page.context().close();
    assert.deepEqual(problems, []);
  });
}

/** @param {Page} page @returns {Promise<{ outputs: number[], sums: number[], solved: boolean, weights: number[], bias: number }>} */
const state = (page) =>
  page.locator("glia-neuron").evaluate((element) => {
    const { outputs, sums, solved, weights, bias } = /** @type {any} */ (element);
    return { outputs, sums, solved, weights, bias };
  });

/** @param {Page} page @param {Record<string, string>} attributes */
async function give(page, attributes) {
  await page.locator("glia-neuron").evaluate((element, attributes) => {
    for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  }, attributes);
  await page.evaluate(() => new Promise((resolve) => setTimeout(resolve)));
}

/** The table's rows as they are read. @param {Page} page */
const rows = (page) =>
  page
    .locator("glia-neuron tbody tr")
    .evaluateAll((rows) =>
      rows.map((row) =>
        [.../** @type {HTMLTableRowElement} */ (row).cells].map(({ textContent }) => textContent?.trim()),
      ),
    );

pageTest("the default neuron is none of the gates", "/bare.html", async (page) => {
  for (const gate of Object.keys(kWanted)) {
    await give(page, { gate });
    assert.equal((await state(page)).solved, false, gate);
  }
  await give(page, { gate: "none" });
  assert.equal((await state(page)).solved, false);
});

pageTest("sums and outputs are those of the formula, and so are the rows of the table", "/bare.html", async (page) => {
  for (const [w1, w2, b, activation] of /** @type {[number, number, number, string][]} */ ([
    [0.5, 0.5, -0.7, "step"],
    [-1.5, 2, 0.3, "step"],
    [3, -4.5, 1, "sigmoid"],
  ])) {
    await give(page, { weights: `${w1} ${w2}`, bias: `${b}`, activation, gate: "or" });
    const { outputs, sums } = await state(page);
    const table = await rows(page);
    kInputs.forEach(([x1, x2], i) => {
      const sum = w1 * x1 + w2 * x2 + b;
      const output = activation === "step" ? Number(sum > 0) : 1 / (1 + Math.exp(-sum));
      assert.ok(Math.abs(sums[i] - sum) < 1e-6);
      assert.ok(Math.abs(outputs[i] - output) < 1e-6);
      const [, first, second, shownSum, shownOutput, wanted] = table[i];
      assert.deepEqual([Number(first), Number(second)], [x1, x2]);
      assert.ok(Math.abs(Number(shownSum) - sum) < 1e-3);
      assert.ok(Math.abs(Number(shownOutput) - output) < 1e-3);
      const right = output > 0.5 === (kWanted.or[i] === 1);
      assert.equal(wanted, `${kWanted.or[i]} ${right ? "✓" : "✗"}${en[right ? "neuron.right" : "neuron.wrong"]}`);
    });
  }
});

pageTest("each gate but xor has a solution", "/bare.html", async (page) => {
  for (const [gate, weights, bias] of [
    ["and", "0.5 0.5", "-0.7"],
    ["or", "0.5 0.5", "-0.2"],
    ["nand", "-0.5 -0.5", "0.7"],
  ]) {
    await give(page, { gate, weights, bias });
    assert.deepEqual((await state(page)).outputs, kWanted[/** @type {"and"} */ (gate)]);
    assert.equal((await state(page)).solved, true);
    const said = en["neuron.solved"].replace("{gate}", gate.toUpperCase());
    assert.ok(await page.getByText(said, { exact: true }).isVisible());
  }
});

pageTest("a slider, a field and the keyboard change it, and each change fires an event", "/nand.html", async (page) => {
  await page.evaluate(() => {
    Object.assign(globalThis, { changes: 0 });
    addEventListener("change", ({ target }) => {
      if (/** @type {Element} */ (target).localName === "glia-neuron") /** @type {any} */ (globalThis).changes++;
    });
  });
  await page.getByRole("slider", { name: "weight w₁" }).focus();
  await page.keyboard.press("ArrowLeft");
  assert.deepEqual((await state(page)).weights, [0.9, -1]);
  assert.equal(await page.getByRole("spinbutton", { name: "weight w₁" }).inputValue(), "0.9");
  await page.getByRole("spinbutton", { name: "bias b" }).fill("2.5");
  assert.equal((await state(page)).bias, 2.5);
  assert.equal(await page.getByRole("slider", { name: "bias b" }).inputValue(), "2.5");
  assert.equal(await page.evaluate("changes"), 2);
  // Invalid input is marked, and the last number stays.
  await page.getByRole("spinbutton", { name: "bias b" }).fill("70");
  assert.equal(await page.getByRole("spinbutton", { name: "bias b" }).getAttribute("aria-invalid"), "true");
  assert.equal((await state(page)).bias, 2.5);
});

pageTest("the sum that is written out is that of the chosen row", "/bare.html", async (page) => {
  await give(page, { weights: "2 -3", bias: "0.5" });
  const formula = page.locator("glia-neuron p.number");
  for (const [i, [x1, x2]] of kInputs.entries()) {
    await page.getByRole("radio", { name: `x₁ = ${x1}, x₂ = ${x2}` }).check();
    const sum = 2 * x1 - 3 * x2 + 0.5;
    const text = await formula.textContent();
    assert.ok(text?.endsWith(`= 2·${x1} + (-3)·${x2} + 0.5 = ${sum} ${sum > 0 ? "> 0 → 1" : "≤ 0 → 0"}`), text ?? "");
    assert.equal(await page.locator("glia-neuron tr.chosen").count(), 1);
    assert.match(
      (await page.locator("glia-neuron tr.chosen").innerText()) ?? "",
      new RegExp(`^\\s*${x1}\\s+${x2}`),
      `row ${i}`,
    );
  }
});

pageTest("the line lies where the sum is 0, and the shaded side is where it is above", "/bare.html", async (page) => {
  const plotted = (/** @type {string} */ selector) =>
    page
      .locator(`glia-neuron .plot ${selector}`)
      .evaluateAll((paths) =>
        paths.map((path) =>
          [...(path.getAttribute("d") ?? "").matchAll(/(-?[\d.]+) (-?[\d.]+)/g)].map(([, x, y]) => [
            Number(x),
            Number(y),
          ]),
        ),
      );
  const dots = () =>
    page
      .locator("glia-neuron .plot .dot")
      .evaluateAll((dots) => dots.map((dot) => [Number(dot.getAttribute("cx")), Number(dot.getAttribute("cy"))]));
  for (const [w1, w2, b] of [
    [1, -1, -0.5],
    [0.5, 0.5, -0.7],
    [0, 2, -1],
    [-1, 0, 0.25],
  ]) {
    await give(page, { weights: `${w1} ${w2}`, bias: `${b}` });
    const [origin, right, up] = await dots();
    const sumAt = (/** @type {number[]} */ [px, py]) => {
      const x = (px - origin[0]) / (right[0] - origin[0]);
      const y = (py - origin[1]) / (up[1] - origin[1]);
      return w1 * x + w2 * y + b;
    };
    const [line] = await plotted(".line:not(.side)");
    assert.equal(line.length, 2);
    for (const point of line) assert.ok(Math.abs(sumAt(point)) < 0.01);
    const [side] = await plotted(".side");
    assert.ok(
      side.length >= 3 && side.every((point) => sumAt(point) > -0.01) && side.some((point) => sumAt(point) > 0.1),
    );
  }
  // With both weights 0 there is no line: all of the plane, or nothing.
  await give(page, { weights: "0 0", bias: "1" });
  assert.deepEqual((await plotted(".line:not(.side)"))[0], []);
  assert.equal((await plotted(".side"))[0].length, 4);
});

pageTest("controls are large enough to press", "/nand.html", async (page) => {
  await assertLargeEnough(page, "glia-neuron :is(input:not([type=radio]), label)");
});
