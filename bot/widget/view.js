// The parts of the chat that are always there.
import { button, el } from "./dom.js";
import { LANGUAGES } from "./texts.js";

export const MOST_CHARACTERS = 1000;
const EXAMPLES = ["example1", "example2", "example3"];

/** Build everything; return the parts by name. `act` holds what the buttons do. */
export function build(isPage, act, link) {
  const parts = { level: isPage ? 1 : 2 };
  parts.status = el("p", { class: "status", role: "status" });
  parts.log = el("div", { class: "log", role: "log", tLabel: "log" });
  parts.intro = intro(act, link);
  parts.talk = el(
    "div",
    { class: "talk", role: "region", tabindex: "0", tLabel: "conversation" },
    parts.intro,
    parts.log,
  );
  parts.sheet = el("div", { class: "sheet", hidden: true });
  parts.foot = el("div", { class: "foot" }, parts.status, ...writing(parts, act));
  const inside = [head(parts, isPage, act), parts.sheet, parts.talk, parts.foot];
  if (isPage) {
    parts.panel = el("section", { class: "panel", "aria-labelledby": "title" }, ...inside);
  } else {
    parts.panel = el("dialog", { class: "panel", "aria-labelledby": "title" }, ...inside);
    parts.launcher = button("launcher", act.open, {
      class: "launcher",
      "aria-haspopup": "dialog",
      "aria-expanded": "false",
    });
  }
  parts.root = el("div", { class: "root" }, parts.launcher, parts.panel);
  return parts;
}

function head(parts, isPage, act) {
  parts.language = el(
    "select",
    { tLabel: "language", on: { change: (event) => act.language(event.target.value) } },
    ...Object.entries(LANGUAGES).map(([value, name]) =>
      el("option", { value, lang: value === "leicht" ? "de" : value }, name),
    ),
  );
  parts.menu = button("menu", act.menu, { "aria-expanded": "false", class: "menu" });
  parts.title = el(`h${parts.level}`, { id: "title", t: "title", tabindex: "-1" });
  parts.exit = button("exit", act.exit, { class: "exit", "aria-describedby": "exit-help" });
  parts.close = isPage ? null : button("close", act.close);
  return el(
    "header",
    {},
    el("div", { class: "bar" }, parts.title, parts.language, parts.menu, parts.close),
    parts.exit,
    el("span", { id: "exit-help", t: "exitHelp", hidden: true }),
  );
}

function intro(act, link) {
  const privacy = { href: link("datenschutz"), t: "privacy", target: "_blank" };
  return el(
    "div",
    { class: "intro" },
    el("p", { t: "intro" }),
    el("p", {}, el("span", { t: "kept" }), " ", el("a", privacy)),
    el("p", { class: "small", t: "exitHelp" }),
    el("p", { t: "examples" }),
    el(
      "div",
      { class: "choices" },
      ...EXAMPLES.map((t) => button(t, (event) => act.say(event.target.textContent))),
    ),
  );
}

function writing(parts, act) {
  parts.left = el("p", { id: "left", class: "small" });
  parts.text = el("textarea", {
    id: "text",
    rows: "2",
    dir: "auto",
    autocomplete: "off",
    "aria-describedby": "left",
    on: { input: act.typed, keydown: (event) => isSending(event) && act.send(event) },
  });
  const send = el("button", { type: "submit", t: "send", class: "main" });
  const form = el(
    "form",
    { on: { submit: act.send } },
    el("label", { for: "text", t: "input" }),
    el("div", { class: "line" }, parts.text, send),
  );
  return [form, el("div", { class: "below" }, danger(), parts.left)];
}

function isSending(event) {
  return event.key === "Enter" && !event.shiftKey && !event.isComposing;
}

function danger() {
  const call = (number) => el("a", { href: `tel:${number}` }, el("bdi", { dir: "ltr" }, number));
  const words = ["danger", "police"].map((t) => el("span", { t }));
  const parts = [words[0], " ", call("112"), " · ", words[1], " ", call("110")];
  return el("p", { class: "danger" }, ...parts);
}
