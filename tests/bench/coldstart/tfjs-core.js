// Replaces @tensorflow/tfjs-core: the same without gradients and chained operations.
import "@tensorflow/tfjs-core/dist/base_side_effects.js";
export * from "@tensorflow/tfjs-core/dist/base.js";
