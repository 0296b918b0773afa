// @ts-check

export const forwardEn = {
  "learn.forward.title": "A network of three layers",
  "learn.forward.lead":
    "A neuron computes a weighted sum and applies an activation function to it. A network does nothing else: its layers do this one after the other, and each layer reads the outputs of the one before it.",
  "learn.forward.how.heading": "From left to right",
  "learn.forward.how":
    "Two inputs, three neurons, two neurons, two outputs: a network small enough to check by hand. Every line carries a weight `w`, every neuron has a bias `b`. A neuron multiplies each incoming value by the weight of its line, adds up the products and its bias, and calls the sum `z`. An activation function turns `z` into the output `h`: sigmoid in the first two layers. The last layer keeps its sums (identity), as for regression, where the network predicts numbers. For classes it would use softmax, lesson 5.",
  "learn.forward.try":
    "Press *Inputs only*, then *Next layer*, and follow one neuron: click it, or choose it in the list. Its sum is written out below the table. Change a weight and see which numbers change: those to the right of it, none to the left.",
  "learn.forward.shapes.heading": "The same with matrices",
  "learn.forward.shapes":
    "Nobody programs this neuron by neuron. The weights of a layer form a matrix with a row for each input and a column for each neuron, and the whole layer is `z = x · W + b`. The shapes tell you whether the product exists: a row `(1, 2)` times `(2, 3)` gives `(1, 3)`; that times `(3, 2)` gives `(1, 2)`. The inner sizes must be equal and disappear; the outer ones remain.",
  "learn.forward.row":
    "The `1` in front is the number of samples. With 100 samples in 100 rows, the shapes become `(100, 2)`, `(100, 3)`, `(100, 2)`. The weight matrices stay the same, and one product per layer computes the results of all samples.",
  "learn.forward.question":
    "At first the second output is the larger one. Change a single weight in the first figure, and nothing else, so that the first output exceeds the second.",
  "learn.forward.answer":
    "Right. Only a weight of the last layer can do it. The outputs differ by `0.1 + 0.1·h₄ + 0.1·h₅`, and sigmoid keeps `h₄` and `h₅` above 0, so whatever you change in the first two layers, the second output stays larger.",
  "learn.forward.relu.heading": "An exercise to check by hand",
  "learn.forward.relu":
    "This network has whole numbers: inputs 2 and 5, no biases, ReLU in the first layer, one output. Compute it on paper first: the first layer gives 22, 29 and 36. The output should be 1041.",
  "learn.forward.linear":
    "ReLU changes nothing here, because every sum is positive; one matrix could replace all three. Make an input negative, and ReLU has an effect.",
};
