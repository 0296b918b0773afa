// @ts-check
// Registers only the kernels that the network needs; by default, the backend registers all of them.
import { reshapeConfig } from "@tensorflow/tfjs-backend-wasm/dist/kernels/Reshape.js";
import { softmaxConfig } from "@tensorflow/tfjs-backend-wasm/dist/kernels/Softmax.js";
import { _fusedMatMulConfig } from "@tensorflow/tfjs-backend-wasm/dist/kernels/_FusedMatMul.js";
import { registerKernel } from "@tensorflow/tfjs-core";

for (const config of [_fusedMatMulConfig, reshapeConfig, softmaxConfig]) registerKernel(config);
