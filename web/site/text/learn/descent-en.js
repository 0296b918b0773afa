// @ts-check

export const descentEn = {
  "descent.title": "Descent",
  "descent.lead":
    "Training is walking downhill. The loss says how wrong a network is, its gradient says which way is up, and every step goes the other way. How far, on how many samples, by which rule and from where: that is what this lesson is about.",

  "descent.loss.heading": "What a loss measures",
  "descent.loss":
    "A loss turns an answer `y` and the truth `t` into one number, and 0 is perfect. Here a network chooses between three classes, and the third is right. Move the slider to give it more or less of the probability.",
  "descent.loss.label": "Four losses of one answer",
  "descent.loss.share": "probability of the right class",
  "descent.loss.meanSquaredError": "mean squared error",
  "descent.loss.rootMeanSquaredError": "root mean squared error",
  "descent.loss.sumSquaredError": "half the sum of squares",
  "descent.loss.categoricalCrossentropy": "cross-entropy",
  "descent.loss.which":
    "The squared ones stay small even for a hopeless answer. Cross-entropy grows without bound as the right class goes to 0, so a confident mistake has a steep slope to learn from. Classifiers use it. For numbers, such as a price, one takes the squares: the root brings them back to the unit of the price, and the ½ only makes the derivative tidy.",

  "descent.rate.heading": "How long a step is",
  "descent.rate":
    "The smallest network there is, `y = w · x + b`, learns a line through 20 points. Its loss is a bowl over the two weights, long along `w` and steep along `b`. Gradient descent repeats `w ← w − η · ∂L/∂w`, and the same for `b`. The learning rate `η` decides how long the steps are.",
  "descent.rate.three":
    "Three rates from the same start. Too small, and 30 steps lead nowhere. Too large, and every step lands higher on the other side than it came from.",
  "descent.rate.rate": "learning rate",
  "descent.rate.after": "loss after 30 steps",
  "descent.rate.verdict": "verdict",
  "descent.rate.small": "too small: still far away",
  "descent.rate.right": "about right",
  "descent.rate.large": "too large: it climbs",
  "descent.question":
    "Change the learning rate in the figure above and press Start. Find one with which plain gradient descent brings the loss below 0.1 in its 30 steps.",
  "descent.answer":
    "Right. The best rates lie just below the one that breaks. Along `b` the slope changes by 2 per unit, so a step of rate 1 jumps from one side to the other and never comes to rest. Just below that, it also moves as fast as it can along the flat `w`.",

  "descent.batches.heading": "How many samples a step reads",
  "descent.batches":
    "*Batch* descent reads all samples before it takes a step. *Stochastic* descent steps after each single one. *Mini-batches* are in between. Start the race and compare the jagged lines with the last column.",
  "descent.batches.why":
    "Step for step they are about equally good, yet the stochastic one has read a twentieth of the samples. Its steps point the right way only on average, so it wanders, and near the bottom it never quite rests. Mini-batches calm that down, and one batch is a single matrix product, which computers do fast. In the shuffled order every sample comes once in an epoch.",

  "descent.optimisers.heading": "Which rule a step follows",
  "descent.optimisers":
    "Plain descent has one rate for all weights: the steep direction sets the limit and the flat one crawls. With the gradient called `g`, the others do something about it.",
  "descent.optimisers.momentum":
    "Momentum: `v ← 0.9 · v + g`, then `w ← w − η · v`. It rolls like a ball: it gathers speed along the valley and shoots past its end.",
  "descent.optimisers.adagrad":
    "AdaGrad: `h ← h + g²`, then `w ← w − η · g / √h`. Every weight has a rate of its own, smaller the larger its gradients have been. The rates can only shrink.",
  "descent.optimisers.rmsprop":
    "RMSProp: `h ← 0.9 · h + 0.1 · g²`. The same, but it forgets, so it never grinds to a halt. It may tremble at the bottom.",
  "descent.optimisers.adam":
    "Adam: an average of `g` in place of `g`, as in momentum, over the root of an average of `g²`, as in RMSProp. Both averages are corrected for having begun at 0.",

  "descent.first.heading": "Where it starts",
  "descent.first":
    "Three networks with three hidden neurons learn to tell two rings of points apart. The first has all weights 0, the second all 1, the third random ones. Train them and compare the columns of each table: `w₁`, `w₂` and `b` come in, `v` goes on to the output.",
  "descent.first.label": "Weights of the hidden neurons",
  "descent.first.zeros": "All zeros",
  "descent.first.ones": "All ones",
  "descent.first.random": "Random",
  "descent.first.neuron": "no. {n}",
  "descent.first.train": "Train 500 steps",
  "descent.first.again": "Start again",
  "descent.first.steps": "{steps} steps so far",
  "descent.first.equal": "All three neurons are equal, bit for bit.",
  "descent.first.different": "The neurons differ.",
  "descent.first.result": "Loss {loss}, accuracy {accuracy}",
  "descent.first.why":
    "Neurons with the same weights compute the same, so they get the same gradient and take the same step. They never separate, however long one trains: three neurons do the work of one, which cannot enclose a ring. Only a random start breaks the tie.",

  "descent.cancer.heading": "On real data",
  "descent.cancer":
    "569 tumours, 30 measurements of each, benign or malignant: a network with ten hidden neurons learns from four fifths of them, and its accuracy is measured on the fifth that it never sees. All racers have the same first weights and the same batches. The measurements are standardised first. Otherwise the area in the hundreds would make one direction far steeper than the rest.",
  "descent.cancer.compare":
    "Is that good? scikit-learn's `MLPClassifier` is a fair judge. Below, the same network is trained by plain descent with an L2 penalty of 0.01, on thirty different splits, because one split of 114 test samples says little.",
  "descent.cancer.label": "Mean accuracy over thirty splits",
  "descent.cancer.kind": "descent",
  "descent.cancer.settings": "settings",
  "descent.cancer.setting": "rate {rate}, {epochs} epochs",
  "descent.cancer.ours": "Glia, here and now",
  "descent.cancer.theirs": "scikit-learn",
  "descent.cancer.stochastic": "stochastic",
  "descent.cancer.mini": "mini-batches of 32",
  "descent.cancer.batch": "batch",
  "descent.cancer.yet": "not trained yet",
  "descent.cancer.done": "{done} of {splits}",
  "descent.cancer.train": "Train on thirty splits",
  "descent.cancer.stop": "Stop",
  "descent.cancer.source":
    "scikit-learn 1.2.1, measured on the same thirty splits with the same rates and epochs by `tests/js/cancer-scikit.py`; it divides the penalty by the batch size. On five splits of its own it reached 97.4%, 98.2% and 98.1%: five splits differ from five others by about 0.7 points. The data are from [UCI](https://doi.org/10.24432/C5DW2B).",
};
