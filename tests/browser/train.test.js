// @ts-check
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { describe, test } from "node:test";
import { runLink } from "../../models/link.js";
import { trainEn as en } from "../../web/site/text/train-en.js";
import { trainKo as ko } from "../../web/site/text/train-ko.js";
import { en as shared } from "../../web/src/ui/text/en.js";
import { Network } from "../../web/src/index.js";
import { assertAccessible, assertFits, assertLargeEnough } from "./audit.js";
import { eventually } from "./harness.js";
import { polylines } from "./polylines.js";
import { click, enter, hash, pageTest, ready, status, text, visit } from "./training.js";

/** @typedef {import("playwright-core").Page} Page */

// Small enough that a run is over at once.
const kMoons = "data=moons&layers=8&activation=tanh&optimizer=adam&rate=0.02&batch=20&epochs=30&seed=5";

/** @param {Page} page @param {string} name */
const measure = async (page, name) => parseFloat(await text(page, `[data-measure="${name}"]`));

/** @param {Page} page */
async function hurry(page) {
  if ((await page.locator("[data-slow]").getAttribute("aria-pressed")) === "true") await click(page, "[data-slow]");
}

/**
 * Trains to the end, fast.
 *
 * @param {Page} page
 * @param {number} epochs
 */
async function train(page, epochs) {
  await hurry(page);
  await click(page, "[data-start]");
  await done(page, epochs);
}

/** @param {Page} page @param {number} epochs */
async function done(page, epochs) {
  await eventually(async () => assert.equal(await status(page), `Epoch ${epochs} is complete.`), 30000);
  await ready(page);
}

/** @param {Page} page @param {string} name @param {string} value */
async function set(page, name, value) {
  const control = page.locator(`[data-setting="${name}"]`);
  if (await control.evaluate((element) => element instanceof HTMLSelectElement)) await control.selectOption(value);
  else {
    await control.fill(value);
    await control.press("Tab");
  }
}

/**
 * How many colors a canvas shows, and how much of it is covered.
 *
 * @param {Page} page
 * @param {string} selector
 */
function look(page, selector) {
  return page
    .locator(selector)
    .first()
    .evaluate((element) => {
      const { width, height } = /** @type {HTMLCanvasElement} */ (element);
      const context = new OffscreenCanvas(width, height).getContext("2d", { willReadFrequently: true });
      context?.drawImage(/** @type {HTMLCanvasElement} */ (element), 0, 0);
      const rgba = context?.getImageData(0, 0, width, height).data ?? new Uint8ClampedArray();
      let [blue, orange, inked] = [0, 0, 0];
      for (let i = 0; i < rgba.length; i += 4) {
        if (rgba[i + 3] > 127) inked++;
        if (rgba[i + 2] > rgba[i] + 30) blue++;
        if (rgba[i] > rgba[i + 2] + 30) orange++;
      }
      const n = rgba.length / 4;
      return { inked: inked / n, blue: blue / n, orange: orange / n };
    });
}

/**
 * @param {Page} page
 * @param {string} selector
 * @param {string} name
 * @param {string | Uint8Array} content
 */
async function pick(page, selector, name, content) {
  await page.locator(selector).setInputFiles({ name, mimeType: "text/csv", buffer: Buffer.from(content) });
}

