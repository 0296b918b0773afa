// @ts-check
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { kActivations } from "../../web/src/spec/activations.js";
import * as encode from "../../web/src/spec/encode.js";
import * as names from "../../web/src/spec/names.js";
import * as spec from "../../web/src/spec/spec.js";
import { SpecError } from "../../web/src/index.js";

const header = readFileSync(new URL("../../c/spec.h", import.meta.url), "utf8").replace(/\/\/.*/g, "");

/** The names of a C enum, in order, without the prefix. @param {string} type */
function enumOf(type) {
  const [, body] = /** @type {RegExpExecArray} */ (new RegExp(`typedef enum \\{([^}]*)\\} ${type};`).exec(header));
  return body
    .split(",")
    .map((name) => name.trim())
    .filter(Boolean);
}

/** The fields of a C struct as [type, name, count]. @param {string} type */
function fieldsOf(type) {
  const [, body] = /** @type {RegExpExecArray} */ (new RegExp(`typedef struct \\{([^}]*)\\} ${type};`).exec(header));
  return [...body.matchAll(/(\w+) (\w+)(?:\[(\w+)\])?;/g)].map(([, kind, name, count]) => ({ kind, name, count }));
}

const shout = (/** @type {string} */ name) => `GLIA_${name.replace(/([A-Z])/g, "_$1").toUpperCase()}`;

test("C and JavaScript give the same names the same numbers", () => {
  assert.deepEqual(enumOf("glia_layer_type"), names.kLayerTypes.map(shout));
  assert.deepEqual(enumOf("glia_activation_type"), kActivations.map(shout));
  assert.deepEqual(enumOf("glia_loss_type"), names.kLosses.map(shout));
  assert.deepEqual(enumOf("glia_optimizer_type"), names.kOptimizers.map(shout));
  assert.deepEqual(enumOf("glia_initializer_type"), names.kInitializers.map(shout));
  assert.deepEqual(enumOf("glia_tensor_role"), names.kTensorRoles.map(shout));
  assert.deepEqual(enumOf("glia_data_type"), names.kDataTypes.map(shout));
  const statuses = Object.entries(names.kStatus).map(
    ([name, value]) =>
      `${name === "ok" ? "GLIA_OK" : shout(`error${name[0].toUpperCase()}${name.slice(1)}`)} = ${value}`,
  );
  assert.deepEqual(enumOf("glia_status"), statuses);
  const constants = Object.fromEntries(
    [...header.matchAll(/(GLIA_MAX_\w+) = (\d+)/g)].map(([, name, value]) => [name, Number(value)]),
  );
  assert.equal(constants.GLIA_MAX_RANK, names.kMaxRank);
  assert.equal(constants.GLIA_MAX_LAYERS, names.kMaxLayers);
});

/** The layout of a C struct in words, as [name, kind, count]. @param {Record<string, unknown>} fields */
const wordsOf = (fields) =>
  Object.entries(fields).map(([name, word]) => {
    const kind = (Array.isArray(word) ? word[0] : word) === kFloatOne ? "float" : "int";
    return { name: name.replace(/([A-Z])/g, "_$1").toLowerCase(), kind, count: Array.isArray(word) ? word.length : 1 };
  });
const kFloatOne = 0x3f800000;

test("C and JavaScript use the same memory layout for a spec", () => {
  const fieldsIn = (/** @type {ReturnType<typeof fieldsOf>} */ fields) =>
    fields.map(({ kind, name, count }) => ({
      name,
      kind: kind === "float" ? "float" : /^(u?int32_t|glia_\w+_type)$/.test(kind) ? "int" : kind,
      count: count === "GLIA_MAX_RANK" ? names.kMaxRank : 1,
    }));
  const ones = (/** @type {string[]} */ names) => Object.fromEntries(names.map((name) => [name, 1]));
  const layer = ones(["alpha", "scale", "offset", "rate", "momentum", "epsilon", "units", "useBias", "trainable"]);
  const pairs = { kernelSize: [1, 1], strides: [1, 1], kernelRegularizer: { l2: 1 } };
  assert.deepEqual(wordsOf(encode.layerFields({ ...layer, ...pairs })), fieldsIn(fieldsOf("glia_layer_spec")));

  const floats = ["learningRate", "momentum", "weightDecay", "rho", "beta1", "beta2", "epsilon", "clipNorm"];
  const optimizer = /** @type {any} */ ({ type: "sgd", nesterov: true, ...ones(floats) });
  assert.deepEqual(wordsOf(encode.optimizerFields(optimizer)), fieldsIn(fieldsOf("glia_optimizer")));

  const top = fieldsOf("glia_spec");
  const structs = top.splice(-2).map(({ kind, count }) => [kind, count]);
  assert.deepEqual(structs, [
    ["glia_optimizer", undefined],
    ["glia_layer_spec", "GLIA_MAX_LAYERS"],
  ]);
  const architecture = { input: [1, 1, 1], layers: [layer], loss: "meanSquaredError", batchSize: 1, seed: 1 };
  assert.deepEqual(wordsOf(encode.specFields(/** @type {any} */ (architecture))), fieldsIn(top));
});

