// @ts-check
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { after, before, test } from "node:test";
import { Network, readIdx } from "../../../web/src/index.js";
import { digitsEn as en } from "../../../web/site/text/learn/digits-en.js";
import { digitsKo as ko } from "../../../web/site/text/learn/digits-ko.js";
import { learnEn } from "../../../web/site/text/learn/learn-en.js";
import { assertAccessible, assertFits } from "../audit.js";
import { eventually, kWeb, open } from "../harness.js";

/** @typedef {import("playwright-core").Page} Page */

/** @type {Awaited<ReturnType<typeof open>>} */
let site;
/** @type {Network} */
let net;
before(async () => {
  site = await open();
  net = await Network.load(readFileSync(`${kWeb}dist/models/mnist-mlp-book.safetensors`), { deterministic: true });
});
after(async () => {
  net?.dispose();
  await site?.close();
});

/** @param {string} name @param {(page: Page) => Promise<void>} body @param {Parameters<typeof site.visit>[0]} [options] */
function lessonTest(name, body, options) {
  test(name, async () => {
    const { page, problems } = await site.visit(options);
    try {
      await page.goto("/learn/digits.html");
      await page.locator("glia-draw #pad").scrollIntoViewIfNeeded();
      await eventually(async () => assert.match(await text(page, "[data-weights]"), /45,360/));
      await body(page);
      assert.deepEqual(problems, []);
    } finally {
      await page.context().close();
    }
  });
}

/** @param {Page} page @param {string} selector */
const text = async (page, selector) => ((await page.locator(selector).textContent()) ?? "").trim();

/** The values beside the lines of a listing, by line. @param {Page} page @param {string} which */
async function listing(page, which) {
  const items = await page
    .locator(`[data-code=${which}] li`)
    .evaluateAll((items) =>
      items.map((item) => [item.querySelector("code")?.textContent, item.querySelector("samp")?.textContent]),
    );
  return /** @type {Record<string, string | undefined>} */ (Object.fromEntries(items));
}

/** @param {Page} page */
const prediction = (page) =>
  page.locator("glia-draw").evaluate((element) => {
    const said = /** @type {any} */ (element).prediction;
    return said && { label: said.label, pixels: [...said.pixels], probabilities: [...said.probabilities] };
  });

/** Presses a key. @param {Page} page @param {string} key @param {number} [times] */
async function press(page, key, times = 1) {
  for (let i = 0; i < times; i++) await page.keyboard.press(key);
}

/** Goes to the pad by the Tab key. @param {Page} page */
async function tabToPad(page) {
  for (let i = 0; i < 30; i++) {
    await press(page, "Tab");
    if (await page.evaluate("document.activeElement?.shadowRoot?.activeElement?.id === 'pad'")) return;
  }
  assert.fail("the Tab key does not reach the pad");
}

/** The outputs by the formulas, in double precision. @param {number[]} x */
function compute(x) {
  const parameters = net.parameters().map(({ values, shape }) => ({ values, shape }));
  const layer = (/** @type {number[]} */ row, /** @type {number} */ i) => {
    const [W, b] = [parameters[2 * i], parameters[2 * i + 1].values];
    return Array.from(b, (bias, j) => row.reduce((sum, value, k) => sum + value * W.values[k * b.length + j], bias));
  };
  const sigmoid = (/** @type {number} */ a) => 1 / (1 + Math.exp(-a));
  const z1 = layer(x, 0).map(sigmoid);
  const z2 = layer(z1, 1).map(sigmoid);
  const scores = layer(z2, 2);
  const powers = scores.map((score) => Math.exp(score - Math.max(...scores)));
  const sum = powers.reduce((total, power) => total + power, 0);
  return { z1, z2, y: powers.map((power) => power / sum) };
}

/** @param {string | undefined} shown @param {number[]} expected @param {number} tolerance */
function assertNear(shown, expected, tolerance) {
  const numbers = (shown ?? "").match(/-?[\d.]+(e-?\d+)?/g)?.map(Number) ?? [];
  assert.equal(numbers.length, expected.length, shown);
  numbers.forEach((value, i) => assert.ok(Math.abs(value - expected[i]) <= tolerance, `${shown}, not ${expected}`));
}

lessonTest("opens on the sizes of the network, with a blank pad and an open question", async (page) => {
  const sizes = net.parameters().map(({ values }) => values.length);
  const rows = await page.locator("[data-weights] tbody tr").allTextContents();
  for (const i of [0, 1, 2]) {
    const count = (sizes[2 * i] + sizes[2 * i + 1]).toLocaleString("en");
    assert.ok(rows[i].endsWith(count), `${rows[i]}: ${count}`);
  }
  assert.ok(en["learn.digits.why"].includes(sizes[0].toLocaleString("en")));
  assert.deepEqual(await page.locator("[data-shapes] tbody tr").allTextContents(), [
    "one picture(1, 784)(1, 50)(1, 100)(1, 10)",
    "a hundred(100, 784)(100, 50)(100, 100)(100, 10)",
  ]);
  assert.equal(await prediction(page), null);
  assert.equal(await text(page, "[data-question] [data-answer]"), learnEn["learn.open"]);
  const numpy = await listing(page, "numpy");
  assert.equal(numpy["x.shape, W1.shape"], "(784,), (784, 50)");
  assert.equal(numpy["np.argmax(y)"], undefined);
});

