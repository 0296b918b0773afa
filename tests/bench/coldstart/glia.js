// @ts-check
// coldstart.js puts web/dist/glia.js, which ships, in the place of its sources.
import { Network } from "../../../web/src/index.js";
import { answer, pixels } from "./answer.js";

const net = await Network.load(fetch("model.safetensors"), { batchSize: 1 });
answer(net.predict(pixels));
