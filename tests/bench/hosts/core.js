// @ts-check
// One core for everything: what starts from here on, and the threads that there are.
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";

/** The cores that this process may run on, such as "0-3", where it can be held to some of them. */
export function cores() {
  if (spawnSync("taskset", ["--version"]).status !== 0) return undefined;
  return /^Cpus_allowed_list:\s*(\S+)/m.exec(readFileSync("/proc/self/status", "utf8"))?.[1];
}

/** @param {string} list of `cores` @returns {string} the first of them */
export const firstOf = (list) => list.split(/\D/)[0];

/** Holds this process to cores; its children inherit that. @param {string | undefined} list */
export function hold(list) {
  if (list !== undefined) spawnSync("taskset", ["-a", "-c", "-p", list, `${process.pid}`]);
}
