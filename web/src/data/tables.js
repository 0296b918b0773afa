// @ts-check
// Tables as comma-separated values (RFC 4180), read strictly: errors name row and column.
import { badPart, show } from "../base/errors.js";

/**
 * @typedef {object} Table samples with one target each, the last column
 * @property {string[]} columns the names of the features; `column 1`, … if the file has no header
 * @property {string} target the name of the last column
 * @property {Float32Array} x (n, features)
 * @property {Float32Array | Uint8Array} y (n) class indices as bytes, or numbers as floats
 * @property {string[] | null} classes the classes' names, in the order of the indices; null if the target is a number
 */

const kNumber = /^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$/;
const kMaxClasses = 100;

// Whole numbers with at most this many different values are classes, such as 0 and 1.
const kFew = 20;

const bad = badPart("CSV");

/** @param {Uint8Array} file */
function decode(file) {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(file);
  } catch (cause) {
    throw bad("bytes that are not UTF-8", "the table saved as CSV in UTF-8", "file", cause);
  }
}

/**
 * The fields of a CSV file. Rows end with a line feed, a carriage return or both; an empty last line does not count.
 * @param {string} text
 * @returns {string[][]} rows of fields
 * @throws {FormatError} if quotes do not match
 */
export function readCsvFields(text) {
  const rows = [];
  /** @type {string[]} */
  let row = [];
  const where = () => `row ${rows.length + 1}, column ${row.length + 1}`;
  let at = text.charCodeAt(0) === 0xfeff ? 1 : 0;
  while (at < text.length) {
    let field;
    if (text[at] === '"') {
      field = "";
      for (let from = at + 1; ;) {
        const end = text.indexOf('"', from);
        if (end < 0) throw bad("a quote that is not closed", 'a closing "', where());
        field += text.slice(from, end);
        at = end + 1;
        if (text[at] !== '"') break;
        field += '"';
        from = at + 1;
      }
      if (at < text.length && !",\r\n".includes(text[at])) {
        throw bad(`${show(text[at])} after a closing quote`, "a comma or the end of the line", where());
      }
    } else {
      const start = at;
      while (at < text.length && !',\r\n"'.includes(text[at])) at++;
      if (text[at] === '"') throw bad("a quote inside a field", 'the whole field in quotes, and "" for "', where());
      field = text.slice(start, at);
    }
    row.push(field);
    if (text[at] === ",") {
      at++;
      if (at < text.length) continue;
      row.push("");
    }
    if (text[at] === "\r") at++;
    if (text[at] === "\n") at++;
    rows.push(row);
    row = [];
  }
  return rows;
}

/** @param {string} field */
const isNumber = (field) => kNumber.test(field.trim());

/**
 * Reads a table of samples: numbers, and in the last column a class or a number. Words are classes, and so are whole
 * numbers of at most 20 different values. If the features of the first row are not all numbers, it is a header.
 * @param {string | Uint8Array} file UTF-8
 * @returns {Table}
 * @throws {FormatError} naming row and column, both from 1
 */
export function readCsv(file) {
  const text = typeof file === "string" ? file : file instanceof Uint8Array ? decode(file) : null;
  if (text === null) throw bad(show(file), "a string or a Uint8Array", "file");
  if (text.includes("\0")) throw bad("a zero byte", "text", "file");
  const rows = readCsvFields(text);
  if (rows.length === 0) throw bad("nothing", "rows of numbers", "file");

  const width = rows[0].length;
  if (width < 2) {
    const semicolons = rows[0][0].includes(";") || rows[0][0].includes("\t");
    const expected = semicolons ? "commas between the columns" : "at least two: numbers, and what to learn";
    throw bad(semicolons ? "semicolons or tabs" : "one column", expected, "row 1");
  }
  rows.forEach((row, i) => {
    if (row.length !== width) throw bad(`${row.length} columns`, `${width}, as in the first row`, `row ${i + 1}`);
  });

  const headed = !rows[0].slice(0, -1).every(isNumber);
  const names = headed ? rows[0].map((name) => name.trim()) : rows[0].map((_, i) => `column ${i + 1}`);
  const samples = headed ? rows.slice(1) : rows;
  if (samples.length < 2) throw bad(`${samples.length} rows of numbers`, "at least 2", "file");
  const first = headed ? 2 : 1;

  const features = width - 1;
  const x = new Float32Array(samples.length * features);
  samples.forEach((row, i) => {
    for (let column = 0; column < features; column++) {
      x[i * features + column] = numberOf(row[column], i + first, column, names);
    }
  });
  return { columns: names.slice(0, -1), target: names[features], x, ...targetsOf(samples, first, names) };
}

/**
 * @param {string} field
 * @param {number} row
 * @param {number} column
 * @param {string[]} names
 */
function numberOf(field, row, column, names) {
  const where = `row ${row}, column ${column + 1} (${names[column]})`;
  if (field.trim() === "") throw bad("an empty field", "a number", where);
  if (!isNumber(field)) throw bad(show(field), "a number", where);
  const value = Math.fround(Number(field));
  if (!Number.isFinite(value)) throw bad(show(field), "a number up to 3.4e38", where);
  return value;
}

/**
 * @param {string[][]} samples
 * @param {number} first
 * @param {string[]} names
 * @returns {{ y: Float32Array | Uint8Array, classes: string[] | null }}
 */
function targetsOf(samples, first, names) {
  const column = names.length - 1;
  const fields = samples.map((row) => row[column].trim());
  const empty = fields.indexOf("");
  const where = `column ${column + 1} (${names[column]})`;
  if (empty >= 0) throw bad("an empty field", "a class or a number", `row ${empty + first}, ${where}`);

  const distinct = [...new Set(fields)];
  const numeric = fields.every(isNumber);
  const whole = numeric && fields.every((field) => Number.isInteger(Number(field)));
  if (numeric && !(whole && distinct.length <= kFew)) {
    return { y: Float32Array.from(fields, (field, i) => numberOf(field, i + first, column, names)), classes: null };
  }
  if (distinct.length > kMaxClasses)
    throw bad(`${distinct.length} different words`, `numbers, or at most ${kMaxClasses} classes`, where);
  if (distinct.length < 2) throw bad(`nothing but ${show(distinct[0])}`, "at least two classes", where);
  const classes = distinct.sort(numeric ? (a, b) => Number(a) - Number(b) : (a, b) => (a < b ? -1 : 1));
  return { y: Uint8Array.from(fields, (field) => classes.indexOf(field)), classes };
}