describe("two-dimensional data", () => {
  pageTest("moons are learnt, the boundary is drawn, the curves have a table", kMoons, async (page) => {
    const before = await look(page, "[data-boundary]");
    await train(page, 30);
    assert.ok((await measure(page, "validation-score")) >= 95, await text(page, ".measures"));
    await page.locator("[data-boundary]").scrollIntoViewIfNeeded();
    await eventually(async () => {
      const { blue, orange, inked } = await look(page, "[data-boundary]");
      assert.ok(inked === 1 && blue > 0.2 && orange > 0.2, `${JSON.stringify({ before, blue, orange, inked })}`);
    });
    for (const chart of ["score", "loss"]) {
      await eventually(async () => {
        const { blue, orange } = await look(page, `[data-chart=${chart}] canvas`);
        assert.ok(blue > 0.001 && orange > 0.001);
      });
      assert.match((await page.locator(`[data-chart=${chart}]`).getAttribute("aria-label")) ?? "", /Training .*\d/);
    }
    for (const lang of ["ko", "en"]) await click(page, `[data-tongue=${lang}]`);
    const readout = () => text(page, "[data-readout=loss]");
    await eventually(async () => assert.match(await readout(), /^Epoch 30: training 0\.\d+, validation 0\.\d+\.$/));
    const latest = await readout();
    const loss = page.locator("[data-chart=loss]");
    await loss.locator(".u-over").hover({ position: { x: 30, y: 50 } });
    await eventually(async () => assert.notEqual(await readout(), latest));
    await page.mouse.move(0, 0);
    await eventually(async () => assert.equal(await readout(), latest));
    await loss.focus();
    await page.keyboard.press("Home");
    await eventually(async () => assert.match(await readout(), /^Epoch [01](\.\d+)?:/));
    assert.equal(await loss.getAttribute("aria-valuetext"), await readout());
    for (const key of ["End", "ArrowLeft"]) await page.keyboard.press(key);
    await eventually(async () => assert.match(await readout(), /^Epoch 2[89](\.\d+)?:/));
    await page.keyboard.press("Tab");
    await eventually(async () => assert.equal(await readout(), latest));
    await click(page, "[data-twin] summary");
    await eventually(async () => assert.equal(await page.locator("[data-twin-body] tr").count(), 30));
    assert.equal(await page.locator("[data-twin-body] tr").last().locator("td").count(), 5);
  });

  pageTest(
    "slow motion can be watched, and gives the same bits",
    kMoons.replace("epochs=30", "epochs=2"),
    async (page) => {
      assert.equal(await page.locator("[data-slow]").getAttribute("aria-pressed"), "true");
      await click(page, "[data-start]");
      await eventually(async () => assert.match(await status(page), /^Epoch 1 of 2, step \d+ of 20$/));
      await done(page, 2);
      assert.equal(await hash(page), (await runLink(kMoons.replace("epochs=30", "epochs=2"))).hash);
    },
  );
});

describe("digits", () => {
  const link = "data=mnist-10000&layers=32&batch=100&epochs=1&seed=3";

  pageTest(
    "an epoch: weights, confusion with the images behind it, the worst mistakes, a drawing read",
    link,
    async (page) => {
      await train(page, 1);
      assert.ok((await measure(page, "validation-score")) > 75);
      await page.locator("[data-weights]").scrollIntoViewIfNeeded();
      await eventually(async () => {
        const { blue, orange } = await look(page, "[data-weights]");
        assert.ok(blue > 0.1 && orange > 0.1);
      });
      await page.locator("#mistakes-heading").scrollIntoViewIfNeeded();
      await eventually(async () => {
        const cells = await page.locator("[data-cell]").allTextContents();
        const counts = cells.map((cell) => Number(cell.replace(/[·,]/g, "") || 0));
        assert.equal(counts.length, 100);
        assert.equal(
          counts.reduce((sum, n) => sum + n, 0),
          10000,
        );
        const right = counts.filter((_, i) => i % 11 === 0).reduce((sum, n) => sum + n, 0);
        assert.ok(Math.abs(right / 100 - (await measure(page, "validation-score"))) < 0.06, `${right}`);
      });
      const cell = page.locator("[data-cell='4-9']");
      const count = Number(await cell.textContent());
      await cell.click();
      assert.equal(await text(page, "[data-opened-heading]"), `4 read as 9: ${count}`);
      assert.equal(await page.locator("[data-opened-list] canvas").count(), Math.min(30, count));
      assert.ok((await look(page, "[data-opened-list] canvas")).inked > 0.02);
      await click(page, "[data-opened-close]");
      assert.ok(await cell.evaluate((element) => element === document.activeElement));
      assert.ok((await page.locator("[data-worst] li").count()) >= 10);

      await page.locator("#pad").scrollIntoViewIfNeeded();
      const box = await page.locator("#pad").boundingBox();
      assert.ok(box);
      for (const stroke of polylines[7]) {
        const points = stroke.map(([x, y]) => ({
          x: box.x + (x / 100) * box.width,
          y: box.y + (y / 100) * box.height,
        }));
        await page.mouse.move(points[0].x, points[0].y);
        await page.mouse.down();
        for (const { x, y } of points.slice(1)) await page.mouse.move(x, y, { steps: 2 });
        await page.mouse.up();
      }
      await eventually(async () => assert.equal(await text(page, "[data-answer]"), "7"));
      const reading = await page.locator(".bar-number").allTextContents();
      await click(page, "button[data-step]");
      await eventually(async () => assert.notDeepEqual(await page.locator(".bar-number").allTextContents(), reading));
    },
  );
});

