// @ts-check
import { find } from "../../src/ui/dom.js";
import { parametersOf } from "../../src/ui/plan.js";

/** @typedef {import("../language.js").Language} Language */
/** @typedef {import("./controls.js").Controls} Controls */
/** @typedef {import("./experiment.js").Experiment} Experiment */

/** Lines of text about the experiment: its data, its weight hash, where it trains, headings that depend on the data. */
export class Facts {
  #experiment;
  #controls;
  #language;

  /**
   * @param {Experiment} experiment
   * @param {Controls} controls
   * @param {Language} language
   */
  constructor(experiment, controls, language) {
    this.#experiment = experiment;
    this.#controls = controls;
    this.#language = language;
  }

  /** @param {boolean} pending whether the settings ask for another network */
  show(pending) {
    this.#showNote();
    this.#showMode();
    this.#showHash(pending);
    this.#showHeadings();
  }

  #showNote() {
    const { dataset, loading } = this.#experiment;
    const language = this.#language;
    const note = find("[data-data-note]");
    if (!dataset || dataset.id !== this.#controls.settings.data) {
      note.textContent = loading ? language.text("data.loading") : "";
      return;
    }
    note.textContent = language.text(`data.${dataset.kind}.note`, {
      train: language.number(dataset.train.y.length),
      validation: language.number(dataset.validation.y.length),
      inputs: language.number(dataset.inputs),
    });
  }

  #showMode() {
    const { mode } = this.#experiment.training;
    find("[data-mode]").textContent = this.#language.text(`mode.${mode ?? "none"}`);
  }

  /** @param {boolean} pending */
  #showHash(pending) {
    const { pure, training } = this.#experiment;
    const network = training.resting ? training.network : null;
    find("[data-hash]").textContent = network?.weightHash() ?? "–";
    const key = pending ? "hash.pending" : pure ? "hash.pure" : "hash.impure";
    find("[data-hash-note]").textContent = network ? this.#language.text(key) : "";
  }

  #showHeadings() {
    const { dataset } = this.#experiment;
    const language = this.#language;
    const score = language.text(dataset?.classes === null ? "measure.error" : "measure.accuracy");
    for (const element of document.querySelectorAll("[data-score-name]")) element.textContent = score;
    if (!dataset) return;
    this.#controls.describe({
      inputs: dataset.inputs,
      outputs: dataset.classes?.length ?? 1,
      parameters: parametersOf(dataset, this.#controls.settings),
    });
    const [a, b] = dataset.classes ?? [];
    find("[data-boundary-note]").textContent = language.text("boundary.note", { a, b });
  }
}
