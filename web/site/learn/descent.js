// @ts-check
import { GliaError, Network } from "../../src/index.js";
import { split, take } from "../../src/data/split.js";
import { toy } from "../../src/data/toys.js";
import { asset } from "../../src/ui/assets.js";
import { find, make, set } from "../../src/ui/dom.js";
import { lineTask } from "../../src/ui/race-tasks.js";
import { Race } from "../../src/ui/race.js";
import { bodyRow, fillTable, headRow } from "../../src/ui/table.js";
import { readCsv } from "../../src/data/tables.js";
import { descentEn } from "../text/learn/descent-en.js";
import { descentKo } from "../text/learn/descent-ko.js";
import { array, LessonPage, number } from "./page.js";

/** @typedef {keyof typeof descentEn} Key */
/** @typedef {import("../../src/spec/spec.js").NetworkSpec} NetworkSpec */

const page = new LessonPage("descent", { en: descentEn, ko: descentKo });
const say = (/** @type {Key} */ key, /** @type {Record<string, string | number>} */ values = {}) =>
  page.text(key, values);
const brief = (/** @type {number} */ value) => page.language.brief(value);

showLosses();
showRates();
showFigure();
showFirstWeights();
showComparison();

// ---- what a loss is

/** Four losses of one output over three classes, of which the third is the right one. */
async function showLosses() {
  const losses = /** @type {const} */ ([
    ["meanSquaredError", "1/n · Σ (y − t)²"],
    ["rootMeanSquaredError", "√(1/n · Σ (y − t)²)"],
    ["sumSquaredError", "½ · Σ (y − t)²"],
    ["categoricalCrossentropy", "−Σ t · ln y"],
  ]);
  // Cross-entropy takes scores, through softmax; the logarithms of probabilities are such scores.
  const nets = await Promise.all(
    losses.map(([loss]) => {
      const activation = loss === "categoricalCrossentropy" ? "softmax" : "identity";
      return makeNetwork({ input: [3], layers: [{ type: "activation", activation }], loss });
    }),
  );
  const panel = find("[data-losses]");
  const slider = /** @type {HTMLInputElement} */ (find("input", panel));
  const show = page.view(() => {
    const right = slider.valueAsNumber / 100;
    const rest = (1 - right) / 2;
    const output = [rest, rest, right];
    find("output", panel).textContent = `y = ${array(output, 3)}, t = [0, 0, 1]`;
    find("tbody", panel).replaceChildren(
      ...losses.map(([loss, formula], i) => {
        const x = loss === "categoricalCrossentropy" ? output.map(Math.log) : output;
        const value = nets[i].evaluate([x], [[0, 0, 1]]).loss;
        return bodyRow(say(`learn.descent.loss.${loss}`), [make("code", "", formula), brief(value)]);
      }),
    );
  });
  slider.addEventListener("input", show);
}

// ---- learning rates

/** Three learning rates on the task of the figure below. */
async function showRates() {
  const task = lineTask(1, [-7, 2]);
  const kinds = /** @type {const} */ ([
    [0.05, "small"],
    [0.9, "right"],
    [1.05, "large"],
  ]);
  const entries = kinds.map(([rate, name]) => ({ name, optimizer: /** @type {const} */ ("gd"), size: Infinity, rate }));
  const race = await Race.create(task, entries, 1);
  for (let step = 0; step < 30; step++) race.step();
  const results = race.lanes.map(({ losses }) => losses[losses.length - 1]);
  race.dispose();
  page.view(() => {
    fillTable(
      find("[data-rates]"),
      [say("learn.descent.rate.rate"), say("learn.descent.rate.verdict"), say("learn.descent.rate.after")],
      kinds.map(([rate, name], i) => bodyRow(brief(rate), [say(`learn.descent.rate.${name}`), brief(results[i])])),
    );
  });
}

// ---- the figure of the question, and the code beside it

