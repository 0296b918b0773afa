// @ts-check
// As little of TensorFlow.js as computes the network: its kernels, and tfjs-core.js in the place of the core. After
// https://www.tensorflow.org/js/tutorials/deployment/size_optimized_bundles
import "./tfjs-kernels.js";
import "./tfjs-network.js";
