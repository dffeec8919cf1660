// Joins the parts of the chat.
import { messageActs } from "./acts.js";
import { Api } from "./api.js";
import { Desk } from "./desk.js";
import { label } from "./dom.js";
import { exitUrl, leave, onThreeShifts } from "./exit.js";
import { Memory } from "./memory.js";
import { Messages } from "./messages.js";
import { Places } from "./cards.js";
import { style } from "./style.js";
import { Talk } from "./talk.js";
import { Texts } from "./texts.js";
import { MOST_CHARACTERS, build } from "./view.js";
import { Voice } from "./voice.js";

// Where the chat fills the screen, what lies behind must not take the focus.
const SMALL = "(max-width: 40rem), (max-height: 30rem)";
const WARNS_AT = [100, 20, 0];

export class App {
  #host;
  #stops = [];

  constructor(host, base) {
    this.#host = host;
    this.isPage = host.getAttribute("mode") === "page";
    this.api = new Api(base);
    this.memory = new Memory(base);
    this.texts = new Texts(base);
    this.voice = new Voice(this.texts, (name) => this.tell(name));
    this.talk = new Talk(this.api, this.memory, () => this.#preferences());
    this.base = base;
  }

  async start() {
    const state = this.memory.restore();
    const sheet = style(this.base);
    await this.#firstTexts(state);
    this.parts = build(this.isPage, this.#acts(), (path) => this.api.link(path));
    this.desk = new Desk(this);
    const places = new Places(this.api, this.texts, this.parts.level + 1);
    const act = messageActs(this);
    this.messages = new Messages({ ...this, log: this.parts.log, places, act });
    const shadow = this.#host.shadowRoot ?? this.#host.attachShadow({ mode: "open" });
    this.#listen();
    this.relabel();
    await (await sheet)(shadow);
    shadow.replaceChildren(...shadow.querySelectorAll("link"), this.parts.root);
    this.typed();
    if (this.isPage) this.#begin();
    else if (state.open) this.open(false);
  }

  stop() {
    this.voice.stop();
    this.talk.end();
    for (const stop of this.#stops) stop();
  }

  open(isAsked = true) {
    const { panel, launcher, text, title } = this.parts;
    if (this.isPage || panel.open) return;
    if (window.matchMedia(SMALL).matches) panel.showModal();
    else panel.show();
    launcher.setAttribute("aria-expanded", "true");
    launcher.hidden = true;
    this.memory.state.open = true;
    this.memory.keep();
    // On a touch screen the keyboard would hide half of what there is to read.
    if (isAsked) (window.matchMedia("(pointer: coarse)").matches ? title : text).focus();
    this.#begin();
  }

  close() {
    const { panel, launcher } = this.parts;
    if (this.isPage || !panel.open) return;
    this.voice.stop();
    this.desk.shut();
    panel.close();
    launcher.hidden = false;
    launcher.setAttribute("aria-expanded", "false");
    launcher.focus();
    this.memory.state.open = false;
    this.memory.keep();
  }

  exit() {
    this.tell("exitNow");
    this.voice.stop();
    const { token } = this.memory.state;
    const url = exitUrl(this.#host.getAttribute("exit-url"), this.api.link("weiter"));
    leave(url, () => {
      this.talk.end();
      this.memory.wipe();
      this.parts.root.replaceChildren();
      if (token) this.api.erase(token).catch(() => {});
    });
  }

  /** Erase the conversation; throws where the server could not be reached. */
  async erase() {
    const { state } = this.memory;
    if (state.token) await this.api.erase(state.token);
    const values = { n: String(state.entries.filter((entry) => entry.from !== "note").length) };
    this.voice.stop();
    this.talk.end();
    this.memory.clear();
    this.messages.clear();
    this.parts.intro.hidden = false;
    return values;
  }

  /** Say something politely that is no part of the conversation. */
  tell(name, values = {}) {
    const { status } = this.parts;
    status.dataset.t = name;
    status.dataset.values = JSON.stringify(values);
    label(status, this.texts);
  }

  relabel() {
    const { root, language } = this.parts;
    root.lang = this.texts.lang;
    root.dir = this.texts.dir;
    language.value = this.texts.choice;
    label(root, this.texts);
    this.typed();
  }

  /** Show how many characters are left. */
  typed() {
    const { left, text } = this.parts;
    const count = MOST_CHARACTERS - [...text.value.trim()].length;
    const [name, n] = count < 0 ? ["tooLong", -count] : ["left", count];
    left.textContent = this.texts.say(name, { n: String(n) });
    left.classList.toggle("problem", count < 0);
    // Spoken only where it matters, not with every letter.
    if (WARNS_AT.includes(count)) this.tell(name, { n: String(n) });
  }

  async #firstTexts({ choice }) {
    const page = this.#host.getAttribute("lang") || document.documentElement.lang;
    const isKnown = await this.texts.use(choice || page.slice(0, 2) || "de");
    if (!isKnown) await this.texts.use("de");
  }

  #preferences() {
    const { choice, share } = this.memory.state;
    const style = choice === "leicht" ? { style: "leicht" } : {};
    return { ...(choice && { lang: this.texts.lang }), ...style, ...(share && { share }) };
  }

  #begin() {
    if (this.messages.hasBegun) return;
    this.messages.hasBegun = true;
    const { entries } = this.memory.state;
    this.#restore(entries).then(() => this.talk.go());
  }

  /** Show what was said before a reload, without reading it all out again. */
  async #restore(entries) {
    const { log } = this.parts;
    log.setAttribute("aria-live", "off");
    for (const entry of [...entries]) await this.#show(entry);
    requestAnimationFrame(() => log.removeAttribute("aria-live"));
  }

