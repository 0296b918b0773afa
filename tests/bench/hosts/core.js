// @ts-check
// Pins this process to one core, with its threads and every process that it starts afterwards.
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";

/** The cores that this process may run on, such as "0-3"; undefined if it cannot be pinned. */
export function cores() {
  if (spawnSync("taskset", ["--version"]).status !== 0) return undefined;
  return /^Cpus_allowed_list:\s*(\S+)/m.exec(readFileSync("/proc/self/status", "utf8"))?.[1];
}

/** @param {string} list a list from `cores` @returns {string} its first core */
export const firstOf = (list) => list.split(/\D/)[0];

/** Pins this process to cores; its children inherit the setting. @param {string | undefined} list */
export function hold(list) {
  if (list !== undefined) spawnSync("taskset", ["-a", "-c", "-p", list, `${process.pid}`]);
}
