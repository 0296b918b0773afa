// @ts-check
// The custom elements: the one list of them. A new element is added here, and to a group in ondemand.js.
export { GliaActivation } from "./activation.js";
export { GliaBackprop } from "./backprop.js";
export { GliaBoundary } from "./boundary.js";
export { GliaDescent } from "./descent.js";
export { GliaDot } from "./dot.js";
export { GliaDraw } from "./draw.js";
export { GliaForward } from "./forward.js";
export { GliaNeuron } from "./neuron.js";
export { GliaSoftmax } from "./softmax.js";
export { GliaTrain } from "./train.js";
