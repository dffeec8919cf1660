// A place the resident is sent to: name, reason, and what is known of it.
import { el, label } from "./dom.js";
import { phoneLink, webLink } from "./rich.js";

const MAP = "https://www.openstreetmap.org/search?query=";
// Facts come with the answer if they are quick; the answer does not wait for them.
const PATIENCE_MS = 700;

export class Places {
  #api;
  #texts;
  #level;

  constructor(api, texts, level) {
    this.#api = api;
    this.#texts = texts;
    this.#level = level;
  }

  /** Return cards for places, with their facts where they come in time. */
  async cards(places, isUrgent) {
    const cards = places.map((place) => this.#card(place));
    const facts = places.map((place, index) => this.#fill(cards[index], place));
    const late = new Promise((resolve) => setTimeout(resolve, isUrgent ? 0 : PATIENCE_MS));
    await Promise.race([Promise.all(facts), late]);
    return cards;
  }

  #card({ name, reason, assured_date: date }) {
    const assured = date
      ? { t: "checked", values: { date: this.#texts.date(date) } }
      : { t: "notChecked" };
    return el(
      "article",
      { class: "card" },
      el(`h${this.#level}`, { dir: "auto" }, name),
      reason && el("p", { dir: "auto" }, reason),
      el("div", { class: "facts" }),
      el("p", { class: "small", ...assured }),
    );
  }

  async #fill(card, place) {
    const facts = card.querySelector(".facts");
    try {
      const service = await this.#api.service(place.id);
      facts.replaceChildren(...this.#facts(service));
    } catch {
      facts.replaceChildren(el("p", { class: "small", t: "notLoaded" }));
    }
    label(card, this.#texts);
  }

  #facts(service) {
    const { addresses = [], phones = [], email, url } = service;
    const more = el("dl", {}, ...this.#more(service));
    return [
      el(
        "dl",
        {},
        ...row("phone", ...phones.map((phone) => this.#phone(phone))),
        ...row("hours", this.#hours(service)),
        ...row("date", this.#date(service)),
        ...row("address", ...addresses.map((address) => this.#address(address))),
        ...row("email", email && el("a", { href: `mailto:${email}` }, el("bdi", {}, email))),
        ...row("web", url && webLink(withScheme(url), url.replace(/^https?:\/\//, ""))),
      ),
      service.alert && el("p", { dir: "auto", lang: "de" }, service.alert),
      service.stale && el("p", { class: "small", t: "stale" }),
      el(
        "details",
        {},
        el("summary", { t: "more", values: { name: service.name } }),
        el("p", { dir: "auto", lang: "de" }, service.description),
        more.children.length > 0 && more,
        webLink(this.#api.link(`angebote/${service.id}`), null, { t: "allFacts" }),
      ),
    ].filter(Boolean);
  }

  #more({ organization, application_process: way, fees_description: fees, ...service }) {
    const names = (service.languages || []).map((code) => this.#texts.languageName(code));
    return [
      ...row("organization", german(organization)),
      ...row("way", german(way)),
      ...row("fees", german(fees)),
      ...row("access", german(service.accessibility) || el("span", { t: "notKnown" })),
      ...row("spoken", names.length ? names.join(", ") : el("span", { t: "notKnown" })),
      ...row("toCheck", german(service.check_first)),
    ];
  }

  #phone({ number, description }) {
    const note = description && el("span", { lang: "de" }, ` (${description})`);
    return el("span", {}, phoneLink(number), note);
  }

  #address({ address_1: street, postal_code: code, city }) {
    const written = [street, [code, city].filter(Boolean).join(" ")].filter(Boolean).join(", ");
    const map = webLink(MAP + encodeURIComponent(written), null, { t: "map" });
    return el("span", {}, el("bdi", { lang: "de" }, written), " ", map);
  }

  #date({ id, next_date: next }) {
    if (!next) return null;
    const file = this.#api.link(`angebote/${id}/termin.ics`);
    const day = el("bdi", {}, this.#texts.date(next.on));
    return el("span", {}, german(`${next.name}: `), day, " ", webLink(file, null, { t: "toCalendar" }));
  }

  #hours({ opening_hours: hours, open_now: isOpen, next_change: change, phones }) {
    if (hours === "24/7") return el("span", { t: "openAlways" });
    if (isOpen == null) return el("span", { t: phones?.length ? "hoursUnknown" : "notKnown" });
    const values = change ? { time: this.#texts.moment(change) } : {};
    const t = (isOpen ? "open" : "closed") + (change ? "Until" : "");
    return el("span", {}, el("strong", { t, values }), " ", el("bdi", { class: "small" }, hours));
  }
}

function row(t, ...values) {
  const known = values.filter(Boolean);
  if (!known.length) return [];
  return [el("dt", { t }), ...known.map((value) => el("dd", {}, value))];
}

function german(text) {
  return text && el("span", { lang: "de" }, text);
}

function withScheme(url) {
  return /^https?:\/\//.test(url) ? url : `https://${url}`;
}
