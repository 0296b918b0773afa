// @ts-check
// The package: its size, its imports, that importing it has no effects, and that its code is formatted and
// type-correct.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { brotliCompressSync, gzipSync } from "node:zlib";
import { bytesOfHex } from "../../web/src/engine/hex.js";
import { kElements } from "../../web/src/elements/index.js";
import { kGroups } from "../../web/src/elements/ondemand.js";

const root = fileURLToPath(new URL("../..", import.meta.url));
/** @param {string} file */
const read = (file) => readFileSync(path.join(root, file));
/** Bytes that a server sends, compressed as well as it can. @param {string | Uint8Array} content */
const compressed = (content) => ({
  gzip: gzipSync(content, { level: 9 }).length,
  brotli: brotliCompressSync(content).length,
});
/** @param {ReturnType<typeof compressed>} size */
const told = ({ gzip, brotli }) => `${gzip} bytes gzip, ${brotli} brotli`;

/** @param {string} command @param {string[]} args */
function run(command, args) {
  const { status, stdout, stderr } = spawnSync(command, args, { cwd: root, encoding: "utf8" });
  assert.equal(status, 0, `${command} ${args.join(" ")}\n${stdout}\n${stderr}`);
  return stdout;
}

const kLimit = 37 * 1024;
const kFigureLimit = 67 * 1024;
const kWorkerLimit = 14 * 1024;
const library = read("web/dist/glia.js").toString();
const engineIn = /"[0-9a-f]{10000,}"/;

test("a page with one figure fetches at most 67 KB gzip with the engine, and 14 KB more if it trains", (t) => {
  const core = compressed(read("web/dist/glia-elements.js"));
  const worker = compressed(read("web/dist/worker.js"));
  for (const group of Object.keys(kGroups)) {
    const own = compressed(read(`web/dist/elements/${group}.js`));
    const [gzip, brotli] = [core.gzip + own.gzip, core.brotli + own.brotli];
    t.diagnostic(`a page with one of ${group}: ${told({ gzip, brotli })}; limit ${kFigureLimit} gzip`);
    assert.ok(gzip <= kFigureLimit, `${group}: ${gzip} bytes`);
    if (group !== "training") continue;
    const whole = { gzip: gzip + worker.gzip, brotli: brotli + worker.brotli };
    t.diagnostic(`with the worker that it trains in: ${told(whole)}; limit ${kFigureLimit + kWorkerLimit} gzip`);
  }
  assert.ok(worker.gzip <= kWorkerLimit, `worker.js: ${worker.gzip} bytes`);
});

test("only the library carries the engine: a training worker receives it from the page", (t) => {
  for (const file of ["glia.js", "train.js", "worker.js", "glia-elements.js"]) {
    const code = read(`web/dist/${file}`);
    t.diagnostic(`${file}: ${told(compressed(code))}`);
    assert.equal(engineIn.test(code.toString()), file !== "worker.js", file);
  }
});

test("every element has its place in a group", () => {
  assert.deepEqual(Object.values(kGroups).flat().sort(), kElements.map(({ tag }) => tag).sort());
});

for (const build of ["simd128", "relaxed"]) {
  const inlined = /** @type {string} */ (engineIn.exec(read(`web/dist/engine-${build}.js`).toString())?.[0]);

  test(`engine + API within 37 KB gzip (${build})`, (t) => {
    assert.match(library, engineIn);
    const whole = compressed(library.replace(engineIn, inlined));
    const api = compressed(library.replace(engineIn, '""'));
    t.diagnostic(`engine (${build}) + API: ${told(whole)}, of which API ${told(api)}; limit ${kLimit} gzip`);
    assert.ok(whole.gzip <= kLimit, `${whole.gzip} bytes`);
  });

  test(`the inlined engine is the .wasm file (${build})`, (t) => {
    const start = performance.now();
    const bytes = bytesOfHex(inlined.slice(1, -1));
    t.diagnostic(`decoded in ${(performance.now() - start).toFixed(1)} ms`);
    assert.deepEqual(Buffer.from(bytes), read(`web/dist/engine-${build}.wasm`));
  });

  test(`the module has no imports (${build})`, (t) => {
    const bytes = read(`web/dist/engine-${build}.wasm`);
    // Read from the sections, so that it also works on a host without relaxed SIMD; id 2 is the import section.
    const sections = [];
    for (let at = 8; at < bytes.length;) {
      sections.push(bytes[at++]);
      let [size, shift, byte] = [0, 0, 0];
      do {
        byte = bytes[at++];
        size |= (byte & 127) << shift;
        shift += 7;
      } while (byte & 128);
      at += size;
    }
    assert.ok(sections.includes(7) && sections.includes(10), `sections ${sections}`);
    assert.ok(!sections.includes(2), "an import section");
    if (WebAssembly.validate(bytes)) assert.deepEqual(WebAssembly.Module.imports(new WebAssembly.Module(bytes)), []);
    t.diagnostic(`engine-${build}.wasm: 0 imports, ${bytes.length} bytes`);
  });
}

