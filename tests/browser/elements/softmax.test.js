// @ts-check
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { eventually, open } from "../harness.js";

/** @typedef {import("playwright-core").Page} Page */

/** @type {Awaited<ReturnType<typeof open>>} */
let site;
before(async () => {
  site = await open({
    "/softmax.html": `<!doctype html><html lang="en"><meta charset="utf-8"><title>Bare</title>
      <meta name="viewport" content="width=device-width"><link rel="icon" href="/site/icon.svg">
      <script type="module" src="/src/elements/define.js"></script><glia-softmax scores="20 10 1"></glia-softmax>`,
  });
});
after(() => site?.close());

/** @param {string} name @param {(page: Page) => Promise<void>} body @param {import("../harness.js").ContextOptions} [options] */
function elementTest(name, body, options) {
  test(name, async () => {
    const { page, problems } = await site.visit(options);
    await page.goto("/softmax.html");
    await body(page);
    await page.context().close();
    assert.deepEqual(problems, []);
  });
}

const verdict = (/** @type {Page} */ page) => page.locator("glia-softmax .verdict").innerText();

/** @param {Page} page */
const state = (page) =>
  page.locator("glia-softmax").evaluate((element) => {
    const { scores, naive, safe } = /** @type {any} */ (element);
    return { scores, naive, safe };
  });

elementTest("both forms agree with double precision", async (page) => {
  const { naive, safe } = await state(page);
  // The notes' second example.
  const exact = [0.9999545965290099, 4.5397868448090926e-5, 5.602542051131752e-9];
  for (const { probabilities } of [naive, safe]) {
    probabilities.forEach((/** @type {number} */ value, /** @type {number} */ i) =>
      assert.ok(Math.abs(value - exact[i]) < 1e-6 * exact[i], `${value} for ${exact[i]}`),
    );
  }
  assert.match(await verdict(page), /^Both forms agree/);
});

elementTest("a thousand more, a thousand less, and back", async (page) => {
  const element = page.locator("glia-softmax");
  const { safe } = await state(page);
  await element.getByRole("button", { name: "Add 1000" }).click();
  let now = await state(page);
  assert.deepEqual(now.scores, [1020, 1010, 1001]);
  assert.equal(now.naive.sum, Infinity);
  assert.ok(now.naive.probabilities.every(Number.isNaN));
  assert.deepEqual(now.safe.probabilities, safe.probabilities);
  // Adding 1000 rounds 0.3 and its neighbors to other 32-bit floats; the columns have to agree on them.
  await element.evaluate((one) => one.setAttribute("scores", "1000.3 1002.9 1004"));
  await eventually(async () => assert.deepEqual((await state(page)).scores, [1000.3, 1002.9, 1004]));
  ({ safe: now.safe } = await state(page));
  now.safe.powers.forEach((/** @type {number} */ power, /** @type {number} */ i) =>
    assert.ok(Math.abs(power / now.safe.sum - now.safe.probabilities[i]) < 1e-7),
  );
  await element.evaluate((one) => one.setAttribute("scores", "1020 1010 1001"));
  await eventually(async () => assert.deepEqual((await state(page)).scores, [1020, 1010, 1001]));
  assert.match(await verdict(page), /^The naive form failed/);
  assert.equal(await element.locator("td.broken").count(), 3 + 3 + 2);
  await eventually(async () => assert.match(await element.locator("[aria-live]").innerText(), /naive form failed/));

  await element.getByRole("button", { name: "Subtract 1000" }).click();
  await element.getByRole("button", { name: "Subtract 1000" }).click();
  now = await state(page);
  assert.deepEqual(now.scores, [-980, -990, -999]);
  assert.equal(now.naive.sum, 0, "and 0 by 0 is no number either");
  assert.ok(now.naive.probabilities.every(Number.isNaN));
  await element.getByRole("button", { name: "First scores" }).click();
  assert.deepEqual((await state(page)).scores, [20, 10, 1]);
  assert.match(await verdict(page), /^Both forms agree/);
});

elementTest(
  "on a phone no number takes two lines, and what is written fits its field",
  async (page) => {
    for (const scores of ["20 10 1", "0.3 2.9 4", "1000 1010 -1009", "60 -60 80"]) {
      await page.locator("glia-softmax").evaluate((element, scores) => element.setAttribute("scores", scores), scores);
      await page.waitForTimeout(50);
      const broken = await page
        .locator("glia-softmax td > span:first-child")
        .evaluateAll((spans) =>
          spans.filter((span) => span.getClientRects().length > 1).map((span) => span.textContent),
        );
      assert.deepEqual(broken, []);
      const clipped = await page
        .locator("glia-softmax input")
        .evaluateAll((fields) => fields.filter((field) => field.scrollWidth > field.clientWidth).length);
      assert.equal(clipped, 0, scores);
    }
  },
  { viewport: { width: 390, height: 844 } },
);
