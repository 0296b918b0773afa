// @ts-check
import { readCsv } from "../../src/data/tables.js";
import { find } from "../../src/ui/dom.js";
import { writeLayer } from "../../src/ui/hidden.js";
import { download } from "../download.js";
import { acceptDrops } from "../drop.js";
import { Refusal } from "../refusal.js";
import { KeptList } from "./kept.js";
import { isTold, withLink } from "./modelfile.js";
import { defaultsFor, formatLink } from "./settings.js";
import { shelf } from "./shelf.js";

/** @typedef {import("../language.js").Language} Language */
/** @typedef {import("../language.js").TextKey} TextKey */
/** @typedef {import("../language.js").Values} Values */
/** @typedef {import("./controls.js").Controls} Controls */
/** @typedef {import("./experiment.js").Experiment} Experiment */
/** @typedef {import("./trouble.js").Trouble} Trouble */

const kLeastRows = 10;
const kLargestCsv = 50e6;

/**
 * Files that the user opens or saves, and networks kept in this browser.
 *
 *   "table"     a table was opened: the settings ask for a network that learns from it
 *   "restored"  a network was opened: it is in place, and the settings describe it
 */
export class Files extends EventTarget {
  #experiment;
  #controls;
  #trouble;
  #language;
  #kept;
  /** @type {[TextKey, Values] | null} */ #said = null;

  /**
   * @param {Experiment} experiment
   * @param {Controls} controls
   * @param {Trouble} trouble
   * @param {Language} language
   */
  constructor(experiment, controls, trouble, language) {
    super();
    this.#experiment = experiment;
    this.#controls = controls;
    this.#trouble = trouble;
    this.#language = language;
    this.#kept = new KeptList(find("[data-shelf]"), find("[data-shelf-none]"), language);
    this.#kept.addEventListener("load", () => this.#load());
    this.#kept.addEventListener("delete", () => this.#delete());
    language.addEventListener("change", () => this.#said && this.say(...this.#said));
    for (const [selector, open] of /** @type {[string, (file: File) => void][]} */ ([
      ["[data-csv]", (file) => this.#takeTable(file)],
      ["[data-model]", (file) => this.#takeModel(file)],
    ])) {
      const picker = /** @type {HTMLInputElement} */ (find(selector));
      picker.addEventListener("change", () => {
        const [file] = picker.files ?? [];
        if (file) open(file);
        picker.value = ""; // so that the same file can be opened again after it was corrected
      });
    }
    acceptDrops((file) => (/\.safetensors$/i.test(file.name) ? this.#takeModel(file) : this.#takeTable(file)));
    this.#kept.refresh();
  }

  /** @param {TextKey} key @param {Values} [values] */
  say(key, values = {}) {
    this.#said = [key, values];
    find("[data-said]").textContent = this.#language.text(key, values);
  }

  // ---- opening

  /** @param {File} file */
  async #takeTable(file) {
    try {
      if (file.size > kLargestCsv) throw new Refusal("data.large", { size: kLargestCsv / 1e6 });
      const table = readCsv(new Uint8Array(await file.arrayBuffer()));
      const rows = table.y.length;
      if (rows < kLeastRows) throw new Refusal("data.small", { rows });
      this.#experiment.own = { name: file.name, table };
    } catch (error) {
      this.#trouble.show("trouble.csv", { name: file.name }, error);
      return;
    }
    this.#trouble.hide();
    this.#controls.show({ ...defaultsFor("own"), seed: this.#controls.settings.seed });
    this.#controls.offerOwn(file.name);
    this.dispatchEvent(new Event("table"));
  }

  /** @param {File} file */
  #takeModel(file) {
    return this.#restore(file.name, async () => new Uint8Array(await file.arrayBuffer()));
  }

  async #load() {
    const entry = this.#kept.chosen;
    if (entry && (await this.#restore(entry.name, async () => entry.bytes)))
      this.#experiment.training.history.restore(entry.curves);
  }

  /**
   * @param {string} name
   * @param {() => Promise<Uint8Array>} read
   * @returns {Promise<boolean>} whether the network is in place
   */
  async #restore(name, read) {
    const experiment = this.#experiment;
    try {
      if (!(await experiment.restore(await read(), this.#controls.settings))) return false;
    } catch (error) {
      this.#trouble.show("trouble.model", { name }, error);
      return false;
    }
    const { dataset, settings, training } = experiment;
    if (!settings || !dataset || !training.network) return false;
    this.#controls.show(settings);
    this.#trouble.hide();
    this.dispatchEvent(new Event("restored"));
    const { epoch, step } = training.network;
    this.say(isTold(training.network, dataset, settings) ? "keep.loaded" : "keep.loaded.near", {
      name,
      epoch: this.#language.number(epoch),
      step: this.#language.number(step),
    });
    return true;
  }

  // ---- keeping

  async saveFile() {
    const saved = await this.#save();
    if (!saved) return;
    const name = `glia-${saved.dataset.id}-${saved.epoch}.safetensors`;
    download(name, saved.bytes);
    this.say("keep.saved", { name });
  }

  async keepHere() {
    const saved = await this.#save();
    if (!saved) return;
    const { bytes, dataset, settings, link, pure, epoch, curves } = saved;
    const name = this.#language.text("keep.entry", {
      data: dataset.name || this.#language.text(/** @type {TextKey} */ (`data.${dataset.id}`)),
      layers: [dataset.inputs, ...settings.layers.map(writeLayer), dataset.classes?.length ?? 1].join("-"),
      epoch,
    });
    try {
      await shelf.put({ name, epoch, pure, bytes, time: Date.now(), link, curves });
      this.say("keep.kept");
    } catch {
      this.say("keep.refused");
    }
    await this.#kept.refresh();
  }

  /** The network as a file, with what belongs to it; null if there is none, or it was replaced meanwhile. */
  async #save() {
    const { training, dataset, settings, pure } = this.#experiment;
    if (!training.network || !dataset || !settings) return null;
    try {
      const plain = await training.save();
      const link = formatLink(settings);
      const bytes = withLink(plain, link, pure);
      return { bytes, dataset, settings, link, pure, epoch: training.epoch, curves: training.history.copy() };
    } catch (error) {
      this.#trouble.show("trouble.save", {}, error);
      return null;
    }
  }

  async #delete() {
    const { chosen } = this.#kept;
    if (chosen?.id !== undefined) await shelf.remove(chosen.id);
    await this.#kept.refresh();
    this.#kept.focus();
    this.say("keep.deleted");
  }
}