describe("convolution", () => {
  const link = "data=mnist-10000&layers=c4-p-16&batch=200&epochs=1&augment=rotation:10,thickness:0.5&seed=3";
  const rows = "[data-stack] .layer-row";

  pageTest(
    "a convolutional network learns; its filters are shown, without a worker and in Node the bits are the same",
    link,
    async (page) => {
      await train(page, 1);
      assert.ok((await measure(page, "validation-score")) > 60, await text(page, ".measures"));
      const trained = await hash(page);
      await page.locator("#weights-heading").scrollIntoViewIfNeeded();
      await eventually(async () => {
        const { blue, orange } = await look(page, "[data-weights]");
        assert.ok(blue > 0.05 && orange > 0.05);
      });
      assert.match((await page.locator("[data-weights]").getAttribute("aria-label")) ?? "", /^4 filters .* 3 × 3/);
      assert.match(await text(page, "[data-weights-note]"), /each filter: its 3 × 3 weights/);
      await page.locator("#mistakes-heading").scrollIntoViewIfNeeded();
      await eventually(async () => assert.ok(await page.locator("[data-confusion]").isVisible()));
      await click(page, "[data-keep]");
      await eventually(async () => assert.match(await text(page, "[data-shelf] li"), /784-c4-p-16-10, epoch 1/));
      await page.addInitScript(() => Reflect.deleteProperty(globalThis, "Worker"));
      await visit(page, link);
      await train(page, 1);
      assert.equal(await text(page, "[data-mode]"), en["mode.main"]);
      assert.equal(await hash(page), trained);
      assert.equal((await runLink(link)).hash, trained);
    },
  );

  pageTest(
    "the stack is built by keyboard, and holds only what can be",
    "data=mnist-10000&layers=16&seed=3",
    async (page) => {
      const press = async (/** @type {string} */ selector, key = "Enter") => {
        await page.locator(selector).focus();
        await page.keyboard.press(key);
      };
      await press("[data-stack-add=conv2d]");
      await eventually(async () =>
        assert.equal(await text(page, "[data-stack-said]"), "Layer 1 added: convolution 3 × 3."),
      );
      await press("[data-stack-add=maxPool2d]", "Space");
      await press("[data-stack-add=conv2d]");
      assert.match(page.url(), /layers=c8-p-c16-16&/);
      assert.equal(await text(page, "[data-stack-input]"), "28 × 28");
      assert.deepEqual(await page.locator(".layer-shape").allTextContents(), [
        "output 26 × 26 × 8",
        "output 13 × 13 × 8",
        "output 11 × 11 × 16, 1,936 numbers in all",
        "",
      ]);
      await page.getByLabel("Filters of layer 1").fill("500");
      await page.keyboard.press("Tab");
      assert.match(page.url(), /layers=c64-p-c16-16&/);
      assert.equal(await page.locator(".layer-shape").first().textContent(), "output 26 × 26 × 64");
      await page.getByLabel("Filters of layer 1").fill("2");
      await page.keyboard.press("Tab");
      for (let i = 0; i < 3; i++) await press("[data-stack-add=maxPool2d]");
      assert.match(page.url(), /layers=c2-p-c16-p-p-p-16&/);
      assert.match(await text(page, "[data-stack-limit]"), /^The pictures are only 1 × 1/);
      for (const type of ["conv2d", "maxPool2d"]) await press(`[data-stack-add=${type}]`);
      assert.equal(await page.locator(rows).count(), 7, "what does not fit is not added");
      await press("[data-stack-add=dense]");
      assert.equal(await text(page, "[data-stack-limit]"), "At most 8 hidden layers.");
      await press("[aria-label='Remove layer 6']");
      await press("[aria-label='Remove layer 5']");
      assert.ok(await page.getByLabel("Remove layer 5").evaluate((element) => element === document.activeElement));
      assert.match(page.url(), /layers=c2-p-c16-p-16-16&/);
      await eventually(async () => assert.equal(await text(page, "[data-stack-parameters]"), "7,182 parameters"));
      await ready(page);
      await click(page, "button[data-step]");
      await eventually(async () => assert.match(await status(page), /^Epoch 1, step 1 of/));
      await set(page, "data", "moons");
      assert.ok(!(await page.locator("[data-stack-add=conv2d]").isVisible()), "points are no pictures");
      assert.ok(!(await page.locator("[data-augment]").isVisible()));
      await ready(page);
    },
  );

  pageTest(
    "layers that cannot follow each other are refused with the reason",
    "data=mnist-10000&layers=16-c8",
    async (page) => {
      assert.match(await text(page, "[data-trouble-summary]"), /layers=16-c8/);
      assert.equal(await text(page, "[data-trouble-detail]"), en["link.order"]);
      await page.evaluate(() => (location.hash = "#data=mnist-10000&layers=p-p-p-p-p"));
      await eventually(async () => assert.equal(await text(page, "[data-trouble-detail]"), en["link.small"]));
      assert.match(page.url(), /layers=128&/);
      await ready(page);
      await page.evaluate(() => (location.hash = "#data=mnist-10000&layers=c64-c64&batch=10000"));
      await eventually(async () => assert.equal(await text(page, "[data-trouble-detail]"), en["trouble.large"]));
    },
  );

  pageTest(
    "the drawing page's own network is taken up, and what settings cannot say of it is said",
    link,
    async (page) => {
      const model = readFileSync(new URL("../../models/mnist-cnn.safetensors", import.meta.url));
      await pick(page, "[data-model]", "mnist-cnn.safetensors", model);
      await eventually(async () =>
        assert.match(await text(page, "[data-said]"), /mnist-cnn.*cannot describe this network/),
      );
      assert.match(page.url(), /layers=c16-p-c32-c32-p-c64&/);
      await page.locator("#weights-heading").scrollIntoViewIfNeeded();
      await eventually(async () => assert.match(await text(page, "[data-weights-note]"), /its 5 × 5 weights/));
      await click(page, "button[data-step]");
      await eventually(async () => assert.ok((await measure(page, "score")) > 90));
      await ready(page);
    },
  );

  pageTest("first weights that make no pictures are hidden, with a sentence", link, async (page) => {
    const net = await Network.create({
      input: [28, 28, 1],
      layers: [
        { type: "maxPool2d", poolSize: [2, 4] },
        { type: "flatten" },
        { type: "dense", units: 10, activation: "softmax" },
      ],
    });
    const bytes = net.save();
    net.dispose();
    await pick(page, "[data-model]", "flat.safetensors", bytes);
    await eventually(async () => assert.match(await text(page, "[data-said]"), /^flat/));
    await page.locator("#weights-heading").scrollIntoViewIfNeeded();
    await eventually(async () => assert.equal(await text(page, "[data-weights-note]"), en["weights.none"]));
    assert.ok(!(await page.locator("[data-weights]").isVisible()));
  });
});

