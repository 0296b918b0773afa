// @ts-check
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { kElements } from "../../web/src/elements/index.js";
import { embedEn as en } from "../../web/site/text/embed-en.js";
import { embedKo as ko } from "../../web/site/text/embed-ko.js";
import { assertAccessible, assertFits, assertLargeEnough } from "./audit.js";
import { eventually, open, serve } from "./harness.js";
import { assertTranslated } from "./translated.js";

/** @typedef {import("playwright-core").Page} Page */

/** @type {Awaited<ReturnType<typeof open>>} */
let site;
before(async () => {
  site = await open();
});
after(() => site?.close());

/**
 * @param {string} name
 * @param {string} link what follows the page's address
 * @param {(page: Page) => Promise<void>} body
 * @param {Parameters<typeof site.visit>[0]} [options]
 */
function pageTest(name, link, body, options) {
  test(name, async () => {
    const { page, problems } = await site.visit(options);
    await page.goto(`/embed.html${link}`);
    await eventually(async () => assert.match(await tag(page), /<script/));
    await body(page);
    await page.context().close();
    assert.deepEqual(problems, []);
  });
}

/** @param {Page} page */
const tag = async (page) => (await page.locator("[data-tag]").textContent()) ?? "";

/** The tag's second line. @param {Page} page */
const figure = async (page) => (await tag(page)).split("\n")[1];

/** @param {Page} page @param {string} name */
const option = (page, name) => page.locator(`#option-${name}`);

const fallback = (/** @type {"neuron" | "softmax"} */ name, table = en) =>
  table["embed.fallback"].replace("{title}", table[`embed.title.${name}`]);

