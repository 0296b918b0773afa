// @ts-check
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { neuronEn as en } from "../../../web/site/text/learn/neuron-en.js";
import { neuronKo as ko } from "../../../web/site/text/learn/neuron-ko.js";
import { eventually, open } from "../harness.js";

/** @typedef {import("playwright-core").Page} Page */

const kInputs = [
  [0, 0],
  [1, 0],
  [0, 1],
  [1, 1],
];

/** @type {Awaited<ReturnType<typeof open>>} */
let site;
before(async () => {
  site = await open();
});
after(() => site?.close());

/**
 * @param {string} name
 * @param {(page: Page) => Promise<void>} body
 * @param {string} [query]
 */
function pageTest(name, body, query = "") {
  test(name, async () => {
    const { page, problems } = await site.visit();
    await page.goto(`/learn/neuron.html${query}`);
    await eventually(async () => assert.ok((await page.locator("[data-two-layers] td").count()) > 20));
    await body(page);
    await page.context().close();
    assert.deepEqual(problems, []);
  });
}

/** @param {number[][]} inputs @param {number[]} weights @param {number} bias */
const neuron = (inputs, [w1, w2], bias) => inputs.map(([x1, x2]) => Number(w1 * x1 + w2 * x2 + bias > 0));

/** A listing's lines with their values. @param {Page} page @param {"numpy" | "glia"} which */
const listing = (page, which) =>
  page
    .locator(`[data-code=${which}] li`)
    .evaluateAll((items) =>
      items.map((item) => [
        item.querySelector("code")?.textContent ?? "",
        item.querySelector("samp")?.textContent ?? null,
      ]),
    );

/** @param {Page} page @param {"numpy" | "glia"} which @param {string} line @returns {Promise<any>} */
async function valueOf(page, which, line) {
  const found = (await listing(page, which)).find(([code]) => code?.startsWith(line));
  assert.ok(found?.[1], `${which}: ${line}`);
  return JSON.parse(found[1]);
}

const gates = (/** @type {Page} */ page) =>
  page
    .locator("glia-neuron")
    .evaluateAll((figures) =>
      figures.map((figure) => [/** @type {any} */ (figure).gate, /** @type {any} */ (figure).solved]),
    );

pageTest("it opens on a neuron that is and, one that is not yet nand, and one that is never xor", async (page) => {
  assert.deepEqual(await gates(page), [
    ["and", true],
    ["nand", false],
    ["xor", false],
  ]);
  const [and] = await page
    .locator("glia-neuron")
    .evaluateAll((figures) => figures.map((figure) => /** @type {any} */ (figure).sums));
  [-0.7, -0.2, -0.2, 0.3].forEach((sum, i) => assert.ok(Math.abs(and[i] - sum) < 1e-6));
  assert.ok(!(await page.locator("[data-question]").getAttribute("class"))?.includes("solved"));
});

pageTest("what the text says of the bias holds: at −0.2 two rows of and are wrong", async (page) => {
  const first = page.locator("glia-neuron").first();
  await first.getByRole("spinbutton", { name: "bias b" }).fill("-0.2");
  assert.deepEqual(await first.evaluate((figure) => /** @type {any} */ (figure).outputs), [0, 1, 1, 1]);
  assert.equal(await first.locator("td.wrong").count(), 2);
});

