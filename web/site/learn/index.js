// @ts-check
// The list of the lessons.
import { find, make, set } from "../../src/ui/dom.js";
import { Language } from "../language.js";
import { prose } from "../prose.js";
import { indexEn } from "../text/learn/index-en.js";
import { indexKo } from "../text/learn/index-ko.js";
import { learnEn } from "../text/learn/learn-en.js";
import { learnKo } from "../text/learn/learn-ko.js";
import { kLessons } from "./lessons.js";

const language = new Language({ en: { ...learnEn, ...indexEn }, ko: { ...learnKo, ...indexKo } });
const text = (/** @type {string} */ key) => language.text(/** @type {any} */ (key));

function showList() {
  document.title = `${text("page.learn")} · Glia`;
  find("[data-lessons]").replaceChildren(
    ...kLessons.map((name) => {
      const link = set(make("a", "", text(`learn.${name}`)), { href: `${name}.html` });
      return make("li", "", link, make("p", "", ...prose(text(`index.${name}`))));
    }),
  );
}

language.apply();
language.offer();
language.addEventListener("change", showList);
showList();
