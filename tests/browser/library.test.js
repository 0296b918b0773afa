// @ts-check
// The library in Chromium: in a page and in a worker, under the content security policy of a strict site, with the
// same results as in Node.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { Network } from "../../web/src/index.js";
import { open } from "./harness.js";

/** @type {Awaited<ReturnType<typeof open>>} */
let site;
before(async () => {
  site = await open();
});
after(() => site.close());

/**
 * Trains a seeded network and answers its weights; runs in Node, in a page and in a worker alike.
 * @param {{ Network: typeof Network }} library
 * @param {"auto" | "simd128" | "relaxed"} build
 */
async function experiment(library, build) {
  const net = await library.Network.create({
    input: [20],
    layers: [
      { type: "dense", units: 15, activation: "sigmoid" },
      { type: "dense", units: 5, activation: "softmax" },
    ],
    optimizer: { type: "sgd", learningRate: 0.3, momentum: 0.9 },
    batchSize: 16,
    seed: 11,
    build,
  });
  const n = 200;
  const x = Float32Array.from({ length: 20 * n }, (_, i) => ((i * 7919) % 1000) / 500 - 1);
  const y = Uint8Array.from({ length: n }, (_, i) => (i * 31) % 5);
  const seen = [];
  for await (const { epoch, step, steps, loss } of net.train({ x, y }, { epochs: 8 })) {
    if (step === steps) seen.push([epoch, loss]);
  }
  const result = {
    build: net.build,
    seen,
    weights: net.parameters().flatMap(({ values }) => [...values]),
    file: net.save().length,
  };
  net.dispose();
  return result;
}

/** A page whose origin also has the experiment, as a module. */
async function visit() {
  const { page, problems } = await site.visit();
  await page
    .context()
    .route("**/experiment.js", (route) =>
      route.fulfill({ contentType: "text/javascript", body: `export ${experiment}` }),
    );
  await page.goto("/");
  return { page, problems };
}

/** @param {"auto" | "simd128" | "relaxed"} build */
async function inPage(build) {
  const { page, problems } = await visit();
  const result = await page.evaluate(async (build) => {
    const library = await import(/** @type {any} */ ("/src/index.js"));
    const { experiment } = await import(/** @type {any} */ ("/experiment.js"));
    return experiment(library, build);
  }, build);
  await page.context().close();
  return { result, problems };
}

/** @param {"auto" | "simd128" | "relaxed"} build */
async function inWorker(build) {
  const { page, problems } = await visit();
  const result = await page.evaluate(async (build) => {
    const code = `
      import * as library from "${location.origin}/src/index.js";
      import { experiment } from "${location.origin}/experiment.js";
      experiment(library, "${build}").then(postMessage, (error) => postMessage({ error: String(error) }));`;
    const url = URL.createObjectURL(new Blob([code], { type: "text/javascript" }));
    const worker = new Worker(url, { type: "module" });
    return await new Promise((resolve, reject) => {
      worker.onmessage = ({ data }) => resolve(data);
      worker.onerror = (event) => reject(new Error(event.message));
    });
  }, build);
  await page.context().close();
  return { result, problems };
}

for (const [where, run] of /** @type {const} */ ([
  ["page", inPage],
  ["worker", inWorker],
])) {
  test(`simd128 in a ${where}: the same bits as in Node`, async () => {
    const [node, { result, problems }] = [await experiment({ Network }, "simd128"), await run("simd128")];
    assert.deepEqual(result, node);
    assert.deepEqual(problems, []);
  });

  test(`auto in a ${where} is relaxed SIMD, and close to Node's simd128`, async () => {
    const [node, { result, problems }] = [await experiment({ Network }, "simd128"), await run("auto")];
    assert.equal(result.build, "relaxed");
    node.weights.forEach((weight, i) => {
      assert.ok(Math.abs(result.weights[i] - weight) < 1e-3, `${i}: ${result.weights[i]}, not ${weight}`);
    });
    assert.deepEqual(problems, []);
  });
}

test("a policy that forbids WebAssembly is named in the error", async () => {
  const { page } = await site.visit();
  await page.route("**/*", async (route) => {
    const response = await route.fetch();
    await route.fulfill({
      response,
      headers: { ...response.headers(), "content-security-policy": "script-src 'self'" },
    });
  });
  await page.goto("/");
  const message = await page.evaluate(async () => {
    const { Network } = await import(/** @type {any} */ ("/src/index.js"));
    return Network.create({ input: [2], layers: [{ type: "dense", units: 1 }] }).then(
      () => "no error",
      (/** @type {Error} */ error) => `${error.name}: ${error.message}`,
    );
  });
  // The page is still fetching when the answer is there.
  await page.unrouteAll({ behavior: "ignoreErrors" });
  assert.match(message, /^GliaError: engine: got a refusal .*'wasm-unsafe-eval'/);
});
