// @ts-check
// The convolutional networks of the draw page: what it shows of them is what they compute.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { describe, test } from "node:test";
import { gunzipSync } from "node:zlib";
import { prepare } from "../../web/src/ui/reading.js";
import { Network, readIdx } from "../../web/src/index.js";
import { assertAccessible, assertFits, assertLargeEnough } from "./audit.js";
import {
  answer,
  blankModel,
  draw,
  en,
  ko,
  kSpoken,
  look,
  model,
  networks,
  padBox,
  pageTest,
  pick,
  place,
  settle,
  ten,
  text,
  useModel,
  useOffer,
  watchStroke,
} from "./drawing.js";
import { eventually, kWeb } from "./harness.js";
import { polylines } from "./polylines.js";

/** @typedef {import("playwright-core").Page} Page */
/** @typedef {import("playwright-core").Locator} Locator */
/** @typedef {[number, number, number]} Shape height, width, channels */
/** @typedef {{ name: string, shape: Shape, values: Float32Array }} Picture */

const kPhone = { viewport: { width: 390, height: 844 } };
const kWide = { viewport: { width: 1280, height: 900 } };

/** @type {[number, number][][]} */
const kCross = [
  [
    [22, 22],
    [78, 78],
  ],
  [
    [78, 22],
    [22, 78],
  ],
];

/** @param {string} file */
const idx = (file) =>
  /** @type {Uint8Array} */ (readIdx(new Uint8Array(readFileSync(`${kWeb}dist/data/${file}`))).values);

/** @param {string} file */
const packed = (file) =>
  /** @type {Uint8Array} */ (readIdx(new Uint8Array(gunzipSync(readFileSync(`${kWeb}dist/data/${file}`)))).values);

/**
 * The first sample of a class, as bytes and as what the network is given of it.
 *
 * @param {"samples" | "fashion"} name
 * @param {number} label
 */
function sample(name, label) {
  const at = idx(`${name}.labels.idx`).indexOf(label);
  const bytes = idx(`${name}.images.idx`).subarray(at * 784, (at + 1) * 784);
  const data = Uint8Array.from({ length: 280 * 280 }, (_, i) => {
    const [y, x] = [Math.floor(i / 280), i % 280];
    return bytes[Math.floor(y / 10) * 28 + Math.floor(x / 10)];
  });
  const drawing = { data, width: 280, height: 280 };
  return { bytes, ...prepare(drawing, name === "samples" ? "digits" : "clothes") };
}

/**
 * Shows a sample digit.
 *
 * @param {Page} page
 * @param {number} digit
 */
async function showSample(page, digit) {
  await page.locator(`[data-sample="${digit}"]`).click();
  await settle(page);
}

/**
 * A file's network, what it makes of some pixels, and what goes into each of its layers.
 *
 * @param {Uint8Array} file
 * @param {Float32Array} pixels
 */
async function read(file, pixels) {
  const net = await Network.load(file, { batchSize: 1 });
  const probabilities = net.predict(pixels);
  /** @param {number[]} shape @returns {Shape} */
  const image = (shape) => (shape.length === 3 ? [shape[0], shape[1], shape[2]] : [1, 1, shape[0]]);
  const outputs = net.activations().map(({ name, shape, values }) => ({ name, shape: image(shape.slice(1)), values }));
  const inputs = [{ name: "pixels", shape: image(net.spec.input), values: pixels }, ...outputs];
  const parameters = new Map(net.parameters().map(({ name, values }) => [name, values]));
  const { layers } = net.spec;
  net.dispose();
  return { probabilities, outputs, inputs, parameters, layers };
}

/**
 * One number of a convolution by the definition, channel by channel.
 *
 * @param {Picture} input
 * @param {any} spec
 * @param {Float32Array} kernel [rows, columns, channels, filters]
 * @param {Shape} output
 * @param {number} filter
 * @param {number} row
 * @param {number} column
 */
