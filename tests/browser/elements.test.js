// @ts-check
// What every element keeps, whatever it shows: alone on a bare page and twice on one, taken off and put back, made by
// script before and after it is defined, every attribute changed live, from another origin and from a file, in both
// languages, and clean to axe-core.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { kElements } from "../../web/src/elements/index.js";
import { assertAccessible, assertFits } from "./audit.js";
import { eventually, kWeb, open, serve } from "./harness.js";

/** @typedef {import("playwright-core").Page} Page */
/** @typedef {import("../../web/src/ui/attributes.js").Attribute} Attribute */

const kBundle = "dist/glia-elements.js";

/** @param {string} body @param {string} [src] */
const bare = (body, src = `/${kBundle}`) =>
  `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Bare</title>
  <link rel="icon" href="/site/icon.svg"><script type="module" src="${src}"></script></head>
  <body><main><h1>Bare</h1>${body}</main></body></html>`;

/** @type {Record<string, string>} */
const pages = {
  "/none.html": "<!doctype html><html lang=en><title>None</title><link rel=icon href=/site/icon.svg><h1>None</h1>",
};
for (const { tag } of kElements) {
  pages[`/${tag}.html`] = bare(`<glia-${tag}>Without scripts</glia-${tag}>`);
  pages[`/${tag}-twice.html`] = bare(`<glia-${tag}></glia-${tag}><glia-${tag} lang="ko"></glia-${tag}>`);
}

/** @type {Awaited<ReturnType<typeof open>>} */
let site;
before(async () => {
  site = await open(pages);
});
after(() => site.close());

/**
 * A page that counts what becomes ready.
 *
 * @param {string} path
 * @param {Parameters<typeof site.visit>[0]} [options]
 */
async function visit(path, options) {
  const visited = await site.visit(options);
  await visited.page.addInitScript(() => {
    Object.assign(globalThis, { ready: 0 });
    addEventListener("glia-ready", () =>
      Object.assign(globalThis, { ready: /** @type {any} */ (globalThis).ready + 1 }),
    );
  });
  await visited.page.goto(path);
  return visited;
}

/** Scrolls to one element after the other: some wait to be in sight. @param {Page} page @param {number} count */
async function becomeReady(page, count) {
  let turn = 0;
  await eventually(async () => {
    await page.evaluate((turn) => {
      const elements = [...document.querySelectorAll("*")].filter(({ localName }) => localName.startsWith("glia-"));
      elements[turn % elements.length]?.scrollIntoView({ block: "center" });
    }, turn++ >> 3);
    assert.equal(await page.evaluate("ready"), count, "elements that are ready");
  });
}

/** What an element shows, without its styles. @param {Page} page @param {string} selector */
const shown = (page, selector) =>
  page
    .locator(selector)
    .evaluate((element) => /** @type {ShadowRoot} */ (element.shadowRoot).textContent?.trim() ?? "");

/** @param {Page} page @param {string} selector */
const trouble = (page, selector) =>
  page
    .locator(selector)
    .evaluate((element) => element.shadowRoot?.querySelector("[part=trouble]")?.textContent ?? "no such part");

/** Values that an attribute may have, none of them its default. @param {Attribute} attribute @returns {string[]} */
function samplesOf(attribute) {
  switch (attribute.kind) {
    case "flag":
      return [""];
    case "text":
      return [];
    case "choice":
      return attribute.of.filter((one) => one !== attribute.default);
    case "list":
      return [attribute.of.slice(0, 1).join(" "), attribute.of.join(" ")];
    case "number": {
      const { least = 0, most = 10 } = attribute;
      return [String(least), String(Math.min(most, least + 1000))];
    }
    case "numbers": {
      const { fewest = 1, longest = 4, least = 0, most = 10 } = attribute;
      return [fewest, Math.min(longest, fewest + 2)].map((length, round) =>
        Array.from({ length }, (_, i) => Math.min(most, Math.max(least, (i + round) % 3))).join(" "),
      );
    }
  }
}