describe("distorted pictures", () => {
  const link = "data=mnist-10000&layers=16&batch=500&epochs=1&seed=3";

  pageTest("a preset, sliders, eight pictures that follow them, and off again", link, async (page) => {
    await click(page, "[data-augment] summary");
    const picture = () =>
      page
        .locator("[data-augment-pictures]")
        .evaluate((canvas) => /** @type {HTMLCanvasElement} */ (canvas).toDataURL());
    await eventually(async () => assert.ok((await look(page, "[data-augment-pictures]")).inked > 0.05));
    const plain = await picture();
    assert.equal(await text(page, "[data-augment] summary"), en["augment.heading.off"]);
    assert.equal(await text(page, "[data-augment-caption]"), en["augment.caption.off"]);
    assert.ok(await page.locator("[data-augment-next]").isDisabled());

    await click(page, "[data-augment-mild]");
    assert.match(page.url(), /augment=rotation:10,scale:0.1,shift:1,shear:0.1,elastic:1,thickness:0.3&seed=3$/);
    assert.equal(await text(page, "[data-augment] summary"), en["augment.heading.on"]);
    const mild = await picture();
    assert.notEqual(mild, plain);
    await click(page, "[data-augment-next]");
    assert.equal(await text(page, "[data-augment-caption]"), "The first eight digits in epoch 2.");
    assert.notEqual(await picture(), mild);

    await click(page, "[data-augment-off]");
    assert.match(page.url(), /augment=none/);
    assert.equal(await picture(), plain);
    const slider = page.getByLabel("Rotation");
    await slider.focus();
    await page.keyboard.press("ArrowRight");
    await page.keyboard.press("ArrowRight");
    assert.equal(await slider.getAttribute("aria-valuetext"), "±2°");
    assert.match(page.url(), /augment=rotation:2&/);
    assert.notEqual(await picture(), plain);
    await ready(page);

    await train(page, 1);
    assert.equal(await hash(page), (await runLink(page.url())).hash);
    await slider.fill("0");
    assert.ok(await page.locator("[data-pending]").isVisible());
    await click(page, "[data-undo-settings]");
    assert.equal(await slider.inputValue(), "2");
  });
});

