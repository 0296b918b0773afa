// @ts-check
// The custom elements. Importing this defines none of them; `define` does.
import * as classes from "./classes.js";
import { register } from "./element.js";

export * from "./classes.js";

/** The classes in alphabetical order. @type {readonly (typeof import("./element.js").GliaElement)[]} */
export const kElements = Object.values(classes);

/**
 * Defines all elements. Tags that are already taken stay as they are, so calling it twice does no harm.
 *
 * @param {string} [prefix] `glia` makes `<glia-draw>`
 */
export function define(prefix = "glia") {
  if (!globalThis.customElements) return; // on a server
  for (const Class of kElements) register(Class, `${prefix}-${Class.tag}`);
}
