// @ts-check
// Elements for a script tag: a page fetches the code of an element when one is on it.

/** The elements in each script: those that share much code are together. */
export const kGroups = {
  draw: ["draw"],
  figures: ["activation", "dot", "neuron", "softmax"],
  networks: ["backprop", "forward"],
  race: ["descent"],
  training: ["boundary", "train"],
};

/**
 * Looks for elements now and whenever the page changes, and fetches their scripts. It does not see elements in shadow roots:
 * for those, the script tag names the groups to fetch in `data-define="draw training"`.
 *
 * @param {string} base URL of the scripts
 * @param {string} [named] groups to fetch whether or not their elements are on the page
 */
export function defineOnDemand(base, named = "") {
  const waiting = new Map(Object.entries(kGroups));
  const fetchGroup = (/** @type {string} */ group) => {
    if (!waiting.delete(group)) return;
    const script = document.createElement("script");
    script.charset = "utf-8"; // in a page of any encoding
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