function convolve({ shape: [height, width, channels], values }, spec, kernel, output, filter, row, column) {
  const [rows, columns] = spec.kernelSize;
  const [down, across] = spec.strides;
  const before = (
    /** @type {number} */ size,
    /** @type {number} */ count,
    /** @type {number} */ k,
    /** @type {number} */ s,
  ) => (spec.padding === "same" ? Math.floor(Math.max(0, (count - 1) * s + k - size) / 2) : 0);
  const top = row * down - before(height, output[0], rows, down);
  const left = column * across - before(width, output[1], columns, across);
  const parts = Array.from({ length: channels }, () => 0);
  for (let i = 0; i < rows; i++) {
    for (let j = 0; j < columns; j++) {
      const [y, x] = [top + i, left + j];
      if (y < 0 || y >= height || x < 0 || x >= width) continue;
      for (let c = 0; c < channels; c++) {
        parts[c] +=
          values[(y * width + x) * channels + c] * kernel[((i * columns + j) * channels + c) * output[2] + filter];
      }
    }
  }
  return parts;
}

/** @param {string} written */
const parse = (written) => Number(written.replace("−", "-").replace(",", ""));

/**
 * @param {string} written rounded to three places
 * @param {number} value
 * @param {string} what
 */
function assertNear(written, value, what) {
  const tolerance = 0.0006 + 1e-4 * Math.abs(value); // rounding as written, and sums in single precision
  assert.ok(Math.abs(parse(written) - value) <= tolerance, `${what}: ${written} is not ${value}`);
}

/** @param {Page} page */
const enlarged = (page) => page.locator(".inspector [role=application]");

/**
 * Where the cursor is, counted from 0.
 *
 * @param {Page} page
 */
async function cursor(page) {
  const found = (await text(page, ".inspector figure:nth-of-type(2) figcaption")).match(/Row (\d+), column (\d+)/);
  assert.ok(found);
  return [Number(found[1]) - 1, Number(found[2]) - 1];
}

/**
 * @param {Page} page
 * @returns {Promise<Record<string, string>>}
 */
function sums(page) {
  return page
    .locator(".sums div")
    .evaluateAll((lines) =>
      Object.fromEntries(
        lines.map((line) => [
          /** @type {HTMLElement} */ (line).dataset.sum,
          line.querySelector("dd")?.textContent ?? "",
        ]),
      ),
    );
}

/**
 * The numbers of one of the tables.
 *
 * @param {Page} page
 * @param {number} which
 */
const cells = (page, which) => page.locator(".grid").nth(which).locator("td").allTextContents();

/**
 * Compares everything that is written about the chosen pixel of a convolution's map with the definition.
 *
 * @param {Page} page
 * @param {Awaited<ReturnType<typeof read>>} known
 * @param {number} layer
 * @param {number} filter
 */
async function assertConvolution(page, known, layer, filter) {
  const spec = /** @type {any} */ (known.layers[layer]);
  const output = known.outputs[layer];
  const [row, column] = await cursor(page);
  const kernel = known.parameters.get(`${spec.name}/kernel`) ?? new Float32Array();
  const parts = convolve(known.inputs[layer], spec, kernel, output.shape, filter, row, column);
  const bias = known.parameters.get(`${spec.name}/bias`)?.[filter] ?? 0;
  const products = parts.reduce((sum, part) => sum + part, 0);
  const value = output.values[(row * output.shape[1] + column) * output.shape[2] + filter];
  const written = await sums(page);
  assertNear(written.sum ?? written["sum.all"], products, "products");
  assertNear(written.bias, bias, "bias");
  assertNear(written.total, products + bias, "sum with bias");
  assertNear(written.bent ?? written.total, value, "after the activation");
  assertNear(written.value, value, "the network's own");
  const shown = await page.locator(".channel .part").allTextContents();
  assert.equal(shown.length, parts.length > 1 ? parts.length : 0);
  shown.forEach((part, channel) => assertNear(part, parts[channel], `channel ${channel + 1}`));

  const [patch, weights, product] = await Promise.all([0, 1, 2].map((which) => cells(page, which)));
  patch.forEach((number, i) => {
    const exact = parse(number) * parse(weights[i]);
    const slack = 0.0006 * (1 + Math.abs(parse(number)) + Math.abs(parse(weights[i])));
    assert.ok(Math.abs(parse(product[i]) - exact) <= slack, `${number} × ${weights[i]} is not ${product[i]}`);
  });
  const total = product.reduce((sum, number) => sum + parse(number), 0);
  assert.ok(Math.abs(total - parse(written["sum.channel"] ?? written.sum)) <= 0.0005 * (product.length + 2));
}