describe("the run", () => {
  pageTest("start, pause, one step, one epoch, reset", `${kMoons}&epochs=500`, async (page) => {
    const fresh = await hash(page);
    await click(page, "button[data-step]");
    await eventually(async () => assert.equal(await status(page), "Epoch 1, step 1 of 20"));
    await ready(page);
    const one = await hash(page);
    assert.notEqual(one, fresh);
    await click(page, "[data-epoch]");
    await eventually(async () => assert.equal(await status(page), "Epoch 1 is complete."));
    await click(page, "[data-start]");
    assert.equal(await text(page, "[data-start]"), shared["run.pause"]);
    assert.ok(await page.locator("button[data-step]").isDisabled());
    await eventually(async () => assert.match(await status(page), /^Epoch [2-9]/));
    await click(page, "[data-start]");
    await ready(page);
    const [rest, where] = [await hash(page), await status(page)];
    await page.waitForTimeout(150);
    assert.deepEqual([await hash(page), await status(page)], [rest, where], "paused, it stands still");
    assert.equal(await text(page, "[data-start]"), en["run.continue"]);
    assert.ok(
      (await page.locator("[data-progress]").evaluate((bar) => /** @type {HTMLProgressElement} */ (bar).value)) > 0,
    );
    await click(page, "[data-reset]");
    await eventually(async () => assert.equal(await status(page), en["run.status.ready"]));
    await eventually(async () => assert.equal(await hash(page), fresh));
    await click(page, "button[data-step]");
    await eventually(async () => assert.equal(await hash(page), one));
  });

  pageTest("pressed twice at once, a button works once", `${kMoons}&epochs=500`, async (page) => {
    await click(page, "button[data-step]");
    await ready(page);
    const twice = (/** @type {string} */ selector) =>
      page.locator(selector).evaluate((button) => {
        for (let i = 0; i < 2; i++) /** @type {HTMLButtonElement} */ (button).click();
      });
    await hurry(page);
    await twice("[data-epoch]");
    await eventually(async () => assert.equal(await status(page), "Epoch 1 is complete."));
    await twice("[data-start]");
    await ready(page);
    await click(page, "[data-start]");
    await eventually(async () => assert.match(await status(page), /^Epoch [2-9]/));
  });

  pageTest("without workers the page trains by itself, to the same bits", kMoons, async (page) => {
    await train(page, 30);
    assert.equal(await text(page, "[data-mode]"), en["mode.worker"]);
    const expected = await hash(page);
    await page.addInitScript(() => Reflect.deleteProperty(globalThis, "Worker"));
    await visit(page, kMoons);
    await train(page, 30);
    assert.equal(await hash(page), expected);
    assert.equal(await text(page, "[data-mode]"), en["mode.main"]);
  });

  pageTest(
    "the learning rate changes while it runs; the hash is no longer the link's",
    `${kMoons}&epochs=900`,
    async (page) => {
      await click(page, "[data-start]");
      await eventually(async () => assert.match(await status(page), /^Epoch/));
      await set(page, "rate", "0");
      await click(page, "[data-start]");
      await ready(page);
      const still = await hash(page);
      assert.equal(await text(page, "[data-hash-note]"), en["hash.impure"]);
      await click(page, "[data-epoch]");
      await eventually(async () => assert.match(await status(page), / is complete\.$/));
      await ready(page);
      assert.equal(await hash(page), still, "at a rate of 0 nothing moves");
      await set(page, "rate", "0.02");
      await click(page, "button[data-step]");
      await eventually(async () => assert.notEqual(await hash(page), still));
      await ready(page);
      assert.match(page.url(), /rate=0\.02/);
    },
  );

  pageTest("other settings wait for a start anew, and can be undone", kMoons, async (page) => {
    await train(page, 30);
    const trained = await hash(page);
    await click(page, "[data-stack-add]");
    assert.ok(await page.locator("[data-pending]").isVisible());
    assert.equal(await text(page, "[data-start]"), en["run.anew"]);
    assert.equal(await hash(page), trained);
    await click(page, "[data-undo-settings]");
    assert.ok(!(await page.locator("[data-pending]").isVisible()));
    await page.locator("[data-stack] input").first().fill("5");
    await page.locator("[data-stack] input").first().press("Tab");
    await click(page, "[data-start]");
    await eventually(async () => assert.notEqual(await hash(page), trained));
    await done(page, 30);
    assert.match(page.url(), /layers=5&/);
    assert.equal(await hash(page), (await runLink(kMoons.replace("layers=8", "layers=5"))).hash);
  });

  pageTest(
    "a run that diverges says so, keeps the last good weights, and offers a smaller rate",
    "data=moons&layers=64-64-64&activation=identity&optimizer=sgd&rate=50&epochs=20&seed=1",
    async (page) => {
      await hurry(page);
      await click(page, "[data-start]");
      await eventually(async () => assert.match(await text(page, "[data-trouble-summary]"), /diverged.*layer “dense/));
      assert.match(await text(page, "[data-trouble-detail]"), /5, and continue/);
      await ready(page);
      await click(page, "[data-trouble-remedy]");
      assert.match(page.url(), /rate=5&/);
      assert.ok(!(await page.locator("[data-trouble]").isVisible()));
    },
  );
});

