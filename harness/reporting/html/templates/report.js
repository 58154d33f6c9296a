// Shows only the causes that fit the search and the lists above them.
(() => {
  "use strict";
  const form = document.getElementById("filters");
  const output = document.getElementById("shown-causes");
  const causes = [...document.querySelectorAll("[data-cause]")];
  const fold = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
  const words = new Map(causes.map((one) => [one, fold(one.textContent)]));
  const cards = new Map();
  for (const one of causes) {
    if (one.matches("article")) cards.set(one.dataset.cause, one);
  }
  const fits = (card) => {
    for (const list of form.querySelectorAll("select")) {
      const values = (card.dataset[list.name] || "").split(" ");
      if (list.value && !values.includes(list.value)) return false;
    }
    return fold(form.elements.words.value).split(/\s+/).every((w) => words.get(card).includes(w));
  };
  const show = () => {
    const fitting = new Set([...cards].filter(([, card]) => fits(card)).map(([name]) => name));
    for (const one of causes) one.hidden = !fitting.has(one.dataset.cause);
    output.textContent = `${fitting.size} / ${cards.size}`;
  };
  form.addEventListener("input", show);
  form.addEventListener("submit", (event) => event.preventDefault());
  form.hidden = false;
  show();
})();
