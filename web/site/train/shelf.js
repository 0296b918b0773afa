// @ts-check
import { Store } from "../store.js";

/**
 * @typedef {object} Kept
 * @property {number} [id]
 * @property {string} link the settings, as an address
 * @property {string} name
 * @property {number} epoch
 * @property {number} time when, in milliseconds since 1970
 * @property {Uint8Array} bytes the network as a file
 * @property {boolean} pure
 * @property {import("../../src/ui/history.js").Curves} curves
 */

/** Networks kept in this browser. @type {Store<Kept>} */
export const shelf = new Store("glia.networks", "networks");
