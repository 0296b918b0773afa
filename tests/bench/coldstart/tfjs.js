// @ts-check
// As its users write it: all kernels are registered, so all are in the bundle.
import "@tensorflow/tfjs-backend-wasm";
import "./tfjs-network.js";
