// @ts-check
// <glia-boundary>: points drawn by hand and by keys, what they are refused for, and the network that separates them.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { eventually, open } from "../harness.js";

/** @typedef {import("playwright-core").Page} Page */
/** @typedef {import("../../../web/src/elements/boundary.js").GliaBoundary} GliaBoundary */

/** @param {string} body */
const bare = (body) =>
  `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Bare</title>
  <link rel="icon" href="/site/icon.svg"><script type="module" src="/dist/glia-elements.js"></script></head>
  <body><main><h1>Bare</h1>${body}</main></body></html>`;

/** @type {Awaited<ReturnType<typeof open>>} */
let site;
before(async () => {
  site = await open({
    "/moons.html": bare("<glia-boundary></glia-boundary>"),
    "/empty.html": bare(`<glia-boundary data="empty" layers="4"></glia-boundary>`),
  });
});
after(() => site.close());

/** @param {string} path @param {(page: Page) => Promise<unknown>} [first] before anything runs */
async function visit(path, first) {
  const visited = await site.visit();
  await visited.page.addInitScript(() => {
    const counts = { change: 0, "glia-progress": 0, "glia-ready": 0 };
    Object.assign(globalThis, { counts });
    for (const type of Object.keys(counts)) addEventListener(type, () => counts[/** @type {"change"} */ (type)]++);
  });
  await first?.(visited.page);
  await visited.page.goto(path);
  await eventually(async () => assert.equal(await count(visited.page, "glia-ready"), 1));
  return visited;
}

/** @param {Page} page @param {string} type @returns {Promise<number>} */
const count = (page, type) => page.evaluate((type) => /** @type {any} */ (globalThis).counts[type], type);

/** @template T @param {Page} page @param {(element: GliaBoundary) => T} read @returns {Promise<T>} */
const look = (page, read) => /** @type {any} */ (page.locator("glia-boundary").evaluate(/** @type {any} */ (read)));

/** The field's pixels, on a small square: how many lean to blue, how many to orange. @param {Page} page */
const colors = (page) =>
  page.locator("glia-boundary canvas").evaluate((/** @type {HTMLCanvasElement} */ canvas) => {
    const small = document.createElement("canvas");
    small.width = small.height = 40;
    const context = /** @type {CanvasRenderingContext2D} */ (small.getContext("2d"));
    context.drawImage(canvas, 0, 0, 40, 40);
    const { data } = context.getImageData(0, 0, 40, 40);
    let [blue, orange] = [0, 0];
    for (let i = 0; i < data.length; i += 4) {
      if (data[i + 2] > data[i] + 25) blue++;
      if (data[i] > data[i + 2] + 25) orange++;
    }
    return { blue, orange };
  });

test("two moons are separated while one watches, and the numbers are the network's own", async () => {
  const { page, problems } = await visit("/moons.html");
  assert.equal(await look(page, ({ points }) => points.length), 200);
  await page.getByRole("button", { name: "Start" }).click();
  await eventually(async () => assert.ok((await look(page, ({ scores }) => scores?.accuracy ?? 0)) > 0.98));
  await page.getByRole("button", { name: "Pause" }).click();
  await page.waitForTimeout(300);
  const { blue, orange } = await colors(page);
  assert.ok(blue > 300 && orange > 300, `${blue} blue, ${orange} orange`);
  const [loss, right] = await look(page, ({ network, points }) => {
    const outputs = network?.predict(points.map(({ x, y }) => [x, y])) ?? [];
    const of = (/** @type {number} */ i, /** @type {number} */ c) => outputs[2 * i + c];
    return [
      points.reduce((sum, { label }, i) => sum - Math.log(of(i, label)), 0) / points.length,
      points.filter(({ label }, i) => of(i, label) > 0.5).length / points.length,
    ];
  });
  const row = await page.locator("glia-boundary tbody tr").innerText();
  const [, shownLoss, shownAccuracy] = row.match(/training\s+(\S+)\s+(\S+)%/) ?? [];
  assert.ok(Math.abs(Number(shownLoss) - loss) < 1e-3 * loss + 1e-7, `${row}, ${loss}`);
  assert.equal(Number(shownAccuracy), Number((100 * right).toFixed(1)));
  assert.ok((await count(page, "glia-progress")) > 3);
  await page.context().close();
  assert.deepEqual(problems, []);
});

