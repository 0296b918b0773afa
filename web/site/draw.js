// @ts-check
import { FormatError, GliaError, normalizeDigit, readIdx, SpecError } from "../src/index.js";
import { Announcer } from "./announce.js";
import { Bars } from "./bars.js";
import { fetchFacts, fetchNetwork, kOffers, openNetwork } from "./catalogue.js";
import { Chooser } from "./chooser.js";
import { acceptDrops } from "./drop.js";
import { find } from "./find.js";
import { Language } from "./language.js";
import { describeLayer, Layers } from "./layers.js";
import { isUndo, Pad } from "./pad.js";
import { Refusal } from "./refusal.js";
import { Samples } from "./samples.js";
import { Stages } from "./stages.js";
import { Why } from "./why.js";

/** @typedef {import("../src/index.js").Network} Network */
/** @typedef {import("../src/data/digit.js").Digit} Digit */
/** @typedef {{ id: string, name: string, net: Network, bytes?: number }} Reader */

const kOwn = "own";

/**
 * How sure an answer sounds, from each of these probabilities on.
 *
 * @type {[number, "certain" | "sure" | "likely" | "unsure"][]}
 */
const kDegrees = [
  [0.99, "certain"],
  [0.9, "sure"],
  [0.6, "likely"],
  [0, "unsure"],
];

const language = new Language();
language.apply();

const pad = new Pad(/** @type {HTMLCanvasElement} */ (find("#pad")));
const bars = new Bars(find("[data-bars]"), language);
const stages = new Stages(find("[data-stages]"));
const layers = new Layers(find("[data-layers]"), language);
const why = new Why(find("[data-whys]"), language);
const samples = new Samples(find("[data-samples]"), language);
const chooser = new Chooser(find("[data-models]"), find("[data-card]"), language);
const announcer = new Announcer(find("[data-announce]"));

/** @type {Digit} */
let digit = normalizeDigit(pad.ink());

/** @type {Float32Array | null} */
let probabilities = null;

/** @type {Reader | null} */
let reader = null;

/** Networks fetched before, so that going back to one is instant. @type {Map<string, Reader>} */
const readers = new Map();

/** @type {Awaited<ReturnType<typeof fetchFacts>>} */
let facts = new Map();

/** The latest wish for a network: an answer to an older one comes too late to count. */
let wish = 0;
let loading = true;
/** The class said last. @type {number | undefined} */
let announced;

// ---- reading

function read() {
  if (pad.empty) pad.eraser = false; // on an empty sheet it would only look as if the pad did not work
  digit = normalizeDigit(pad.ink());
  stages.show(digit.stages);
  probabilities = reader && !digit.blank ? reader.net.predict(digit.pixels) : null;
  layers.show(reader && probabilities ? reader.net.activations() : []);
  bars.show(probabilities);
  explain();
  showAnswer();
  showTools();
  if (ranking()[0] !== announced) announce();
}

function explain() {
  if (!reader || !probabilities) {
    why.show(null);
    return;
  }
  const looked = bars.looked ?? ranking()[0];
  why.show({ digit: looked, pixels: digit.pixels, gradient: slopes(reader.net, looked) });
}

/**
 * How the score of a digit changes with every pixel; null where a step activation leaves no slope to tell.
 *
 * @param {Network} net
 * @param {number} looked
 */
function slopes(net, looked) {
  try {
    return net.inputGradient(digit.pixels, looked);
  } catch (error) {
    if (error instanceof SpecError) return null;
    throw error;
  }
}

/** The classes from most to least probable; empty when there is no answer. */
function ranking() {
  const values = probabilities;
  return values ? [...values.keys()].sort((a, b) => values[b] - values[a]) : [];
}

function doubt() {
  const [top, second] = ranking();
  const most = probabilities ? probabilities[top] : 0;
  const [, degree] = kDegrees.find(([least]) => most >= least) ?? kDegrees[kDegrees.length - 1];
  return { degree, words: { digit: top, second, percent: language.percent(most, 0) } };
}

function showAnswer() {
  const answer = find("[data-answer]");
  const [top] = ranking();
  answer.textContent = top === undefined ? "–" : String(top);
  answer.classList.toggle("blank", top === undefined);
  find("[data-sentence]").textContent = answerSentence();
}

function answerSentence() {
  if (loading && !reader) return language.text("answer.loading");
  if (!reader) return language.text("answer.missing");
  if (!probabilities) return language.text("answer.blank");
  const { degree, words } = doubt();
  return language.text(`answer.${degree}`, words);
}

