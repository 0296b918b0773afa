// @ts-check
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { describe } from "node:test";
import { Random } from "../../web/src/base/random.js";
import { Network } from "../../web/src/index.js";
import { teachEn as en } from "../../web/site/text/teach-en.js";
import { assertAccessible, assertFits, assertLargeEnough } from "./audit.js";
import { answer, draw, useOffer } from "./drawing.js";
import { eventually } from "./harness.js";
import { polylines } from "./polylines.js";
import { click, inUse, keep, kept, kFifty, kTen, ready, said, teach, teachTest } from "./teaching.js";

/** @typedef {import("playwright-core").Page} Page */

/**
 * Draws on a slant, and never twice quite the same.
 *
 * @param {Page} page
 * @param {number} digit
 * @param {Random} random
 */
function write(page, digit, random) {
  const wobble = () => 1.5 * random.normal();
  const strokes = polylines[digit].map((stroke) =>
    stroke.map(([x, y]) => {
      const [right, down] = [x - 50 + wobble(), y - 50 + wobble()];
      return /** @type {[number, number]} */ ([50 + (right - down) / 1.6, 50 + down / 1.1]);
    }),
  );
  return draw(page, strokes);
}

/**
 * The hash of the network in use, which the page asks for the slope of what is drawn.
 *
 * @param {Page} page
 * @returns {Promise<string>}
 */
async function hash(page) {
  await page.evaluate(async () => {
    const { Network } = await import(/** @type {any} */ ("/src/index.js"));
    const own = /** @type {any} */ (window);
    own.inputGradient ??= Network.prototype.inputGradient;
    Network.prototype.inputGradient = function (/** @type {unknown[]} */ ...rest) {
      own.reading = this;
      return own.inputGradient.apply(this, rest);
    };
    own.reading = null;
  });
  await page.locator("[data-sample='3']").click();
  await page.waitForFunction(() => /** @type {any} */ (window).reading !== null);
  return page.evaluate(() => /** @type {any} */ (window).reading.weightHash());
}

/** @param {Page} page @returns {Promise<number[][]>} right of the reader's before and after, right of MNIST's */
async function scores(page) {
  const cells = await page.locator(".scores td .note").allTextContents();
  assert.equal(cells.length, 4);
  const right = cells.map((cell) => Number(cell.split(" of ")[0].replace(/,/g, "")));
  return [right.slice(0, 2), right.slice(2)];
}

/** @param {Page} page */
async function save(page) {
  const [download] = await Promise.all([page.waitForEvent("download"), click(page, "save")]);
  const bytes = readFileSync(await download.path());
  return { name: download.suggestedFilename(), net: await Network.load(bytes) };
}

