// @ts-check
// The address of web/train.html: everything is in it, bad values are found, and Node runs it.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { runLink, stateOf } from "../../models/link.js";
import { courseFor, parametersOf, specFor } from "../../web/src/ui/plan.js";
import { digitSet, kData, pointSet, tableSet } from "../../web/src/ui/datasets.js";
import { kMild } from "../../web/site/train/distortion.js";
import { dense, readHidden } from "../../web/src/ui/hidden.js";
import { defaultsFor, formatLink, kSettings, parseLink, sameSetup } from "../../web/site/train/settings.js";
import { Network } from "../../web/src/index.js";

test("what is written is read back, for every kind of data", () => {
  for (const data of Object.keys(kData)) {
    const settings = {
      ...defaultsFor(data),
      layers: dense(3, 20),
      rate: 1e-7,
      seed: 4294967295,
      dropout: 0.25,
      l2: 0.001,
    };
    if (kData[data] === "digits") {
      Object.assign(settings, { layers: readHidden("c3-p-c64-p-20"), augment: { rotation: 1e-7, elastic: 0.25 } });
    }
    const { settings: read, refused } = parseLink(`#${formatLink(settings)}`);
    assert.deepEqual(read, settings);
    assert.deepEqual(refused, []);
  }
  const bare = { ...defaultsFor("moons"), layers: [] };
  assert.deepEqual(parseLink(formatLink(bare)).settings.layers, []);
});

test("every setting is in the address", () => {
  const link = new URLSearchParams(formatLink(defaultsFor()));
  assert.deepEqual(
    [...link.keys()],
    kSettings.map(({ name }) => name),
  );
  assert.deepEqual([...link.keys()].sort(), Object.keys(defaultsFor()).sort());
  assert.ok(!formatLink(defaultsFor("moons")).includes("augment"), "points are not distorted");
});

test("an empty address means the defaults; data alone, the defaults that suit it", () => {
  assert.deepEqual(parseLink("").settings, defaultsFor());
  assert.deepEqual(parseLink("#data=xor").settings, defaultsFor("xor"));
});

test("bad values are named, and the defaults stand in their place", () => {
  const bad = {
    data: "cats",
    layers: "8-0",
    activation: "step",
    initializer: "",
    optimizer: "__proto__",
    rate: "-1",
    batch: "1.5",
    epochs: "0",
    l2: "NaN",
    dropout: "1",
    augment: "rotation:46",
    seed: "4294967296",
    color: "red",
  };
  const { settings, refused } = parseLink(`#${new URLSearchParams(bad)}`);
  assert.deepEqual(settings, defaultsFor());
  assert.deepEqual(
    refused,
    Object.entries(bad).map(([name, value]) => ({ name, value })),
  );
  for (const layers of ["", "1025", "a", "1-2-3-4-5-6-7-8-9", "8--8", "c65", "c", "pp"]) {
    assert.equal(parseLink(`data=moons&layers=${layers}`).refused.length, 1, layers);
  }
});

test("layers that cannot follow each other are refused with the reason", () => {
  /** @type {[string, string | undefined][]} */
  const cases = [
    ["data=mnist-10000&layers=c8-p-c16-p-128", undefined],
    ["data=mnist-10000&layers=c8-p-p-p-p", undefined],
    ["data=mnist-10000&layers=c8-p-p-p-p-p", "small"],
    ["data=mnist-10000&layers=p-p-p-c1-c1", "small"],
    ["data=mnist-10000&layers=128-c8", "order"],
    ["data=mnist-10000&layers=c8-128-p", "order"],
    ["data=moons&layers=c8-p", "pictures"],
    ["data=breast-cancer&layers=p", "pictures"],
    ["data=moons&augment=shift:1", "pictures"],
  ];
  for (const [link, flaw] of cases) {
    const { settings, refused } = parseLink(link);
    assert.deepEqual(
      refused.map((part) => part.flaw),
      flaw ? [flaw] : [],
      link,
    );
    if (flaw) assert.deepEqual(settings, defaultsFor(settings.data), link);
  }
});

test("distortions in an address: in any order, without the zeros, each within its bounds", () => {
  const read = (/** @type {string} */ augment) => parseLink(`augment=${augment}`);
  assert.deepEqual(read("none").settings.augment, {});
  assert.deepEqual(read("shift:.5,rotation:10,elastic:0").settings.augment, { rotation: 10, shift: 0.5 });
  assert.match(formatLink(read("shift:.5,rotation:10").settings), /&augment=rotation:10,shift:0.5&/);
  for (const augment of [
    "",
    "rotation",
    "rotation:-1",
    "turn:1",
    "shift:1,shift:2",
    "thickness:1.1",
    "shift:1,",
    "toString:1",
  ]) {
    assert.equal(read(augment).refused.length, 1, augment);
  }
});

test("only the learning rate and the epochs reach a network that is training", () => {
  const settings = defaultsFor("moons");
  assert.ok(sameSetup(settings, { ...settings, rate: 1, epochs: 1 }));
  for (const change of [{ seed: 1 }, { layers: dense(16) }, { batch: 2 }, { dropout: 0.1 }, { augment: kMild }]) {
    assert.ok(!sameSetup(settings, { ...settings, ...change }), JSON.stringify(change));
  }
});

