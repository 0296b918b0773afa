// @ts-check
import { loadDataset, tableSet } from "../../src/ui/datasets.js";
import { courseFor, createNetwork } from "../../src/ui/plan.js";
import { Training } from "../../src/ui/training.js";
import { fetchPacked } from "../fetching.js";
import { Refusal } from "../refusal.js";
import { checkFit, openModel } from "./modelfile.js";
import { sameSetup } from "./settings.js";

/** @typedef {import("../../src/index.js").Network} Network */
/** @typedef {import("../../src/data/tables.js").Table} Table */
/** @typedef {import("../../src/ui/datasets.js").Dataset} Dataset */
/** @typedef {import("./settings.js").Settings} Settings */
/** @typedef {{ network: Network, dataset: Dataset, settings: Settings, pure: boolean }} Setup */

// Slow motion: what would be over in a blink takes some seconds, but no more steps per second than a person can follow.
const kSlowSeconds = 6;
const kSlowSteps = 500;

/**
 * The page's one experiment: the settings, the data that they name, and the training of the network that they ask for.
 * Knows no views.
 *
 *   "open"     another network is in place
 *   "loading"  `loading` changed
 */
export class Experiment extends EventTarget {
  training = new Training();
  /** A table that a person opened. @type {{ name: string, table: Table } | null} */ own = null;
  /** @type {Dataset | null} */ dataset = null;
  /** What the network was created from. @type {Settings | null} */ settings = null;
  /** Whether settings and seed alone lead to these weights: no rate was changed on the way, nothing was loaded. */
  pure = true;

  #asked = 0;
  /** The latest request that counts: what comes for an earlier one is dropped. */ #latest = 0;
  #loading = false;
  #slow = false;

  get network() {
    return this.training.network;
  }

  /** Whether a network is on its way that replaces this one. */
  get loading() {
    return this.#loading;
  }

  /**
   * Puts an untrained network in place, as the settings say; the one that is there stays until then.
   *
   * @param {Settings} settings
   * @returns {Promise<boolean>} false if something later was asked for meanwhile
   * @throws if there is no such network, or the data could not be loaded
   */
  async rebuild(settings) {
    const mine = (this.#latest = ++this.#asked);
    this.#setLoading(true);
    try {
      const dataset = await this.#load(settings);
      if (mine !== this.#latest) return false;
      const network = await createNetwork(settings, dataset);
      return this.#put(mine, { network, dataset, settings, pure: true });
    } catch (error) {
      if (mine !== this.#latest) return false;
      throw error;
    } finally {
      if (mine === this.#latest) this.#setLoading(false);
    }
  }

  /**
   * Puts the network of a model file in place. Until the file has proved good, what was asked for before still counts.
   *
   * @param {Uint8Array} bytes
   * @param {Settings} current for what the file does not say
   * @returns {Promise<boolean>} false if something later was asked for meanwhile
   * @throws if the file is no such model, or the data could not be loaded
   */
  async restore(bytes, current) {
    const mine = ++this.#asked;
    const { network, settings, pure } = await openModel(bytes, current);
    try {
      const dataset = await this.#load(settings);
      checkFit(network, dataset);
      return this.#put(mine, { network, dataset, settings, pure });
    } catch (error) {
      network.dispose();
      throw error;
    }
  }

  /** @param {Settings} settings @returns {boolean} whether they ask for another network than this */
  outgrown(settings) {
    return this.settings !== null && !sameSetup(this.settings, settings);
  }

  /** Takes on what needs no other network. @param {Settings} settings */
  adjust({ rate, epochs }) {
    if (!this.settings) return;
    if (rate !== this.settings.rate) {
      if (this.training.step > 0) this.pure = false;
      this.training.setRate(rate);
    }
    this.settings = { ...this.settings, rate, epochs };
    this.training.change({ epochs });
    this.#setPace();
  }

  /** Whether training is no faster than a person can watch. */
  get slow() {
    return this.#slow;
  }

  set slow(slow) {
    this.#slow = slow;
    this.#setPace();
  }

  /** @param {Settings} settings @returns {Promise<Dataset>} */
  async #load({ data, seed }) {
    if (data !== "own") return loadDataset(data, seed, fetchPacked);
    if (!this.own) throw new Refusal("data.own.missing");
    return tableSet(data, this.own.table, seed, this.own.name);
  }

  /** @param {number} mine @param {Setup} setup */
  #put(mine, { network, dataset, settings, pure }) {
    if (mine < this.#latest) {
      network.dispose();
      return false;
    }
    this.#latest = mine;
    // Points are learned in a blink, in which there is nothing to see.
    if (dataset.kind !== this.dataset?.kind) this.#slow = dataset.kind === "points";
    this.dataset = dataset;
    this.settings = settings;
    this.pure = pure;
    this.training.open(network, courseFor(settings, dataset));
    this.#setPace();
    this.#setLoading(false);
    this.dispatchEvent(new Event("open"));
    return true;
  }

  #setPace() {
    const { course } = this.training;
    if (!course) return;
    const steps = course.epochs * Math.ceil(course.train.y.length / course.batchSize);
    this.training.change({ seconds: this.#slow ? Math.max(kSlowSeconds, steps / kSlowSteps) : 0 });
  }

  /** @param {boolean} loading */
  #setLoading(loading) {
    if (loading === this.#loading) return;
    this.#loading = loading;
    this.dispatchEvent(new Event("loading"));
  }
}
