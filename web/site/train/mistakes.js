// @ts-check
import { find, make } from "../../src/ui/dom.js";
import { namesOf } from "./classes.js";
import { showReadings } from "./gallery.js";

/** @typedef {import("../language.js").Language} Language */
/** @typedef {import("../../src/ui/datasets.js").Dataset} Dataset */
/** @typedef {import("./examination.js").Examination} Examination */

const kOpened = 30;
const kWorst = 18;

/** The confusion matrix, whose cells open what is behind them, and the worst mistakes. */
export class Mistakes {
  #element;
  #examination;
  #language;
  #table;
  /** @type {Dataset | null} */ #dataset = null;
  /** @type {[number, number] | null} */ #opened = null;

  /**
   * @param {HTMLElement} element
   * @param {Examination} examination
   * @param {Language} language
   */
  constructor(element, examination, language) {
    this.#element = element;
    this.#examination = examination;
    this.#language = language;
    this.#table = find("[data-confusion]", element);
    examination.addEventListener("change", () => this.repaint());
    language.addEventListener("change", () => this.#dataset && this.#build(this.#dataset));
    find("[data-opened-close]", element).addEventListener("click", () => this.#close());
  }

  /** @param {Dataset} dataset with classes */
  open(dataset) {
    this.#opened = null;
    this.#build(dataset);
  }

  repaint() {
    const { confusion } = this.#examination;
    const dataset = this.#dataset;
    find("[data-confusion-empty]", this.#element).hidden = confusion !== null;
    this.#table.hidden = confusion === null;
    find("[data-worst-none]", this.#element).hidden = true;
    if (!dataset || !dataset.classes) return;
    if (confusion) this.#fill(confusion, namesOf(dataset, this.#language));
    const worst = this.#examination.worst(kWorst);
    showReadings(find("[data-worst]", this.#element), worst, dataset, this.#language);
    find("[data-worst-none]", this.#element).hidden = confusion === null || worst.length > 0;
    this.#showOpened();
  }

  /** @param {Dataset} dataset */
  #build(dataset) {
    this.#dataset = dataset;
    const language = this.#language;
    const classes = namesOf(dataset, language);
    const head = make("tr");
    const corner = make("td", "corner", `${language.text("mistakes.truth")} ╲ ${language.text("mistakes.guess")}`);
    head.append(corner, ...classes.map((name) => heading("col", name)));
    const rows = classes.map((name, truth) => {
      const row = make("tr");
      const cells = classes.map((_, guess) => this.#makeCell(truth, guess));
      row.append(heading("row", name), ...cells);
      return row;
    });
    const thead = make("thead");
    thead.append(head);
    const tbody = make("tbody");
    tbody.append(...rows);
    this.#table.replaceChildren(make("caption", "unseen", language.text("mistakes.caption")), thead, tbody);
    this.repaint();
  }

  /**
   * @param {number} truth
   * @param {number} guess
   */
  #makeCell(truth, guess) {
    const cell = make("td", truth === guess ? "hit" : "miss");
    const button = /** @type {HTMLButtonElement} */ (make("button"));
    button.type = "button";
    button.dataset.cell = `${truth}-${guess}`;
    button.addEventListener("click", () => this.#open(truth, guess));
    cell.append(button);
    return cell;
  }

  /**
   * @param {number[][]} confusion
   * @param {string[]} classes
   */
  #fill(confusion, classes) {
    const language = this.#language;
    for (const button of /** @type {NodeListOf<HTMLElement>} */ (this.#table.querySelectorAll("[data-cell]"))) {
      const [truth, guess] = (button.dataset.cell ?? "").split("-").map(Number);
      const count = confusion[truth][guess];
      const all = confusion[truth].reduce((sum, n) => sum + n, 0) || 1;
      const text = count === 0 ? "·" : language.number(count);
      if (button.textContent === text) continue;
      button.textContent = text;
      button.classList.toggle("zero", count === 0);
      // A handful of mistakes in a thousand should show, so a mistake's colour grows with its root.
      const share = truth === guess ? count / all : Math.sqrt(count / all);
      button.style.setProperty("--share", share.toFixed(3));
      const words = { count: language.number(count), truth: classes[truth], guess: classes[guess] };
      button.setAttribute("aria-label", language.text("mistakes.cell", words));
    }
  }

  /**
   * @param {number} truth
   * @param {number} guess
   */
  #open(truth, guess) {
    this.#opened = [truth, guess];
    this.#showOpened();
    const heading = find("[data-opened-heading]", this.#element);
    heading.focus({ preventScroll: true });
    heading.scrollIntoView({ block: "nearest" });
  }

  #close() {
    const [truth, guess] = this.#opened ?? [0, 0];
    this.#opened = null;
    this.#showOpened();
    find(`[data-cell="${truth}-${guess}"]`, this.#element).focus();
  }

  #showOpened() {
    const panel = find("[data-opened]", this.#element);
    const dataset = this.#dataset;
    panel.hidden = this.#opened === null || this.#examination.confusion === null;
    for (const button of this.#table.querySelectorAll("[data-cell]")) {
      const open = this.#opened?.join("-") === button.getAttribute("data-cell") && !panel.hidden;
      button.setAttribute("aria-expanded", String(open));
    }
    if (panel.hidden || !this.#opened || !dataset) return;
    const [truth, guess] = this.#opened;
    const language = this.#language;
    const names = namesOf(dataset, language);
    const all = this.#examination.behind(truth, guess);
    const shown = all.slice(0, kOpened);
    const words = {
      truth: names[truth],
      guess: names[guess],
      count: language.number(all.length),
    };
    find("[data-opened-heading]", panel).textContent = language.text("mistakes.opened", words);
    find("[data-opened-note]", panel).textContent =
      shown.length < all.length ? language.text("mistakes.some", { shown: language.number(shown.length) }) : "";
    showReadings(find("[data-opened-list]", panel), shown, dataset, language);
  }
}

/**
 * @param {"row" | "col"} scope
 * @param {string} text
 */
function heading(scope, text) {
  const cell = make("th", "", text);
  cell.setAttribute("scope", scope);
  return cell;
}
