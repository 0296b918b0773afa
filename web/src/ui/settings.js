// @ts-check
import { readAttribute } from "./attributes.js";
import { make, set } from "./dom.js";
import { numberField } from "./number-field.js";

/** @typedef {import("./attributes.js").Attribute} Attribute */
/** @typedef {import("./words.js").Words<any>} Words */

/** Styles of `Settings`. */
export const kSettingsStyles = `
.settings { display: grid; grid-template-columns: repeat(auto-fill, minmax(8.5rem, 1fr)); gap: 0.5rem 0.75rem; }
.settings label { display: grid; gap: 0; color: var(--soft); font-size: 0.875rem; }
.settings :is(select, input) { width: 100% !important; color: var(--ink); text-align: start !important; }
.settings .note { grid-column: 1 / -1; }
.settings .note:empty { display: none; }
`;

/** Controls for an element's attributes, made from their descriptions. */
export class Settings {
  element = make("div", "settings");
  #attributes;
  #note = set(make("p", "note"), { role: "alert" });
  /** @type {Map<string, { label: HTMLElement, name: Text, control: HTMLInputElement | HTMLSelectElement }>} */
  #fields = new Map();
  /** @type {Words | null} */ #words = null;

  /**
   * @param {Record<string, Attribute>} attributes
   * @param {readonly string[]} names of those that get a control
   * @param {(name: string, text: string) => void} onChange the user gave an attribute another, valid value
   */
  constructor(attributes, names, onChange) {
    this.#attributes = attributes;
    for (const name of names) {
      const control = this.#make(name, (text) => {
        this.#complain(name, null);
        onChange(name, text);
      });
      const text = document.createTextNode("");
      const label = make("label", "", text, control);
      this.#fields.set(name, { label, name: text, control });
      this.element.append(label);
    }
    this.element.append(this.#note);
  }

  /** @param {string} name @param {(text: string) => void} commit */
  #make(name, commit) {
    const attribute = this.#attributes[name];
    if (attribute.kind === "choice") {
      const select = /** @type {HTMLSelectElement} */ (make("select"));
      for (const value of attribute.of) select.append(new Option(value, value));
      select.addEventListener("change", () => commit(select.value));
      return select;
    }
    if (attribute.kind === "number") {
      const { default: value, least, most, whole } = attribute;
      const field = numberField({
        value,
        least,
        most,
        whole,
        step: whole ? 1 : 0.01,
        onInput: (number) => commit(String(number)),
      });
      field.addEventListener("change", () => this.#complain(name, field));
      return field;
    }
    const field = /** @type {HTMLInputElement} */ (set(make("input"), { autocomplete: "off" }));
    field.addEventListener("change", () => {
      try {
        readAttribute(attribute, field.value, name);
        set(field, { "aria-invalid": null });
        commit(field.value);
      } catch {
        set(field, { "aria-invalid": "true" });
        this.#complain(name, field);
      }
    });
    return field;
  }

  /** @param {string} name @param {Element | null} field null: no complaint */
  #complain(name, field) {
    const wrong = field?.getAttribute("aria-invalid");
    const { least, most } = /** @type {any} */ (this.#attributes[name]);
    const what = this.#fields.get(name)?.name.data;
    this.#note.textContent = wrong ? `${this.#words?.text("run.range", { what: what ?? "", least, most })}` : "";
  }

  /** @param {Words} words */
  label(words) {
    this.#words = words;
    for (const [name, field] of this.#fields) {
      field.name.data = words.text(`run.${name}`);
      if (name !== "data") continue;
      for (const option of /** @type {HTMLSelectElement} */ (field.control).options) {
        option.textContent = words.text(`run.data.${option.value}`);
      }
    }
  }

  /** @param {Record<string, any>} values by name @param {readonly string[]} hidden */
  show(values, hidden) {
    for (const [name, { label, control }] of this.#fields) {
      label.hidden = hidden.includes(name);
      const text = Array.isArray(values[name]) ? values[name].join(" ") : String(values[name]);
      // The user may be typing: "0.10" stays as it is.
      if (control instanceof HTMLInputElement && control.type === "number" && control.valueAsNumber === values[name])
        continue;
      if (control.value !== text) control.value = text;
      set(control, { "aria-invalid": null });
    }
    this.element.hidden = [...this.#fields.keys()].every((name) => hidden.includes(name));
  }
}