describe("feature maps", () => {
  pageTest(
    "every convolution and pooling layer shows all its maps, and every filter",
    async (page) => {
      const { layers, outputs } = await read(model("mnist-cnn"), new Float32Array(784));
      const shown = layers.map((_, i) => i).filter((i) => /^(conv|maxPool|avgPool)2d$/i.test(layers[i].type));
      assert.equal(await page.locator(".maps").count(), shown.length);
      for (const [i, layer] of shown.entries()) {
        const maps = page.locator(".maps").nth(i);
        assert.equal(await maps.locator(".map").count(), outputs[layer].shape[2]);
        const filters = layers[layer].type === "conv2d" ? outputs[layer].shape[2] : 0;
        assert.equal(await maps.locator(".filter").count(), filters);
      }
    },
    kWide,
  );

  pageTest(
    "the maps change while a stroke is drawn",
    async (page) => {
      await page.locator(".maps").first().scrollIntoViewIfNeeded();
      const box = await padBox(page);
      const map = await page.locator(".map").first().boundingBox();
      assert.ok(
        box.y >= 0 && map && map.y > 0 && map.y + map.height < 720,
        "the pad and the maps are in sight together",
      );
      const seen = await watchStroke(page, polylines[3][0], async () =>
        (await look(page, ":nth-match(.map, 1)")).alphas.join(),
      );
      await page.mouse.up();
      assert.ok(seen.size >= 5, `${seen.size} different pictures during one stroke`);
    },
    { viewport: { width: 1280, height: 720 } },
  );

  pageTest(
    "a map's picture is what the network puts out",
    async (page) => {
      await showSample(page, 3);
      const { outputs, layers } = await read(model("mnist-cnn"), sample("samples", 3).pixels);
      const first = layers.findIndex(({ type }) => type === "conv2d");
      const { shape, values } = outputs[first];
      const greatest = values.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
      await page.locator(".maps").first().scrollIntoViewIfNeeded();
      for (const map of [0, shape[2] - 1]) {
        const wanted = Array.from({ length: shape[0] * shape[1] }, (_, i) =>
          Math.floor((255 * Math.abs(values[i * shape[2] + map])) / greatest),
        );
        await eventually(async () => {
          const { alphas } = await look(page, `:nth-match(.map, ${map + 1})`);
          const difference = Math.max(...alphas.map((alpha, i) => Math.abs(alpha - wanted[i])));
          assert.ok(alphas.length === wanted.length && difference <= 2, `map ${map + 1} differs by ${difference}`);
        });
      }
    },
    kWide,
  );

  pageTest("a blank pad leaves the maps blank, and one map can be opened all the same", async (page) => {
    await page.locator(".tile").nth(5).click();
    assert.equal((await look(page, ":nth-match(.map, 1)")).inked, 0);
    assert.ok(await page.locator(".sums").isHidden());
    assert.match(await text(page, ".inspector"), /Row \d+, column \d+/);
    await showSample(page, 4);
    await eventually(async () => assert.ok(await page.locator(".sums").isVisible()));
    await assertConvolution(page, await read(model("mnist-cnn"), sample("samples", 4).pixels), 0, 5);
  });
});

