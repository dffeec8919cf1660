// Reads answers aloud with a voice that lives on the device: others would send the words away.

export class Voice {
  #button = null;

  constructor(texts, tell) {
    this.texts = texts;
    this.tell = tell;
    // Some browsers load their voices on the first question.
    if (this.isThere) speechSynthesis.getVoices();
  }

  get isThere() {
    return "speechSynthesis" in window;
  }

  /** Read messages, or stop where they are being read. */
  toggle(messages, button) {
    const wasReading = this.#button === button;
    this.stop();
    if (wasReading) return;
    const spoken = messages.map((message) => this.#utterance(message)).filter(Boolean);
    if (!spoken.length) return this.tell("noVoice");
    this.#show(button, "stop");
    spoken[spoken.length - 1].onend = () => this.#button === button && this.stop();
    for (const utterance of spoken) speechSynthesis.speak(utterance);
  }

  stop() {
    if (this.isThere) speechSynthesis.cancel();
    if (this.#button) this.#show(this.#button, "read");
    this.#button = null;
  }

  #show(button, name) {
    this.#button = button;
    button.dataset.t = name;
    button.textContent = this.texts.say(name);
  }

  #utterance({ text, lang }) {
    const voices = speechSynthesis.getVoices();
    const voice = voices.find((item) => item.localService && item.lang.startsWith(lang));
    if (!voice) return null;
    const utterance = new SpeechSynthesisUtterance(text);
    Object.assign(utterance, { voice, lang: voice.lang });
    return utterance;
  }
}
