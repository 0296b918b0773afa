// @ts-check
// Files: round trips, and one test for each way in which a file can lie.
import assert from "node:assert/strict";
import { test } from "node:test";
import { FormatError, Network, readIdx, readSafetensors, writeSafetensors } from "../../web/src/index.js";
import { floats, numbers } from "./builds.js";

/**
 * @param {() => unknown} call
 * @param {...string} parts of the message
 */
function refuses(call, ...parts) {
  assert.throws(call, (/** @type {unknown} */ error) => {
    assert.ok(error instanceof FormatError, `${error}`);
    for (const part of parts) assert.ok(error.message.includes(part), `"${error.message}" without "${part}"`);
    return true;
  });
}

/**
 * A safetensors file from a header as text or object, and its data.
 * @param {unknown} header
 * @param {number} [bytes] of data
 * @param {number} [claimed] the header's length, if not the true one
 */
function file(header, bytes = 0, claimed) {
  const text =
    header instanceof Uint8Array
      ? header
      : new TextEncoder().encode(typeof header === "string" ? header : JSON.stringify(header));
  const out = new Uint8Array(8 + text.length + bytes);
  new DataView(out.buffer).setBigUint64(0, BigInt(claimed ?? text.length), true);
  out.set(text, 8);
  return out;
}

const tensor = (
  /** @type {number} */ begin,
  /** @type {number} */ end,
  shape = [(end - begin) / 4],
  dtype = "F32",
) => ({ dtype, shape, data_offsets: [begin, end] });

test("safetensors: what is written is read back", () => {
  const next = numbers(9);
  for (let round = 0; round < 30; round++) {
    const tensors = Array.from({ length: Math.floor((next() + 1) * 4) }, (_, i) => {
      const shape = Array.from({ length: Math.floor((next() + 1) * 2) }, () => Math.floor((next() + 1) * 4));
      return {
        name: `층 ${i}/"kernel"`,
        shape,
        values: floats(
          shape.reduce((a, b) => a * b, 1),
          round,
        ),
      };
    });
    const metadata = { note: 'ü "quoted" \\ {[', round: String(round) };
    const bytes = writeSafetensors({ metadata, tensors });
    const read = readSafetensors(bytes);
    assert.deepEqual(read.metadata, metadata);
    assert.deepEqual(
      [...read.tensors.keys()],
      tensors.map(({ name }) => name),
    );
    for (const { name, shape, values } of tensors) {
      const back = read.tensors.get(name);
      assert.deepEqual(back?.shape, shape);
      assert.deepEqual(back?.bytes, new Uint8Array(values.buffer));
    }
    // A view that does not start at its buffer's first byte reads the same.
    const inside = new Uint8Array(bytes.length + 3);
    inside.set(bytes, 3);
    assert.deepEqual(readSafetensors(inside.subarray(3)).metadata, metadata);
  }
});

test("safetensors: the header is aligned, the order of data is free, sizes of 0 are allowed", () => {
  const bytes = writeSafetensors({ tensors: [{ name: "a", shape: [1], values: Float32Array.of(1) }] });
  assert.equal(new DataView(bytes.buffer).getBigUint64(0, true) % 8n, 0n);
  const { tensors } = readSafetensors(file({ b: tensor(4, 12), empty: tensor(4, 4, [0, 7]), a: tensor(0, 4) }, 12));
  assert.deepEqual([...tensors.keys()], ["b", "empty", "a"]);
  assert.equal(readSafetensors(file({})).tensors.size, 0);
  assert.equal(
    readSafetensors(file({ a: tensor(0, 2, [1], "BF16"), b: tensor(2, 10, [], "I64") }, 10)).tensors.size,
    2,
  );
});

test("safetensors: names that objects inherit are names like any other", () => {
  const { tensors, metadata } = readSafetensors(
    file(
      '{"__proto__": {"dtype": "U8", "shape": [1], "data_offsets": [0, 1]}, "constructor": {"dtype": "U8", "shape": [1], "data_offsets": [1, 2]}, "__metadata__": {"toString": "x"}}',
      2,
    ),
  );
  assert.deepEqual([...tensors.keys()], ["__proto__", "constructor"]);
  assert.equal(metadata.toString, "x");
});

