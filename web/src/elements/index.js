// @ts-check
// The custom elements. Importing this registers nothing; `define` does.
import { GliaBackprop } from "./backprop.js";
import { register } from "./element.js";
import { GliaForward } from "./forward.js";
import { GliaSoftmax } from "./softmax.js";

export { GliaBackprop, GliaForward, GliaSoftmax };

/** @type {(typeof import("./element.js").GliaElement)[]} */
export const kElements = [GliaBackprop, GliaForward, GliaSoftmax];

/**
 * Gives the elements their tags. Tags that are taken stay as they are, so that calling it twice does no harm.
 *
 * @param {string} [prefix] `glia` makes `<glia-draw>`
 */
export function define(prefix = "glia") {
  if (!globalThis.customElements) return; // on a server
  for (const Class of kElements) register(Class, `${prefix}-${Class.tag}`);
}
