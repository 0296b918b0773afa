// @ts-check
// <glia-train>: the bits that the library has in Node, the controls, a rest out of sight, one worker for all, divergence.
import assert from "node:assert/strict";
import { mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { after, before, test } from "node:test";
import { pointSet } from "../../../web/src/ui/datasets.js";
import { dense } from "../../../web/src/ui/hidden.js";
import { createNetwork } from "../../../web/src/ui/plan.js";
import { eventually, kWeb, open } from "../harness.js";

/** @typedef {import("playwright-core").Page} Page */
/** @typedef {import("../../../web/src/elements/train.js").GliaTrain} GliaTrain */

/** @param {string} body */
const bare = (body) =>
  `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Bare</title>
  <link rel="icon" href="/site/icon.svg"><script type="module" src="/dist/glia-elements.js"></script></head>
  <body><main><h1>Bare</h1>${body}</main></body></html>`;

/** @type {Awaited<ReturnType<typeof open>>} */
let site;
before(async () => {
  site = await open({
    "/one.html": bare(`<glia-train epochs="6" seconds="0"></glia-train>`),
    "/long.html": bare(`<glia-train epochs="10000" seconds="600"></glia-train><div id="end">End</div>`),
    "/three.html": bare(`<glia-train autostart epochs="10000"></glia-train>`.repeat(3)),
    "/diverge.html": bare(
      `<glia-train layers="64 64 64" activation="identity" optimizer="sgd" rate="1" seconds="0"></glia-train>`,
    ),
    "/still.html": bare(`<glia-train autostart></glia-train>`),
    "/digits.html": bare(
      `<glia-train data="digits" layers="32" rate="0.003" batch="32" epochs="3" seconds="0"></glia-train>`,
    ),
    "/cancer.html": bare(`<glia-train data="breast-cancer" layers="10" epochs="10" seconds="0"></glia-train>`),
  });
});
after(() => site.close());

/** @param {string} path @param {Parameters<typeof site.visit>[0]} [options] */
async function visit(path, options) {
  const visited = await site.visit(options);
  await visited.page.addInitScript(() => {
    const heard = /** @type {Record<string, any[]>} */ ({});
    Object.assign(globalThis, { heard });
    for (const type of ["glia-ready", "glia-progress", "glia-diverge", "change"]) {
      heard[type] = [];
      addEventListener(type, (event) => heard[type].push(/** @type {CustomEvent} */ (event).detail ?? null));
    }
  });
  await visited.page.goto(path);
  await eventually(async () => assert.ok((await heard(visited.page, "glia-ready")).length > 0, "not ready"));
  return visited;
}

/** @param {Page} page @param {string} type @returns {Promise<any[]>} details */
const heard = (page, type) => page.evaluate((type) => /** @type {any} */ (globalThis).heard[type], type);

/** @template T @param {Page} page @param {(element: GliaTrain) => T} read @returns {Promise<T>} */
const look = (page, read) =>
  /** @type {any} */ (
    page
      .locator("glia-train")
      .first()
      .evaluate(/** @type {any} */ (read))
  );

/** @param {Page} page @param {string} name */
const press = (page, name) => page.getByRole("button", { name, exact: true }).first().click();

/** @param {Page} page @param {number} epoch */
const reach = (page, epoch) =>
  eventually(async () => assert.equal(await look(page, ({ progress }) => progress?.epoch), epoch));

test("a run has the bits that the library has in Node, and shows its numbers", async () => {
  const { page, problems } = await visit("/one.html");
  await press(page, "Start");
  await reach(page, 6);
  await page.getByRole("button", { name: "Start" }).waitFor();
  const [hash, mode, progress] = await look(page, ({ network, mode, progress }) => [
    network?.weightHash(),
    mode,
    progress,
  ]);

  const choices = { layers: dense(16, 16), activation: "relu", optimizer: "adam", rate: 0.01, batch: 20, seed: 0 };
  const circles = pointSet("circles", 0);
  const { train, validation } = circles;
  const net = await createNetwork(choices, circles);
  let last;
  for await (const report of net.train(train, { epochs: 6, batchSize: 20, validation })) last = report;
  assert.equal(hash, net.weightHash());
  assert.equal(mode, "worker");
  assert.equal(progress?.loss, last?.loss);
  assert.equal(progress?.validation?.accuracy, last?.validation?.accuracy);

  const table = await page.locator("glia-train table").innerText();
  assert.match(table, new RegExp(`training\\s+${last?.loss.toPrecision(4).replace(/0+$/, "")}`));
  assert.match(table, new RegExp(`validation\\s+\\S+\\s+${(100 * (last?.validation?.accuracy ?? 0)).toFixed(1)}%`));
  assert.match(await page.locator("glia-train .figure").innerText(), /Epoch 6, step 20 of 20, in a worker/);
  assert.deepEqual((await heard(page, "glia-progress")).at(-1), progress);
  assert.match((await page.locator("glia-train path.line").first().getAttribute("d")) ?? "", /^M.*L.*L/);
  await page.context().close();
  assert.deepEqual(problems, []);
});

test("by keyboard: steps, a reset, a start, a pause, and settings that reach the network", async () => {
  const { page, problems } = await visit("/long.html");
  await page.getByRole("button", { name: "One step" }).focus();
  for (const step of [1, 2, 3]) {
    await page.keyboard.press("Enter");
    await eventually(async () => assert.equal(await look(page, ({ progress }) => progress?.step), step));
  }
  assert.equal(await look(page, ({ network }) => network?.step), 3);
  await page.getByRole("button", { name: "Reset" }).press("Enter");
  await eventually(async () => assert.equal(await look(page, ({ network, progress }) => progress ?? network?.step), 0));
  await page.getByRole("button", { name: "Start" }).press("Enter");
  await eventually(async () => assert.ok((await look(page, ({ network }) => network?.step ?? 0)) > 20));
  await page.getByLabel("Learning rate").fill("0.25");
  assert.equal(await look(page, ({ network }) => network?.learningRate), 0.25);
  await page.getByRole("button", { name: "Pause" }).press("Enter");
  await page.getByRole("button", { name: "Start" }).waitFor();
  await page.waitForTimeout(100);
  const step = await look(page, ({ network }) => network?.step);
  await page.waitForTimeout(150);
  assert.equal(await look(page, ({ network }) => network?.step), step);

  await page.getByLabel("Hidden layers").fill("4 300");
  await page.getByLabel("Hidden layers").press("Enter");
  assert.match(await page.locator("glia-train .settings").innerText(), /Hidden layers: 1 to 256/);
  await page.getByLabel("Hidden layers").fill("4");
  await page.getByLabel("Hidden layers").press("Enter");
  await page.getByLabel("Optimizer").selectOption("momentum");
  await eventually(async () =>
    assert.deepEqual(
      await look(page, ({ network }) => [
        network?.spec.layers.map(({ units }) => units),
        /** @type {any} */ (network?.spec.optimizer).momentum,
      ]),
      [[4, 2], 0.9],
    ),
  );
  assert.equal(await look(page, (element) => element.getAttribute("layers")), "4");
  assert.equal((await heard(page, "change")).length, 4, "a reset, a rate, layers, an optimizer");
  await page.context().close();
  assert.deepEqual(problems, []);
});

test("layers of 1 to 256 whole units, or a refusal in place", async () => {
  const { page } = await visit("/one.html");
  const trouble = page.locator("glia-train .trouble");
  for (const [layers, got] of [
    ["300", '"300"'],
    ["8 0", '"0"'],
    ["2.5", '"2.5"'],
    ["1 1 1 1 1 1 1", "7 numbers"],
  ]) {
    await page.locator("glia-train").evaluate((element, layers) => element.setAttribute("layers", layers), layers);
    await eventually(async () => assert.ok((await trouble.innerText()).includes(`got ${got}`)));
    assert.equal(await look(page, ({ network }) => network?.spec.layers.length), 3, "the network stays");
  }
  await page.locator("glia-train").evaluate((element) => element.setAttribute("hide", "step rate seed"));
  await page.locator("glia-train").evaluate((element) => element.setAttribute("layers", ""));
  await eventually(async () => assert.equal(await look(page, ({ network }) => network?.spec.layers.length), 1));
  assert.equal(await trouble.innerText(), "");
  assert.deepEqual(
    await Promise.all(
      [page.getByLabel("Learning rate"), page.getByRole("button", { name: "One step" }), page.getByLabel("Epochs")].map(
        (control) => control.isVisible(),
      ),
    ),
    [false, false, true],
  );
  await page.context().close();
});

test("divergence is told, and the way on is a tenth of the rate", async () => {
  const { page, problems } = await visit("/diverge.html");
  await press(page, "Start");
  await page.getByRole("button", { name: "Continue with learning rate 0.1" }).waitFor();
  const [diverged] = await heard(page, "glia-diverge");
  assert.equal(diverged.rate, 1);
  assert.ok(
    (await page.locator("glia-train .diverged").innerText()).includes(`diverged at step ${diverged.step}: values`),
  );
  await press(page, "Continue with learning rate 0.1");
  await eventually(async () => {
    const again = page.getByRole("button", { name: "Continue with" });
    if (await again.isVisible()) await again.click();
    assert.equal(await look(page, ({ progress }) => progress?.epoch), 80);
  });
  assert.ok((await look(page, ({ network }) => network?.learningRate ?? 1)) <= 0.1);
  await page.context().close();
  assert.deepEqual(problems, []);
});

test("a network that something else trains is left alone, and the reason shown; afterwards it starts", async () => {
  const { page, problems } = await visit("/one.html");
  await page.locator("glia-train").evaluate(async (element) => {
    const { network } = /** @type {any} */ (element);
    const own = network.train({ x: [0, 0, 1, 1], y: [0, 1] }, { epochs: 1000, batchSize: 1 });
    await own.next();
    Object.assign(globalThis, { own });
  });
  await press(page, "Start");
  const trouble = page.locator("glia-train .trouble");
  await eventually(async () => assert.notEqual(await trouble.innerText(), ""));
  await page.getByRole("button", { name: "Start" }).waitFor();
  await page.evaluate(() => /** @type {any} */ (globalThis).own.return());
  await press(page, "Start");
  await reach(page, 6);
  assert.equal(await trouble.innerText(), "");
  await page.context().close();
  assert.deepEqual(problems, []);
});

test("out of sight it rests; in sight again it goes on", async () => {
  const { page } = await visit("/long.html", { viewport: { width: 800, height: 500 } });
  await page.locator("#end").evaluate((end) => (end.style.marginTop = "3000px"));
  await press(page, "Start");
  await eventually(async () => assert.ok(await look(page, ({ progress }) => progress)));
  await page.evaluate(() => scrollTo(0, 3000));
  await page.waitForTimeout(300);
  const step = await look(page, ({ network }) => network?.step ?? 0);
  await page.waitForTimeout(200);
  assert.equal(await look(page, ({ network }) => network?.step), step);
  await page.evaluate(() => scrollTo(0, 0));
  await eventually(async () => assert.ok((await look(page, ({ network }) => network?.step ?? 0)) > step));
  await page.context().close();
});

test("three of them share one worker; off the page a run is over and its network freed", async () => {
  const { page, problems } = await visit("/three.html", { viewport: { width: 800, height: 3000 } });
  await eventually(async () => {
    const steps = await page
      .locator("glia-train")
      .evaluateAll((all) => all.map((one) => /** @type {any} */ (one).progress?.epoch));
    assert.ok(
      steps.every((epoch) => epoch > 1),
      `${steps}`,
    );
  });
  assert.equal(page.workers().length, 1);
  const gone = await look(page, (element) => {
    const { network } = element;
    const parent = element.parentElement;
    element.remove();
    let error = null;
    try {
      network?.predict([0, 0]);
    } catch (caught) {
      error = caught;
    }
    parent?.append(element);
    return [element.network, `${error}`.includes("dispose")];
  });
  assert.deepEqual(gone, [null, true]);
  await eventually(async () =>
    assert.ok(
      await page
        .locator("glia-train")
        .last()
        .evaluate((element) => /** @type {any} */ (element).progress?.epoch > 1),
    ),
  );
  assert.equal(page.workers().length, 1);
  await page.context().close();
  assert.deepEqual(problems, []);
});

test("reduced motion: nothing begins by itself", async () => {
  const { page } = await visit("/still.html", { reducedMotion: "reduce" });
  await page.waitForTimeout(200);
  assert.equal(await look(page, ({ progress }) => progress), null);
  await press(page, "Start");
  await eventually(async () => assert.ok(await look(page, ({ progress }) => progress)));
  await page.context().close();
});

for (const [name, inputs, samples] of /** @type {const} */ ([
  ["digits", 784, 2000],
  ["cancer", 30, 455],
])) {
  test(`${name}: fetched, divided, learnt`, async () => {
    const { page, problems } = await visit(`/${name}.html`);
    await press(page, "Start");
    await page.getByRole("button", { name: "Pause" }).waitFor();
    await page.getByRole("button", { name: "Start" }).waitFor();
    const [input, steps, accuracy] = await look(page, ({ network, progress }) => [
      network?.spec.input,
      progress?.steps ?? 0,
      progress?.validation?.accuracy ?? 0,
    ]);
    assert.deepEqual(input, [inputs]);
    assert.equal(steps, Math.ceil(samples / (name === "digits" ? 32 : 20)));
    assert.ok(accuracy > (name === "digits" ? 0.8 : 0.93), `${accuracy}`);
    await page.context().close();
    assert.deepEqual(problems, []);
  });
}

test("from a file there is no worker: the page's thread trains, and it is said", async () => {
  const folder = await mkdtemp("/tmp/glia-file-");
  const { page } = await site.visit();
  try {
    await symlink(`${kWeb}dist`, `${folder}/dist`);
    const text = bare(`<glia-train autostart epochs="4"></glia-train>`).replace('type="module" src="/', 'defer src="');
    await writeFile(`${folder}/article.html`, text);
    await page.goto(`file://${folder}/article.html`);
    await reach(page, 4);
    assert.equal(await look(page, ({ mode }) => mode), "main");
    assert.match(await page.locator("glia-train .figure").innerText(), /on the page’s thread/);
  } finally {
    await page.context().close();
    await rm(folder, { recursive: true });
  }
});