describe("one number of a map", () => {
  pageTest(
    "of every layer of mnist-cnn it is written as the definition has it",
    async (page) => {
      await showSample(page, 3);
      const known = await read(model("mnist-cnn"), sample("samples", 3).pixels);
      const shown = known.layers.map((_, i) => i).filter((i) => known.outputs[i].shape[0] > 1);
      for (const [i, layer] of shown.entries()) {
        const [height, width, count] = known.outputs[layer].shape;
        for (const map of [0, count - 1]) {
          await page.locator(".maps").nth(i).locator(".tile").nth(map).click();
          for (const [row, column] of [
            [0, 0],
            [Math.floor(height / 2), width - 1],
          ]) {
            const box = await enlarged(page).boundingBox();
            assert.ok(box);
            await enlarged(page).click({
              position: { x: ((column + 0.5) * box.width) / width, y: ((row + 0.5) * box.height) / height },
            });
            assert.deepEqual(await cursor(page), [row, column]);
            const spec = known.layers[layer];
            if (spec.type === "conv2d") await assertConvolution(page, known, layer, map);
            else {
              const value = known.outputs[layer].values[(row * width + column) * count + map];
              const written = await sums(page);
              assertNear(written.value, value, spec.type);
              assertNear(written.largest ?? written.mean, value, spec.type);
            }
          }
        }
      }
    },
    kWide,
  );

  /** @type {import("../../web/src/spec/layers.js").LayerSpec[]} */
  const kMixed = [
    { type: "conv2d", filters: 3, kernelSize: [5, 3], padding: "same", activation: "tanh", biasInitializer: "ones" },
    { type: "maxPool2d", poolSize: 3, strides: 2, padding: "same" },
    { type: "conv2d", filters: 2, kernelSize: 3, strides: 2, padding: "same", activation: "leakyRelu" },
    { type: "avgPool2d", poolSize: 3, strides: 1, padding: "same" },
    { type: "flatten" },
    ten,
  ];

  pageTest(
    "strides, padding, other activations and both kinds of pooling",
    async (page) => {
      const file = await blankModel([28, 28, 1], kMixed);
      await useModel(page, file);
      await showSample(page, 8);
      const known = await read(file, sample("samples", 8).pixels);

      await page.locator(".maps").nth(0).locator(".tile").nth(1).click();
      await page.keyboard.press("Home");
      for (let i = 0; i < 28; i++) await page.keyboard.press("ArrowUp");
      assert.deepEqual(await cursor(page), [0, 0]);
      assert.equal(await page.locator(".outside").count(), 2 * 3 + 3, "two rows and a column of padding");
      assert.ok(await page.getByText(en["inspect.outside"]).isVisible());
      await assertConvolution(page, known, 0, 1);

      await page.locator(".maps").nth(2).locator(".tile").nth(0).click();
      await page.keyboard.press("PageDown");
      await assertConvolution(page, known, 2, 0);

      for (const [i, layer] of [
        [1, 1],
        [3, 3],
      ]) {
        await page.locator(".maps").nth(i).locator(".tile").nth(1).click();
        for (let step = 0; step < 28; step++) {
          await page.keyboard.press("ArrowDown");
          await page.keyboard.press("ArrowRight");
        }
        const [height, width, count] = known.outputs[layer].shape;
        assert.deepEqual(await cursor(page), [height - 1, width - 1]);
        const inside = await page.locator(".grid:visible td:not(.outside)").allTextContents();
        assert.ok(inside.length < 9 && inside.length >= 4, `${inside.length} of 9 in the picture`);
        const values = inside.map(parse);
        const wanted = i === 1 ? Math.max(...values) : values.reduce((sum, v) => sum + v, 0) / values.length;
        const written = await sums(page);
        assert.ok(Math.abs(parse(written.value) - wanted) <= 0.0011, `${written.value} is not ${wanted}`);
        assertNear(written.largest ?? written.mean, parse(written.value), "twice the same");
        assertNear(written.value, known.outputs[layer].values[(height * width - 1) * count + 1], "the network's own");
        if (i !== 1) continue;
        assert.equal(parse((await page.locator(".winner").textContent()) ?? ""), wanted);
        assert.ok(await page.getByText(en["inspect.outside.pool"]).isVisible());
      }
    },
    kWide,
  );

  pageTest("by keyboard alone a pixel is reached and its sum is heard", async (page) => {
    await page.locator("#pad").focus();
    await page.keyboard.press("Space");
    for (let i = 0; i < 14; i++) await page.keyboard.press("ArrowDown");
    await page.keyboard.press("Space");
    const focused = () => page.evaluate(() => document.activeElement?.className ?? "");
    for (let i = 0; i < 20 && (await focused()) !== "tile"; i++) await page.keyboard.press("Tab");
    assert.equal(await focused(), "tile");
    await page.keyboard.press("ArrowRight");
    assert.match((await page.locator(":focus").getAttribute("aria-label")) ?? "", /^Map 2 of/);
    assert.match(await text(page, ":nth-match(.readout, 1)"), /^Map 2 of \d+: at most/);
    await page.keyboard.press("Enter");
    assert.equal(await page.locator(":focus").getAttribute("role"), "application");
    await page.keyboard.press("ArrowLeft");
    await page.keyboard.press("ArrowUp");
    const [row, column] = await cursor(page);
    const spoken = page.locator(".inspector [aria-live=polite]");
    await eventually(async () => {
      const said = (await spoken.textContent()) ?? "";
      assert.match(said, new RegExp(`^Row ${row + 1}, column ${column + 1}: the sum of the products is −?\\d`));
      assert.ok(said.includes((await sums(page)).total ?? "none"), said);
    });
    await page.keyboard.press("Escape");
    assert.equal(await page.locator(".inspector").count(), 0);
    assert.match((await page.locator(":focus").getAttribute("aria-label")) ?? "", /^Map 2 of/);

    await page.locator(".maps").nth(2).locator(".tile").first().focus();
    await page.keyboard.press("Space");
    await page.keyboard.press("Tab");
    assert.equal(await focused(), "channel");
    await page.keyboard.press("End");
    const last = page.locator(".channel").last();
    assert.equal(await last.getAttribute("aria-pressed"), "true");
    await eventually(async () => assert.equal(await spoken.textContent(), await last.getAttribute("aria-label")));
  });

  pageTest("it follows the drawing, the language, and another map", async (page) => {
    await showSample(page, 2);
    await page.locator(".tile").nth(1).click();
    const before = await sums(page);
    await showSample(page, 8);
    assert.notDeepEqual(await sums(page), before);
    await page.locator("[data-tongue=ko]").click();
    assert.match(await text(page, ".inspector"), /편향/);
    assert.equal(await page.locator(".tile[aria-expanded=true]").count(), 1);
    await page.locator(".maps").nth(1).locator(".tile").first().click();
    assert.equal(await page.locator(".tile[aria-expanded=true]").count(), 1);
    await page.locator("input[value=mnist-mlp]").check();
    await eventually(async () => assert.equal(await page.locator(".inspector").count(), 0));
  });
});

