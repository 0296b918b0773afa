// @ts-check
// What the elements say in English; the same keys as in ko.js.

export const en = {
  // ---- descent
  "descent.label": "A race of ways to descend",
  "descent.surface": "Loss over w and b",
  "descent.surface.press": "Loss over w and b. Press it to start there.",
  "descent.losses": "Loss over the steps",
  "descent.accuracies": "Accuracy on held-out samples",
  "descent.w": "start, w",
  "descent.b": "start, b",
  "descent.racer": "racer",
  "descent.rate": "learning rate",
  "descent.rate.of": "learning rate of {name}",
  "descent.loss": "loss",
  "descent.seen": "samples read",
  "descent.accuracy": "accuracy",
  "descent.gd": "gradient descent",
  "descent.momentum": "momentum",
  "descent.adagrad": "AdaGrad",
  "descent.rmsprop": "RMSProp",
  "descent.adam": "Adam",
  "descent.batch": "batch: all",
  "descent.mini": "mini-batch: {n}",
  "descent.stochastic": "stochastic: 1",
  "descent.run": "Start",
  "descent.pause": "Pause",
  "descent.step": "One step",
  "descent.reset": "Reset",
  "descent.at": "Step {step} of {steps}",
  "descent.lost": "diverged at step {step}",
  "descent.done": "Smallest loss: {name}, {loss}.",
  "descent.lost.all": "All have diverged.",

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
