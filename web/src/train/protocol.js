// @ts-check
// How the page and a training worker talk. One message goes through the worker itself:
//
//   page → worker    { glia: "train", version }                 with a MessagePort: one port is one run
//
// so that a caller's own worker can have its own messages, and several runs. Everything else goes through the port, as
// { type, … }:
//
//   worker → page    hello    { version }                       a worker that has not said hello within kHelloMs is
//                                                               treated as missing
//   page → worker    train    { state, build, module, options, parts, snapshots }
//                               state: the network as saved; module: the engine of this build, compiled by the page;
//                               parts: [{ type, length }], a typed array each: x, y and, if there is
//                               options.validation, its x and y
//   worker → page    started  { }                               the network is loaded
//                 or refused  { error }                         the page tries the next way, as after no hello; also
//                                                               if the host does not let the module through
//   page → worker    chunk    { part, at, bytes }               the bytes of a part from `at` on
//                    begin    { }                               the data are complete; commands may come before
//   worker → page    report   { progress, weights }             transferred; at most kReports of them are under way
//   page → worker    back     { weights }                       a report was read; its buffer, transferred, for the next
//   page → worker    pause | resume | step | stop   { ticket, count }   commands are numbered from 1; count: of steps
//                    set      { ticket, learningRate }
//                    drop     { }                               the page wants no further message, not even `end`
//   worker → page    standing { ticket, progress, state }       training stands still, by the command of this number
//   worker → page    end      { ticket, reason, error, progress, state }   the last message
//
// `progress` is a list, oldest first: every end of an epoch since the last list, then the latest step. `error` is as
// encodeError makes it. A report that would be more than kReports ahead of the page is left out, and its progress waits
// for the next one.
import * as errors from "../base/errors.js";

/** Both sides must have the same: a page may come from a cache, and its worker from the server. */
export const kVersion = 3;
/** Milliseconds that a worker has to say hello. */
export const kHelloMs = 3000;
/** The least number of milliseconds between two reports. */
export const kReportMs = 100;
/** The most reports that the page has not read yet, which is the number of buffers of weights. */
export const kReports = 2;

/** @typedef {import("../network/network.js").Progress} Progress */
/** @typedef {import("../network/network.js").TrainOptions} TrainOptions */
/**
 * Why a run ended: `done`, all epochs are complete; `early`, early stopping ended it; `stopped`, by `stop()` or because
 * its reader left the loop; `aborted`, by its signal; `diverged`, the loss or a gradient was no longer finite;
 * `disposed`, the network was disposed of; `failed`, the worker broke down or training threw any other error.
 * @typedef {"done" | "early" | "stopped" | "aborted" | "diverged" | "disposed" | "failed"} Reason
 */
/** @typedef {{ reason: Reason, error?: unknown }} End  `error` with aborted, diverged, disposed and failed */
/** @typedef {{ type: string, length: number }} Part */
/** @typedef {{ name: string, message: string, stack: string, fields: Record<string, unknown> }} SentError */

/**
 * @typedef {{ glia: "train", version: number }} Call
 * @typedef {{ type: "train", state: Uint8Array, build: import("../engine/instances.js").Build, module: WebAssembly.Module, options: Record<string, any>, parts: Part[], snapshots: boolean }} TrainMessage
 * @typedef {{ type: "chunk", part: number, at: number, bytes: Uint8Array }} ChunkMessage
 * @typedef {{ type: "pause" | "resume" | "step" | "stop", count?: number } | { type: "set", learningRate: number }} Command
 * @typedef {Command & { ticket: number }} NumberedCommand
 * @typedef {TrainMessage | ChunkMessage | NumberedCommand | { type: "back", weights: Float32Array | null } | { type: "begin" | "drop" }} ToWorker
 */
/**
 * @typedef {{ type: "hello", version: number }} HelloMessage
 * @typedef {{ type: "report", progress: Progress[], weights: Float32Array | null }} ReportMessage
 * @typedef {{ type: "standing", ticket: number, progress: Progress[], state: Uint8Array }} StandingMessage
 * @typedef {{ type: "end", ticket: number, reason: Reason, error: SentError | null, progress: Progress[], state: Uint8Array }} EndMessage
 * @typedef {HelloMessage | { type: "started" } | { type: "refused", error: SentError } | ReportMessage | StandingMessage | EndMessage} ToPage
 */

// The fields of Glia's errors beside the message.
const kFields = ["got", "expected", "where", "layer", "step", "value"];
const kNative = [EvalError, RangeError, ReferenceError, SyntaxError, TypeError];

/** @param {unknown} error @returns {string} its stack, followed by the stacks of its causes */
function stackOf(error) {
  if (!(error instanceof Error)) return String(error);
  // The stacks of Firefox and Safari do not contain the message.
  const own = error.stack?.includes(error.message) ? error.stack : `${error}\n${error.stack ?? ""}`;
  return error.cause === undefined ? own : `${own}\nCaused by: ${stackOf(error.cause)}`;
}

/**
 * An error as plain data, because structured cloning turns Glia's errors into plain Errors without their fields.
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
  // The names of minified classes differ between the page's bundle and the worker's.
  const own = Object.entries(errors).find(([, Kind]) => error instanceof Object && error.constructor === Kind);
  return { name: own?.[0] ?? name, message, stack: stackOf(error), fields };
}

/**
 * The error again, of its class; the stack that it had on the other side is its cause.
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