  async #show(entry) {
    this.parts.intro.hidden = true;
    const { talk } = this.parts;
    const node = await this.messages.add(entry);
    // The start of the answer, not its end: it is read from there.
    if (node) talk.scrollTop = node.offsetTop - talk.offsetTop - 8;
  }

  #listen() {
    const { panel } = this.parts;
    let shown = Promise.resolve();
    this.talk.addEventListener("entry", ({ detail }) => {
      // In order, even where one waits for its facts.
      shown = shown.then(() => this.#follow(detail)).then(() => this.#show(detail));
    });
    this.talk.addEventListener("change", ({ detail }) => this.messages.change(detail));
    this.talk.addEventListener("busy", () => this.tell(this.talk.isBusy ? "writing" : "nothing"));
    panel.addEventListener("keydown", (event) => event.key === "Escape" && this.#escape(event));
    panel.addEventListener("cancel", (event) => event.preventDefault());
    const again = () => this.talk.go();
    window.addEventListener("online", again);
    const isHere = () => this.isPage || panel.open || this.memory.state.token;
    this.#stops.push(
      () => window.removeEventListener("online", again),
      onThreeShifts(
        () => isHere() && this.exit(),
        () => isHere() && this.tell("exitSoon"),
      ),
    );
  }

  #escape(event) {
    event.preventDefault();
    if (this.desk.isOpen) this.desk.back();
    else this.close();
  }

  /** Speak the language of the answers, until the resident chooses one. */
  async #follow({ from, crisis, lang }) {
    const { choice } = this.memory.state;
    if (from !== "assistant" || crisis || choice || !lang || lang === this.texts.lang) return;
    if (await this.texts.use(lang)) this.relabel();
  }

  #acts() {
    return {
      open: () => this.open(),
      close: () => this.close(),
      exit: () => this.exit(),
      menu: () => this.desk.toggleMenu(),
      typed: () => this.typed(),
      say: (text) => this.talk.say({ text }, text),
      send: (event) => this.#send(event),
      language: async (choice) => {
        if (!(await this.texts.use(choice))) this.tell("noLanguage");
        else this.memory.state.choice = choice;
        this.memory.keep();
        this.relabel();
      },
    };
  }

  #send(event) {
    event.preventDefault();
    const { text } = this.parts;
    const words = text.value.trim();
    if (!words || [...words].length > MOST_CHARACTERS) return text.focus();
    text.value = "";
    this.typed();
    this.talk.say({ text: words }, words);
  }
}
