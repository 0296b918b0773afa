// @ts-check

export const activationEn = {
  "activation.title": "Activation functions",
  "activation.lead":
    "A neuron adds up what reaches it, each input times its weight, and then decides how strongly to answer. The function that decides is its activation function.",
  "activation.step.heading": "From a switch to a slope",
  "activation.step":
    "The neuron of lesson 1 used a *step*: 1 when the sum `x` is above 0, else 0. The *sigmoid*, `1 / (1 + e⁻ˣ)`, makes a smooth ramp of that switch. Far from 0 the two agree; near 0 the sigmoid says how sure it is. Drag the point on the picture, or move the slider.",
  "activation.slope.heading": "What the derivative is for",
  "activation.slope":
    "The dashed lines are the derivatives: how much the answer changes when `x` changes a little. A network learns by asking that of every weight, so an activation without a slope teaches it nothing. The step is flat wherever it has a slope at all, and that is why it had to go. The sigmoid's derivative needs nothing but its value `y`: it is `y(1 − y)`, greatest in the middle and nearly 0 at both ends. In a deep network such factors multiply, one a layer, and the first layers hear very little.",
  "activation.question": "Find an `x` where the sigmoid's slope is half its greatest.",
  "activation.answer":
    "Right. The greatest slope is 0.25, at 0, and there are two places with 0.125, one on each side. Beyond them a neuron learns at less than half speed.",
  "activation.relu.heading": "tanh, relu and leaky relu",
  "activation.tanh":
    "*tanh* is a sigmoid stretched to reach from −1 to 1. Its answers lie around 0, and its slope `1 − y²` reaches 1.",
  "activation.relu":
    "*relu* lets what is positive through as it is and makes 0 of the rest. Its slope is 1 however large `x` gets, so it does not fade from layer to layer, and it costs one comparison. Below 0 it is flat, and a neuron that always ends up there stops learning. *Leaky relu* keeps a small slope there; here it is 0.3. At 0 both have a kink, and a slope is simply agreed on: move the point there to see which. Two more come without a kink: *elu* is `x` above 0 and approaches −1 below it, and *softplus* is a rounded relu whose slope is the sigmoid.",
  "activation.points": "The same functions at a few points:",
  "activation.points.label": "Values of the functions",
  "activation.linear.heading": "Why a straight line is not enough",
  "activation.linear":
    "Without an activation function, or with the straight line `y = x`, a layer only multiplies by its weights. Two such layers are one: multiply the two weight matrices first, and the product does the work of both. Change any number below and compare.",
  "activation.layers.label": "Two layers and the one that equals them",
  "activation.layers.two": "two layers",
  "activation.layers.one": "one layer",
  "activation.layers.bent": "relu between",
  "activation.same": "Two layers and one give the same. With relu between, the result is another.",
  "activation.alike": "All three give the same: relu changed nothing here. Make a number of x·W₁ negative.",
  "activation.differ": "These numbers are so far apart that rounding shows.",
  "activation.bend":
    "This holds for a hundred layers as well, and biases only add one bias in the end. Depth pays when something between the layers bends.",
};
