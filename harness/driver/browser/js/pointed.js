// Finds what shows a hidden element once the pointer or the focus is on it, by the style sheets.
(() => {
  "use strict";
  const cp = globalThis.cp;
  if (cp.pointedBy) return;
  const { dom, USABLE } = cp;
  const MAX_RULES = 20000; // of all sheets of a page
  const MAX_SELECTORS = 500; // that name the pointer or the focus
  const MAX_SELECTOR = 300; // characters
  const MAX_TRIALS = 200000; // of an element against a selector, on one page
  const MAX_LOOKS = 10; // whether the pointer has come
  const LOOK = 50; // ms between two of them
  const MAX_UP = 12; // elements around a hidden one
  const MAX_BEFORE = 6; // elements before it, or before one around it
  const MAX_WORDS = 80; // characters

  const DYNAMIC = /:not\(\s*:(?:hover|focus-within|focus)\s*\)|:(hover|focus-within|focus)(?![\w-])/;
  const EVERY = new RegExp(DYNAMIC, "g");
  const SHOWS = ["display", "visibility", "opacity", "height", "max-height", "width", "max-width",
    "clip", "clip-path", "transform", "left", "right", "top", "bottom", "position", "overflow"];
  const sheetsOf = {
    9: Object.getOwnPropertyDescriptor(Document.prototype, "styleSheets").get,
    11: Object.getOwnPropertyDescriptor(ShadowRoot.prototype, "styleSheets").get,
  };
  const words = Object.getOwnPropertyDescriptor(HTMLElement.prototype, "innerText").get;

  // The end of the compound selector that a place stands in.
  const endOfCompound = (selector, place) => {
    let depth = 0;
    for (let i = place; i < selector.length; i++) {
      const char = selector[i];
      if ("([".includes(char)) depth++;
      else if (")]".includes(char)) depth--;
      else if (depth <= 0 && /[\s>+~]/.test(char)) return i;
    }
    return selector.length;
  };
  // A list of selectors, parted at the commas that stand in no parentheses.
  const parted = (list) => {
    const found = [""];
    let depth = 0;
    for (const char of list) {
      if ("([".includes(char)) depth++;
      else if (")]".includes(char)) depth--;
      if (char === "," && depth <= 0) found.push("");
      else found[found.length - 1] += char;
    }
    return found.map((one) => one.trim());
  };
  const shows = (style) => SHOWS.some((name) => {
    const value = style.getPropertyValue(name);
    return value !== "" && !/^(none|hidden|0)$/.test(value);
  });

  // The rules of a tree that name the pointer or the focus: what must have it, and what is styled.
  let known = new Map(); // root -> rules
  let left = MAX_RULES, trials = MAX_TRIALS;
  const rulesOf = (root) => {
    if (known.has(root)) return known.get(root);
    const found = [];
    const read = (rules, around) => {
      for (const rule of rules) {
        if (left-- <= 0 || found.length >= MAX_SELECTORS) return;
        if (rule.media && !matchMedia(rule.media.mediaText).matches) continue;
        let own = around;
        if (rule.selectorText !== undefined) {
          own = around ? rule.selectorText.replaceAll("&", `:is(${around})`) : rule.selectorText;
          if (own.length <= MAX_SELECTOR && DYNAMIC.test(own)) add(own, rule.style);
        }
        const inner = rule.cssRules || (rule.styleSheet && rulesIn(rule.styleSheet));
        if (inner && inner.length) read(inner, own);
      }
    };
    const add = (list, style) => {
      for (const selector of parted(list)) {
        const hit = DYNAMIC.exec(selector);
        if (!hit) continue;
        const isReverse = hit[0].startsWith(":not");
        if (isReverse ? !hides(style) : !shows(style)) continue;
        const whole = (text) => text.replace(EVERY, "");
        const prefix = selector.slice(0, endOfCompound(selector, hit.index));
        found.push({ holder: whole(prefix) || "*", styled: selector.replace(EVERY, ":is(*)"),
          focus: hit[0].includes("focus") });
      }
    };
    for (const sheet of sheetsOf[dom.nodeType(root)]?.call(root) || []) {
      if (!sheet.disabled && matchMedia(sheet.media.mediaText).matches) read(rulesIn(sheet), "");
    }
    known.set(root, found);
    return found;
  };
  const hides = (style) =>
    style.getPropertyValue("display") === "none" || style.getPropertyValue("visibility") === "hidden" ||
    style.getPropertyValue("opacity") === "0";
  const rulesIn = (sheet) => {
    try {
      return sheet.cssRules || [];
    } catch {
      return []; // of another site
    }
  };
  const fits = (element, selector) => {
    if (trials-- <= 0) return false;
    try {
      return dom.matches(element, selector);
    } catch {
      return false;
    }
  };

  // The elements around a hidden one, and those right before it or before one of these.
  const holders = (element) => {
    const found = [];
    for (let inner = element, up = 0; inner && up < MAX_UP; inner = dom.parent(inner), up++) {
      const around = dom.parent(inner);
      const all = around ? Array.from(dom.children(around)) : [];
      const place = all.indexOf(inner);
      if (around) found.push(around);
      found.push(...all.slice(Math.max(0, place - MAX_BEFORE), place).reverse());
    }
    return found;
  };
  const canHold = (element) => {
    const { width, height } = dom.rect(element);
    return width > 1 && height > 1 && dom.seen(element, { visibilityProperty: true });
  };

  cp.forgetPointed = () => {
    known = new Map();
    left = MAX_RULES;
    trials = MAX_TRIALS;
  };
  // What shows a hidden element with a link, button or field in it; null for nothing.
  cp.pointedBy = (element) => {
    if (!dom.matches(element, USABLE) && !dom.inside(element, USABLE)) return null;
    const rules = rulesOf(dom.rootNode(element)).filter((rule) => fits(element, rule.styled));
    if (!rules.length) return null;
    const isClear = getComputedStyle(element).opacity === "0" && canHold(element);
    for (const holder of isClear ? [element, ...holders(element)] : holders(element)) {
      const rule = rules.find((one) => fits(holder, one.holder));
      if (!rule || !canHold(holder) || (rule.focus && !focusable(holder))) continue;
      const said = holder instanceof HTMLElement ? words.call(holder) : dom.textContent(holder);
      return { holder, words: (said || "").trim().replace(/\s+/g, " ").slice(0, MAX_WORDS), focus: rule.focus };
    }
    return null;
  };
  const focusable = (holder) =>
    [holder, ...holder.querySelectorAll("*")].slice(0, 200).find((one) =>
      one.tabIndex >= 0 && dom.seen(one, { visibilityProperty: true }) && !dom.matches(one, ":disabled")) || null;
  // Whether the pointer is on an element; the browser may tell the page so a moment later.
  cp.isPointed = async (ref) => {
    for (let look = 0; look < MAX_LOOKS; look++) {
      const element = cp.registry.get(ref);
      if (!element || dom.matches(element, ":hover")) return JSON.stringify(Boolean(element));
      await new Promise((go) => setTimeout(go, LOOK));
    }
    return "false";
  };
  // Puts the focus into an element, where that shows what stands in it.
  cp.focusIn = (ref) => {
    const found = focusable(cp.registry.get(ref));
    if (found) found.focus({ preventScroll: true });
    return JSON.stringify(Boolean(found));
  };
})();
