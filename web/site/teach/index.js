// @ts-check
import { argmax } from "../../src/base/argmax.js";
import { DivergedError, Network } from "../../src/index.js";
import { Announcer } from "../../src/ui/announce.js";
import { download } from "../download.js";
import { fetchPictures } from "../fetching.js";
import { find, onPress } from "../../src/ui/dom.js";
import { Refusal } from "../refusal.js";
import { teachEn } from "../text/teach-en.js";
import { teachKo } from "../text/teach-ko.js";
import { Collection } from "./collection.js";
import { kEnough, teach } from "./course.js";
import { kPanel } from "./markup.js";
import { answersOf, copyOf } from "./measure.js";
import { Scores } from "./scores.js";
import { Strip } from "./strip.js";
import { Tray } from "./tray.js";

/** @typedef {import("../language.js").Language} Language */
/** @typedef {import("../language.js").TextKey} TextKey */
/** @typedef {import("../language.js").Values} Values */
/** @typedef {import("../../src/elements/draw.js").GliaDraw} GliaDraw */
/** @typedef {import("../networks.js").About} About */
/** @typedef {import("../networks.js").Known} Known */
/** @typedef {import("../networks.js").Networks} Networks */
/** @typedef {import("./course.js").Outcome} Outcome */
/** @typedef {import("./course.js").Report} Report */
/**
 * @typedef {object} Lesson
 * @property {About} before
 * @property {Uint8Array} file the network before, as a file
 * @property {Lesson} [earlier] the lesson before, of that network
 * @property {Outcome} outcome
 */

const kTaught = "taught";

/** The section in which the network in use learns a person's own handwriting. */
export class Teach {
  #element;
  #language;
  #draw;
  #networks;
  #collection = new Collection();
  #strip;
  #tray;
  #scores;
  #announcer;
  /** The last lesson of each taught network. @type {WeakMap<Network, Lesson>} */ #lessons = new WeakMap();
  /** Stops the lesson that is running. @type {AbortController | null} */ #running = null;
  /** The state of the lesson as a text, in the language of now. @type {() => string} */
  #status = () => "";
  #readings = 0;

  /**
   * @param {HTMLElement} element
   * @param {Language} language
   * @param {GliaDraw} draw
   * @param {Networks} networks
   */
  constructor(element, language, draw, networks) {
    this.#element = element;
    this.#language = language;
    this.#draw = draw;
    this.#networks = networks;
    element.innerHTML = kPanel;
    language.add({ en: teachEn, ko: teachKo });
    this.#strip = new Strip(draw, this.#collection, language);
    this.#tray = new Tray(this.#part("tray"), language);
    this.#scores = new Scores(this.#part("result"), language);
    this.#announcer = new Announcer(this.#part("announce"));
    language.apply();
    this.#wire();
    this.#collection.open();
    this.#adapt();
  }

  repaint() {
    this.#tray.repaint();
  }

  /** @param {string} name */
  #part(name) {
    return find(`[data-teach-${name}]`, this.#element);
  }