for (const { tag, attributes } of kElements) {
  const name = `glia-${tag}`;

  test(`<${name}> alone, under the policy, in place of its fallback`, async () => {
    const { page, problems } = await visit(`/${tag}.html`);
    await becomeReady(page, 1);
    assert.ok((await shown(page, name)).length > 10);
    const boxes = await page.locator(name).evaluate((element) => {
      const range = document.createRange();
      range.selectNodeContents(element);
      return [element.textContent, range.getClientRects().length];
    });
    assert.deepEqual(boxes, ["Without scripts", 0], "the fallback is there, and not shown");
    assert.equal(await trouble(page, name), "");
    await page.context().close();
    assert.deepEqual(problems, []);
  });

  test(`<${name}> twice: each in its own language`, async () => {
    const { page, problems } = await visit(`/${tag}-twice.html`);
    await becomeReady(page, 2);
    const [english, korean] = [
      await shown(page, `${name}:nth-of-type(1)`),
      await shown(page, `${name}:nth-of-type(2)`),
    ];
    assert.doesNotMatch(english, /[가-힣]/);
    assert.match(korean, /[가-힣]/);
    await page.evaluate(() => (document.documentElement.lang = "ko"));
    await eventually(async () => assert.match(await shown(page, `${name}:nth-of-type(1)`), /[가-힣]/));
    await page.context().close();
    assert.deepEqual(problems, []);
  });

  test(`<${name}> taken off the page and put back, moved, and taken off for good`, async () => {
    const { page, problems } = await visit(`/${tag}.html`);
    await becomeReady(page, 1);
    const before = await shown(page, name);
    await page.evaluate((name) => {
      const element = /** @type {HTMLElement} */ (document.querySelector(name));
      element.remove();
      document.body.append(element);
      const box = document.createElement("div");
      document.body.append(box);
      box.append(element);
    }, name);
    await eventually(async () => assert.equal((await shown(page, name)).length > 10, true));
    assert.equal(await trouble(page, name), "");
    assert.ok(before.length > 10);
    await page.evaluate((name) => document.querySelector(name)?.remove(), name);
    await page.waitForTimeout(100);
    await page.context().close();
    assert.deepEqual(problems, []);
  });

  test(`<${name}> made by script, before and after it is defined`, async () => {
    const { page, problems } = await visit("/none.html");
    const first = Object.entries(attributes).find(([, attribute]) => samplesOf(attribute).length > 0);
    const [property, sample] = first ? [first[0], samplesOf(first[1])[0]] : ["", ""];
    await page.evaluate(
      async ({ name, property, sample, bundle }) => {
        const early = /** @type {any} */ (document.createElement(name));
        if (property) early[property] = sample === "" ? true : sample;
        document.body.append(early);
        await new Promise((resolve, reject) => {
          const script = document.createElement("script");
          Object.assign(script, { src: `/${bundle}`, onload: resolve, onerror: reject });
          document.head.append(script);
        });
        const late = /** @type {any} */ (document.createElement(name));
        if (property) late[property] = sample === "" ? true : sample;
        document.body.append(late);
      },
      { name, property, sample, bundle: kBundle },
    );
    await becomeReady(page, 2);
    if (property) {
      const read = await page.evaluate(
        ({ name, property }) =>
          [...document.querySelectorAll(name)].map((element) => [
            Object.hasOwn(element, property),
            JSON.stringify(/** @type {any} */ (element)[property]),
          ]),
        { name, property },
      );
      assert.equal(read[0][0], false, "the early property hides the class's");
      assert.deepEqual(read[0], read[1]);
    }
    await page.context().close();
    assert.deepEqual(problems, []);
  });

  test(`<${name}> with every attribute changed live, and a bad value refused in place`, async () => {
    const { page, problems } = await visit(`/${tag}.html`);
    await becomeReady(page, 1);
    for (const [property, attribute] of Object.entries(attributes)) {
      const dashed = property.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
      for (const value of samplesOf(attribute)) {
        await page.evaluate(({ name, dashed, value }) => document.querySelector(name)?.setAttribute(dashed, value), {
          name,
          dashed,
          value,
        });
        await eventually(async () => assert.equal(await trouble(page, name), "", `${dashed}="${value}"`));
        await page.waitForTimeout(30);
        assert.equal(await trouble(page, name), "", `${dashed}="${value}"`);
      }
      if (attribute.kind !== "flag" && attribute.kind !== "text") {
        await page.evaluate(({ name, dashed }) => document.querySelector(name)?.setAttribute(dashed, "no such"), {
          name,
          dashed,
        });
        await eventually(async () => assert.match(await trouble(page, name), /got .*no/));
        assert.ok((await shown(page, name)).length > 10, "what was shown stays");
      }
      await page.evaluate(({ name, dashed }) => document.querySelector(name)?.removeAttribute(dashed), {
        name,
        dashed,
      });
      await eventually(async () => assert.equal(await trouble(page, name), ""));
    }
    await page.context().close();
    assert.deepEqual(problems, []);
  });

  test(`<${name}> is clean to axe-core in both languages and schemes, and fits 390 and 1280 pixels`, async () => {
    for (const colorScheme of /** @type {const} */ (["light", "dark"])) {
      const { page, problems } = await visit(`/${tag}.html`, { colorScheme, reducedMotion: "reduce" });
      await page.addStyleTag({ content: ":root { color-scheme: light dark }" }).catch(() => {});
      await becomeReady(page, 1);
      for (const width of [390, 1280]) {
        await page.setViewportSize({ width, height: 900 });
        for (const lang of ["en", "ko"]) {
          await page.evaluate((lang) => (document.documentElement.lang = lang), lang);
          await assertAccessible(page, `${colorScheme}, ${width}, ${lang}`);
          await assertFits(page, width);
        }
      }
      await page.context().close();
      assert.deepEqual(
        problems.filter((problem) => !problem.includes("style-src")),
        [],
      );
    }
  });
}

