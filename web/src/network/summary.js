// @ts-check

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