describe("links", () => {
  for (const link of [
    kMoons,
    "data=breast-cancer&epochs=5&optimizer=rmsprop&rate=0.01&dropout=0.2&seed=8",
    "data=mnist-10000&layers=20&batch=200&epochs=1&optimizer=momentum&rate=0.1&seed=2",
    "data=mnist-10000&layers=c4-p-p-16&dropout=0.1&batch=200&epochs=1&augment=rotation:10,elastic:1,thickness:0.5&seed=6",
  ]) {
    pageTest(`twice the same hash, and Node's: ${link}`, link, async (page) => {
      const { settings, hash: expected } = await runLink(link);
      for (let round = 0; round < 2; round++) {
        await train(page, settings.epochs);
        assert.equal(await hash(page), expected);
        assert.equal(await text(page, "[data-hash-note]"), en["hash.pure"]);
        await visit(page, page.url().split("#")[1]);
      }
    });
  }

  pageTest("everything chosen is in the address, and comes back from it", "", async (page) => {
    await set(page, "data", "xor");
    await set(page, "activation", "sigmoid");
    await set(page, "seed", "77");
    await set(page, "l2", "0.5");
    await click(page, "[data-stack-add]");
    await click(page, "[aria-label='Remove layer 1']");
    const [, link] = page.url().split("#");
    assert.match(link, /^data=xor&layers=16-16&activation=sigmoid&.*l2=0\.5&dropout=0&seed=77$/);
    await visit(page, link);
    for (const [name, value] of new URLSearchParams(link)) {
      if (name !== "layers") assert.equal(await page.locator(`[data-setting=${name}]`).inputValue(), value);
    }
    assert.equal(await page.locator("[data-stack] input").count(), 2);
    await click(page, "[data-defaults]");
    assert.match(page.url(), /data=xor&.*activation=relu.*seed=42$/);
    await page.evaluate(() => (location.hash = "#data=circles&seed=3"));
    await eventually(async () => assert.equal(await page.locator("[data-setting=data]").inputValue(), "circles"));
    await ready(page);
  });

  pageTest(
    "what means nothing is refused politely, and the defaults stand in its place",
    "data=moons&rate=fast&layers=9-x",
    async (page) => {
      assert.match(await text(page, "[data-trouble-summary]"), /defaults are used.*rate=fast, layers=9-x/);
      assert.equal(await page.locator("[data-setting=rate]").inputValue(), "0.01");
      assert.equal(await page.locator("[data-stack] input").count(), 2);
      await set(page, "rate", "-3");
      assert.equal(await page.locator("[data-setting=rate]").getAttribute("aria-invalid"), "true");
      assert.match(await text(page, "#wrong-rate"), /from 0 to 100/);
      assert.match(page.url(), /rate=0\.01/);
    },
  );

  pageTest("a link to somebody's own file says what is missing", "data=own&layers=4", async (page) => {
    assert.equal(await text(page, "[data-trouble-summary]"), en["data.own.missing"]);
  });
});