function showFigure() {
  const figure =
    /** @type {import("../../src/elements/descent.js").GliaDescent & { rate: number[], steps: number, start: number[] }} */ (
      find("glia-descent[data-rate]")
    );
  const { x, y } = lineTask(1, [-7, 2]);
  const [xs, ys] = [array(x, 2), array(y, 2)];
  /** Until the figure was in view, it is at its start, and its loss is not computed. */
  const now = () => {
    const { steps = 0, loss, place = figure.start } = figure.standings[0] ?? {};
    return { steps, w: place[0], b: place[1], loss: loss === undefined ? undefined : five(loss) };
  };

  const check = page.question(() => figure.standings.some(({ steps, loss }) => steps === 30 && loss < 0.1));
  const showNumpy = page.code("numpy", () => {
    const { steps, w, b, loss } = now();
    return [
      ["import numpy as np"],
      [`x = np.array(${xs})`],
      [`y = np.array(${ys})`],
      [`w, b, rate = ${array(figure.start).slice(1, -1)}, ${figure.rate[0]}`],
      [`for step in range(${steps}):`],
      ["    e = w * x + b - y"],
      ["    w, b = w - rate * 2 * np.mean(e * x), b - rate * 2 * np.mean(e)"],
      ["w, b", `${five(w)}, ${five(b)}`],
      ["np.mean((w * x + b - y) ** 2)", loss],
    ];
  });
  const showGlia = page.code("glia", () => {
    const { steps, w, b, loss } = now();
    return [
      ['import { Network } from "glia";'],
      [`const x = ${xs};`],
      [`const y = ${ys};`],
      ["const net = await Network.create({"],
      ['  input: [1], layers: [{ type: "dense", units: 1 }], loss: "meanSquaredError",'],
      [`  optimizer: { type: "sgd", learningRate: ${figure.rate[0]} }, batchSize: 20,`],
      ["});"],
      [
        `net.setParameters([{ name: "dense/kernel", values: [${figure.start[0]}] }, { name: "dense/bias", values: [${figure.start[1]}] }]);`,
      ],
      [`for (let step = 0; step < ${steps}; step++) net.trainBatch(x, y);`],
      ["net.parameters().map(({ values }) => values[0])", `[${five(w)}, ${five(b)}]`],
      ["net.evaluate(x, y).loss", loss],
    ];
  });
  for (const type of ["change", "glia-progress"]) {
    figure.addEventListener(type, () => {
      check();
      showNumpy();
      showGlia();
    });
  }
}

// ---- first weights

/** One network with initial weights of zeros, ones and random numbers, trained on the same circles. */
async function showFirstWeights() {
  const { x, y } = toy("circles", { n: 101, seed: 3 });
  const kinds = /** @type {const} */ ([
    ["zeros", "zeros"],
    ["ones", "ones"],
    ["random", "glorotUniform"],
  ]);
  const begin = () =>
    Promise.all(
      kinds.map(([, kernelInitializer]) =>
        makeNetwork({
          input: [2],
          layers: [
            { type: "dense", units: 3, activation: "sigmoid", kernelInitializer },
            { type: "dense", units: 1, activation: "sigmoid", kernelInitializer },
          ],
          loss: "binaryCrossentropy",
          optimizer: { type: "sgd", learningRate: 3 },
          batchSize: y.length,
          seed: 1,
        }),
      ),
    );
  let nets = await begin();
  let steps = 0;
  const panel = find("[data-first]");
  const [train, again] = panel.querySelectorAll("button");
  const show = page.view(() => {
    find("[role=status]", panel).textContent = say("learn.descent.first.steps", { steps: page.language.number(steps) });
    find(".three", panel).replaceChildren(...nets.map((net, i) => weightTable(kinds[i][0], net, x, y)));
  });
  train.addEventListener("click", () => {
    for (const net of nets) for (let step = 0; step < 500; step++) net.trainBatch(x, y);
    steps += 500;
    show();
  });
  again.addEventListener("click", async () => {
    const fresh = await begin();
    for (const net of nets) net.dispose();
    nets = fresh;
    steps = 0;
    show();
  });
}

/**
 * @param {"zeros" | "ones" | "random"} name
 * @param {Network} net
 * @param {Float32Array} x (n, 2)
 * @param {Uint8Array} y (n)
 */
function weightTable(name, net, x, y) {
  const [kernel, bias, out] = net.parameters().map(({ values }) => values);
  const units = [0, 1, 2].map((j) => [kernel[j], kernel[3 + j], bias[j], out[j]]);
  const equal = units.every((unit) => unit.every((weight, k) => Object.is(weight, units[0][k])));
  const { loss, accuracy } = net.evaluate(x, y);
  const two = (/** @type {number} */ weight) =>
    page.language.number(weight, { minimumFractionDigits: 2, maximumFractionDigits: 2 });
  const table = make(
    "table",
    "",
    make("caption", "", say(`learn.descent.first.${name}`)),
    make("thead", "", headRow(["", ...units.map((_, j) => say("learn.descent.first.neuron", { n: j + 1 }))])),
    make(
      "tbody",
      "",
      ...["w₁", "w₂", "b", "v"].map((weight, k) =>
        bodyRow(
          weight,
          units.map((unit) => two(unit[k])),
        ),
      ),
    ),
  );
  const verdict = make("p", "", say(equal ? "learn.descent.first.equal" : "learn.descent.first.different"));
  verdict.dataset.equal = String(equal);
  const result = say("learn.descent.first.result", {
    loss: brief(loss),
    accuracy: page.language.percent(accuracy ?? 0),
  });
  return make("div", "", table, verdict, make("p", "note", result));
}

