// @ts-check
import { badShape, GliaError } from "../base/errors.js";
import { Bars, kBarsStyles } from "../ui/bars.js";
import { Board, kBoardStyles } from "../ui/board.js";
import { make, set } from "../ui/dom.js";
import { kLayerStyles, LayerPicture, Layers } from "../ui/layers.js";
import { paintValues } from "../ui/picture.js";
import { Reader } from "../ui/reader.js";
import { onScheme } from "../ui/scheme.js";
import { kPictureStyles, kStageStyles, Stages } from "../ui/stages.js";
import { kVerdictStyles, Verdict } from "../ui/verdict.js";
import { kWhyStyles, Why } from "../ui/why.js";
import { GliaElement } from "./element.js";
import { kModels, wishFor } from "./models.js";

/** @typedef {import("../network/network.js").Network} Network */
/** @typedef {import("../ui/reader.js").Prediction} Prediction */
/** @typedef {import("../ui/reader.js").Wish} Wish */
/** @typedef {import("../ui/reading.js").Subject} Subject */

const kSide = 28;
const kShown = /** @type {const} */ (["bars", "why", "sees", "layers"]);

/**
 * `<glia-draw model="mnist-cnn" show="bars sees">`: a pad to draw on, and what a network reads there. `prediction` is what
 * the network says now. `use` and the property `network` put one of the page's own in place of `model` and `src`. A page
 * may add panels in slots.
 *
 * @fires glia-network  another network is in use: the property `network`
 * @fires glia-predict  another reading: the property `prediction`, null for a blank pad
 */
export class GliaDraw extends GliaElement {
  static tag = "draw";
  static about = "A pad to draw on, and what a network reads there";
  static events = {
    "glia-network": "another network is in use: the property network",
    "glia-predict": "another reading: label, probabilities and pixels; null for a blank pad",
  };
  static slots = {
    pad: "what belongs to the pad, under its tools",
    why: "under what the ink says",
    sees: "under what the network sees",
    more: "more parts of the figure, after its own",
  };
  static parts = {
    desk: "the grid that holds the parts below",
    left: "the pad, its slot and its note",
    pad: "the pad and its tools",
    keys: "how to draw by keyboard",
    verdict: "the answer",
    bars: "the probabilities",
    why: "what the ink says for and against an answer",
    sees: "what the network sees",
    layers: "the layers",
  };
  static attributes = {
    model: /** @type {const} */ ({
      kind: "choice",
      default: "mnist-cnn",
      of: Object.keys(kModels),
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
      of: kShown,
      about: "probabilities, what the ink says for the answer, what the network sees, its layers",
    }),
    headings: /** @type {const} */ ({
      kind: "number",
      default: 0,
      least: 0,
      most: 6,
      whole: true,
      about: "the level of the titles as headings of the page, 1 to 6; 0 for plain text",
    }),
  };
  static properties = ["network"];
  static styles = `
    ${kBoardStyles}${kVerdictStyles}${kBarsStyles}${kPictureStyles}${kStageStyles}${kWhyStyles}${kLayerStyles}
    .desk { display: grid; gap: 0.75rem 2rem; grid-template: "verdict" "left" "bars" / minmax(0, 1fr); }
    .left { grid-area: left; }
    .chances { grid-area: bars; }
    .bars { gap: 0.375rem; align-content: start; }
    .verdict { grid-area: verdict; min-height: 3.25rem; }
    .digit { font-size: 3.25rem; }
    .tools, .left .note, .chances .note { margin-top: 0.75rem; }
    .section { grid-column: 1 / -1; margin-top: 0.75rem; container-type: inline-size; }
    .title { font-weight: 650; }
    figcaption { margin-top: 0.375rem; font-size: 0.875rem; }
    @container (min-width: 36rem) {
      .desk { grid-template: "left verdict" auto "left bars" 1fr / minmax(0, 1fr) minmax(0, 1fr); }
    }
    @container (min-width: 32rem) {
      .stages { grid-template-columns: repeat(4, minmax(0, 9rem)); max-width: none; }
    }
    @container (max-width: 18rem) { .summary { min-height: 4.8em; } }
    @container (min-width: 60rem) {
      .verdict { min-height: 6.5rem; }
      .digit { font-size: 6rem; }
    }
  `;

