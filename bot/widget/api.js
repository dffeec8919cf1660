// The server's addresses.

// The server itself gives up on its parts after ten seconds.
const PATIENCE_MS = 20000;

/** The server answered, but not with what was asked for. */
export class Refused extends Error {
  constructor(status, code, message) {
    super(message);
    this.status = status;
    this.code = code;
  }
}

export class Api {
  #base;

  constructor(base) {
    this.#base = base;
  }

  /** Return an address of the server for a link. */
  link(path) {
    return new URL(path, this.#base).href;
  }

  chat(body) {
    return this.#ask("POST", "api/chat", body);
  }

  async transcript(token) {
    return (await this.#ask("GET", `api/chat/${encodeURIComponent(token)}`)).messages;
  }

  /** Erase a conversation; survives the page that asks for it. */
  erase(token) {
    return this.#ask("DELETE", `api/chat/${encodeURIComponent(token)}`, null, true);
  }

  feedback(token, body) {
    return this.#ask("POST", `api/chat/${encodeURIComponent(token)}/feedback`, body);
  }

  service(id) {
    return this.#ask("GET", `api/services/${encodeURIComponent(id)}`);
  }

  callback(body) {
    return this.#ask("POST", "api/callback", body);
  }

  move(token) {
    return this.#ask("POST", `api/chat/${encodeURIComponent(token)}/move`);
  }

  /** Tell whether there is a messenger to move to. */
  async isMoveOffered() {
    try {
      return (await this.#ask("GET", "api/move/offered")).offered === true;
    } catch {
      return false;
    }
  }

  /** Return what is known of callbacks where somebody receives them, else null. */
  async offeredCallback() {
    try {
      const offer = await this.#ask("GET", "api/callback/offered");
      return offer.offered === true ? offer : null;
    } catch {
      return null;
    }
  }

  async #ask(method, path, body = null, keepalive = false) {
    // No cookie exists; "omit" gives messages connections of their own, which the server closes
    // after each. On one used before, the browser would repeat a broken request unasked.
    const credentials = method === "POST" ? "omit" : "same-origin";
    const patience = new AbortController();
    const timer = setTimeout(() => patience.abort(), PATIENCE_MS);
    try {
      return await this.#answer(
        await fetch(new URL(path, this.#base), {
          method,
          headers: body ? { "Content-Type": "application/json" } : {},
          body: body && JSON.stringify(body),
          credentials,
          cache: "no-store",
          keepalive,
          signal: patience.signal,
        }),
      );
    } finally {
      clearTimeout(timer);
    }
  }

  async #answer(response) {
    if (response.status === 204) return null;
    // A cut body ends here like a cut connection: as a failure of the network.
    const answer = await response.json();
    if (response.ok) return answer;
    const { code = "", message = "" } = answer.error || {};
    throw new Refused(response.status, code, message);
  }
}