test("C counts its layers, activations, losses and optimizers to the last", () => {
  const counts = [...header.matchAll(/#define (GLIA_\w+) \((GLIA_\w+) \+ 1\)/g)].map(([, name, last]) => [name, last]);
  assert.deepEqual(Object.fromEntries(counts), {
    GLIA_LAYER_TYPES: enumOf("glia_layer_type").at(-1),
    GLIA_ACTIVATIONS: enumOf("glia_activation_type").at(-1),
    GLIA_LOSSES: enumOf("glia_loss_type").at(-1),
    GLIA_OPTIMIZERS: enumOf("glia_optimizer_type").at(-1),
  });
});

test("missing options get their defaults", () => {
  assert.deepEqual(
    spec.resolveSpec({
      input: [4],
      layers: [
        { type: "dense", units: 3 },
        { type: "dense", units: 2 },
        { type: "activation", activation: "leakyRelu" },
        { type: "dense", units: 2, name: "dense_2" },
      ],
    }),
    {
      input: [4],
      layers: [
        {
          type: "dense",
          name: "dense",
          units: 3,
          activation: "identity",
          useBias: true,
          kernelInitializer: "glorotUniform",
          biasInitializer: "zeros",
          kernelRegularizer: { l2: 0 },
          trainable: true,
        },
        {
          type: "dense",
          name: "dense_1",
          units: 2,
          activation: "identity",
          useBias: true,
          kernelInitializer: "glorotUniform",
          biasInitializer: "zeros",
          kernelRegularizer: { l2: 0 },
          trainable: true,
        },
        { type: "activation", name: "activation", activation: "leakyRelu", alpha: 0.3 },
        {
          type: "dense",
          name: "dense_2",
          units: 2,
          activation: "identity",
          useBias: true,
          kernelInitializer: "glorotUniform",
          biasInitializer: "zeros",
          kernelRegularizer: { l2: 0 },
          trainable: true,
        },
      ],
      loss: "meanSquaredError",
      optimizer: { type: "sgd", learningRate: 0.01, weightDecay: 0, clipNorm: 0, momentum: 0, nesterov: false },
      batchSize: 32,
      seed: 0,
    },
  );
  assert.equal(
    spec.resolveSpec({ input: [4], layers: [{ type: "dense", units: 3, activation: "softmax" }] }).loss,
    "sparseCategoricalCrossentropy",
  );
  assert.equal(spec.resolveSpec({ input: [4], layers: [{ type: "flatten" }], optimizer: "sgd" }).optimizer.type, "sgd");
});

test("alpha's default is the activation's, as in Keras; others have none", () => {
  const alphaOf = (/** @type {string} */ activation) =>
    spec.resolveSpec({ input: [4], layers: [{ type: "dense", units: 3, activation }] }).layers[0].alpha;
  assert.equal(alphaOf("leakyRelu"), 0.3);
  assert.equal(alphaOf("elu"), 1);
  assert.equal(alphaOf("softplus"), undefined);
});

test("an automatic name never repeats a given one", () => {
  const { layers } = spec.resolveSpec({
    input: [4],
    layers: [
      { type: "dense", units: 3, name: "dense" },
      { type: "dense", units: 2 },
    ],
  });
  assert.deepEqual(
    layers.map(({ name }) => name),
    ["dense", "dense_1"],
  );
});

test("a resolved spec resolves to itself", () => {
  const once = spec.resolveSpec({
    input: [2, 2, 1],
    layers: [{ type: "flatten" }, { type: "rescaling", scale: 2 }, { type: "dense", units: 3 }],
  });
  assert.deepEqual(spec.resolveSpec(once), once);
});

const good = { input: [4], layers: [{ type: "dense", units: 3 }] };
/** @type {[string, unknown, ...string[]][]} */
const kRefusals = [
  ["an unknown option", { ...good, epochs: 3 }, '"epochs"', "batchSize"],
  ["no input", { layers: good.layers }, "input", "undefined"],
  ["an input of no dimensions", { ...good, input: [] }, "input", "[]"],
  ["an input of four dimensions", { ...good, input: [1, 1, 1, 1] }, "input", "1 to 3"],
  ["an input of size 0", { ...good, input: [0] }, "input[0]", "got 0"],
  ["an input with a fractional size", { ...good, input: [2.5] }, "input[0]", "got 2.5"],
  ["an input that is a number", { ...good, input: 784 }, "input", "784"],
  ["no layers", { ...good, layers: [] }, "layers", "0 layers"],
  ["too many layers", { ...good, layers: Array.from({ length: 65 }, () => ({ type: "flatten" })) }, "65 layers", "64"],
  ["layers that are not an array", { ...good, layers: "dense" }, "layers", '"dense"'],
  ["a layer that is not an object", { ...good, layers: [null] }, "layers[0]", "null"],
  ["an unknown layer", { ...good, layers: [{ type: "danse" }] }, "layers[0].type", '"danse"', "dense"],
  ["an inherited name as a layer", { ...good, layers: [{ type: "toString" }] }, "layers[0].type"],
  ["an unknown layer option", { ...good, layers: [{ type: "dense", unit: 3 }] }, "layers[0]", '"unit"', "units"],
  ["no units", { ...good, layers: [{ type: "dense" }] }, "layers[0].units", "undefined"],
  ["units below 1", { ...good, layers: [{ type: "dense", units: -3 }] }, "layers[0].units", "got -3", "1 to 65536"],
  ["units as text", { ...good, layers: [{ type: "dense", units: "3" }] }, "layers[0].units", '"3"'],
  [
    "an unknown activation",
    { ...good, layers: [{ type: "dense", units: 3, activation: "swish" }] },
    "activation",
    '"swish"',
    "leakyRelu",
  ],
  ["no activation in an activation layer", { ...good, layers: [{ type: "activation" }] }, "layers[0].activation"],
  [
    "an unknown initializer",
    { ...good, layers: [{ type: "dense", units: 3, kernelInitializer: "xavier" }] },
    "kernelInitializer",
    "glorotUniform",
  ],
  ["a bias that is not a boolean", { ...good, layers: [{ type: "dense", units: 3, useBias: 1 }] }, "useBias", "got 1"],
  ["a negative alpha", { ...good, layers: [{ type: "dense", units: 3, alpha: -1 }] }, "alpha", "got -1"],
  ["no scale", { ...good, layers: [{ type: "rescaling" }] }, "layers[0].scale"],
  ["a scale that is NaN", { ...good, layers: [{ type: "rescaling", scale: Number.NaN }] }, "scale", "NaN"],
  ["a name with a slash", { ...good, layers: [{ type: "flatten", name: "a/b" }] }, "layers[0].name", '"a/b"'],
  [
    "a name twice",
    {
      ...good,
      layers: [
        { type: "flatten", name: "a" },
        { type: "flatten", name: "a" },
      ],
    },
    "layers[1].name",
    "second time",
  ],
  ["an unknown loss", { ...good, loss: "mse" }, "loss", '"mse"', "meanSquaredError"],
  ["an unknown optimizer", { ...good, optimizer: "adma" }, "optimizer.type", '"adma"', "sgd"],
  ["an optimizer that is a number", { ...good, optimizer: 3 }, "optimizer", "got 3"],
  ["an unknown optimizer option", { ...good, optimizer: { type: "sgd", lr: 1 } }, "optimizer", '"lr"', "learningRate"],
  ["a negative learning rate", { ...good, optimizer: { type: "sgd", learningRate: -1 } }, "learningRate", "got -1"],
  [
    "an infinite learning rate",
    { ...good, optimizer: { type: "sgd", learningRate: Infinity } },
    "learningRate",
    "Infinity",
  ],
  ["a momentum above 1", { ...good, optimizer: { type: "sgd", momentum: 2 } }, "momentum", "got 2"],
  ["a momentum of 1", { ...good, optimizer: { type: "sgd", momentum: 1 } }, "momentum", "below 1"],
  [
    "an option of another optimizer",
    { ...good, optimizer: { type: "adam", momentum: 0.9 } },
    "optimizer",
    '"momentum"',
    "beta1",
  ],
  ["an epsilon of 0", { ...good, optimizer: { type: "adam", epsilon: 0 } }, "epsilon", "got 0"],
  ["a dropout rate of 1", { ...good, layers: [{ type: "dropout", rate: 1 }] }, "layers[0].rate", "below 1"],
  ["no dropout rate", { ...good, layers: [{ type: "dropout" }] }, "layers[0].rate", "undefined"],
  [
    "a regularizer that is a number",
    { ...good, layers: [{ type: "dense", units: 1, kernelRegularizer: 0.1 }] },
    "kernelRegularizer",
    "got 0.1",
  ],
  [
    "a regulariser of another kind",
    { ...good, layers: [{ type: "dense", units: 1, kernelRegularizer: { l1: 0.1 } }] },
    "kernelRegularizer",
    '"l1"',
  ],
  ["nesterov without momentum", { ...good, optimizer: { type: "sgd", nesterov: true } }, "nesterov", "momentum"],
  ["a batch size of 0", { ...good, batchSize: 0 }, "batchSize", "got 0"],
  ["a negative seed", { ...good, seed: -1 }, "seed", "got -1"],
  ["a seed of more than 32 bits", { ...good, seed: 2 ** 32 }, "seed", "4294967296"],
  ["a hole in the input", { ...good, input: [,] }, "input[0]", "undefined"],
  ["a hole in the layers", { ...good, layers: [, good.layers[0]] }, "layers[0]", "undefined"],
  ["nothing", undefined, "spec", "undefined"],
  ["an array", [], "spec"],
];
for (const [name, value, ...parts] of kRefusals) {
  test(`refused: ${name}`, () => {
    assert.throws(
      () => spec.resolveSpec(value),
      (/** @type {unknown} */ error) => {
        assert.ok(error instanceof SpecError, `${error}`);
        for (const part of parts) assert.ok(error.message.includes(part), `"${error.message}" without "${part}"`);
        return true;
      },
    );
  });
}
