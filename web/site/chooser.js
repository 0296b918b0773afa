// @ts-check

/** @typedef {import("./language.js").Language} Language */
/** @typedef {import("./language.js").TextKey} TextKey */
/** @typedef {{ title: string, note: string }} Choice */
/** @typedef {import("../src/ui/reading.js").Subject} Subject */
/** @typedef {{ subject: Subject, layers: string, parameters: number, accuracy?: number, bytes?: number }} Card */

/** The choice of a network, and facts about the one in use. "choose" tells that a person chose `chosen`. */
export class Chooser extends EventTarget {
  #list;
  #card;
  #language;
  /** @type {Map<string, HTMLInputElement>} */ #inputs = new Map();
  /** @type {Map<string, HTMLElement[]>} */ #words = new Map();
  #chosen = "";

  /**
   * @param {HTMLElement} list
   * @param {HTMLElement} card
   * @param {Language} language
   */
  constructor(list, card, language) {
    super();
    this.#list = list;
    this.#card = card;
    this.#language = language;
  }

  get chosen() {
    return this.#chosen;
  }

  /**
   * Adds a choice, or changes the words of a known one.
   *
   * @param {string} id
   * @param {Choice} choice
   */
  offer(id, { title, note }) {
    if (!this.#inputs.has(id)) this.#add(id);
    const [titleElement, noteElement] = this.#words.get(id) ?? [];
    titleElement.textContent = title;
    noteElement.textContent = note;
  }

  /** @param {string} id the network in use now, whoever chose it */
  mark(id) {
    this.#chosen = id;
    const input = this.#inputs.get(id);
    if (input) input.checked = true;
  }

  /** @param {Card} card */
  describe(card) {
    this.#card.hidden = false;
    const language = this.#language;
    const unknown = language.text("model.unknown");
    this.#fill("layers", card.layers);
    this.#fill("parameters", language.number(card.parameters));
    this.#fill("accuracy-of", language.text(card.subject === "clothes" ? "model.accuracy.clothes" : "model.accuracy"));
    this.#fill("accuracy", card.accuracy === undefined ? unknown : language.percent(card.accuracy, 2));
    this.#fill(
      "bytes",
      card.bytes === undefined
        ? unknown
        : language.text("model.kilobytes", { size: language.number(Math.round(card.bytes / 1000)) }),
    );
  }

  /** @param {string} id */
  #add(id) {
    const label = document.createElement("label");
    label.className = "choice";
    const input = document.createElement("input");
    input.type = "radio";
    input.name = "model";
    input.value = id;
    const words = document.createElement("span");
    const title = document.createElement("span");
    title.className = "choice-title";
    const note = document.createElement("span");
    note.className = "choice-note";
    words.append(title, note);
    label.append(input, words);
    this.#list.append(label);
    this.#inputs.set(id, input);
    this.#words.set(id, [title, note]);
    input.addEventListener("change", () => {
      this.#chosen = id;
      this.dispatchEvent(new Event("choose"));
    });
  }

  /**
   * @param {string} fact
   * @param {string} text
   */
  #fill(fact, text) {
    const element = this.#card.querySelector(`[data-fact="${fact}"]`);
    if (element) element.textContent = text;
  }
}
