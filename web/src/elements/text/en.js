// @ts-check
// What the elements say in English; the same keys as in ko.js.

export const en = {
  // ---- dot
  "dot.label": "A product of matrices",
  "dot.cell": "{name}, row {row}, column {column}",
  "dot.rows": "rows of {name}",
  "dot.columns": "columns of {name}",
  "dot.more": "More {name}",
  "dot.fewer": "Fewer {name}",
  "dot.sum": "Row {row} of a times column {column} of b: {sum}",
  "dot.refusal":
    "No product: a is {a} and b is {b}. The {columns} columns of a would have to be as many as the {rows} rows of b.",
  "dot.hint": "Point at a number of the product, or go to it with Tab, to see what it is made of.",

  // ---- softmax
  "softmax.label": "Softmax: scores to probabilities",
  "softmax.score": "score a",
  "softmax.score.nth": "score {n}",
  "softmax.naive.power": "eᵃ",
  "softmax.naive": "naive: eᵃ / Σ",
  "softmax.safe.power": "eᵃ⁻ᵐᵃˣ",
  "softmax.safe": "safe",
  "softmax.sum": "sum",
  "softmax.raise": "Add 1000 to every score",
  "softmax.lower": "Take 1000 from every score",
  "softmax.restore": "First scores",
  "softmax.fine": "Both forms agree, and the probabilities sum to 1.",
  "softmax.broken":
    "The naive form broke down: a power or the sum is out of the range of 32-bit numbers. The safe form still answers.",
};
