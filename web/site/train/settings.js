// @ts-check

/*
 * Every choice of the page in one table, the seed included. Controls, the address and "back to the defaults" are all
 * made from it, and models/link.js reads the same addresses in Node. Nothing here knows a page.
 */

/** @typedef {"digits" | "points" | "table"} Kind what a sample is */
/** @typedef {"setup" | "live"} Reach whether a change asks for a new network, or reaches the one that is training */
/**
 * @typedef {object} Settings
 * @property {string} data
 * @property {number[]} layers units of the hidden layers
 * @property {string} activation
 * @property {string} initializer
 * @property {string} optimizer
 * @property {number} rate
 * @property {number} batch
 * @property {number} l2
 * @property {number} dropout
 * @property {number} epochs
 * @property {number} seed
 */
/**
 * @typedef {{ kind: "choice", values: readonly string[] }} Choice
 * @typedef {{ kind: "number", min: number, max: number, step: number | "any" }} Amount
 * @typedef {{ kind: "integer", min: number, max: number }} Count
 * @typedef {{ kind: "sizes", most: number, max: number }} Sizes
 * @typedef {(Choice | Amount | Count | Sizes) & { name: keyof Settings, reach: Reach }} Setting
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

/** What an optimiser's name in the table stands for. @type {Record<string, { type: string, momentum?: number, nesterov?: boolean }>} */
export const kOptimizers = {
  sgd: { type: "sgd" },
  momentum: { type: "sgd", momentum: 0.9 },
  nesterov: { type: "sgd", momentum: 0.9, nesterov: true },
  adagrad: { type: "adagrad" },
  rmsprop: { type: "rmsprop" },
  adam: { type: "adam" },
  adamw: { type: "adamw" },
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

/** @type {readonly Setting[]} */
export const kSettings = [
  { name: "data", reach: "setup", kind: "choice", values: Object.keys(kData) },
  { name: "layers", reach: "setup", kind: "sizes", most: 6, max: 1024 },
  { name: "activation", reach: "setup", kind: "choice", values: kActivations },
  { name: "initializer", reach: "setup", kind: "choice", values: kInitializers },
  { name: "optimizer", reach: "setup", kind: "choice", values: Object.keys(kOptimizers) },
  { name: "rate", reach: "live", kind: "number", min: 0, max: 100, step: "any" },
  { name: "batch", reach: "setup", kind: "integer", min: 1, max: 60000 },
  { name: "epochs", reach: "live", kind: "integer", min: 1, max: 10000 },
  { name: "l2", reach: "setup", kind: "number", min: 0, max: 10, step: "any" },
  { name: "dropout", reach: "setup", kind: "number", min: 0, max: 0.95, step: 0.05 },
  { name: "seed", reach: "setup", kind: "integer", min: 0, max: 4294967295 },
];

/** What suits each kind of data to begin with. @type {Record<Kind, Omit<Settings, "data" | "seed">>} */
const kPresets = {
  digits: {
    layers: [128],
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
    layers: [16, 16],
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
    layers: [10],
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
  const preset = kPresets[kData[data]];
  return { data, ...preset, layers: [...preset.layers], seed: 42 };
}

/**
 * The value a text stands for; undefined if it is none that the setting can have.
 *
 * @param {Setting} setting
 * @param {string} text
 * @returns {string | number | number[] | undefined}
 */
export function readSetting(setting, text) {
  switch (setting.kind) {
    case "choice":
      return setting.values.includes(text) ? text : undefined;
    case "integer":
      return /^\d{1,10}$/.test(text) ? within(setting, Number(text)) : undefined;
    case "number":
      return /^(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(text) ? within(setting, Number(text)) : undefined;
    case "sizes": {
      if (text === "none") return [];
      const sizes = text.split("-");
      const fit = sizes.every((size) => /^\d{1,5}$/.test(size) && Number(size) >= 1 && Number(size) <= setting.max);
      return fit && sizes.length <= setting.most ? sizes.map(Number) : undefined;
    }
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
export function writeSetting({ name, kind }, settings) {
  const value = settings[name];
  return kind === "sizes" ? /** @type {number[]} */ (value).join("-") || "none" : String(value);
}

/**
 * Settings from what an address says behind `#` or `?`. What it leaves out is as it suits the data.
 *
 * @param {string} text with or without its `#` or `?`
 * @returns {{ settings: Settings, refused: { name: string, value: string }[] }} refused: parts that mean nothing here,
 *   in whose place the defaults stand
 */
export function parseLink(text) {
  const given = new URLSearchParams(text.replace(/^[#?]/, ""));
  const data = given.get("data");
  const settings = defaultsFor(data !== null && Object.hasOwn(kData, data) ? data : undefined);
  const refused = [];
  for (const [name, value] of given) {
    const setting = kSettings.find((one) => one.name === name);
    const read = setting && readSetting(setting, value);
    if (setting && read !== undefined) Object.assign(settings, { [name]: read });
    else refused.push({ name: name.slice(0, 40), value: value.slice(0, 40) });
  }
  return { settings, refused };
}

/**
 * The inverse of `parseLink`, complete.
 *
 * @param {Settings} settings
 */
export function formatLink(settings) {
  return kSettings.map((setting) => `${setting.name}=${writeSetting(setting, settings)}`).join("&");
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
