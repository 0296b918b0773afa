// @ts-check
// The product of two dense matrices, which each library holds in its own form.
import { dot, Matrix } from "../../../web/src/index.js";
import { kBuilds, product } from "../libraries/glia.js";
import { jaxArray, jaxProduct, startJax } from "../libraries/jax.js";
import { ort, session } from "../libraries/onnxruntime.js";
import { startTfjs, tf, tfjsNumber } from "../libraries/tfjs.js";
import { onnxProduct, onnxProductHeld } from "../onnx.js";
import { productOf } from "../reference.js";
import { generator, numbers } from "../seeded.js";
import { kGflop } from "../work.js";

/** @param {{ M: number, N: number, K: number }} sizes @returns {import("../bench.js").Case} */
export function gemm({ M, N, K }) {
  const random = generator(7);
  const [a, b] = [numbers(random, M * K), numbers(random, K * N)];
  const unitsPerRun = kGflop * M * N * K;
  let i = 0;
  const next = () => i++ % (M * N);

  return {
    name: `GEMM ${M}×${N}×${K}`,
    note: "M×N×K: (M, K) times (K, N), dense random numbers from a seed; one number of each result is read",
    unit: "GFLOP/s",
    better: "higher",
    besidePeak: true,
    expected: () => productOf(a, b, { M, N, K }),
    agrees: (got, expected) => Math.abs(got - expected) <= 1e-4,
    contenders: [
      ...kBuilds.map(({ build, unable }) => ({
        library: `Glia, ${build}`,
        way: "the engine's dot, operands in engine memory",
        ours: true,
        build,
        unable,
        prepare: async () => ({ ...(await product(build, { M, N, K, a, b })), unitsPerRun }),
      })),
      {
        library: "Glia, simd128",
        way: "dot(a, b), which copies operands in and the result out",
        ours: true,
        build: "simd128",
        prepare: async () => {
          const [left, right] = [new Matrix(a, [M, K]), new Matrix(b, [K, N])];
          return {
            unitsPerRun,
            run: () => dot(left, right).values[next()],
            prove: async () => Array.from(dot(left, right).values),
          };
        },
      },
      {
        library: "onnxruntime-web",
        way: "await session.run, MatMul of an input and a weight",
        prepare: async (host) => {
          const network = await session(host, onnxProduct({ M, N, K }, b));
          const feeds = { a: new ort.Tensor("float32", a, [M, K]) };
          const numbersOf = async () => /** @type {Float32Array} */ ((await network.run(feeds)).c.data);
          return {
            awaits: true,
            unitsPerRun,
            run: async () => (await numbersOf())[next()],
            prove: async () => Array.from(await numbersOf()),
          };
        },
      },
      {
        library: "onnxruntime-web",
        way: "made here: MatMul of two weights, not folded, Slice of one number",
        tuned: true,
        prepare: async (host) => {
          // Constant folding would compute the product before the run.
          const network = await session(host, onnxProductHeld({ M, N, K }, a, b), "disabled");
          const outcome = async (/** @type {string} */ name) =>
            /** @type {Float32Array} */ ((await network.run({}, [name]))[name].data);
          return {
            awaits: true,
            unitsPerRun,
            run: async () => (await outcome("first"))[0],
            prove: async () => Array.from(await outcome("c")),
          };
        },
      },
      {
        library: "tfjs-wasm",
        way: "tf.matMul of tensors, readSync of one number",
        prepare: async (host) => {
          await startTfjs(host);
          const [left, right] = [tf.tensor2d(a, [M, K]), tf.tensor2d(b, [K, N])];
          return {
            unitsPerRun,
            run: () => {
              const c = tf.matMul(left, right);
              const number = tfjsNumber(c, next());
              c.dispose();
              return number;
            },
            prove: async () => {
              const c = tf.matMul(left, right);
              const all = Array.from(c.dataSync());
              c.dispose();
              return all;
            },
          };
        },
      },
      ...[false, true].map((turned) => ({
        library: "jax-js, wasm",
        way: `jit, np.dot of arrays, ${turned ? "the second laid out here (N, K), " : ""}dataSync`,
        tuned: turned,
        prepare: async () => {
          await startJax();
          const columns = () => b.map((_, at) => b[(at % K) * N + Math.floor(at / K)]);
          const right = turned ? jaxArray(columns(), [N, K]) : jaxArray(b, [K, N]);
          const answer = jaxProduct(jaxArray(a, [M, K]), right, turned);
          return { unitsPerRun, run: () => answer()[next()], prove: async () => Array.from(answer()) };
        },
      })),
    ],
  };
}
