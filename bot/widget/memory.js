// What outlives a reload: in the tab's own session storage, written only once the chat is open.

const EMPTY = {
  open: false,
  token: null, // of the conversation
  base: "", // when the last known message was stored; null: to be asked before the next one
  count: 0, // the assistant's messages so far, which feedback counts by
  choice: null, // the language the resident chose
  share: false,
  entries: [], // what is shown
};

export class Memory {
  #key;

  constructor(base) {
    this.#key = `familien-lotse ${base.href}`;
    this.state = { ...EMPTY, entries: [] };
  }

  /** Take up what an earlier page of this tab left; nothing is written. */
  restore() {
    try {
      const kept = JSON.parse(sessionStorage.getItem(this.#key));
      if (kept && Array.isArray(kept.entries)) this.state = { ...this.state, ...kept };
    } catch {
      // Storage is forbidden or holds nonsense: start empty.
    }
    return this.state;
  }

  /** Write the state down. */
  keep() {
    try {
      sessionStorage.setItem(this.#key, JSON.stringify(this.state));
    } catch {
      // Forbidden or full: the conversation then lives as long as the page.
    }
  }

  /** Forget the conversation; language stays, as it says nothing about it. */
  clear() {
    const { open, choice } = this.state;
    Object.assign(this.state, EMPTY, { entries: [], open, choice });
    this.keep();
  }

  /** Leave no trace. */
  wipe() {
    Object.assign(this.state, EMPTY, { entries: [] });
    try {
      sessionStorage.removeItem(this.#key);
    } catch {
      // Forbidden: then nothing was written either.
    }
  }
}
