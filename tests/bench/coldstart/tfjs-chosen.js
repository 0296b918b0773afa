// @ts-check
// The smallest part of TensorFlow.js that computes the network: only its kernels, and tfjs-core.js instead of the core.
// See https://www.tensorflow.org/js/tutorials/deployment/size_optimized_bundles
import "./tfjs-kernels.js";
import "./tfjs-network.js";
