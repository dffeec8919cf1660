// The chat's own look, allowed under a Content-Security-Policy without inline styles.

/** Fetch the style sheet; return what puts it into a shadow. */
export async function style(base) {
  const address = new URL("widget/widget.css", base);
  try {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(await (await fetch(address)).text());
    return async (shadow) => {
      shadow.adoptedStyleSheets = [sheet];
    };
  } catch {
    // Older browsers: an element that loads the same file.
    return (shadow) =>
      new Promise((resolve) => {
        const link = document.createElement("link");
        Object.assign(link, { rel: "stylesheet", href: address.href });
        link.onload = link.onerror = resolve;
        shadow.append(link);
      });
  }
}
