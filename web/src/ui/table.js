// @ts-check
import { make, set } from "./dom.js";

/** @typedef {import("./dom.js").Child} Child */

/** A row of column headers. An empty text leaves its cell empty. @param {readonly Child[]} titles */
export function headRow(titles) {
  const cells = titles.map((title) => (title === "" ? make("td") : set(make("th", "", title), { scope: "col" })));
  return make("tr", "", ...cells);
}

/** A row with a header. @param {Child} title @param {readonly Child[]} [cells] finished `<td>`s, or what stands in one */
export function bodyRow(title, cells = []) {
  const header = set(make("th", "", title), { scope: "row" });
  return make("tr", "", header, ...cells.map((cell) => (isCell(cell) ? cell : make("td", "", cell))));
}

/** Replaces what a table shows. @param {Element} table @param {readonly Child[]} titles @param {readonly Node[]} rows */
export function fillTable(table, titles, rows) {
  table.replaceChildren(make("thead", "", headRow(titles)), make("tbody", "", ...rows));
}

const isCell = (/** @type {Child} */ child) => child instanceof HTMLTableCellElement;