/** @type {[string, () => unknown, ...string[]][]} */
const kLies = [
  ["something else than bytes", () => readSafetensors(/** @type {any} */ ("text")), "Uint8Array"],
  ["a file shorter than its first field", () => readSafetensors(new Uint8Array(7)), "7 bytes", "at least 8"],
  ["a header longer than the file", () => readSafetensors(file({}, 0, 3)), "3 bytes in a file of 10", "at most 2"],
  ["a header longer than any", () => readSafetensors(file({}, 0, 100_000_001)), "100000001"],
  ["a header length beyond 2^53", () => readSafetensors(new Uint8Array(64).fill(255)), "18446744073709551615"],
  ["an empty header", () => readSafetensors(file("")), "nothing", "'{'"],
  ["a header that starts with a space", () => readSafetensors(file(" {}")), "byte 32"],
  ["a header that is not UTF-8", () => readSafetensors(file(Uint8Array.of(0x7b, 0xff, 0x7d))), "UTF-8"],
  ["a header that is not JSON", () => readSafetensors(file("{]}")), "JSON"],
  ["a header cut short", () => readSafetensors(file({ a: tensor(0, 4) }, 0, 20)), "JSON"],
  [
    "a name twice",
    () =>
      readSafetensors(
        file(
          '{"a": {"dtype": "F32", "shape": [1], "data_offsets": [0, 4]}, "\\u0061": {"dtype": "F32", "shape": [1], "data_offsets": [0, 4]}}',
          4,
        ),
      ),
    '"a" twice',
  ],
  ["metadata twice", () => readSafetensors(file('{"__metadata__": {}, "__metadata__": {}}')), "twice"],
  ["metadata that is no object", () => readSafetensors(file({ __metadata__: ["a"] })), "__metadata__", '["a"]'],
  ["metadata with a number in it", () => readSafetensors(file({ __metadata__: { a: 1 } })), "__metadata__.a", "got 1"],
  ["a tensor that is no object", () => readSafetensors(file({ a: 3 })), 'tensor "a"', "got 3"],
  ["a tensor that is null", () => readSafetensors(file({ a: null })), "null"],
  ["an unknown key", () => readSafetensors(file({ a: { ...tensor(0, 0), stride: 1 } })), '"stride"'],
  ["an unknown dtype", () => readSafetensors(file({ a: tensor(0, 4, [1], "F31") }, 4)), '"F31"', "F32"],
  ["an inherited dtype", () => readSafetensors(file({ a: tensor(0, 4, [1], "toString") }, 4)), '"toString"'],
  ["no shape", () => readSafetensors(file({ a: { dtype: "F32", data_offsets: [0, 4] } }, 4)), "shape", "undefined"],
  ["a negative size", () => readSafetensors(file({ a: tensor(0, 4, [-1]) }, 4)), "shape", "[-1]"],
  ["half a size", () => readSafetensors(file({ a: tensor(0, 4, [0.5]) }, 4)), "shape", "[0.5]"],
  ["a size as text", () => readSafetensors(file({ a: { ...tensor(0, 4), shape: ["1"] } }, 4)), "shape"],
  [
    "a size beyond 2^53",
    () => readSafetensors(file('{"a": {"dtype": "F32", "shape": [9007199254740993], "data_offsets": [0, 4]}}', 4)),
    "shape",
  ],
  ["sizes whose product overflows", () => readSafetensors(file({ a: tensor(0, 4, [2 ** 52, 2 ** 52]) }, 4)), "4 bytes"],
  ["no offsets", () => readSafetensors(file({ a: { dtype: "F32", shape: [1] } }, 4)), "data_offsets"],
  ["three offsets", () => readSafetensors(file({ a: { ...tensor(0, 4), data_offsets: [0, 2, 4] } }, 4)), "[0, 2, 4]"],
  ["a negative offset", () => readSafetensors(file({ a: tensor(-4, 0, [1]) }, 4)), "[-4, 0]"],
  ["an end before its begin", () => readSafetensors(file({ a: tensor(4, 0, [1]) }, 4)), "[4, 0]", "begin <= end"],
  ["an end behind the file", () => readSafetensors(file({ a: tensor(0, 8) }, 4)), "[0, 8]", "<= 4"],
  [
    "more bytes than its shape takes",
    () => readSafetensors(file({ a: tensor(0, 8, [1]) }, 8)),
    "8 bytes",
    "4, as F32 of shape [1]",
  ],
  ["fewer bytes than its shape takes", () => readSafetensors(file({ a: tensor(0, 4, [2, 2]) }, 4)), "4 bytes", "16"],
  [
    "tensors that overlap",
    () => readSafetensors(file({ a: tensor(0, 8), b: tensor(4, 12) }, 12)),
    'tensor "b"',
    "another tensor",
  ],
  [
    "a hole between tensors",
    () => readSafetensors(file({ a: tensor(0, 4), b: tensor(8, 12) }, 12)),
    'tensor "b"',
    "gap before byte 8",
  ],
  ["a hole before the first tensor", () => readSafetensors(file({ a: tensor(4, 8) }, 8)), "gap before byte 4"],
  ["bytes behind the last tensor", () => readSafetensors(file({ a: tensor(0, 4) }, 9)), "5 bytes more"],
  ["data without tensors", () => readSafetensors(file({}, 1)), "1 bytes more"],
  [
    "writing: a name twice",
    () => writeSafetensors({ tensors: [1, 2].map(() => ({ name: "a", shape: [], values: new Float32Array(1) })) }),
    '"a"',
  ],
  [
    "writing: the metadata's name",
    () => writeSafetensors({ tensors: [{ name: "__metadata__", shape: [], values: new Float32Array(1) }] }),
    "__metadata__",
  ],
  [
    "writing: a shape that does not fit",
    () => writeSafetensors({ tensors: [{ name: "a", shape: [2], values: new Float32Array(1) }] }),
    "4 bytes",
    "8",
  ],
];
for (const [name, call, ...parts] of kLies)
  test(`safetensors refused: ${name}`, () => refuses(call, "safetensors", ...parts));