pageTest("every figure can be chosen, each with all its options, and shows itself", "", async (page) => {
  const offered = await page
    .locator("[data-figure] option")
    .evaluateAll((options) => options.map((option) => /** @type {HTMLOptionElement} */ (option).value));
  assert.deepEqual(
    offered,
    kElements.map(({ tag }) => tag),
  );
  for (const { tag: name, attributes } of kElements) {
    await page.locator("[data-figure]").selectOption(name);
    const shown = page.locator(`[data-preview] > glia-${name}`);
    await eventually(async () =>
      assert.ok((await shown.evaluate((element) => element.shadowRoot?.textContent?.trim().length ?? 0)) > 10),
    );
    const names = Object.keys(attributes).map((property) =>
      property.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`),
    );
    assert.equal(await page.locator("[data-options] > *").count(), names.length);
    for (const one of names) assert.ok(await option(page, one).isVisible(), `${name}: ${one}`);
    assert.match(await figure(page), new RegExp(`^<glia-${name}>[^<]+</glia-${name}>$`), "defaults are left out");
  }
});

pageTest(
  "options change the figure and the tag, and only those that are not as by default",
  "#figure=neuron",
  async (page) => {
    const preview = page.locator("[data-preview] > glia-neuron");
    await option(page, "gate").selectOption("nand");
    await option(page, "weights").fill("-0.5, -0.5");
    await option(page, "bias").fill("0.7");
    assert.equal(
      await figure(page),
      `<glia-neuron weights="-0.5 -0.5" bias="0.7" gate="nand">${fallback("neuron")}</glia-neuron>`,
    );
    await eventually(async () =>
      assert.equal(await preview.evaluate((element) => /** @type {any} */ (element).solved), true),
    );
    await option(page, "gate").selectOption("none");
    await option(page, "weights").fill("1 -1");
    assert.equal(await figure(page), `<glia-neuron bias="0.7">${fallback("neuron")}</glia-neuron>`);
    // An invalid value causes an error, and is left out.
    await option(page, "bias").fill("700");
    assert.equal(await option(page, "bias").getAttribute("aria-invalid"), "true");
    assert.ok(await page.getByText(en["embed.refused"]).isVisible());
    assert.equal(await figure(page), `<glia-neuron bias="0.7">${fallback("neuron")}</glia-neuron>`);
    await page.getByRole("button", { name: en["embed.reset"] }).click();
    assert.equal(await figure(page), `<glia-neuron>${fallback("neuron")}</glia-neuron>`);
    assert.equal(await option(page, "bias").inputValue(), "-0.5");
    assert.equal(await option(page, "bias").getAttribute("aria-invalid"), null);
  },
);

pageTest("changes in the figure go into the tag", "#figure=softmax", async (page) => {
  await page.getByRole("spinbutton", { name: "score 2" }).fill("7.5");
  assert.equal(await figure(page), `<glia-softmax scores="0.3 7.5 4">${fallback("softmax")}</glia-softmax>`);
  assert.equal(await option(page, "scores").inputValue(), "0.3 7.5 4");
});

pageTest("the language is the page's, or the one that is chosen", "#figure=neuron", async (page) => {
  const preview = page.locator("[data-preview] > glia-neuron");
  const shown = () => preview.evaluate((element) => element.shadowRoot?.textContent ?? "");
  assert.doesNotMatch(await shown(), /[가-힣]/);
  await page.getByLabel(en["embed.language"], { exact: true }).selectOption("ko");
  await eventually(async () => assert.match(await shown(), /[가-힣]/));
  assert.equal(await figure(page), `<glia-neuron lang="ko">${fallback("neuron", ko)}</glia-neuron>`);
  await page.getByLabel(en["embed.language"], { exact: true }).selectOption("");
  await eventually(async () => assert.doesNotMatch(await shown(), /[가-힣]/));
});

pageTest("the address keeps the choice, and invalid values in it are ignored", "", async (page) => {
  await page.locator("[data-figure]").selectOption("neuron");
  await option(page, "gate").selectOption("xor");
  await option(page, "weights").fill("2 3");
  await page.getByLabel(en["embed.language"], { exact: true }).selectOption("ko");
  await page.getByRole("radio", { name: /plain script/ }).check();
  const [link, lines] = [page.url(), await tag(page)];
  await page.goto("about:blank");
  await page.goto(link);
  await eventually(async () => assert.equal(await tag(page), lines));
  assert.equal(await option(page, "gate").inputValue(), "xor");
  await page.evaluate(() => (location.hash = "#figure=neuron&gate=and&bias=nonsense&weights=1"));
  await eventually(async () =>
    assert.equal(await figure(page), `<glia-neuron gate="and">${fallback("neuron")}</glia-neuron>`),
  );
  await page.evaluate(() => (location.hash = "#figure=nothing"));
  await eventually(async () => assert.ok((await figure(page)).startsWith(`<glia-${kElements[0].tag}>`)));
});

for (const [form, expected] of /** @type {const} */ ([
  ["module", /^<script type="module" src="([^"]+)"><\/script>\n/],
  ["plain", /^<script src="([^"]+)" charset="utf-8" defer><\/script>\n/],
])) {
  pageTest(
    `the tag that is copied works on a bare page elsewhere: ${form}`,
    `#figure=neuron&form=${form}&gate=nand&weights=-1+-1&bias=1.5&lang=ko`,
    async (page) => {
      await page.getByRole("button", { name: en["embed.copy"], exact: true }).click();
      await eventually(async () => assert.equal(await page.locator("[data-copied]").textContent(), en["embed.copied"]));
      const copied = await page.evaluate(() => navigator.clipboard.readText());
      assert.equal(copied, `${await tag(page)}\n`);
      assert.equal(expected.exec(copied)?.[1], `${site.origin}/dist/glia-elements.js`);

      const scripts = await serve(form === "module" ? { "Access-Control-Allow-Origin": "*" } : {});
      const encoding = form === "module" ? '<meta charset="utf-8">' : ""; // without it, an old one of the West
      const article = await serve(
        {
          "Content-Security-Policy": `default-src 'self'; script-src ${scripts.origin} 'wasm-unsafe-eval'; worker-src blob:`,
        },
        {
          "/article": `<!doctype html><html lang="en">${encoding}<title>Article</title>${copied.replace(site.origin, scripts.origin)}`,
        },
      );
      // Not by `visit`, which reports another origin as a problem.
      const visitor = await page.context().newPage();
      try {
        await visitor.goto(`${article.origin}/article`);
        const there = visitor.locator("glia-neuron");
        await eventually(async () =>
          assert.equal(await there.evaluate((element) => /** @type {any} */ (element).solved), true),
        );
        assert.match((await there.evaluate((element) => element.shadowRoot?.textContent)) ?? "", /NAND 게이트예요/);
        if (encoding) assert.equal((await there.textContent())?.trim(), fallback("neuron", ko));
      } finally {
        await Promise.all([scripts.close(), article.close()]);
      }
    },
    { permissions: ["clipboard-read", "clipboard-write"] },
  );
}

for (const { tag: name, attributes } of kElements) {
  const text = Object.entries(attributes).find(([, { kind }]) => kind === "text")?.[0];
  if (!text) continue;
  pageTest(`a text cannot break out of the tag: ${name}`, `#figure=${name}`, async (page) => {
    await page.locator("[data-preview] > *").evaluate((preview) => preview.remove()); // which would fetch what it says
    await option(page, text).fill('a"><b>&');
    await option(page, text).blur();
    assert.ok((await figure(page)).startsWith(`<glia-${name} ${text}="a&quot;>&lt;b>&amp;">`));
  });
}

for (const [tongue, colorScheme, width] of /** @type {const} */ ([
  ["en", "light", 1280],
  ["en", "dark", 390],
  ["ko", "light", 390],
  ["ko", "dark", 1280],
])) {
  pageTest(
    `clean to axe-core, large enough and translated: ${tongue}, ${colorScheme}, ${width} pixels`,
    `?lang=${tongue}#figure=neuron`,
    async (page) => {
      await eventually(async () => assert.equal(await page.locator("[data-preview] > *").count(), 1));
      await assertAccessible(page);
      await assertFits(page, width);
      await assertLargeEnough(
        page,
        "main > :not(glia-*) :is(button, select, input[type=text], input[type=number], .forms label)".replace(
          "main > :not(glia-*) ",
          "main ",
        ),
      );
      for (const { tag: name } of kElements) {
        await page.locator("[data-figure]").selectOption(name);
        await assertFits(page, width);
        await assertTranslated(page, tongue, name);
        if (tongue === "ko") assert.equal(await page.locator("[data-options] .note [lang=en]").count(), 0, name);
      }
      assert.equal(await page.title(), (tongue === "ko" ? ko : en)["embed.title"]);
    },
    { colorScheme, viewport: { width, height: 900 } },
  );
}
