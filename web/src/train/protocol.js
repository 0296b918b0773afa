// @ts-check
// How the page and a training worker talk. One message goes through the worker itself:
//
//   page → worker    { glia: "train", version }                 with a MessagePort: one port is one run
//
// so that a caller's own worker can have messages, and several runs, beside it. Everything else goes through the port,
// as { type, … }:
//
//   worker → page    hello    { version }                       who does not say so within kHelloMs is not there
//   page → worker    train    { state, build, options, parts, snapshots }
//                               state: the network as it is saved; parts: [{ type, length }], a typed array each: x, y
//                               and, where options.validation is, its x and y
//   worker → page    started  { }                               the network is loaded
//                 or refused  { error }                         the page tries elsewhere, as for no hello
//   page → worker    chunk    { part, at, bytes }               bytes `at` and on of a part
//                    begin    { }                               all are there; commands may have come before
//   worker → page    report   { progress, weights }             transferred; kReports of them are under way at most
//   page → worker    back     { weights }                       a report was read; its buffer, transferred, for the next
//   page → worker    pause | resume | step | stop   { ticket, count }   commands are numbered from 1; count: of steps
//                    set      { ticket, learningRate }
//                    drop     { }                               the page wants nothing more, not even an answer
//   worker → page    standing { ticket, progress, state }       training stands still, by the command of this number
//   worker → page    end      { ticket, reason, error, progress, state }   the last message
//
// `progress` is a list, oldest first: every end of an epoch since the last list, and the latest step after them.
// `error` is as encodeError makes it. Where a report would be more than kReports ahead of the page it is left out, and
// its progress waits for the next one.
import * as errors from "../base/errors.js";

/** Both sides must have the same: a page may come from a cache, and its worker from the server. */
export const kVersion = 2;
/** Milliseconds that a worker has for its hello. */
export const kHelloMs = 3000;
/** Milliseconds between two reports, at least. */
export const kReportMs = 100;
/** Reports that the page has not read yet, at most; as many buffers of weights there are. */
export const kReports = 2;

/** @typedef {import("../network/network.js").Progress} Progress */
/** @typedef {import("../network/network.js").TrainOptions} TrainOptions */
/** @typedef {"done" | "stopped" | "early" | "aborted" | "diverged" | "disposed" | "failed"} Reason */
/** @typedef {{ type: string, length: number }} Part */
/** @typedef {{ name: string, message: string, stack: string, fields: Record<string, unknown> }} SentError */

/**
 * @typedef {{ glia: "train", version: number }} Call
 * @typedef {{ type: "train", state: Uint8Array, build: "simd128" | "relaxed", options: Record<string, any>, parts: Part[], snapshots: boolean }} TrainMessage
 * @typedef {{ type: "chunk", part: number, at: number, bytes: Uint8Array }} ChunkMessage
 * @typedef {{ type: "pause" | "resume" | "step" | "stop", count?: number } | { type: "set", learningRate: number }} Command
 * @typedef {TrainMessage | ChunkMessage | (Command & { ticket: number }) | { type: "back", weights: Float32Array | null } | { type: "begin" | "drop" }} ToWorker
 */
/**
 * @typedef {{ type: "hello", version: number }} HelloMessage
 * @typedef {{ type: "report", progress: Progress[], weights: Float32Array | null }} ReportMessage
 * @typedef {{ type: "standing", ticket: number, progress: Progress[], state: Uint8Array }} StandingMessage
 * @typedef {{ type: "end", ticket: number, reason: Reason, error: SentError | null, progress: Progress[], state: Uint8Array }} EndMessage
 * @typedef {HelloMessage | { type: "started" } | { type: "refused", error: SentError } | ReportMessage | StandingMessage | EndMessage} ToPage
 */

// What any of Glia's errors carries beside its message.
const kFields = ["got", "expected", "where", "layer", "step", "value"];
const kNative = [EvalError, RangeError, ReferenceError, SyntaxError, TypeError];

/** @param {unknown} error @returns {string} with the errors underneath it */
function stackOf(error) {
  if (!(error instanceof Error)) return String(error);
  // Firefox and Safari leave the message out of the stack.
  const own = error.stack?.includes(error.message) ? error.stack : `${error}\n${error.stack ?? ""}`;
  return error.cause === undefined ? own : `${own}\nCaused by: ${stackOf(error.cause)}`;
}

/**
 * An error as plain data: structured cloning would make any of ours an Error without its fields.
 * @param {unknown} error
 * @returns {SentError}
 */
export function encodeError(error) {
  const { name = "Error", message = String(error) } = /** @type {Partial<Error>} */ (error ?? {});
  /** @type {Record<string, unknown>} */
  const fields = {};
  if (error instanceof errors.GliaError) {
    for (const field of kFields) if (field in error) fields[field] = /** @type {any} */ (error)[field];
  }
  // A minifier gives classes other names, on either side others.
  const own = Object.entries(errors).find(([, Kind]) => error instanceof Object && error.constructor === Kind);
  return { name: own?.[0] ?? name, message, stack: stackOf(error), fields };
}

/**
 * The error again, of its class, made here; the stack that it had there is its cause.
 * @param {SentError} sent
 * @returns {Error}
 */
export function decodeError({ name, message, stack, fields }) {
  const Ours = /** @type {any} */ (errors)[name];
  if (Ours?.prototype instanceof Error && "got" in fields) return new Ours({ ...fields, message, cause: stack });
  const Native = kNative.find((kind) => kind.name === name) ?? Error;
  const error = new Native(message, { cause: stack });
  error.name = name;
  return error;
}
