// @ts-check
// What holds for every lesson: no axe-core findings and no overflow in both languages, both schemes and two widths, nothing
// untranslated, working links, and code that can be copied.
import assert from "node:assert/strict";
import { readdirSync } from "node:fs";
import { after, before, test } from "node:test";
import { assertAccessible, assertFits } from "./audit.js";
import { eventually, kWeb, open } from "./harness.js";
import { assertTranslated } from "./translated.js";

/** @typedef {import("playwright-core").Page} Page */

const kPages = readdirSync(`${kWeb}learn`).filter((file) => file.endsWith(".html"));
const kNames = kPages.map((file) => file.replace(".html", "")).filter((name) => name !== "index");

/** @type {Awaited<ReturnType<typeof open>>} */
let site;
before(async () => {
  site = await open();
});
after(() => site?.close());

/**
 * Opens a page of learn/ and scrolls every figure into view once.
 *
 * @param {string} path
 * @param {Parameters<typeof site.visit>[0]} [options]
 */
async function visit(path, options) {
  const visited = await site.visit({ reducedMotion: "reduce", ...options });
  const { page } = visited;
  await page.addInitScript(() => {
    addEventListener("glia-ready", ({ target }) => /** @type {Element} */ (target).setAttribute("data-is-ready", ""));
  });
  await page.goto(path);
  await eventually(async () => assert.notEqual(await page.locator("h1").textContent(), ""));
  const tags = await page.evaluate(() =>
    [...document.querySelectorAll("main *")]
      .map(({ localName }) => localName)
      .filter((name) => name.startsWith("glia-")),
  );
  for (const tag of new Set(tags)) {
    for (const figure of await page.locator(tag).all()) {
      await figure.scrollIntoViewIfNeeded();
      await eventually(async () => assert.equal(await figure.getAttribute("data-is-ready"), "", tag));
    }
  }
  return visited;
}

/** @param {Page} page @param {"en" | "ko"} tongue */
async function speak(page, tongue) {
  await page.locator(`[data-tongue=${tongue}]`).click();
  assert.equal(await page.locator("html").getAttribute("lang"), tongue);
}

for (const file of kPages) {
  const path = `/learn/${file === "index.html" ? "" : file}`;

  test(`${path}: axe-core, widths and translation, in both languages and schemes`, async () => {
    for (const colorScheme of /** @type {const} */ (["light", "dark"])) {
      const { page, problems } = await visit(path, { colorScheme });
      /** @type {Set<string>} */
      const titles = new Set();
      for (const width of [390, 1280]) {
        await page.setViewportSize({ width, height: 900 });
        for (const tongue of /** @type {const} */ (["en", "ko"])) {
          await speak(page, tongue);
          await assertAccessible(page, `${colorScheme}, ${width}, ${tongue}`);
          await assertFits(page, width);
          await assertTranslated(page, tongue);
          titles.add(await page.title());
        }
      }
      assert.equal(titles.size, 2, "a title in each language");
      for (const title of titles) assert.match(title, /^\S.* · Glia$/);
      await page.context().close();
      assert.deepEqual(problems, []);
    }
  });
}

for (const name of kNames) {
  test(`${name}: leads to the lessons before and after it, and its code can be copied`, async () => {
    const { page, problems } = await visit(`/learn/${name}.html`, {
      permissions: ["clipboard-read", "clipboard-write"],
    });
    const lessons = await lessonsOf(page);
    const at = lessons.indexOf(name);
    assert.ok(at >= 0, "it is one of the lessons");
    assert.equal(await page.locator("[data-number]").textContent(), `${at + 1}`);
    for (const [place, neighbour] of [
      ["before", lessons[at - 1]],
      ["after", lessons[at + 1]],
    ]) {
      const href = await page.locator(`[data-${place}]`).getAttribute("href");
      assert.equal(href, neighbour ? `${neighbour}.html` : "./");
      assert.ok(((await page.locator(`[data-${place}]`).textContent()) ?? "").length > 2);
    }
    for (const which of ["numpy", "glia"]) {
      const section = page.locator(`[data-code=${which}]`);
      const lines = await section.locator("li code").allTextContents();
      assert.ok(lines.length > 1, which);
      await eventually(async () =>
        assert.ok((await section.locator("samp").count()) > 0, `live values beside the ${which} code`),
      );
      await section.getByRole("button").click();
      await eventually(async () =>
        assert.notEqual(await section.locator(".listing-head [role=status]").textContent(), ""),
      );
      assert.equal(await page.evaluate(() => navigator.clipboard.readText()), `${lines.join("\n")}\n`);
    }
    await page.context().close();
    assert.deepEqual(problems, []);
  });
}

test("the list names every lesson, and every lesson has its page", async () => {
  const { page } = await visit("/learn/");
  const lessons = await lessonsOf(page);
  const links = await page
    .locator("[data-lessons] a")
    .evaluateAll((anchors) => anchors.map((anchor) => anchor.getAttribute("href")));
  assert.deepEqual(
    links,
    lessons.map((name) => `${name}.html`),
  );
  assert.deepEqual([...kNames].sort(), [...lessons].sort());
  await page.context().close();
});

test("the list leads to the embed page, and the other pages lead to the list", async () => {
  const { page, problems } = await visit("/learn/");
  await page.locator('main a[href="../embed.html"]').click();
  await page.waitForURL(/embed\.html/);
  for (const path of ["/embed.html", "/train.html", "/"]) {
    await page.goto(path);
    await page.locator('.pages a[href="learn/"]').click();
    await page.waitForURL(/\/learn\/$/);
  }
  await page.context().close();
  assert.deepEqual(problems, []);
});

/** The names of the lessons in their order. @param {Page} page @returns {Promise<string[]>} */
const lessonsOf = (page) =>
  page.evaluate(async () => (await import(/** @type {any} */ ("/site/learn/lessons.js"))).kLessons);