describe("why", () => {
  pageTest(
    "each stage is shown with what the network would say to it",
    async (page) => {
      const corner = polylines[5].map((line) =>
        line.map(([x, y]) => /** @type {[number, number]} */ ([5 + x / 4, 70 + y / 4])),
      );
      await draw(page, corner);
      const net = await Network.load(model("mnist-cnn"), { batchSize: 1 });
      const said = await page.locator(".stages [data-read]").allTextContents();
      const pictures = [];
      for (const [i, stage] of ["drawn", "ink", "fitted", "centered"].entries()) {
        const { alphas } = await look(page, `[data-stage=${stage}]`);
        pictures.push(alphas);
        const values = net.predict(Float32Array.from(alphas, (alpha) => alpha / 255));
        const best = values.indexOf(Math.max(...values));
        const [, digit, percent] = said[i].match(/^(\d), (\d+)% sure$/) ?? [];
        const share = values[Number(digit)];
        assert.ok(Number(digit) === best || values[best] - share < 0.03, `${stage}: ${said[i]}, not ${best}`);
        assert.ok(Math.abs(Number(percent) / 100 - share) < 0.03, `${stage}: ${said[i]}, not ${share}`);
      }
      net.dispose();
      assert.ok(said[3].startsWith(await answer(page)));
      // The first has its ink in the corner, the second touches two opposite edges, the last is in the middle.
      const [drawn, ink, , centered] = pictures;
      const rows = (/** @type {number[]} */ picture) =>
        [...picture.keys()].filter((i) => picture[i] > 127).map((i) => Math.floor(i / 28));
      assert.ok(Math.min(...rows(drawn)) > 17);
      assert.deepEqual([Math.min(...rows(ink)), Math.max(...rows(ink))], [0, 27]);
      assert.ok(Math.min(...rows(centered)) >= 3 && Math.max(...rows(centered)) <= 24);
      await page.locator("[data-clear]").click();
      await settle(page);
      assert.deepEqual(await page.locator(".stages [data-read]").allTextContents(), Array(4).fill("–"));
    },
    kWide,
  );

  pageTest(
    "the three nearest training digits, fetched when they come into sight",
    async (page) => {
      /** @type {string[]} */
      const asked = [];
      page.on("request", (request) => {
        if (request.url().includes("mnist-train")) asked.push(request.url());
      });
      await showSample(page, 7);
      await page.evaluate(() => scrollTo(0, 0));
      await settle(page);
      assert.deepEqual(asked, []);
      await page.locator("[data-nearest]").scrollIntoViewIfNeeded();
      await eventually(async () => assert.equal(await page.locator("[data-nearest]").getAttribute("data-found"), "3"));
      const { pixels } = sample("samples", 7);
      const pictures = packed("mnist-train-10000.images.idx.gz");
      const labels = packed("mnist-train-10000.labels.idx.gz");
      const distances = Array.from(labels, (_, n) => {
        let sum = 0;
        for (let i = 0; i < 784; i++) sum += (pixels[i] - pictures[n * 784 + i] / 255) ** 2;
        return Math.sqrt(sum);
      });
      const order = [...distances.keys()].sort((a, b) => distances[a] - distances[b]).slice(0, 3);
      assert.deepEqual(
        await page.locator("[data-nearest] figcaption").allTextContents(),
        order.map((n) => `${labels[n]}distance ${distances[n].toFixed(1)}`),
      );
      await page.locator("[data-undo]").click();
      await eventually(async () => assert.equal(await page.locator("[data-nearest]").getAttribute("data-found"), "0"));
    },
    kPhone,
  );

  pageTest(
    "training digits that cannot be had are missed, not fatal",
    async (page) => {
      await page.route(/mnist-train/, (route) => route.fulfill({ status: 404 }));
      await showSample(page, 1);
      await page.locator("[data-nearest]").scrollIntoViewIfNeeded();
      await eventually(async () => assert.match(await text(page, "[data-nearest] .note"), /mnist-train.*404/));
      assert.match(await answer(page), /^\d$/);
    },
    { expected: /404/ },
  );
});

