// The form by which a resident asks to be called back by a human being.
import { button, el, label } from "./dom.js";
import { Refused } from "./api.js";

const FIELDS = [
  { name: "topic", isNeeded: true, most: 200 },
  { name: "contact", isNeeded: true, most: 120, help: "cbContactHelp" },
  { name: "time", most: 120 },
  { name: "name", most: 100, autocomplete: "name" },
];

/** Return the form. `offer` is what the server says of it, `send` promises its answer. */
export function callbackForm({ texts, level, offer, send, onDone, onBack }) {
  const problem = el("p", { class: "problem", role: "alert" });
  const consent = el("input", { type: "checkbox", id: "cb-consent" });
  const inputs = Object.fromEntries(FIELDS.map((field) => [field.name, input(field)]));
  const submit = async (event) => {
    event.preventDefault();
    problem.textContent = "";
    const missing = firstMissing(inputs, consent);
    if (missing) return complain(missing);
    try {
      onDone(await send(values(inputs)));
    } catch (error) {
      refuse(error);
    }
  };
  const refuse = (error) => {
    if (!(error instanceof Refused)) return (problem.textContent = texts.say("cbOffline"));
    // The server names the field in its message and in its code: bad_contact.
    problem.textContent = error.message.replace(/^[a-z]+: /, "");
    const named = inputs[error.code.replace(/^bad_/, "")];
    named?.setAttribute("aria-invalid", "true");
    named?.focus();
  };
  const complain = (field) => {
    const isConsent = field === consent;
    const name = isConsent ? "" : texts.say(`cb_${field.name}`);
    problem.textContent = texts.say(isConsent ? "cbNoConsent" : "cbMissing", { field: name });
    field.setAttribute("aria-invalid", "true");
    field.focus();
  };
  const form = el(
    "form",
    { class: "callback", novalidate: true, on: { submit } },
    el(`h${level + 1}`, { t: "cbTitle", tabindex: "-1" }),
    el("p", { t: "cbIntro" }),
    ...FIELDS.flatMap((field) => line(field, inputs[field.name])),
    el("div", { class: "check" }, consent, el("label", { for: "cb-consent", t: "cbConsent" })),
    ...dates(offer, texts),
    problem,
    el(
      "div",
      { class: "choices" },
      el("button", { type: "submit", class: "main", t: "cbSend" }),
      button("back", onBack),
    ),
  );
  return label(form, texts);
}

function dates({ delete_on: deletion, answer }, texts) {
  const line = (t, iso) => el("p", { class: "small", t, values: { date: texts.date(iso) } });
  return [deletion && line("cbDelete", deletion), answer && line("cbAnswer", answer.from)];
}

function input({ name, most, help, isNeeded, autocomplete = "off" }) {
  return el(name === "topic" ? "textarea" : "input", {
    id: `cb-${name}`,
    name,
    dir: "auto",
    maxlength: most,
    autocomplete,
    "aria-required": isNeeded ? "true" : null,
    "aria-describedby": help ? `cb-${name}-help` : null,
    on: { input: (event) => event.target.removeAttribute("aria-invalid") },
  });
}

function line({ name, help, isNeeded }, field) {
  const optional = !isNeeded && el("span", { class: "small", t: "optional" });
  const words = [el("span", { t: `cb_${name}` }), " ", optional];
  return [
    el("label", { for: `cb-${name}` }, ...words),
    help && el("p", { id: `cb-${name}-help`, class: "small", t: help }),
    field,
  ].filter(Boolean);
}

function firstMissing(inputs, consent) {
  const needed = FIELDS.filter((field) => field.isNeeded).map(({ name }) => inputs[name]);
  return needed.find((field) => !field.value.trim()) ?? (consent.checked ? null : consent);
}

function values(inputs) {
  const written = Object.entries(inputs).map(([name, field]) => [name, field.value.trim()]);
  return { ...Object.fromEntries(written.filter(([, value]) => value)), consent: true };
}
