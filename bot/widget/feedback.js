// What the resident thinks of one answer, and having it read aloud.
import { button, el, label } from "./dom.js";

const REASONS = ["whyWrong", "whyOld", "whyHard", "whyOther"];

/** Return the row of tools below an answer. */
export function tools({ entry, texts, voice, onFeedback, onNotFitting }) {
  const row = el("div", { class: "tools", role: "group", tLabel: "tools" });
  const messages = entry.messages;
  if (voice.isThere) {
    row.append(button("read", (event) => voice.toggle(messages, event.currentTarget)));
  }
  if (onNotFitting) row.append(button("notFitting", () => onNotFitting()));
  // Asking somebody in distress for marks would be out of place.
  if (!entry.crisis) row.append(opinion(entry, texts, onFeedback));
  return label(row, texts);
}

function opinion(entry, texts, onFeedback) {
  const box = el("span", { class: "opinion" });
  const thank = () => {
    const thanks = el("span", { t: "thanks", tabindex: "-1" });
    box.replaceChildren(label(thanks, texts));
    // The pressed button is gone; the focus stays where the resident was.
    thanks.focus();
  };
  const give = (helpful, reason) => {
    entry.hasOpinion = true;
    onFeedback(entry, helpful, reason);
    thank();
  };
  const askWhy = () => {
    const reasons = REASONS.map((reason) => button(reason, () => give(false, texts.say(reason))));
    const question = el("span", { t: "why", tabindex: "-1" });
    box.replaceChildren(question, ...reasons);
    label(box, texts);
    question.focus();
  };
  if (entry.hasOpinion) box.append(el("span", { t: "thanks" }));
  else box.append(button("helpful", () => give(true)), button("notHelpful", askWhy));
  return box;
}
