"""What scikit-learn's MLPClassifier reaches on the splits of cancer.test.js: the figures that web/learn/descent.html shows.

    python3 tests/js/cancer-scikit.py

Needs node, numpy and scikit-learn; scikit-learn 1.2.1 printed 97.49%, 97.35% and 96.84%.
"""

import json
import os
import subprocess
import warnings

import numpy as np
from sklearn.neural_network import MLPClassifier

ROOT = os.path.join(os.path.dirname(os.path.abspath(__file__)), "../..")
SPLITS = """
import { readFileSync } from "node:fs";
import { split } from "./web/src/data/split.js";
import { readCsv } from "./web/src/data/tables.js";
const { y } = readCsv(readFileSync("models/data/breast_cancer.csv"));
const splits = Array.from({ length: 30 }, (_, seed) => split(y, { share: 0.2, seed }));
console.log(JSON.stringify(splits.map(({ train, held }) => [[...train], [...held]])));
"""

warnings.filterwarnings("ignore")  # that it has not converged: every run is as long as it is there
table = np.genfromtxt(os.path.join(ROOT, "models/data/breast_cancer.csv"), delimiter=",", skip_header=1)
x, y = table[:, :-1], table[:, -1].astype(int)
splits = json.loads(subprocess.check_output(["node", "--input-type=module", "-e", SPLITS], cwd=ROOT))

for name, size, rate, epochs in (("stochastic", 1, 0.02, 60), ("mini-batch", 32, 0.3, 150), ("batch", 455, 1.0, 200)):
    scores = []
    for seed, (train, held) in enumerate(splits):
        mean, deviation = x[train].mean(axis=0), x[train].std(axis=0)
        net = MLPClassifier(
            (10,), activation="logistic", solver="sgd", momentum=0, alpha=0.01, batch_size=min(size, len(train)),
            learning_rate_init=rate, max_iter=epochs, n_iter_no_change=10**6, random_state=seed,
        )
        net.fit((x[train] - mean) / deviation, y[train])
        scores.append(net.score((x[held] - mean) / deviation, y[held]))
    print(f"{name}: {100 * np.mean(scores):.2f}%", flush=True)
