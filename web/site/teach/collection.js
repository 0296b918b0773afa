// @ts-check
import { Store } from "../store.js";

/** @typedef {import("./measure.js").Digits} Digits */
/** @typedef {{ id: number, label: number, pixels: Uint8Array }} Mine  one digit: 28 × 28 bytes of ink */

/** @type {Store<Mine>} */
const store = new Store("glia.digits", "digits");

/** The digits that a person drew and labeled, stored in this browser if possible. "change" tells of every change. */
export class Collection extends EventTarget {
  /** In the order in which they were drawn. @type {Mine[]} */ #entries = [];
  /** Removed last. @type {Mine[]} */ #removed = [];
  #kept = true;

  /** Loads the stored digits. */
  async open() {
    try {
      const kept = await store.list();
      const ids = new Set(kept.map(({ id }) => id));
      this.#entries = [...kept, ...this.#entries.filter(({ id }) => !ids.has(id))];
    } catch {
      this.#kept = false;
    }
    this.#tell();
  }

  get entries() {
    return this.#entries;
  }

  /** Whether they are stored, and still there on the next visit. */
  get kept() {
    return this.#kept;
  }

  get canRestore() {
    return this.#removed.length > 0;
  }

  /** How many there are of each class. */
  get counts() {
    const counts = Array.from({ length: 10 }, () => 0);
    for (const { label } of this.#entries) counts[label]++;
    return counts;
  }

  /** @returns {Digits} */
  get digits() {
    const entries = this.#entries;
    const x = new Uint8Array(entries.length * 784);
    entries.forEach(({ pixels }, i) => x.set(pixels, i * 784));
    return { x, y: Uint8Array.from(entries, ({ label }) => label) };
  }

  /**
   * @param {number} label
   * @param {Float32Array} pixels 0 to 1
   */
  add(label, pixels) {
    // The ids order them by time, over all visits.
    const id = Math.max(Date.now(), (this.#entries.at(-1)?.id ?? 0) + 1);
    this.#put([{ id, label, pixels: Uint8Array.from(pixels, (value) => Math.round(value * 255)) }]);
  }

  /** @param {readonly Mine[]} entries */
  remove(entries) {
    this.#removed = [...entries];
    this.#entries = this.#entries.filter((entry) => !entries.includes(entry));
    this.#keep(() => entries.map(({ id }) => store.remove(id)));
    this.#tell();
  }

  /** Restores the digits that were removed last. */
  restore() {
    const removed = this.#removed;
    this.#removed = [];
    this.#put(removed);
  }

  /** @param {readonly Mine[]} entries */
  #put(entries) {
    this.#entries = [...this.#entries, ...entries].sort((a, b) => a.id - b.id);
    this.#keep(() => entries.map((entry) => store.put(entry)));
    this.#tell();
  }

  /** @param {() => Promise<void>[]} work */
  async #keep(work) {
    if (!this.#kept) return;
    try {
      await Promise.all(work());
    } catch {
      this.#kept = false;
      this.#tell();
    }
  }

  #tell() {
    this.dispatchEvent(new Event("change"));
  }
}
