// @ts-check
import { kData, pictureOf } from "../../src/ui/datasets.js";
import { make } from "../../src/ui/dom.js";
import { Augment } from "./augment.js";
import { defaultsFor, kSettings, readSetting, writeSetting } from "./settings.js";
import { Stack } from "./stack.js";

/** @typedef {import("../../src/index.js").Network} Network */
/** @typedef {import("../language.js").Language} Language */
/** @typedef {import("../language.js").TextKey} TextKey */
/** @typedef {import("../../src/ui/datasets.js").Dataset} Dataset */
/** @typedef {import("./settings.js").Setting} Setting */
/** @typedef {import("./settings.js").Settings} Settings */
/** @typedef {HTMLInputElement | HTMLSelectElement} Control */

/** Longer names of choices whose own names say too little. @type {Record<string, string>} */
const kShown = { momentum: "sgd, momentum 0.9", nesterov: "sgd, nesterov 0.9" };

/** @type {Record<string, TextKey>} */
const kNotes = { rate: "set.rate.note", batch: "set.batch.note" };

/** The settings as controls, made from their table. "change": the user changed `settings`. */
export class Controls extends EventTarget {
  #language;
  /** @type {Map<Setting, Control>} */ #controls = new Map();
  #stack;
  #augment;
  #settings = defaultsFor();
  #ownName = "";

  /**
   * @param {HTMLElement} element
   * @param {Language} language
   */
  constructor(element, language) {
    super();
    this.#language = language;
    this.#stack = new Stack(element, language);
    this.#augment = new Augment(element, language);
    const fields = element.querySelector("[data-fields]");
    for (const setting of kSettings) {
      if (setting.kind === "layers" || setting.kind === "distortion") continue;
      const own = element.querySelector(`[data-setting="${setting.name}"]`);
      const control = /** @type {Control} */ (own ?? this.#makeField(setting, fields));
      if (setting.kind === "choice") for (const value of setting.values) control.append(makeOption(value));
      control.addEventListener("change", () => this.#commit(setting, control));
      this.#controls.set(setting, control);
    }
    this.#stack.addEventListener("change", () => this.#change({ layers: this.#stack.layers }));
    this.#augment.addEventListener("change", () => this.#change({ augment: this.#augment.distortion }));
    element.querySelector("[data-defaults]")?.addEventListener("click", () => {
      this.#change(defaultsFor(this.#settings.data));
      this.show(this.#settings);
    });
    language.addEventListener("change", () => this.show(this.#settings));
    this.show(this.#settings);
  }

  get settings() {
    return this.#settings;
  }

  /** @param {Settings} settings from elsewhere; no event follows */
  show(settings) {
    this.#settings = settings;
    const picture = pictureOf(settings.data);
    this.#stack.show(settings.layers, picture);
    this.#augment.show(settings.augment, picture !== null);
    for (const [setting, control] of this.#controls) {
      if (setting.name === "data") this.#nameData(control);
      control.value = writeSetting(setting, settings);
      this.#complain(setting, control, false);
    }
  }

  /** @param {string} name of the user's own file, which becomes one of the choices */
  offerOwn(name) {
    this.#ownName = name;
    this.show(this.#settings);
  }

  /** @param {{ inputs: number, outputs: number, parameters: number }} shape */
  describe(shape) {
    this.#stack.describe(shape);
  }

  /**
   * @param {Network | null} net null if samples are not pictures
   * @param {Dataset | null} dataset whose first pictures are shown as training distorts them
   */
  preview(net, dataset) {
    this.#augment.open(net, dataset);
  }

  repaint() {
    this.#augment.repaint();
  }

  /** @param {Control} select */
  #nameData(select) {
    for (const option of /** @type {HTMLSelectElement} */ (select).options) {
      const key = /** @type {TextKey} */ (`data.${option.value}`);
      const own = option.value === "own";
      option.textContent =
        own && this.#ownName
          ? this.#language.text("data.own.named", { name: this.#ownName })
          : this.#language.text(key);
      option.hidden = option.disabled = own && !this.#ownName && this.#settings.data !== "own";
    }
  }

  /**
   * @param {Setting} setting
   * @param {Element | null} fields
   */
  #makeField(setting, fields) {
    const { name, kind } = setting;
    const field = make("div", "field");
    const label = /** @type {HTMLLabelElement} */ (make("label"));
    label.htmlFor = `set-${name}`;
    label.dataset.text = `set.${name}`;
    const control = document.createElement(kind === "choice" ? "select" : "input");
    control.id = `set-${name}`;
    control.dataset.setting = name;
    if (control instanceof HTMLInputElement) {
      control.type = "text";
      control.inputMode = kind === "integer" ? "numeric" : "decimal";
      control.autocomplete = "off";
      control.spellcheck = false;
    }
    field.append(label, control);
    const ids = [];
    if (kNotes[name]) {
      const note = make("p", "note");
      note.dataset.text = kNotes[name];
      note.id = `note-${name}`;
      ids.push(note.id);
      field.append(note);
    }
    if (kind !== "choice") {
      const complaint = make("p", "complaint");
      complaint.id = `wrong-${name}`;
      ids.push(complaint.id);
      field.append(complaint);
    }
    if (ids.length > 0) control.setAttribute("aria-describedby", ids.join(" "));
    fields?.append(field);
    return control;
  }

  /**
   * @param {Setting} setting
   * @param {Control} control
   */
  #commit(setting, control) {
    const value = readSetting(setting, control.value.trim());
    this.#complain(setting, control, value === undefined);
    if (value === undefined) return;
    if (setting.name === "data" && kData[String(value)] !== kData[this.#settings.data]) {
      // Choices for digits do not suit points: another kind of data begins with its own defaults.
      this.#settings = { ...defaultsFor(String(value)), seed: this.#settings.seed };
      this.show(this.#settings);
      this.dispatchEvent(new Event("change"));
    } else this.#change({ [setting.name]: value });
  }

  /** @param {Partial<Settings>} part */
  #change(part) {
    this.#settings = { ...this.#settings, ...part };
    this.dispatchEvent(new Event("change"));
  }

  /**
   * @param {Setting} setting
   * @param {Control} control
   * @param {boolean} wrong
   */
  #complain(setting, control, wrong) {
    if (setting.kind !== "integer" && setting.kind !== "number") return;
    if (wrong) control.setAttribute("aria-invalid", "true");
    else control.removeAttribute("aria-invalid");
    const complaint = control.parentElement?.querySelector(".complaint");
    const { least, most } = setting;
    const values = { min: this.#language.number(least), max: this.#language.number(most) };
    if (complaint) complaint.textContent = wrong ? this.#language.text(`setup.${setting.kind}`, values) : "";
  }
}

/** @param {string} value */
function makeOption(value) {
  const option = document.createElement("option");
  option.value = value;
  option.textContent = kShown[value] ?? value;
  return option;
}
