// The chat page: sends what is written or pressed, shows what comes back, keeps nothing.
"use strict";

const log = document.getElementById("log");
const form = document.getElementById("form");
const text = document.getElementById("text");
const left = document.getElementById("left");
const status = document.getElementById("status");
let conversation = null;

form.addEventListener("submit", (event) => {
  event.preventDefault();
  const words = text.value.trim();
  if (!words) return;
  text.value = "";
  showLeft();
  add("resident", words);
  send({ text: words });
});

text.addEventListener("input", showLeft);
text.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
    event.preventDefault();
    form.requestSubmit();
  }
});

document.getElementById("erase").addEventListener("click", async () => {
  if (conversation) {
    await fetch(`/api/chat/${encodeURIComponent(conversation)}`, { method: "DELETE" });
  }
  conversation = null;
  log.replaceChildren();
  status.textContent = "Das Gespräch ist gelöscht.";
  text.focus();
});

async function send(message) {
  status.textContent = "Der Familien-Lotse schreibt …";
  disableChoices();
  try {
    const response = await fetch("/api/chat", {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify(conversation ? { ...message, conversation } : message),
    });
    const reply = await response.json();
    status.textContent = "";
    if (!response.ok) return fail(reply.error.message, message);
    conversation = reply.conversation;
    for (const said of reply.messages) {
      const item = add("assistant", said.text, said.lang);
      if (reply.crisis) item.classList.add("crisis");
      addChoices(item, said.buttons);
    }
  } catch {
    status.textContent = "";
    fail("Keine Verbindung. Bei Gefahr rufen Sie 112 oder die Polizei unter 110.", message);
  }
}

function add(from, words, lang = "de") {
  const item = document.createElement("li");
  item.className = from;
  item.lang = lang;
  const who = document.createElement("span");
  who.className = "small";
  who.textContent = from === "resident" ? "Sie: " : "Familien-Lotse: ";
  item.append(who, ...linked(words));
  log.append(item);
  item.scrollIntoView({ block: "nearest" });
  return item;
}

// Numbers of the answer can be called with one tap; everything stays text, never markup.
function linked(words) {
  const parts = words.split(/((?<![\d.])(?:0\d[\d /-]{4,}\d|11[02]|116 ?\d{3})(?![\d.]))/);
  return parts.map((part, index) => {
    if (index % 2 === 0) return document.createTextNode(part);
    const link = document.createElement("a");
    link.href = `tel:${part.replace(/[^\d]/g, "")}`;
    link.textContent = part;
    return link;
  });
}

function addChoices(item, buttons) {
  if (!buttons.length) return;
  const choices = document.createElement("div");
  choices.className = "choices";
  for (const { title, payload } of buttons) {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = title;
    button.addEventListener("click", () => {
      add("resident", title);
      send({ payload });
    });
    choices.append(button);
  }
  item.append(choices);
}

function disableChoices() {
  for (const button of log.querySelectorAll("button")) button.disabled = true;
}

function fail(words, message) {
  const item = add("assistant", words);
  item.classList.add("error");
  const choices = document.createElement("div");
  choices.className = "choices";
  const again = document.createElement("button");
  again.type = "button";
  again.textContent = "Noch einmal senden";
  again.addEventListener("click", () => {
    item.remove();
    send(message);
  });
  choices.append(again);
  item.append(choices);
}

function showLeft() {
  left.textContent = 1000 - [...text.value].length;
}
