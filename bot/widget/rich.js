// An answer's text: numbers and addresses become links, everything else stays text.
import { el } from "./dom.js";

const PHONE = String.raw`(?<![\d.,])(?:\+49|0)[\d ()/–-]{4,}\d(?![\d.]\d)|(?<![\d.,])(?:11[02]|116 ?\d{3})(?![\d.,]?\d)`;
const MAIL = String.raw`[\w.+-]+@[\w-]+(?:\.[\w-]+)+`;
const WEB = String.raw`(?:https?:\/\/)?(?:[\w-]+\.)+(?:de|org|net|com|info|eu)\b(?:\/[\w./%-]*[\w/])?`;
const LINK = new RegExp(`(${PHONE})|(${MAIL})|(${WEB})`, "g");

/** Return paragraphs of an assistant's text, each in its own direction. */
export function paragraphs(text) {
  return text
    .split("\n")
    .filter((line) => line.trim())
    .map((line) => el("p", { dir: "auto" }, ...parts(line)));
}

function parts(line) {
  const found = [];
  let end = 0;
  for (const match of line.matchAll(LINK)) {
    found.push(line.slice(end, match.index), link(match));
    end = match.index + match[0].length;
  }
  return [...found, line.slice(end)].filter((part) => part !== "");
}

function link([whole, phone, mail]) {
  if (phone) return phoneLink(whole);
  if (mail) return el("a", { href: `mailto:${whole}` }, whole);
  return webLink(/^https?:/.test(whole) ? whole : `https://${whole}`, whole);
}

/** Return a number to call; read from left to right in every language. */
export function phoneLink(number) {
  const digits = number.replace(/[^\d+]/g, "");
  const shown = el("bdi", { dir: "ltr" }, number);
  return el("a", { href: `tel:${digits}`, class: "phone" }, shown);
}

/** Return a link that leaves the chat where it is and does not say where it was. */
export function webLink(href, text, attributes = {}) {
  const safe = { href, target: "_blank", rel: "noopener noreferrer" };
  return el("a", { ...safe, ...attributes }, text && el("bdi", {}, text));
}
