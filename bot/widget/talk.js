// The conversation: one message at a time, none lost and none doubled.
//
// A message counts as sent once its answer is here. Where the connection broke in between, the
// stored conversation tells whether the message had arrived; only if it had not is it sent again.
import { Refused } from "./api.js";

const WAITS_MS = [2000, 5000, 10000, 20000, 30000];
const LOOKS_AGAIN_MS = [0, 1000, 2500];

export class Talk extends EventTarget {
  #api;
  #memory;
  #isBusy = false;
  #failures = 0;
  #timer = null;
  #looks = 0;
  // Grows when a conversation ends: what still comes for an older one is dropped.
  #age = 0;
  #preferences;

  /** `preferences` returns what the resident has chosen: lang, style, share. */
  constructor(api, memory, preferences) {
    super();
    this.#api = api;
    this.#memory = memory;
    this.#preferences = preferences;
  }

  get isBusy() {
    return this.#isBusy;
  }

  /** Send words or a button's payload. */
  say(body, shown) {
    const id = crypto.randomUUID?.() ?? `${Date.now()}-${Math.random()}`;
    const entry = { id, from: "resident", text: shown, body, state: "waiting" };
    this.#memory.state.entries.push(entry);
    this.#memory.keep();
    this.#tell("entry", entry);
    this.go();
  }

  /** Go on with what waits; after a failure, a reload, or when the network is back. */
  go() {
    clearTimeout(this.#timer);
    for (const entry of this.#memory.state.entries) {
      if (entry.state === "offline") this.#mark(entry, "waiting");
    }
    this.#pump();
  }

  /** Send a message again that the server refused. */
  retry(id) {
    const entry = this.#memory.state.entries.find((item) => item.id === id);
    if (entry) this.#mark(entry, "waiting");
    this.go();
  }

  /** Give a message up. */
  drop(id) {
    const { state } = this.#memory;
    state.entries = state.entries.filter((item) => item.id !== id);
    this.#memory.keep();
    this.go();
  }

  /** Forget the conversation. */
  end() {
    this.#age += 1;
    this.#looks += 1;
    this.#isBusy = false;
    this.#failures = 0;
    clearTimeout(this.#timer);
    this.#tell("busy");
  }

  async #pump() {
    const entry = this.#memory.state.entries.find((item) => item.state === "waiting");
    if (this.#isBusy || !entry) return;
    const age = this.#age;
    this.#isBusy = true;
    this.#tell("busy");
    const goesOn = await this.#deliver(entry, age);
    if (age !== this.#age) return;
    this.#isBusy = false;
    this.#tell("busy");
    if (goesOn) this.#pump();
  }

  /** Send one message; true where the next may follow. */
  async #deliver(entry, age) {
    try {
      const reply = (await this.#stored(entry)) ?? (await this.#send(entry));
      if (age === this.#age) this.#accept(entry, reply);
      this.#failures = 0;
      return true;
    } catch (error) {
      if (age !== this.#age) return false;
      if (error instanceof Refused) {
        entry.reason = error.message;
        // Refused before it got into the conversation; after a failure inside nobody knows.
        entry.isTried = error.status >= 500;
        this.#mark(entry, "refused");
        return true;
      }
      this.#mark(entry, "offline");
      this.#goSoon();
      return false;
    }
  }

  /** Return the stored answer to a message that was on its way before; null: it is to be sent. */
  async #stored(entry) {
    const { state } = this.#memory;
    if (!state.token) return null;
    if (!entry.isTried || state.base === null) {
      // Without knowing what is stored now, a later look could not tell what is new.
      state.base ??= lastTime(await this.#api.transcript(state.token));
      return null;
    }
    for (const wait of LOOKS_AGAIN_MS) {
      await new Promise((resolve) => setTimeout(resolve, wait));
      const messages = await this.#api.transcript(state.token);
      const known = messages.map((item) => item.time).lastIndexOf(state.base);
      const said = messages.slice(known + 1).filter((item) => item.from === "assistant");
      if (said.length) return asReply(state.token, said);
    }
    return null;
  }

  #send(entry) {
    entry.isTried = true;
    this.#memory.keep();
    const { token } = this.#memory.state;
    const body = { ...entry.body, ...this.#preferences() };
    return this.#api.chat(token ? { ...body, conversation: token } : body);
  }

  #accept(entry, reply) {
    const { state } = this.#memory;
    const isNew = state.token && reply.conversation !== state.token;
    if (isNew) {
      state.count = 0;
      this.#add({ from: "note", text: "newConversation" });
    }
    entry.state = "sent";
    this.#tell("change", entry);
    this.hear(reply);
    this.#lookAhead(state.token);
  }

  /** Take an answer into the conversation. */
  hear({ conversation, messages, status, crisis, lang }) {
    const { state } = this.#memory;
    state.token = conversation;
    state.base = null;
    const first = state.count;
    state.count += messages.length;
    this.#add({ from: "assistant", status, crisis, lang, first, messages });
  }

  /** Learn what is stored now while the resident reads, so that the next message need not wait. */
  async #lookAhead(token) {
    const { state } = this.#memory;
    const look = ++this.#looks;
    try {
      const time = lastTime(await this.#api.transcript(token));
      // Late: another message was sent meanwhile, and this is no longer the end.
      if (look !== this.#looks || this.#isBusy || state.base !== null) return;
      state.base = time;
      this.#memory.keep();
    } catch {
      // Then it is asked before the next message.
    }
  }

  #add(entry) {
    this.#memory.state.entries.push(entry);
    this.#memory.keep();
    this.#tell("entry", entry);
  }

  #mark(entry, state) {
    entry.state = state;
    this.#memory.keep();
    this.#tell("change", entry);
  }

  #goSoon() {
    const wait = WAITS_MS[Math.min(this.#failures, WAITS_MS.length - 1)];
    this.#failures += 1;
    this.#timer = setTimeout(() => this.go(), wait);
  }

  #tell(type, detail) {
    this.dispatchEvent(new CustomEvent(type, { detail }));
  }
}

function lastTime(messages) {
  return messages.length ? messages[messages.length - 1].time : "";
}

function asReply(conversation, said) {
  const messages = said.map(({ text }) => ({ text, lang: "de", buttons: [], services: [] }));
  return { conversation, status: "stored", crisis: null, lang: null, messages };
}