test("one tag from another origin, without any header there, as a plain script", async () => {
  const elsewhere = await serve({});
  const body = kElements.map(({ tag }) => `<glia-${tag}></glia-${tag}>`).join("");
  const here = await serve(
    {},
    {
      "/article.html": `<!doctype html><html lang="en"><title>Article</title><h1>Article</h1>${body}
      <script src="${elsewhere.origin}/${kBundle}"></script>`,
    },
  );
  const { page } = await site.visit();
  await readyEverywhere(page, `${here.origin}/article.html`);
  await page.context().close();
  await Promise.all([here.close(), elsewhere.close()]);
});

test("one tag from another origin, as a module, in an iframe", async () => {
  // Browsers ask for this header before they run a module of another origin; static hosts and CDNs send it.
  const elsewhere = await serve({ "Access-Control-Allow-Origin": "*" });
  const body = kElements.map(({ tag }) => `<glia-${tag}></glia-${tag}>`).join("");
  const here = await serve(
    {},
    {
      "/article.html": bare(body, `${elsewhere.origin}/${kBundle}`),
      "/outer.html": `<!doctype html><html lang="en"><title>Outer</title><iframe src="/article.html" title="Article"
        width="800" height="3000"></iframe>`,
    },
  );
  const { page } = await site.visit();
  await readyEverywhere(page, `${here.origin}/outer.html`);
  await page.context().close();
  await Promise.all([here.close(), elsewhere.close()]);
});

test("from a file", async () => {
  const { page } = await site.visit();
  await page.goto(`file://${kWeb}site/icon.svg`); // any file: what follows has its origin
  const { mkdtemp, rm, symlink, writeFile } = await import("node:fs/promises");
  const folder = await mkdtemp("/tmp/glia-file-");
  try {
    await symlink(`${kWeb}dist`, `${folder}/dist`);
    const body = kElements.map(({ tag }) => `<glia-${tag}></glia-${tag}>`).join("");
    await writeFile(
      `${folder}/article.html`,
      `<!doctype html><html lang="en"><meta charset="utf-8"><title>Article</title><h1>Article</h1>${body}<script src="${kBundle}"></script>`,
    );
    await readyEverywhere(page, `file://${folder}/article.html`);
  } finally {
    await page.context().close();
    await rm(folder, { recursive: true });
  }
});

/** Goes there, and waits until every element is ready, each in its turn in sight. @param {Page} page @param {string} url */
async function readyEverywhere(page, url) {
  /** @type {string[]} */
  const uncaught = [];
  page.on("pageerror", ({ message }) => uncaught.push(message));
  await page.addInitScript(() => {
    addEventListener("glia-ready", ({ target }) => /** @type {Element} */ (target).setAttribute("data-is-ready", ""));
  });
  await page.goto(url);
  for (const { tag } of kElements) {
    await eventually(async () => {
      for (const frame of page.frames()) {
        const element = frame.locator(`glia-${tag}`);
        if ((await element.count()) === 0) continue;
        await element.scrollIntoViewIfNeeded();
        assert.equal(await element.getAttribute("data-is-ready"), "", tag);
        return;
      }
      assert.fail(`no <glia-${tag}>`);
    });
  }
  assert.deepEqual(uncaught, []);
}
