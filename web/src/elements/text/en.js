// @ts-check
// What the elements say in English; the same keys as in ko.js.

export const en = {
  // ---- boundary
  "boundary.label": "A set of points, and the network that separates it",
  "boundary.field":
    "Field for points. Arrow keys move a cursor, Space adds a point or erases, Delete removes the nearest point.",
  "boundary.a": "Class A",
  "boundary.b": "Class B",
  "boundary.eraser": "Eraser",
  "boundary.clear": "Clear",
  "boundary.count": "{a} of class A, {b} of class B.",
  "boundary.none": "Press or drag in the field to add points.",
  "boundary.at": "{x}, {y}. Here the network says {class}, {share}.",

  // ---- run: what boundary and train share
  "run.accuracy": "accuracy",
  "run.activation": "Activation",
  "run.batch": "Batch size",
  "run.data": "Data",
  "run.data.breast-cancer": "Breast cancer",
  "run.data.circles": "Two circles",
  "run.data.digits": "Handwritten digits",
  "run.data.empty": "No points",
  "run.data.moons": "Two moons",
  "run.data.spiral": "Two spirals",
  "run.data.xor": "XOR",
  "run.diverged":
    "The training ran away: in step {step} the numbers grew beyond all bounds. The learning rate is too large here.",
  "run.epochs": "Epochs",
  "run.initializer": "Initial weights",
  "run.layers": "Hidden layers",
  "run.less": "Go on with a rate of {rate}",
  "run.loss": "loss",
  "run.optimizer": "Optimizer",
  "run.pause": "Pause",
  "run.range": "{what}: {least} to {most}.",
  "run.rate": "Learning rate",
  "run.reset": "Reset",
  "run.seed": "Seed",
  "run.start": "Start",
  "run.status.main": "Epoch {epoch}, step {step} of {steps}, on the page’s thread",
  "run.status.worker": "Epoch {epoch}, step {step} of {steps}, in a worker",
  "run.step": "One step",
  "run.train": "training",
  "run.untrained": "Not trained yet.",
  "run.validation": "validation",

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

  // ---- train
  "train.label": "A training run and its curves",
  "train.loss": "Loss by epoch",
  "train.accuracy": "Accuracy by epoch",
};
