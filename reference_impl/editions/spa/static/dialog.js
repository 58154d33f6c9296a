// A dialog over the page: the rest cannot be reached until it is closed.

import { element, html } from "./dom.js";

const FOCUSABLE = "a[href], button:not([disabled]), input:not([type=hidden]), champ-secret";
let dialog = null;

/** Open the dialog of a view, or draw it anew if it is open. */
export const openDialog = (module, values) => {
  closeDialog();
  dialog = element(html`<dialog aria-labelledby="titre-du-dialogue" aria-modal="true"></dialog>`);
  dialog.append(element(html`<div class="sheet">${module.content(values)}</div>`));
  dialog.append(element(html`<div class="toasts" role="status"></div>`));
  document.body.append(dialog);
  dialog.addEventListener("keydown", trap);
  dialog.addEventListener("cancel", leave);
  dialog.showModal();
  module.mounted?.(dialog, values);
  (dialog.querySelector("[data-first]") ?? dialog).focus();
};

/** Close the dialog, if there is one. */
export const closeDialog = () => {
  dialog?.remove();
  dialog = null;
};

// Escape leads where the dialog's own link to close it does.
const leave = (event) => {
  event.preventDefault();
  dialog.querySelector("[data-close]").click();
};

// From the last element on to the first, and back: the focus never leaves the dialog.
const trap = (event) => {
  if (event.key !== "Tab") return;
  const found = [...dialog.querySelectorAll(FOCUSABLE)].filter((one) => one.checkVisibility());
  const [first, last] = [found[0], found.at(-1)];
  const [from, to] = event.shiftKey ? [first, last] : [last, first];
  if (document.activeElement === from) {
    event.preventDefault();
    to.focus();
  }
};