test("safetensors: every file cut short is refused", () => {
  const whole = writeSafetensors({
    metadata: { a: "b" },
    tensors: [{ name: "a", shape: [2], values: Float32Array.of(1, 2) }],
  });
  for (let length = 0; length < whole.length; length++) refuses(() => readSafetensors(whole.slice(0, length)));
});

test("safetensors: random changes are refused or read, never anything else", () => {
  const whole = writeSafetensors({
    metadata: { a: "b" },
    tensors: [
      { name: "a", shape: [2, 3], values: floats(6, 1) },
      { name: "b", shape: [1], values: floats(1, 2) },
    ],
  });
  const next = numbers(12);
  for (let round = 0; round < 3000; round++) {
    const changed = whole.slice();
    for (let i = 0; i < 1 + (round % 3); i++)
      changed[Math.floor(((next() + 1) / 2) * changed.length)] = Math.floor((next() + 1) * 128);
    try {
      readSafetensors(changed);
    } catch (error) {
      assert.ok(error instanceof FormatError, `${error}`);
    }
  }
});

// ---- models

/** @type {import("../../web/src/spec/spec.js").NetworkSpec} */
const kSpec = {
  input: [3],
  layers: [
    { type: "dense", units: 2, activation: "tanh", name: "a" },
    { type: "dense", units: 2, activation: "softmax", name: "b" },
  ],
  optimizer: { type: "sgd", learningRate: 0.1, momentum: 0.5 },
  seed: 3,
};

async function saved() {
  const net = await Network.create(kSpec);
  net.trainBatch([1, 2, 3], [1]);
  const bytes = net.save();
  const [parameters, spec, step] = [net.parameters(), net.spec, net.step];
  net.dispose();
  return { bytes, parameters, spec, step };
}

/** @param {(parts: { metadata: Record<string, string>, tensors: { name: string, shape: number[], values: Float32Array }[] }) => void} change */
async function changed(change) {
  const { metadata, tensors } = readSafetensors((await saved()).bytes);
  const parts = {
    metadata,
    tensors: [...tensors].map(([name, { shape, bytes }]) => ({
      name,
      shape,
      values: new Float32Array(bytes.slice().buffer),
    })),
  };
  change(parts);
  return writeSafetensors(parts);
}

test("model: a saved network comes back as it was, from any kind of source", async () => {
  const { bytes, parameters, spec, step } = await saved();
  const blob = new Blob([/** @type {Uint8Array<ArrayBuffer>} */ (bytes)]);
  // Node hands files out as Buffers, often inside a larger ArrayBuffer.
  const inside = Buffer.from(new ArrayBuffer(bytes.length + 24), 12, bytes.length);
  inside.set(bytes);
  for (const source of [
    bytes,
    inside,
    bytes.slice().buffer,
    blob,
    new Response(blob),
    Promise.resolve(new Response(blob)),
  ]) {
    const net = await Network.load(/** @type {any} */ (source));
    assert.deepEqual(net.parameters(), parameters);
    assert.deepEqual(net.spec, spec);
    assert.equal(net.step, step);
    assert.deepEqual(net.save(), bytes);
    net.dispose();
  }
  const other = await Network.load(bytes, { batchSize: 5, build: "simd128" });
  assert.equal(other.spec.batchSize, 5);
  assert.equal(other.build, "simd128");
  other.dispose();
});

