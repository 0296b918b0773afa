// @ts-check
// Lesson 2: the notes' points, the question by keyboard alone, the two layers that equal one, and the listings' values.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { after, before, test } from "node:test";
import { eventually, open } from "../harness.js";

/** @typedef {import("playwright-core").Page} Page */

const notes = JSON.parse(readFileSync(new URL("../../js/notes-examples.json", import.meta.url), "utf8"));
const examples = /** @type {{ id: string, name: string, x: number[], y: number[] }[]} */ (notes.examples ?? notes);

/** @type {Awaited<ReturnType<typeof open>>} */
let site;
before(async () => {
  site = await open();
});
after(() => site.close());

async function visit() {
  const visited = await site.visit();
  await visited.page.goto("/learn/activation.html");
  await eventually(async () => assert.equal(await visited.page.locator(".listing").count(), 2));
  await eventually(async () => assert.ok((await visited.page.locator("glia-activation .plot circle").count()) > 0));
  return visited;
}

/** The value beside a line of code. @param {Page} page @param {"numpy" | "glia"} which @param {string} line */
const beside = (page, which, line) =>
  page
    .locator(`[data-code="${which}"] li`)
    .filter({ has: page.getByText(line, { exact: true }) })
    .locator("samp")
    .textContent();

/** @param {string | null} text @param {number} value @param {string} [what] */
function assertClose(text, value, what = "") {
  assert.ok(Math.abs(Number(text) - value) < 2e-6, `${what} ${text}, not ${value}`);
}

test("the table shows the notes' points", async () => {
  const { page, problems } = await visit();
  const table = await page
    .locator("[data-points] tr")
    .evaluateAll((rows) =>
      rows.map((row) => [.../** @type {HTMLTableRowElement} */ (row).cells].map((cell) => cell.textContent ?? "")),
    );
  const [head, ...rows] = table;
  for (const id of ["sigmoid-points", "relu-points", "step-points"]) {
    const example = examples.find((one) => one.id === id);
    assert.ok(example);
    example.x.forEach((x, i) => {
      const row = rows.find(([cell]) => Number(cell) === x);
      assert.ok(row, `${x} is in the table`);
      const shown = Number(row[head.indexOf(example.name)]);
      assert.ok(Math.abs(shown - example.y[i]) <= 5.1e-4 * Math.abs(example.y[i]), `${id}, ${x}: ${shown}`);
    });
  }
  for (const [x, , , tanh, , leaky] of rows.map((row) => row.map(Number))) {
    assert.ok(Math.abs(tanh - Math.tanh(x)) < 6e-5);
    assert.ok(Math.abs(leaky - (x > 0 ? x : 0.3 * x)) < 1e-6);
  }
  await page.context().close();
  assert.deepEqual(problems, []);
});

test("the figures open with right numbers", async () => {
  const { page, problems } = await visit();
  const shown = await page
    .locator("glia-activation")
    .evaluateAll((figures) => figures.map((figure) => /** @type {any} */ (figure).values));
  const s = 1 / (1 + Math.exp(-1));
  const t = Math.tanh(-1);
  /** @type {Record<string, number[]>[]} */
  const expected = [
    { step: [1, 0], sigmoid: [s, s * (1 - s)] },
    { tanh: [t, 1 - t * t], relu: [0, 0], leakyRelu: [-0.3, 0.3] },
  ];
  shown.forEach((values, i) => {
    const wanted = expected[i];
    assert.deepEqual(values.map((/** @type {any} */ { name }) => name), Object.keys(wanted)); // prettier-ignore
    for (const { name, y, slope } of values) {
      assertClose(y, wanted[name][0], name);
      assertClose(slope, wanted[name][1], `${name}′`);
    }
  });
  await page.context().close();
  assert.deepEqual(problems, []);
});

test("keys alone answer the question, which is open at first, and the listings follow", async () => {
  const { page, problems } = await visit();
  const question = page.locator("[data-question]");
  assert.doesNotMatch((await question.getAttribute("class")) ?? "", /solved/);
  await page.locator("[data-tongue=en]").focus();
  for (let i = 0; i < 20; i++) {
    const type = await page.evaluate(
      () => /** @type {any} */ (document.activeElement?.shadowRoot?.activeElement)?.type ?? "",
    );
    if (type === "range") break;
    await page.keyboard.press("Tab");
  }
  for (let i = 0; i < 14; i++) await page.keyboard.press("ArrowRight");
  assert.doesNotMatch((await question.getAttribute("class")) ?? "", /solved/, "1.7 is not it");
  await page.keyboard.press("ArrowRight");
  await eventually(async () => assert.match((await question.getAttribute("class")) ?? "", /solved/));

  const x = 1.75;
  const s = 1 / (1 + Math.exp(-x));
  assert.ok(Math.abs(s * (1 - s) - 0.125) < 0.002);
  assertClose(await beside(page, "numpy", "y = 1 / (1 + np.exp(-x))"), s);
  assertClose(await beside(page, "numpy", "y * (1 - y)"), s * (1 - s));
  const tanhs = (await beside(page, "numpy", "np.tanh(x), 1 - np.tanh(x)**2"))?.split(", ") ?? [];
  assertClose(tanhs[0], Math.tanh(x));
  assertClose(tanhs[1], 1 - Math.tanh(x) ** 2);
  assert.equal(await beside(page, "numpy", "np.maximum(0, x), np.where(x > 0, x, 0.3 * x)"), "1.75, 1.75");
  assert.equal(await beside(page, "glia", "step(x)"), "1");
  assertClose(await beside(page, "glia", "const y = sigmoid(x);"), s);
  assertClose(await beside(page, "glia", "y * (1 - y)"), s * (1 - s));
  await page.context().close();
  assert.deepEqual(problems, []);
});

test("two layers equal one, whatever their numbers; with relu in between they do not", async () => {
  const { page, problems } = await visit();
  const results = () =>
    page
      .locator("[data-layers] dd code")
      .evaluateAll((codes) => codes.map((code) => JSON.parse(code.textContent ?? "")));
  assert.deepEqual(await results(), [[-3, 5], [-1, -8], [[1, 2], [-1, -5]], [-1, -8], [0, 5], [5, -5]]); // prettier-ignore
  const verdict = page.locator("[data-layers] .verdict");
  assert.match((await verdict.textContent()) ?? "", /the same result\. With ReLU/);

  await page.getByRole("spinbutton", { name: "W₂ 1, 2" }).fill("0.7");
  // (−3, 5) · ((2, 0.7), (1, −1)) = (−1, −7.1)
  for (const [which, line] of /** @type {const} */ ([
    ["numpy", "v @ W1 @ W2"],
    ["numpy", "v @ (W1 @ W2)"],
    ["glia", "dot(dot(v, W1), W2).toArray()"],
    ["glia", "dot(v, dot(W1, W2)).toArray()"],
  ])) {
    assert.equal(await beside(page, which, line), "[[-1, -7.1]]", line);
  }
  assert.equal(await beside(page, "numpy", "np.maximum(0, v @ W1) @ W2"), "[[5, -5]]");

  await page.getByRole("spinbutton", { name: "x 1", exact: true }).fill("6"); // x·W₁ = (2, 0)
  await eventually(async () => assert.match((await verdict.textContent()) ?? "", /ReLU changed nothing/));
  await page.getByRole("spinbutton", { name: "x 1", exact: true }).fill("");
  assert.deepEqual((await results())[0], [2, 0], "what is no number changes nothing");
  await page.context().close();
  assert.deepEqual(problems, []);
});
