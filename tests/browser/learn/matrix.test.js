// @ts-check
// Lesson 3: the notes' products, and the question answered by the keyboard alone.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { open } from "../harness.js";
import { assertClose, assertSolved, note, numbersIn, valueOf } from "./lesson.js";

/** @type {Awaited<ReturnType<typeof open>>} */
let site;
before(async () => {
  site = await open();
});
after(() => site.close());

async function visit() {
  const { page, problems } = await site.visit();
  await page.goto("/learn/matrix.html");
  return { page, problems };
}

test("the figures open on the notes' products", async () => {
  const { page, problems } = await visit();
  /** @type {[string, string][]} */
  const places = [
    ["#product", "dot-2x2"],
    ["#layer", "dot-1d-2d"],
    ["#batch", "dot-2x4-4x3"],
    ["#shapes", "dot-mismatch"],
  ];
  for (const [place, id] of places) {
    const { a, b, y } = note(id);
    const state = await page.locator(place).evaluate((/** @type {any} */ element) => ({
      left: element.left,
      right: element.right,
      product: element.product,
      shown: [...element.shadowRoot.querySelectorAll(".result button")].map((cell) => cell.textContent),
    }));
    assert.deepEqual(state.left.flat(), a.flat());
    assert.deepEqual(state.right.flat(), b.flat());
    assert.deepEqual(state.product?.flat(), y?.flat());
    if (y) assert.deepEqual(state.shown.map(Number), y.flat());
  }
  assert.match((await page.locator("#shapes .refusal").textContent()) ?? "", /\(2, 2\).*\(3, 2\).*\(2\).*\(3\)/);
  await page.context().close();
  assert.deepEqual(problems, []);
});

test("the code beside it has the figure's numbers, and follows them", async () => {
  const { page, problems } = await visit();
  const { y } = note("dot-2x4-4x3");
  for (const [which, line] of /** @type {const} */ ([
    ["numpy", /^A @ B\s*\[/],
    ["glia", /^dot\(a, b\)/],
  ]))
    assertClose(numbersIn(await valueOf(page, which, line)), y.flat());
  const biased = y.flatMap((/** @type {number[]} */ row) => row.map((value, j) => value + 10 * (j + 1)));
  assertClose(numbersIn(await valueOf(page, "numpy", "np.array([10, 20, 30])")), biased);
  await page.locator("#batch").getByLabel("a, row 1, column 1", { exact: true }).fill("2");
  assertClose(numbersIn(await valueOf(page, "numpy", /^A @ B\s*\[/)).slice(0, 3), [71, 82, 93]);
  await page.context().close();
  assert.deepEqual(problems, []);
});

test("the keyboard alone answers the question", async () => {
  const { page, problems } = await visit();
  await assertSolved(page, false);
  await page.locator("#shapes").getByRole("button", { name: "More columns of a" }).focus();
  await page.keyboard.press("Enter");
  await assertSolved(page, false);
  for (let presses = 0; presses < 4; presses++) await page.keyboard.press("Tab"); // over b's rows to its columns
  await page.keyboard.press("Enter");
  await page.keyboard.press("Enter");
  await assertSolved(page, true);
  await page.context().close();
  assert.deepEqual(problems, []);
});
