"use strict";
(() => {
  const form = document.getElementById("filters");
  const ledger = document.getElementById("ledger");
  const fields = ["text", "source", "stance", "language", "story"];
  const SAYS = "#says?";

  // A link into a closed report opens it, shows the words, and takes the keyboard there.
  function follow() {
    const hash = location.hash;
    if (hash.startsWith(SAYS)) return fill(new URLSearchParams(hash.slice(SAYS.length)));
    const target = hash.length > 1 && document.getElementById(decodeURIComponent(hash.slice(1)));
    document.querySelectorAll(".lit").forEach((e) => e.classList.remove("lit"));
    if (!target) return;
    for (let e = target; e; e = e.parentElement) if (e.tagName === "DETAILS") e.open = true;
    // Where another mark crosses the passage, the rest of it stands in elements of its own.
    if (!/^(H2|MAIN|DETAILS)$/.test(target.tagName)) {
      target.classList.add("lit");
      document.querySelectorAll(`[data-of="${CSS.escape(target.id)}"]`).forEach((e) => e.classList.add("lit"));
    }
    if (target.hasAttribute("tabindex")) target.focus({ preventScroll: true });
    target.scrollIntoView({ block: target.tagName === "SPAN" ? "center" : "start" });
  }

  function fill(wanted) {
    if (!form) return;
    for (const name of fields) form.elements[name].value = wanted.get(name) || "";
    filter();
    document.getElementById("says").scrollIntoView();
  }

  function filter() {
    const want = Object.fromEntries(fields.map((n) => [n, form.elements[n].value.trim()]));
    const text = want.text.toLowerCase();
    const any = fields.some((n) => want[n]);
    let shown = 0;
    const rows = ledger.querySelectorAll("tbody tr");
    for (const row of rows) {
      const d = row.dataset;
      const fits = (!want.stance || d.stance === want.stance) && (!want.language || d.language === want.language)
        && (!want.story || d.story === want.story) && (!want.source || d.source.split(" ").includes(want.source)) && (!text || row.textContent.toLowerCase().includes(text));
      row.hidden = !fits;
      shown += fits;
    }
    for (const more of ledger.querySelectorAll("details")) more.open = any;
    form.elements.count.value = any ? `${shown} of ${rows.length}` : `${rows.length} claims`;
    return new URLSearchParams(fields.filter((n) => want[n]).map((n) => [n, want[n]])).toString();
  }

  function changed() {
    const query = filter();
    history.replaceState(null, "", query ? SAYS + query : "#says");
  }

  if (form) {
    form.hidden = false;
    form.addEventListener("input", changed);
    form.addEventListener("submit", (e) => e.preventDefault());
    form.addEventListener("reset", () => queueMicrotask(() => { fields.forEach((n) => { form.elements[n].value = ""; }); changed(); }));
    filter();
  }
  addEventListener("hashchange", follow);
  // The same link twice changes no hash, but should lead there again.
  document.addEventListener("click", (e) => {
    const a = e.target.closest && e.target.closest('a[href^="#"]');
    if (a && a.getAttribute("href") === location.hash) follow();
  });
  addEventListener("beforeprint", () => document.querySelectorAll("details:not(.report)").forEach((d) => { d.open = true; }));
  follow();
})();
