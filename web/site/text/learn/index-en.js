// @ts-check

export const indexEn = {
  "index.heading": "How a neural network works",
  "index.lead":
    "Eight short lessons. Every figure is alive: change its numbers and see what follows. Each lesson takes less than ten minutes, asks one question, and shows the same in a few lines of code.",
  "index.neuron": "One neuron decides between yes and no, and why it takes two layers for xor.",
  "index.activation": "What bends the sum between two layers, and why depth is useless without it.",
  "index.matrix": "Shapes and products, and how a whole batch becomes one product.",
  "index.forward": "A small network, number by number, from its inputs to its outputs.",
  "index.softmax": "Scores become probabilities, and a formula that breaks is made safe.",
  "index.digits": "A trained network with 45,360 parameters reads your handwriting.",
  "index.backprop": "Where every derivative comes from, by hand and checked.",
  "index.descent": "Losses, optimisers and batches race down the same slope.",
  "index.embed.heading": "Use the figures elsewhere",
  "index.embed":
    "Each figure is a tag that works in any page, in Korean and in English. [Choose a figure and copy its tag](../embed.html).",
};
