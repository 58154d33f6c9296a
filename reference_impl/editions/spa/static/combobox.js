// A list to choose from, drawn by the page: a button that opens it, and the keyboard to move in it.

/** Bring a list to life: its button, its options, and the hidden field that is sent. */
export const combobox = (place) => {
  const button = place.querySelector("[role=combobox]");
  const list = place.querySelector("[role=listbox]");
  const options = [...list.querySelectorAll("[role=option]")];
  const sent = place.querySelector("input[type=hidden]");
  let active = 0;

  const isOpen = () => !list.hidden;
  const chosen = () => options.findIndex((option) => option.ariaSelected === "true");
  const mark = (place) => {
    options[active].classList.remove("active");
    active = Math.max(0, Math.min(place, options.length - 1));
    options[active].classList.add("active");
    button.setAttribute("aria-activedescendant", options[active].id);
    options[active].scrollIntoView({ block: "nearest" });
  };
  const open = () => {
    list.hidden = false;
    button.ariaExpanded = "true";
    mark(chosen());
  };
  const close = () => {
    list.hidden = true;
    button.ariaExpanded = "false";
    button.removeAttribute("aria-activedescendant");
  };
  const choose = (place) => {
    options.forEach((option, index) => (option.ariaSelected = String(index === place)));
    sent.value = options[place].dataset.value;
    button.firstElementChild.textContent = options[place].textContent;
    close();
  };
  const seek = (letter) => {
    const starts = (option) => option.textContent.trim().toLowerCase().startsWith(letter);
    const after = options.findIndex((option, index) => index > active && starts(option));
    return after >= 0 ? after : options.findIndex(starts);
  };

  const keys = {
    ArrowDown: () => mark(active + 1),
    ArrowUp: () => mark(active - 1),
    Home: () => mark(0),
    End: () => mark(options.length - 1),
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
  button.addEventListener("blur", close);
  list.addEventListener("pointerdown", (event) => event.preventDefault()); // the focus stays
  list.addEventListener("click", (event) => {
    const place = options.indexOf(event.target.closest("[role=option]"));
    if (place >= 0) choose(place);
  });
};
