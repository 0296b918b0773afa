// @ts-check
// Elements for a script tag: a page fetches the code of those that are on it, when they are on it.

/** The elements by the scripts that have their code: those that share much are together. */
export const kGroups = {
  draw: ["draw"],
  figures: ["activation", "dot", "neuron", "softmax"],
  networks: ["backprop", "forward"],
  race: ["descent"],
  training: ["boundary", "train"],
};

/**
 * Looks for elements now and whenever something is put on the page, and fetches their scripts. What is in a shadow root of
 * a stranger is not seen: there, the script tag names what to fetch in `data-define="draw training"`.
 *
 * @param {string} base of their addresses
 * @param {string} [named] groups to fetch whatever is on the page
 */
export function defineOnDemand(base, named = "") {
  const waiting = new Map(Object.entries(kGroups));
  const fetchGroup = (/** @type {string} */ group) => {
    if (!waiting.delete(group)) return;
    const script = document.createElement("script");
    script.charset = "utf-8"; // whatever the page around it is
    script.src = new URL(`elements/${group}.js`, base).href;
    document.head.append(script);
    if (waiting.size === 0) observer.disconnect();
  };
  const look = () => {
    for (const [group, tags] of waiting) {
      if (document.querySelector(tags.map((tag) => `glia-${tag}`).join())) fetchGroup(group);
    }
  };
  const observer = new MutationObserver(look);
  observer.observe(document, { childList: true, subtree: true });
  for (const group of named.split(/\s+/)) fetchGroup(group);
  look();
}