test("model: a small file that claims a large network is refused before it costs anything", async () => {
  const large = { input: [15000], layers: [{ type: "dense", units: 15000, kernelInitializer: "heNormal" }] };
  const bytes = writeSafetensors({
    metadata: { format: "glia", version: "1", architecture: JSON.stringify(large), training: '{"step":0,"epoch":0}' },
    tensors: [],
  });
  const before = process.memoryUsage().rss;
  const started = performance.now();
  await assert.rejects(() => Network.load(bytes), FormatError);
  assert.ok(performance.now() - started < 500, "half a second");
  assert.ok(process.memoryUsage().rss - before < 100 * 2 ** 20, "100 MB");
});

test("safetensors: a header of many names, or with a long text, is read in linear time", () => {
  const many = Object.fromEntries(Array.from({ length: 50_000 }, (_, i) => [`t${i}`, tensor(0, 0, [0])]));
  const started = performance.now();
  assert.equal(readSafetensors(file(many)).tensors.size, 50_000);
  const text = '\\"{'.repeat(1_000_000);
  assert.equal(readSafetensors(file({ __metadata__: { text } })).metadata.text, text);
  assert.ok(performance.now() - started < 3000, "3 s");
});

test("model: options other than those of load are refused", async () => {
  const { bytes } = await saved();
  for (const options of [{ seed: 1 }, { layers: [] }, { batchSize: 0 }, null, "simd128"]) {
    await assert.rejects(() => Network.load(bytes, /** @type {any} */ (options)), { name: "SpecError" });
  }
});

test("model: a response that is an error is refused by its status", async () => {
  await assert.rejects(
    () => Network.load(new Response("no such file", { status: 404 })),
    (/** @type {unknown} */ e) => e instanceof FormatError && /HTTP 404/.test(e.message),
  );
  await assert.rejects(() => Network.load(new Response("<!doctype html>")), FormatError);
  const read = new Response("once");
  await read.text();
  await assert.rejects(() => Network.load(read), FormatError);
  await assert.rejects(() => Network.load(/** @type {any} */ ("model.safetensors")), FormatError);
  await assert.rejects(() => Network.load(/** @type {any} */ (null)), FormatError);
});

/** @type {[string, Parameters<typeof changed>[0], ...string[]][]} */
const kModelLies = [
  ["another format", ({ metadata }) => (metadata.format = "pt"), "metadata format", '"pt"'],
  ["no format", ({ metadata }) => delete metadata.format, "metadata format", "undefined"],
  ["another version", ({ metadata }) => (metadata.version = "2"), "metadata version", '"2"'],
  [
    "an architecture that is not JSON",
    ({ metadata }) => (metadata.architecture = "{"),
    "metadata architecture",
    "JSON",
  ],
  ["no architecture", ({ metadata }) => delete metadata.architecture, "metadata architecture"],
  [
    "an impossible architecture",
    ({ metadata }) => (metadata.architecture = metadata.architecture.replace('"units":2', '"units":0')),
    "layers[0].units",
    "got 0",
  ],
  [
    "an architecture that does not fit itself",
    ({ metadata }) => (metadata.architecture = metadata.architecture.replace("[3]", "[3,1]")),
    "architecture",
    "flatten",
  ],
  [
    "a loss that does not fit the architecture",
    ({ metadata }) => (metadata.architecture = metadata.architecture.replace("softmax", "relu")),
    "architecture",
    "softmax",
  ],
  ["training that is not JSON", ({ metadata }) => (metadata.training = "x"), "metadata training"],
  ["training that is null", ({ metadata }) => (metadata.training = "null"), "training.step"],
  ["a negative step", ({ metadata }) => (metadata.training = '{"step": -1, "epoch": 0}'), "training.step", "got -1"],
  ["half an epoch", ({ metadata }) => (metadata.training = '{"step": 1, "epoch": 0.5}'), "training.epoch"],
  [
    "a tensor too many",
    ({ tensors }) => tensors.push({ name: "c/kernel", shape: [1], values: new Float32Array(1) }),
    '"c/kernel"',
    "a/kernel",
  ],
  ["a tensor too few", ({ tensors }) => tensors.shift(), '"a/kernel"', "is missing"],
  ["an optimiser tensor too few", ({ tensors }) => tensors.pop(), "optimizer/velocity/b/bias"],
  ["another shape of the same size", ({ tensors }) => (tensors[0].shape = [2, 3]), "[2, 3]", "[3, 2]"],
  [
    "another size",
    ({ tensors }) => Object.assign(tensors[1], { shape: [3], values: new Float32Array(3) }),
    "[3]",
    "[2]",
  ],
  ["a weight that is NaN", ({ tensors }) => (tensors[0].values[4] = Number.NaN), '"a/kernel"', "NaN at 4"],
  ["a weight that is infinite", ({ tensors }) => (tensors[2].values[0] = Infinity), "Infinity at 0"],
];
for (const [name, change, ...parts] of kModelLies) {
  test(`model refused: ${name}`, async () => {
    const bytes = await changed(change);
    /** @type {unknown} */
    let thrown;
    await Network.load(bytes).catch((error) => (thrown = error));
    refuses(
      () => {
        throw thrown;
      },
      ...parts,
    );
  });
}

