// @ts-check
// A network as a table in plain text.
import { sizes } from "../base/errors.js";
import { tensorsOf } from "./plan.js";

/**
 * Rows of cells as plain text: columns aligned to the left, the last to the right.
 * @param {readonly string[][]} rows of the same length
 */
export function textTable(rows) {
  const widths = rows[0].map((_, column) => Math.max(...rows.map((row) => row[column].length)));
  const pad = (/** @type {string} */ cell, /** @type {number} */ i) =>
    i === widths.length - 1 ? cell.padStart(widths[i]) : cell.padEnd(widths[i]);
  return rows.map((row) => row.map(pad).join("  ").trimEnd()).join("\n");
}

/** @param {import("./state.js").State} state */
export function summary({ architecture, plan }) {
  const count = (/** @type {import("./plan.js").TensorPlan[]} */ tensors) =>
    tensors.reduce((sum, { size }) => sum + size, 0).toLocaleString("en");
  return textTable([
    ["layer", "type", "output", "parameters"],
    ["input", "", sizes(architecture.input), ""],
    ...architecture.layers.map(({ name, type, activation }, i) => [
      name,
      activation && activation !== "identity" ? `${type}, ${activation}` : type,
      sizes(plan.layers[i].shape),
      count(tensorsOf(plan, name)),
    ]),
    ["total", "", "", count(plan.tensors)],
  ]);
}
