// @ts-check

export const indexEn = {
  "index.heading": "How a neural network works",
  "index.lead":
    "Eight short lessons. Every figure is interactive: change its numbers and see what happens. Most lessons take less than ten minutes. Each asks one question and shows the same computation in a few lines of code.",
  "index.neuron": "How one neuron decides between yes and no, and why XOR needs two layers.",
  "index.activation": "The functions that bend the sums between two layers, and why depth is useless without them.",
  "index.matrix": "Shapes and products, and how a whole batch becomes one product.",
  "index.forward": "A small network, number by number, from its inputs to its outputs.",
  "index.softmax": "How scores become probabilities, and how to keep the formula from overflowing.",
  "index.digits": "A trained network with 45,360 parameters reads your handwriting.",
  "index.backprop": "Where every derivative comes from, computed by hand and checked.",
  "index.descent": "Losses, optimizers and batch sizes race down the same slope.",
  "index.embed.heading": "Use the figures elsewhere",
  "index.embed":
    "Each figure is one tag that works in any page, in Korean and in English. [Choose a figure and copy its tag](../embed.html).",
};
