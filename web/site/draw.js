// @ts-check
// The page on which a digit is drawn and read: <glia-draw>, and panels that listen to it.
import { GliaDraw } from "../src/elements/draw.js";
import { register } from "../src/elements/element.js";
import { find } from "../src/ui/dom.js";
import { isUndo } from "../src/ui/keys.js";
import { onScheme } from "../src/ui/scheme.js";
import { sheetOf } from "../src/ui/sheet.js";
import { kPictureStyles } from "../src/ui/stages.js";
import { kOffers } from "./catalogue.js";
import { acceptDrops } from "./drop.js";
import { LayersPanel } from "./inside/panel.js";
import { Language } from "./language.js";
import { Nearest } from "./nearest.js";
import { Networks } from "./networks.js";
import { Samples } from "./samples.js";

const language = new Language();
language.apply();
document.adoptedStyleSheets = [sheetOf(kPictureStyles)];
register(GliaDraw, "glia-draw");

const draw = /** @type {GliaDraw} */ (find("glia-draw"));
const networks = new Networks(draw, language);
const layers = new LayersPanel(find("[data-layers]"), language);
const nearest = new Nearest(find("[data-nearest]"), language);
const samples = new Samples(find("[data-samples]"), find("[data-sample-section]"), language);
/** @type {{ repaint: () => void }[]} */
const views = [layers, nearest, samples];

/** Writes what depends on the network in use. */
function nameThings() {
  const clothes = networks.current?.subject === "clothes";
  find("[data-nearest-section]").hidden = clothes;
  find("[data-layers-note]").hidden = layers.empty;
  find("[data-layers-none]").hidden = !draw.network || !layers.empty;
  find("[data-layers-note]").textContent = language.text(layers.pictures ? "layers.note.maps" : "layers.note");
  find("[data-sees-note]").textContent = language.text(clothes ? "sees.note.clothes" : "sees.note");
}

draw.addEventListener("glia-network", () => {
  if (draw.network) layers.open(draw.network);
  if (networks.current) samples.open(networks.current.subject);
  nameThings();
});
draw.addEventListener("glia-predict", () => {
  const { network, prediction } = draw;
  const pixels = network && prediction ? prediction.pixels : null;
  layers.show(network && pixels ? network.activations() : [], pixels);
  nearest.show(networks.current?.subject === "digits" ? pixels : null);
});
samples.addEventListener("pick", () => {
  if (samples.picked) draw.draw(samples.picked);
});

const picker = /** @type {HTMLInputElement} */ (find("[data-file]"));
picker.addEventListener("change", () => {
  const [file] = picker.files ?? [];
  if (file) networks.useFile(file);
  picker.value = ""; // so that the same file can be opened again after it was mended
});
acceptDrops((file) => networks.useFile(file));

document.addEventListener("keydown", (event) => {
  if (event.defaultPrevented || !isUndo(event)) return;
  const typing = event.target instanceof HTMLInputElement && !["radio", "file"].includes(event.target.type);
  if (typing) return;
  event.preventDefault();
  draw.undo();
});
find(".skip").addEventListener("click", (event) => {
  event.preventDefault();
  draw.focus();
});

language.offer();
language.addEventListener("change", nameThings);
onScheme(() => {
  for (const view of views) view.repaint();
});

/** The part that teaches comes last, so that the first answer does not wait for it. */
async function mountTeach() {
  const { Teach } = await import("./teach/index.js");
  find("#teach-heading").dataset.text = "teach.heading"; // the page has no text for it until now
  const teach = new Teach(find("[data-teach]"), language, draw, networks);
  find("[data-teach-section]").hidden = false;
  views.push(teach);
}

nameThings();
samples.open("digits");
networks.useOffer(kOffers[0].id).then(mountTeach);
networks.fetchFacts();
