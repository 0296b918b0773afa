// @ts-check

export const neuronEn = {
  "neuron.title": "The neuron and its threshold",
  "neuron.lead":
    "A neuron multiplies each input by a weight, adds everything up, and fires when the sum is large enough. With two inputs it can already decide between yes and no.",
  "neuron.sum.heading": "A sum and a threshold",
  "neuron.sum":
    "With inputs `x₁` and `x₂` the sum is `w₁x₁ + w₂x₂`. The neuron gives 1 when the sum is above its threshold, and 0 when it is not. Instead of a threshold one mostly writes a *bias* `b`, which is the threshold with its sign changed. Then the question is always the same: is `w₁x₁ + w₂x₂ + b` above 0?",
  "neuron.sum.look":
    "Below, both weights are 0.5 and the bias is −0.7. One input alone brings the sum to −0.2, which is not enough. Both together bring it to 0.3. So the neuron gives 1 only when both inputs are 1: it is the gate *and*. Choose a row of the table to see its sum.",
  "neuron.bias":
    "The weights say how much an input counts, the bias says how easily the neuron fires. Set the bias to −0.2 and one input is enough. That is *or*. It differs from *and* in two rows, and the figure marks them.",
  "neuron.line.heading": "What it sees is a line",
  "neuron.line":
    "Take the four inputs as points of a plane. Where the sum is exactly 0, `w₁x₁ + w₂x₂ + b = 0`, there is a straight line. On one side of it the neuron gives 1, on the other 0. Another bias shifts the line, other weights turn it. The signs decide which side is which.",
  "neuron.question":
    "*Nand* is *and* turned around: 0 only when both inputs are 1. Find weights and a bias for which all four rows are right.",
  "neuron.answer":
    "Right. The weights are below 0 and the bias is above: with no input the neuron fires by itself, and only both inputs together hold it back. There are many such numbers; each puts the line between (1, 1) and the other points.",
  "neuron.xor.heading": "Why not xor",
  "neuron.xor":
    "*Xor* is 1 when exactly one input is 1. Its two ones lie at opposite corners of the square, and so do its two zeros. Try to put a line between them.",
  "neuron.xor.why":
    "It cannot be done. The row (0, 0) wants `b` to be 0 or less. The next two want `w₁ + b` and `w₂ + b` above 0, so their sum `w₁ + w₂ + 2b` is above 0. Take one `b` away, which is not above 0, and `w₁ + w₂ + b` is above 0 as well. But the row (1, 1) wants it at 0 or less. Three rows are the best that any line can do.",
  "neuron.layers.heading": "Two layers can",
  "neuron.layers":
    "What one neuron cannot do, three can. Two neurons look at the inputs, one as *nand* (`h₁`), one as *or* (`h₂`). A third looks at what these two say, and is their *and*. The points (1, 0) and (0, 1) both become `h` = (1, 1). After the first layer a line is enough.",
  "neuron.layers.label": "Three neurons in two layers",
  "neuron.layers.weights": "Weights and biases",
  "neuron.layers.neuron": "neuron",
  "neuron.layers.outputs": "What they give",
  "neuron.layers.field": "{neuron}: {name}",
  "neuron.layers.right": "right",
  "neuron.layers.wrong": "wrong",
  "neuron.layers.count": "{count} of 4 rows are xor's.",
  "neuron.layers.after":
    "Change a number and watch how far it can go before xor breaks. This is the whole idea of deep networks: each layer redraws the picture for the next one, until the last has an easy task. Here we set the weights by hand. A network finds them by itself, and that is what the later lessons are about.",
};
