// @ts-check
// The models that ship are what their cards say.
import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { before } from "node:test";
import { mnist } from "../../models/mnist.js";
import { Network } from "../../web/src/index.js";
import { testBuilds } from "./builds.js";

const card = readFileSync(new URL("../../models/README.md", import.meta.url), "utf8");
/** @type {Awaited<ReturnType<typeof mnist>>} */
let digits;
before(async () => {
  digits = await mnist("test");
});

for (const { name, least, layers } of [
  { name: "mnist-mlp-book", least: 0.97, layers: ["sigmoid", "sigmoid", "softmax"] },
  { name: "mnist-mlp", least: 0.98, layers: ["relu", "softmax"] },
]) {
  testBuilds(`${name}: accuracy on the 10,000 test images, as on its card`, async (build) => {
    const bytes = readFileSync(new URL(`../../models/${name}.safetensors`, import.meta.url));
    const net = await Network.load(bytes, { build });
    assert.deepEqual(
      net.spec.layers.map(({ activation }) => activation),
      layers,
    );
    const { accuracy } = net.evaluate(digits.x, digits.y, { scale: digits.scale });
    net.dispose();
    assert.ok(accuracy !== null && accuracy >= least, `${accuracy}`);
    const section = card.split("\n## ").find((part) => part.startsWith(`${name}.safetensors`)) ?? "";
    assert.ok(section.includes(`| accuracy | ${(100 * accuracy).toFixed(2)}% of the 10,000 test images`), section);
    assert.ok(section.includes(createHash("sha256").update(bytes).digest("hex")), "the card's sha256");
    assert.ok(section.includes(bytes.length.toLocaleString("en")), "the card's bytes");
  });
}
