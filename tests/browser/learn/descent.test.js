// @ts-check
// The lesson on descent: every number it shows against formulas in double precision, or against networks in Node.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { after, before, test } from "node:test";
import { split, take } from "../../../web/src/data/split.js";
import { readCsv } from "../../../web/src/data/tables.js";
import { Network } from "../../../web/src/index.js";
import { descentEn as en } from "../../../web/site/text/learn/descent-en.js";
import { assertAccessible, assertFits } from "../audit.js";
import { eventually, open } from "../harness.js";

/** @typedef {import("playwright-core").Page} Page */

/** @type {Awaited<ReturnType<typeof open>>} */
let site;
before(async () => {
  site = await open();
});
after(() => site?.close());

/**
 * @param {string} name
 * @param {(page: Page) => Promise<void>} body
 */
function pageTest(name, body) {
  test(name, async () => {
    const { page, problems } = await site.visit({ reducedMotion: "reduce" });
    await page.goto("/learn/descent.html");
    await page.locator("[data-first] table").first().waitFor();
    await body(page);
    await page.context().close();
    assert.deepEqual(problems, []);
  });
}

/** The cells of a table's body. @param {Page} page @param {string} selector @returns {Promise<string[][]>} */
const cells = (page, selector) =>
  page
    .locator(`${selector} tbody tr`)
    .evaluateAll((rows) =>
      rows.map((row) =>
        [.../** @type {HTMLTableRowElement} */ (row).cells].map(({ textContent }) => textContent ?? ""),
      ),
    );

/** One of the two listings: its lines, and the values beside them. @param {Page} page @param {string} which */
const listing = (page, which) =>
  page.locator(`[data-code="${which}"] li`).evaluateAll((items) => ({
    lines: items.map((item) => item.querySelector("code")?.textContent ?? ""),
    values: items.flatMap((item) => item.querySelector("samp")?.textContent ?? []),
  }));

/** @param {number} got @param {number} expected @param {string} what */
const close = (got, expected, what) =>
  assert.ok(Math.abs(got - expected) <= 6e-4 * Math.abs(expected) + 1e-6, `${what}: ${got}, not ${expected}`);

pageTest("the losses are those of their formulas, wherever the slider is", async (page) => {
  const check = async (/** @type {number} */ p) => {
    const y = [(1 - p) / 2, (1 - p) / 2, p];
    const squares = y.reduce((sum, value, i) => sum + (value - [0, 0, 1][i]) ** 2, 0);
    const shown = (await cells(page, "[data-losses]")).map((row) => Number(row[2]));
    const expected = [squares / 3, Math.sqrt(squares / 3), squares / 2, -Math.log(p)];
    assert.equal(shown.length, 4);
    shown.forEach((value, i) => close(value, expected[i], `loss ${i} at ${p}`));
  };
  await eventually(() => check(0.6));
  const slider = page.getByLabel(en["learn.descent.loss.share"]);
  await slider.press("ArrowRight");
  await check(0.61);
  await slider.press("Home");
  await check(0.01);
});

/** Gradient descent as the numpy listing writes it, on the listing's own points. @param {string[]} lines */
function descend(lines) {
  const [x, y] = lines.slice(1, 3).map((line) => JSON.parse(line.replace(/^.*\(|\)$/g, "")));
  const [, start, rest] = /^w, b, rate = (.+), (\S+)$/.exec(lines[3]) ?? [];
  let [w, b] = start.split(", ").map(Number);
  const rate = Number(rest);
  const steps = Number(/range\((\d+)\)/.exec(lines[4])?.[1]);
  const mean = (/** @type {(i: number) => number} */ of) =>
    x.reduce((/** @type {number} */ sum, /** @type {number} */ _, /** @type {number} */ i) => sum + of(i), 0) /
    x.length;
  const e = (/** @type {number} */ i) => w * x[i] + b - y[i];
  const run = (/** @type {number} */ by, /** @type {number} */ count) => {
    for (let step = 0; step < count; step++)
      [w, b] = [w - by * 2 * mean((i) => e(i) * x[i]), b - by * 2 * mean((i) => e(i))];
    return { w, b, loss: mean((i) => e(i) ** 2) };
  };
  return { rate, steps, run };
}

