// The custom element: one chat, in its own shadow, with attributes for whoever embeds it.
//
// Attributes: mode="page" fills its place and is always open; exit-url is where the quick exit
// leads; theme="light" or "dark" overrules the device; lang chooses the first language.
import { App } from "./app.js";

class FamilienLotse extends HTMLElement {
  #app = null;

  async connectedCallback() {
    if (this.#app) return;
    this.#app = new App(this, new URL("..", import.meta.url));
    await this.#app.start();
  }

  disconnectedCallback() {
    // Moved within the page: the chat stays. Taken out: nothing of it may keep listening.
    queueMicrotask(() => {
      if (this.isConnected || !this.#app) return;
      this.#app.stop();
      this.#app = null;
    });
  }

  /** Open the chat, as a click on its button does. */
  open() {
    this.#app?.open();
  }

  /** Close the chat; the conversation stays. */
  close() {
    this.#app?.close();
  }
}

if (!customElements.get("familien-lotse")) customElements.define("familien-lotse", FamilienLotse);
