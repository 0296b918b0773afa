// @ts-check

/**
 * What is painted has its colours fixed; this tells when they are others.
 *
 * @param {() => void} repaint
 * @returns {() => void} what ends it
 */
export function onScheme(repaint) {
  const queries = ["(prefers-color-scheme: dark)", "(forced-colors: active)"].map((query) => matchMedia(query));
  for (const query of queries) query.addEventListener("change", repaint);
  return () => {
    for (const query of queries) query.removeEventListener("change", repaint);
  };
}
