// @ts-check

export const forwardEn = {
  "forward.title": "A network of three layers",
  "forward.lead":
    "A neuron takes a weighted sum and bends it. A network does nothing else: it lets layers of neurons do this one after the other, each reading what the layer before it has written.",
  "forward.how.heading": "From left to right",
  "forward.how":
    "Two inputs, three neurons, two neurons, two outputs: these are the numbers of the study notes. Every line carries a weight `w`, every neuron has a bias `b`. A neuron multiplies what arrives with the weights of its lines, adds its bias, and calls the sum `z`. An activation function then makes its output `h` of it. Here that is sigmoid in the first two layers; the last one leaves the sum as it is (identity), because nothing has to be squeezed at the end.",
  "forward.try":
    "Press *Inputs only*, then *Next layer*, and follow one neuron: click it, or choose it in the list. Its sum is written out below the table. Change a weight and see which numbers move: everything to the right of it, nothing to the left.",
  "forward.shapes.heading": "The same as matrices",
  "forward.shapes":
    "Nobody writes this neuron by neuron. The weights of a layer form a matrix with a row for each input and a column for each neuron, and the whole layer is `z = x · W + b`. The shapes tell whether it fits: a row `(1, 2)` times `(2, 3)` gives `(1, 3)`; that times `(3, 2)` gives `(1, 2)`. The inner sizes must be equal and vanish, the outer ones stay.",
  "forward.row":
    "The `1` in front is the number of samples. With 100 samples in 100 rows the shapes become `(100, 2)`, `(100, 3)`, `(100, 2)`, the matrices stay as they are, and one product answers for all of them.",
  "forward.question":
    "At first the second output is the larger one. Change one single weight in the first figure, and nothing else, so that the first output exceeds the second.",
  "forward.answer":
    "Right. Only a weight into an output can do it. The outputs differ by `0.1 + 0.1·h₄ + 0.1·h₅`, and sigmoid keeps `h₄` and `h₅` above 0, so whatever the first two layers say, the second output stays ahead.",
  "forward.relu.heading": "An exercise to check by hand",
  "forward.relu":
    "The notes ask for a network of whole numbers: inputs 2 and 5, no biases, relu in the first layer, one output. Work it out on paper first: the first layer gives 22, 29 and 36. The output should be 1041.",
  "forward.linear":
    "Relu changes nothing here, because every sum is positive; the three matrices might as well be one. Make an input negative and it begins to count.",
};
