// @ts-check
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { after, before, test } from "node:test";
import { eventually, open } from "../harness.js";

/** @typedef {import("playwright-core").Page} Page */

const { examples } = JSON.parse(readFileSync(new URL("../../js/notes-examples.json", import.meta.url), "utf8"));
const notes = examples.find((/** @type {any} */ { id }) => id === "backprop-2-2-2");

const kPage = `<!doctype html><html lang="en"><meta charset="utf-8"><title>Backprop</title><link rel="icon" href="/site/icon.svg">
  <script type="module" src="/src/elements/define.js"></script><glia-backprop></glia-backprop></html>`;

/** @type {Awaited<ReturnType<typeof open>>} */
let site;
before(async () => {
  site = await open({ "/backprop.html": kPage });
});
after(() => site?.close());

/** @param {(page: Page) => Promise<void>} body @param {Parameters<typeof site.visit>[0]} [options] */
async function onPage(body, options) {
  const { page, problems } = await site.visit(options);
  await page.goto("/backprop.html");
  await eventually(async () => assert.ok((await read(page, "error")).before > 0));
  await body(page);
  await page.context().close();
  assert.deepEqual(problems, []);
}

/** @param {Page} page @param {string} property @returns {Promise<any>} */
const read = (page, property) =>
  page.locator("glia-backprop").evaluate((element, name) => /** @type {any} */ (element)[name], property);
