// @ts-check
// What the tests of the draw page share: the page opened, a hand that draws on it, eyes that read it.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { after, before, test } from "node:test";
import { en as siteEn } from "../../web/site/text/en.js";
import { ko as siteKo } from "../../web/site/text/ko.js";
import { en as elementsEn } from "../../web/src/ui/text/en.js";
import { ko as elementsKo } from "../../web/src/ui/text/ko.js";
import { Network } from "../../web/src/index.js";
import { eventually, kWeb, open } from "./harness.js";

/** @typedef {import("playwright-core").Page} Page */
/** @typedef {import("./harness.js").ContextOptions} ContextOptions */
/** @typedef {{ x: number, y: number, width: number, height: number }} Box */
/** @typedef {[number, number][]} Line */

/** What the page says. */
export const en = { ...elementsEn, ...siteEn };
export const ko = { ...elementsKo, ...siteKo };

/** @type {{ name: string, parameters: number, accuracy: number, unsure?: number }[]} */
export const networks = JSON.parse(readFileSync(`${kWeb}dist/models/models.json`, "utf8"));

/** @type {Awaited<ReturnType<typeof open>>} */
export let site;
before(async () => {
  site = await open();
});
after(() => site?.close());

/**
 * Opens the page, runs the test, and asserts that nothing was complained of meanwhile.
 *
 * @param {string} name
 * @param {(page: Page) => Promise<void>} body
 * @param {ContextOptions & { path?: string, expected?: RegExp, skip?: string | false }} [options] expected: problems that
 *   belong to the test
 */
export function pageTest(name, body, { path = "/", expected, skip = false, ...options } = {}) {
  test(name, { skip }, async () => {
    const { page, problems } = await site.visit(options);
    try {
      await page.goto(path);
      await eventually(async () => {
        const sentence = await text(page, "[data-sentence]");
        assert.ok(sentence !== "" && sentence !== en["answer.loading"] && sentence !== ko["answer.loading"]);
      });
      await body(page);
      assert.deepEqual(
        problems.filter((problem) => !expected?.test(problem)),
        [],
      );
    } finally {
      await page.context().close();
    }
  });
}

/**
 * @param {Page} page
 * @param {string} selector
 */
export async function text(page, selector) {
  return ((await page.locator(selector).textContent()) ?? "").trim();
}

/** @param {Page} page */
export const answer = (page) => text(page, "[data-answer]");

/** What is spoken of the answer. */
export const kSpoken = "glia-draw .unseen[aria-live]";

/** @param {Page} page */
export const numbers = (page) => page.locator(".bar-number").allTextContents();

/**
 * @param {Page} page
 * @returns {Promise<Box>}
 */
export async function padBox(page) {
  await page.locator("#pad").scrollIntoViewIfNeeded();
  const box = await page.locator("#pad").boundingBox();
  assert.ok(box);
  return box;
}

/**
 * @param {Box} box
 * @param {[number, number]} point percent
 */
export const place = (box, [x, y]) => ({ x: box.x + (x / 100) * box.width, y: box.y + (y / 100) * box.height });

/**
 * @param {Page} page
 * @param {Line[]} strokes
 */
export async function draw(page, strokes) {
  const box = await padBox(page);
  for (const stroke of strokes) {
    const [first, ...rest] = stroke.map((point) => place(box, point));
    await page.mouse.move(first.x, first.y);
    await page.mouse.down();
    for (const { x, y } of rest) await page.mouse.move(x, y, { steps: 2 });
    await page.mouse.up();
  }
  await settle(page);
}

/**
 * Draws a line and looks at every point of it; the pen stays down.
 *
 * @param {Page} page
 * @param {Line} line
 * @param {() => Promise<string>} look
 * @returns {Promise<Set<string>>} what was seen
 */
export async function watchStroke(page, line, look) {
  const box = await padBox(page);
  const [first, ...rest] = line.map((point) => place(box, point));
  await page.mouse.move(first.x, first.y);
  await page.mouse.down();
  const seen = new Set();
  for (const { x, y } of rest) {
    await page.mouse.move(x, y, { steps: 2 });
    await settle(page);
    seen.add(await look());
  }
  return seen;
}

/**
 * Two frames: one paints what came before it, the next one follows that.
 *
 * @param {Page} page
 */
export async function settle(page) {
  await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))));
}

/**
 * What a canvas shows, read from a copy: reading the page's own would change how the browser keeps it.
 *
 * @param {Page} page
 * @param {string} selector
 * @returns {Promise<{ inked: number, red: number, alphas: number[] }>} how many pixels hold ink, the red of the fullest,
 *   and every pixel's alpha if the canvas is small
 */
export function look(page, selector) {
  return page.locator(selector).evaluate((element) => {
    const { width, height } = /** @type {HTMLCanvasElement} */ (element);
    const context = new OffscreenCanvas(width, height).getContext("2d", { willReadFrequently: true });
    context?.drawImage(/** @type {HTMLCanvasElement} */ (element), 0, 0);
    const rgba = context?.getImageData(0, 0, width, height).data ?? new Uint8ClampedArray();
    const alphas = rgba.filter((_, i) => i % 4 === 3);
    const fullest = alphas.reduce((best, alpha, i) => (alpha > alphas[best] ? i : best), 0);
    return {
      inked: alphas.reduce((count, alpha) => count + Number(alpha > 127), 0),
      red: rgba[4 * fullest],
      alphas: alphas.length <= 784 ? [...alphas] : [],
    };
  });
}

/**
 * @param {Page} page
 * @param {string} selector
 */
export const inked = async (page, selector) => (await look(page, selector)).inked;

/**
 * @param {Page} page
 * @param {string} name
 * @param {Uint8Array} bytes
 */
export async function pick(page, name, bytes) {
  await page
    .locator("[data-file]")
    .setInputFiles({ name, mimeType: "application/octet-stream", buffer: Buffer.from(bytes) });
}

/**
 * Chooses one of the networks that the page offers.
 *
 * @param {Page} page
 * @param {string} id
 */
export async function useOffer(page, id) {
  await page.locator(`input[value="${id}"]`).check();
  const parameters = networks.find(({ name }) => name === id)?.parameters ?? 0;
  await eventually(async () =>
    assert.equal(await text(page, "[data-fact=parameters]"), parameters.toLocaleString("en")),
  );
}

/** @param {string} name */
export const model = (name) => new Uint8Array(readFileSync(`${kWeb}dist/models/${name}.safetensors`));

/**
 * A network that knows nothing, as a file.
 *
 * @param {number[]} input
 * @param {import("../../web/src/spec/layers.js").LayerSpec[]} layers
 */
export async function blankModel(input, layers) {
  const net = await Network.create({
    input,
    layers,
    loss: "meanSquaredError",
    optimizer: { type: "sgd", learningRate: 0.1 },
    batchSize: 1,
    seed: 1,
  });
  const bytes = net.save();
  net.dispose();
  return bytes;
}

/** @type {import("../../web/src/spec/layers.js").LayerSpec} */
export const ten = { type: "dense", units: 10, activation: "softmax" };

/**
 * Opens a model file that the page is to accept.
 *
 * @param {Page} page
 * @param {Uint8Array} bytes
 */
export async function useModel(page, bytes) {
  await pick(page, "mine.safetensors", bytes);
  await eventually(async () => assert.ok(await page.locator("input[value=own]").isChecked()));
  await settle(page);
}