describe("from the first digit to the last", () => {
  teachTest(
    "five of each drawn and named, taught in the worker, measured, undone, saved; the digits stay",
    async (page) => {
      await click(page, "collect");
      const random = new Random(5);
      for (let i = 0; i < 50; i++) {
        const digit = i % 10;
        await write(page, digit, random);
        if (digit < 5) await page.locator("#pad").press(String(digit));
        else await page.getByRole("button", { name: `This is a ${digit}` }).click();
        await eventually(async () => assert.equal(await kept(page), i + 1));
        await eventually(async () => assert.equal(await answer(page), "–", "the pad is clear for the next"));
      }
      assert.equal(await said(page, "stored"), "Saved as 9: 5 of 5. Draw the next one.");
      await click(page, "finish");
      assert.equal(await said(page, "count"), "50, at least five of every digit.");
      await useOffer(page, "mnist-cnn");
      const before = await hash(page);
      await page.evaluate(() => {
        const own = /** @type {any} */ (window);
        own.workers = 0;
        own.Worker = class extends Worker {
          constructor(/** @type {URL} */ url, /** @type {WorkerOptions} */ options) {
            super(url, options);
            own.workers++;
          }
        };
      });
      await teach(page, 120_000);
      // One to teach, one to measure before and one after.
      assert.equal(await page.evaluate(() => /** @type {any} */ (window).workers), 3);
      assert.equal(await inUse(page), "taught");
      const [own, mnist] = await scores(page);
      assert.ok(own[1] >= own[0], `${own}`);
      assert.ok(mnist[1] >= mnist[0] - 50 && mnist[0] > 9700, `${mnist}`);
      assert.match(await said(page, "verdict"), /(correctly|before).*MNIST's 10,000/);

      const taught = await hash(page);
      assert.notEqual(taught, before);
      const { name, net } = await save(page);
      assert.equal(name, "mnist-cnn-taught.safetensors");
      assert.equal(net.weightHash(), taught);
      net.dispose();

      await click(page, "undo");
      await eventually(async () => assert.equal(await inUse(page), "mnist-cnn"));
      assert.equal(await hash(page), before);
      assert.ok(!(await page.locator("[data-teach-result]").isVisible()));

      await page.reload();
      await ready(page);
      await eventually(async () => assert.equal(await kept(page), 50));
    },
  );

  teachTest("by keyboard alone", async (page) => {
    await page.locator("[data-teach-collect]").focus();
    await page.keyboard.press("Enter");
    for (let i = 0; i < 5; i++) {
      assert.ok(await page.locator("#pad").evaluate((pad) => pad.matches(":focus")));
      await page.keyboard.down("Shift");
      for (let step = 0; step < 10 + i; step++) await page.keyboard.press(i % 2 ? "ArrowUp" : "ArrowDown");
      await page.keyboard.up("Shift");
      await page.keyboard.press("1");
      await eventually(async () => assert.match(await said(page, "stored"), new RegExp(`^Saved as 1: ${i + 1} of 5`)));
    }
    await page.keyboard.press("1");
    assert.equal(await said(page, "stored"), en["teach.blank"]);
    assert.equal(await kept(page), 5);
    for (let i = 0; i < 30; i++) {
      await page.keyboard.press("Tab");
      if (await page.locator("[data-teach-finish]").evaluate((button) => button === document.activeElement)) break;
    }
    await page.keyboard.press("Enter");
    assert.ok(await page.locator("[data-teach-start]").evaluate((button) => button === document.activeElement));
    await page.keyboard.press("Enter");
    await eventually(async () => assert.equal(await said(page, "status"), en["teach.done"]), 60_000);
    await eventually(async () => assert.match(await said(page, "announce"), /MNIST's 10,000/));
    await page.keyboard.press("Tab");
    await page.keyboard.press("Enter");
    await eventually(async () => assert.equal(await inUse(page), "mnist-mlp"));
    assert.equal(await said(page, "status"), en["teach.undone"]);
    assert.ok(await page.locator("[data-teach-start]").evaluate((button) => button === document.activeElement));
  });
});

describe("the digits", () => {
  teachTest("one is removed by keyboard and comes back; all are; one is taken back with its drawing", async (page) => {
    await keep(page, [3, 3, 3, 8]);
    assert.match(await said(page, "count"), /^4 so far.*0 \(5 more\).*3 \(2 more\).*8 \(4 more\)/);
    const label = () => page.evaluate(() => document.activeElement?.getAttribute("aria-label"));
    await page.locator(".mine").first().focus();
    await eventually(async () => assert.equal(await label(), "3, number 1, read correctly. Remove"));
    assert.equal(await page.locator(".mine[tabindex='0']").count(), 1);
    await page.keyboard.press("End");
    assert.match((await label()) ?? "", /^8, number 1/);
    await page.keyboard.press("ArrowLeft");
    assert.match((await label()) ?? "", /^3, number 3/);
    await page.keyboard.press("Delete");
    assert.equal(await kept(page), 3);
    assert.match((await label()) ?? "", /^8, number 1/, "the next one has the focus");
    await click(page, "restore");
    assert.equal(await kept(page), 4);
    await click(page, "clear");
    assert.equal(await kept(page), 0);
    assert.ok(await page.locator("[data-teach-restore]").evaluate((button) => button === document.activeElement));
    await page.keyboard.press("Enter");
    assert.equal(await kept(page), 4);

    await click(page, "collect");
    await write(page, 4, new Random(1));
    await page.keyboard.press("7");
    await eventually(async () => assert.equal(await kept(page), 5));
    await click(page, "takeback");
    await eventually(async () => assert.equal(await kept(page), 4));
    await eventually(async () => assert.match(await answer(page), /\d/));
    assert.equal(await said(page, "stored"), "That 7 was removed.");
    await page.reload();
    await ready(page);
    await eventually(async () => assert.equal(await kept(page), 4));
  });

  teachTest("what the network reads wrong says so", async (page) => {
    await keep(page, [6]);
    await page.evaluate(async () => {
      const { Store } = await import(/** @type {any} */ ("/site/store.js"));
      const store = new Store("glia.digits", "digits");
      const [six] = await store.list();
      await store.put({ ...six, label: 9 });
    });
    await page.reload();
    await ready(page);
    await eventually(async () =>
      assert.equal(await page.locator(".mine").getAttribute("aria-label"), "9, number 1, read as 6. Remove"),
    );
    assert.equal((await page.locator(".mine").textContent())?.trim(), "6");
  });

  teachTest("a browser that keeps nothing: they are there until the page is left", async (page) => {
    await page.addInitScript(() => {
      Object.defineProperty(window, "indexedDB", {
        get() {
          throw new DOMException("denied", "SecurityError");
        },
      });
    });
    await page.reload();
    await ready(page);
    await eventually(async () => assert.ok(await page.locator("[data-teach-unkept]").isVisible()));
    await click(page, "collect");
    for (let i = 0; i < 5; i++) {
      await write(page, 2, new Random(i + 1));
      await page.keyboard.press("2");
      await eventually(async () => assert.equal(await kept(page), i + 1));
    }
    assert.equal(await page.locator("[data-teach-start]").getAttribute("aria-disabled"), "false");
  });
});

describe("the lesson", () => {
  teachTest("too few digits: it says how many are missing, and does not begin", async (page) => {
    await keep(page, [1, 1, 1, 1]);
    assert.match(
      await said(page, "count"),
      /needs at least five of one digit.*missing: 0 \(5 more\), 1 \(1 more\), 2 \(5 more\)/,
    );
    assert.equal(await page.locator("[data-teach-start]").getAttribute("aria-disabled"), "true");
    await page.locator("[data-teach-start]").click({ force: true });
    assert.equal(await said(page, "status"), "");
  });

  teachTest("stopped, or overtaken by another network: nothing changes", async (page) => {
    await keep(page, kFifty);
    const before = await hash(page);
    for (const stop of [() => click(page, "start"), () => page.locator("input[value=mnist-mlp-book]").check()]) {
      await click(page, "start");
      await eventually(async () => assert.match(await said(page, "status"), /^Epoch \d of/));
      assert.equal(await said(page, "start"), en["teach.stop"]);
      await stop();
      await eventually(async () => assert.equal(await said(page, "start"), en["teach.start"]));
      assert.equal(await said(page, "status"), en["teach.stopped"]);
    }
    assert.equal(await inUse(page), "mnist-mlp-book");
    await page.locator("input[value=mnist-mlp]").check();
    await eventually(async () => assert.equal(await hash(page), before));
  });

  teachTest("a lesson on a lesson is undone one at a time", async (page) => {
    await keep(page, kFifty);
    const hashes = [await hash(page)];
    for (const depth of ["frozen", "all"]) {
      await page.locator(`input[value=${depth}]`).check();
      await teach(page);
      hashes.push(await hash(page));
    }
    assert.equal(new Set(hashes).size, 3);
    const [, mnist] = await scores(page);
    await click(page, "undo");
    await eventually(async () => assert.equal(await said(page, "status"), en["teach.undone"]));
    assert.equal(await hash(page), hashes[1]);
    assert.equal((await scores(page))[1][1], mnist[0], "the result of the first lesson is back");
    await click(page, "undo");
    await eventually(async () => assert.equal(await inUse(page), "mnist-mlp"));
    assert.equal(await hash(page), hashes[0]);
    await page.locator("input[value=taught]").check();
    await eventually(async () => assert.ok(await page.locator("[data-teach-result]").isVisible()));
    assert.equal(await hash(page), hashes[1]);
  });

  teachTest("what it came to is said plainly, in both languages", async (page) => {
    const told = await page.evaluate(async () => {
      const { Scores } = await import(/** @type {any} */ ("/site/teach/scores.js"));
      const { Language } = await import(/** @type {any} */ ("/site/language.js"));
      const { teachEn: en } = await import(/** @type {any} */ ("/site/text/teach-en.js"));
      const { teachKo: ko } = await import(/** @type {any} */ ("/site/text/teach-ko.js"));
      const language = new Language({ en, ko });
      const element = /** @type {HTMLElement} */ (document.querySelector("[data-teach-result]"));
      const scores = new Scores(element.cloneNode(true), language);
      const pair = (/** @type {number} */ own, /** @type {number} */ mnist) => ({
        own: { right: own, all: 10 },
        mnist: { right: mnist, all: 10_000 },
      });
      /** @type {string[]} */
      const told = [];
      for (const after of [pair(9, 9940), pair(7, 9955), pair(5, 9950)]) {
        for (const tongue of ["en", "ko"]) {
          language.choose(tongue);
          scores.show({ before: pair(7, 9950), after, spared: true });
          told.push(scores.verdict);
        }
      }
      return told;
    });
    assert.deepEqual(told, [
      "It helped: 2 more of your digits read correctly (out of 10), but 10 fewer of MNIST's 10,000.",
      "도움이 됐어요. 내 숫자 10개 중 2개를 더 맞히고, MNIST는 10,000개 중 10개를 덜 맞혀요.",
      "It made no difference on your digits: just as many of your digits read correctly (out of 10), and 5 more of MNIST's 10,000.",
      "내 숫자를 읽는 데는 달라진 것이 없어요. 내 숫자 10개 중 맞힌 수는 그대로이고, MNIST는 10,000개 중 5개를 더 맞혀요.",
      "It made things worse: 2 fewer of your digits read correctly (out of 10), and just as many of MNIST's 10,000. You can undo it.",
      "오히려 나빠졌어요. 내 숫자 10개 중 2개를 덜 맞히고, MNIST 10,000개 중 맞힌 수는 그대로예요. 되돌릴 수 있어요.",
    ]);
  });

  teachTest("a network that reads clothes is not taught digits", async (page) => {
    assert.ok(await page.locator("[data-teach-fit]").isVisible());
    await page.locator("input[value=fashion-cnn]").check();
    await eventually(async () => assert.ok(await page.locator("[data-teach-unfit]").isVisible()));
    assert.ok(!(await page.locator("[data-teach-fit]").isVisible()));
  });
});

for (const [lang, colorScheme, width] of /** @type {["en" | "ko", "light" | "dark", number][]} */ ([
  ["en", "light", 1280],
  ["en", "dark", 390],
  ["ko", "light", 390],
  ["ko", "dark", 1280],
])) {
  teachTest(
    `no axe violations, nothing too wide, nothing too small: ${lang}, ${colorScheme}, ${width} pixels`,
    async (page) => {
      await keep(page, kFifty);
      await click(page, "collect");
      await page.locator("[data-sample='4']").click();
      await click(page, "start");
      await page.locator("[data-teach-result]").waitFor({ timeout: 60_000 });
      await assertAccessible(page);
      await assertFits(page, width);
      await assertLargeEnough(page, ".strip button, [data-teach] button");
      if (lang === "en") return;
      const words = await page.locator(".strip, [data-teach-section]").allInnerTexts();
      assert.deepEqual(words.join(" ").match(/\b(?!MNIST)[A-Za-z]{3,}\b/g), null);
    },
    { path: `/?lang=${lang}`, colorScheme, viewport: { width, height: 2400 } },
  );
}
