// @ts-check
// Trains the network that a link of web/train.html describes, in Node, to the same bits: the weight hash printed at the
// end equals the one that the page shows.
//
//   node models/link.js "http://127.0.0.1:8080/train.html#data=moons&layers=8-8&epochs=20&seed=1"
//   node models/link.js "#data=mnist-10000"      uses the page's defaults for the rest
//   node models/link.js "#data=mnist-10000&layers=c8-p-c16-p-128&augment=rotation:10,shift:1"
//
// layers=c8-p-128: a convolution of 3 × 3 with 8 filters, max pooling by 2, a dense layer of 128 units.
import { readFile } from "node:fs/promises";
import { pathToFileURL } from "node:url";
import { trainEn } from "../web/site/text/train-en.js";
import { formatLink, parseLink } from "../web/site/train/settings.js";
import { digitSet, kData, loadDataset } from "../web/src/ui/datasets.js";
import { courseFor, createNetwork } from "../web/src/ui/plan.js";
import { mnist } from "./mnist.js";

/** @typedef {import("../web/site/train/settings.js").Settings} Settings */

/**
 * The part of an address from `#` on; without one, from `?` on; without either, the text itself.
 * @param {string} link
 */
export function stateOf(link) {
  const hash = link.indexOf("#");
  if (hash >= 0) return link.slice(hash);
  const query = link.indexOf("?");
  return query >= 0 ? link.slice(query) : link;
}

/** @param {Settings} settings */
async function datasetFor({ data, seed }) {
  if (data === "own") throw new Error("data=own: the link does not contain the CSV file.");
  if (kData[data] !== "digits") {
    return loadDataset(data, seed, () => readFile(new URL("data/breast_cancer.csv", import.meta.url)));
  }
  const [{ x, y }, test] = await Promise.all([mnist("train"), mnist("test")]);
  const n = Number(data.replace("mnist-", ""));
  return digitSet(data, { x: x.subarray(0, n * 784), y: y.subarray(0, n) }, { x: test.x, y: test.y });
}

/**
 * @param {string} link
 * @param {(progress: import("../web/src/network/network.js").Progress) => void} [report]
 * @returns {Promise<{ settings: Settings, hash: string, accuracy: number | null }>}
 */
export async function runLink(link, report = () => {}) {
  const { settings, refused } = parseLink(stateOf(link));
  for (const { name, value, flaw } of refused) {
    const reason = flaw ? ` ${trainEn[`link.${flaw}`]}` : "";
    console.error(`${name}=${value} is not a setting; the default is used.${reason}`);
  }
  const dataset = await datasetFor(settings);
  const net = await createNetwork(settings, dataset);
  const { train, ...options } = courseFor(settings, dataset);
  /** @type {number | null} */
  let accuracy = null;
  for await (const progress of net.train(train, options)) {
    accuracy = progress.validation?.accuracy ?? accuracy;
    report(progress);
  }
  const hash = net.weightHash();
  net.dispose();
  return { settings, hash, accuracy };
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const [, , link] = process.argv;
  if (link === undefined) {
    console.error('got no link, expected one: node models/link.js "#data=moons&seed=1"');
    process.exit(2);
  }
  const started = performance.now();
  const { settings, hash } = await runLink(link, ({ epoch, step, steps, loss, validation, samplesPerSecond }) => {
    if (step < steps) return;
    const held =
      validation?.accuracy === null ? validation.loss.toFixed(4) : `${(100 * (validation?.accuracy ?? 0)).toFixed(2)}%`;
    console.log(
      `epoch ${epoch}: loss ${loss.toFixed(4)}, validation ${held}, ${Math.round(samplesPerSecond)} samples/s`,
    );
  });
  console.log(formatLink(settings));
  console.log(`${((performance.now() - started) / 1000).toFixed(1)} s`);
  console.log(`weight hash ${hash}`);
}
