// @ts-check
// What the elements say in English; the same keys as in ko.js.

export const en = {
  // ---- backprop
  "backprop.label": "One step of training, forward and back",
  "backprop.step": "Step",
  "backprop.run": "Run",
  "backprop.pause": "Pause",
  "backprop.many": "{n} training steps",
  "backprop.rate": "learning rate η",
  "backprop.weight": "weight",
  "backprop.value": "value → new value",
  "backprop.slope": "derivative",
  "backprop.check": "numerical",
  "backprop.look": "{name}, the derivation: {full}",
  "backprop.taken": "Training step {n}",
  "backprop.before": "error before",
  "backprop.after": "error after",
  "backprop.at.start": "Press Step: the inputs go forward first",
  "backprop.forward": "Forward through layer {n}",
  "backprop.at.error": "How wrong the outputs are",
  "backprop.of": "How the error changes with {name}",
  "backprop.at.update": "Every weight goes against its derivative",
  "backprop.at.after": "Forward once more with the new weights",

  // ---- forward
  "forward.label": "A small network, calculated layer by layer",
  "forward.first": "Inputs only",
  "forward.next": "Next layer",
  "forward.all": "All layers",
  "forward.neuron": "Neuron",
  "forward.layer": "layer {n}",
  "forward.from": "from",
  "forward.value": "value",
  "forward.weight": "weight",
  "forward.product": "product",
  "forward.bias": "bias",
  "forward.sum": "sum",
  "forward.output": "Output {numbers}",

  // ---- net: the two with a graph
  "net.restore": "First numbers",
  "net.input": "Input {name}",
  "net.target": "Target {name}",
  "net.weight": "weight from {from} to {to}",
  "net.bias": "bias of {to}",

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
