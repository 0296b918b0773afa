// @ts-check
// What every element of Glia is: attributes and properties, language, looks, and a life that rests out of sight.
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

/** Elements follow the language of what is around them. */
function watchLanguage() {
  if (watching) return;
  watching = true;
  new MutationObserver(() => {
    for (const element of connected) element.findTongue();
  }).observe(document.documentElement, { subtree: true, attributeFilter: ["lang"] });
}

/**
 * The life of an element, of which its class fills in what it needs:
 *
 *   build()    once, before it is first shown: what stands in `figure`
 *   update()   after a change of attributes, and after `build`: shows what they say; may throw a GliaError
 *   relabel()  after a change of language, and before the first `update`: words
 *   wake()     it came into sight
 *   sleep()    it went out of sight, or off the page
 *
 * @fires glia-ready  once it shows what it is for
 */
export class GliaElement extends Base {
  /** The name of its tag after the prefix. */
  static tag = "";
  /** What it is, in a sentence without a full stop: what the manifest and the embed page say of it. */
  static about = "";
  /** Its own events beside `glia-ready`, and what each tells: for the manifest. @type {Record<string, string>} */
  static events = {};
  /** Its slots and its own parts, and what each holds: for the manifest. @type {Record<string, string>} */
  static slots = {};
  /** @type {Record<string, string>} */
  static parts = {};
  /** @type {Record<string, Attribute>} by the property's name */
  static attributes = {};
  /** Properties that are no attributes, and may be set before the element is defined. @type {readonly string[]} */
  static properties = [];
  static styles = "";

  static get observedAttributes() {
    return ["lang", ...Object.keys(this.attributes).map(dashed)];
  }

  /** @type {Words<ElementKey>} */
  words = new Words({ en, ko }, "en");
  /** What the class puts its view into. */
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

  /** Speaks the language of its place from now on. */
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

  /** Properties that were set before the element was defined hide those of the class. */
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

  /** Whether it is in sight. */
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
   * What an attribute says, as a value.
   *
   * @param {string} property
   * @returns {any}
   */
  value(property) {
    const name = dashed(property);
    const { tag, attributes } = this.#class;
    return readAttribute(attributes[property], this.getAttribute(name), `<glia-${tag}>, ${name}`);
  }

  /** Asks for an update, of which there is one however many are asked for at once. */
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
   * Says on the spot what went wrong; what was shown before stays.
   *
   * @param {Error | null} error null: nothing any more
   */
  complain(error) {
    this.#trouble.textContent = error ? error.message : "";
  }

  /** @param {string} text spoken, not shown */
  say(text) {
    this.#announcer.say(text);
  }

  /** @param {string} type @param {unknown} [detail] */
  emit(type, detail) {
    this.dispatchEvent(new CustomEvent(type, { detail, bubbles: true, composed: true }));
  }

  /** Tells once that it shows what it is for. */
  ready() {
    if (this.#ready) return;
    this.#ready = true;
    this.emit("glia-ready");
  }
}

/**
 * Gives a class the properties that its attributes reflect, and a tag.
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
  // A class can have one tag only; under another prefix an heir serves.
  customElements.define(name, registered.has(Class) ? class extends Class {} : Class);
  registered.add(Class);
}
