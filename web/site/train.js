// @ts-check
import { readCsv } from "../src/data/tables.js";
import { Announcer } from "../src/ui/announce.js";
import { download } from "./download.js";
import { acceptDrops } from "./drop.js";
import { find } from "../src/ui/dom.js";
import { Language } from "./language.js";
import { Refusal } from "./refusal.js";
import { trainEn } from "./text/train-en.js";
import { trainKo } from "./text/train-ko.js";
import { Boundary } from "./train/boundary.js";
import { Controls } from "./train/controls.js";
import { Curves } from "./train/curves.js";
import { Examination } from "./train/examination.js";
import { fetchDataset } from "./train/fetching.js";
import { writeLayer } from "./train/hidden.js";
import { History } from "../src/ui/history.js";
import { KeptList } from "./train/kept.js";
import { isDivergence, Lesson } from "./train/lesson.js";
import { Mistakes } from "./train/mistakes.js";
import { checkFit, isTold, openModel, withLink } from "./train/modelfile.js";
import { Probe } from "./train/probe.js";
import { RunBar } from "./train/runbar.js";
import { WhenSeen } from "../src/ui/seen.js";
import { parametersOf } from "./train/plan.js";
import { defaultsFor, formatLink, parseLink } from "./train/settings.js";
import { shelf } from "./train/shelf.js";
import { Trouble } from "./train/trouble.js";
import { Weights } from "./train/weights.js";

/** @typedef {import("./language.js").TextKey} TextKey */
/** @typedef {import("./language.js").Values} Values */
/** @typedef {import("./train/settings.js").Settings} Settings */
/** @typedef {import("../src/data/tables.js").Table} Table */

const kLeastRows = 10;
const kLargestCsv = 50e6;
const kQuiet = 5000; // between two epochs that are spoken of
const kExaminePause = 2000;

const language = new Language({ en: trainEn, ko: trainKo });
const controls = new Controls(find("[data-setup]"), language);
language.apply();

const past = new History();
const lesson = new Lesson(past);
const examination = new Examination();
const runBar = new RunBar(lesson, language);
const curves = new Curves(
  find("[data-curves]"),
  /** @type {HTMLDetailsElement} */ (find("[data-twin]")),
  past,
  language,
);
const boundary = new Boundary(/** @type {HTMLCanvasElement} */ (find("[data-boundary]")));
const probe = new Probe(find("[data-probe-section]"));
const weights = new Weights(find("[data-weights-section]"), language);
const mistakes = new Mistakes(find("[data-mistakes-section]"), examination, language);
const kept = new KeptList(find("[data-shelf]"), find("[data-shelf-none]"), language);
const trouble = new Trouble(language);
const announcer = new Announcer(find("[data-announce]"));

/** The reader's own table, if one was opened. @type {{ name: string, table: Table } | null} */
let own = null;

/** The latest wish for a network: an answer to an older one comes too late to count. */
let wish = 0;
let loading = false;
/** @type {string | null} */
let shownKind = null;
let spoken = -Infinity;
/** @type {[TextKey, Values] | null} */
let said = null;

// ---- the network in place

/**
 * Puts a new network in place, as the settings say.
 *
 * @param {Settings} settings
 * @returns {Promise<boolean>} whether it is there
 */
async function rebuild(settings) {
  const mine = ++wish;
  loading = true;
  showRun();
  try {
    const dataset = await fetchDataset(settings, own);
    if (mine !== wish) return false;
    await lesson.open(dataset, settings);
    return true;
  } catch (error) {
    if (mine === wish) trouble.show(error instanceof Refusal ? "trouble.data" : "trouble.network", {}, error);
    return false;
  } finally {
    if (mine === wish) {
      loading = false;
      showRun();
    }
  }
}

/** The settings changed by hand or by an address: what can, reaches the network at once. */
function adopt() {
  const { settings } = controls;
  writeLink();
  describe();
  if (!lesson.net || loading || (lesson.step === 0 && lesson.phase === "idle")) rebuild(settings);
  else if (!lesson.outgrown(settings)) {
    lesson.setRate(settings.rate);
    lesson.setEpochs(settings.epochs);
  }
  showRun();
  showHash();
}

const pending = () => lesson.net !== null && lesson.outgrown(controls.settings) && !loading;

