// Short news that nobody has to answer.

import { element, html } from "./dom.js";

const SECONDS = 6;

/** Show some words for a while. */
export const toast = (words) => {
  const place = document.querySelector("dialog[open] .toasts") ?? document.querySelector("body > .toasts");
  const news = element(html`<p class="toast">${words}</p>`);
  place.replaceChildren(news);
  setTimeout(() => news.remove(), SECONDS * 1000);
};

/** Make the place of the news, which screen readers watch. */
export const start = () => {
  document.body.append(element(html`<div class="toasts" role="status"></div>`));
};
