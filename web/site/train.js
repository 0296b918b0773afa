// @ts-check
import { DivergedError } from "../src/index.js";
import { find, onPress } from "../src/ui/dom.js";
import { Language } from "./language.js";
import { Refusal } from "./refusal.js";
import { trainEn } from "./text/train-en.js";
import { trainKo } from "./text/train-ko.js";
import { isLinked, readLink, writeLink } from "./train/address.js";
import { Controls } from "./train/controls.js";
import { Experiment } from "./train/experiment.js";
import { Facts } from "./train/facts.js";
import { Files } from "./train/files.js";
import { RunBar } from "./train/runbar.js";
import { Speech } from "./train/speech.js";
import { Trouble } from "./train/trouble.js";
import { Views } from "./train/views.js";

const language = new Language({ en: trainEn, ko: trainKo });
const controls = new Controls(find("[data-setup]"), language);
language.apply();

const experiment = new Experiment();
const { training } = experiment;
const runBar = new RunBar(experiment, language);
const facts = new Facts(experiment, controls, language);
const views = new Views(experiment, language);
const speech = new Speech(experiment, language);
const trouble = new Trouble(language);
const files = new Files(experiment, controls, trouble, language);

// ---- what is asked for

async function rebuild() {
  try {
    return await experiment.rebuild(controls.settings);
  } catch (error) {
    trouble.show(error instanceof Refusal ? "trouble.data" : "trouble.network", {}, error);
    return false;
  }
}

const pending = () => training.network !== null && !experiment.loading && experiment.outgrown(controls.settings);

/** The user or an address changed the settings: whatever can, takes effect at once. */
function adopt() {
  writeLink(controls.settings);
  const fresh = training.step === 0 && training.phase === "idle";
  if (!training.network || experiment.loading || fresh) rebuild();
  else if (!pending()) experiment.adjust(controls.settings);
  show();
}

async function startOrPause() {
  if (training.running) {
    training.pause();
    return;
  }
  trouble.hide();
  if (pending() && !(await rebuild())) return;
  training.start();
}

async function reset() {
  if (await rebuild()) speech.say("run.say.reset");
}

const smallerRate = () => Number(((experiment.settings?.rate ?? 0.1) / 10).toPrecision(6));

// ---- what is shown

function showRun() {
  runBar.show(pending());
}

function show() {
  showRun();
  facts.show(pending());
}

// ---- wiring

experiment.addEventListener("loading", show);
experiment.addEventListener("open", () => {
  const { network, dataset } = experiment;
  controls.preview(dataset?.kind === "digits" ? network : null, dataset);
  views.open();
  show();
});
for (const type of ["phase", "mode"]) training.addEventListener(type, show);
training.addEventListener("rest", () => {
  show();
  views.follow();
  views.examine();
});
training.addEventListener("progress", () => {
  showRun();
  views.follow();
  if (training.progress?.step === training.progress?.steps) views.examine();
});
training.addEventListener("trouble", () => {
  const reason = training.trouble;
  if (reason instanceof DivergedError) trouble.diverged(reason, smallerRate());
  else trouble.show("trouble.stopped", {}, reason);
});
trouble.addEventListener("remedy", () => {
  controls.show({ ...controls.settings, rate: smallerRate() });
  adopt();
});
controls.addEventListener("change", adopt);
files.addEventListener("table", () => {
  writeLink(controls.settings);
  rebuild();
});
files.addEventListener("restored", () => {
  writeLink(controls.settings);
  show();
});

onPress(find("[data-start]"), startOrPause);
onPress(find("[data-step]"), () => training.takeStep());
onPress(find("[data-epoch]"), () => training.trainEpoch());
onPress(find("[data-reset]"), reset);
onPress(find("[data-slow]"), () => {
  experiment.slow = !experiment.slow;
  showRun();
});
onPress(find("[data-undo-settings]"), () => {
  if (experiment.settings) controls.show(experiment.settings);
  adopt();
  find("[data-start]").focus();
});
onPress(find("[data-save]"), () => files.saveFile());
onPress(find("[data-keep]"), () => files.keepHere());
onPress(find("[data-link]"), async () => {
  try {
    await navigator.clipboard.writeText(location.href);
    files.say("keep.copied");
  } catch {
    files.say("keep.copyfailed");
  }
});

language.offer();
language.addEventListener("change", show);
for (const query of ["(prefers-color-scheme: dark)", "(forced-colors: active)"]) {
  matchMedia(query).addEventListener("change", () => {
    controls.repaint();
    views.repaint();
  });
}
addEventListener("hashchange", () => {
  if (isLinked(controls.settings)) return;
  controls.show(readLink(trouble, experiment.own !== null));
  adopt();
});

controls.show(readLink(trouble, false));

// On a small screen training comes first; its settings wait behind one line.
const wide = matchMedia("(min-width: 60rem)").matches;
/** @type {HTMLDetailsElement} */ (find("[data-network]")).open = wide;
/** @type {HTMLDetailsElement} */ (find("[data-augment]")).open =
  wide && Object.keys(controls.settings.augment).length > 0;

adopt();
