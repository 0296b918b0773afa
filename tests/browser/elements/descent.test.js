// @ts-check
// <glia-descent>: every number against formulas in double precision, the same start and batches for all, and its life cycle.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { lineTask } from "../../../web/src/ui/race-tasks.js";
import { eventually, open } from "../harness.js";

/** @typedef {import("playwright-core").Page} Page */
/** @typedef {import("../../../web/src/elements/descent.js").Standing} Standing */

const page = (/** @type {string} */ body) =>
  `<!doctype html><html lang="en"><meta charset="utf-8"><title>Descent</title><link rel="icon" href="/site/icon.svg">
  <script type="module" src="/src/elements/define.js"></script><main><h1>Descent</h1>${body}</main>`;

/** @type {Awaited<ReturnType<typeof open>>} */
let site;
before(async () => {
  site = await open({
    "/batch.html": page('<glia-descent batches="batch"></glia-descent>'),
    "/kinds.html": page('<glia-descent batches="batch mini stochastic" rate="0.2" steps="12"></glia-descent>'),
    "/cancer.html": page('<glia-descent on="breast-cancer" batch="32" steps="40"></glia-descent>'),
  });
});
after(() => site?.close());

/**
 * @param {string} name
 * @param {string} path
 * @param {(page: Page) => Promise<void>} body
 * @param {import("../harness.js").ContextOptions} [options]
 */
function pageTest(name, path, body, options = { reducedMotion: "reduce" }) {
  test(name, async () => {
    const { page, problems } = await site.visit(options);
    await page.goto(path);
    await eventually(async () => assert.ok((await standings(page)).length > 0));
    await body(page);
    await page.context().close();
    assert.deepEqual(problems, []);
  });
}

/** @param {Page} page @returns {Promise<Standing[]>} */
const standings = (page) => page.locator("glia-descent").evaluate((element) => /** @type {any} */ (element).standings);

/** @param {Page} page @param {string} name */
const press = (page, name) => page.getByRole("button", { name }).click();

/** @param {Page} page @param {Record<string, string>} attributes */
async function change(page, attributes) {
  await page.locator("glia-descent").evaluate((element, attributes) => {
    for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  }, attributes);
  await eventually(async () => assert.ok((await standings(page)).every(({ steps }) => steps === 0)));
}

/** @param {Page} page @param {number} steps of every racer that has not diverged */
const finish = async (page, steps) => {
  await press(page, "Start");
  await eventually(async () => {
    const now = await standings(page);
    assert.ok(now.length > 0 && now.every((one) => one.diverged || one.steps === steps), JSON.stringify(now));
  });
};

/** @param {number} got @param {number} expected @param {string} what */
const close = (got, expected, what) =>
  assert.ok(Math.abs(got - expected) < 2e-5 * Math.max(1, Math.abs(expected)), `${what}: ${got}, not ${expected}`);

/** The optimizers by their published formulas, on one number: from its gradient to what is subtracted from it. */
const kRules = {
  gd: () => (/** @type {number} */ g) => g,
  momentum:
    (v = 0) =>
    (/** @type {number} */ g) =>
      (v = 0.9 * v + g),
  adagrad:
    (h = 0) =>
    (/** @type {number} */ g) =>
      g / (Math.sqrt((h += g * g)) + 1e-10),
  rmsprop:
    (h = 0) =>
    (/** @type {number} */ g) =>
      g / (Math.sqrt((h = 0.9 * h + 0.1 * g * g)) + 1e-8),
  adam:
    (m = 0, v = 0, t = 0) =>
    (/** @type {number} */ g) => {
      [m, v, t] = [0.9 * m + 0.1 * g, 0.999 * v + 0.001 * g * g, t + 1];
      return m / (1 - 0.9 ** t) / (Math.sqrt(v / (1 - 0.999 ** t)) + 1e-8);
    },
};

/** @param {keyof typeof kRules} name @param {number} rate @param {number} steps */
function descend(name, rate, steps) {
  const { x, y } = lineTask(1, [-7, 2]);
  const mean = (/** @type {(i: number) => number} */ of) => x.reduce((sum, _, i) => sum + of(i), 0) / x.length;
  let [w, b] = [-7, 2];
  const [stepW, stepB] = [kRules[name](), kRules[name]()];
  const off = (/** @type {number} */ i) => w * x[i] + b - y[i];
  for (let step = 0; step < steps; step++) {
    const [gw, gb] = [mean((i) => 2 * off(i) * x[i]), mean((i) => 2 * off(i))];
    w -= rate * stepW(gw);
    b -= rate * stepB(gb);
  }
  return { w, b, loss: mean((i) => off(i) ** 2) };
}

