// @ts-check
// node web/free-port.js PORT
// Prints the first free port from PORT on, for build.sh.
import { createServer } from "node:net";

const asked = process.argv[2] ?? "";
const from = /^\d+$/.test(asked) ? Number(asked) : 0;
if (from < 1 || from > 65535) {
  console.error(`PORT: got ${asked}, expected a number from 1 to 65535`);
  process.exit(1);
}

/** @param {number} port @returns {Promise<boolean>} */
const isFree = (port) =>
  new Promise((resolve) => {
    const server = createServer();
    server.once("error", () => resolve(false));
    server.listen(port, "127.0.0.1", () => server.close(() => resolve(true)));
  });

let port = from;
while (!(await isFree(port))) {
  if (++port > 65535) {
    console.error(`PORT: got ${asked}, but no port from there on is free`);
    process.exit(1);
  }
}
console.log(port);
