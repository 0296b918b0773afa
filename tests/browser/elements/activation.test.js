// @ts-check
// <glia-activation>: its numbers, its point moved by pointer and keyboard, functions switched on and off, kinks, errors.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { eventually, open } from "../harness.js";

/** @typedef {import("playwright-core").Page} Page */
/** @typedef {import("../../../web/src/elements/activation.js").Value} Value */

const kAll = ["identity", "step", "sigmoid", "tanh", "relu", "leakyRelu", "elu", "softplus"];

const bare = (/** @type {string} */ body) =>
  `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Activation</title>
  <link rel="icon" href="/site/icon.svg"><script type="module" src="/dist/glia-elements.js"></script></head>
  <body><main><h1>Activation</h1>${body}</main></body></html>`;

/** @type {Awaited<ReturnType<typeof open>>} */
let site;
before(async () => {
  site = await open({
    "/first.html": bare("<glia-activation></glia-activation>"),
    "/all.html": bare(`<glia-activation name="${kAll.join(",")}"></glia-activation>`),
  });
});
after(() => site.close());

/** @param {string} path */
async function visit(path) {
  const visited = await site.visit();
  await visited.page.goto(path);
  await eventually(async () =>
    assert.equal((await visited.page.locator("glia-activation .plot path.line").count()) > 0, true),
  );
  await visited.page.evaluate(() => {
    Object.assign(globalThis, { changes: 0 });
    addEventListener("change", (event) => {
      if (event instanceof CustomEvent) /** @type {any} */ (globalThis).changes++;
    });
  });
  return visited;
}

/** @param {Page} page @returns {Promise<Value[]>} */
const values = (page) => page.locator("glia-activation").evaluate((element) => /** @type {any} */ (element).values);

/** @param {Page} page @param {Record<string, string | null>} attributes */
async function give(page, attributes) {
  await page.locator("glia-activation").evaluate((element, attributes) => {
    for (const [name, value] of Object.entries(attributes)) {
      if (value === null) element.removeAttribute(name);
      else element.setAttribute(name, value);
    }
  }, attributes);
}

/** Each function in 64-bit numbers, by no code of the engine's. @type {Record<string, (x: number) => number>} */
const kPlain = {
  identity: (x) => x,
  step: (x) => (x > 0 ? 1 : 0),
  sigmoid: (x) => 1 / (1 + Math.exp(-x)),
  tanh: Math.tanh,
  relu: (x) => Math.max(0, x),
  leakyRelu: (x) => (x > 0 ? x : 0.3 * x),
  elu: (x) => (x > 0 ? x : Math.exp(x) - 1),
  softplus: (x) => Math.log(1 + Math.exp(x)),
};

test("values and slopes are those of the formulas, the slopes also those of a numerical derivative", async () => {
  const { page, problems } = await visit("/all.html");
  for (const x of [-6, -2.35, -0.1, 0.05, 1, 4.4]) {
    await give(page, { at: String(x) });
    const shown = await values(page);
    assert.deepEqual(shown.map(({ name }) => name), kAll); // prettier-ignore
    for (const { name, y, slope } of shown) {
      const of = kPlain[name];
      assert.ok(Math.abs(y - of(x)) < 1e-6, `${name}(${x}) = ${y}`);
      const near = (of(x + 1e-5) - of(x - 1e-5)) / 2e-5;
      assert.ok(Math.abs(slope - near) < 2e-6, `${name}′(${x}) = ${slope}, by differences ${near}`);
    }
  }
  await page.context().close();
  assert.deepEqual(problems, []);
});

test("at 0 it states which slope the engine uses", async () => {
  const { page, problems } = await visit("/all.html");
  await give(page, { at: "0" });
  const note = page.locator("glia-activation .figure > .note");
  await eventually(async () => assert.match((await note.textContent()) ?? "", /no derivative.*relu.*leakyRelu/));
  const slopes = Object.fromEntries((await values(page)).map(({ name, slope }) => [name, Number(slope.toFixed(6))]));
  assert.deepEqual(slopes, {
    identity: 1,
    step: NaN,
    sigmoid: 0.25,
    tanh: 1,
    relu: 0,
    leakyRelu: 0.3,
    elu: 1,
    softplus: 0.5,
  });
  assert.match((await note.textContent()) ?? "", /relu has a kink at 0; .* is 0\. leakyRelu .* is 0\.3\./);
  assert.match(
    (await page.locator("tr", { has: page.locator("code", { hasText: "step" }) }).textContent()) ?? "",
    /none/,
  );

  await give(page, { at: "0.05" });
  await eventually(async () => assert.equal(await note.textContent(), ""));
  await page.context().close();
  assert.deepEqual(problems, []);
});