pageTest("three learning rates: too small, right and too large", async (page) => {
  await eventually(async () => assert.equal((await cells(page, "[data-rates]")).length, 3));
  const { lines } = await listing(page, "numpy");
  for (const [rate, , loss] of await cells(page, "[data-rates]")) {
    close(Number(loss.replace(",", "")), descend(lines).run(Number(rate), 30).loss, `loss at ${rate}`);
  }
});

pageTest("the question, by keyboard alone, and the code beside it", async (page) => {
  const question = page.locator("[data-question]");
  const figure = page.locator("glia-descent[data-rate]");
  const solved = async () => (await question.getAttribute("class"))?.includes("solved") ?? false;
  const done = () => figure.evaluate((element) => /** @type {any} */ (element).standings[0]?.steps ?? -1);
  const race = async (/** @type {string} */ rate) => {
    const field = figure.getByRole("spinbutton");
    await field.focus();
    await page.keyboard.press("Control+A");
    await page.keyboard.type(rate);
    await eventually(async () => assert.equal(await done(), 0));
    await page.keyboard.press("Tab");
    await page.keyboard.press("Enter");
    await eventually(async () => assert.equal(await done(), 30));
  };
  const checkCode = async () => {
    const numpy = await listing(page, "numpy");
    const { rate, steps, run } = descend(numpy.lines);
    const { w, b, loss } = run(rate, steps);
    const [place, value] = numpy.values;
    place.split(", ").forEach((text, i) => close(Number(text), [w, b][i], `numpy, weight ${i}`));
    close(Number(value), loss, "numpy, loss");

    const glia = await listing(page, "glia");
    assert.equal(glia.lines[0], 'import { Network } from "glia";');
    const body = `${glia.lines.slice(1, -2).join("\n")}\nreturn [${glia.lines.slice(-2).join(",")}];`;
    const program = new (Object.getPrototypeOf(async () => {}).constructor)("Network", body);
    const [weights, result] = await program(Network);
    weights.forEach((/** @type {number} */ weight, /** @type {number} */ i) =>
      close(JSON.parse(glia.values[0])[i], weight, `Glia, weight ${i}`),
    );
    close(Number(glia.values[1]), result, "Glia, loss");
    return { rate, steps };
  };

  await figure.scrollIntoViewIfNeeded();
  await eventually(async () => assert.equal(await done(), 0));
  assert.deepEqual(await checkCode(), { rate: 0.05, steps: 0 });
  await figure.getByRole("button", { name: "Start" }).press("Enter");
  await eventually(async () => assert.equal(await done(), 30));
  assert.equal(await solved(), false, "not at the rate that it opens with");
  await race("1.05");
  assert.equal(await solved(), false, "not at one that is too large");
  await race("0.5");
  assert.equal(await solved(), false, "not at one that is in between");
  assert.deepEqual(await checkCode(), { rate: 0.5, steps: 30 });
  await race("0.9");
  await eventually(async () => assert.equal(await solved(), true));
  assert.equal(await question.locator(".answer").innerText(), en["learn.descent.answer"].replaceAll("`", ""));
  assert.deepEqual(await checkCode(), { rate: 0.9, steps: 30 });
});

