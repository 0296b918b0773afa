// @ts-check
// Tables as CSV: what is read, and one test for each kind of error, which names row and column.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { FormatError } from "../../web/src/base/errors.js";
import { readCsv, readCsvFields } from "../../web/src/data/tables.js";

/**
 * @param {string | Uint8Array} file
 * @param {...string} parts text that the message contains
 */
function refuses(file, ...parts) {
  assert.throws(
    () => readCsv(file),
    (/** @type {unknown} */ error) => {
      assert.ok(error instanceof FormatError, `${error}`);
      for (const part of parts) assert.ok(error.message.includes(part), `"${error.message}" without "${part}"`);
      return true;
    },
  );
}

test("fields: quotes, doubled quotes, commas and line ends within them, every kind of line end", () => {
  assert.deepEqual(readCsvFields('a,"b ""c"" d","e,f"\r\n"x\ny",,z\rlast,"",\n'), [
    ["a", 'b "c" d', "e,f"],
    ["x\ny", "", "z"],
    ["last", "", ""],
  ]);
  assert.deepEqual(readCsvFields(""), []);
  assert.deepEqual(readCsvFields("\ufeffa,b"), [["a", "b"]], "a byte order mark is not text");
  assert.deepEqual(readCsvFields("a,"), [["a", ""]]);
});

test("a table with a header; words become classes in alphabetical order", () => {
  const table = readCsv('height, width ,kind\n1,2.5,"cat"\n-3e1,.5,ant\n+4,5.,cat\n');
  assert.deepEqual(table.columns, ["height", "width"]);
  assert.equal(table.target, "kind");
  assert.deepEqual([...table.x], [1, 2.5, -30, 0.5, 4, 5]);
  assert.deepEqual(table.classes, ["ant", "cat"]);
  assert.deepEqual(table.y, Uint8Array.of(1, 0, 1));
});

test("a table without a header; few different whole numbers become classes, in numeric order", () => {
  const table = readCsv("1,2,10\n3,4,9\n5,6,10");
  assert.deepEqual(table.columns, ["column 1", "column 2"]);
  assert.deepEqual(table.classes, ["9", "10"]);
  assert.deepEqual([...table.y], [1, 0, 1]);
});

test("fractions, or more different whole numbers than the limit of classes, make a regression", () => {
  const fractions = readCsv("1,0.5\n2,1\n");
  assert.equal(fractions.classes, null);
  assert.deepEqual(fractions.y, Float32Array.of(0.5, 1));
  const whole = readCsv(Array.from({ length: 30 }, (_, i) => `${i},${i * i}`).join("\n"));
  assert.equal(whole.classes, null);
  assert.equal(whole.y[29], 841);
});

test("bytes are read as UTF-8", () => {
  const table = readCsv(new TextEncoder().encode("키,종류\n1,고양이\n2,개\n"));
  assert.deepEqual(table.classes, ["개", "고양이"]);
});

test("refused: not a table", () => {
  refuses("", "file", "nothing");
  refuses("a,b\n", "0 rows of numbers");
  refuses("a,b\n1,2\n", "1 rows of numbers");
  refuses("1\n2\n", "one column");
  refuses("1;2;x\n3;4;y\n", "semicolons", "commas");
  refuses("1,2\0,3", "zero byte");
  refuses(Uint8Array.of(0xb0, 0xa1, 0x2c, 0x31), "UTF-8");
  refuses(/** @type {any} */ (12), "12", "string");
});

test("refused: quotes that do not match", () => {
  refuses('1,2\n3,"4', "row 2, column 2", "not closed");
  refuses('1,2\n3,"4"5\n', "row 2, column 2", "after a closing quote");
  refuses('1,2\n3,4"5\n', "row 2, column 2", "inside a field");
});

test("refused: rows of different lengths", () => {
  refuses("a,b,c\n1,2,x\n1,2\n", "row 3", "2 columns", "3");
  refuses("1,2,x\n\n1,2,y\n", "row 2", "1 columns");
});

test("refused: fields that are not numbers", () => {
  refuses("a,b,c\n1,2,x\n1,two,y\n", "row 3", "column 2 (b)", '"two"');
  refuses("a,b,c\n1,,x\n1,2,y\n", "row 2", "column 2 (b)", "empty");
  refuses("a,b,c\n1,NaN,x\n1,2,y\n", "row 2", '"NaN"');
  refuses("a,b,c\n1,1e39,x\n1,2,y\n", "row 2", "3.4e38");
  refuses("a,b,c\n1,0x10,x\n1,2,y\n", "row 2", '"0x10"');
});

test("refused: targets that are missing or all the same", () => {
  refuses("a,b\n1,x\n2,\n", "row 3", "column 2 (b)", "empty");
  refuses("a,b\n1,x\n2,x\n", "column 2 (b)", "two classes");
  refuses(Array.from({ length: 101 }, (_, i) => `${i},name ${i}`).join("\n"), "101 different words");
});

test("random text is either read or refused with a FormatError", () => {
  const letters = ['"', ",", "\n", "\r", "1", "x", " ", "."];
  let state = 1;
  for (let round = 0; round < 3000; round++) {
    let text = "";
    for (let i = 0; i < 12; i++) {
      state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
      text += letters[state >>> 29];
    }
    try {
      const { x, y, columns } = readCsv(text);
      assert.equal(x.length, y.length * columns.length);
    } catch (error) {
      assert.ok(error instanceof FormatError, `${JSON.stringify(text)}: ${error}`);
    }
  }
});

test("the breast-cancer table of models/data", () => {
  const { x, y, columns, classes } = readCsv(
    readFileSync(new URL("../../models/data/breast_cancer.csv", import.meta.url)),
  );
  assert.deepEqual([y.length, columns.length, x.length], [569, 30, 569 * 30]);
  assert.deepEqual(classes, ["0", "1"]);
  assert.equal(
    [...y].reduce((sum, one) => sum + one, 0),
    357,
  );
  assert.deepEqual([columns[0], columns[29], x[0]], ["mean radius", "worst fractal dimension", Math.fround(17.99)]);
});
