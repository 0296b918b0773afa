// @ts-check
// As its users write it: every kernel is registered, and stays in the bundle.
import "@tensorflow/tfjs-backend-wasm";
import "./tfjs-network.js";
