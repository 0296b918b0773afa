// @ts-check
import { FormatError, GliaError } from "../src/index.js";
import { Announcer } from "../src/ui/announce.js";
import { kBarsStyles } from "../src/ui/bars.js";
import { Board, kBoardStyles } from "../src/ui/board.js";
import { find } from "../src/ui/dom.js";
import { isUndo } from "../src/ui/pad.js";
import { prepare } from "../src/ui/reading.js";
import { onScheme } from "../src/ui/scheme.js";
import { sheetOf } from "../src/ui/sheet.js";
import { kPictureStyles, kStageStyles, Stages } from "../src/ui/stages.js";
import { kVerdictStyles, rank, Verdict } from "../src/ui/verdict.js";
import { kWhyStyles, Why } from "../src/ui/why.js";
import { LookedBars } from "./bars.js";
import { fetchFacts, fetchNetwork, kOffers, openNetwork } from "./catalogue.js";
import { Chooser } from "./chooser.js";
import { acceptDrops } from "./drop.js";
import { fetchPictures } from "./fetching.js";
import { describeLayer } from "./inside/describe.js";
import { Language } from "./language.js";
import { Layers } from "./layers.js";
import { Nearest } from "./nearest.js";
import { Refusal } from "./refusal.js";
import { Samples } from "./samples.js";
import { sentenceOf } from "./why.js";

/** @typedef {import("../src/index.js").Network} Network */
/** @typedef {import("./language.js").TextKey} TextKey */
/** @typedef {import("../src/ui/reading.js").Subject} Subject */
/** @typedef {{ id: string, name: string, net: Network, subject: Subject, bytes?: number, unsure?: number }} Reader */

const kOwn = "own";

/** Where the build has put pictures that no network has seen. @type {Record<Subject, string>} */
const kSamples = { digits: "samples", clothes: "fashion" };

const language = new Language();
language.apply();

document.adoptedStyleSheets = [kBoardStyles, kVerdictStyles, kBarsStyles, kPictureStyles, kStageStyles, kWhyStyles].map(
  sheetOf,
);

const board = new Board(find("[data-board]"), language);
const { pad } = board;
const bars = new LookedBars(find("[data-bars]"), language);
const stages = new Stages(find("[data-stages]"), language);
const nearest = new Nearest(find("[data-nearest]"), language);
const layers = new Layers(find("[data-layers]"), language);
const why = new Why(find("[data-whys]"), find("#why-heading"), language, (told) => sentenceOf(language, told));
const samples = new Samples(find("[data-samples]"), language);
const chooser = new Chooser(find("[data-models]"), find("[data-card]"), language);
const announcer = new Announcer(find("[data-announce]"));
const verdict = new Verdict(find("[data-verdict]"), language, (text) => announcer.say(text));

/** @type {Subject} */
let subject = "digits";
let reading = prepare(pad.ink(), subject);

/** @type {Float32Array | null} */
let probabilities = null;

/** @type {Reader | null} */
let reader = null;

/** Told of every network that comes into use. @type {(() => void)[]} */
const followers = [];

/** Networks fetched before, so that going back to one is instant. @type {Map<string, Reader>} */
const readers = new Map();

/** @type {Awaited<ReturnType<typeof fetchFacts>>} */
let facts = new Map();

/** The latest wish for a network: an answer to an older one comes too late to count. */
let wish = 0;
let loading = true;

// ---- reading

function read() {
  reading = prepare(pad.ink(), subject);
  const { pixels, blank } = reading;
  const net = reader?.net;
  stages.show(reading.steps, net ?? null, subject);
  probabilities = net && !blank ? net.predict(pixels) : null;
  layers.show(net && probabilities ? net.activations() : [], pixels);
  bars.show(probabilities);
  nearest.show(blank || subject !== "digits" ? null : pixels);
  explain();
  showAnswer();
  if (reader) verdict.sayIfNew();
}

function explain() {
  const net = probabilities && reader ? reader.net : null;
  why.show(net, reading.pixels, probabilities ? (bars.looked ?? rank(probabilities)[0]) : 0, subject);
}

function showAnswer() {
  verdict.show(reader && probabilities && { probabilities, subject, unsure: doubtOf(reader) }, whyNoAnswer());
}

/** @returns {"answer.blank" | "answer.loading" | "answer.missing"} */
function whyNoAnswer() {
  if (reader) return "answer.blank";
  return loading ? "answer.loading" : "answer.missing";
}

/**
 * The probability below which a network's answer is doubtful.
 *
 * @param {Reader} one
 */
function doubtOf(one) {
  return one.unsure ?? factsOf(one)?.unsure;
}

/**
 * What the build measured of a network that the page offers.
 *
 * @param {Reader} one
 */
