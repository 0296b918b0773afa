// @ts-check
// The base of every element: attributes and properties, language, styles, and a life that pauses out of view.
import { GliaError } from "../base/errors.js";
import { dashed, readAttribute, writeAttribute } from "../ui/attributes.js";
import { Announcer } from "../ui/announce.js";
import { make, set } from "../ui/dom.js";
import { sheetOf } from "../ui/sheet.js";
import { tongueOf, Words } from "../ui/words.js";
import { kStyles } from "./styles.js";
import { en } from "../ui/text/en.js";
import { ko } from "../ui/text/ko.js";

/** @typedef {import("../ui/words.js").ElementKey} ElementKey */
/** @typedef {import("../ui/attributes.js").Attribute} Attribute */

// On a server there are no elements; the classes can still be imported there.
const Base = /** @type {typeof HTMLElement} */ (globalThis.HTMLElement ?? class {});

/** @type {Set<GliaElement>} */
const connected = new Set();
/** @type {Set<typeof GliaElement>} */
const registered = new Set();
let watching = false;

/** Has the elements follow the language of their surroundings. */
function watchLanguage() {
  if (watching) return;
  watching = true;
  new MutationObserver(() => {
    for (const element of connected) element.findTongue();
  }).observe(document.documentElement, { subtree: true, attributeFilter: ["lang"] });
}

/**
 * The life of an element. Its class overrides what it needs:
 *
 *   build()    called once, before it is first shown: fills `figure`
 *   relabel()  called before the first `update` and after a change of language: writes the words
 *   update()   called after `build` and after a change of attributes: shows them; may throw a GliaError
 *   wake()     called when it comes into view
 *   sleep()    called when it goes out of view, or is removed from the page
 *
 * @fires glia-ready  once, when the figure is shown for the first time
 */
export class GliaElement extends Base {
  /** Its tag without the prefix. */
  static tag = "";
  /** A sentence about it without a full stop, for the manifest and the embed page. */
  static about = "";
  /** Its events beside `glia-ready`, each with its meaning, for the manifest. @type {Record<string, string>} */
  static events = {};
  /** Its slots and its own parts, and what each holds: for the manifest. @type {Record<string, string>} */
  static slots = {};
  /** @type {Record<string, string>} */
  static parts = {};
  /** Its attributes, by property. @type {Record<string, Attribute>} */
  static attributes = {};
  /** Properties without an attribute that may be set before the element is defined. @type {readonly string[]} */
  static properties = [];
  static styles = "";

  static get observedAttributes() {
    return ["lang", ...Object.keys(this.attributes).map(dashed)];
  }

  /** @type {Words<ElementKey>} */
  words = new Words({ en, ko }, "en");
  /** The container of what the class shows. */
  figure;

  #trouble;
  #announcer;
  #built = false;
  #updating = false;
  #ready = false;
  #seen = false;
  #awake = false;
  /** @type {IntersectionObserver | null} */ #observer = null;
  #onVisibility = () => this.#rouse();

  constructor() {
    super();
    this.figure = set(make("div", "figure"), { part: "figure", role: "group" });
    this.#trouble = set(make("p", "trouble"), { part: "trouble", role: "alert" });
    const spoken = set(make("p", "unseen"), { "aria-live": "polite" });
    this.#announcer = new Announcer(spoken);
    this.attachShadow({ mode: "open" }).append(this.figure, this.#trouble, spoken);
  }

  get #class() {
    return /** @type {typeof GliaElement} */ (this.constructor);
  }

