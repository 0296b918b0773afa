// @ts-check
import { kSloped } from "../../src/spec/activations.js";
import { kInitializers } from "../../src/spec/names.js";
import { kLimits, kOptimizers, kPointChoices } from "../../src/ui/choices.js";
import { kData, pictureOf } from "../../src/ui/datasets.js";
import { dense, flawOf, readHidden, writeHidden } from "../../src/ui/hidden.js";
import { readDistortion, writeDistortion } from "./distortion.js";

/*
 * Every choice of the page in one table, the seed included. Controls, the address and "back to the defaults" are all
 * made from it, and models/link.js reads the same addresses in Node. Nothing here knows a page.
 */

/** @typedef {import("./distortion.js").Distortion} Distortion */
/** @typedef {import("../../src/ui/hidden.js").Flaw} Flaw */
/** @typedef {import("../../src/ui/hidden.js").Hidden} Hidden */
/** @typedef {import("../../src/ui/datasets.js").Kind} Kind */
/** @typedef {"setup" | "live"} Reach setup: a change needs a new network; live: it changes the one that is training */
/**
 * @typedef {object} Settings
 * @property {string} data
 * @property {Hidden[]} layers the hidden layers
 * @property {string} activation
 * @property {string} initializer
 * @property {string} optimizer
 * @property {number} rate
 * @property {number} batch
 * @property {number} l2
 * @property {number} dropout
 * @property {number} epochs
 * @property {Distortion} augment
 * @property {number} seed
 */
/**
 * @typedef {{ kind: "choice", values: readonly string[] }} Choice
 * @typedef {{ kind: "number", least: number, most: number }} Amount
 * @typedef {{ kind: "integer", least: number, most: number }} Count
 * @typedef {{ kind: "layers", most: number }} Stacked
 * @typedef {{ kind: "distortion" }} Distorted
 * @typedef {(Choice | Amount | Count | Stacked | Distorted) & { name: keyof Settings, reach: Reach, only?: Kind }} Setting
 *   only: the one kind of data that it applies to
 */

export const kMostLayers = 8;

/** @type {readonly Setting[]} */
export const kSettings = [
  { name: "data", reach: "setup", kind: "choice", values: Object.keys(kData) },
  { name: "layers", reach: "setup", kind: "layers", most: kMostLayers },
  { name: "activation", reach: "setup", kind: "choice", values: kSloped },
  { name: "initializer", reach: "setup", kind: "choice", values: kInitializers },
  { name: "optimizer", reach: "setup", kind: "choice", values: Object.keys(kOptimizers) },
  { name: "rate", reach: "live", kind: "number", ...kLimits.rate },
  { name: "batch", reach: "setup", kind: "integer", ...kLimits.batch },
  { name: "epochs", reach: "live", kind: "integer", ...kLimits.epochs },
  { name: "l2", reach: "setup", kind: "number", least: 0, most: 10 },
  { name: "dropout", reach: "setup", kind: "number", least: 0, most: 0.95 },
  { name: "augment", reach: "setup", kind: "distortion", only: "digits" },
  { name: "seed", reach: "setup", kind: "integer", ...kLimits.seed },
];

/** Starting values for each kind of data. @type {Record<Kind, Omit<Settings, "data" | "augment" | "seed">>} */
const kPresets = {
  digits: {
    layers: dense(128),
    activation: "relu",
    initializer: "heNormal",
    optimizer: "adam",
    rate: 0.001,
    batch: 32,
    epochs: 5,
    l2: 0,
    dropout: 0,
  },
  points: { ...kPointChoices, layers: dense(...kPointChoices.layers), l2: 0, dropout: 0 },
  table: {
    layers: dense(10),
    activation: "sigmoid",
    initializer: "glorotUniform",
    optimizer: "sgd",
    rate: 0.1,
    batch: 32,
    epochs: 50,
    l2: 0.01,
    dropout: 0,
  },
};

/**
 * @param {string} [data]
 * @returns {Settings}
 */
export function defaultsFor(data = "mnist-10000") {
  return { data, ...structuredClone(kPresets[kData[data]]), augment: {}, seed: 42 };
}

/**
 * The value that a text stands for; undefined if the setting cannot have it.
 *
 * @param {Setting} setting
 * @param {string} text
 * @returns {Settings[keyof Settings] | undefined}
 */
export function readSetting(setting, text) {
  switch (setting.kind) {
    case "choice":
      return setting.values.includes(text) ? text : undefined;
    case "integer":
      return /^\d{1,10}$/.test(text) ? within(setting, Number(text)) : undefined;
    case "number":
      return /^(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(text) ? within(setting, Number(text)) : undefined;
    case "layers": {
      const layers = readHidden(text);
      return layers && layers.length <= setting.most ? layers : undefined;
    }
    case "distortion":
      return readDistortion(text);
  }
}

/**
 * @param {{ least: number, most: number }} limits
 * @param {number} value
 */
function within({ least, most }, value) {
  return value >= least && value <= most ? value : undefined;
}

/**
 * @param {Setting} setting
 * @param {Settings} settings
 */
export function writeSetting({ name }, settings) {
  if (name === "layers") return writeHidden(settings.layers);
  return name === "augment" ? writeDistortion(settings.augment) : String(settings[name]);
}

/**
 * The settings that apply to a data set.
 *
 * @param {string} data
 */
function settingsFor(data) {
  return kSettings.filter(({ only }) => only === undefined || only === kData[data]);
}

/**
 * @typedef {object} Refused a part of an address that is not a setting, or not a value of it
 * @property {string} name
 * @property {string} value
 * @property {Flaw} [flaw] why a readable value cannot be used
 */

/**
 * Settings from what follows `#` or `?` in an address. What it leaves out gets the defaults for its data.
 *
 * @param {string} text with or without its `#` or `?`
 * @returns {{ settings: Settings, refused: Refused[] }} refused parts have their defaults
 */
export function parseLink(text) {
  const given = new URLSearchParams(text.replace(/^[#?]/, ""));
  const data = given.get("data");
  const settings = defaultsFor(data !== null && Object.hasOwn(kData, data) ? data : undefined);
  /** @type {Refused[]} */
  const refused = [];
  for (const [name, value] of given) {
    const setting = kSettings.find((one) => one.name === name);
    const read = setting && readSetting(setting, value);
    const flaw = setting && read !== undefined ? flawIn(setting, read, settings.data) : null;
    if (read !== undefined && !flaw) Object.assign(settings, { [name]: read });
    else refused.push({ name: name.slice(0, 40), value: value.slice(0, 40), ...(flaw && { flaw }) });
  }
  return { settings, refused };
}

/**
 * @param {Setting} setting
 * @param {NonNullable<ReturnType<typeof readSetting>>} value
 * @param {string} data
 */
function flawIn(setting, value, data) {
  if (!settingsFor(data).includes(setting)) return "pictures";
  return setting.kind === "layers" ? flawOf(/** @type {Hidden[]} */ (value), pictureOf(data)) : null;
}

/**
 * The inverse of `parseLink`; leaves nothing out.
 *
 * @param {Settings} settings
 */
export function formatLink(settings) {
  return settingsFor(settings.data)
    .map((setting) => `${setting.name}=${writeSetting(setting, settings)}`)
    .join("&");
}

/**
 * Whether a network created for one also serves the other.
 *
 * @param {Settings} one
 * @param {Settings} other
 */
export function sameSetup(one, other) {
  return kSettings.every(
    (setting) => setting.reach === "live" || writeSetting(setting, one) === writeSetting(setting, other),
  );
}
