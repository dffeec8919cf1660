// What else can be done: consent, taking along, starting again, erasing, leaving.
import { button, el, label } from "./dom.js";

/** Return the menu. */
export function menu({ texts, act, link, isSharing, hasTalk, offers }) {
  const items = el(
    "div",
    { class: "items" },
    share(isSharing, act),
    offers.callback && button("callback", act.callback),
    offers.move && button("move", act.move, { disabled: !hasTalk }),
    button("print", act.print, { disabled: !hasTalk }),
    button("download", act.download, { disabled: !hasTalk }),
    button("restart", act.askRestart),
    button("erase", act.askErase),
  );
  const links = el(
    "p",
    { class: "links" },
    other(link("angebote"), "allOffers"),
    other(link("datenschutz"), "privacy"),
    other(link("barrierefreiheit"), "accessibility"),
  );
  const help = el("p", { class: "small", t: "exitHelp" });
  const back = button("back", act.back);
  return label(el("div", {}, items, help, links, back), texts);
}

function share(isSharing, act) {
  const attributes = { role: "switch", "aria-checked": String(isSharing), class: "switch" };
  const toggle = button("share", (event) => {
    const isOn = event.currentTarget.getAttribute("aria-checked") !== "true";
    event.currentTarget.setAttribute("aria-checked", String(isOn));
    act.share(isOn);
  }, { ...attributes, "aria-describedby": "share-help" });
  return el("div", {}, toggle, el("p", { id: "share-help", class: "small", t: "shareHelp" }));
}

function other(href, t) {
  // In a tab of its own, so that nobody loses the conversation.
  return el("a", { href, t, target: "_blank" });
}

/** Return a question with two answers. */
export function confirmation({ texts, question, yes, onYes, onNo }) {
  const words = el("p", { t: question, tabindex: "-1", class: "question" });
  const answers = [button(yes, onYes, { class: "main" }), button("cancel", onNo)];
  return label(el("div", {}, words, el("div", { class: "choices" }, ...answers)), texts);
}
