// @ts-check

/** @template T @param {IDBRequest<T>} request @returns {Promise<T>} */
function done(request) {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

/**
 * Entries kept in this browser, each with a number as its `id`. Every call rejects if the browser stores nothing.
 *
 * @template {{ id?: number }} T
 */
export class Store {
  #database;
  #name;

  /**
   * @param {string} database
   * @param {string} name of the store in it, its only one
   */
  constructor(database, name) {
    this.#database = database;
    this.#name = name;
  }

  /** @returns {Promise<T[]>} by their ids */
  async list() {
    return this.#do("readonly", (store) => store.getAll());
  }

  /** @param {T} entry one without an id gets the next */
  async put(entry) {
    await this.#do("readwrite", (store) => store.put(entry));
  }

  /** @param {number} id */
  async remove(id) {
    await this.#do("readwrite", (store) => store.delete(id));
  }

  /**
   * @template R
   * @param {IDBTransactionMode} mode
   * @param {(store: IDBObjectStore) => IDBRequest<R>} work
   * @returns {Promise<R>}
   */
  async #do(mode, work) {
    const opening = indexedDB.open(this.#database, 1);
    opening.onupgradeneeded = () =>
      opening.result.createObjectStore(this.#name, { keyPath: "id", autoIncrement: true });
    const database = await done(opening);
    try {
      return await done(work(database.transaction(this.#name, mode).objectStore(this.#name)));
    } finally {
      database.close();
    }
  }
}
