// @ts-check
import { button, make, set } from "./dom.js";
import { Pad } from "./pad.js";

/** @typedef {import("./words.js").ElementWords} ElementWords */

export const kBoardStyles = `
.paper {
  position: relative; width: 100%; max-width: 30rem; aspect-ratio: 1;
  border: 1px solid var(--edge); border-radius: var(--radius); background: var(--paper);
}
.pad {
  display: block; width: 100%; height: 100%; border-radius: inherit; cursor: crosshair; touch-action: none;
  user-select: none; -webkit-user-select: none; -webkit-touch-callout: none;
}
.invite {
  position: absolute; inset: 0; display: grid; place-items: center; padding: 2rem;
  text-align: center; color: var(--soft); pointer-events: none;
}
.cursor { color: var(--soft); font-size: 0.875rem; font-variant-numeric: tabular-nums; }
.cursor:not(:empty) { margin-top: 0.5rem; }
`;

/** A pad on its paper, its tools, and the place of its keyboard's cursor in words. */
export class Board {
  pad;
  #words;
  #canvas = make("canvas", "pad");
  #invite = set(make("p", "invite"), { "data-invite": true });
  #tools = set(make("div", "tools row"), { role: "group" });
  #cursor = set(make("p", "cursor"), { "data-cursor": true, "aria-live": "polite" });
  #eraser;
  #undo;
  #clear;

  /**
   * @param {HTMLElement} element gets them; beside it, a text with the id `pad-keys` explains the keys
   * @param {ElementWords} words
   */
  constructor(element, words) {
    this.#words = words;
    set(this.#canvas, { id: "pad", tabindex: 0, role: "application", "aria-describedby": "pad-keys" });
    const pad = (this.pad = new Pad(/** @type {HTMLCanvasElement} */ (this.#canvas)));
    // Not `disabled`: a button that its own press switches off would lose the keyboard's focus.
    this.#eraser = set(
      button("", () => {
        pad.eraser = !pad.eraser && !pad.empty;
        this.#showTools();
      }),
      { "data-eraser": true },
    );
    this.#undo = set(
      button("", () => pad.undo()),
      { "data-undo": true },
    );
    this.#clear = set(
      button("", () => pad.clear()),
      { "data-clear": true },
    );
    this.#tools.append(this.#eraser, this.#undo, this.#clear);
    element.append(make("div", "paper", this.#canvas, this.#invite), this.#tools, this.#cursor);
    pad.addEventListener("change", () => {
      if (pad.empty) pad.eraser = false; // on an empty sheet it would only look as if the pad did not work
      this.#showTools();
    });
    pad.addEventListener("cursor", () => this.#showCursor());
    words.addEventListener("change", () => this.#relabel());
    this.#relabel();
    this.#showTools();
  }

  /** Puts the keyboard's focus on the pad. @param {FocusOptions} [options] */
  focus(options) {
    this.#canvas.focus(options);
  }

  /** @param {string} text what an empty pad says */
  invite(text) {
    this.#invite.textContent = text;
  }

  #relabel() {
    const words = this.#words;
    set(this.#canvas, { "aria-label": words.text("pad.label") });
    set(this.#tools, { "aria-label": words.text("pad.tools") });
    this.#eraser.textContent = words.text("pad.eraser");
    this.#undo.textContent = words.text("pad.undo");
    this.#clear.textContent = words.text("pad.clear");
    this.#showCursor();
  }

  #showTools() {
    const { empty, canUndo, eraser } = this.pad;
    set(this.#undo, { "aria-disabled": `${!canUndo}` });
    set(this.#clear, { "aria-disabled": `${empty}` });
    set(this.#eraser, { "aria-disabled": `${empty}`, "aria-pressed": `${eraser}` });
    this.#invite.hidden = !empty;
  }

  #showCursor() {
    const { shown, down, column, row } = this.pad.cursor;
    this.#cursor.textContent = shown
      ? this.#words.text(down ? "pad.cursor.down" : "pad.cursor.up", { column, row })
      : "";
  }
}
