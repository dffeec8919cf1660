// Moving to a messenger: a link and a picture to scan for each, and what to write there otherwise.
import { button, el, label } from "./dom.js";
import { webLink } from "./rich.js";

const SVG = "http://www.w3.org/2000/svg";

/** Return the ways. `move` is the server's answer: code, expires, links. */
export function ways({ texts, level, move, onBack }) {
  const time = texts.moment(move.expires);
  const items = move.links.map((link) => el("li", {}, ...way(link)));
  const words = el("bdi", { dir: "ltr", class: "code" }, `start ${move.code}`);
  const content = el(
    "div",
    {},
    el(`h${level + 1}`, { t: "move", tabindex: "-1" }),
    el("p", { t: "moveIntro" }),
    el("p", { t: "moveUntil", values: { time } }),
    el("ul", { class: "ways" }, ...items),
    el("p", {}, el("span", { t: "moveSay" }), " ", words),
    button("back", onBack),
  );
  return label(content, texts);
}

function way({ name, url, qr }) {
  const values = { name };
  return [webLink(url, null, { t: "moveOpen", values }), picture(qr, values)];
}

/** Draw a QR code anew: of what the server gives, only its path is taken, and no markup. */
function picture(qr, values) {
  const svg = document.createElementNS(SVG, "svg");
  const path = document.createElementNS(SVG, "path");
  svg.setAttribute("viewBox", / viewBox="([\d ]+)"/.exec(qr)?.[1] ?? "0 0 1 1");
  svg.setAttribute("class", "qr");
  svg.setAttribute("role", "img");
  svg.dataset.tLabel = "moveQr";
  svg.dataset.values = JSON.stringify(values);
  path.setAttribute("stroke", "#000");
  path.setAttribute("d", / d="([\d.Mmhv -]+)"/.exec(qr)?.[1] ?? "");
  svg.append(path);
  return svg;
}
