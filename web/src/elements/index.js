// @ts-check
// The custom elements. Importing this registers nothing; `define` does.
import { GliaActivation } from "./activation.js";
import { GliaBackprop } from "./backprop.js";
import { GliaBoundary } from "./boundary.js";
import { GliaDescent } from "./descent.js";
import { GliaDot } from "./dot.js";
import { GliaDraw } from "./draw.js";
import { GliaForward } from "./forward.js";
import { GliaNeuron } from "./neuron.js";
import { GliaSoftmax } from "./softmax.js";
import { GliaTrain } from "./train.js";
import { register } from "./element.js";

export {
  GliaActivation,
  GliaBackprop,
  GliaBoundary,
  GliaDescent,
  GliaDot,
  GliaDraw,
  GliaForward,
  GliaNeuron,
  GliaSoftmax,
  GliaTrain,
};

/** @type {(typeof import("./element.js").GliaElement)[]} */
export const kElements = [
  GliaActivation,
  GliaBackprop,
  GliaBoundary,
  GliaDescent,
  GliaDot,
  GliaDraw,
  GliaForward,
  GliaNeuron,
  GliaSoftmax,
  GliaTrain,
];

/**
 * Gives the elements their tags. Tags that are taken stay as they are, so that calling it twice does no harm.
 *
 * @param {string} [prefix] `glia` makes `<glia-draw>`
 */
export function define(prefix = "glia") {
  if (!globalThis.customElements) return; // on a server
  for (const Class of kElements) register(Class, `${prefix}-${Class.tag}`);
}