// ---- beside scikit-learn

function showComparison() {
  const splits = 30;
  /** @type {{ name: "stochastic" | "mini" | "batch", size: number, rate: number, epochs: number, theirs: number, sum: number, done: number }[]} */
  const runs = [
    { name: "stochastic", size: 1, rate: 0.02, epochs: 60, theirs: 0.9749, sum: 0, done: 0 },
    { name: "mini", size: 32, rate: 0.3, epochs: 150, theirs: 0.9735, sum: 0, done: 0 },
    { name: "batch", size: 455, rate: 1, epochs: 200, theirs: 0.9684, sum: 0, done: 0 },
  ];
  const panel = find("[data-cancer]");
  const press = find("button", panel);
  const status = find("[role=status]", panel);
  /** @type {AbortController | null} */
  let running = null;
  /** @type {GliaError | null} */
  let trouble = null;
  const show = page.view(() => {
    press.textContent = say(running ? "learn.descent.cancer.stop" : "learn.descent.cancer.train");
    status.textContent = trouble?.message ?? "";
    fillTable(
      find("table", panel),
      [
        say("learn.descent.cancer.kind"),
        say("learn.descent.cancer.settings"),
        say("learn.descent.cancer.ours"),
        say("learn.descent.cancer.theirs"),
      ],
      runs.map(({ name, rate, epochs, theirs, sum, done }) =>
        bodyRow(say(`learn.descent.cancer.${name}`), [
          say("learn.descent.cancer.setting", { rate: brief(rate), epochs }),
          done > 0
            ? `${page.language.percent(sum / done)} (${say("learn.descent.cancer.done", { done, splits })})`
            : say("learn.descent.cancer.yet"),
          page.language.percent(theirs),
        ]),
      ),
    );
  });

  const run = async (/** @type {AbortSignal} */ signal) => {
    const { x, y } = readCsv(await asset("breast-cancer"));
    for (const run of runs) {
      for (run.sum = run.done = 0; run.done < splits; run.done++) {
        show();
        run.sum += await trainOnSplit(x, /** @type {Uint8Array} */ (y), run, run.done, signal);
        if (signal.aborted) return;
      }
    }
  };
  press.addEventListener("click", async () => {
    if (running) return running.abort();
    running = new AbortController();
    trouble = null;
    for (const run of runs) run.sum = run.done = 0;
    try {
      await run(running.signal);
    } catch (error) {
      if (error instanceof GliaError) trouble = error;
      else if (!running.signal.aborted) throw error;
    } finally {
      running = null;
      show();
    }
  });
}

/**
 * Trains the network of tests/js/cancer.test.js on one seeded split.
 *
 * @param {Float32Array} x (n, 30)
 * @param {Uint8Array} y (n)
 * @param {{ size: number, rate: number, epochs: number }} how
 * @param {number} seed
 * @param {AbortSignal} signal
 * @returns {Promise<number>} the accuracy on the held-out fifth
 */
async function trainOnSplit(x, y, { size, rate, epochs }, seed, signal) {
  const { train, held } = split(y, { share: 0.2, seed });
  const kernelRegularizer = { l2: 0.01 / 2 };
  const net = await makeNetwork({
    input: [30],
    layers: [
      { type: "normalization" },
      { type: "dense", units: 10, activation: "sigmoid", kernelRegularizer },
      { type: "dense", units: 1, activation: "sigmoid", kernelRegularizer },
    ],
    loss: "binaryCrossentropy",
    optimizer: { type: "sgd", learningRate: rate },
    batchSize: Math.min(size, train.length),
    seed,
  });
  try {
    for await (const _ of net.train({ x: take(x, 30, train), y: take(y, 1, train) }, { epochs, signal })) continue;
    return net.evaluate(take(x, 30, held), take(y, 1, held)).accuracy ?? NaN;
  } finally {
    net.dispose();
  }
}

/** A network with the same bits on every machine. @param {NetworkSpec} spec */
function makeNetwork(spec) {
  return Network.create({ ...spec, deterministic: true });
}

/** A number to five digits, on which 32-bit and 64-bit floats agree. @param {number} value */
function five(value) {
  return number(Number(value.toPrecision(5)));
}
