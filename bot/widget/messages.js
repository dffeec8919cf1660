// Shows entries of the conversation.
import { button, el, label } from "./dom.js";
import { paragraphs } from "./rich.js";
import { tools } from "./feedback.js";

export class Messages {
  #nodes = new Map();

  /** `act` holds what the buttons of messages do. */
  constructor({ log, texts, places, voice, act }) {
    Object.assign(this, { log, texts, places, voice, act });
  }

  /** Show an entry at the end. A screen reader hears it once, as a whole. */
  async add(entry) {
    const node = el("div", { class: `message ${entry.from}` });
    this.#nodes.set(entry, node);
    if (entry.from === "assistant") {
      await this.#answer(node, entry);
    } else if (entry.from === "resident") {
      this.#resident(node, entry);
    } else {
      node.append(el("p", { t: entry.text, values: entry.values }));
    }
    label(node, this.texts);
    // Erased or started again while the facts were on their way.
    if (this.#nodes.get(entry) !== node) return null;
    this.log.append(node);
    return node;
  }

  /** Show how it stands with a message of the resident. */
  change(entry) {
    const node = this.#nodes.get(entry);
    if (!node) return;
    const hadFocus = node.contains(node.getRootNode().activeElement);
    node.querySelector(".state")?.remove();
    const state = this.#state(entry);
    if (state) node.append(label(state, this.texts));
    if (hadFocus) this.act.focusBack();
  }

  drop(entry) {
    this.#nodes.get(entry)?.remove();
    this.#nodes.delete(entry);
  }

  clear() {
    this.#nodes.clear();
    this.log.replaceChildren();
  }

  #resident(node, entry) {
    const words = el("p", { dir: "auto", class: "words" }, entry.text);
    node.append(el("span", { class: "who", t: "you" }), words);
    const state = this.#state(entry);
    if (state) node.append(state);
  }

  #state({ id, state, reason }) {
    if (state === "offline") {
      const again = button("retry", () => this.act.retry(id));
      return el("div", { class: "state" }, el("p", { t: "offline" }), again);
    }
    if (state !== "refused") return null;
    return el(
      "div",
      { class: "state" },
      el("p", { t: "refused" }),
      reason && el("p", { dir: "auto", lang: "de" }, reason),
      button("retry", () => this.act.retry(id)),
      button("drop", () => this.act.drop(id)),
    );
  }

  async #answer(node, entry) {
    node.append(el("span", { class: "who", t: "title" }));
    if (entry.crisis) {
      node.classList.add("crisis");
      node.append(el("p", { class: "alarm", t: "crisis" }));
    }
    for (const message of entry.messages) node.append(await this.#message(message, entry));
    if (entry.status === "callback") node.append(this.#callback());
    node.append(this.#tools(entry));
  }

  async #message({ text, lang, buttons, services }, entry) {
    const box = el("div", { class: "said" });
    box.append(el("div", { lang, dir: "auto" }, ...paragraphs(text)));
    if (services.length) {
      const cards = await this.places.cards(services, Boolean(entry.crisis));
      box.append(el("div", { class: "cards" }, ...cards));
    }
    if (buttons.length) {
      const choices = buttons.map(({ title, payload }) =>
        button(null, () => this.act.choose(payload, title), { lang, dir: "auto" }),
      );
      choices.forEach((choice, index) => (choice.textContent = buttons[index].title));
      box.append(el("div", { class: "choices" }, ...choices));
    }
    return box;
  }

  #callback() {
    const ask = button("callback", () => this.act.callback(), { hidden: true });
    this.act.isCallbackOffered().then((isOffered) => (ask.hidden = !isOffered));
    return el("div", { class: "choices" }, ask);
  }

  #tools(entry) {
    const isPlace = entry.status === "answered" && entry.messages.some((m) => m.services.length);
    const titles = entry.messages.flatMap((m) => m.buttons.map((item) => item.title));
    const isOffered = titles.includes(this.texts.say("notFitting"));
    return tools({
      entry,
      texts: this.texts,
      voice: this.voice,
      onFeedback: this.act.feedback,
      onNotFitting: isPlace && !isOffered ? this.act.notFitting : null,
    });
  }
}
