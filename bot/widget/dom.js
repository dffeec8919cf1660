// Makes elements. Texts are always text, never markup: hostile words stay words.

/**
 * Make an element.
 *
 * `t` and `tLabel` name texts for its content and its accessible name, `values` fills them; they
 * change with the language. `on` holds listeners. Everything else is an attribute.
 */
export function el(tag, { t, tLabel, values, on = {}, ...attributes } = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === true) element.setAttribute(name, "");
    else if (value !== false && value != null) element.setAttribute(name, value);
  }
  for (const [name, listener] of Object.entries(on)) element.addEventListener(name, listener);
  if (t) element.dataset.t = t;
  if (tLabel) element.dataset.tLabel = tLabel;
  if (values) element.dataset.values = JSON.stringify(values);
  element.append(...children.filter((child) => child != null && child !== false));
  return element;
}

/** Write the texts of a language into all elements below one, and into itself. */
export function label(root, texts) {
  for (const element of [root, ...root.querySelectorAll("[data-t], [data-t-label]")]) {
    const { t, tLabel, values } = element.dataset || {};
    const filled = values ? JSON.parse(values) : {};
    if (t) element.textContent = texts.say(t, filled);
    if (tLabel) element.setAttribute("aria-label", texts.say(tLabel, filled));
  }
  return root;
}

/** Make a button. */
export function button(t, listener, attributes = {}) {
  return el("button", { type: "button", t, on: { click: listener }, ...attributes });
}