/** @param {Page} page @param {string} name */
const press = (page, name) => page.getByRole("button", { name, exact: true }).click();
/** Presses Step until a stage is reached. @param {Page} page @param {string} stage */
async function stepTo(page, stage) {
  await page.locator("glia-backprop").evaluate(async (element, stage) => {
    const step = /** @type {HTMLElement} */ (element.shadowRoot?.querySelector("button.primary"));
    for (let i = 0; i < 60 && /** @type {any} */ (element).stage !== stage; i++) {
      step.click();
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
  }, stage);
  assert.equal(await read(page, "stage"), stage);
}
/** @param {Page} page */
const formulas = async (page) => ((await page.locator("glia-backprop .now").textContent()) ?? "").replace(/\s+/g, "");
/** @param {Page} page @param {string} name of a weight, w₅ */
const row = async (page, name) =>
  (await page.locator("glia-backprop tbody tr", { has: page.getByRole("button", { name }) }).innerText()).split(/\s+/);

/** @param {Record<string, number>} got @param {Record<string, number>} expected @param {number} tolerance */
function close(got, expected, tolerance) {
  assert.deepEqual(Object.keys(got).sort(), Object.keys(expected).sort());
  for (const [name, value] of Object.entries(expected)) {
    assert.ok(Math.abs(got[name] - value) <= tolerance, `${name}: ${got[name]}, not ${value}`);
  }
}

test("the notes' step, stage by stage, with their numbers", () =>
  onPage(async (page) => {
    assert.equal(await page.locator("glia-backprop .before").innerText(), "0.02397190");
    assert.equal(await page.locator("glia-backprop .after").innerText(), "?");
    assert.equal(await page.locator("glia-backprop circle + text", { hasText: "?" }).count(), 4);

    await stepTo(page, "forward-1");
    assert.match(
      await formulas(page),
      /z1=w1·x1\+w2·x2=0\.3·0\.1\+0\.25·0\.2=0\.08h1=sigmoid\(z1\)=sigmoid\(0\.08\)=0\.519989/,
    );
    await stepTo(page, "forward-2");
    assert.match(await formulas(page), /=0\.4449841o1=sigmoid\(z3\)=sigmoid\(0\.4449841\)=0\.609446/);
    await stepTo(page, "error");
    assert.match(await formulas(page), /½\(0\.4−0\.609446\)2\+½\(0\.6−0\.663844\d\)2=0\.02397190$/);

    const order = [];
    for (let i = 0; i < 8; i++) {
      await press(page, "Step");
      order.push(await read(page, "stage"));
      if (order[i] === "w5") assert.match(await formulas(page), /0\.609446·\(1−0\.609446\)·0\.51998\d+=0\.0259228\d$/);
      if (order[i] === "w1") {
        assert.match(await formulas(page), /∂E∂h1=∂E∂z3·w5\+∂E∂z4·w7=0\.049852\d+·0\.45\+0\.014247\d+·0\.7=0\.032406/);
        assert.match(await formulas(page), /=0\.00080887\d+$/);
      }
    }
    assert.deepEqual(order, ["w5", "w6", "w7", "w8", "w1", "w2", "w3", "w4"]);
    close(await read(page, "gradients"), notes.gradient, 1e-8);
    for (const [name, value] of Object.entries(notes.gradient)) {
      const [, derivative, numerical, , difference] = await row(
        page,
        `w${String.fromCharCode(0x2080 + Number(name[1]))}`,
      );
      assert.ok(Math.abs(Number(derivative) - value) < 1e-8, `${name}: ${derivative}`);
      assert.ok(Math.abs(Number(numerical) - value) < 1e-8, `${name}: numerical ${numerical}`);
      assert.ok(Number(difference) < 1e-8, `${name}: difference ${difference}`);
    }

    await stepTo(page, "update");
    assert.match(await formulas(page), /w5←w5−η·∂E∂w5=0\.45−0\.5·0\.0259228\d=0\.437038\d/);
    close(await read(page, "updated"), notes.updated, 5e-8);
    await stepTo(page, "after");
    assert.equal(await page.locator("glia-backprop .after").innerText(), "0.02323634");
    assert.match(await formulas(page), /=0\.02323634$/);
  }));

test("a calculation is shown again, and further steps bring the error down", () =>
  onPage(async (page) => {
    await stepTo(page, "after");
    await page.getByRole("button", { name: /^w₅, the derivation/ }).click();
    assert.match(await formulas(page), /∂E∂w5=.*w5←w5/);
    await press(page, "Step");
    await eventually(async () => assert.equal(await read(page, "stage"), "forward-1"));
    assert.equal(await page.locator("glia-backprop .before").innerText(), "0.02323634");
    await stepTo(page, "after");
    assert.equal(await read(page, "steps"), 2);
    const two = await read(page, "error");
    await press(page, "100 training steps");
    await eventually(async () => assert.equal(await read(page, "steps"), 102));
    const many = await read(page, "error");
    assert.ok(many.after < two.after / 10, `${two.after} to ${many.after}`);
    await press(page, "First numbers");
    await eventually(async () => assert.equal(await read(page, "stage"), "start"));
    assert.equal(await page.locator("glia-backprop .before").innerText(), "0.02397190");
  }));

test("Run plays to the end, or jumps there with reduced motion; it pauses out of view", async () => {
  await onPage(
    async (page) => {
      await press(page, "Run");
      await eventually(async () => assert.equal(await read(page, "stage"), "after"));
      assert.equal(await page.getByRole("button", { name: "Run" }).count(), 1);
    },
    { reducedMotion: "reduce" },
  );
  await onPage(async (page) => {
    await press(page, "Run");
    assert.equal(await read(page, "stage"), "forward-1");
    assert.equal(await page.getByRole("button", { name: "Pause" }).count(), 1);
    await eventually(async () => assert.equal(await read(page, "stage"), "forward-2"));
    await page.locator("glia-backprop").evaluate((element) => element.remove());
    await page.waitForTimeout(1200);
  });
});

test("every number can be changed, and the rate stays", () =>
  onPage(async (page) => {
    await stepTo(page, "after");
    await page.getByLabel("learning rate").fill("100");
    await eventually(async () => assert.ok((await read(page, "error")).after > 0.05, "too far"));
    await press(page, "First numbers");
    await eventually(async () => assert.equal(await read(page, "rate"), 100));
    await page.getByLabel("Target t₁").fill("0.6094460");
    await page.getByLabel("Target t₂").fill("0.6638449");
    await eventually(async () => assert.ok((await read(page, "error")).before < 1e-12));
    await page.getByLabel("Input x₂").fill("0.5");
    await page.getByLabel("w₈, weight from h₂ to o₂").fill("-0.5");
    await eventually(async () => assert.equal((await read(page, "parameters")).w8, -0.5));
    assert.equal((await read(page, "spec")).input[1], 0.5);
  }));

test("any small network with its target: every derivative agrees with the numerical one", () =>
  onPage(async (page) => {
    const spec = {
      input: [1, -2],
      target: [0.5],
      layers: [
        { weights: [[0.9, -0.4, 0.3], [0.4, 0.6, -0.2]], bias: [0.1, -0.1, 0], activation: "tanh" }, // prettier-ignore
        { weights: [[0.2, -0.5], [0.7, 0.3], [-0.6, 0.8]], activation: "leakyRelu" }, // prettier-ignore
        { weights: [[0.5], [-0.9]], bias: [0.2], activation: "identity" },
      ],
    };
    await page
      .locator("glia-backprop")
      .evaluate((element, value) => void Object.assign(element, { spec: value }), spec);
    await eventually(async () => assert.equal(Object.keys(await read(page, "gradients")).length, 18));
    await stepTo(page, "b3");
    for (const line of await page.locator("glia-backprop tbody tr").allInnerTexts()) {
      const [name, derivative, numerical, , difference] = line.split(/\s+/);
      assert.ok(Math.abs(Number(derivative) - Number(numerical)) < 1e-6, `${name}: ${derivative}, ${numerical}`);
      assert.ok(Number(difference) < 1e-6, line);
    }
    await press(page, "100 training steps");
    await eventually(async () => assert.ok((await read(page, "error")).after < 1e-6));
    await page
      .locator("glia-backprop")
      .evaluate((element) => void Object.assign(element, { spec: { input: [1], layers: [] } }));
    await eventually(async () =>
      assert.match((await page.locator("glia-backprop [part=trouble]").textContent()) ?? "", /spec\.layers/),
    );
  }));

test("a step out of the range of 32-bit floats is reported; the figure stays as it was", () =>
  onPage(async (page) => {
    const spec = { input: [1000], target: [0], layers: Array.from({ length: 4 }, () => ({ weights: [[1000]], activation: "identity" })) }; // prettier-ignore
    await page.locator("glia-backprop").evaluate((element, value) => {
      addEventListener("glia-diverge", () => element.setAttribute("data-diverged", ""));
      Object.assign(element, { spec: value, rate: 1000 });
    }, spec);
    await eventually(async () => assert.equal(Object.keys(await read(page, "parameters")).length, 4));
    await eventually(async () => {
      await press(page, "100 training steps");
      assert.equal(await page.locator("glia-backprop").getAttribute("data-diverged"), "");
    });
    assert.match((await page.locator("glia-backprop [part=trouble]").textContent()) ?? "", /finite/);
    assert.ok((await read(page, "error")).before > 0);
  }));