lessonTest("the keyboard alone draws the 7 that is asked for, and the code follows", async (page) => {
  await tabToPad(page);
  // A vertical stroke is not a 7.
  await press(page, "Space");
  await press(page, "ArrowDown", 12);
  await press(page, "Space");
  await eventually(async () => assert.equal((await prediction(page))?.label, 1));
  assert.equal(await text(page, "[data-question] [data-answer]"), learnEn["learn.open"]);
  await press(page, "Delete");
  await eventually(async () => assert.equal(await prediction(page), null));
  assert.equal((await listing(page, "numpy"))["np.argmax(y)"], undefined);

  await press(page, "ArrowUp", 12);
  await press(page, "ArrowLeft", 5);
  await press(page, "Space");
  await press(page, "ArrowRight", 11);
  for (let i = 0; i < 6; i++) {
    await press(page, "ArrowDown", 2);
    await press(page, "ArrowLeft");
  }
  await press(page, "Space");
  await eventually(async () => assert.match(await text(page, "[data-question] [data-answer]"), /^Right/));

  const said = await prediction(page);
  assert.ok(said.label === 7 && said.probabilities[7] >= 0.9);
  const { z1, z2, y } = compute(said.pixels);
  const numpy = await listing(page, "numpy");
  assertNear(numpy["z1 = sigmoid(x @ W1 + b1)"], z1.slice(0, 3), 0.0006);
  assertNear(numpy["z2 = sigmoid(z1 @ W2 + b2)"], z2.slice(0, 3), 0.0006);
  assertNear(numpy["np.round(y, 3)"], y, 0.0006);
  assert.equal(numpy["np.argmax(y)"], "7");
  assertNear(numpy["y[np.argmax(y)]"], [y[7]], 2e-6);
  const glia = await listing(page, "glia");
  assertNear(glia["Array.from(y, (p) => Number(p.toFixed(3)))"], y, 0.0006);
  assert.equal(glia["y.indexOf(Math.max(...y))"], "7");
  assert.equal(glia["net.activations().map((layer) => layer.shape)"], "[[1, 50], [1, 100], [1, 10]]");

  await page.locator("[data-tongue=ko]").click();
  assert.equal(await text(page, "h1"), ko["learn.digits.title"]);
  assert.equal((await listing(page, "numpy"))["np.argmax(y)"], "7");
});

lessonTest("both ways of reading 100 digits are timed, and read the same", async (page) => {
  const read = (/** @type {string} */ part) =>
    /** @type {Uint8Array} */ (readIdx(readFileSync(`${kWeb}dist/data/samples.${part}.idx`)).values);
  const [images, labels] = [read("images"), read("labels")];
  const { accuracy } = net.evaluate(images, labels, { scale: 1 / 255 });
  await page.locator("[data-time]").focus();
  await press(page, "Enter");
  await eventually(async () => assert.match(await text(page, "[data-times]"), /\d of 100/));
  const rows = await page
    .locator("[data-times] tbody tr")
    .evaluateAll((rows) => rows.map((row) => [...row.children].map((cell) => cell.textContent ?? "")));
  const right = `${Math.round(100 * (accuracy ?? 0))} of 100`;
  assert.deepEqual(
    rows.map(([way, , read]) => [way, read]),
    [
      ["1", right],
      ["100", right],
    ],
  );
  const [one, many] = rows.map(([, speed]) => Number(speed.replaceAll(",", "")));
  assert.ok(one > 0 && many > 0);
  const verdict = await text(page, "[data-verdict]");
  const ratio = Number(/ is ([\d.]+) times/.exec(verdict)?.[1]);
  assert.ok(Math.abs(ratio - many / one) < 0.05 + 0.02 * ratio, `${verdict} ${many} / ${one}`);
  assert.ok(verdict.includes(right));
  assert.equal(await page.locator("[data-time]").getAttribute("aria-disabled"), null);
});

lessonTest(
  "is clean to axe-core and fits a phone, in both languages",
  async (page) => {
    for (const tongue of ["en", "ko"]) {
      await page.locator(`[data-tongue=${tongue}]`).click();
      await assertAccessible(page, tongue);
      await assertFits(page, 390);
    }
  },
  { viewport: { width: 390, height: 844 }, colorScheme: "dark", reducedMotion: "reduce" },
);
