// @ts-check
import { kOptimizers } from "../../src/ui/choices.js";
import { readDistortion, writeDistortion } from "./distortion.js";
import { dense, flawOf, readHidden, writeHidden } from "../../src/ui/hidden.js";

/*
 * Every choice of the page in one table, the seed included. Controls, the address and "back to the defaults" are all
 * made from it, and models/link.js reads the same addresses in Node. Nothing here knows a page.
 */

/** @typedef {import("./distortion.js").Distortion} Distortion */
/** @typedef {import("../../src/ui/hidden.js").Flaw} Flaw */
/** @typedef {import("../../src/ui/hidden.js").Hidden} Hidden */
/** @typedef {"digits" | "points" | "table"} Kind what a sample is */
/** @typedef {"setup" | "live"} Reach whether a change asks for a new network, or reaches the one that is training */
/**
 * @typedef {object} Settings
 * @property {string} data
 * @property {Hidden[]} layers the hidden ones
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
 * @typedef {{ kind: "number", min: number, max: number, step: number | "any" }} Amount
 * @typedef {{ kind: "integer", min: number, max: number }} Count
 * @typedef {{ kind: "layers", most: number }} Stacked
 * @typedef {{ kind: "distortion" }} Distorted
 * @typedef {(Choice | Amount | Count | Stacked | Distorted) & { name: keyof Settings, reach: Reach, only?: Kind }} Setting
 *   only: the one kind of data that it is for
 */

/** @type {Record<string, Kind>} */
export const kData = {
  "mnist-10000": "digits",
  "mnist-60000": "digits",
  circles: "points",
  moons: "points",
  spiral: "points",
  xor: "points",
  "breast-cancer": "table",
  own: "table",
};

const kActivations = ["relu", "leakyRelu", "tanh", "sigmoid", "identity"];
const kInitializers = [
  "heNormal",
  "heUniform",
  "glorotNormal",
  "glorotUniform",
  "randomNormal",
  "randomUniform",
  "zeros",
  "ones",
];

export const kMostLayers = 8;

const kPicture = [28, 28, 1];

/** @type {readonly Setting[]} */
export const kSettings = [
  { name: "data", reach: "setup", kind: "choice", values: Object.keys(kData) },
  { name: "layers", reach: "setup", kind: "layers", most: kMostLayers },
  { name: "activation", reach: "setup", kind: "choice", values: kActivations },
  { name: "initializer", reach: "setup", kind: "choice", values: kInitializers },
  { name: "optimizer", reach: "setup", kind: "choice", values: Object.keys(kOptimizers) },
  { name: "rate", reach: "live", kind: "number", min: 0, max: 100, step: "any" },
  { name: "batch", reach: "setup", kind: "integer", min: 1, max: 60000 },
  { name: "epochs", reach: "live", kind: "integer", min: 1, max: 10000 },
  { name: "l2", reach: "setup", kind: "number", min: 0, max: 10, step: "any" },
  { name: "dropout", reach: "setup", kind: "number", min: 0, max: 0.95, step: 0.05 },
  { name: "augment", reach: "setup", kind: "distortion", only: "digits" },
  { name: "seed", reach: "setup", kind: "integer", min: 0, max: 4294967295 },
];

/** What suits each kind of data to begin with. @type {Record<Kind, Omit<Settings, "data" | "augment" | "seed">>} */
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
  points: {
    layers: dense(16, 16),
    activation: "relu",
    initializer: "heNormal",
    optimizer: "adam",
    rate: 0.01,
    batch: 20,
    epochs: 80,
    l2: 0,
    dropout: 0,
  },
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
 * The value a text stands for; undefined if it is none that the setting can have.
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
 * @param {{ min: number, max: number }} bounds
 * @param {number} value
 */
function within({ min, max }, value) {
  return value >= min && value <= max ? value : undefined;
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
 * The settings that mean something for some data.
 *
 * @param {string} data
 */
function settingsFor(data) {
  return kSettings.filter(({ only }) => only === undefined || only === kData[data]);
}

/**
 * @typedef {object} Refused a part of an address that means nothing here
 * @property {string} name
 * @property {string} value
 * @property {Flaw} [flaw] why what could be read cannot be
 */

/**
 * Settings from what an address says behind `#` or `?`. What it leaves out is as it suits the data.
 *
 * @param {string} text with or without its `#` or `?`
 * @returns {{ settings: Settings, refused: Refused[] }} in place of what is refused the defaults stand
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
 * The shape of a sample that is a picture; null for those that are none.
 *
 * @param {string} data
 */
export function pictureOf(data) {
  return kData[data] === "digits" ? kPicture : null;
}

/**
 * The inverse of `parseLink`, complete.
 *
 * @param {Settings} settings
 */
export function formatLink(settings) {
  return settingsFor(settings.data)
    .map((setting) => `${setting.name}=${writeSetting(setting, settings)}`)
    .join("&");
}

/**
 * Whether a network made for the one will do for the other.
 *
 * @param {Settings} one
 * @param {Settings} other
 */
export function sameSetup(one, other) {
  return kSettings.every(
    (setting) => setting.reach === "live" || writeSetting(setting, one) === writeSetting(setting, other),
  );
}
