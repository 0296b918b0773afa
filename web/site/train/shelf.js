// @ts-check

/**
 * @typedef {object} Kept
 * @property {number} [id]
 * @property {string} link the settings, as an address
 * @property {string} name
 * @property {number} epoch
 * @property {number} time when, in milliseconds since 1970
 * @property {Uint8Array} bytes the network as a file
 * @property {boolean} pure
 * @property {import("./history.js").Curves} curves
 */

const kName = "glia.networks";
const kStore = "networks";

/** @template T @param {IDBRequest<T>} request @returns {Promise<T>} */
function done(request) {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

/** @param {IDBTransactionMode} mode @returns {Promise<IDBObjectStore>} */
async function store(mode) {
  const opening = indexedDB.open(kName, 1);
  opening.onupgradeneeded = () => opening.result.createObjectStore(kStore, { keyPath: "id", autoIncrement: true });
  const database = await done(opening);
  const transaction = database.transaction(kStore, mode);
  transaction.oncomplete = transaction.onabort = () => database.close();
  return transaction.objectStore(kStore);
}

/** Networks kept in this browser. Every call fails where the browser keeps nothing. */
export const shelf = {
  /** @returns {Promise<Kept[]>} the latest first */
  async list() {
    const all = await done((await store("readonly")).getAll());
    return all.reverse();
  },

  /** @param {number} id @returns {Promise<Kept | undefined>} */
  async take(id) {
    return done((await store("readonly")).get(id));
  },

  /** @param {Kept} kept */
  async put(kept) {
    await done((await store("readwrite")).add(kept));
  },

  /** @param {number} id */
  async remove(id) {
    await done((await store("readwrite")).delete(id));
  },
};
