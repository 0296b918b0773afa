// @ts-check
// The custom elements manifest (schema 1.0.0), made from the static fields of the classes; web/bundle.js writes it to
// web/dist/custom-elements.json. Editors read it.
import { dashed, writeAttribute } from "../ui/attributes.js";

/** @typedef {typeof import("./element.js").GliaElement} ElementClass */
/** @typedef {import("../ui/attributes.js").Attribute} Attribute */

const kFolder = "web/src/elements";
const kBase = { name: "GliaElement", module: `${kFolder}/element.js` };

/** The custom properties that every element reads. */
const kProperties = {
  "--glia-ground": "the background of the parts of a figure",
  "--glia-paper": "the background of the figure",
  "--glia-ink": "text",
  "--glia-soft": "notes and labels",
  "--glia-line": "thin lines",
  "--glia-edge": "edges of fields and buttons",
  "--glia-accent": "highlights, and evidence for an answer",
  "--glia-on-accent": "text on the accent",
  "--glia-tint": "the accent as a background",
  "--glia-against": "evidence against an answer, and errors",
  "--glia-radius": "the radius of corners",
  "--glia-font": "the font family",
};
const kParts = { figure: "the whole figure", trouble: "the error message" };
const kLang = "en or ko; without it, the language of the surrounding element, else that of the browser";

/**
 * The manifest of the elements.
 *
 * @param {readonly ElementClass[]} classes
 * @param {string} [prefix] of their tags
 * @returns {object} that can be written as JSON
 */
export function manifestOf(classes, prefix = "glia") {
  return {
    schemaVersion: "1.0.0",
    readme: "README.md",
    modules: [
      ...classes.map((Class) => moduleOf(Class, prefix)),
      {
        kind: "javascript-module",
        path: `${kFolder}/define.js`,
        declarations: [],
        exports: classes.map((Class) => ({
          kind: "custom-element-definition",
          name: tagOf(Class, prefix),
          declaration: { name: Class.name, module: pathOf(Class) },
        })),
      },
    ],
  };
}

const tagOf = (/** @type {ElementClass} */ { tag }, /** @type {string} */ prefix) => `${prefix}-${tag}`;
const pathOf = (/** @type {ElementClass} */ { tag }) => `${kFolder}/${tag}.js`;

/** @param {ElementClass} Class @param {string} prefix */
function moduleOf(Class, prefix) {
  return {
    kind: "javascript-module",
    path: pathOf(Class),
    declarations: [
      {
        kind: "class",
        name: Class.name,
        customElement: true,
        tagName: tagOf(Class, prefix),
        description: Class.about,
        superclass: kBase,
        attributes: [
          ...Object.entries(Class.attributes).map(([property, attribute]) => ({
            name: dashed(property),
            fieldName: property,
            description: attribute.about,
            type: { text: typeOf(attribute) },
            ...defaultOf(attribute),
          })),
          { name: "lang", fieldName: "lang", description: kLang, type: { text: "string" } },
        ],
        members: Object.entries(Class.attributes).map(([property, attribute]) => ({
          kind: "field",
          name: property,
          description: attribute.about,
          type: { text: typeOf(attribute) },
          attribute: dashed(property),
          reflects: true,
        })),
        events: Object.entries({ "glia-ready": "the figure is shown for the first time", ...Class.events }).map(
          ([name, description]) => ({ name, description, type: { text: "CustomEvent" } }),
        ),
        slots: named(Class.slots),
        cssProperties: named(kProperties),
        cssParts: named({ ...kParts, ...Class.parts }),
      },
    ],
    exports: [{ kind: "js", name: Class.name, declaration: { name: Class.name, module: pathOf(Class) } }],
  };
}

/** @param {Record<string, string>} descriptions */
const named = (descriptions) => Object.entries(descriptions).map(([name, description]) => ({ name, description }));

/** The type as TypeScript writes it. @param {Attribute} attribute */
function typeOf(attribute) {
  switch (attribute.kind) {
    case "text":
      return "string";
    case "flag":
      return "boolean";
    case "number":
      return "number";
    case "numbers":
      return "number[]";
    case "choice":
      return union(attribute.of);
    case "list":
      return `(${union(attribute.of)})[]`;
  }
}

const union = (/** @type {readonly string[]} */ names) => names.map((name) => JSON.stringify(name)).join(" | ");

/** @param {Attribute} attribute */
function defaultOf(attribute) {
  return attribute.kind === "flag" ? {} : { default: writeAttribute(attribute.default) ?? "" };
}