async function startOrPause() {
  if (lesson.phase === "running") {
    lesson.pause();
    return;
  }
  trouble.hide();
  const { settings } = controls;
  if (pending() && !(await rebuild(settings))) return;
  lesson.start(settings.epochs);
}

async function reset() {
  await lesson.settle();
  if (await rebuild(controls.settings)) announcer.say(language.text("run.say.reset"));
}

// ---- showing

function showRun() {
  runBar.show({ loading, pending: pending() });
  showNote();
}

function showNote() {
  const { dataset } = lesson;
  const note = find("[data-data-note]");
  if (!dataset || dataset.id !== controls.settings.data) {
    note.textContent = loading ? language.text("data.loading") : "";
    return;
  }
  note.textContent = language.text(`data.${dataset.kind}.note`, {
    train: language.number(dataset.train.y.length),
    validation: language.number(dataset.validation.y.length),
    inputs: language.number(dataset.inputs),
  });
}

function showHash() {
  const { net, resting, pure } = lesson;
  find("[data-hash]").textContent = net && resting ? net.weightHash() : "–";
  const key = pending() ? "hash.pending" : pure ? "hash.pure" : "hash.impure";
  find("[data-hash-note]").textContent = net && resting ? language.text(key) : "";
}

function showMode() {
  const { mode } = lesson;
  find("[data-mode]").textContent = language.text(
    mode === null ? "mode.none" : mode === "main" ? "mode.main" : "mode.worker",
  );
}

/** Headings and words that depend on the data. */
function describe() {
  showMode();
  const { net, dataset } = lesson;
  const score = language.text(dataset?.classes === null ? "measure.error" : "measure.accuracy");
  for (const element of document.querySelectorAll("[data-score-name]")) element.textContent = score;
  if (!net || !dataset) return;
  controls.describe({
    inputs: dataset.inputs,
    outputs: dataset.classes?.length ?? 1,
    parameters: parametersOf(dataset, controls.settings),
  });
  const [a, b] = dataset.classes ?? [];
  find("[data-boundary-note]").textContent = language.text("boundary.note", { a, b });
}

function openViews() {
  const { net, dataset } = lesson;
  if (!net || !dataset) return;
  const digits = dataset.kind === "digits";
  const plane = Boundary.suits(dataset);
  // Points are learnt in a blink, in which there is nothing to see.
  if (dataset.kind !== shownKind) lesson.slow = dataset.kind === "points";
  shownKind = dataset.kind;
  find("[data-boundary-section]").hidden = !plane;
  find("[data-probe-section]").hidden = !digits;
  find("[data-weights-section]").hidden = !digits;
  find("[data-mistakes-section]").hidden = dataset.classes === null;
  describe();
  curves.open(dataset.classes !== null, dataset.unit?.deviation ?? 1);
  if (plane) boundary.open(dataset);
  probe.open(digits ? net : null);
  controls.preview(digits ? net : null, dataset);
  examination.clear();
  if (dataset.classes) mistakes.open(dataset);
  showRun();
  showHash();
  showWeights();
  look.ask();
}

/** What follows the weights, each as often as it is worth. */
function showWeights() {
  planeView.ask();
  kernelView.ask();
  if (lesson.dataset?.kind === "digits") probe.read();
}

/** @param {{ name: string, shape: number[], values: Float32Array }[]} parameters */
function firstKernel(parameters) {
  return parameters.find(({ name }) => name.endsWith("/kernel")) ?? null;
}

const planeView = new WhenSeen(find("[data-boundary]"), 120, () => {
  if (lesson.net && lesson.dataset && Boundary.suits(lesson.dataset)) boundary.ask(lesson.net);
});
const kernelView = new WhenSeen(find("[data-weights-section]"), 300, () => {
  if (lesson.net && lesson.dataset?.kind === "digits") weights.show(firstKernel(lesson.net.parameters()));
});
const look = new WhenSeen(find("[data-mistakes-section]"), kExaminePause, () => {
  if (lesson.net && lesson.dataset) examination.look(lesson.net, lesson.dataset);
});

// ---- what is said

function score() {
  const validation = lesson.progress?.validation;
  if (!validation) return "";
  if (validation.accuracy !== null)
    return language.text("run.say.accuracy", { accuracy: language.percent(validation.accuracy) });
  const error = (validation.meanAbsoluteError ?? 0) * (lesson.dataset?.unit?.deviation ?? 1);
  return language.text("run.say.error", { error: language.brief(error) });
}

