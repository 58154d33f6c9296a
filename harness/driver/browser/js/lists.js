// Fields of lists that scripts draw: which they are, and what is seen of each.
(() => {
  "use strict";
  const cp = globalThis.cp;
  if (cp.isDrawnList) return;
  const { dom, hasOwnText } = cp;

  // Whether a script makes a list of a text field: nobody can type into it, and it stands in a widget
  // that says so, or an arrow stands beside it. Another one, such as for a date, may open anything.
  const ARROW = /^[\u25bc-\u25bf\u2304\u2228\u02c5\u25e2]$/;
  const ARROW_NAME = /arrow|caret|chevron|combo|drop-?down/i;
  const isArrow = (element) =>
    ARROW.test(dom.textContent(element).trim()) || ARROW_NAME.test(dom.attr(element, "class") || "");
  const isUntyped = (element) => {
    const isField = dom.tag(element) === "input" && dom.inputType(element) === "text";
    if (!isField || dom.matches(element, ":disabled")) return false;
    return dom.has(element, "readonly") || dom.attr(element, "inputmode") === "none";
  };
  // Whether a person may type into a field to find an entry of a list.
  const isSearched = (element) => {
    if (dom.tag(element) !== "input" || !/^(text|search)$/.test(dom.inputType(element))) return false;
    const role = dom.attr(element, "role");
    const opens = dom.attr(element, "aria-haspopup");
    if (opens && !/^(listbox|true)$/.test(opens)) return false;
    if (role) return role === "combobox";
    if (opens === "listbox" && isUntyped(element)) return true;
    return /^(list|both)$/.test(dom.attr(element, "aria-autocomplete") || "");
  };
  // The box that a reader takes for a field of a list: the largest one of a line with no other field.
  const MAX_LINE = 80; // CSS pixels
  const IN_FORM = "label, form, table, h1, h2, h3, legend, input:not([type=hidden], [aria-hidden=true]), " +
    "select:not([aria-hidden=true], [tabindex='-1']), textarea";
  const isAlone = (box, element) =>
    dom.rect(box).height <= MAX_LINE &&
    Array.from(box.querySelectorAll(IN_FORM)).every((one) => one === element);
  const boxOf = (element) => {
    let box = element, around = dom.parent(box);
    while (around && around !== document.body && isAlone(around, element)) {
      [box, around] = [around, dom.parent(around)];
    }
    return box;
  };
  const widgetOf = (element) => {
    const around = dom.parent(element);
    return around && dom.closest(around, "[role=combobox]");
  };
  const isDrawnList = (element) => {
    if (!isUntyped(element)) return false;
    if (widgetOf(element) || isSearched(element)) return true;
    if (!dom.has(element, "readonly")) return false;
    const around = dom.parent(element);
    return around !== null && Array.from(dom.children(around)).some((one) => one !== element && isArrow(one));
  };
  // What a script draws in the place of a select element that nobody sees: it stands right behind it,
  // can be used, and shows the words of the chosen option, or a part of it is named after the element.
  const OPENS = "a, button, [tabindex], [role=combobox], [role=button], [aria-haspopup]";
  const squeezed = (text) => text.trim().replace(/\s+/g, " ");
  const worded = (id) => `-${(id || "").replace(/[^\p{L}\d]+/gu, "-")}-`;
  const isNamedAfter = (one, select) => {
    const name = worded(dom.attr(select, "id"));
    const ids = [one, ...one.querySelectorAll("[id]")].map((part) => worded(dom.attr(part, "id")));
    return name !== "--" && ids.some((id) => id.includes(name));
  };
  const showsChosen = (one, select) => {
    const chosen = Array.from(dom.options(select)).filter(dom.optionSelected);
    const words = chosen.map((option) => squeezed(dom.textContent(option))).filter(Boolean);
    return [one, ...one.querySelectorAll("*")].some((part) =>
      hasOwnText(part) && words.includes(squeezed(dom.textContent(part))));
  };
  const standIn = (select) => {
    if (dom.tag(select) !== "select" || cp.isSeen(select, "select", dom.rect(select))) return null;
    const next = dom.nextElement(select);
    if (!next || !dom.seen(next, { visibilityProperty: true }) || dom.rect(next).height > MAX_LINE) return null;
    if (!dom.matches(next, OPENS) && !dom.inside(next, OPENS)) return null;
    return isNamedAfter(next, select) || showsChosen(next, select) ? next : null;
  };
  // A toolkit may draw the field of a list as small as a letter, or not at all: its box is seen.
  const seenAs = (element, tag, isScripted) => {
    if (!isScripted) return element;
    if (tag === "select") return standIn(element) || element;
    return tag === "input" && isSearched(element) ? boxOf(element) : element;
  };
  Object.assign(cp, { isDrawnList, isSearched, isUntyped, boxOf, standIn, widgetOf, seenAs });
})();
