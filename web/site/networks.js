// @ts-check
import { find } from "../src/ui/dom.js";
import { fetchFacts, fetchNetwork, kOffers, openNetwork } from "./catalogue.js";
import { Chooser } from "./chooser.js";
import { describeLayer } from "./inside/describe.js";
import { explainRefused } from "./refused.js";
import { TroubleBox } from "./trouble.js";

/** @typedef {import("../src/index.js").Network} Network */
/** @typedef {import("../src/elements/draw.js").GliaDraw} GliaDraw */
/** @typedef {import("../src/ui/reading.js").Subject} Subject */
/** @typedef {import("./language.js").Language} Language */
/** @typedef {{ id: string, name: string, subject: Subject, bytes?: number, unsure?: number }} About  name: of its file; unsure: a prediction less probable than this is doubtful */
/** @typedef {About & { net: Network }} Known */

const kOwn = "own";

/** The networks that a person can choose from: those that the page offers, a file of one's own, a taught one. */
export class Networks {
  #draw;
  #language;
  #chooser;
  #trouble;
  /** Every network handed to the figure. @type {WeakMap<Network, Known>} */ #known = new WeakMap();
  /** Those that were in use, by id: going back to one is instant. @type {Map<string, Known>} */ #used = new Map();
  /** @type {Awaited<ReturnType<typeof fetchFacts>>} */ #facts = new Map();

  /**
   * @param {GliaDraw} draw
   * @param {Language} language
   */
  constructor(draw, language) {
    this.#draw = draw;
    this.#language = language;
    this.#chooser = new Chooser(find("[data-models]"), find("[data-card]"), language);
    this.#trouble = new TroubleBox(language);
    this.#chooser.addEventListener("choose", () => this.useOffer(this.#chooser.chosen));
    draw.addEventListener("glia-network", () => this.#adopt());
    language.addEventListener("change", () => this.#describe());
    this.#describe();
  }

  /** The one in use; null before the first. */
  get current() {
    const { network } = this.#draw;
    return (network && this.#known.get(network)) ?? null;
  }

  /** @param {string} id */
  async useOffer(id) {
    const used = this.#used.get(id);
    const offer = kOffers.find((one) => one.id === id);
    if (used) await this.#use(used, Promise.resolve(used.net));
    else if (offer) {
      const { subject, unsure, file: name } = offer;
      await this.#use({ id, name, subject, unsure }, fetchNetwork(offer));
    }
  }

  /** @param {File} file */
  async useFile(file) {
    const about = /** @type {const} */ ({ id: kOwn, name: file.name, subject: "digits", bytes: file.size });
    await this.#use(about, file.arrayBuffer().then(openNetwork));
  }

  /** Uses a network that is there. @param {Known} known */
  async use(known) {
    await this.#use(known, Promise.resolve(known.net));
  }

  /** What the build measured of the networks that the page offers: not needed to read. */
  async fetchFacts() {
    this.#facts = await fetchFacts();
    this.#describe();
  }

  /**
   * @param {About} about
   * @param {Promise<Network>} opening
   */
  async #use({ id, name, subject, bytes, unsure }, opening) {
    const known = opening.then((net) => {
      this.#known.set(net, { id, name, subject, bytes, unsure, net });
      return net;
    });
    try {
      await this.#draw.use(known, { subject, unsure });
    } catch (error) {
      const words = () => explainRefused(this.#language, name, error, this.#draw.network !== null);
      this.#trouble.put(words);
      this.#chooser.mark(this.current?.id ?? "");
      if (this.#draw.network || id !== kOwn) return;
      // A bad file that overtook the page's own network must not leave the page without one.
      await this.useOffer(kOffers[0].id);
      this.#trouble.put(words);
    }
  }

  /** Another network is in use. */
  #adopt() {
    const { current } = this;
    if (!current) return;
    const replaced = this.#used.get(current.id);
    if (replaced && replaced.net !== current.net) replaced.net.dispose();
    this.#used.set(current.id, current);
    this.#trouble.hide();
    this.#describe();
  }

  /** Writes the choices and the card in the language of now. */
  #describe() {
    const language = this.#language;
    for (const { id, title, note } of kOffers) {
      this.#chooser.offer(id, { title: language.text(title), note: language.text(note) });
    }
    for (const { id, name } of this.#used.values()) {
      if (kOffers.some((offer) => offer.id === id)) continue;
      const [title, note] =
        id === kOwn
          ? [language.text("model.own", { name }), language.text("model.own.note")]
          : [language.text("model.taught"), language.text("model.taught.note")];
      this.#chooser.offer(id, { title, note });
    }
    const { current } = this;
    if (!current) return;
    const { id, net, subject, bytes } = current;
    this.#chooser.mark(id);
    const facts = kOffers.some((offer) => offer.id === id) ? this.#facts.get(current.name) : undefined;
    const units = net.activations().map(({ shape }) => shape[shape.length - 1]);
    const layers = net.spec.layers.map((layer, i) => describeLayer(layer, units[i], language));
    this.#chooser.describe({
      subject,
      layers: [net.spec.input.join(" × "), ...layers].join(" → "),
      parameters: net.parameters().reduce((sum, { values }) => sum + values.length, 0),
      accuracy: facts?.accuracy,
      bytes: facts?.bytes ?? bytes,
    });
  }
}
