// @ts-check
import { fileURLToPath } from "node:url";
import { bench } from "../bench.js";
import { readFromDisk } from "./files.js";

const tfjsFiles = fileURLToPath(new URL("../node_modules/@tensorflow/tfjs-backend-wasm/dist/", import.meta.url));

const results = await bench({ read: readFromDisk, tfjsFiles }, JSON.parse(process.argv[2]), (line) =>
  process.stderr.write(`node: ${line}\n`),
);
process.send?.(results, () => process.exit(0));