describe("keeping", () => {
  const straight = kMoons.replace("epochs=30", "epochs=4");

  pageTest(
    "saved in the middle of an epoch, loaded, continued: the same bits as straight through",
    straight,
    async (page) => {
      for (let i = 0; i < 3; i++) await click(page, "button[data-step]");
      await eventually(async () => assert.equal(await status(page), "Epoch 1, step 3 of 20"));
      const [download] = await Promise.all([page.waitForEvent("download"), click(page, "[data-save]")]);
      assert.match(download.suggestedFilename(), /^glia-moons-0\.safetensors$/);
      const bytes = readFileSync(await download.path());
      await visit(page, "data=xor");
      await pick(page, "[data-model]", "mine.safetensors", bytes);
      await eventually(async () => assert.match(await text(page, "[data-said]"), /mine.*epoch 0, step 3/));
      assert.match(page.url(), /data=moons&layers=8&/);
      await train(page, 4);
      assert.equal(await hash(page), (await runLink(straight)).hash);
      assert.equal(await text(page, "[data-hash-note]"), en["hash.pure"]);
    },
  );

  pageTest("kept in the browser, found after a reload, loaded with its curves, deleted", straight, async (page) => {
    await train(page, 4);
    const trained = await hash(page);
    await click(page, "[data-keep]");
    await eventually(async () => assert.equal(await text(page, "[data-said]"), en["keep.kept"]));
    await visit(page, "data=xor");
    await eventually(async () => assert.equal(await page.locator("[data-shelf] li").count(), 1));
    assert.match(await text(page, "[data-shelf] li"), /Two moons, 2-8-2, epoch 4/);
    await click(page, "[data-shelf] button");
    await eventually(async () => assert.equal(await hash(page), trained));
    await eventually(async () => {
      assert.match((await page.locator("[data-chart=loss]").getAttribute("aria-label")) ?? "", /Training \d/);
    });
    await page.locator("[data-shelf] button").last().click();
    await eventually(async () => assert.equal(await page.locator("[data-shelf] li").count(), 0));
  });

  pageTest("a model of the models folder is taken up; one that is none is refused", kMoons, async (page) => {
    const model = readFileSync(new URL("../../models/mnist-mlp.safetensors", import.meta.url));
    await pick(page, "[data-model]", "mnist-mlp.safetensors", model);
    await eventually(async () => assert.match(page.url(), /data=mnist-10000&layers=128&activation=relu/));
    await click(page, "button[data-step]");
    await eventually(async () => assert.ok((await measure(page, "score")) > 80));
    await ready(page);
    const before = await hash(page);
    await pick(page, "[data-model]", "bad.safetensors", model.subarray(0, 1000));
    await eventually(async () => assert.match(await text(page, "[data-trouble-summary]"), /bad.*still in use/));
    assert.equal(await hash(page), before);
  });
});

test("a bad model file opened while the first data set loads: it is refused, and the page is ready", async () => {
  const { page, problems } = await enter();
  let release = () => {};
  const released = new Promise((resolve) => (release = () => resolve(undefined)));
  await page.route(/mnist-test/, async (route) => {
    await released;
    await route.continue();
  });
  await page.goto("/train.html#data=mnist-10000&layers=8&seed=1");
  await eventually(async () => assert.equal(await status(page), en["run.status.loading"]));
  await pick(page, "[data-model]", "bad.safetensors", "no model");
  await eventually(async () => assert.match(await text(page, "[data-trouble-summary]"), /bad.*still in use/));
  assert.equal(await status(page), en["run.status.loading"]);
  release();
  await ready(page);
  assert.equal(await page.locator("[data-start]").getAttribute("aria-disabled"), "false");
  await page.context().close();
  assert.deepEqual(problems, []);
});

describe("a CSV file of one's own", () => {
  const flowers = ["length,width,kind"];
  const prices = ["size,age,price"];
  for (let i = 0; i < 60; i++) {
    flowers.push(`${(i % 2) * 3 + (i % 7) / 7},${i % 5},${i % 2 ? "tall" : "short"}`);
    prices.push(`${50 + i},${i % 9},${200000 + 3000 * i + 0.5}`);
  }

  pageTest("classes are learnt, and their mistakes told by row", kMoons, async (page) => {
    await pick(page, "[data-csv]", "flowers.csv", flowers.join("\n"));
    await eventually(async () =>
      assert.match(await text(page, "[data-data-note]"), /^48 rows of 2 numbers; 12 other rows/),
    );
    assert.match(page.url(), /data=own/);
    await ready(page);
    await train(page, 50);
    assert.ok((await measure(page, "validation-score")) >= 90);
    assert.deepEqual(await page.locator("[data-confusion] thead th").allTextContents(), ["short", "tall"]);
    assert.ok(await page.locator("[data-boundary]").isVisible(), "two columns make a plane");
  });

  pageTest("numbers are learnt, their error told in their own unit", kMoons, async (page) => {
    await pick(page, "[data-csv]", "prices.csv", prices.join("\n"));
    await eventually(async () => assert.equal(await text(page, "th[data-score-name]"), en["measure.error"]));
    await ready(page);
    await train(page, 50);
    const error = Number((await text(page, "[data-measure=validation-score]")).replace(/,/g, ""));
    assert.ok(error > 10 && error < 40000, `${error}`);
    assert.ok(!(await page.locator("[data-mistakes-section]").isVisible()));
  });

  /** @type {[string, string, RegExp][]} */
  const bad = [
    ["a word among the numbers", "a,b,c\n1,2,x\n1,oops,y\n", /Look at row 3, column 2 \(b\)\..*"oops"/s],
    ["rows of unequal length", "a,b,c\n1,2,x\n1,y\n", /Look at row 3\..*2 columns/s],
    ["too few rows", "a,b\n1,x\n2,y\n", /2 rows.*10/],
    ["no table", "hello", /one column/],
  ];
  pageTest("a file that cannot be meant is refused with row and column, and nothing is lost", kMoons, async (page) => {
    const before = await hash(page);
    for (const [what, content, reason] of bad) {
      await pick(page, "[data-csv]", "mine.csv", content);
      await eventually(async () => assert.match(await text(page, "[data-trouble] > div"), reason, what));
      assert.match(await text(page, "[data-trouble-summary]"), /mine\.csv cannot be used/);
      await click(page, "[data-trouble-close]");
    }
    assert.equal(await hash(page), before);
    assert.match(page.url(), /data=moons/);
  });
});

