// @ts-check
// A field for each attribute of a figure, made from the attribute's description in its class.
import { readAttribute, writeAttribute } from "../../src/ui/attributes.js";
import { make, set } from "../../src/ui/dom.js";
import { GliaError } from "../../src/index.js";

/** @typedef {import("../../src/ui/attributes.js").Attribute} Attribute */
/** @typedef {string | null} Value  the text of an attribute; null if it is absent */
/** @typedef {{ element: HTMLElement, show: (value: Value) => void }} Option */
/** @typedef {{ element: HTMLElement, read: () => Value, show: (value: Value) => void }} Control */

/**
 * The canonical text of an attribute: null if it says the default.
 *
 * @param {Attribute} attribute
 * @param {Value} value
 * @returns {Value}
 * @throws {GliaError} if the value is malformed or out of range
 */
export function plainValue(attribute, value) {
  const plain = writeAttribute(readAttribute(attribute, value, "option"));
  return plain === writeAttribute(readAttribute(attribute, null, "option")) ? null : plain;
}

/**
 * Makes the field of an attribute, with its note.
 *
 * @param {object} options
 * @param {string} options.name of the attribute
 * @param {Attribute} options.attribute
 * @param {Node} options.note explains the attribute
 * @param {() => string} options.complaint the message for an invalid value
 * @param {(value: Value) => void} options.onInput called with every valid value
 * @returns {Option}
 */
export function makeOption({ name, attribute, note, complaint, onInput }) {
  const id = `option-${name}`;
  const control = controlFor(attribute, id, name);
  const about = set(make("p", "note", note), { id: `${id}-about` });
  const trouble = set(make("p", "complaint"), { role: "alert", id: `${id}-trouble` });
  set(control.element, { "aria-describedby": `${about.id} ${trouble.id}` });

  const input = () => {
    let value;
    try {
      value = plainValue(attribute, control.read());
    } catch (error) {
      if (!(error instanceof GliaError)) throw error;
    }
    set(control.element, { "aria-invalid": value === undefined ? "true" : null });
    trouble.textContent = value === undefined ? complaint() : "";
    if (value !== undefined) onInput(value);
  };
  // Texts are addresses: they are not fetched letter by letter.
  control.element.addEventListener(attribute.kind === "text" ? "change" : "input", input);

  return {
    element: framed(attribute, control.element, name, [about, trouble]),
    show(value) {
      control.show(value);
      set(control.element, { "aria-invalid": null });
      trouble.textContent = "";
    },
  };
}

/** @param {Attribute} attribute @param {HTMLElement} control @param {string} name @param {HTMLElement[]} notes */
function framed({ kind }, control, name, notes) {
  if (kind === "list") {
    control.append(...notes);
    return control;
  }
  const label = set(make("label", kind === "flag" ? "check" : ""), { for: control.id });
  label.append(...(kind === "flag" ? [control] : []), make("code", "", name));
  return make("div", "field", label, ...(kind === "flag" ? [] : [control]), ...notes);
}

/**
 * @param {Attribute} attribute
 * @param {string} id
 * @param {string} name
 * @returns {Control}
 */
function controlFor(attribute, id, name) {
  switch (attribute.kind) {
    case "flag": {
      const box = /** @type {HTMLInputElement} */ (set(make("input"), { id, type: "checkbox" }));
      return {
        element: box,
        read: () => (box.checked ? "" : null),
        show: (value) => (box.checked = value !== null),
      };
    }
    case "choice": {
      const select = /** @type {HTMLSelectElement} */ (set(make("select"), { id }));
      select.append(...attribute.of.map((one) => set(make("option", "", one), { value: one })));
      return {
        element: select,
        read: () => select.value,
        show: (value) => (select.value = value ?? attribute.default),
      };
    }
    case "list": {
      const boxes = attribute.of.map((value) => {
        const box = set(make("input"), { type: "checkbox", value });
        return /** @type {HTMLInputElement} */ (box);
      });
      const group = set(make("fieldset", "field", make("legend", "", make("code", "", name))), { id });
      group.append(...boxes.map((box) => make("label", "check", box, make("code", "", box.value))));
      return {
        element: group,
        read: () =>
          boxes
            .filter(({ checked }) => checked)
            .map(({ value }) => value)
            .join(" "),
        show: (value) => {
          const chosen = readAttribute(attribute, value, name);
          for (const box of boxes) box.checked = chosen.includes(box.value);
        },
      };
    }
    default: {
      const { kind } = attribute;
      const field = /** @type {HTMLInputElement} */ (set(make("input"), { id, type: "text" }));
      if (kind === "number") {
        set(field, { type: "number", step: "any", min: attribute.least, max: attribute.most });
      }
      return {
        element: field,
        // An empty field means the default, unless an empty value is valid.
        read: () => (field.value.trim() === "" && kind !== "text" && !mayBeEmpty(attribute) ? null : field.value),
        show: (value) => (field.value = value ?? writeAttribute(attribute.default) ?? ""),
      };
    }
  }
}

/** @param {Attribute} attribute */
const mayBeEmpty = (attribute) => attribute.kind === "numbers" && attribute.fewest === 0;
