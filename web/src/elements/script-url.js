// @ts-check
// Where the script is that this was bundled into: what `import.meta.url` is to a module, for a script that may be one or
// not (build.sh puts this in its place). A module cannot ask for itself, so it is known by its name.
const scripts = [...(globalThis.document?.scripts ?? [])];
const own = globalThis.document?.currentScript ?? scripts.find(({ src }) => /\/glia-elements\.js(\?|$)/.test(src));

export const scriptUrl = /** @type {HTMLScriptElement | undefined} */ (own)?.src ?? globalThis.location?.href;
