// A list to choose from, drawn by the page: a button that opens it, and the keyboard to move in it.

import { html, show } from "./dom.js";

/**
 * Bring a list to life. Its options are drawn when it is opened.
 *
 * @param place what holds its button, its list, and the hidden field that is sent
 * @param values to choose from; "" is shown in the words that the button has at first
 */
export const combobox = (place, values) => {
  const button = place.querySelector("[role=combobox]");
  const list = place.querySelector("[role=listbox]");
  const sent = place.querySelector("input[type=hidden]");
  const shown = button.firstElementChild;
  const invitation = shown.textContent;
  let active = 0;

  const wordsOf = (value) => value || invitation;
  const option = (value, place) => html`
<li role="option" id="${list.id}-${place}" data-value="${value}" aria-selected="${String(value === sent.value)}">${wordsOf(value)}</li>`;

  const isOpen = () => !list.hidden;
  const mark = (place) => {
    list.children[active].classList.remove("active");
    active = Math.max(0, Math.min(place, values.length - 1));
    const marked = list.children[active];
    marked.classList.add("active");
    marked.scrollIntoView({ block: "nearest" });
    button.setAttribute("aria-activedescendant", marked.id);
  };
  const open = () => {
    show(list, values.map(option));
    list.hidden = false;
    button.ariaExpanded = "true";
    mark(values.indexOf(sent.value));
  };
  const close = () => {
    list.hidden = true;
    list.replaceChildren();
    button.ariaExpanded = "false";
    button.removeAttribute("aria-activedescendant");
  };
  const choose = (place) => {
    sent.value = values[place];
    shown.textContent = wordsOf(values[place]);
    close();
  };
  const seek = (letter) => {
    const starts = (value) => wordsOf(value).toLowerCase().startsWith(letter);
    const after = values.findIndex((value, index) => index > active && starts(value));
    return after >= 0 ? after : values.findIndex(starts);
  };

  const keys = {
    ArrowDown: () => mark(active + 1),
    ArrowUp: () => mark(active - 1),
    Home: () => mark(0),
    End: () => mark(values.length - 1),
    Enter: () => choose(active),
    " ": () => choose(active),
    Escape: close,
  };
  const opening = new Set(["ArrowDown", "ArrowUp", "Enter", " "]);

  button.addEventListener("click", () => (isOpen() ? close() : open()));
  button.addEventListener("keydown", (event) => {
    const { key } = event;
    if (isOpen() && key === "Tab") return choose(active);
    if (!isOpen() && !opening.has(key)) return;
    if (keys[key]) {
      event.preventDefault();
      isOpen() ? keys[key]() : open();
    } else if (key.length === 1 && seek(key.toLowerCase()) >= 0) {
      mark(seek(key.toLowerCase()));
    }
  });
  button.addEventListener("blur", () => isOpen() && close());
  list.addEventListener("pointerdown", (event) => event.preventDefault()); // the focus stays
  list.addEventListener("click", (event) => {
    const chosen = [...list.children].indexOf(event.target.closest("[role=option]"));
    if (chosen >= 0) choose(chosen);
  });
};
