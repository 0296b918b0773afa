// @ts-check
import { badShape, badSpec, GliaError } from "../base/errors.js";
import { Network } from "../network/network.js";
import { asset } from "../ui/assets.js";
import { GliaElement } from "./element.js";
import { Bars, kBarsStyles } from "../ui/bars.js";
import { Board, kBoardStyles } from "../ui/board.js";
import { make, set } from "../ui/dom.js";
import { kLayerStyles, Layers } from "../ui/layers.js";
import { paintValues } from "../ui/picture.js";
import { objectionTo } from "../ui/reader.js";
import { prepare } from "../ui/reading.js";
import { onScheme } from "../ui/scheme.js";
import { kPictureStyles, kStageStyles, Stages } from "../ui/stages.js";
import { kVerdictStyles, rank, Verdict } from "../ui/verdict.js";
import { kWhyStyles, Why } from "../ui/why.js";

/** @typedef {import("../ui/reading.js").Subject} Subject */
/**
 * What a network says of a drawing: the likeliest class, the probability of each, and the 784 numbers that it read.
 * @typedef {{ label: number, probabilities: Float32Array, pixels: Float32Array }} Prediction
 */
/**
 * A network that is to be had.
 * @typedef {object} Wish
 * @property {unknown} key what tells it from others
 * @property {Subject} subject
 * @property {number} [unsure] answers less probable than this are doubtful
 * @property {boolean} own whether the element gives it back
 * @property {() => Network | Promise<Network>} open
 */

const kSide = 28;
const kOptions = { deterministic: true, batchSize: 1 };
const kParts = /** @type {const} */ (["bars", "why", "sees", "layers"]);

/** The doubt of the networks that have learnt of it, as in models/recipes.js. @type {Record<string, number>} */
export const kUnsure = { "mnist-cnn": 0.6 };

/**
 * `<glia-draw model="mnist-cnn" show="bars sees">`: a pad to draw on, and what a network reads there. Property `network`
 * puts one of the page's own in place of `model` and `src`; `prediction` is what it says now.
 *
 * @fires glia-predict  the reading is another: its `prediction`, null for a blank pad
 */
export class GliaDraw extends GliaElement {
  static tag = "draw";
  static about = "A pad to draw on, and what a network reads there";
  static events = { "glia-predict": "another reading: label, probabilities and pixels; null for a blank pad" };
  static attributes = {
    model: /** @type {const} */ ({
      kind: "choice",
      default: "mnist-cnn",
      of: ["mnist-cnn", "mnist-mlp", "mnist-mlp-book", "fashion-cnn"],
      about: "the network that reads",
    }),
    src: /** @type {const} */ ({
      kind: "text",
      default: "",
      about: "the address of a .safetensors file of Glia's to read with instead",
    }),
    show: /** @type {const} */ ({
      kind: "list",
      default: ["bars", "sees"],
      of: kParts,
      about: "probabilities, what the ink says for the answer, what the network sees, its layers",
    }),
  };
  static properties = ["network"];
  static styles = `
    ${kBoardStyles}${kVerdictStyles}${kBarsStyles}${kPictureStyles}${kStageStyles}${kWhyStyles}${kLayerStyles}
    .desk { display: grid; gap: 0.75rem 2rem; grid-template: "verdict" "pad" "bars" / minmax(0, 1fr); }
    .drawing { grid-area: pad; }
    .bars { grid-area: bars; gap: 0.375rem; align-content: start; }
    .verdict { grid-area: verdict; min-height: 3.25rem; }
    .digit { font-size: 3.25rem; }
    .tools, .drawing .note { margin-top: 0.75rem; }
    .desk ~ div { margin-top: 1.5rem; }
    .title { font-weight: 650; }
    figcaption { margin-top: 0.375rem; font-size: 0.875rem; }
    @container (min-width: 36rem) {
      .desk { grid-template: "pad verdict" auto "pad bars" 1fr / minmax(0, 1fr) minmax(0, 1fr); }
      .stages { grid-template-columns: repeat(4, minmax(0, 9rem)); max-width: none; }
    }
  `;