function speakOfEpoch() {
  if (performance.now() - spoken < kQuiet) return;
  spoken = performance.now();
  const words = { epoch: lesson.epoch, goal: lesson.goal, score: score() };
  announcer.say(language.text("run.say.epoch", words));
}

function speakOfPhase() {
  const { phase, progress, epoch, trouble: reason } = lesson;
  if (phase === "running") {
    spoken = performance.now();
    announcer.say(language.text("run.say.start"));
  } else if (phase === "paused") {
    announcer.say(language.text("run.say.pause", { epoch: progress?.epoch ?? 1, step: progress?.step ?? 0 }));
  } else if (!reason && progress && progress.step === progress.steps) {
    announcer.say(language.text("run.say.done", { epochs: epoch, score: score() }));
  }
}

/** @param {TextKey} key @param {Values} [values] */
function say(key, values = {}) {
  said = [key, values];
  find("[data-said]").textContent = language.text(key, values);
}

// ---- the address

function writeLink() {
  history.replaceState(null, "", `${location.pathname}${location.search}#${formatLink(controls.settings)}`);
}

function readLink() {
  const { settings, refused } = parseLink(location.hash);
  if (refused.length > 0) {
    const parts = refused.map(({ name, value }) => `${name}=${value}`).join(", ");
    const flaw = refused.find((one) => one.flaw)?.flaw;
    if (flaw) trouble.show("trouble.link", { parts }, new Refusal(`link.${flaw}`));
    else trouble.say("trouble.link", { parts });
  }
  if (settings.data === "own" && !own) {
    trouble.say("data.own.missing");
    return defaultsFor();
  }
  return settings;
}

// ---- files

/** @param {File} file */
function take(file) {
  if (/\.safetensors$/i.test(file.name)) takeModel(file);
  else takeCsv(file);
}

/** @param {File} file */
async function takeCsv(file) {
  try {
    if (file.size > kLargestCsv) throw new Refusal("data.large", { size: kLargestCsv / 1e6 });
    const table = readCsv(new Uint8Array(await file.arrayBuffer()));
    const rows = table.y.length;
    if (rows < kLeastRows) throw new Refusal("data.small", { rows });
    own = { name: file.name, table };
  } catch (error) {
    trouble.show("trouble.csv", { name: file.name }, error);
    return;
  }
  trouble.hide();
  controls.show({ ...defaultsFor("own"), seed: controls.settings.seed });
  controls.offerOwn(file.name);
  writeLink();
  await lesson.settle();
  rebuild(controls.settings);
}

/** @param {File} file */
async function takeModel(file) {
  await restore(file.name, new Uint8Array(await file.arrayBuffer()));
}

/**
 * @param {string} name
 * @param {Uint8Array} bytes
 * @returns {Promise<boolean>}
 */
async function restore(name, bytes) {
  const mine = ++wish;
  /** @type {TextKey} */
  let words = "keep.loaded";
  try {
    const { net, settings, pure } = await openModel(bytes, controls.settings);
    try {
      const dataset = await fetchDataset(settings, own);
      checkFit(net, dataset);
      if (mine !== wish) throw new Refusal("data.loading");
      await lesson.open(dataset, settings, { net, pure });
      if (!isTold(net, dataset, settings)) words = "keep.loaded.near";
    } catch (error) {
      net.dispose();
      throw error;
    }
    controls.show(settings);
  } catch (error) {
    if (mine === wish) trouble.show("trouble.model", { name }, error);
    return false;
  }
  loading = false;
  trouble.hide();
  writeLink();
  describe();
  showRun();
  const { epoch, step } = lesson;
  say(words, { name, epoch: language.number(epoch), step: language.number(step) });
  return true;
}

async function modelBytes() {
  const bytes = await lesson.save();
  return withLink(bytes, formatLink(lesson.settings ?? controls.settings), lesson.pure);
}

async function saveFile() {
  const bytes = await modelBytes();
  const name = `glia-${lesson.dataset?.id}-${lesson.epoch}.safetensors`;
  download(name, bytes);
  say("keep.saved", { name });
}