test("model refused: tensors that are not 32-bit floats", async () => {
  const { bytes } = await saved();
  const text = new TextDecoder("latin1").decode(bytes);
  const lied = Uint8Array.from(text.replaceAll('"F32"', '"I32"'), (c) => c.charCodeAt(0));
  await assert.rejects(
    () => Network.load(lied),
    (/** @type {unknown} */ e) => e instanceof FormatError && /I32.*F32/.test(e.message),
  );
});

// ---- IDX

test("idx: bytes, and every other type", () => {
  assert.deepEqual(readIdx(Uint8Array.of(0, 0, 8, 2, 0, 0, 0, 2, 0, 0, 0, 3, 1, 2, 3, 4, 5, 255)), {
    shape: [2, 3],
    values: Uint8Array.of(1, 2, 3, 4, 5, 255),
  });
  assert.deepEqual(readIdx(Uint8Array.of(0, 0, 9, 1, 0, 0, 0, 1, 255)).values, Int8Array.of(-1));
  assert.deepEqual(readIdx(Uint8Array.of(0, 0, 11, 1, 0, 0, 0, 1, 255, 254)).values, Int16Array.of(-2));
  assert.deepEqual(readIdx(Uint8Array.of(0, 0, 12, 1, 0, 0, 0, 1, 0, 0, 1, 0)).values, Int32Array.of(256));
  assert.deepEqual(readIdx(Uint8Array.of(0, 0, 13, 1, 0, 0, 0, 1, 63, 128, 0, 0)).values, Float32Array.of(1));
  assert.deepEqual(
    readIdx(Uint8Array.of(0, 0, 14, 1, 0, 0, 0, 1, 63, 240, 0, 0, 0, 0, 0, 0)).values,
    Float64Array.of(1),
  );
  assert.deepEqual(readIdx(Uint8Array.of(9, 0, 0, 8, 1, 0, 0, 0, 1, 7).subarray(1)).values, Uint8Array.of(7));
});

/** @type {[string, number[], ...string[]][]} */
const kIdxLies = [
  ["too short", [0, 0, 8], "3 bytes", "at least 4"],
  ["gzip", [0x1f, 0x8b, 8, 0], "gzip", "unpacked"],
  ["another start", [1, 0, 8, 1], "bytes 1, 0"],
  ["an unknown type", [0, 0, 7, 1, 0, 0, 0, 0], "type 7"],
  ["no dimensions", [0, 0, 8, 0], "0 dimensions"],
  ["dimensions cut short", [0, 0, 8, 2, 0, 0, 0, 1], "8 bytes", "at least 12"],
  ["values cut short", [0, 0, 8, 1, 0, 0, 0, 3, 1, 2], "2 bytes of values", "3 for [3]"],
  ["values too many", [0, 0, 8, 1, 0, 0, 0, 1, 1, 2], "2 bytes of values", "1 for [1]"],
  ["sizes whose product overflows", [0, 0, 8, 3, ...Array.from({ length: 12 }, () => 255)], "0 bytes of values"],
];
for (const [name, bytes, ...parts] of kIdxLies)
  test(`idx refused: ${name}`, () => refuses(() => readIdx(Uint8Array.from(bytes)), "IDX", ...parts));
test("idx refused: no bytes at all", () => refuses(() => readIdx(/** @type {any} */ ("file")), "Uint8Array"));
