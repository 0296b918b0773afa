// @ts-check
import { GliaDraw } from "../../src/elements/draw.js";
import { register } from "../../src/elements/element.js";
import { find } from "../../src/ui/dom.js";

/** @typedef {import("../../src/index.js").Network} Network */

/** A pad whose drawing the network in training reads, with the weights of the moment. */
export class Probe {
  #draw;

  /** @param {HTMLElement} element that holds a `<glia-draw>` */
  constructor(element) {
    register(GliaDraw, "glia-draw");
    this.#draw = /** @type {GliaDraw} */ (find("glia-draw", element));
  }

  /** @param {Network | null} net that reads digits */
  open(net) {
    this.#draw.network = net;
  }

  /** Reads again after the weights have changed. */
  read() {
    this.#draw.read();
  }
}