async function keepHere() {
  const { settings, dataset, pure } = lesson;
  if (!settings || !dataset) return;
  const bytes = await modelBytes();
  const { epoch } = lesson;
  const name = language.text("keep.entry", {
    data: dataset.name || language.text(/** @type {TextKey} */ (`data.${dataset.id}`)),
    layers: [dataset.inputs, ...settings.layers.map(writeLayer), dataset.classes?.length ?? 1].join("-"),
    epoch,
  });
  const entry = { name, epoch, pure, bytes, time: Date.now(), link: formatLink(settings), curves: past.copy() };
  try {
    await shelf.put(entry);
    say("keep.kept");
  } catch {
    say("keep.refused");
  }
  await kept.refresh();
}

// ---- wiring

lesson.addEventListener("open", openViews);
lesson.addEventListener("phase", () => {
  showRun();
  showHash();
  speakOfPhase();
});
lesson.addEventListener("mode", showMode);
lesson.addEventListener("rest", () => {
  showRun();
  showHash();
  showWeights();
  look.ask();
});
lesson.addEventListener("progress", () => {
  showRun();
  showWeights();
  if (!lesson.progress?.validation) return;
  look.ask();
  if (lesson.phase === "running") speakOfEpoch();
});
lesson.addEventListener("trouble", () => {
  const reason = lesson.trouble;
  if (isDivergence(reason)) trouble.diverged(reason, (lesson.settings?.rate ?? 0.1) / 10);
  else trouble.show("trouble.stopped", {}, reason);
});
trouble.addEventListener("remedy", () => {
  const rate = Number(((lesson.settings?.rate ?? 0.1) / 10).toPrecision(6));
  controls.show({ ...controls.settings, rate });
  adopt();
});

controls.addEventListener("change", adopt);

/**
 * @param {string} selector
 * @param {() => void} act unless the button is off
 */
function onClick(selector, act) {
  const button = find(selector);
  button.addEventListener("click", () => {
    if (button.getAttribute("aria-disabled") !== "true") act();
  });
}
onClick("[data-start]", startOrPause);
onClick("[data-step]", () => lesson.takeStep());
onClick("[data-epoch]", () => lesson.takeEpoch());
onClick("[data-reset]", reset);
onClick("[data-slow]", () => {
  lesson.slow = !lesson.slow;
  showRun();
});
onClick("[data-undo-settings]", () => {
  if (lesson.settings) controls.show(lesson.settings);
  adopt();
  find("[data-start]").focus();
});
onClick("[data-save]", saveFile);
onClick("[data-keep]", keepHere);
onClick("[data-link]", async () => {
  try {
    await navigator.clipboard.writeText(location.href);
    say("keep.copied");
  } catch {
    say("keep.copyfailed");
  }
});
kept.addEventListener("load", async () => {
  const entry = kept.chosen;
  if (entry && (await restore(entry.name, entry.bytes))) past.restore(entry.curves);
});
kept.addEventListener("delete", async () => {
  if (kept.chosen?.id !== undefined) await shelf.remove(kept.chosen.id);
  await kept.refresh();
  kept.focus();
  say("keep.deleted");
});

for (const [selector, open] of /** @type {[string, (file: File) => void][]} */ ([
  ["[data-csv]", takeCsv],
  ["[data-model]", takeModel],
])) {
  const picker = /** @type {HTMLInputElement} */ (find(selector));
  picker.addEventListener("change", () => {
    const [file] = picker.files ?? [];
    if (file) open(file);
    picker.value = ""; // so that the same file can be opened again after it was mended
  });
}
acceptDrops(take);

language.offer();
language.addEventListener("change", () => {
  describe();
  showRun();
  showHash();
  if (said) say(...said);
});

for (const query of ["(prefers-color-scheme: dark)", "(forced-colors: active)"]) {
  matchMedia(query).addEventListener("change", () => {
    for (const view of [controls, curves, boundary, weights, mistakes]) view.repaint();
  });
}

addEventListener("hashchange", () => {
  if (location.hash.slice(1) === formatLink(controls.settings)) return;
  controls.show(readLink());
  adopt();
});

kept.refresh();
controls.show(readLink());

// On a small screen the training comes first, and what it is made of waits behind one line.
const wide = matchMedia("(min-width: 60rem)").matches;
/** @type {HTMLDetailsElement} */ (find("[data-network]")).open = wide;
/** @type {HTMLDetailsElement} */ (find("[data-augment]")).open =
  wide && Object.keys(controls.settings.augment).length > 0;

adopt();
describe();