describe("not sure", () => {
  pageTest("of a cross the page says that it may be no digit at all", async (page) => {
    await draw(page, kCross);
    const { unsure = 0 } = networks.find(({ name }) => name === "mnist-cnn") ?? {};
    assert.ok(unsure > 0.3, "the build gives the network a threshold");
    assert.match(await text(page, "[data-sentence]"), /^Not sure: \d perhaps, or not a digit$/);
    await eventually(async () => assert.match(await text(page, kSpoken), /^Not sure/));
    await page.locator("[data-tongue=ko]").click();
    assert.match(await text(page, "[data-sentence]"), /숫자가 아닐 수도/);
    await page.locator("input[value=mnist-mlp]").check();
    await eventually(async () => assert.doesNotMatch(await text(page, "[data-sentence]"), /숫자가 아닐 수도/));
  });

  pageTest("of a plain digit it is sure", async (page) => {
    await draw(page, polylines[0]);
    assert.doesNotMatch(await text(page, "[data-sentence]"), /Not sure/);
  });
});

describe("clothes", () => {
  pageTest("sample pictures are read as they are, and called by their names", async (page) => {
    await useOfferOfClothes(page);
    assert.equal(await text(page, "[data-sentence]"), en["answer.blank"]);
    assert.equal(await text(page, "[data-invite]"), en["draw.clothes"]);
    let right = 0;
    for (let label = 0; label < 10; label++) {
      const name = en[/** @type {keyof typeof en} */ (`clothes.${label}`)];
      const button = page.locator(`[data-sample="${label}"]`);
      assert.equal(await button.getAttribute("aria-label"), name);
      await button.click();
      await settle(page);
      const { bytes, pixels } = sample("fashion", label);
      const { alphas } = await look(page, "[data-stage=drawn]");
      assert.ok(Math.max(...alphas.map((alpha, i) => Math.abs(alpha - bytes[i]))) <= 1, `${name} was changed`);
      const { probabilities } = await read(model("fashion-cnn"), pixels);
      const best = probabilities.indexOf(Math.max(...probabilities));
      assert.equal(await answer(page), en[/** @type {keyof typeof en} */ (`clothes.${best}`)]);
      assert.match(await text(page, "[data-why=heading]"), new RegExp(await answer(page)));
      right += Number(best === label);
    }
    assert.ok(right >= 7, `${right} of 10 right`);
    assert.deepEqual(
      await page.locator(".bar-name").allTextContents(),
      Array.from({ length: 10 }, (_, i) => en[/** @type {keyof typeof en} */ (`clothes.${i}`)]),
    );
    assert.ok(await page.locator("[data-nearest-section]").isHidden());
    assert.equal(await page.locator(".stages figure:visible").count(), 1);
    assert.match(await text(page, "[data-fact=accuracy-of]"), /Fashion-MNIST/);
    await eventually(async () => assert.ok((await text(page, kSpoken)).includes(await answer(page))));

    await page.locator("[data-clear]").click();
    await draw(page, polylines[0]);
    assert.ok(Object.values(en).includes(await answer(page)), "a drawing gets a name too");

    await page.locator("[data-tongue=ko]").click();
    await page.locator('[data-sample="7"]').click();
    await settle(page);
    assert.ok(Object.values(ko).includes(await answer(page)));
    assert.equal(await page.locator(".bar-name").nth(7).textContent(), ko["clothes.7"]);

    await page.locator("input[value=mnist-cnn]").check();
    await eventually(async () => assert.match(await answer(page), /^\d$/));
    assert.ok(await page.locator("[data-nearest-section]").isVisible());
    await eventually(async () =>
      assert.equal(await page.locator('[data-sample="7"]').getAttribute("aria-label"), "손글씨 7"),
    );
  });

  pageTest(
    "names leave room for bars, and nothing scrolls sideways",
    async (page) => {
      await useOfferOfClothes(page);
      await page.locator('[data-sample="9"]').click();
      await settle(page);
      await assertFits(page, 320);
    },
    { viewport: { width: 320, height: 640 } },
  );
});

