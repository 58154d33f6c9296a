// Covers words on the screen before a screenshot, and removes the covers after it.
(() => {
  "use strict";
  const cp = globalThis.cp;
  if (cp.mask) return;
  const { dom } = cp;
  let cover = null;

  const fold = (text) => text.toLowerCase();
  const FIELDS = "input, select, textarea";

  const roots = (root, found) => {
    found.push(root);
    for (const element of root.querySelectorAll("*")) {
      const shadow = dom.shadow(element);
      if (shadow) roots(shadow, found);
    }
    return found;
  };
  const shown = (field) => {
    if (dom.tag(field) === "select") {
      return [...dom.options(field)].map((option) => dom.textContent(option)).join("\n");
    }
    return dom.tag(field) === "textarea" ? dom.areaValue(field) : dom.inputValue(field);
  };
  // All text of a root as one string, with the node of each character.
  const spans = (root) => {
    const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
    const found = [];
    let text = "";
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      found.push({ node, start: text.length });
      text += dom.nodeValue(node);
    }
    return { text, found };
  };
  const locate = (found, offset) => {
    let low = 0, high = found.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (found[middle].start <= offset) low = middle;
      else high = middle - 1;
    }
    return [found[low].node, offset - found[low].start];
  };
  // A word may be spread over elements and broken by white space.
  const pattern = (word) =>
    [...word.replace(/\s+/g, "")].map((c) => c.replace(/[\\^$.*+?()[\]{}|]/g, "\\$&")).join("\\s*");
  const rectsOf = (root, expression) => {
    const { text, found } = spans(root);
    const rects = [];
    for (const match of found.length ? text.matchAll(expression) : []) {
      const range = document.createRange();
      range.setStart(...locate(found, match.index));
      const [node, offset] = locate(found, match.index + match[0].length - 1);
      range.setEnd(node, offset + 1);
      rects.push(...range.getClientRects());
    }
    return rects;
  };

  cp.mask = (words) => {
    cp.unmask();
    const wanted = words.filter((word) => word.trim());
    if (!wanted.length) return "0";
    const expression = new RegExp(wanted.map(pattern).join("|"), "giu");
    const rects = [];
    for (const root of roots(document, [])) {
      rects.push(...rectsOf(root, expression));
      for (const field of root.querySelectorAll(FIELDS)) {
        if (wanted.some((word) => fold(shown(field)).includes(fold(word)))) {
          rects.push(dom.rect(field));
        }
      }
    }
    draw(rects);
    return String(rects.length);
  };
  const draw = (rects) => {
    cover = document.createElement("div");
    const important = (element, style) => {
      for (const [name, value] of Object.entries(style)) {
        element.style.setProperty(name, value, "important");
      }
    };
    important(cover, { all: "initial", position: "absolute", left: "0", top: "0", width: "0",
      height: "0", border: "0", padding: "0", margin: "0", overflow: "visible",
      background: "none", "z-index": "2147483647" });
    cover.popover = "manual";
    const shadow = cover.attachShadow({ mode: "closed" });
    for (const rect of rects) {
      const box = document.createElement("div");
      important(box, { position: "absolute", background: "#444",
        left: `${rect.x + scrollX - 1}px`, top: `${rect.y + scrollY - 1}px`,
        width: `${rect.width + 2}px`, height: `${rect.height + 2}px` });
      shadow.append(box);
    }
    dom.root(document).append(cover);
    cover.showPopover(); // above modal dialogs as well
  };
  cp.unmask = () => {
    if (cover) cover.remove();
    cover = null;
    return "";
  };
})();
