// @ts-check

export const digitsEn = {
  "digits.title": "Reading digits",
  "digits.lead":
    "Nothing new is needed to read handwriting. It is the network of three layers again: multiply, add, bend, three times over. Only the matrices are larger.",
  "digits.layers.heading": "784, 50, 100, 10",
  "digits.layers":
    "A picture of 28 × 28 pixels is a row of *784* numbers, 0 for paper and 1 for ink. The first layer makes *50* numbers of them, the second *100* of those, and the last one *10*: a probability for each digit. 784 and 10 follow from the task. 50 and 100 were chosen, and other sizes would do as well. Every neuron looks at all numbers of the layer before it, so a layer has as many weights as one size times the next.",
  "digits.layer": "layer",
  "digits.weights": "weights",
  "digits.biases": "biases",
  "digits.sum": "numbers",
  "digits.nth": "{n}",
  "digits.all": "all",
  "digits.draw":
    "The network below has these sizes and was trained on 60,000 digits. Draw one. It reads after every stroke, and shows what it sees: your ink cut out, fitted into 20 × 20 pixels and moved to the middle, as the digits it learnt from were. The squares beneath are the outputs of the 50 and the 100 neurons.",
  "digits.question": "Draw something that the network reads as a 7, with a probability of at least 90%.",
  "digits.answer":
    "Right. The bar of the 7 is the longest, so the argmax is 7. Look at the first pictures again: as drawn, without being fitted and moved, the same ink may read as something else.",
  "digits.argmax.heading": "The answer is an argmax",
  "digits.argmax":
    "Ten probabilities are not yet a digit. The answer is the *place* of the largest one, counted from 0: `np.argmax(y)`. Because the places are numbered from 0 to 9, the place is the digit.",
  "digits.limits":
    "Some place is always the largest. Draw a heart, and this network still names a digit, often with great confidence: its ten probabilities add up to 1, and it has no eleventh to say that there is no digit at all.",
  "digits.batch.heading": "A hundred pictures, one product",
  "digits.batch":
    "A picture is a row, so a hundred pictures are a matrix of a hundred rows. The code stays as it is: row after row of the result belongs to row after row of the pictures.",
  "digits.one": "one picture",
  "digits.hundred": "a hundred",
  "digits.why":
    "One large product also takes less time than a hundred small ones. The 39,200 weights of the first layer are fetched from memory once for several pictures instead of once for each, and there is one call in place of a hundred. The gain is large in Python, where a call costs much, and smaller here, where it costs little. Measure both ways in your browser, on 100 digits that the network has never seen.",
  "digits.timing.label": "One picture at a time against a hundred at once",
  "digits.time": "Time it",
  "digits.way": "pictures per call",
  "digits.speed": "pictures per second",
  "digits.right": "read right",
  "digits.count": "{right} of {count}",
  "digits.timing": "Measuring…",
  "digits.ratio":
    "A hundred at once: {ratio} times the speed of one by one. Medians of {rounds} runs of each, in turns. Both ways read the same {right} of {count} right.",
  "digits.differ": "The two ways do not read the same, which should never happen.",
  "digits.missing": "The digits or the network could not be fetched. Check your connection and press again.",
  "digits.assumed":
    "`x` is the picture under “4. Centred” as a row of 784 numbers; `W1`, `b1` and the others are the weights of the network, loaded before. Draw, and the values follow.",
};
