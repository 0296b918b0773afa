// @ts-check
// What the elements say in English; the same keys as in ko.js.

export const en = {
  // ---- activation
  "activation.label": "Activation functions and their derivatives",
  "activation.function": "function",
  "activation.dashed": "Dashed lines are derivatives.",
  "activation.none": "none",
  "activation.spoken": "{name}: {y}, slope {slope}.",
  "activation.jump": "At 0 the step jumps: it has no derivative there, and 0 everywhere else.",
  "activation.kink": "{name} has a kink at 0; {slope} is taken there.",
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