test("pressing and dragging adds points of the class in hand, the eraser takes them, clear takes all", async () => {
  const { page, problems } = await visit("/empty.html");
  const start = page.getByRole("button", { name: "Start" });
  assert.equal(await start.getAttribute("aria-disabled"), "true");
  await page.getByText("Press or drag in the field to add points.").waitFor();
  const box = await page.locator("glia-boundary canvas").boundingBox();
  assert.ok(box);
  const place = (/** @type {number} */ x, /** @type {number} */ y) =>
    /** @type {const} */ ([box.x + ((x + 1.2) / 2.4) * box.width, box.y + ((1.2 - y) / 2.4) * box.height]);
  const drag = async (/** @type {number} */ y) => {
    await page.mouse.move(...place(-0.8, y));
    await page.mouse.down();
    await page.mouse.move(...place(0.8, y), { steps: 40 });
    await page.mouse.up();
  };
  await drag(0.6);
  await page.getByRole("button", { name: "Class B" }).click();
  await page.mouse.click(...place(0.5, -0.5));
  const points = await look(page, ({ points }) => points);
  const above = points.filter(({ label }) => label === 0);
  assert.ok(above.length >= 10 && above.length <= 21, `${above.length} points of a drag`);
  assert.ok(above.every(({ y }) => Math.abs(y - 0.6) < 0.02));
  const below = points.filter(({ label }) => label === 1);
  assert.equal(below.length, 1);
  assert.ok(Math.hypot(below[0].x - 0.5, below[0].y + 0.5) < 0.02);
  assert.equal(await count(page, "change"), 2, "a drag is one change");
  await page.getByText(`${above.length} of class A, 1 of class B.`).waitFor();
  assert.equal(await start.getAttribute("aria-disabled"), null);

  await page.getByRole("button", { name: "Eraser" }).click();
  await drag(0.6);
  assert.deepEqual(await look(page, ({ points }) => points.map(({ label }) => label)), [1]);
  await page.getByRole("button", { name: "Clear" }).click();
  assert.deepEqual(await look(page, ({ points }) => points), []);
  await page.context().close();
  assert.deepEqual(problems, []);
});

test("by keyboard alone: points of both classes, one taken back, and a network that learns them", async () => {
  const { page, problems } = await visit("/empty.html");
  const canvas = page.locator("glia-boundary canvas");
  const type = async (/** @type {string} */ key, times = 1) => {
    for (let i = 0; i < times; i++) await page.keyboard.press(key);
  };
  await canvas.focus();
  await type("ArrowLeft", 5);
  await type("Space");
  await type("ArrowUp");
  await type("Enter");
  await page.getByRole("button", { name: "Class B" }).focus();
  await type("Enter");
  await canvas.focus();
  await type("ArrowRight", 10);
  await type("Space");
  await type("ArrowDown", 2);
  await type("Space");
  await type("Delete");
  assert.deepEqual(await look(page, ({ points }) => points), [
    { x: -0.5, y: 0, label: 0 },
    { x: -0.5, y: 0.1, label: 0 },
    { x: 0.5, y: 0.1, label: 1 },
  ]);
  await page.getByRole("button", { name: "Start" }).focus();
  await type("Enter");
  await eventually(async () => assert.equal(await look(page, ({ scores }) => scores?.accuracy), 1));
  const epoch = await look(page, ({ progress }) => progress?.epoch ?? 0);
  await canvas.focus();
  await type("ArrowUp", 8);
  await type("Space");
  assert.equal(await look(page, ({ points }) => points.length), 4);
  await eventually(async () => {
    const [now, steps] = await look(page, ({ progress }) => [progress?.epoch ?? 0, progress?.steps]);
    assert.ok(now > epoch && steps === 1, "it goes on with the new point, the network as it was");
  });
  await type("ArrowLeft");
  await eventually(async () =>
    assert.match(
      await page.locator("glia-boundary .unseen").innerText(),
      /^0\.4, 0\.7\. The network predicts Class [AB] here, \d+%/,
    ),
  );
  await page.context().close();
  assert.deepEqual(problems, []);
});

test("points by property: before the element is defined, later, and what cannot be is refused in place", async () => {
  const { page, problems } = await visit("/moons.html", (page) =>
    page.addInitScript(() => {
      new MutationObserver((_, observer) => {
        const early = /** @type {any} */ (document.querySelector("glia-boundary"));
        if (!early) return;
        observer.disconnect();
        early.points = [{ x: 0.1, y: 0.2, label: 1 }];
      }).observe(document, { childList: true, subtree: true });
    }),
  );
  assert.deepEqual(await look(page, ({ points }) => points), [{ x: 0.1, y: 0.2, label: 1 }]);
  const trouble = page.locator("glia-boundary .trouble");
  for (const [points, got] of /** @type {[any, RegExp][]} */ ([
    [[{ x: 0, y: 0, label: 2 }], /points\[0\]: got \{"x":0,"y":0,"label":2\}/],
    [[{ x: 5, y: 0, label: 1 }], /points\[0\]: got/],
    ["none", /got "none"/],
  ])) {
    await page.locator("glia-boundary").evaluate((element, points) => Object.assign(element, { points }), points);
    assert.match(await trouble.innerText(), got);
    assert.equal(await look(page, ({ points }) => points.length), 1, "what there was stays");
  }
  await look(page, (element) => (element.points = [{ x: 0, y: 0, label: 0 }]));
  assert.equal(await trouble.innerText(), "");
  await page.getByLabel("Data").selectOption("xor");
  assert.equal(await look(page, ({ points }) => points.length), 200);
  await page.getByLabel("Hidden layers").fill("3");
  await page.getByLabel("Hidden layers").press("Enter");
  await eventually(async () => assert.equal(await look(page, ({ network }) => network?.spec.layers.length), 2));
  await page.context().close();
  assert.deepEqual(problems, []);
});