test("the minified library works, and fetches only the relaxed engine beside it", () => {
  const script = `
    import { dot, Network } from "./web/dist/glia.js";
    const net = await Network.create({ input: [2], layers: [{ type: "dense", units: 3 }] });
    console.log(net.predict([1, 2]).length, dot([1, 2], [3, 4]).toArray(), net.build);`;
  const flags = process.execArgv.filter((flag) => flag.includes("relaxed"));
  const build = flags.length || Number(process.versions.node.split(".")[0]) > 20 ? "relaxed" : "simd128";
  assert.equal(run(process.execPath, [...flags, "--input-type=module", "-e", script]), `3 11 ${build}\n`);
  assert.deepEqual(
    [...library.matchAll(/import\("([^"]+)"\)/g)].map(([, from]) => from),
    ["./engine-relaxed.js"],
  );
});

test("importing an entry point in Node has no effects: no engine, no globals", () => {
  const { exports } = JSON.parse(read("package.json").toString());
  const entries = Object.values(exports)
    .map((entry) => entry.default)
    .filter(Boolean);
  assert.ok(entries.length >= 1);
  for (const entry of entries) {
    const script = `
      const before = Object.getOwnPropertyNames(globalThis).length;
      for (const name of ["Module", "Instance", "Memory"]) WebAssembly[name] = function () { throw new Error(name); };
      for (const name of ["compile", "instantiate", "validate"]) WebAssembly[name] = () => { throw new Error(name); };
      await import(${JSON.stringify(path.join(root, entry))});
      console.log(Object.getOwnPropertyNames(globalThis).length - before);`;
    assert.equal(run(process.execPath, ["--input-type=module", "-e", script]), "0\n", entry);
  }
});

test("no dependencies at run time", () => {
  const { dependencies = {}, peerDependencies = {} } = JSON.parse(read("package.json").toString());
  assert.deepEqual({ ...dependencies, ...peerDependencies }, {});
  for (const file of readdirSync(path.join(root, "web/src"), { recursive: true, encoding: "utf8" })) {
    if (!file.endsWith(".js")) continue;
    for (const [, from] of read(`web/src/${file}`)
      .toString()
      .matchAll(/^(?:import|export)\b[^"';]*?from\s+"([^"]+)"/gm)) {
      assert.ok(from.startsWith("."), `${file} imports ${from}`);
    }
  }
});

test("every file that package.json names exists", () => {
  const { exports } = JSON.parse(read("package.json").toString());
  for (const entry of Object.values(exports)) {
    for (const file of typeof entry === "string" ? [entry] : Object.values(entry)) {
      assert.ok(existsSync(path.join(root, file)), file);
    }
  }
});

test("types hold (tsc, strict)", () => {
  run(process.execPath, [path.join(root, "node_modules/typescript/bin/tsc"), "--project", root]);
});

test("JavaScript, HTML and CSS are formatted (prettier)", () => {
  const files = ["web/src", "web/site", "web/*.html", "web/learn", "models/*.js", "tests/**/*.js"];
  run(process.execPath, [path.join(root, "node_modules/prettier/bin/prettier.cjs"), "--check", ...files]);
});

/** @param {string} folder @returns {string[]} */
function cFiles(folder) {
  const files = readdirSync(path.join(root, folder), { recursive: true, encoding: "utf8" });
  return files.filter((file) => /\.[ch]$/.test(file)).map((file) => `${folder}/${file}`);
}

const version = /version (\d+)/.exec(spawnSync("clang-format", ["--version"], { encoding: "utf8" }).stdout)?.[1];
const otherFormatter = version !== "14" && `clang-format ${version} formats in its own way; the tree is 14's`;
test("C is formatted (clang-format)", { skip: otherFormatter }, () => {
  run("clang-format", ["--dry-run", "-Werror", ...cFiles("c"), ...cFiles("tests/native")]);
});

test("C is clean (clang-tidy)", () => {
  // abi.c is for WebAssembly only: native targets do not know its export attributes.
  const sources = cFiles("c").filter((file) => file.endsWith(".c") && file !== "c/abi.c");
  run("clang-tidy", ["--quiet", ...sources, "--", "-std=c11"]);
});