test("the network that settings ask for", () => {
  const settings = {
    ...defaultsFor("moons"),
    layers: dense(8, 4),
    dropout: 0.5,
    l2: 0.1,
    optimizer: "nesterov",
    rate: 0.3,
  };
  const { layers, loss, optimizer } = specFor(settings, pointSet("moons", 1));
  assert.deepEqual(
    layers.map(({ type }) => type),
    ["dense", "dropout", "dense", "dropout", "dense"],
  );
  assert.equal(loss, "sparseCategoricalCrossentropy");
  assert.deepEqual(optimizer, { type: "sgd", momentum: 0.9, nesterov: true, learningRate: 0.3 });
});

test("the convolutional network that settings ask for, its parameters counted", async () => {
  const blank = { x: new Uint8Array(784), y: new Uint8Array(1) };
  const dataset = digitSet("mnist-10000", blank, blank);
  for (const [link, types, parameters] of /** @type {[string, string, number][]} */ ([
    ["layers=c8-p-c16-p-128", "conv2d maxPool2d conv2d maxPool2d flatten dense dense", 53866],
    ["layers=p&dropout=0.5", "maxPool2d flatten dropout dense", 1970],
    ["layers=c2-4&dropout=0.5&l2=0.1", "conv2d flatten dropout dense dropout dense", 5482],
    ["layers=none&dropout=0.5", "dense", 7850],
  ])) {
    const { settings } = parseLink(`${link}&augment=shift:2`);
    const spec = specFor(settings, dataset);
    assert.equal(spec.layers.map(({ type }) => type).join(" "), types);
    assert.deepEqual(spec.input, types.includes("2d") ? [28, 28, 1] : [784]);
    assert.equal(parametersOf(dataset, settings), parameters);
    const net = await Network.create(spec);
    assert.equal(
      net.parameters().reduce((sum, { values }) => sum + values.length, 0),
      parameters,
    );
    net.dispose();
    assert.deepEqual(courseFor(settings, dataset).augmentation, { shift: 2 });
  }
  assert.ok(!("augmentation" in courseFor(defaultsFor(), dataset)));
});

test("a table of numbers to learn: standardized by what is learnt from", () => {
  const n = 40;
  const table = {
    columns: ["a"],
    target: "b",
    x: Float32Array.from({ length: n }, (_, i) => i),
    y: Float32Array.from({ length: n }, (_, i) => 1000 + 7 * i),
    classes: null,
  };
  const { train, validation, unit } = tableSet("own", table, 1);
  assert.ok(unit);
  let sum = 0;
  for (const y of train.y) sum += y;
  assert.ok(Math.abs(sum / train.y.length) < 1e-5);
  assert.ok(Math.abs(validation.y[0] * unit.deviation + unit.mean - (1000 + 7 * validation.x[0])) < 1e-3);
});

test("an address, its query, its hash and the bare text are the same link", () => {
  for (const link of ["https://a.b/train.html?lang=ko#data=xor", "#data=xor"]) assert.equal(stateOf(link), "#data=xor");
  assert.equal(stateOf("https://a.b/train.html?data=xor"), "?data=xor");
  assert.equal(stateOf("data=xor"), "data=xor");
});

const kLink = "data=moons&layers=8&epochs=5&batch=10&dropout=0.1&optimizer=adamw&seed=9";

test("the same link gives the same hash, another seed another", async () => {
  const [one, again, other] = [await runLink(kLink), await runLink(`#${kLink}`), await runLink(`${kLink}0`)];
  assert.match(one.hash, /^[0-9a-f]{16}$/);
  assert.equal(again.hash, one.hash);
  assert.notEqual(other.hash, one.hash);
});

test(
  "convolution and distortion: the same hash again, another without the distortion",
  { timeout: 60000 },
  async () => {
    const link =
      "data=mnist-10000&layers=c2-p-p-8&rate=0.01&dropout=0.1&batch=100&epochs=1&augment=rotation:15,elastic:2&seed=9";
    const [one, again, plain] = [await runLink(link), await runLink(link), await runLink(link.replace("augment", "a"))];
    assert.equal(again.hash, one.hash);
    assert.notEqual(plain.hash, one.hash);
    assert.ok((one.accuracy ?? 0) > 0.2, `${one.accuracy}`);
  },
);

test("models/link.js prints the hash", async () => {
  const script = fileURLToPath(new URL("../../models/link.js", import.meta.url));
  const printed = execFileSync(process.execPath, [script, `http://localhost/train.html#${kLink}`], {
    encoding: "utf8",
  });
  assert.match(printed, /^epoch 5: loss \d/m);
  assert.ok(printed.includes((await runLink(kLink)).hash));
});

test("the presets learn: every toy set, and breast cancer", { timeout: 60000 }, async () => {
  for (const data of ["circles", "moons", "spiral", "xor", "breast-cancer"]) {
    const { accuracy } = await runLink(`data=${data}`);
    assert.ok((accuracy ?? 0) >= 0.95, `${data}: ${accuracy}`);
  }
});
