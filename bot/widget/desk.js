// The sheet over the conversation: menu, questions before something is erased, callback form.
import { callbackForm } from "./callback.js";
import { download, print } from "./keep.js";
import { confirmation, menu } from "./menu.js";
import { ways } from "./move.js";

export class Desk {
  #app;
  #offered = null;
  #isMoveOffered = null;

  constructor(app) {
    this.#app = app;
  }

  get isOpen() {
    return !this.#app.parts.sheet.hidden;
  }

  /** Ask the server once whether anybody would call back. */
  async isCallbackOffered() {
    this.#offered ??= await this.#app.api.offeredCallback();
    return this.#offered !== null;
  }

  async toggleMenu() {
    if (this.isOpen) return this.back();
    const { state } = this.#app.memory;
    this.#isMoveOffered ??= this.#app.api.isMoveOffered();
    const [callback, move] = await Promise.all([this.isCallbackOffered(), this.#isMoveOffered]);
    this.#show(
      menu({
        texts: this.#app.texts,
        act: this.#acts(),
        link: (path) => this.#app.api.link(path),
        isSharing: state.share,
        hasTalk: state.entries.length > 0,
        offers: { callback, move },
      }),
    );
  }

  callback() {
    const { api, memory, parts, texts } = this.#app;
    const form = callbackForm({
      texts,
      level: parts.level,
      offer: this.#offered,
      send: (values) => {
        const conversation = memory.state.token;
        return api.callback(conversation ? { ...values, conversation } : values);
      },
      onDone: ({ delete_on: day, crisis }) => {
        this.#done();
        this.#app.tell("cbDone", { date: texts.date(day) });
        if (crisis) this.#app.talk.hear(crisis);
      },
      onBack: () => this.back(),
    });
    this.#show(form);
    form.querySelector("[tabindex]").focus();
  }

  async #move() {
    const { api, memory, parts, texts } = this.#app;
    try {
      const move = await api.move(memory.state.token);
      const content = ways({ texts, level: parts.level, move, onBack: () => this.back() });
      this.#show(content);
      content.querySelector("[tabindex]").focus();
    } catch {
      this.#app.tell("failed");
    }
  }

  /** Close the sheet and give the focus back to the button that opened it. */
  back() {
    this.shut();
    this.#app.parts.menu.focus();
  }

  shut() {
    const { menu: toggle, sheet, talk, foot } = this.#app.parts;
    sheet.hidden = true;
    sheet.replaceChildren();
    talk.hidden = false;
    foot.classList.remove("quiet");
    toggle.setAttribute("aria-expanded", "false");
  }

  #done() {
    this.shut();
    this.#app.parts.text.focus();
  }

  #show(content) {
    const { menu: toggle, sheet, talk, foot } = this.#app.parts;
    sheet.replaceChildren(content);
    sheet.hidden = false;
    talk.hidden = true;
    foot.classList.add("quiet");
    toggle.setAttribute("aria-expanded", "true");
  }

  #acts() {
    const { memory, texts } = this.#app;
    return {
      back: () => this.back(),
      callback: () => this.callback(),
      move: () => this.#move(),
      print: () => {
        this.shut();
        print();
        this.#app.parts.menu.focus();
      },
      download: () => download(memory.state.entries, texts),
      share: (isOn) => {
        memory.state.share = isOn;
        memory.keep();
      },
      askErase: () => this.#ask("eraseAsk", "eraseYes", "erased"),
      askRestart: () => this.#ask("restartAsk", "restartYes", "restarted"),
    };
  }

  #ask(question, yes, done) {
    const onYes = async () => {
      try {
        const values = await this.#app.erase();
        this.#done();
        this.#app.tell(done, values);
      } catch {
        this.#app.tell("eraseFailed");
      }
    };
    const { texts } = this.#app;
    const content = confirmation({ texts, question, yes, onYes, onNo: () => this.back() });
    this.#show(content);
    content.querySelector(".question").focus();
  }
}