  #wire() {
    this.#draw.addEventListener("glia-network", () => this.#adapt());
    this.#language.addEventListener("change", () => this.#paint());
    this.#collection.addEventListener("change", () => {
      this.#tray.show(this.#collection.entries);
      this.#paint();
      this.#readAll();
    });
    this.#strip.addEventListener("name", () => this.#store());
    this.#strip.addEventListener("takeback", () => this.#takeBack());
    this.#strip.addEventListener("finish", () => this.#finish());
    this.#tray.addEventListener("remove", () => {
      if (this.#tray.chosen) this.#remove([this.#tray.chosen]);
    });
    this.#onPress("collect", () => this.#collect());
    this.#onPress("clear", () => this.#remove(this.#collection.entries));
    this.#onPress("restore", () => this.#collection.restore());
    this.#onPress("start", () => (this.#running ? this.#running.abort() : this.#teach()));
    this.#onPress("undo", () => this.#undo());
    this.#onPress("save", () => this.#save());
  }

  /** @param {string} name @param {() => void} act */
  #onPress(name, act) {
    onPress(this.#part(name), act);
  }

  // ---- collecting

  #collect() {
    this.#strip.open = true;
    this.#strip.canTakeBack = false;
    this.#draw.focus();
  }

  #finish() {
    this.#strip.open = false;
    this.#element.scrollIntoView({ block: "start" });
    this.#part(this.#ready ? "start" : "collect").focus({ preventScroll: true });
  }

  #store() {
    const { label } = this.#strip;
    const drawn = this.#draw.read();
    if (!drawn) return;
    this.#collection.add(label, drawn.pixels);
    this.#draw.clear();
    const count = this.#collection.counts[label];
    this.#strip.say(
      this.#text(count > kEnough ? "teach.stored.enough" : "teach.stored", { digit: label, count, enough: kEnough }),
    );
    this.#strip.canTakeBack = true;
  }

  #takeBack() {
    const last = this.#collection.entries.at(-1);
    if (!last) return;
    this.#collection.remove([last]);
    if (!this.#draw.read()) this.#draw.undo();
    this.#strip.say(this.#text("teach.takenback", { digit: last.label }));
    this.#strip.canTakeBack = false;
  }

  /** @param {readonly import("./collection.js").Mine[]} entries */
  #remove(entries) {
    this.#collection.remove(entries);
    this.#announcer.say(this.#text("teach.removed", { count: entries.length }));
    if (this.#collection.entries.length === 0) this.#part("restore").focus();
  }

  get #ready() {
    return this.#collection.counts.some((count) => count >= kEnough);
  }

  /** Has the network in use predict every digit collected. */
  async #readAll() {
    const mine = ++this.#readings;
    const current = this.#networks.current;
    const { entries, digits } = this.#collection;
    if (current?.subject !== "digits" || entries.length === 0) return;
    // A copy, because the page shows the activations of the last prediction.
    const copy = await copyOf(current.net);
    const answers = await answersOf(copy, digits);
    copy.dispose();
    if (mine !== this.#readings) return;
    this.#tray.mark(new Map(entries.map(({ id }, i) => [id, argmax(answers.subarray(i * 10, i * 10 + 10))])));
  }

  // ---- the lesson

  async #teach() {
    const current = this.#networks.current;
    if (!current || !this.#ready) return;
    const running = (this.#running = new AbortController());
    this.#part("progress").setAttribute("value", "0");
    this.#say("teach.loading");
    this.#announcer.say(this.#text("teach.say.start"));
    this.#paint();
    try {
      const [known, test] = await Promise.all(["mnist-train-10000", "mnist-test"].map((name) => fetchPictures(name)));
      const outcome = await teach(
        current.net,
        this.#collection.digits,
        { known, test },
        { frozen: /** @type {HTMLInputElement} */ (find("input[value=frozen]", this.#element)).checked },
        { signal: running.signal, report: (report) => this.#report(report) },
      );
      await this.#adopt(current, outcome);
    } catch (error) {
      this.#say(...this.#explain(error, running.signal.aborted));
      this.#announcer.say(this.#status());
    } finally {
      this.#running = null;
      this.#paint();
    }
  }

  /** @param {Report} report */
  #report(report) {
    if (report.stage === "measuring") this.#say("teach.measuring");
    else {
      this.#part("progress").setAttribute("value", String(report.share));
      this.#say("teach.epoch", { epoch: report.epoch, epochs: report.epochs });
    }
  }

  /**
   * @param {Known} current the network before
   * @param {Outcome} outcome
   */
  async #adopt({ net, ...before }, outcome) {
    this.#lessons.set(outcome.taught, { before, file: net.save(), earlier: this.#lessons.get(net), outcome });
    this.#running = null;
    const name = `${before.name.replace(/(-taught)?(\.safetensors)?$/, "")}-taught.safetensors`;
    await this.#networks.use({
      ...before,
      id: kTaught,
      name,
      net: outcome.taught,
      bytes: outcome.taught.save().length,
    });
    this.#say("teach.done");
    this.#announcer.say(this.#scores.verdict);
  }

  /**
   * @param {unknown} error
   * @param {boolean} stopped
   * @returns {[TextKey, Values]}
   */
  #explain(error, stopped) {
    if (stopped) return ["teach.stopped", {}];
    if (error instanceof Refusal) return [error.key, error.values];
    if (error instanceof DivergedError) return ["teach.diverged", {}];
    return ["teach.failed", { reason: error instanceof Error ? error.message : String(error) }];
  }

  get #lesson() {
    const current = this.#networks.current;
    return current ? this.#lessons.get(current.net) : undefined;
  }

  async #undo() {
    const current = this.#networks.current;
    const lesson = this.#lesson;
    if (!current || !lesson) return;
    const net = await Network.load(lesson.file, { build: current.net.build });
    if (lesson.earlier) this.#lessons.set(net, lesson.earlier);
    await this.#networks.use({ ...lesson.before, net });
    this.#say("teach.undone");
    this.#announcer.say(this.#status());
    this.#part("start").focus();
  }

  #save() {
    const current = this.#networks.current;
    if (!current) return;
    download(current.name, current.net.save());
    this.#say("teach.saved", { name: current.name });
    this.#announcer.say(this.#status());
  }

  // ---- showing

  /** Another network is in use. */
  #adapt() {
    this.#running?.abort();
    if (this.#networks.current?.subject !== "digits") this.#strip.open = false;
    this.#scores.show(this.#lesson?.outcome ?? null);
    this.#status = () => "";
    this.#paint();
    this.#readAll();
  }

  #paint() {
    const { entries, kept, canRestore } = this.#collection;
    const running = this.#running !== null;
    const fits = this.#networks.current?.subject === "digits";
    this.#part("unfit").hidden = fits;
    this.#part("fit").hidden = !fits;
    this.#part("count").textContent = this.#countSentence();
    this.#part("tray-keys").hidden = entries.length === 0;
    this.#part("unkept").hidden = kept;
    this.#enable("clear", entries.length > 0);
    this.#enable("restore", canRestore);
    this.#enable("start", running || this.#ready);
    this.#part("collect").classList.toggle("primary", !this.#ready);
    this.#part("progress").hidden = !running;
    this.#part("start").textContent = this.#text(running ? "teach.stop" : "teach.start");
    this.#part("status").textContent = this.#status();
  }

  #countSentence() {
    const { entries, counts } = this.#collection;
    if (entries.length === 0) return this.#text("teach.none");
    const missing = counts.flatMap((count, digit) =>
      count < kEnough ? [this.#text("teach.lacks", { digit, count: kEnough - count })] : [],
    );
    const words = { count: entries.length, missing: missing.join(", ") };
    return this.#text(missing.length > 0 ? (this.#ready ? "teach.more" : "teach.few") : "teach.enough", words);
  }

  /** @param {TextKey} key @param {Values} [values] */
  #say(key, values = {}) {
    this.#status = () => this.#text(key, values);
    this.#part("status").textContent = this.#status();
  }

  /** @param {string} name @param {boolean} on */
  #enable(name, on) {
    this.#part(name).setAttribute("aria-disabled", String(!on));
  }

  /** @param {TextKey} key @param {Values} [values] */
  #text(key, values) {
    return this.#language.text(key, values);
  }
}