pageTest("every optimizer follows its formula from the same start", "/batch.html", async (page) => {
  const check = async (/** @type {number} */ steps) => {
    const now = await standings(page);
    assert.deepEqual(
      now.map(({ name }) => name),
      Object.keys(kRules),
    );
    for (const one of now) {
      const expected = descend(/** @type {keyof typeof kRules} */ (one.name), one.rate, steps);
      assert.equal(one.steps, steps);
      assert.equal(one.seen, 20 * steps);
      close(one.loss, expected.loss, `${one.name}, loss`);
      close(one.place?.[0] ?? NaN, expected.w, `${one.name}, w`);
      close(one.place?.[1] ?? NaN, expected.b, `${one.name}, b`);
    }
  };
  await check(0);
  for (const steps of [1, 2, 3]) {
    await press(page, "One step");
    await check(steps);
  }
  await press(page, "Reset");
  await eventually(() => check(0));
  await change(page, { steps: "30" });
  await finish(page, 30);
  await check(30);
  // The table.
  const [row] = await page.locator("tbody tr").all();
  assert.match(await row.innerText(), /gradient descent/);
  const { loss } = (await standings(page))[0];
  assert.equal(await row.locator("td").last().innerText(), String(Number(loss.toPrecision(3))));
  assert.ok(await page.getByText("Step 30 of 30").isVisible());
});

test("the loss on each contour is the contour's", () => {
  const { x, y, bowl } = lineTask(5, [0, 0]);
  const loss = (/** @type {readonly number[]} */ [w, b]) =>
    x.reduce((sum, at, i) => sum + (w * at + b - y[i]) ** 2, 0) / x.length;
  const least = loss(bowl.least);
  for (const above of [0.25, 4]) {
    for (const place of bowl.ring(above)) assert.ok(Math.abs(loss(place) - least - above) < 1e-9 * above + 1e-9);
  }
});

pageTest("a press on the surface moves the start, and so do the fields by keyboard", "/batch.html", async (page) => {
  await page.evaluate(() => {
    Object.assign(globalThis, { changes: 0 });
    addEventListener("change", ({ target }) => {
      if (/** @type {Element} */ (target).localName === "glia-descent")
        Object.assign(globalThis, { changes: /** @type {any} */ (globalThis).changes + 1 });
    });
  });
  const box = await page.locator("svg.plot").first().boundingBox();
  assert.ok(box);
  // The picture is 360 × 220 with the axes' numbers at the left and below; w = 0 and b = 0 are in the middle of the rest.
  await page.mouse.click(box.x + (box.width * (44 + 306 / 2)) / 360, box.y + (box.height * (8 + 188 / 2)) / 220);
  await eventually(async () => {
    for (const { place } of await standings(page)) assert.ok(place && Math.hypot(...place) < 0.2, `${place}`);
    assert.ok((await standings(page)).length > 0);
  });
  assert.equal(await page.evaluate("changes"), 1);
  const field = page.getByLabel("start, w");
  await field.fill("4");
  await field.press("ArrowUp");
  await eventually(async () => assert.ok(Math.abs(((await standings(page))[0]?.place?.[0] ?? 0) - 4.1) < 1e-6));
  assert.match((await page.locator("glia-descent").getAttribute("start")) ?? "", /^4\.1 /);
});

pageTest("a racer that diverges is reported, and the others continue", "/batch.html", async (page) => {
  await page.evaluate(() => {
    /** @type {string[]} */
    const lost = [];
    Object.assign(globalThis, { lost });
    addEventListener("glia-diverge", (event) => lost.push(/** @type {CustomEvent} */ (event).detail.name));
  });
  await page.getByLabel("learning rate of gradient descent").fill("3");
  await eventually(async () => assert.equal((await standings(page))[0]?.rate, 3));
  await finish(page, 100);
  const now = await standings(page);
  assert.deepEqual(
    now.map(({ diverged }) => diverged),
    [true, false, false, false, false],
  );
  assert.deepEqual(await page.evaluate("lost"), ["gd"]);
  assert.match(await page.locator("tbody tr").first().innerText(), new RegExp(`diverged at step ${now[0].steps}`));
  close(now[4].loss, descend("adam", 0.3, 100).loss, "adam");
  // At this rate numbers overflow at once.
  await change(page, { racers: "gd", rate: "10" });
  await eventually(async () => assert.equal((await standings(page))[0]?.rate, 10));
  await finish(page, 100);
  assert.ok(await page.locator("glia-descent").evaluate((e) => /** @type {any} */ (e).standings[0].diverged));
});