test("the point moves by keys and by dragging, and stays on the axis", async () => {
  const { page, problems } = await visit("/first.html");
  const slider = page.locator("glia-activation input[type=range]");
  await slider.focus();
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("ArrowRight");
  assert.equal(await page.locator("glia-activation").getAttribute("at"), "1.1");
  assert.equal(await slider.getAttribute("aria-valuetext"), "x = 1.1");
  assert.match((await page.locator("glia-activation .unseen").textContent()) ?? "", /sigmoid: 0\.\d+, slope 0\.\d+/);
  await page.keyboard.press("End");
  assert.equal(await page.locator("glia-activation").getAttribute("at"), "6");
  assert.equal(await page.evaluate("changes"), 3);

  const box = await page.locator("glia-activation .plot").boundingBox();
  assert.ok(box);
  await page.mouse.move(box.x + box.width * 0.9, box.y + box.height / 2);
  await page.mouse.down();
  await page.mouse.move(box.x + box.width * ((44 + 306 / 4) / 360), box.y + box.height / 2, { steps: 4 });
  assert.equal(Number(await page.locator("glia-activation").getAttribute("at")), -3);
  await page.mouse.move(box.x - 200, box.y + 10);
  await page.mouse.up();
  assert.equal(Number(await page.locator("glia-activation").getAttribute("at")), -6);
  await page.mouse.move(box.x + box.width / 2, box.y + 10);
  assert.equal(Number(await page.locator("glia-activation").getAttribute("at")), -6, "let go");

  await give(page, { range: "2" });
  await eventually(async () => assert.equal(await slider.getAttribute("aria-valuetext"), "x = -2"));
  await page.context().close();
  assert.deepEqual(problems, []);
});

test("functions are switched on and off, and derivatives hidden", async () => {
  const { page, problems } = await visit("/first.html");
  const names = async () => (await values(page)).map(({ name }) => name);
  await page.getByRole("checkbox", { name: "relu", exact: true }).check();
  await page.getByRole("checkbox", { name: "step" }).uncheck();
  assert.deepEqual(await names(), ["sigmoid", "relu"]);
  assert.equal(await page.locator("glia-activation").getAttribute("name"), "sigmoid relu");
  assert.equal(await page.evaluate("changes"), 2);
  const lines = page.locator("glia-activation .plot path.line:not(.third)");
  assert.equal(await lines.count(), 4);
  assert.equal(await page.locator("glia-activation .plot path[stroke-dasharray]").count(), 2);

  await give(page, { derivatives: "hidden" });
  await eventually(async () => assert.equal(await page.getByRole("columnheader").count(), 2));
  assert.equal(await page.locator("glia-activation .plot circle").count(), 2, "a point on each line");
  await page.getByRole("checkbox", { name: "relu", exact: true }).uncheck();
  await page.getByRole("checkbox", { name: "sigmoid" }).uncheck();
  assert.deepEqual(await names(), []);
  await page.context().close();
  assert.deepEqual(problems, []);
});

test("an unknown name and a range that is too small cause an error; the figure stays as it was", async () => {
  const { page, problems } = await visit("/first.html");
  const trouble = page.locator("glia-activation [part=trouble]");
  await give(page, { name: "sigmoid swish" });
  await eventually(async () => assert.match((await trouble.textContent()) ?? "", /swish.*identity, step, sigmoid/s));
  assert.equal((await values(page)).length, 2);
  await give(page, { name: null, range: "0.5" });
  await eventually(async () => assert.match((await trouble.textContent()) ?? "", /0\.5.*1 to 20/s));
  await give(page, { range: null });
  await eventually(async () => assert.equal(await trouble.textContent(), ""));
  await page.context().close();
  assert.deepEqual(problems, []);
});
