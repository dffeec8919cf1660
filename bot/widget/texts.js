// What the chat itself says: one file per language, loaded when it is needed.

// Each language by its own name. "leicht" is German in Leichte Sprache.
export const LANGUAGES = {
  de: "Deutsch",
  leicht: "Leichte Sprache",
  en: "English",
  tr: "Türkçe",
  ar: "العربية",
  ru: "Русский",
  uk: "Українська",
  pl: "Polski",
  ro: "Română",
  bg: "Български",
  ku: "Kurmancî",
};

export class Texts {
  #base;
  #known = {};
  #loaded = {};

  constructor(base) {
    this.#base = base;
    this.choice = "de";
  }

  /** The language as in HTML. */
  get lang() {
    return this.choice === "leicht" ? "de" : this.choice;
  }

  get dir() {
    return this.choice === "ar" ? "rtl" : "ltr";
  }

  /** Change the language; false where its file is out of reach, and nothing changes. */
  async use(choice) {
    if (!Object.hasOwn(LANGUAGES, choice)) return false;
    try {
      this.#loaded[choice] ??= await this.#load(choice);
    } catch {
      return false;
    }
    this.choice = choice;
    this.#known = this.#loaded[choice];
    return true;
  }

  /** Return a text, filled with values. */
  say(name, values = {}) {
    const text = this.#known[name] ?? "";
    return text.replace(/\{(\w+)\}/g, (whole, key) => values[key] ?? whole);
  }

  /** Return an ISO date in words. */
  date(iso) {
    const day = new Date(`${iso.slice(0, 10)}T12:00:00`);
    return Number.isNaN(day.valueOf()) ? iso : this.#format({ dateStyle: "long" }).format(day);
  }

  /** Return a moment: the time, and the weekday where it is not today. */
  moment(iso) {
    const at = new Date(iso);
    if (Number.isNaN(at.valueOf())) return iso;
    const isToday = at.toDateString() === new Date().toDateString();
    const time = { hour: "2-digit", minute: "2-digit" };
    return this.#format(isToday ? time : { ...time, weekday: "long" }).format(at);
  }

  /** Return the name of a language in the present one. */
  languageName(code) {
    try {
      return new Intl.DisplayNames(this.#locales(), { type: "language" }).of(code);
    } catch {
      return code;
    }
  }

  #format(options) {
    return new Intl.DateTimeFormat(this.#locales(), options);
  }

  #locales() {
    // Numbers in Latin digits, as they stand on doors and telephones in Germany.
    return [`${this.lang}-u-nu-latn`, "de"];
  }

  async #load(choice) {
    const response = await fetch(new URL(`widget/texts/${choice}.json`, this.#base));
    if (!response.ok) throw new Error(`texts ${choice}: ${response.status}`);
    return response.json();
  }
}
