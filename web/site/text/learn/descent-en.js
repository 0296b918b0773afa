// @ts-check

export const descentEn = {
  "learn.descent.title": "Gradient descent",
  "learn.descent.lead":
    "Training is like walking downhill. The loss says how wrong a network is, its gradient points uphill, and every step goes the other way. This lesson is about how far to step, on how many samples, by which rule, and from where.",

  "learn.descent.loss.heading": "What a loss measures",
  "learn.descent.loss":
    "A loss compares an output `y` with its target `t` and returns one number; 0 is perfect. The error `E` of lesson 7 is one. Here a network chooses between three classes, and the third is correct. Move the slider to change the probability that it gives to the correct class.",
  "learn.descent.loss.label": "Four losses of the same output",
  "learn.descent.loss.share": "probability of the correct class",
  "learn.descent.loss.meanSquaredError": "mean squared error",
  "learn.descent.loss.rootMeanSquaredError": "root mean squared error",
  "learn.descent.loss.sumSquaredError": "half the sum of squares",
  "learn.descent.loss.categoricalCrossentropy": "cross-entropy",
  "learn.descent.loss.which":
    "The squared losses stay small even if the output is completely wrong. Cross-entropy grows without bound as the probability of the correct class goes to 0, so a confident mistake has a steep slope and is corrected strongly. That is why classifiers use it. To predict numbers (regression), such as a price, use a squared loss: the root has the same unit as the price, and the ½ only makes the derivative simpler.",

  "learn.descent.rate.heading": "How large a step is",
  "learn.descent.rate":
    "The smallest possible network, `y = w · x + b`, fits a line to 20 points. Its loss over the two weights is shaped like a bowl, long along `w` and steep along `b`. Gradient descent repeats `w ← w − η · ∂L/∂w`, and the same for `b`. The learning rate `η` decides how large the steps are.",
  "learn.descent.rate.three":
    "Three learning rates from the same start. If it is too small, 30 steps make little progress. If it is too large, every step lands on the other side, higher than before.",
  "learn.descent.rate.rate": "learning rate",
  "learn.descent.rate.after": "loss after 30 steps",
  "learn.descent.rate.verdict": "verdict",
  "learn.descent.rate.small": "too small: still far away",
  "learn.descent.rate.right": "about right",
  "learn.descent.rate.large": "too large: the loss grows",
  "learn.descent.question":
    "Change the learning rate in the figure above and press Start. Find one with which plain gradient descent brings the loss below 0.1 in 30 steps.",
  "learn.descent.answer":
    "Right. The best learning rates, around 0.93, lie a little below 1, where descent stops converging. Along `b` the slope changes by 2 per unit, so with a learning rate of 1 each step jumps to the mirror point on the other side and never comes to rest. A little below 1, that jumping dies out quickly enough, and the progress along the flat `w` is fast.",

  "learn.descent.batches.heading": "How many samples a step uses",
  "learn.descent.batches":
    "*Batch* descent reads all samples before it takes a step. *Stochastic* descent takes a step after every single sample. *Mini-batches* are in between. Start the race and compare the jagged lines and the last column.",
  "learn.descent.batches.why":
    "After the same number of steps their losses are similar, but stochastic descent has read only a twentieth of the samples. Its steps point in the right direction only on average, so its path wanders, and even near the bottom it would not come to rest. Mini-batches make the steps steadier, and one mini-batch is a single matrix product, which computers calculate fast. One pass over all samples, in a new random order, is an *epoch*.",

  "learn.descent.optimizers.heading": "Which rule a step follows",
  "learn.descent.optimizers":
    "Plain gradient descent uses one learning rate for all weights: the steep direction limits it, and along the flat one progress is slow. The other methods deal with this in different ways; `g` is the gradient. On this simple bowl they all come close to the bottom, so compare their paths.",
  "learn.descent.optimizers.momentum":
    "Momentum: `v ← 0.9 · v + g`, then `w ← w − η · v`. It rolls like a ball: it gains speed along the valley and overshoots the end.",
  "learn.descent.optimizers.adagrad":
    "AdaGrad: `h ← h + g²`, then `w ← w − η · g / √h`. Every weight has its own learning rate, and it is smaller the larger the gradients of that weight have been. These learning rates can only shrink.",
  "learn.descent.optimizers.rmsprop":
    "RMSProp: `h ← 0.9 · h + 0.1 · g²`. Like AdaGrad, but it forgets old gradients, so it never slows to a stop. It may oscillate near the bottom.",
  "learn.descent.optimizers.adam":
    "Adam: an average of `g` instead of `g`, as in momentum, divided by the root of an average of `g²`, as in RMSProp. Both averages are corrected because they start at 0.",

  "learn.descent.first.heading": "Where descent starts",
  "learn.descent.first":
    "Three networks with three hidden neurons each learn to separate two rings of points. In the first network all weights start at 0, in the second at 1, in the third at random values. Train them and compare the columns of each table: `w₁`, `w₂` and `b` lead into the hidden neuron, `v` leads on to the output.",
  "learn.descent.first.label": "Weights of the hidden neurons",
  "learn.descent.first.zeros": "All zeros",
  "learn.descent.first.ones": "All ones",
  "learn.descent.first.random": "Random",
  "learn.descent.first.neuron": "no. {n}",
  "learn.descent.first.train": "Train 500 steps",
  "learn.descent.first.again": "Start again",
  "learn.descent.first.steps": "{steps} steps so far",
  "learn.descent.first.equal": "All three neurons are equal, bit for bit.",
  "learn.descent.first.different": "The neurons differ.",
  "learn.descent.first.result": "Loss {loss}, accuracy {accuracy}",
  "learn.descent.first.why":
    "Neurons with the same weights compute the same output, so they get the same gradient and take the same step. They stay equal, however long you train: three neurons do the work of one, which cannot enclose a ring. Only unequal first weights break the tie, and random ones are the easiest.",

  "learn.descent.cancer.heading": "On real data",
  "learn.descent.cancer":
    "The data are 569 tumors, benign or malignant, with 30 measurements each. A network with ten hidden neurons is trained on four fifths of them, and its accuracy is measured on the other fifth. All methods start from the same weights and use the same batches. The measurements are standardized first: each is scaled to mean 0 and standard deviation 1. Otherwise measurements with values in the hundreds, such as the area, would make one direction far steeper than the rest.",
  "learn.descent.cancer.compare":
    "Is that good? Compare it with scikit-learn's `MLPClassifier`. Below, the same network is trained by plain gradient descent with an L2 penalty of 0.01, on thirty different splits, because a single split of 114 test samples says little.",
  "learn.descent.cancer.label": "Mean accuracy over thirty splits",
  "learn.descent.cancer.kind": "method",
  "learn.descent.cancer.settings": "settings",
  "learn.descent.cancer.setting": "learning rate {rate}, {epochs} epochs",
  "learn.descent.cancer.ours": "Glia, in this page",
  "learn.descent.cancer.theirs": "scikit-learn",
  "learn.descent.cancer.stochastic": "stochastic",
  "learn.descent.cancer.mini": "mini-batches of 32",
  "learn.descent.cancer.batch": "batch",
  "learn.descent.cancer.yet": "not trained yet",
  "learn.descent.cancer.done": "{done} of {splits}",
  "learn.descent.cancer.train": "Train on thirty splits",
  "learn.descent.cancer.stop": "Stop",
  "learn.descent.cancer.source":
    "scikit-learn 1.2.1, measured on the same thirty splits with the same learning rates and epochs by `tests/js/cancer-scikit.py`. It divides the penalty by the batch size and Glia does not, so with the whole batch Glia's weights are penalized more strongly and its accuracy is lower. On five splits of its own, scikit-learn reached 97.4%, 98.2% and 98.1%; averages of five splits vary by about 0.7 points. The data are from [UCI](https://doi.org/10.24432/C5DW2B).",
};
