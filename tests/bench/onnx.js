// @ts-check
// Writes the few messages of onnx.proto3 (https://github.com/onnx/onnx) that a network of dense layers needs.

/** @typedef {import("./seeded.js").Dense} Dense */

const kFloat = 1; // TensorProto.DataType.FLOAT
const kInt = 2; // AttributeProto.AttributeType.INT
const kOpset = 17;
const kIrVersion = 8;

/** @param {number} n @returns {number[]} base 128, least significant first */
function varint(n) {
  return n < 128 ? [n] : [(n % 128) + 128, ...varint(Math.floor(n / 128))];
}

/** @param {number} field @param {number} n */
const integer = (field, n) => Uint8Array.from([...varint(field * 8), ...varint(n)]);

/** @param {Uint8Array[]} parts */
function joined(parts) {
  const bytes = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  return bytes;
}

/** @param {number} field @param {string | Uint8Array | Uint8Array[]} content text, bytes or the fields of a message */
function block(field, content) {
  const bytes =
    typeof content === "string"
      ? new TextEncoder().encode(content)
      : content instanceof Uint8Array
        ? content
        : joined(content);
  return joined([Uint8Array.from([...varint(field * 8 + 2), ...varint(bytes.length)]), bytes]);
}

/** @param {string} name @param {number[]} dims @param {Float32Array} values */
function tensor(name, dims, values) {
  const raw = new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
  return [...dims.map((n) => integer(1, n)), integer(2, kFloat), block(8, name), block(9, raw)];
}

/** @param {string} type @param {string[]} inputs @param {string} output @param {Record<string, number>} [attributes] */
function node(type, inputs, output, attributes = {}) {
  const options = Object.entries(attributes).map(([name, value]) =>
    block(5, [block(1, name), integer(3, value), integer(20, kInt)]),
  );
  return [...inputs.map((name) => block(1, name)), block(2, output), block(4, type), ...options];
}

/** @param {string} name @param {number[]} dims */
function valueInfo(name, dims) {
  const shape = dims.map((n) => block(1, [integer(1, n)]));
  return [block(1, name), block(2, [block(1, [integer(1, kFloat), block(2, shape)])])];
}

/**
 * @param {readonly Dense[]} layers
 * @param {number} batch
 * @returns {Uint8Array} a model with the input "x" (batch, IN) and the output "y" (batch, OUT)
 */
export function denseModel(layers, batch) {
  /** @type {Uint8Array[]} */
  const graph = [block(2, "dense")];
  let from = "x";
  layers.forEach(({ kernel, bias, IN, OUT, activation }, i) => {
    const to = i + 1 < layers.length ? `h${i}` : "y";
    graph.push(block(1, node("Gemm", [from, `kernel${i}`, `bias${i}`], `z${i}`)));
    const kinds = { sigmoid: "Sigmoid", relu: "Relu", softmax: "Softmax" };
    graph.push(block(1, node(kinds[activation], [`z${i}`], to, activation === "softmax" ? { axis: 1 } : {})));
    graph.push(block(5, tensor(`kernel${i}`, [IN, OUT], kernel)), block(5, tensor(`bias${i}`, [OUT], bias)));
    from = to;
  });
  graph.push(block(11, valueInfo("x", [batch, layers[0].IN])));
  graph.push(block(12, valueInfo("y", [batch, layers[layers.length - 1].OUT])));
  return joined([integer(1, kIrVersion), block(7, graph), block(8, [block(1, ""), integer(2, kOpset)])]);
}
