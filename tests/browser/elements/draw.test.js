// @ts-check
// <glia-draw>: what it says is what its network says, and it keeps its word when a network cannot be had.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { after, before, test } from "node:test";
import { kModels } from "../../../web/src/elements/models.js";
import { en } from "../../../web/src/ui/text/en.js";
import { ko } from "../../../web/src/ui/text/ko.js";
import { Network, readIdx } from "../../../web/src/index.js";
import { eventually, kWeb, open } from "../harness.js";
import { polylines } from "../polylines.js";

/** @typedef {import("playwright-core").Page} Page */
/** @typedef {{ label: number, probabilities: number[], pixels: number[] } | null} Said */

/** @param {string} body */
const article = (body) =>
  `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Article</title>
  <link rel="icon" href="/site/icon.svg"><script type="module" src="/src/elements/define.js"></script></head>
  <body><h1>Article</h1>${body}<p><input aria-label="Field"></p></body></html>`;

/** @type {Awaited<ReturnType<typeof open>>} */
let site;
before(async () => {
  site = await open({
    "/one.html": article('<glia-draw model="mnist-mlp" show="bars sees layers why"></glia-draw>'),
    "/two.html": article('<glia-draw model="mnist-mlp"></glia-draw><glia-draw model="mnist-mlp"></glia-draw>'),
    "/own.html": article(
      '<glia-draw model="mnist-mlp" show="bars why" headings="2"><p slot="pad" id="own">Own</p></glia-draw>',
    ),
    "/none.html": article('<glia-draw src="/nothing.safetensors"></glia-draw>'),
  });
});
after(() => site?.close());

/**
 * @param {string} name
 * @param {string} path
 * @param {(page: Page) => Promise<void>} body
 * @param {{ expected?: RegExp, ready?: boolean }} [options]
 */
