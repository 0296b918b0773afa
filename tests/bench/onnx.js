// @ts-check
// Writes the messages of onnx.proto3 (https://github.com/onnx/onnx) that a network needs.
import { channelsFirst, rowsChannelsFirst } from "./layout.js";

/** @typedef {import("./seeded.js").Dense} Dense */
/** @typedef {import("./seeded.js").Conv} Conv */

const kFloat = 1; // TensorProto.DataType.FLOAT
const kInt64 = 7;
const kInt = 2; // AttributeProto.AttributeType.INT
const kInts = 7;
const kOpset = 17;
const kIrVersion = 8;

/** @param {number} n @returns {number[]} in base 128, least significant digit first */
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

/** @param {string} name @param {number[]} dims @param {Float32Array | BigInt64Array} values */
function tensor(name, dims, values) {
  const raw = new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
  const type = values instanceof Float32Array ? kFloat : kInt64;
  return [...dims.map((n) => integer(1, n)), integer(2, type), block(8, name), block(9, raw)];
}

/** @param {string} type @param {string[]} inputs @param {string} output @param {Record<string, number | number[]>} [attributes] */
function node(type, inputs, output, attributes = {}) {
  const options = Object.entries(attributes).map(([name, value]) => {
    const numbers = Array.isArray(value) ? value.map((n) => integer(8, n)) : [integer(3, value)];
    return block(5, [block(1, name), ...numbers, integer(20, Array.isArray(value) ? kInts : kInt)]);
  });
  return [...inputs.map((name) => block(1, name)), block(2, output), block(4, type), ...options];
}

/** @param {string} name @param {number[]} dims */
function valueInfo(name, dims) {
  const shape = dims.map((n) => block(1, [integer(1, n)]));
  return [block(1, name), block(2, [block(1, [integer(1, kFloat), block(2, shape)])])];
}

/**
 * The nodes and the weights of a layer.
 * @param {readonly (Conv | Dense)[]} layers
 * @param {number} i its index
 * @param {string} from the name of its input
 * @param {string} to the name of its output
 * @returns {Uint8Array[]} fields of a graph
 */
function layerOf(layers, i, from, to) {
  const [layer, before] = [layers[i], layers[i - 1]];
  const { bias, IN, OUT } = layer;
  const [kernel, z] = [`kernel${i}`, `z${i}`];
  if (layer.type === "conv") {
    return [
      block(1, node("Conv", [from, kernel, `bias${i}`], z)),
      block(1, node("Relu", [z], `a${i}`)),
      block(1, node("MaxPool", [`a${i}`], to, { kernel_shape: [2, 2], strides: [2, 2] })),
      block(5, tensor(kernel, [OUT, IN, 3, 3], channelsFirst(layer))),
      block(5, tensor(`bias${i}`, [OUT], bias)),
    ];
  }
  const kinds = { sigmoid: "Sigmoid", relu: "Relu", softmax: "Softmax" };
  const afterImage = before?.type === "conv";
  return [
    ...(afterImage ? [block(1, node("Flatten", [from], `flat${i}`))] : []),
    block(1, node("Gemm", [afterImage ? `flat${i}` : from, kernel, `bias${i}`], z)),
    block(1, node(kinds[layer.activation], [z], to, layer.activation === "softmax" ? { axis: 1 } : {})),
    block(5, tensor(kernel, [IN, OUT], afterImage ? rowsChannelsFirst(layer, before.OUT) : layer.kernel)),
    block(5, tensor(`bias${i}`, [OUT], bias)),
  ];
}

/**
 * @param {readonly (Conv | Dense)[]} layers
 * @param {number} batch
 * @returns {Uint8Array} a model with the input "x" and the output "y" (batch, OUT)
 */
export function onnxModel(layers, batch) {
  const [first] = layers;
  const shape = first.type === "conv" ? [first.IN, first.SIDE, first.SIDE] : [first.IN];
  const last = layers.length - 1;
  const graph = [
    block(2, "network"),
    ...layers.flatMap((_, i) => layerOf(layers, i, i ? `h${i - 1}` : "x", i < last ? `h${i}` : "y")),
    block(11, valueInfo("x", [batch, ...shape])),
    block(12, valueInfo("y", [batch, layers[last].OUT])),
  ];
  return modelOf(graph);
}

/** @param {Uint8Array[]} graph */
const modelOf = (graph) =>
  joined([integer(1, kIrVersion), block(7, graph), block(8, [block(1, ""), integer(2, kOpset)])]);

/** @param {{ M: number, N: number, K: number }} sizes @param {Float32Array} b @returns {Uint8Array} a model with the input "a" (M, K) and the output "c" (M, N) */
export const onnxProduct = ({ M, N, K }, b) =>
  modelOf([
    block(2, "product"),
    block(1, node("MatMul", ["a", "b"], "c")),
    block(5, tensor("b", [K, N], b)),
    block(11, valueInfo("a", [M, K])),
    block(12, valueInfo("c", [M, N])),
  ]);

/** @param {{ M: number, N: number, K: number }} sizes @param {Float32Array} a @param {Float32Array} b @returns {Uint8Array} a model with the outputs "c" (M, N) and "first" (1, 1), the first number of "c" */
export const onnxProductHeld = ({ M, N, K }, a, b) =>
  modelOf([
    block(2, "product"),
    block(1, node("MatMul", ["a", "b"], "c")),
    block(1, node("Slice", ["c", "starts", "ends"], "first")),
    block(5, tensor("a", [M, K], a)),
    block(5, tensor("b", [K, N], b)),
    block(5, tensor("starts", [2], BigInt64Array.of(0n, 0n))),
    block(5, tensor("ends", [2], BigInt64Array.of(1n, 1n))),
    block(12, valueInfo("c", [M, N])),
    block(12, valueInfo("first", [1, 1])),
  ]);
