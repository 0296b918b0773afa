// @ts-check
// What the elements say in English; the same keys as in ko.js.

export const en = {
  // ---- neuron
  "neuron.label": "A neuron with two inputs",
  "neuron.weight": "weight {name}",
  "neuron.bias": "bias {name}",
  "neuron.sum": "sum",
  "neuron.output": "output y",
  "neuron.row": "x₁ = {a}, x₂ = {b}",
  "neuron.right": "right",
  "neuron.wrong": "wrong",
  "neuron.count": "{count} of 4 rows are right.",
  "neuron.solved": "All four rows are right: this neuron is {gate}.",
  "neuron.points": "x₁ to the right, x₂ up. Filled points: {gate} is 1. Shaded side: the sum is above 0.",
  "neuron.points.none": "x₁ to the right, x₂ up. Filled points and shaded side: the sum is above 0.",

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