  #drawing = make("div", "drawing");
  #keys = set(make("p", "note"), { id: "pad-keys" });
  #line = make("p", "verdict");
  #titles = { why: make("p", "title"), sees: make("p", "title"), layers: make("p", "title") };
  #note = make("p", "note");
  #views = {
    bars: set(make("div", "bars"), { role: "group" }),
    why: make("div"),
    sees: make("div", "stages"),
    layers: make("div", "layers"),
  };
  #sections = {
    bars: this.#views.bars,
    why: make("div", "", this.#titles.why, this.#views.why),
    sees: make("div", "", this.#titles.sees, this.#views.sees),
    layers: make("div", "", this.#titles.layers, this.#note, this.#views.layers),
  };

  #board = new Board(this.#drawing, this.words);
  #verdict = new Verdict(this.#line, this.words, (text) => this.say(text));
  #bars = new Bars(this.#views.bars, this.words);
  #why = new Why(this.#views.why, this.#titles.why, this.words);
  #stages = new Stages(this.#views.sees, this.words);
  #layers = new Layers(this.#views.layers, this.words);

  /** @type {Network | null} */ #given = null;
  /** What is asked for. @type {Wish | null} */ #wish = null;
  /** What is in use or under way; null when it cannot be had, so that it is tried again. @type {Wish | null} */ #tried =
    null;
  /** What is in use. @type {{ net: Network, wish: Wish } | null} */ #reader = null;
  /** @type {Prediction | null} */ #prediction = null;
  #endScheme = () => {};

  build() {
    const { bars, why, sees, layers } = this.#sections;
    this.#drawing.append(this.#keys);
    this.figure.append(make("div", "desk", this.#drawing, this.#line, bars), why, sees, layers);
    const { pad } = this.#board;
    pad.addEventListener("change", () => this.#tell());
    pad.addEventListener("rest", () => {
      if (this.#reader) this.#verdict.say();
    });
  }

  relabel() {
    const { words } = this;
    set(this.figure, { "aria-label": words.text("draw.label") });
    set(this.#views.bars, { "aria-label": words.text("bars.label") });
    this.#keys.textContent = words.text("pad.keys");
    this.#titles.sees.textContent = words.text("sees.heading");
    this.#titles.layers.textContent = words.text("layers.heading");
    this.#note.textContent = words.text("layers.colours");
    this.#name();
    this.#answer();
  }

  /** Says what depends on the network. */
  #name() {
    const { words } = this;
    this.#board.invite(words.text(this.#subject === "clothes" ? "draw.clothes" : "pad.invite"));
    this.#bars.subject = this.#subject;
  }

  update() {
    const [model, src, shown] = [this.value("model"), this.value("src"), this.value("show")];
    for (const part of kParts) this.#sections[part].hidden = !shown.includes(part);
    this.#wish = this.#wishFor(model, src);
    this.#read();
    this.#open();
  }

  wake() {
    this.#endScheme = onScheme(() => this.#repaint());
    this.#repaint();
    this.#open();
  }

  sleep() {
    this.#endScheme();
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    // Not when it was only moved.
    queueMicrotask(() => {
      if (!this.isConnected) this.#letGo();
    });
  }

  /**
   * A network to read with in place of `model` and `src`: 784 inputs, ten probabilities. It stays the caller's, who sets it
   * again after its weights have changed, and null to go back.
   *
   * @type {Network | null}
   */
  get network() {
    return this.#given;
  }

  set network(network) {
    this.#given = network;
    this.#tried = null;
    this.requestUpdate();
  }

  /** What the network says of the drawing; null for a blank pad, or without a network. */
  get prediction() {
    return this.#prediction;
  }

  /** Takes the drawing off the pad, which can be undone. */
  clear() {
    this.#board.pad.clear();
  }

  /**
   * Puts a picture on the pad in place of what is there.
   *
   * @param {ArrayLike<number>} pixels 784, row by row, 0 (paper) to 1 (ink)
   * @throws {ShapeError}
   */
  draw(pixels) {
    const count = kSide * kSide;
    if (pixels.length !== count) throw badShape(`${pixels.length} values`, `${count}`, "<glia-draw>, draw");
    const picture = /** @type {HTMLCanvasElement} */ (make("canvas"));
    paintValues(picture, kSide, kSide, [{ values: pixels, colour: "black" }]);
    this.#board.pad.show(picture);
  }

  // ---- the network

  get #subject() {
    return (this.#reader?.wish ?? this.#wish)?.subject ?? "digits";
  }

  /** @param {string} model @param {string} src @returns {Wish} */
  #wishFor(model, src) {
    const given = this.#given;
    if (given) return { key: given, subject: "digits", own: false, open: () => given };
    if (src) return { key: `src ${src}`, subject: "digits", own: true, open: () => Network.load(get(src), kOptions) };
    const subject = model === "fashion-cnn" ? "clothes" : "digits";
    const open = async () => Network.load(await asset(model), kOptions);
    return { key: model, subject, unsure: kUnsure[model], own: true, open };
  }

  /** Puts the network that is wished for in the place of the one in use, if it can be had; if not, that one stays. */
  async #open() {
    const wish = this.#wish;
    if (!this.awake || !wish || this.#tried?.key === wish.key) return;
    this.#tried = wish;
    this.#answer();
    try {
      const net = await wish.open();
      const objection = this.#tried === wish ? objectionTo(net) : null;
      if (this.#tried === wish && !objection) {
        this.#adopt(net, wish);
        return;
      }
      if (wish.own) net.dispose();
      if (objection) {
        const { count, what } = objection;
        throw badSpec(`${count} ${what}`, "784 inputs and ten outputs that sum to 1", "<glia-draw>, network");
      }
    } catch (error) {
      if (this.#tried === wish) this.#refuse(error);
    }
  }

  /** @param {unknown} error */
  #refuse(error) {
    if (!(error instanceof GliaError)) throw error;
    this.#tried = null;
    this.complain(error);
    this.#answer();
  }

  /** @param {Network} net @param {Wish} wish */
  #adopt(net, wish) {
    this.#giveBack();
    this.#reader = { net, wish };
    this.#layers.open(net);
    this.#name();
    this.#tell();
    this.ready();
  }

  #giveBack() {
    const reader = this.#reader;
    this.#reader = null;
    if (reader?.wish.own) reader.net.dispose();
  }

  #letGo() {
    this.#giveBack();
    this.#tried = null;
    this.#read();
  }

  // ---- reading

  /** Reads again, and tells. */
  #tell() {
    const before = this.#prediction;
    try {
      this.#read();
    } catch (error) {
      // The network is the caller's, who has disposed of it.
      this.#reader = null;
      this.#read();
      this.#refuse(error);
    }
    if (before || this.#prediction) this.emit("glia-predict", this.#prediction);
    if (this.#reader) this.#verdict.sayIfNew();
  }

  #read() {
    const subject = this.#subject;
    const { pixels, blank, steps } = prepare(this.#board.pad.ink(), subject);
    const net = this.#reader?.net ?? null;
    const { layers, sees, why } = this.#sections;
    const probabilities = net && !blank ? net.predict(pixels) : null;
    const label = probabilities ? rank(probabilities)[0] : 0;
    this.#prediction = probabilities && { label, probabilities, pixels };
    this.#bars.show(probabilities);
    this.#layers.show(net && probabilities && !layers.hidden ? net.activations() : []);
    if (!sees.hidden) this.#stages.show(steps, net, subject);
    if (!why.hidden) this.#why.show(probabilities && net, pixels, label, subject);
    this.#answer();
  }

  #answer() {
    const said = this.#prediction;
    const missing = this.#tried ? "answer.loading" : "answer.missing";
    const unsure = this.#reader?.wish.unsure;
    this.#verdict.show(
      said && { probabilities: said.probabilities, subject: this.#subject, unsure },
      this.#reader ? "answer.blank" : missing,
    );
  }

  #repaint() {
    for (const view of [this.#board.pad, this.#stages, this.#layers, this.#why]) view.repaint();
  }
}

/** @param {string} src @returns {Promise<Response>} @throws {GliaError} */
async function get(src) {
  try {
    return await fetch(src);
  } catch {
    throw new GliaError({ got: `no ${src}`, expected: "a file that can be fetched", where: "<glia-draw>, src" });
  }
}