for (const tongue of /** @type {const} */ (["en", "ko"])) {
  pageTest(
    `the keyboard alone solves the question: ${tongue}`,
    async (page) => {
      const [names, texts] =
        tongue === "en" ? [["weight w₁", "weight w₂", "bias b"], en] : [["가중치 w₁", "가중치 w₂", "편향 b"], ko];
      // From the page's beginning by Tab, and by the arrows of sliders and fields.
      const reach = async (/** @type {string} */ name) => {
        for (let i = 0; i < 60; i++) {
          await page.keyboard.press("Tab");
          const here = await page.evaluate(() => {
            const host = document.activeElement;
            return host?.id === "nand" ? host.shadowRoot?.activeElement?.getAttribute("aria-label") : "";
          });
          if (here === name) return;
        }
        assert.fail(`${name} is not reached`);
      };
      const press = async (/** @type {string} */ key, /** @type {number} */ times) => {
        for (let i = 0; i < times; i++) await page.keyboard.press(key);
      };
      await reach(names[0]);
      await press("ArrowLeft", 15); // 1 → −0.5
      await reach(names[1]);
      await press("ArrowRight", 5); // −1 → −0.5
      assert.equal((await gates(page))[1][1], false);
      await reach(names[2]);
      await press("ArrowRight", 12); // −0.5 → 0.7
      await eventually(async () => assert.equal((await gates(page))[1][1], true));
      const answer = await page.locator("[data-answer]").textContent();
      assert.equal(answer, texts["learn.neuron.answer"].replace(/[`*]/g, ""));
      assert.match((await page.locator("[data-question]").getAttribute("class")) ?? "", /solved/);
    },
    `?lang=${tongue}`,
  );
}

pageTest("two layers are xor, and both listings compute what the figures show, after a change too", async (page) => {
  const x = JSON.stringify(kInputs).replaceAll(",", ", ");
  for (const which of /** @type {const} */ (["numpy", "glia"])) {
    assert.ok(
      (await listing(page, which)).some(([code]) => code?.includes(x)),
      which,
    );
  }
  const expected = async (
    /** @type {number[]} */ weights,
    /** @type {number} */ bias,
    /** @type {number[][]} */ layers,
  ) => {
    const outputs = neuron(kInputs, weights, bias);
    const sums = kInputs.map(([x1, x2]) => weights[0] * x1 + weights[1] * x2 + bias);
    const [first, second] = layers.slice(0, 2).map(([w1, w2, b]) => neuron(kInputs, [w1, w2], b));
    const hidden = first.map((value, i) => [value, second[i]]);
    const y = neuron(hidden, layers[2], layers[2][2]);
    assert.deepEqual(await valueOf(page, "numpy", "neuron(x, w, b)"), outputs);
    assert.deepEqual(await valueOf(page, "glia", "step(sums)"), outputs);
    for (const shown of [await valueOf(page, "numpy", "x @ w"), await valueOf(page, "glia", "sums.toArray()")]) {
      sums.forEach((sum, i) => assert.ok(Math.abs(shown[i] - sum) < 1e-6));
    }
    assert.deepEqual(await valueOf(page, "numpy", "h = neuron"), hidden);
    assert.deepEqual(await valueOf(page, "numpy", "neuron(h"), y);
    assert.deepEqual(await valueOf(page, "glia", "net.predict"), y);
    return y;
  };
  const layers = [
    [-0.5, -0.5, 0.7],
    [0.5, 0.5, -0.2],
    [0.5, 0.5, -0.7],
  ];
  assert.deepEqual(await expected([1, -1], -0.5, layers), [0, 1, 1, 0]);
  await page.locator("#nand").getByRole("spinbutton", { name: "weight w₂" }).fill("0.75");
  await page.getByRole("spinbutton", { name: "h₂: b" }).fill("0.2");
  layers[1][2] = 0.2;
  assert.notDeepEqual(await expected([1, 0.75], -0.5, layers), [0, 1, 1, 0]);
  assert.equal(await page.locator("[data-two-layers] td.wrong").count(), 1);
  assert.equal(
    await page.locator("[data-two-layers] p").textContent(),
    en["learn.neuron.layers.count"].replace("{count}", "3"),
  );
});

pageTest("the Glia listing is code that runs, and gives the values beside it", async (page) => {
  const lines = await listing(page, "glia");
  const library = new URL("../../../web/src/index.js", import.meta.url).href;
  const body = lines.map(([code, value]) => (value === null ? code : `results.push(${code});`)).join("\n");
  const source = `export const results = [];\n${body.replace('"glia"', `"${library}"`)}`;
  // The security policy of these pages forbids evaluating text, so the code runs here, with the same library.
  const { mkdtemp, rm, writeFile } = await import("node:fs/promises");
  const folder = await mkdtemp("/tmp/glia-listing-");
  try {
    await writeFile(`${folder}/listing.mjs`, source);
    const { results } = await import(`${folder}/listing.mjs`);
    const shown = lines.flatMap(([, value]) => (value === null ? [] : [JSON.parse(value)]));
    assert.equal(results.length, shown.length);
    shown.forEach((values, i) => assert.deepEqual([...results[i]], values));
  } finally {
    await rm(folder, { recursive: true });
  }
});
