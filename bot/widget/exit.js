// The quick exit: gone from the screen at once, then another page in this one's place.

const PRESSES = 3;
const WITHIN_MS = 3000;

/** Leave for a harmless page; what was said is erased here and on the server. */
export function leave(url, erase) {
  // The next page may take a while to come; what is on the screen must not.
  document.documentElement.style.display = "none";
  document.title = "…";
  erase();
  try {
    // In a frame the whole page has to go; what stays would tell.
    window.top.location.replace(url);
  } catch {
    window.location.replace(url);
  }
}

/** Return where to go: an address of the web, never a script. */
export function exitUrl(wanted, harmless) {
  try {
    const url = new URL(wanted, document.baseURI);
    return wanted && /^https?:$/.test(url.protocol) ? url.href : harmless;
  } catch {
    return harmless;
  }
}

/** Call back when Shift alone was pressed three times; return what stops listening. */
export function onThreeShifts(leaves, oneMore) {
  let times = [];
  let isAlone = false;
  const down = (event) => {
    isAlone = event.key === "Shift";
    if (!isAlone) times = [];
  };
  const up = (event) => {
    if (event.key !== "Shift" || !isAlone) return;
    isAlone = false;
    const now = Date.now();
    times = [...times.filter((time) => time > now - WITHIN_MS), now];
    if (times.length >= PRESSES) leaves();
    else if (times.length === PRESSES - 1) oneMore();
  };
  window.addEventListener("keydown", down, true);
  window.addEventListener("keyup", up, true);
  return () => {
    window.removeEventListener("keydown", down, true);
    window.removeEventListener("keyup", up, true);
  };
}
