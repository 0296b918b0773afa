// @ts-check
// The README's code runs as pasted, and its commands and links exist.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../..", import.meta.url));
const readme = readFileSync(path.join(root, "README.md"), "utf8");

test("the example runs as pasted", () => {
  const [, code] = /** @type {RegExpExecArray} */ (/```js\n([\s\S]*?)```/.exec(readme));
  assert.ok(code.trim().split("\n").length <= 12, "about ten lines");
  // Inside the package, so that "glia" resolves to it.
  const folder = path.join(root, ".build");
  mkdirSync(folder, { recursive: true });
  writeFileSync(path.join(folder, "readme.mjs"), code);
  const { status, stdout, stderr } = spawnSync(process.execPath, [path.join(folder, "readme.mjs")], {
    encoding: "utf8",
  });
  assert.equal(status, 0, stderr);
  const numbers = stdout.match(/\b[01]\b(?=[,\s])/g)?.join(" ");
  assert.equal(numbers, "1 0 0 1 0 1 1 0", stdout);
});

test("its commands and the targets of its links exist", () => {
  const commands = [...readme.matchAll(/\.\/build\.sh (\w+)/g)].map(([, command]) => command);
  assert.deepEqual(commands, ["demo", "test", "bench"]);
  const script = readFileSync(path.join(root, "build.sh"), "utf8");
  for (const command of commands) assert.match(script, new RegExp(`^${command}\\)`, "m"));
  const links = [...readme.matchAll(/\]\(([^)]+)\)/g)].map(([, link]) => link);
  assert.ok(links.length > 3);
  for (const link of links) assert.ok(existsSync(path.join(root, link)), link);
});