describe("for everybody", () => {
  test("both tables have the same texts, none of them empty, with the same values in them", () => {
    /** @param {string} value */
    const names = (value) => [...new Set(value.match(/\{\w+\}/g))].sort();
    assert.deepEqual(Object.keys(ko).sort(), Object.keys(en).sort());
    for (const key of /** @type {(keyof typeof en)[]} */ (Object.keys(en))) {
      assert.ok(en[key].trim() && ko[key].trim(), key);
      assert.deepEqual(names(ko[key]), names(en[key]), key);
    }
  });

  const digits = "data=mnist-10000&layers=c2-p-16&epochs=1&batch=500&augment=rotation:10";
  const points = kMoons.replace("epochs=30", "epochs=2");
  for (const [lang, colorScheme, width, link] of /** @type {["en" | "ko", "light" | "dark", number, string][]} */ ([
    ["en", "light", 1280, digits],
    ["en", "dark", 390, points],
    ["ko", "light", 390, digits],
    ["ko", "dark", 1280, points],
  ])) {
    pageTest(
      `no axe violations, nothing too wide, nothing too small: ${lang}, ${colorScheme}, ${width} pixels`,
      link,
      async (page) => {
        await hurry(page);
        await click(page, "[data-start]");
        await page.locator("[data-mistakes-section]").scrollIntoViewIfNeeded();
        await eventually(async () => assert.ok(await page.locator("[data-confusion]").isVisible()));
        await click(page, "[data-cell='1-1']");
        if (width < 960) await click(page, "[data-network] summary");
        if (width < 960 && link === digits) await click(page, "[data-augment] summary");
        await click(page, "[data-twin] summary");
        await ready(page);
        await assertAccessible(page);
        await assertFits(page, width);
        const pressed =
          "button, select, input[type=text], input[type=number], input[type=range], summary, .file .button, .pages a";
        await assertLargeEnough(page, `:is(${pressed}):visible`);
        if (lang === "ko") {
          const options = await page.locator("option").allTextContents();
          const known = [...options.join(" ").matchAll(/[A-Za-z]+/g)].map(([word]) => word);
          known.push("Shift", "Ctrl", "Delete", "Glia");
          const words = (await page.locator("main").innerText()).match(/\b[A-Za-z]{4,}\b/g) ?? [];
          assert.deepEqual(
            words.filter((word) => !known.includes(word)),
            [],
          );
        }
      },
      { query: `?lang=${lang}`, colorScheme, viewport: { width, height: 2400 } },
    );
  }

  pageTest("what happens is spoken", kMoons, async (page) => {
    await train(page, 30);
    await eventually(async () => {
      assert.match(await text(page, "[data-announce]"), /^Epoch 30 is complete\. Validation accuracy: \d/);
    });
    await click(page, "[data-reset]");
    await eventually(async () => assert.equal(await text(page, "[data-announce]"), en["run.say.reset"]));
  });

  pageTest("the other page is one link away, in both directions", kMoons, async (page) => {
    await page.locator(".pages a").first().click();
    await page.waitForURL(/\/$/);
    await page.locator(".pages a").nth(1).click();
    await page.waitForURL(/train\.html/);
    await ready(page);
  });
});