/** @param {Page} page */
async function useOfferOfClothes(page) {
  await page.locator("input[value=fashion-cnn]").check();
  await eventually(async () =>
    assert.equal(await page.locator('[data-sample="0"]').getAttribute("aria-label"), en["clothes.0"]),
  );
  await settle(page);
}

describe("what it looks like", () => {
  for (const width of [320, 390, 1280]) {
    for (const lang of ["en", "ko"]) {
      pageTest(
        `no sideways scrolling with a map open at ${width} pixels, and nothing too small to press (${lang})`,
        async (page) => {
          await showSample(page, 5);
          for (const layer of [0, 2]) {
            await page.locator(".maps").nth(layer).locator(".tile").nth(3).click();
            await assertFits(page, width);
          }
          await assertLargeEnough(page, ".tile, .channel, .inspector button");
        },
        { viewport: { width, height: 844 }, path: `/?lang=${lang}` },
      );
    }
  }

  for (const [viewport, colorScheme, lang] of /** @type {const} */ ([
    [kPhone.viewport, "light", "en"],
    [kPhone.viewport, "dark", "ko"],
    [kWide.viewport, "dark", "en"],
    [kWide.viewport, "light", "ko"],
  ])) {
    pageTest(
      `axe finds nothing at ${viewport.width} pixels: ${lang}, ${colorScheme}`,
      async (page) => {
        await draw(page, kCross);
        await page.locator(".maps").nth(2).locator(".tile").first().click();
        await assertAccessible(page, "a map of the third layer open, and not sure");
        await page.locator("input[value=fashion-cnn]").check();
        await eventually(async () => assert.ok(await page.locator("[data-nearest-section]").isHidden()));
        await page.locator('[data-sample="9"]').click();
        await page.locator(".maps").nth(1).locator(".tile").first().click();
        await assertAccessible(page, "clothes, with pooling open");
      },
      { viewport, colorScheme, path: `/?lang=${lang}`, reducedMotion: "reduce" },
    );
  }
});
