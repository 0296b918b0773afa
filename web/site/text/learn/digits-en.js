// @ts-check

export const digitsEn = {
  "learn.digits.title": "Reading digits",
  "learn.digits.lead":
    "Reading handwriting needs nothing new. It is the network of three layers again: multiply, add, apply an activation function, three times in a row. Only the matrices are larger.",
  "learn.digits.layers.heading": "784, 50, 100, 10",
  "learn.digits.layers":
    "A picture of 28 × 28 pixels is a row of *784* numbers: 0 for paper, 1 for ink, and something in between for gray. The first layer turns them into *50* numbers, the second turns those into *100*, and the last one into *10*: a probability for each digit. The task decides that there are 784 inputs and 10 outputs. The sizes 50 and 100 were chosen, and others would work as well. Every neuron reads all outputs of the layer before it (a *fully connected* or *dense* layer), so the number of weights of a layer is the size of the layer before it times its own size.",
  "learn.digits.layer": "layer",
  "learn.digits.weights": "weights",
  "learn.digits.biases": "biases",
  "learn.digits.sum": "parameters",
  "learn.digits.nth": "{n}",
  "learn.digits.all": "all",
  "learn.digits.draw":
    "The network below has these sizes and was trained on 60,000 digits. Draw one. The network reads it after every stroke and shows what it sees: your ink, cut out, scaled to fit 20 × 20 pixels and moved to the middle, just like the digits that it learned from. The squares below are the outputs of the 50 and the 100 neurons.",
  "learn.digits.question": "Draw something that the network reads as a 7, with a probability of at least 90%.",
  "learn.digits.answer":
    "Right. The probability of the 7 is the largest, so the argmax is 7. Look at the first pictures again: as drawn, before scaling and centering, the same ink may be read as something else.",
  "learn.digits.argmax.heading": "The answer is an argmax",
  "learn.digits.argmax":
    "Ten probabilities are not yet a digit. The answer is the *position* of the largest one, counted from 0: `np.argmax(y)`. Because the positions are numbered from 0 to 9, the position is the digit.",
  "learn.digits.limits":
    "One of the ten is always the largest. Draw a heart, and this network still names a digit, often with high confidence: its ten probabilities add up to 1, and there is no eleventh output for “not a digit”.",
  "learn.digits.batch.heading": "A hundred pictures, one product",
  "learn.digits.batch":
    "A picture is a row, so a hundred pictures are a matrix of a hundred rows. The code stays the same: row `i` of the result belongs to picture `i`, and `np.argmax(y, axis=1)` gives all hundred digits.",
  "learn.digits.one": "one picture",
  "learn.digits.hundred": "a hundred",
  "learn.digits.why":
    "One large product is also faster than a hundred small ones. The 39,200 weights of the first layer are read from memory once for several pictures instead of once for each, and there is one call instead of a hundred. The gain is large in Python, where a call is expensive, and smaller here, where it is cheap. Measure both ways in your browser, on 100 digits that the network has never seen.",
  "learn.digits.timing.label": "One picture at a time against a hundred at once",
  "learn.digits.time": "Measure",
  "learn.digits.way": "pictures per call",
  "learn.digits.speed": "pictures per second",
  "learn.digits.right": "read correctly",
  "learn.digits.count": "{right} of {count}",
  "learn.digits.timing": "Measuring…",
  "learn.digits.ratio":
    "A hundred at once is {ratio} times as fast as one by one. Medians of {rounds} runs each, taken in turns. Both ways read the same {right} of {count} correctly.",
  "learn.digits.differ": "The two ways gave different results, which should never happen.",
  "learn.digits.missing": "The digits or the network could not be loaded. Check your connection and try again.",
  "learn.digits.assumed":
    "`x` is the picture under “4. Centered” as a row of 784 numbers; `W1`, `b1` and the others are the weights and biases of the network, loaded before. Draw to see the values.",
};
