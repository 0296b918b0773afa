// @ts-check
import { Network } from "../src/index.js";
import { kModels } from "../src/elements/models.js";
import { objectionTo } from "../src/ui/reader.js";
import { Refusal } from "./refusal.js";

/** @typedef {import("./language.js").TextKey} TextKey */
/** @typedef {import("../src/ui/reading.js").Subject} Subject */
/** @typedef {{ id: string, title: TextKey, note: TextKey, file: string, subject: Subject, unsure?: number }} Offer  unsure: a prediction less probable than this is doubtful */
/** @typedef {{ file: string, accuracy?: number, parameters?: number, bytes?: number }} Facts */

const kFolder = "dist/models/";

/** Why a network cannot read drawings, as texts of the page. @type {Record<import("../src/ui/reader.js").Objection["what"], TextKey>} */
const kObjections = { inputs: "trouble.input", outputs: "trouble.output", sum: "trouble.probabilities" };

/** @type {readonly [id: string, title: TextKey, note: TextKey][]} */
const kTexts = [
  ["mnist-cnn", "model.cnn", "model.cnn.note"],
  ["mnist-mlp", "model.mlp", "model.mlp.note"],
  ["mnist-mlp-book", "model.book", "model.book.note"],
  ["fashion-cnn", "model.fashion", "model.fashion.note"],
];

/** The networks that the page offers; it begins with the first. @type {Offer[]} */
export const kOffers = kTexts.map(([id, title, note]) => ({
  id,
  title,
  note,
  file: `${id}.safetensors`,
  ...kModels[id],
}));

/**
 * What the build measured of its models. The page works without that list, and says less.
 *
 * @returns {Promise<Map<string, Facts>>} by file name
 */
export async function fetchFacts() {
  try {
    const response = await fetch(`${kFolder}models.json`);
    /** @type {Facts[]} */
    const list = response.ok ? await response.json() : [];
    return new Map(list.map((facts) => [facts.file.replace(/^.*\//, ""), facts]));
  } catch {
    return new Map();
  }
}

/** @param {Offer} offer @returns {Promise<Network>} @throws {Refusal} if it cannot be fetched */
export async function fetchNetwork({ file }) {
  let response;
  try {
    response = await fetch(kFolder + file);
  } catch {
    throw new Refusal("trouble.fetch");
  }
  if (!response.ok) throw new Refusal("trouble.missing", { file: kFolder + file, status: response.status });
  return openNetwork(await response.arrayBuffer());
}

/**
 * A network from a file's bytes.
 *
 * @param {ArrayBuffer} bytes
 * @returns {Promise<Network>}
 * @throws {Refusal} if it cannot read drawings
 */
export async function openNetwork(bytes) {
  const net = await Network.load(new Uint8Array(bytes), { batchSize: 1 });
  const objection = objectionTo(net);
  if (!objection) return net;
  net.dispose();
  throw new Refusal(kObjections[objection.what], { [objection.what]: objection.count });
}
