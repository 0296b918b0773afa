// @ts-check
// coldstart.js replaces the sources with web/dist/glia.js, the shipped file.
import { Network } from "../../../web/src/index.js";
import { answer, pixels } from "./answer.js";

const net = await Network.load(fetch("model.safetensors"), { batchSize: 1 });
answer(net.predict(pixels));
