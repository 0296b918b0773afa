// @ts-check
// Packs what the pages fetch into web/dist: the models with a list of them, and a hundred sample digits.
import { copyFile, mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { Network } from "../web/src/index.js";
import { mnist } from "./mnist.js";

const models = new URL("../web/dist/models/", import.meta.url);
const data = new URL("../web/dist/data/", import.meta.url);
await mkdir(models, { recursive: true });
await mkdir(data, { recursive: true });

const test = await mnist("test");

const list = [];
for (const file of (await readdir(new URL(".", import.meta.url))).sort()) {
  if (!file.endsWith(".safetensors")) continue;
  const from = new URL(file, import.meta.url);
  const bytes = await readFile(from);
  const net = await Network.load(bytes, { deterministic: true });
  list.push({
    file,
    name: file.replace(".safetensors", ""),
    accuracy: net.evaluate(test.x, test.y, { scale: test.scale }).accuracy,
    parameters: net.parameters().reduce((sum, { values }) => sum + values.length, 0),
    bytes: bytes.length,
  });
  net.dispose();
  await copyFile(from, new URL(file, models));
}
await writeFile(new URL("models.json", models), JSON.stringify(list, null, 2));

// The first ten of each digit among the test images, in the order in which they come there.
const count = Array.from({ length: 10 }, () => 0);
const chosen = [...test.y.keys()].filter((i) => count[test.y[i]]++ < 10);

/**
 * An IDX file of bytes.
 * @param {number[]} shape
 * @param {Uint8Array} values
 */
function idx(shape, values) {
  const file = new Uint8Array(4 + 4 * shape.length + values.length);
  file.set([0, 0, 8, shape.length]);
  const view = new DataView(file.buffer);
  shape.forEach((size, i) => {
    view.setUint32(4 + 4 * i, size);
  });
  file.set(values, 4 + 4 * shape.length);
  return file;
}

const images = new Uint8Array(chosen.length * 784);
chosen.forEach((from, to) => {
  images.set(test.x.subarray(from * 784, (from + 1) * 784), to * 784);
});
await writeFile(new URL("samples.images.idx", data), idx([chosen.length, 28, 28], images));
await writeFile(
  new URL("samples.labels.idx", data),
  idx(
    [chosen.length],
    Uint8Array.from(chosen, (i) => test.y[i]),
  ),
);