pageTest(
  "who races is chosen by boxes, rates stay with their racers, and somebody has to",
  "/batch.html",
  async (page) => {
    await page.getByLabel("learning rate of Adam").fill("0.25");
    for (const name of ["gradient descent", "AdaGrad", "RMSProp"]) await page.getByRole("checkbox", { name }).uncheck();
    await eventually(async () =>
      assert.deepEqual(
        (await standings(page)).map(({ name, rate }) => [name, rate]),
        [
          ["momentum", 0.1],
          ["adam", 0.25],
        ],
      ),
    );
    assert.equal(await page.locator("glia-descent").getAttribute("racers"), "momentum adam");
    await page.getByRole("checkbox", { name: "momentum" }).press("Space");
    await page.getByRole("checkbox", { name: "Adam" }).click();
    assert.ok(await page.getByRole("checkbox", { name: "Adam" }).isChecked());
    await page.getByRole("checkbox", { name: "gradient descent" }).check();
    await eventually(async () =>
      assert.deepEqual(
        (await standings(page)).map(({ name }) => name),
        ["gd", "adam"],
      ),
    );

    await change(page, { hide: "run choice rate start" });
    await eventually(async () =>
      assert.equal(await page.locator("glia-descent :is(button, input):visible").count(), 0),
    );
  },
);

pageTest("kinds of batches race with one optimizer", "/kinds.html", async (page) => {
  await finish(page, 12);
  const now = await standings(page);
  assert.deepEqual(
    now.map(({ name, seen, rate }) => [name, seen, rate]),
    [
      ["batch", 240, 0.2],
      ["mini", 80, 0.2],
      ["stochastic", 12, 0.2],
    ],
  );
  close(now[0].loss, descend("gd", 0.2, 12).loss, "batch");
  assert.notEqual(now[1].loss, now[2].loss);
});

pageTest("breast cancer: the same initial weights and batches for all", "/cancer.html", async (page) => {
  const first = await standings(page);
  assert.equal(first.length, 5);
  assert.equal(new Set(first.map(({ loss }) => loss)).size, 1, "the same loss at first, to the last bit");
  await change(page, { racers: "gd gd", rate: "0.5" });
  await eventually(async () => assert.equal((await standings(page)).length, 2));
  await finish(page, 40);
  const [one, other] = await standings(page);
  assert.deepEqual(one, other, "who does the same on the same batches comes to the same");
  assert.ok(one.loss < 0.3 && (one.accuracy ?? 0) > 0.9, JSON.stringify(one));
});

pageTest(
  "it runs step by step, rests on a press and out of sight, and starts anew when put back",
  "/batch.html",
  async (page) => {
    await change(page, { steps: "2000" });
    await eventually(async () => assert.equal((await standings(page)).length, 5));
    const steps = async () => (await standings(page))[0]?.steps ?? 0;
    await press(page, "Start");
    await eventually(async () => assert.ok((await steps()) > 20));
    await press(page, "Pause");
    const paused = await steps();
    await page.waitForTimeout(150);
    assert.equal(await steps(), paused);
    await press(page, "Start");
    await eventually(async () => assert.ok((await steps()) > paused));
    await page.evaluate(() => {
      const gap = document.createElement("div");
      gap.style.height = "5000px";
      document.body.append(gap);
      scrollTo(0, 5000);
    });
    await page.waitForTimeout(150);
    const away = await steps();
    await page.waitForTimeout(150);
    assert.equal(await steps(), away);
    await page.evaluate(() => scrollTo(0, 0));
    await eventually(async () => assert.ok((await steps()) > away));
    const gone = await page.evaluate(() => {
      const element = /** @type {any} */ (document.querySelector("glia-descent"));
      element.remove();
      const { length } = element.standings;
      document.querySelector("main")?.append(element);
      return length;
    });
    assert.equal(gone, 0, "its networks went with it");
    await eventually(async () => assert.equal((await standings(page)).length, 5));
    assert.equal(await steps(), 0);
  },
  {},
);