function elementTest(name, path, body, { expected, ready = true } = {}) {
  test(name, async () => {
    const { page, problems } = await site.visit({ viewport: { width: 1000, height: 1400 } });
    try {
      await page.addInitScript(() => {
        const seen = /** @type {{ ready: number, said: unknown[] }} */ ({ ready: 0, said: [] });
        Object.assign(globalThis, { seen });
        addEventListener("glia-ready", () => seen.ready++);
        addEventListener("glia-predict", (event) => seen.said.push(/** @type {CustomEvent} */ (event).detail));
      });
      await page.goto(path);
      if (ready) await becomeReady(page, await page.locator("glia-draw").count());
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

/** @param {Page} page @param {number} count */
const becomeReady = (page, count) =>
  eventually(async () => assert.equal(await page.evaluate("seen.ready"), count, "elements that are ready"));

/** What the element says now. @param {Page} page @param {number} [nth] @returns {Promise<Said>} */
const said = (page, nth = 0) =>
  page
    .locator("glia-draw")
    .nth(nth)
    .evaluate((element) => {
      const prediction = /** @type {import("../../../web/src/elements/draw.js").GliaDraw} */ (element).prediction;
      if (!prediction) return null;
      const { label, probabilities, pixels } = prediction;
      return { label, probabilities: [...probabilities], pixels: [...pixels] };
    });

/** @param {Page} page @param {number} [nth] */
const trouble = async (page, nth = 0) => page.locator("glia-draw [part=trouble]").nth(nth).textContent();

/** @param {Page} page */
const sentence = (page) => page.locator("glia-draw [data-sentence]").first().textContent();

/** Draws a digit with the mouse. @param {Page} page @param {number} digit @param {number} [nth] */
async function draw(page, digit, nth = 0) {
  const box = await page.locator("glia-draw #pad").nth(nth).boundingBox();
  assert.ok(box);
  for (const stroke of polylines[digit]) {
    const points = stroke.map(([x, y]) => [box.x + (x / 100) * box.width, box.y + (y / 100) * box.height]);
    await page.mouse.move(points[0][0], points[0][1]);
    await page.mouse.down();
    for (const [x, y] of points.slice(1)) await page.mouse.move(x, y, { steps: 2 });
    await page.mouse.up();
  }
  await eventually(async () => assert.ok(await said(page, nth)));
}

/** @param {string} name */
const model = (name) => Network.load(readFileSync(`${kWeb}dist/models/${name}.safetensors`), { deterministic: true });

test("the doubt of every network is what the build says", () => {
  /** @type {{ name: string, unsure?: number }[]} */
  const facts = JSON.parse(readFileSync(`${kWeb}dist/models/models.json`, "utf8"));
  const doubts = Object.entries(kModels).flatMap(([name, { unsure }]) =>
    unsure === undefined ? [] : [[name, unsure]],
  );
  assert.deepEqual(
    Object.fromEntries(doubts),
    Object.fromEntries(facts.flatMap(({ name, unsure }) => (unsure === undefined ? [] : [[name, unsure]]))),
  );
});

elementTest("what it says, shows and tells is what the network computes", "/one.html", async (page) => {
  assert.equal(await said(page), null);
  assert.equal(await page.locator("[data-answer]").textContent(), "–");
  assert.equal(await sentence(page), en["answer.blank"]);
  assert.equal(await page.evaluate("seen.said.length"), 0, "nothing was read yet");

  await draw(page, 3);
  const now = await said(page);
  assert.ok(now);
  const net = await model("mnist-mlp");
  const expected = net.predict(Float32Array.from(now.pixels));
  assert.deepEqual(now.probabilities, [...expected]);
  assert.equal(now.label, expected.indexOf(Math.max(...expected)));
  assert.equal(await page.evaluate("seen.said.at(-1) === document.querySelector('glia-draw').prediction"), true);
  assert.equal(await page.locator("[data-answer]").textContent(), String(now.label));
  assert.deepEqual(
    await page.locator(".bar-number").allTextContents(),
    [...expected].map((p) => p.toLocaleString("en", { style: "percent", minimumFractionDigits: 1 })),
  );
  assert.equal(await page.locator("[data-why=for]").getAttribute("aria-label"), en["why.for"]);
  assert.match((await page.locator("[data-why=for-sum]").textContent()) ?? "", /^\+\d/);
  const [{ values }] = net.activations();
  const label = (await page.locator(".layers canvas").first().getAttribute("aria-label")) ?? "";
  const rounded = [...values].map((value) => value.toLocaleString("en", { maximumFractionDigits: 2 }));
  assert.equal(label, rounded.join(" "));
  net.dispose();

  await page.locator("[data-clear]").click();
  await eventually(async () => assert.equal(await said(page), null));
  assert.equal(await page.evaluate("seen.said.at(-1)"), null);
  await page.locator("[data-undo]").click();
  await eventually(async () => assert.deepEqual(await said(page), now));

  // Only the pad takes keys, and touches.
  await page.locator("input").focus();
  await page.keyboard.press("Delete");
  await page.keyboard.press("Control+z");
  await page.locator("[data-undo]").focus();
  await page.keyboard.press("Delete");
  await page.waitForTimeout(100);
  assert.deepEqual(await said(page), now);
  await page.locator("#pad").focus();
  await page.keyboard.press("Delete");
  await eventually(async () => assert.equal(await said(page), null));
  const actions = await page.locator("glia-draw").evaluate((element) => {
    const all = [element, .../** @type {ShadowRoot} */ (element.shadowRoot).querySelectorAll("*")];
    return all.filter((one) => getComputedStyle(one).touchAction === "none").map(({ id }) => id);
  });
  assert.deepEqual(actions, ["pad"]);
});

elementTest("parts are shown as `show` says, and follow the model", "/one.html", async (page) => {
  const titles = [en["sees.heading"], en["layers.heading"], en["why.heading.blank"]];
  for (const title of titles) assert.ok(await page.getByText(title, { exact: true }).isVisible(), title);
  await page.locator("glia-draw").evaluate((element) => element.setAttribute("show", "sees"));
  await eventually(async () => assert.ok(await page.locator(".bars").isHidden()));
  assert.ok(await page.getByText(en["sees.heading"]).isVisible());
  assert.ok(await page.getByText(en["layers.heading"]).isHidden());
  await page.locator("glia-draw").evaluate((element) => {
    element.setAttribute("model", "fashion-cnn");
    element.setAttribute("show", "bars sees layers");
  });
  await eventually(async () => assert.equal(await page.locator(".bar-name").nth(7).textContent(), en["clothes.7"]));
  assert.equal(await page.locator("[data-step]:visible").count(), 1);
  await page.evaluate(() => (document.documentElement.lang = "ko"));
  await eventually(async () => assert.equal(await page.locator(".bar-name").nth(7).textContent(), ko["clothes.7"]));
  assert.ok((await page.locator(".maps canvas").count()) > 20);
});

test("two with one model fetch it once, and read apart", async () => {
  const { page, problems } = await site.visit({ viewport: { width: 1000, height: 2400 } });
  /** @type {string[]} */
  const fetched = [];
  page.on("request", (request) => fetched.push(request.url()));
  await page.goto("/two.html");
  for (const nth of [0, 1]) {
    await eventually(async () =>
      assert.equal(await page.locator("[data-sentence]").nth(nth).textContent(), en["answer.blank"]),
    );
  }
  assert.equal(fetched.filter((url) => url.endsWith("/assets/mnist-mlp.js")).length, 1);
  await draw(page, 1, 0);
  await draw(page, 0, 1);
  assert.deepEqual([(await said(page, 0))?.label, (await said(page, 1))?.label], [1, 0]);
  await page.context().close();
  assert.deepEqual(problems, []);
});

elementTest(
  "a model that cannot be had is told of in place, what there was stays, and another try works",
  "/none.html",
  async (page) => {
    await eventually(async () =>
      assert.match((await trouble(page)) ?? "", /HTTP 404.*nothing\.safetensors|nothing.*404/),
    );
    assert.equal(await sentence(page), en["answer.missing"]);
    assert.equal(await page.evaluate("seen.ready"), 0);
    const element = page.locator("glia-draw");
    await element.evaluate((element) => element.setAttribute("src", "/dist/models/mnist-mlp.safetensors"));
    await becomeReady(page, 1);
    assert.equal(await trouble(page), "");
    await draw(page, 7);
    assert.equal((await said(page))?.label, 7);

    await page.route("**/assets/mnist-cnn.js", (route) => route.abort());
    await element.evaluate((element) => element.removeAttribute("src"));
    await eventually(async () => assert.match((await trouble(page)) ?? "", /mnist-cnn\.js/));
    assert.equal((await said(page))?.label, 7, "the network before still reads");
    await page.unroute("**/assets/mnist-cnn.js");
    await element.evaluate((element) => element.setAttribute("model", "mnist-cnn"));
    const net = await model("mnist-cnn");
    await eventually(async () => {
      const now = await said(page);
      assert.deepEqual(now?.probabilities, [...net.predict(Float32Array.from(now?.pixels ?? []))]);
    });
    assert.equal(await trouble(page), "");
    net.dispose();
  },
  { ready: false, expected: /404|mnist-cnn\.js|ERR_FAILED/ },
);

elementTest("a network of the page's own stays the page's", "/one.html", async (page) => {
  await draw(page, 4);
  const before = await said(page);
  await page.evaluate(async () => {
    const { Network } = await import(/** @type {any} */ ("/src/index.js"));
    const make = (/** @type {number} */ inputs) =>
      Network.create({ input: [inputs], layers: [{ type: "dense", units: 10, activation: "softmax" }], seed: 3 });
    const [mine, small] = [await make(784), await make(12)];
    Object.assign(globalThis, { mine, small });
    /** @type {any} */ (document.querySelector("glia-draw")).network = mine;
  });
  await eventually(async () => assert.notDeepEqual((await said(page))?.probabilities, before?.probabilities));
  assert.equal(
    await page.evaluate(() => {
      const { mine } = /** @type {any} */ (globalThis);
      const { pixels, probabilities } = /** @type {any} */ (document.querySelector("glia-draw")).prediction;
      return String(mine.predict(pixels)) === String(probabilities);
    }),
    true,
  );
  const own = await said(page);
  await page.evaluate("document.querySelector('glia-draw').network = small");
  await eventually(async () => assert.match((await trouble(page)) ?? "", /12 inputs/));
  assert.deepEqual(await said(page), own, "the one before still reads");
  await page.evaluate("document.querySelector('glia-draw').network = mine");
  await eventually(async () => assert.equal(await trouble(page), ""));

  // Off the page its network is given back, and the caller's is not.
  await page.evaluate("globalThis.kept = document.querySelector('glia-draw'); kept.remove()");
  await eventually(async () => assert.equal(await page.evaluate("kept.prediction"), null));
  assert.equal(await page.evaluate("mine.predict(new Float32Array(784)).length"), 10);
  await page.evaluate("document.body.append(kept)");
  await eventually(async () => assert.deepEqual(await said(page), own));

  await page.evaluate("mine.dispose()");
  await page.locator("[data-clear]").click();
  await draw(page, 4).catch(() => {});
  assert.match((await trouble(page)) ?? "", /dispose/);
  await page.evaluate("document.querySelector('glia-draw').network = null");
  await eventually(async () => assert.deepEqual((await said(page))?.probabilities.length, 10));
  assert.equal(await trouble(page), "");
});

elementTest("a page adds to it: a part in a slot, headings, a class to explain", "/own.html", async (page) => {
  assert.ok(await page.locator("#own").isVisible());
  assert.equal(await page.getByRole("heading", { level: 2 }).textContent(), en["why.heading.blank"]);
  await draw(page, 3);
  const label = (await said(page))?.label;
  assert.equal(await page.locator("[data-why=heading]").textContent(), `Why ${label}?`);
  await page.locator("[data-class='7']").click();
  await page.mouse.move(1, 1);
  assert.equal(await page.locator("[data-why=heading]").textContent(), "Why 7?");
  assert.equal(await page.locator("[data-class='7']").getAttribute("aria-pressed"), "true");
  await page.locator("glia-draw").evaluate((element) => element.setAttribute("show", "bars"));
  await eventually(async () => assert.equal(await page.locator("button.bar").count(), 0));
});

elementTest("`use` tells whether a network is in use, and why not", "/own.html", async (page) => {
  await draw(page, 3);
  const results = await page.evaluate(async () => {
    const { Network } = await import(/** @type {any} */ ("/src/index.js"));
    const make = (/** @type {number} */ inputs) =>
      Network.create({ input: [inputs], layers: [{ type: "dense", units: 10, activation: "softmax" }], seed: 3 });
    const [one, two, small] = await Promise.all([make(784), make(784), make(12)]);
    const element = /** @type {any} */ (document.querySelector("glia-draw"));
    let changes = 0;
    element.addEventListener("glia-network", () => changes++);
    const reason = (/** @type {Error} */ error) => error.message;
    const before = element.network;
    const refused = [
      await element.use(Promise.reject(new Error("no line"))).catch(reason),
      await element.use(small).catch(reason),
    ];
    const stays = element.network === before;
    const overtaken = await Promise.all([element.use(Promise.resolve(one)), element.use(two, { unsure: 1 })]);
    const inUse = element.network === two;
    const doubt = element.shadowRoot.querySelector("[data-sentence]").textContent;
    // Weights that change in place count from the next reading on.
    const label = element.prediction.label;
    const bias = new Float32Array(10);
    bias[(label + 1) % 10] = 100;
    two.setParameters([two.parameters()[0], { ...two.parameters()[1], values: bias }]);
    const moved = element.read().label === (label + 1) % 10;
    return { refused, stays, overtaken, inUse, changes, doubt, moved };
  });
  assert.match(results.refused[0], /^no line$/);
  assert.match(results.refused[1], /12 inputs/);
  assert.deepEqual(results.overtaken, [false, true]);
  assert.match(results.doubt, /^Not sure/);
  assert.deepEqual([results.stays, results.inUse, results.moved, results.changes], [true, true, true, 1]);
  assert.equal(await trouble(page), "");
});

elementTest("pixels put on the pad are read as they are", "/one.html", async (page) => {
  const read = (/** @type {string} */ part) =>
    /** @type {Uint8Array} */ (readIdx(readFileSync(`${kWeb}dist/data/samples.${part}.idx`)).values);
  const [images, labels] = [read("images"), read("labels")];
  const net = await model("mnist-mlp");
  for (const i of [0, 37, 99]) {
    const pixels = Float32Array.from(images.subarray(784 * i, 784 * (i + 1)), (byte) => byte / 255);
    const answer = net.predict(pixels);
    await page.locator("glia-draw").evaluate((element, pixels) => {
      /** @type {any} */ (element).draw(pixels);
    }, Array.from(pixels));
    await eventually(async () => {
      const now = await said(page);
      assert.ok(now && now.pixels.every((value, at) => Math.abs(value - pixels[at]) < 0.01));
      assert.equal(now.label, answer.indexOf(Math.max(...answer)), `sample ${i} is a ${labels[i]}`);
    });
  }
  net.dispose();
  const refused = await page.locator("glia-draw").evaluate((element) => {
    try {
      return /** @type {any} */ (element).draw([1, 2, 3]);
    } catch (error) {
      return String(error);
    }
  });
  assert.match(refused, /ShapeError.*3 values.*784/);
  await page.evaluate("document.querySelector('glia-draw').clear()");
  await eventually(async () => assert.equal(await said(page), null));
});
