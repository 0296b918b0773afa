// @ts-check
import { Refusal } from "../refusal.js";
import { defaultsFor, formatLink, parseLink } from "./settings.js";

/** @typedef {import("./settings.js").Settings} Settings */
/** @typedef {import("./trouble.js").Trouble} Trouble */

/** @param {Settings} settings that the page's address describes from now on */
export function writeLink(settings) {
  history.replaceState(null, "", `${location.pathname}${location.search}#${formatLink(settings)}`);
}

/** @param {Settings} settings @returns {boolean} whether the page's address describes exactly them */
export function isLinked(settings) {
  return location.hash.slice(1) === formatLink(settings);
}

/**
 * The settings that the page's address describes; what it gets wrong has its default, and is told.
 *
 * @param {Trouble} trouble
 * @param {boolean} own whether the user's own file is open
 * @returns {Settings}
 */
export function readLink(trouble, own) {
  const { settings, refused } = parseLink(location.hash);
  if (refused.length > 0) {
    const parts = refused.map(({ name, value }) => `${name}=${value}`).join(", ");
    const flaw = refused.find((one) => one.flaw)?.flaw;
    if (flaw) trouble.show("trouble.link", { parts }, new Refusal(`link.${flaw}`));
    else trouble.say("trouble.link", { parts });
  }
  if (settings.data === "own" && !own) {
    trouble.say("data.own.missing");
    return defaultsFor();
  }
  return settings;
}