  #drawing = set(make("div", "drawing"), { part: "pad" });
  #keys = set(make("p", "note"), { id: "pad-keys", part: "keys" });
  #line = set(make("p", "verdict"), { part: "verdict" });
  #titles = { why: titleOf("why"), sees: titleOf("sees"), layers: titleOf("layers") };
  #hint = make("p", "note");
  #note = make("p", "note");
  #views = {
    bars: set(make("div", "bars"), { role: "group" }),
    why: make("div"),
    sees: make("div", "stages"),
    layers: make("div", "layers"),
  };
  #sections = {
    bars: set(make("div", "chances", this.#views.bars, this.#hint), { part: "bars" }),
    why: sectionOf("why", this.#titles.why, this.#views.why, slotOf("why")),
    sees: sectionOf("sees", this.#titles.sees, this.#views.sees, slotOf("sees")),
    layers: sectionOf("layers", this.#titles.layers, this.#note, this.#views.layers),
  };

  #board = new Board(this.#drawing, this.words);
  #verdict = new Verdict(this.#line, this.words, (text) => this.say(text));
  #bars = new Bars(this.#views.bars, this.words);
  #why = new Why(this.#views.why, this.#titles.why, this.words);
  #stages = new Stages(this.#views.sees, this.words);
  #layers = new Layers(this.#views.layers, this.words, (layer) => new LayerPicture(layer, this.words));

  #reader = new Reader();
  /** What the attributes ask for. @type {Wish | null} */ #wish = null;
  /** What the page asks for in their place. @type {Wish | null} */ #given = null;
  /** One of the page's that could not be used, and is not tried again. @type {Wish | null} */ #refused = null;
  /** @type {Prediction | null} */ #prediction = null;
  /** Whose layers are shown. @type {Network | null} */ #opened = null;
  #endScheme = () => {};

  build() {
    const { bars, why, sees, layers } = this.#sections;
    const left = set(make("div", "left", this.#drawing, slotOf("pad"), this.#keys), { part: "left" });
    const desk = make("div", "desk", left, this.#line, bars, why, sees, layers, slotOf("more"));
    this.figure.append(set(desk, { part: "desk" }));
    const { pad } = this.#board;
    pad.addEventListener("change", () => this.#tell());
    pad.addEventListener("rest", () => {
      if (this.#reader.net) this.#verdict.say();
    });
    this.#bars.addEventListener("look", () => this.#explain());
  }

  relabel() {
    const { words } = this;
    set(this.figure, { "aria-label": words.text("draw.label") });
    set(this.#views.bars, { "aria-label": words.text("bars.label") });
    this.#keys.textContent = words.text("pad.keys");
    this.#hint.textContent = words.text("bars.hint");
    this.#titles.sees.textContent = words.text("sees.heading");
    this.#titles.layers.textContent = words.text("layers.heading");
    this.#note.textContent = words.text("layers.colors");
    this.#name();
    this.#answer();
    if (this.#prediction) this.#verdict.say();
  }

  /** Writes what depends on the network. */
  #name() {
    const { subject } = this.#reader;
    this.#board.invite(this.words.text(subject === "clothes" ? "draw.clothes" : "pad.invite"));
    this.#bars.subject = subject;
  }

  update() {
    const [shown, headings] = [this.value("show"), this.value("headings")];
    this.#wish = wishFor(this.value("model"), this.value("src"));
    for (const part of kShown) this.#sections[part].hidden = !shown.includes(part);
    this.#bars.choosable = shown.includes("bars") && shown.includes("why");
    this.#hint.hidden = !this.#bars.choosable;
    for (const title of Object.values(this.#titles)) {
      set(title, headings > 0 ? { role: "heading", "aria-level": headings } : { role: null, "aria-level": null });
    }
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
    // Not if it was only moved.
    queueMicrotask(() => {
      if (this.isConnected) return;
      this.#reader.close();
      this.#read();
    });
  }

  // ---- for pages

  /**
   * The network in use, null without one. Set, it reads in place of `model` and `src`, as `use` has it, and what speaks
   * against it is shown in place; null goes back to those.
   *
   * @type {Network | null}
   */
  get network() {
    return this.#reader.net;
  }

  set network(network) {
    this.#given = network && givenWish(network, "digits");
    if (this.isConnected) this.requestUpdate();
  }

  /**
   * Reads with a network of the page's own in place of `model` and `src`: 784 inputs, ten probabilities. It stays the
   * page's, which hands it over again after its weights have changed, or calls `read`.
   *
   * @param {Network | PromiseLike<Network>} network
   * @param {{ subject?: Subject, unsure?: number }} [about] subject: what its ten classes are, "digits" or "clothes"; unsure:
   *   a prediction less probable than this, 0 to 1, is shown as doubtful
   * @returns {Promise<boolean>} whether it is in use; false if another one was asked for meanwhile
   * @throws what the promise rejects with; SpecError if the network cannot read drawings. The one in use stays.
   */
  async use(network, { subject = "digits", unsure } = {}) {
    const wish = givenWish(network, subject, unsure);
    this.#given = wish;
    this.complain(null);
    return this.#put(wish);
  }

  /** What the network says of the drawing; null for a blank pad, or without a network. */
  get prediction() {
    return this.#prediction;
  }

  /**
   * Reads the drawing again: at once, where otherwise the next frame does it, and with the weights of now.
   *
   * @returns {Prediction | null}
   */
  read() {
    this.#tell();
    return this.#prediction;
  }

  /** Takes the drawing off the pad, which can be undone. */
  clear() {
    this.#board.pad.clear();
  }

  /** Takes back the last stroke, picture or clearing. */
  undo() {
    this.#board.pad.undo();
  }

  /**
   * Puts a picture on the pad in place of what is there.
   *
   * @param {ArrayLike<number>} pixels 784, row by row, 0 (paper) to 1 (ink)
   * @throws {ShapeError}
   */
  draw(pixels) {
    if (pixels.length !== kSide ** 2) throw badShape(`${pixels.length} values`, `${kSide ** 2}`, "<glia-draw>, draw");
    const picture = /** @type {HTMLCanvasElement} */ (make("canvas"));
    paintValues(picture, kSide, kSide, [{ values: pixels, color: "black" }]);
    this.#bars.letGo();
    this.#board.pad.show(picture);
  }

  /** Puts the keyboard's focus on the pad. @param {FocusOptions} [options] */
  focus(options) {
    this.#board.focus(options);
  }

  // ---- the network

  /** Opens the network that is asked for, unless it is in use or on its way. */
  async #open() {
    const wish = this.#given ?? this.#wish;
    if (!wish || wish === this.#refused || this.#reader.has(wish) || (wish.own && !this.awake)) return;
    try {
      await this.#put(wish);
    } catch (error) {
      this.#refuse(error);
    }
  }

  /** @param {Wish} wish */
  async #put(wish) {
    const opening = this.#reader.open(wish);
    this.#answer();
    try {
      if (!(await opening)) return false;
    } catch (error) {
      if (!wish.own) this.#refused = wish;
      this.#answer();
      throw error;
    }
    this.#name();
    this.emit("glia-network", this.network);
    this.#tell();
    this.ready();
    return true;
  }

  /** @param {unknown} error */
  #refuse(error) {
    if (!(error instanceof GliaError)) throw error;
    this.complain(error);
  }

  // ---- reading

  /** Reads again, and tells. */
  #tell() {
    const before = this.#prediction;
    try {
      this.#read();
    } catch (error) {
      // The page has disposed of its network.
      this.#reader.close();
      this.#read();
      this.#refuse(error);
    }
    if (before || this.#prediction) this.emit("glia-predict", this.#prediction);
    if (this.#reader.net) this.#verdict.sayIfNew();
  }

  #read() {
    const { net, subject } = this.#reader;
    const { steps, prediction } = this.#reader.read(this.#board.pad.ink());
    const { layers, sees } = this.#sections;
    this.#prediction = prediction;
    this.#bars.show(prediction?.probabilities ?? null);
    if (net && !layers.hidden) this.#showLayers(net);
    if (!sees.hidden) this.#stages.show(steps, net, subject);
    this.#explain();
    this.#answer();
  }

  /** @param {Network} net */
  #showLayers(net) {
    if (net !== this.#opened) this.#layers.open(net);
    this.#opened = net;
    this.#layers.show(this.#prediction ? net.activations() : []);
  }

  #explain() {
    if (this.#sections.why.hidden) return;
    const { net, subject } = this.#reader;
    const said = this.#prediction;
    if (net && said) this.#why.show(net, said.pixels, this.#bars.looked ?? said.label, subject);
    else this.#why.clear();
  }

  #answer() {
    const { net, opening, subject, unsure } = this.#reader;
    const said = this.#prediction;
    this.#verdict.show(
      said && { probabilities: said.probabilities, subject, unsure },
      net ? "answer.blank" : opening ? "answer.loading" : "answer.missing",
    );
  }

  #repaint() {
    for (const view of [this.#board.pad, this.#stages, this.#layers, this.#why]) view.repaint();
  }
}

/** @param {string} part */
const titleOf = (part) => set(make("p", "title"), { id: `${part}-title` });

/** @param {string} name */
const slotOf = (name) => set(make("slot"), { name });

/** @param {string} part @param {...Node} children the first of them its title */
const sectionOf = (part, ...children) =>
  set(make("div", "section", ...children), { part, role: "group", "aria-labelledby": `${part}-title` });

/**
 * @param {Network | PromiseLike<Network>} network
 * @param {Subject} subject
 * @param {number} [unsure]
 * @returns {Wish}
 */
const givenWish = (network, subject, unsure) => ({ key: {}, subject, unsure, own: false, open: () => network });
