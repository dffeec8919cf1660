// <script src="…/widget.js"> registers <familien-lotse>. Everything else comes from beside it.
(() => {
  "use strict";
  const own = document.currentScript || document.querySelector('script[src*="widget.js"]');
  import(new URL("widget/main.js", own.src).href);
})();
