// @ts-check
// The embed page: an author chooses a figure, its options and its language, and copies the tag. The address keeps the choice.
import { dashed, writeAttribute } from "../src/ui/attributes.js";
import { define, kElements } from "../src/elements/index.js";
import { find, make, set } from "../src/ui/dom.js";
import { GliaError } from "../src/index.js";
import { makeOption, plainValue } from "./embed/options.js";
import { Language } from "./language.js";
import { embedEn } from "./text/embed-en.js";
import { embedKo } from "./text/embed-ko.js";
import { kOptionsKo } from "./text/embed-options-ko.js";

/** @typedef {(typeof kElements)[number]} ElementClass */

const kScript = new URL("dist/glia-elements.js", location.href).href;

const language = new Language({ en: embedEn, ko: embedKo });
/** @param {string} key @param {import("./language.js").Values} [values] */
const text = (key, values) => language.text(/** @type {any} */ (key), values);

const figureSelect = /** @type {HTMLSelectElement} */ (find("[data-figure]"));
const tongueSelect = /** @type {HTMLSelectElement} */ (find("[data-figure-language]"));
const radios = /** @type {HTMLInputElement[]} */ ([...document.querySelectorAll("input[name=form]")]);
const copied = find("[data-copied]");

/** The choice. `values` has the attributes, by name, that are not at their default. */
let Class = kElements[0];
let tongue = "";
let form = "module";
/** @type {Map<string, string>} */
const values = new Map();

/** @type {Map<string, import("./embed/options.js").Option>} */
const options = new Map();
/** @type {HTMLElement | null} */
let preview = null;

const titleOf = (/** @type {ElementClass} */ { tag, about }) => {
  const key = `embed.title.${tag}`;
  return key in embedEn ? text(key) : about || tag;
};
const attributesOf = (/** @type {ElementClass} */ { attributes }) =>
  Object.entries(attributes).map(([property, attribute]) => ({ property, name: dashed(property), attribute }));

/** The note on an attribute, in English where there is no other. @param {string} property @returns {Node} */
function noteOf(property) {
  const about = Class.attributes[property].about;
  const korean = kOptionsKo[`${Class.tag}.${property}`];
  if (language.tongue === "ko" && korean) return document.createTextNode(korean);
  return set(make("span", "", about), { lang: "en" });
}

/** Reads the choice from the address; invalid values are ignored. */
function readAddress() {
  const said = new URLSearchParams(location.hash.slice(1));
  Class = kElements.find(({ tag }) => tag === said.get("figure")) ?? kElements[0];
  tongue = ["ko", "en"].find((one) => one === said.get("lang")) ?? "";
  form = said.get("form") === "plain" ? "plain" : "module";
  values.clear();
  for (const { name, attribute } of attributesOf(Class)) take(name, attribute, said.get(name));
}

/** @param {string} name @param {import("../src/ui/attributes.js").Attribute} attribute @param {string | null} value */
function take(name, attribute, value) {
  values.delete(name);
  try {
    const plain = plainValue(attribute, value);
    if (plain !== null) values.set(name, plain);
  } catch (error) {
    if (!(error instanceof GliaError)) throw error;
  }
}

/** The attributes that are not at their default, in the order of the class. @returns {[name: string, value: string][]} */
const chosen = () =>
  attributesOf(Class).flatMap(({ name }) => {
    const value = values.get(name);
    return value === undefined ? [] : [[name, value]];
  });

function writeAddress() {
  const said = new URLSearchParams({ figure: Class.tag });
  if (tongue) said.set("lang", tongue);
  if (form === "plain") said.set("form", form);
  for (const [name, value] of chosen()) said.set(name, value);
  history.replaceState(null, "", `#${said}`);
}