function announce() {
  const [top] = ranking();
  announced = top;
  if (!reader) return;
  const { degree, words } = doubt();
  announcer.say(top === undefined ? language.text("answer.say.blank") : language.text(`answer.say.${degree}`, words));
}

function showTools() {
  // Not `disabled`: a button that is switched off by its own press would take the keyboard's focus with it.
  find("[data-undo]").setAttribute("aria-disabled", String(!pad.canUndo));
  find("[data-clear]").setAttribute("aria-disabled", String(pad.empty));
  find("[data-eraser]").setAttribute("aria-disabled", String(pad.empty));
  find("[data-eraser]").setAttribute("aria-pressed", String(pad.eraser));
  find("[data-invite]").hidden = !pad.empty;
}

function showCursor() {
  const { shown, down, column, row } = pad.cursor;
  find("[data-cursor]").textContent = shown
    ? language.text(down ? "pad.cursor.down" : "pad.cursor.up", { column, row })
    : "";
}

// ---- networks

/**
 * Puts a network in the place of the one in use, if it can be had; if not, everything stays and the reason is shown.
 *
 * @param {string} id
 * @param {string} name what the reader knows it by
 * @param {() => Promise<{ net: Network, bytes?: number }>} open
 */
async function use(id, name, open) {
  const mine = ++wish;
  loading = true;
  showAnswer();
  try {
    const opened = await open();
    if (mine === wish) adopt({ id, name, ...opened });
  } catch (error) {
    if (mine === wish) {
      refuse(name, error);
      // A file that came before the page's own network had is no reason to be left with none.
      if (!reader && id === kOwn) withoutLosing(trouble, () => useOffer(kOffers[0].id));
    }
  } finally {
    if (mine === wish) {
      loading = false;
      chooser.mark(reader?.id ?? "");
      read();
    }
  }
}

/**
 * Does something that would take a complaint off the page, and puts it back.
 *
 * @param {typeof trouble} complaint
 * @param {() => Promise<void>} act
 */
async function withoutLosing(complaint, act) {
  await act();
  trouble = complaint;
  trouble?.();
}

/** @param {Reader} next */
function adopt(next) {
  const replaced = readers.get(next.id);
  if (replaced && replaced.net !== next.net) replaced.net.dispose();
  reader = next;
  readers.set(next.id, next);
  hideTrouble();
  next.net.predict(digit.pixels);
  layers.open(next.net.spec.layers, next.net.activations());
  find("[data-layers-note]").hidden = layers.empty;
  find("[data-layers-none]").hidden = !layers.empty;
  describe();
}

/** @param {string} id */
async function useOffer(id) {
  const offer = kOffers.find((one) => one.id === id);
  const known = readers.get(id);
  if (known) await use(id, known.name, async () => known);
  else if (offer) await use(id, offer.file, async () => ({ net: await fetchNetwork(offer) }));
}

/** @param {File} file */
function useFile(file) {
  use(kOwn, file.name, async () => ({ net: await openNetwork(await file.arrayBuffer()), bytes: file.size }));
}

/** Writes the choices and the card again, in the language of now. */
function describe() {
  for (const { id, title, note } of kOffers) {
    chooser.offer(id, { title: language.text(title), note: language.text(note) });
  }
  const own = readers.get(kOwn);
  if (own)
    chooser.offer(kOwn, {
      title: language.text("model.own", { name: own.name }),
      note: language.text("model.own.note"),
    });
  if (!reader) return;
  chooser.mark(reader.id);

  const { net, name } = reader;
  const known = reader.id === kOwn ? undefined : facts.get(name);
  const outputs = net.activations();
  const units = outputs.map(({ shape }) => shape[shape.length - 1]);
  chooser.describe({
    layers: [
      net.spec.input.join(" × "),
      ...net.spec.layers.map((layer, i) => describeLayer(layer, units[i], language)),
    ].join(" → "),
    parameters: net.parameters().reduce((sum, { values }) => sum + values.length, 0),
    accuracy: known?.accuracy,
    bytes: known?.bytes ?? reader.bytes,
  });
}

// ---- trouble

/** What went wrong, kept so that it can be said again in another language. @type {(() => void) | null} */
let trouble = null;

/**
 * @param {string} name
 * @param {unknown} error
 */
