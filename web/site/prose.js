// @ts-check
import { make } from "../src/ui/dom.js";

/**
 * Converts text with a little markup to nodes: `code`, *emphasis* and [words](address).
 *
 * @param {string} text
 * @returns {(string | Node)[]}
 */
export function prose(text) {
  return text
    .split(/(`[^`]+`|\*[^*]+\*|\[[^\]]+\]\([^)]+\))/)
    .filter((part) => part !== "")
    .map((part) => {
      if (part.startsWith("`") && part.length > 2) return make("code", "", part.slice(1, -1));
      if (part.startsWith("*") && part.length > 2) return make("em", "", part.slice(1, -1));
      const link = /^\[([^\]]+)\]\(([^)]+)\)$/.exec(part);
      if (!link) return part;
      const anchor = make("a", "", link[1]);
      anchor.setAttribute("href", link[2]);
      return anchor;
    });
}
