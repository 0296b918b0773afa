// @ts-check
// node web/bundle.js
// Bundles the elements for a script tag, plain scripts all: dist/glia-elements.js, which has what several groups of them
// share, the engine for one, and dist/elements/ with a script for each group (src/elements/ondemand.js). And what their
// classes say of themselves, for editors: dist/custom-elements.json; and the colors as a file for the pages: dist/palette.css.
import { mkdir, readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { minify } from "terser";
import { kElements } from "./src/elements/index.js";
import { manifestOf } from "./src/elements/manifest.js";
import { kGroups } from "./src/elements/ondemand.js";
import { kPalette } from "./src/elements/palette.js";

const here = (/** @type {string} */ file) => fileURLToPath(new URL(file, import.meta.url));
const kSource = here("src/elements");

/** @type {import("esbuild").BuildOptions} */
const options = {
  bundle: true,
  minify: true,
  write: false,
  metafile: true,
  format: "iife",
  target: "es2022",
  absWorkingDir: here("."),
  outfile: here("dist/x.js"), // nothing is written there
  external: ["../../dist/engine-relaxed.js"], // elements are deterministic: they never ask for it
  define: { "import.meta.url": "gliaElements.url" },
  logLevel: "warning",
};

/** @param {string} contents @param {import("esbuild").Plugin[]} [plugins] */
const bundle = (contents, plugins = []) =>
  build({ ...options, stdin: { contents, resolveDir: kSource }, plugins }).then(({ outputFiles, metafile }) => ({
    text: outputFiles?.[0].text ?? "",
    inputs: Object.keys(metafile?.inputs ?? {})
      .filter((input) => !/^<|:/.test(input)) // what is no file
      .map((input) => here(input)),
  }));

/** The code that gives a group's elements their tags. @param {readonly string[]} tags */
async function entryOf(tags) {
  const lines = ['import { register } from "./element.js";'];
  for (const tag of tags) {
    const [, name] = /export class (\w+) extends/.exec(await readFile(path.join(kSource, `${tag}.js`), "utf8")) ?? [];
    lines.push(`import { ${name} } from "./${tag}.js";`, `register(${name}, "glia-${tag}");`);
  }
  return lines.join("\n");
}

/** @param {string} file @param {string} code */
async function write(file, code) {
  const { code: small = "" } = await minify(code, {
    ecma: 2020,
    compress: { passes: 3, sequences: false, pure_getters: true },
    mangle: true,
  });
  // The styles are text to the tools: their white space goes here.
  const text = small.replaceAll("../../dist/", "./").replace(/([{};,])(?:\\n|\n) */g, "$1");
  await writeFile(here(file), `${text}\n`);
}

const entries = await Promise.all(
  Object.entries(kGroups).map(async ([group, tags]) => ({ group, contents: await entryOf(tags) })),
);
const whole = await Promise.all(entries.map(({ contents }) => bundle(contents)));

/** @type {Map<string, number>} how many groups have a module */
const uses = new Map();
for (const { inputs } of whole) for (const input of inputs) uses.set(input, (uses.get(input) ?? 0) + 1);
const shared = [...uses.keys()].filter((input) => (uses.get(input) ?? 0) > 1).sort();

await mkdir(here("dist/elements"), { recursive: true });
const core = await bundle(
  [
    ...shared.map((file, i) => `import * as m${i} from ${JSON.stringify(file)};`),
    'import { defineOnDemand } from "./ondemand.js";',
    'import { script, scriptUrl } from "./script.js";',
    `globalThis.gliaElements = { url: scriptUrl, shelf: [${shared.map((_, i) => `m${i}`).join(", ")}] };`,
    "if (script) defineOnDemand(scriptUrl, script.dataset.define);",
  ].join("\n"),
);
await write("dist/glia-elements.js", core.text);

/** Takes from the shelf what glia-elements.js has put there. @type {import("esbuild").Plugin} */
const fromShelf = {
  name: "from the shelf",
  setup(build) {
    build.onResolve({ filter: /^\./ }, ({ resolveDir, path: target }) => {
      const file = path.resolve(resolveDir, target);
      return shared.includes(file) ? { path: file, namespace: "shelf" } : undefined;
    });
    build.onLoad({ filter: /./, namespace: "shelf" }, ({ path: file }) => ({
      contents: `module.exports = gliaElements.shelf[${shared.indexOf(file)}];`,
    }));
  },
};
for (const { group, contents } of entries) {
  const { text } = await bundle(contents, [fromShelf]);
  await write(`dist/elements/${group}.js`, text);
}

await writeFile(here("dist/custom-elements.json"), `${JSON.stringify(manifestOf(kElements), null, 2)}\n`);
await writeFile(here("dist/palette.css"), kPalette);