/** Shows the whole choice, after a change of figure or language. */
function showAll() {
  figureSelect.replaceChildren(
    ...kElements.map((one) => set(make("option", "", titleOf(one)), { value: one.tag, selected: one === Class })),
  );
  options.clear();
  for (const { property, name, attribute } of attributesOf(Class)) {
    const onInput = (/** @type {string | null} */ value) => {
      take(name, attribute, value);
      showFigure();
      showTag();
    };
    const note = noteOf(property);
    options.set(name, makeOption({ name, attribute, note, complaint: () => text("embed.refused"), onInput }));
  }
  find("[data-options]").replaceChildren(...[...options.values()].map(({ element }) => element));
  showOptions();
  showFigure();
  showTag();
}

function showOptions() {
  tongueSelect.value = tongue;
  for (const radio of radios) radio.checked = radio.value === form;
  for (const [name, option] of options) option.show(values.get(name) ?? null);
}

/** Shows the figure. It keeps its state unless another figure is chosen. */
function showFigure() {
  const name = `glia-${Class.tag}`;
  if (preview?.localName !== name) {
    preview = make(name);
    preview.addEventListener("change", adopt);
    find("[data-preview]").replaceChildren(preview);
  }
  for (const { name } of attributesOf(Class)) {
    const value = values.get(name) ?? null;
    if (preview.getAttribute(name) !== value) set(preview, { [name]: value });
  }
  set(preview, { lang: tongue || null });
}

/** Adds what the user changed in the figure to the choice. */
function adopt() {
  for (const { name, attribute } of attributesOf(Class)) take(name, attribute, preview?.getAttribute(name) ?? null);
  showOptions();
  showTag();
}

/** The HTML to copy. */
function source() {
  // A plain script is read in the encoding of its page, which may be an old Korean one.
  const script =
    form === "module" ? `<script type="module" src="${kScript}">` : `<script src="${kScript}" charset="utf-8" defer>`;
  const attributes = [...chosen(), ...(tongue ? [["lang", tongue]] : [])].map(
    ([name, value]) => ` ${name}${value && `="${escaped(value)}"`}`,
  );
  const name = `glia-${Class.tag}`;
  return `${script}</script>\n<${name}${attributes.join("")}>${escaped(fallback())}</${name}>`;
}

/** The content of the tag, shown without JavaScript, in the language of the figure. */
function fallback() {
  const table = (tongue || language.tongue) === "ko" ? embedKo : embedEn;
  const title = /** @type {Record<string, string>} */ (table)[`embed.title.${Class.tag}`] ?? (Class.about || Class.tag);
  return table["embed.fallback"].replace("{title}", title);
}

const escaped = (/** @type {string} */ plain) =>
  plain.replace(/[&"<]/g, (letter) => ({ "&": "&amp;", '"': "&quot;" })[letter] ?? "&lt;");

function showTag() {
  find("[data-tag]").textContent = source();
  copied.textContent = "";
  writeAddress();
}

figureSelect.addEventListener("change", () => {
  Class = kElements.find(({ tag }) => tag === figureSelect.value) ?? Class;
  values.clear();
  showAll();
});
tongueSelect.addEventListener("change", () => {
  tongue = tongueSelect.value;
  showFigure();
  showTag();
});
for (const radio of radios) {
  radio.addEventListener("change", () => {
    form = radio.value;
    showTag();
  });
}
find("[data-reset]").addEventListener("click", () => {
  values.clear();
  preview = null; // a new figure, so that state beside the attributes is reset too
  showOptions();
  showFigure();
  showTag();
});
find("[data-copy]").addEventListener("click", async () => {
  try {
    await navigator.clipboard.writeText(`${source()}\n`);
    copied.textContent = text("embed.copied");
  } catch {
    copied.textContent = text("embed.uncopied");
  }
});
addEventListener("hashchange", () => {
  readAddress();
  showAll();
});
find("[data-policy]").textContent = `script-src ${location.origin} 'wasm-unsafe-eval'; worker-src blob:`;

language.apply();
language.addEventListener("change", showAll);
language.offer();
define();
readAddress();
showAll();
