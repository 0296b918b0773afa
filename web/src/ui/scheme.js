// @ts-check

/**
 * Calls back when the colors of the page change: the pixels of a canvas do not follow by themselves.
 *
 * @param {() => void} repaint
 * @returns {() => void} stops it
 */
export function onScheme(repaint) {
  const queries = ["(prefers-color-scheme: dark)", "(forced-colors: active)"].map((query) => matchMedia(query));
  for (const query of queries) query.addEventListener("change", repaint);
  return () => {
    for (const query of queries) query.removeEventListener("change", repaint);
  };
}
