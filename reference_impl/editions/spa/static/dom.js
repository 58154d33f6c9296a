// Makes elements from templates: what is put into them is text, never mark-up.

const ENTITIES = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" };

class Markup {
  constructor(source) {
    this.source = source;
  }
}

const written = (value) => {
  if (value instanceof Markup) return value.source;
  if (Array.isArray(value)) return value.map(written).join("");
  if (value === null || value === undefined || value === false) return "";
  return String(value).replace(/[&<>"']/g, (character) => ENTITIES[character]);
};

/** A template's mark-up, with its values written as text. */
export const html = (strings, ...values) =>
  new Markup(strings.map((part, place) => (place ? written(values[place - 1]) : "") + part).join(""));

/** The elements of some mark-up. */
export const elements = (markup) => {
  const template = document.createElement("template");
  template.innerHTML = written(markup);
  return template.content;
};

/** The first element of some mark-up. */
export const element = (markup) => elements(markup).firstElementChild;

/** Show mark-up in an element, instead of what it holds. */
export const show = (place, markup) => place.replaceChildren(elements(markup));