pageTest("neurons with equal initial weights stay equal, bit for bit; random ones differ", async (page) => {
  const verdicts = () =>
    page.locator("[data-first] [data-equal]").evaluateAll((all) => all.map((one) => one.getAttribute("data-equal")));
  const equalRows = async () => {
    const rows = await cells(page, "[data-first]");
    assert.equal(rows.length, 12);
    return rows.map(([, ...three]) => new Set(three).size === 1);
  };
  assert.deepEqual(await verdicts(), ["true", "true", "false"]);
  const first = await cells(page, "[data-first]");
  assert.deepEqual(first[0], ["w₁", "0.00", "0.00", "0.00"]);
  assert.deepEqual(first[4], ["w₁", "1.00", "1.00", "1.00"]);
  await page.getByRole("button", { name: en["learn.descent.first.train"] }).press("Enter");
  await page.getByRole("button", { name: en["learn.descent.first.train"] }).press("Enter");
  assert.match(await page.locator("[data-first] [role=status]").innerText(), /1,000 steps/);
  assert.deepEqual(await verdicts(), ["true", "true", "false"]);
  const equal = await equalRows();
  assert.ok(equal.slice(0, 8).every(Boolean));
  assert.ok(!equal.slice(8).some(Boolean));
  const after = await cells(page, "[data-first]");
  assert.notDeepEqual(after[0], first[0], "zeros have moved");
  const accuracy = (await page.locator("[data-first] .note").allInnerTexts()).map((text) =>
    Number(/accuracy ([\d.]+)%/.exec(text)?.[1]),
  );
  assert.ok(accuracy[0] < 80 && accuracy[1] < 80 && accuracy[2] > 95, `${accuracy}`);
  await page.getByRole("button", { name: en["learn.descent.first.again"] }).press("Enter");
  await eventually(async () => assert.deepEqual(await cells(page, "[data-first]"), first));
});

/** The mean accuracy of stochastic descent over the first splits. @param {number} splits */
async function meanAccuracy(splits) {
  const { x, y } = readCsv(readFileSync(new URL("../../../models/data/breast_cancer.csv", import.meta.url)));
  let sum = 0;
  for (let seed = 0; seed < splits; seed++) {
    const { train, held } = split(y, { share: 0.2, seed });
    const kernelRegularizer = { l2: 0.005 };
    const net = await Network.create({
      input: [30],
      layers: [
        { type: "normalization" },
        { type: "dense", units: 10, activation: "sigmoid", kernelRegularizer },
        { type: "dense", units: 1, activation: "sigmoid", kernelRegularizer },
      ],
      loss: "binaryCrossentropy",
      optimizer: { type: "sgd", learningRate: 0.02 },
      batchSize: 1,
      seed,
      deterministic: true,
    });
    for await (const _ of net.train({ x: take(x, 30, train), y: take(y, 1, train) }, { epochs: 60 })) continue;
    sum += net.evaluate(take(x, 30, held), take(y, 1, held)).accuracy ?? 0;
    net.dispose();
  }
  return sum / splits;
}

pageTest("the breast-cancer network beside scikit-learn's, and stopped halfway", async (page) => {
  const rows = () => cells(page, "[data-cancer]");
  assert.deepEqual(
    (await rows()).map((row) => row[3]),
    ["97.5%", "97.4%", "96.8%"],
    "what tests/js/cancer-scikit.py prints",
  );
  await page.getByRole("button", { name: en["learn.descent.cancer.train"] }).press("Enter");
  await eventually(async () => assert.match((await rows())[0][2], /\d of 30/));
  await page.getByRole("button", { name: en["learn.descent.cancer.stop"] }).press("Enter");
  await page.getByRole("button", { name: en["learn.descent.cancer.train"] }).waitFor();
  const [, percent, count] = /^([\d.]+)% \((\d+) of 30\)$/.exec((await rows())[0][2]) ?? [];
  assert.equal(percent, (100 * (await meanAccuracy(Number(count)))).toFixed(1), `after ${count} splits`);
});

pageTest("clean to axe-core and no wider than the window, in both languages", async (page) => {
  for (const [name, width] of /** @type {const} */ ([
    ["한국어", 390],
    ["English", 1280],
  ])) {
    await page.setViewportSize({ width, height: 900 });
    await page.getByRole("button", { name }).click();
    await assertAccessible(page, name);
    await assertFits(page, width);
  }
});
