// @ts-check
// The native tests, built by each compiler with AddressSanitizer and UndefinedBehaviorSanitizer.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { test } from "node:test";
import { fileURLToPath } from "node:url";

for (const compiler of ["gcc", "clang"]) {
  test(`native tests, ${compiler}, under ASan and UBSan`, (t) => {
    const program = fileURLToPath(new URL(`../../.build/native-${compiler}`, import.meta.url));
    const { status, stdout, stderr } = spawnSync(program, { encoding: "utf8" });
    for (const line of stdout.trim().split("\n")) t.diagnostic(line);
    assert.equal(status, 0, stderr);
    assert.match(stdout, /\n\d+ native tests, 0 failed\n$/);
  });
}