  connectedCallback() {
    connected.add(this);
    watchLanguage();
    if (!this.#built) {
      this.#adoptEarly();
      const shadow = /** @type {ShadowRoot} */ (this.shadowRoot);
      shadow.adoptedStyleSheets = [sheetOf(kStyles), sheetOf(this.#class.styles)];
      this.words.speak(this.#tongue());
      this.words.addEventListener("change", () => this.relabel());
      this.build();
      this.#built = true;
      this.relabel();
      this.#update();
    } else this.findTongue();
    this.#observer = new IntersectionObserver((entries) => {
      this.#seen = entries[entries.length - 1].isIntersecting;
      this.#rouse();
    });
    this.#observer.observe(this);
    document.addEventListener("visibilitychange", this.#onVisibility);
  }

  disconnectedCallback() {
    connected.delete(this);
    this.#observer?.disconnect();
    document.removeEventListener("visibilitychange", this.#onVisibility);
    this.#seen = false;
    this.#rouse();
  }

  /** @param {string} name */
  attributeChangedCallback(name) {
    if (!this.#built) return;
    if (name === "lang") this.findTongue();
    else this.requestUpdate();
  }

  /** Takes over the language of its surroundings. */
  findTongue() {
    this.words.speak(this.#tongue());
  }

  #tongue() {
    const wishes = [/** @type {HTMLElement | null} */ (this.closest("[lang]"))?.lang, ...navigator.languages];
    for (const wish of wishes) {
      const tongue = tongueOf(wish);
      if (tongue) return tongue;
    }
    return "en";
  }

  /** Moves properties that were set before the element was defined, and hide those of the class, to the class. */
  #adoptEarly() {
    const own = /** @type {Record<string, unknown>} */ (/** @type {unknown} */ (this));
    for (const name of [...Object.keys(this.#class.attributes), ...this.#class.properties]) {
      if (!Object.hasOwn(own, name)) continue;
      const value = own[name];
      delete own[name];
      own[name] = value;
    }
  }

  #rouse() {
    const awake = this.#seen && document.visibilityState === "visible";
    if (awake === this.#awake) return;
    this.#awake = awake;
    if (awake) this.wake();
    else this.sleep();
  }

  /** Whether it is in view. */
  get awake() {
    return this.#awake;
  }

  // ---- for the classes

  build() {}
  relabel() {}
  update() {}
  wake() {}
  sleep() {}

  /**
   * The value of a property's attribute.
   *
   * @param {string} property
   * @returns {any}
   * @throws {SpecError} if the attribute is malformed or out of range
   */
  value(property) {
    const name = dashed(property);
    const { tag, attributes } = this.#class;
    return readAttribute(attributes[property], this.getAttribute(name), `<glia-${tag}>, ${name}`);
  }

  /** Requests an update; several requests in one task cause a single update. */
  requestUpdate() {
    if (this.#updating || !this.#built) return;
    this.#updating = true;
    queueMicrotask(() => {
      this.#updating = false;
      this.#update();
    });
  }

  #update() {
    try {
      this.update();
      this.complain(null);
    } catch (error) {
      if (!(error instanceof GliaError)) throw error;
      this.complain(error);
    }
  }

  /**
   * Shows an error under the figure, which stays as it is.
   *
   * @param {Error | null} error null removes the last one
   */
  complain(error) {
    this.#trouble.textContent = error ? error.message : "";
  }

  /** Has a screen reader say a text that is not shown. @param {string} text */
  say(text) {
    this.#announcer.say(text);
  }

  /** Fires an event that bubbles out of shadow roots. @param {string} type @param {unknown} [detail] */
  emit(type, detail) {
    this.dispatchEvent(new CustomEvent(type, { detail, bubbles: true, composed: true }));
  }

  /** Fires `glia-ready`, the first time it is called. */
  ready() {
    if (this.#ready) return;
    this.#ready = true;
    this.emit("glia-ready");
  }
}

/**
 * Defines an element: gives its class a property for each attribute, and a tag. Does nothing if the tag is taken.
 *
 * @param {typeof GliaElement} Class
 * @param {string} name of the tag
 */
export function register(Class, name) {
  if (customElements.get(name)) return;
  for (const property of Object.keys(Class.attributes)) {
    Object.defineProperty(Class.prototype, property, {
      configurable: true,
      enumerable: true,
      get() {
        return this.value(property);
      },
      set(value) {
        set(this, { [dashed(property)]: writeAttribute(value) });
      },
    });
  }
  // A class can have one tag only; under another prefix a subclass serves.
  customElements.define(name, registered.has(Class) ? class extends Class {} : Class);
  registered.add(Class);
}
