// @ts-check

export const neuronEn = {
  "learn.neuron.title": "The neuron and its threshold",
  "learn.neuron.lead":
    "A neuron multiplies each input by a weight, adds the products up, and fires when the sum is large enough. With two inputs it can already decide between yes and no.",
  "learn.neuron.sum.heading": "A sum and a threshold",
  "learn.neuron.sum":
    "With inputs `x₁` and `x₂`, the sum is `w₁x₁ + w₂x₂`. The neuron outputs 1 if the sum is above its threshold, and 0 if it is not. Usually we move the threshold to the left-hand side, where it becomes the *bias* `b` = −threshold. You can think of the bias as the weight of an input that is always 1. Then the question is always the same: is `w₁x₁ + w₂x₂ + b` above 0?",
  "learn.neuron.sum.look":
    "Below, both weights are 0.5 and the bias is −0.7. One input alone gives −0.2, which is not enough. Both together give 0.3. So the neuron outputs 1 only if both inputs are 1: it is an *AND* gate. Choose a row of the table to see its sum.",
  "learn.neuron.bias":
    "The weights say how much each input counts; the bias says how easily the neuron fires. Set the bias to −0.2, and one input is enough: that is *OR*. It differs from AND in two rows, and the figure marks them.",
  "learn.neuron.line.heading": "A neuron draws a line",
  "learn.neuron.line":
    "Think of the four inputs as points of a plane. The points where the sum is exactly 0, `w₁x₁ + w₂x₂ + b = 0`, form a straight line. On one side of it the neuron outputs 1, on the other 0. Changing the bias shifts the line, changing the weights turns it. The signs decide which side is which.",
  "learn.neuron.question":
    "*NAND* is the opposite of AND: 0 only if both inputs are 1. Find weights and a bias for which all four rows are right.",
  "learn.neuron.answer":
    "Right. The weights are negative and the bias is positive: the neuron fires without any input, and stops only if both inputs are 1. Many numbers work; each solution puts the line between (1, 1) and the other points.",
  "learn.neuron.xor.heading": "Why not XOR?",
  "learn.neuron.xor":
    "*XOR* is 1 if exactly one input is 1. Its two ones lie at opposite corners of the square, and so do its two zeros. Try to put a line between them.",
  "learn.neuron.xor.why":
    "It cannot be done. The row (0, 0) needs `b ≤ 0`. The row (1, 0) needs `w₁ + b > 0`, and the row (0, 1) needs `w₂ + b > 0`. Add the last two: `w₁ + w₂ + 2b > 0`. Since `b ≤ 0`, `w₁ + w₂ + b > 0` is true as well. But the row (1, 1) needs `w₁ + w₂ + b ≤ 0`. No line gets more than three rows right.",
  "learn.neuron.layers.heading": "Two layers can do it",
  "learn.neuron.layers":
    "One neuron cannot do it, but three can. Two neurons read the inputs, one as *NAND* (`h₁`), one as *OR* (`h₂`). A third reads their outputs and is their *AND*. The points (1, 0) and (0, 1) both become `h` = (1, 1), so after the first layer a line is enough.",
  "learn.neuron.layers.label": "Three neurons in two layers",
  "learn.neuron.layers.weights": "Weights and biases",
  "learn.neuron.layers.neuron": "neuron",
  "learn.neuron.layers.outputs": "Their outputs",
  "learn.neuron.layers.field": "{neuron}: {name}",
  "learn.neuron.layers.right": "right",
  "learn.neuron.layers.wrong": "wrong",
  "learn.neuron.layers.count": "{count} of 4 rows match XOR.",
  "learn.neuron.layers.after":
    "Change a number and see how far you can go before XOR breaks. This is the key idea of deep networks: each layer transforms the points for the next one, until the last layer has an easy task. Here we set the weights by hand. A network learns them, and lessons 7 and 8 show how.",
};
