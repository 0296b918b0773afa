// @ts-check

export const activationEn = {
  "learn.activation.title": "Activation functions",
  "learn.activation.lead":
    "A neuron multiplies each input by its weight and adds the products up. Then its activation function turns the sum into its output.",
  "learn.activation.step.heading": "From a switch to a ramp",
  "learn.activation.step":
    "The neuron of lesson 1 used a *step* function: 1 if the sum `x` is above 0, otherwise 0. The *sigmoid*, `1 / (1 + e⁻ˣ)`, turns that switch into a smooth ramp. Far from 0 the two agree; near 0 the value of the sigmoid shows how close the decision is. Both are *nonlinear*: their graphs are not straight lines. Drag the point in the figure, or move the slider.",
  "learn.activation.slope.heading": "What the derivative is for",
  "learn.activation.slope":
    "The dashed lines are the derivatives: how much the output changes when `x` changes a little. A network learns by computing this for every weight. The slope of the step is 0 everywhere except at the jump, so its weights would never move; that is why networks no longer use it. The derivative of the sigmoid follows from its value `y`: it is `y(1 − y)`, largest in the middle and nearly 0 at both ends. In a deep network these factors are multiplied, one per layer. Ten sigmoids multiply ten factors of at most 0.25, so less than 0.000001 of the gradient may reach the first layers. This is the *vanishing gradient*.",
  "learn.activation.question": "Find an `x` where the slope of the sigmoid is half its maximum.",
  "learn.activation.answer":
    "Right. The maximum slope is 0.25, at 0, and there are two places with 0.125, one on each side. Beyond them a neuron learns at less than half speed.",
  "learn.activation.relu.heading": "tanh, ReLU and leaky ReLU",
  "learn.activation.tanh":
    "*tanh* is a sigmoid stretched to the range from −1 to 1. Its outputs are centered on 0, and its slope `1 − y²` reaches 1.",
  "learn.activation.relu":
    "*ReLU* passes positive numbers through unchanged and turns the rest into 0. Its slope is 1 however large `x` gets, so the gradient does not shrink from layer to layer, and it costs only one comparison. Below 0 it is flat, and a neuron whose sums are always there stops learning. *Leaky ReLU* keeps a small slope there; 0.01 is common, and here it is 0.3, so that you can see it. At 0 both have a kink, where the slope is a matter of convention: move the point there to see which one is used. Two more functions have no kink: *ELU* is `x` above 0 and approaches −1 below it, and *softplus* is a rounded ReLU whose slope is the sigmoid.",
  "learn.activation.points": "The same functions at a few points:",
  "learn.activation.points.label": "Values of the functions",
  "learn.activation.linear.heading": "Why a straight line is not enough",
  "learn.activation.linear":
    "Without an activation function, or with the straight line `y = x`, a layer only multiplies by its weights. Then two layers are equal to one: multiply the two weight matrices first, and their product does the work of both. Change any number below and compare.",
  "learn.activation.layers.label": "Two layers and the single layer that equals them",
  "learn.activation.layers.two": "two layers",
  "learn.activation.layers.one": "one layer",
  "learn.activation.layers.bent": "with ReLU between",
  "learn.activation.same":
    "Two layers and one layer give the same result. With ReLU between them, the result is different.",
  "learn.activation.alike":
    "All three give the same result: ReLU changed nothing here. Make a number of x·W₁ negative.",
  "learn.activation.differ": "These numbers differ so much in size that rounding errors are visible.",
  "learn.activation.bend":
    "The same is true of a hundred layers, and biases only add up to one bias. Depth helps only if there is something nonlinear between the layers.",
};
