// @ts-check
import { argmax } from "../base/argmax.js";
import { badSpec, volume } from "../base/errors.js";
import { kClasses } from "./classes.js";
import { prepare } from "./reading.js";

/** @typedef {import("../network/network.js").Network} Network */
/** @typedef {import("./reading.js").Drawing} Drawing */
/** @typedef {import("./reading.js").Step} Step */
/** @typedef {import("./reading.js").Subject} Subject */
/** @typedef {{ what: "inputs" | "outputs" | "sum", count: number }} Objection  there are so many, or the outputs sum to that */
/**
 * What a network says of a drawing: the likeliest class, the probability of each, and the 784 numbers that it read.
 *
 * @typedef {{ label: number, probabilities: Float32Array, pixels: Float32Array }} Prediction
 */
/**
 * A network that is asked for.
 *
 * @typedef {object} Wish
 * @property {unknown} key equal for wishes for the same network
 * @property {Subject} subject
 * @property {number} [unsure] a prediction less probable than this is doubtful
 * @property {boolean} own whether the reader disposes of the network after use
 * @property {() => Network | PromiseLike<Network>} open
 */

const kPixels = 784;

/**
 * Why a network cannot read drawings. It predicts a blank picture to find that out.
 *
 * @param {Network} net
 * @returns {Objection | null} null if it can
 */
export function objectionTo(net) {
  const inputs = volume(net.spec.input);
  if (inputs !== kPixels) return { what: "inputs", count: inputs };
  const outputs = net.predict(new Float32Array(kPixels));
  if (outputs.length !== kClasses) return { what: "outputs", count: outputs.length };
  const sum = outputs.reduce((total, value) => total + value, 0);
  // Written so that NaN, which compares with nothing, is refused too.
  const sound = Math.abs(sum - 1) < 1e-3 && outputs.every((value) => value >= 0);
  return sound ? null : { what: "sum", count: sum };
}

/**
 * What reads drawings: the network in use and the one that is asked for. A network that cannot be loaded or cannot read
 * drawings changes nothing; of several that are asked for, the last one counts.
 */
export class Reader {
  /** Asked for last; null if it could not be used. @type {Wish | null} */ #wish = null;
  /** @type {{ net: Network, wish: Wish } | null} */ #used = null;

  /** The network in use. */
  get net() {
    return this.#used?.net ?? null;
  }

  /** What the network in use tells apart, or the one that is being opened if there is none. */
  get subject() {
    return (this.#used?.wish ?? this.#wish)?.subject ?? "digits";
  }

  /** A prediction less probable than this is doubtful. */
  get unsure() {
    return this.#used?.wish.unsure;
  }

  /** Whether a network is being opened. */
  get opening() {
    return this.#wish !== null && this.#wish !== this.#used?.wish;
  }

  /** Whether this network is in use or being opened. @param {Wish} wish */
  has(wish) {
    return this.#wish?.key === wish.key;
  }

  /**
   * Puts a network in the place of the one in use.
   *
   * @param {Wish} wish
   * @returns {Promise<boolean>} whether it is in use; false if another one was asked for meanwhile
   * @throws what `wish.open` throws; SpecError if the network cannot read drawings
   */
  async open(wish) {
    this.#wish = wish;
    try {
      const net = await wish.open();
      const objection = this.#wish === wish ? objectionTo(net) : null;
      if (this.#wish === wish && !objection) {
        this.#dispose();
        this.#used = { net, wish };
        return true;
      }
      if (wish.own) net.dispose();
      if (objection) {
        const { count, what } = objection;
        throw badSpec(`${count} ${what}`, "784 inputs and ten outputs that sum to 1", "<glia-draw>, network");
      }
    } catch (error) {
      if (this.#wish === wish) {
        this.#wish = null;
        throw error;
      }
    }
    return false;
  }

  /** Lets go of the network in use and of the one that is asked for. */
  close() {
    this.#dispose();
    this.#wish = null;
  }

  #dispose() {
    const used = this.#used;
    this.#used = null;
    if (used?.wish.own) used.net.dispose();
  }

  /**
   * Reads a drawing.
   *
   * @param {Drawing} drawing
   * @returns {{ steps: Step[], prediction: Prediction | null }} steps: of the preparation, none for a blank drawing;
   *   prediction: null for a blank drawing or without a network
   * @throws {DisposedError} if the owner has disposed of the network in use
   */
  read(drawing) {
    const { pixels, blank, steps } = prepare(drawing, this.subject);
    const net = blank ? null : this.net;
    if (!net) return { steps, prediction: null };
    const probabilities = net.predict(pixels);
    return { steps, prediction: { label: argmax(probabilities), probabilities, pixels } };
  }
}
