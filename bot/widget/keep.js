// Takes the conversation along: on paper or as a text file.

// Everything else of the page stays off the paper.
const ON_PAPER = `@media print {
  body * { visibility: hidden }
  familien-lotse { visibility: visible; position: absolute; inset: 0 auto auto 0; width: 100% }
}`;

/** Print the conversation and nothing else of the page. */
export function print() {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(ON_PAPER);
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
  window.print();
  document.adoptedStyleSheets = document.adoptedStyleSheets.filter((item) => item !== sheet);
}

/** Offer the conversation as a file. */
export function download(entries, texts) {
  const file = new Blob([asText(entries, texts)], { type: "text/plain;charset=utf-8" });
  const link = document.createElement("a");
  link.href = URL.createObjectURL(file);
  link.download = "familien-lotse.txt";
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 1000);
}

/** Return the conversation as plain text. */
export function asText(entries, texts) {
  const said = entries.map((entry) => {
    if (entry.from === "note") return texts.say(entry.text, entry.values);
    if (entry.from === "resident") return `${texts.say("you")}: ${entry.text}`;
    return `${texts.say("title")}: ${entry.messages.map(message).join("\n\n")}`;
  });
  return `${texts.say("title")}, ${texts.date(new Date().toISOString())}\n\n${said.join("\n\n")}\n`;
}

function message({ text, services }) {
  return [text, ...services.map(({ name, reason }) => `- ${name}: ${reason}`)].join("\n");
}