function factsOf({ id, name }) {
  return kOffers.some((offer) => offer.id === id) ? facts.get(name) : undefined;
}

// ---- networks

/**
 * Puts a network in the place of the one in use, if it can be had; if not, everything stays and the reason is shown.
 *
 * @param {string} id
 * @param {string} name what the reader knows it by
 * @param {() => Promise<{ net: Network, subject: Subject, bytes?: number }>} open
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
  if (next.subject !== subject) changeSubject(next.subject);
  next.net.predict(reading.pixels);
  layers.open(next.net);
  nameThings();
  describe();
  for (const follow of followers) follow();
}

/** @param {Subject} next */
function changeSubject(next) {
  subject = next;
  reading = prepare(pad.ink(), subject);
  bars.letGo();
  loadSamples();
}

/** Writes what depends on the network in use, in the language of now. */
function nameThings() {
  const clothes = subject === "clothes";
  bars.subject = subject;
  find("[data-nearest-section]").hidden = clothes;
  board.invite(language.text(clothes ? "pad.invite.clothes" : "pad.invite"));
  find("#samples-heading").textContent = language.text(clothes ? "samples.heading.clothes" : "samples.heading");
  find("[data-layers-note]").hidden = layers.empty;
  find("[data-layers-none]").hidden = !reader || !layers.empty;
  find("[data-layers-note]").textContent = language.text(layers.pictures ? "layers.note.maps" : "layers.note");
  find("[data-sees-note]").textContent = language.text(clothes ? "sees.note.clothes" : "sees.note");
}

/** @param {string} id */
async function useOffer(id) {
  const offer = kOffers.find((one) => one.id === id);
  const known = readers.get(id);
  if (known) await use(id, known.name, async () => known);
  else if (offer) await use(id, offer.file, async () => ({ net: await fetchNetwork(offer), subject: offer.subject }));
}

/** @param {File} file */
function useFile(file) {
  use(kOwn, file.name, async () => ({
    net: await openNetwork(await file.arrayBuffer()),
    subject: "digits",
    bytes: file.size,
  }));
}

/** Writes the choices and the card again, in the language of now. */
function describe() {
  for (const { id, title, note } of kOffers) {
    chooser.offer(id, { title: language.text(title), note: language.text(note) });
  }
  for (const { id, name } of readers.values()) {
    if (kOffers.some((offer) => offer.id === id)) continue;
    const [title, note] =
      id === kOwn
        ? [language.text("model.own", { name }), language.text("model.own.note")]
        : [language.text("model.taught"), language.text("model.taught.note")];
    chooser.offer(id, { title, note });
  }
  if (!reader) return;
  chooser.mark(reader.id);

  const { net } = reader;
  const known = factsOf(reader);
  const outputs = net.activations();
  const units = outputs.map(({ shape }) => shape[shape.length - 1]);
  chooser.describe({
    subject: reader.subject,
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
pad.addEventListener("rest", () => reader && verdict.say());
bars.addEventListener("look", explain);
samples.addEventListener("pick", () => {
  if (!samples.picked) return;
  bars.letGo();
  pad.show(samples.picked);
});
chooser.addEventListener("choose", () => useOffer(chooser.chosen));

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

language.offer();
language.addEventListener("change", () => {
  describe();
  nameThings();
  showAnswer();
  trouble?.();
  if (probabilities) verdict.say();
});

onScheme(() => {
  for (const view of [pad, stages, nearest, layers, why, samples]) view.repaint();
});

/** Without samples the page is whole but for them, so their absence is no trouble to report. */
async function loadSamples() {
  const wanted = subject;
  const section = find("[data-sample-section]");
  try {
    const pictures = await fetchPictures(kSamples[wanted], "idx");
    if (wanted !== subject) return;
    samples.open(subject, pictures);
    section.hidden = false;
  } catch {
    section.hidden = wanted === subject;
  }
}

/** The part that teaches comes last, so that the first answer does not wait for it. */
async function mountTeach() {
  const { Teach } = await import("./teach/index.js");
  find("#teach-heading").dataset.text = "teach.heading"; // which the page has no text for until now
  const teach = new Teach(find("[data-teach]"), language, {
    pad,
    current: () => reader,
    adopt: (taught) => {
      adopt({ subject, unsure: reader ? doubtOf(reader) : undefined, ...taught });
      read();
    },
    onChange: (follow) => followers.push(follow),
  });
  find("[data-teach-section]").hidden = false;
  onScheme(() => teach.repaint());
}

describe();
nameThings();
loadSamples();
useOffer(kOffers[0].id).then(mountTeach);
fetchFacts().then((found) => {
  facts = found;
  describe();
  showAnswer();
});
