// @ts-check
// node web/bundle.js
// Bundles the elements as plain scripts for a script tag: dist/glia-elements.js has the modules that several groups of
// elements share, such as the engine; dist/elements/ has a script for each group (src/elements/ondemand.js). It also
// writes the manifest of the elements for editors, dist/custom-elements.json, and the colors for the pages,
// dist/palette.css.
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
  outfile: here("dist/x.js"), // required, but not written
  external: ["../../dist/engine-relaxed.js"], // elements are deterministic: they never load it
  define: { "import.meta.url": "gliaElements.url" },
  logLevel: "warning",
};

/** @param {string} contents @param {import("esbuild").Plugin[]} [plugins] */
const bundle = (contents, plugins = []) =>
  build({ ...options, stdin: { contents, resolveDir: kSource }, plugins }).then(({ outputFiles, metafile }) => ({
    text: outputFiles?.[0].text ?? "",
    inputs: Object.keys(metafile?.inputs ?? {})
      .filter((input) => !/^<|:/.test(input)) // only files
      .map((input) => here(input)),
  }));

/** The code that registers a group's elements. @param {readonly string[]} tags */
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
  // Styles are strings, which minifiers leave alone: this removes their white space.
  const text = small.replaceAll("../../dist/", "./").replace(/([{};,])(?:\\n|\n) */g, "$1");
  await writeFile(here(file), `${text}\n`);
}

const entries = await Promise.all(
  Object.entries(kGroups).map(async ([group, tags]) => ({ group, contents: await entryOf(tags) })),
);
const whole = await Promise.all(entries.map(({ contents }) => bundle(contents)));

/** @type {Map<string, number>} the number of groups that use a module */
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

/** Takes shared modules from the shelf where glia-elements.js put them. @type {import("esbuild").Plugin} */
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