function refuse(name, error) {
  trouble = () => {
    const [summary, reason] = explainTrouble(shorten(name), error);
    find("[data-trouble-summary]").textContent = summary;
    find("[data-trouble-detail]").textContent = reason;
    find("[data-trouble]").hidden = false;
  };
  trouble();
  const more = /** @type {HTMLDetailsElement} */ (find("[data-trouble-more]"));
  more.open = false;
  more.hidden = error instanceof Refusal;
  find("[data-trouble-library]").textContent = error instanceof Error ? error.message : String(error);
}

/**
 * @param {string} name
 * @param {unknown} error
 * @returns {[string, string]}
 */
function explainTrouble(name, error) {
  if (error instanceof Refusal) {
    const reason = language.text(error.key, error.values);
    return reader ? [language.text("trouble.file", { name }), reason] : [reason, ""];
  }
  if (error instanceof GliaError && error.where === "engine") return [language.text("trouble.wasm"), ""];
  return [
    language.text(reader ? "trouble.file" : "answer.missing", { name }),
    error instanceof FormatError ? language.text("trouble.format") : "",
  ];
}

/**
 * A file's name with its middle left out if it is long: its beginning and its ending tell it apart.
 *
 * @param {string} name
 */
function shorten(name) {
  const letters = [...name.normalize()]; // macOS hands out Hangul in parts, which are not to be cut apart
  return letters.length <= 36 ? name : `${letters.slice(0, 18).join("")}…${letters.slice(-16).join("")}`;
}

function hideTrouble() {
  trouble = null;
  find("[data-trouble]").hidden = true;
}

// ---- wiring

pad.addEventListener("change", read);
pad.addEventListener("rest", announce);
pad.addEventListener("cursor", showCursor);
bars.addEventListener("look", explain);
samples.addEventListener("pick", () => {
  if (!samples.picked) return;
  bars.letGo();
  pad.show(samples.picked);
});
chooser.addEventListener("choose", () => useOffer(chooser.chosen));

find("[data-eraser]").addEventListener("click", () => {
  pad.eraser = !pad.eraser && !pad.empty;
  showTools();
});
find("[data-undo]").addEventListener("click", () => pad.undo());
find("[data-clear]").addEventListener("click", () => pad.clear());
find("[data-more]").addEventListener("click", () => samples.turn());
find("[data-trouble-close]").addEventListener("click", hideTrouble);

const picker = /** @type {HTMLInputElement} */ (find("[data-file]"));
picker.addEventListener("change", () => {
  const [file] = picker.files ?? [];
  if (file) useFile(file);
  picker.value = ""; // so that the same file can be opened again after it was mended
});
acceptDrops(useFile);

document.addEventListener("keydown", (event) => {
  if (event.defaultPrevented || !isUndo(event)) return;
  const typing = event.target instanceof HTMLInputElement && !["radio", "file"].includes(event.target.type);
  if (typing) return;
  event.preventDefault();
  pad.undo();
});

for (const button of document.querySelectorAll("[data-tongue]")) {
  button.addEventListener("click", () => {
    language.choose(/** @type {import("./language.js").Tongue} */ (button.getAttribute("data-tongue")));
  });
}
function showTongue() {
  for (const button of document.querySelectorAll("[data-tongue]")) {
    button.setAttribute("aria-pressed", String(button.getAttribute("data-tongue") === language.tongue));
  }
}
language.addEventListener("change", () => {
  showTongue();
  describe();
  showAnswer();
  showCursor();
  trouble?.();
  if (probabilities) announce();
});

for (const query of ["(prefers-color-scheme: dark)", "(forced-colors: active)"]) {
  matchMedia(query).addEventListener("change", () => {
    for (const view of [pad, stages, layers, why, samples]) view.repaint();
  });
}

async function loadSamples() {
  const [images, labels] = await Promise.all(
    ["images", "labels"].map(async (part) => {
      const response = await fetch(`dist/data/samples.${part}.idx`);
      if (!response.ok) throw new Error(`${response.status} for the samples' ${part}`);
      return readIdx(new Uint8Array(await response.arrayBuffer()));
    }),
  );
  samples.open(images, labels);
}

showTongue();
showTools();
describe();
useOffer(kOffers[0].id);
fetchFacts().then((found) => {
  facts = found;
  describe();
});
// Without samples the page is whole but for them, so their absence is no trouble to report.
loadSamples().catch(() => {
  find("[data-sample-section]").hidden = true;
});
