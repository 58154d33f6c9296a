// Finds where to click, and prepares fields for typing.
(() => {
  "use strict";
  const cp = globalThis.cp;
  if (cp.aim) return;
  const { dom, registry, resting, isScripted } = cp;

  // ------------------------------------------------------------------ clicking

  const TINY = 2; // CSS pixels of a field that a toolkit hides from the eye
  const describe = (element) => {
    const id = dom.attr(element, "id"), kind = dom.attr(element, "class");
    const words = (dom.textContent(element) || "").trim().replace(/\s+/g, " ").slice(0, 60);
    return `<${dom.tag(element)}${id ? ` id=${id}` : ""}${kind ? ` class=${kind}` : ""}> ${words}`;
  };
  const hitAt = (element, x, y) => {
    const root = dom.rootNode(element);
    let hit = (root.elementFromPoint ? root : document).elementFromPoint(x, y);
    if (root !== document && !hit) hit = document.elementFromPoint(x, y);
    return hit;
  };
  const isWithin = (hit, element) => {
    for (let node = hit; node; node = dom.parentNode(node) || node.host) {
      if (node === element) return true;
    }
    if (dom.tag(element) === "area") return hit && dom.has(hit, "usemap");
    return false;
  };
  const points = (element) => {
    const found = [];
    if (dom.tag(element) === "area") return areaPoints(element);
    for (const rect of dom.rects(element)) {
      if (rect.width < 1 || rect.height < 1) continue;
      for (const [fx, fy] of [[0.5, 0.5], [0.2, 0.5], [0.8, 0.5], [0.5, 0.2], [0.5, 0.8]]) {
        found.push([rect.x + rect.width * fx, rect.y + rect.height * fy]);
      }
    }
    return found;
  };
  const areaPoints = (area) => {
    const map = dom.parentNode(area), name = map && dom.attr(map, "name");
    const coords = (dom.attr(area, "coords") || "").split(/[\s,]+/).map(Number);
    for (const image of dom.query(document, "img[usemap]")) {
      if (dom.attr(image, "usemap") !== `#${name}`) continue;
      const { x, y } = dom.rect(image);
      const shape = (dom.attr(area, "shape") || "rect").toLowerCase();
      if (shape === "circle") return [[x + coords[0], y + coords[1]]];
      const xs = coords.filter((_, i) => i % 2 === 0), ys = coords.filter((_, i) => i % 2 === 1);
      const mid = (list) => list.reduce((sum, value) => sum + value, 0) / list.length;
      return [[x + mid(xs), y + mid(ys)]];
    }
    return [];
  };
  const isInView = ([x, y]) => x >= 0 && y >= 0 && x < innerWidth && y < innerHeight;
  // Codes of facts: harness/messages/locales/*/refusals.ftl has their sentences.
  const refused = (code, params = {}) => JSON.stringify({ refused: { code, params } });
  const unusable = (element) => {
    if (!element || !dom.isConnected(element)) return "element-gone";
    if (dom.matches(element, ":disabled")) return "element-disabled";
    if (dom.attr(element, "aria-disabled") === "true") return "element-disabled";
    const drawn = cp.standIn(element) || element;
    const seen = dom.tag(element) === "area" || dom.seen(drawn, { visibilityProperty: true });
    return seen ? "" : "element-invisible";
  };
  // Whether a field may open a list in a dialog: nobody can type into it, and something without words
  // can be pressed beside it. It is a list once one was seen.
  const opened = new WeakSet(); // fields that opened a list
  const fruitless = new WeakSet(); // fields that a person types into, and that opened none
  const isPressed = (element) =>
    getComputedStyle(element).cursor === "pointer" && !/\p{L}/u.test(dom.textContent(element));
  const mayOpen = (field) => {
    if (!field || !cp.isUntyped(field) || cp.isDrawnList(field)) return false;
    const around = dom.parent(field);
    return around !== null && [...around.querySelectorAll("*")].some(isPressed);
  };
  cp.mayOpen = (ref) => JSON.stringify(mayOpen(registry.get(ref)));
  const OPTION = "[role=option]";
  const listInFront = () => {
    const front = cp.inFront();
    return front && dom.inside(front.modal, OPTION) ? front.modal : null;
  };
  // The element that says which list a field opens, and whether it is open.
  const listOwner = (element) => {
    const isDrawn = element && cp.isDrawnList(element);
    return (isDrawn || element && cp.isSearched(element)) && cp.widgetOf(element) || element;
  };
  // A toolkit may lay the list over the field in it, or draw the field too small to be hit.
  const findPoint = (aimed) => {
    const isTiny = dom.rect(aimed).width <= TINY && cp.isSearched(aimed);
    const drawn = isTiny ? cp.boxOf(aimed) : cp.standIn(aimed);
    const found = pointIn(drawn ? drawn : cp.isDrawnList(aimed) ? listOwner(aimed) : aimed);
    return "x" in found || !cp.isSearched(aimed) ? found : pointIn(cp.boxOf(aimed));
  };
  const pointIn = (element) => {
    let cover = null;
    for (const block of ["nearest", "center", "start", "end"]) {
      dom.scrollTo(element, { block, inline: "nearest", behavior: "instant" });
      for (const point of points(element).filter(isInView)) {
        const hit = hitAt(element, ...point);
        if (hit && isWithin(hit, element)) return { x: point[0], y: point[1] };
        cover = hit || cover;
      }
    }
    return { cover };
  };

  cp.aim = (ref, checked) => {
    const element = registry.get(ref);
    cp.begin();
    unfold(element);
    if (unusable(element) === "element-disabled") leaveField(); // what was typed is checked now
    const why = unusable(element);
    if (why) return refused(why);
    if (!checked) forgo(element);
    const found = findPoint(element);
    if ("x" in found) return JSON.stringify(found);
    return found.cover
      ? refused("element-covered", { by: describe(found.cover) })
      : refused("element-without-place");
  };
  // Where to put the pointer on an element; nothing in it is used.
  cp.aimPointer = (ref) => {
    const element = registry.get(ref);
    cp.begin();
    const why = unusable(element);
    if (why && why !== "element-disabled") return refused(why);
    const found = findPoint(element);
    return "x" in found ? JSON.stringify(found) : refused("element-without-place");
  };
  // Whether something lies over an element that is there, such as a dialog that asks something.
  cp.isCovered = (ref) => {
    const element = registry.get(ref);
    return JSON.stringify(!unusable(element) && Boolean(findPoint(element).cover));
  };
  // Opens the closed `details` around an element, as a person does to reach it.
  const unfold = (element) => {
    for (let inner = element; inner; inner = dom.parentNode(inner)) {
      const outer = dom.parentNode(inner);
      const isClosed = outer instanceof HTMLDetailsElement && !dom.has(outer, "open");
      if (isClosed && dom.tag(inner) !== "summary") setter(HTMLDetailsElement, "open", outer, true);
    }
  };
  // Moves the focus away, as a click elsewhere would.
  const leaveField = () => {
    const active = dom.active(document);
    if (active instanceof HTMLElement) dom.blur(active);
  };
  // Switches client-side validation off, so that the portal validates the form itself.
  const forgo = (element) => {
    const owner = dom.owner[dom.tag(element)];
    const form = owner && owner(element);
    if (form) setter(HTMLFormElement, "noValidate", form, true);
  };
  cp.frameAt = (index, x, y) => {
    for (const element of dom.query(document, "iframe, frame")) {
      if (element.contentWindow !== window[index]) continue;
      const rect = dom.rect(element), style = getComputedStyle(element);
      const dx = rect.x + element.clientLeft + parseFloat(style.paddingLeft || 0);
      const dy = rect.y + element.clientTop + parseFloat(style.paddingTop || 0);
      return JSON.stringify({ x: x + dx, y: y + dy });
    }
    return refused("frame-gone");
  };

  // -------------------------------------------------------------------- typing

  const STRIDE = 24; // CSS pixels between points that are tried
  const NEAR = 12; // CSS pixels between a field and the list that it opens
  const SET = new Set("date datetime-local month week time color range".split(" "));
  const fire = (element, ...types) => {
    for (const type of types) element.dispatchEvent(new Event(type, { bubbles: true }));
  };
  const setter = (type, name, element, value) =>
    Object.getOwnPropertyDescriptor(type.prototype, name).set.call(element, value);
  const optionTexts = (element) =>
    [...dom.options(element)].map((option) => ({
      text: (dom.attr(option, "label") || dom.textContent(option)).trim().replace(/\s+/g, " "),
      disabled: dom.matches(option, ":disabled"),
    }));

  // Prepares a field for a value, and returns how the value is entered.
  cp.ready = (ref, value) => {
    const element = registry.get(ref);
    const why = unusable(element);
    if (why === "element-invisible" && isTickable(element)) return tickState(element);
    if (why) return refused(why);
    const tag = dom.tag(element);
    if (tag === "select") {
      return JSON.stringify({ how: cp.standIn(element) ? "pick" : "choose", options: optionTexts(element) });
    }
    if (isTickable(element)) return tickState(element);
    const role = dom.attr(element, "role");
    if (cp.isDrawnList(element) || opened.has(element)) return JSON.stringify({ how: "pick" });
    const opensList = role === "combobox" || dom.attr(element, "aria-haspopup") === "listbox";
    if (tag !== "input" && tag !== "textarea" && opensList) return JSON.stringify({ how: "pick" });
    return focus(element, tag, value);
  };
  // Chooses a file in a field for files.
  cp.attach = (ref, name, type, data) => {
    const element = registry.get(ref);
    const why = unusable(element);
    if (why && why !== "element-invisible") return refused(why);
    if (dom.tag(element) !== "input" || element.type !== "file") {
      return refused("element-without-file");
    }
    const bytes = Uint8Array.from(atob(data), (one) => one.charCodeAt(0));
    const chosen = new DataTransfer();
    chosen.items.add(new File([bytes], name, { type }));
    element.files = chosen.files;
    fire(element, "input", "change");
    return JSON.stringify({});
  };
  // Fills several fields at once, as long as no script of the page listens to keys.
  cp.enter = (entries) => {
    const done = [];
    for (const [ref, value] of entries) {
      const state = JSON.parse(cp.ready(ref, value));
      const element = registry.get(ref);
      if (state.how !== "type" || hears(element) || !insert(element, value)) break;
      done.push(ref);
    }
    return JSON.stringify(done);
  };
  const hears = (element) => {
    for (let node = element; node && dom.nodeType(node) === 1; node = dom.parentNode(node)) {
      for (const { name } of dom.attributes(node)) if (/^on/i.test(name)) return true;
    }
    return isScripted();
  };
  const insert = (element, value) => {
    const command = value ? "insertText" : "delete";
    const isPlain = ["input", "textarea"].includes(dom.tag(element));
    return isPlain && document.execCommand(command, false, value);
  };
  const isTickable = (element) => {
    const role = element && dom.attr(element, "role");
    if (role === "checkbox" || role === "radio" || role === "switch") return true;
    if (!element || dom.tag(element) !== "input") return false;
    return ["checkbox", "radio"].includes(dom.inputType(element));
  };
  const tickState = (element) => {
    const native = dom.tag(element) === "input";
    const on = native ? dom.checked(element) : dom.attr(element, "aria-checked") === "true";
    const value = native ? dom.inputValue(element) : "";
    return JSON.stringify({ how: "tick", on, value });
  };
  const clicked = new WeakSet(); // read-only fields: a second click may close what the first one opened
  const click = (element) => {
    if (clicked.has(element)) return;
    clicked.add(element);
    for (const type of ["pointerdown", "mousedown", "pointerup", "mouseup", "click"]) {
      const Kind = type.startsWith("pointer") ? PointerEvent : MouseEvent;
      element.dispatchEvent(new Kind(type, { bubbles: true, cancelable: true, composed: true }));
    }
  };
  const focus = (element, tag, value) => {
    dom.scrollTo(element, { block: "nearest", inline: "nearest", behavior: "instant" });
    const type = tag === "input" ? dom.inputType(element) : "";
    if (type === "file") return refused("element-takes-file");
    const isReadOnly = () => dom.matches(element, ":read-only") && !element.isContentEditable;
    element.focus({ preventScroll: true }); // a script may open a read-only field now
    if (isReadOnly()) click(element);
    if (isReadOnly()) return refused("element-read-only");
    if (SET.has(type)) {
      setter(HTMLInputElement, "value", element, value);
      fire(element, "input", "change");
      return JSON.stringify({ how: "done" });
    }
    if (element.select) element.select();
    else getSelection().selectAllChildren(element);
    const old = tag === "input" ? dom.inputValue(element)
      : tag === "textarea" ? dom.areaValue(element) : dom.textContent(element);
    return JSON.stringify({ how: "type", empty: old === "" });
  };
  cp.choose = (ref, index) => {
    const element = registry.get(ref);
    element.focus({ preventScroll: true });
    const options = dom.options(element);
    for (let i = 0; i < options.length; i++) {
      if (i !== index && element.multiple) setter(HTMLOptionElement, "selected", options[i], false);
    }
    setter(HTMLOptionElement, "selected", options[index], true);
    fire(element, "input", "change");
    return JSON.stringify({ how: "done" });
  };
  // Finds where to click a checkbox; a hidden one is clicked at its label.
  cp.aimTick = (ref) => {
    const element = registry.get(ref);
    for (const candidate of [element, ...(element.labels || [])]) {
      const found = findPoint(candidate);
      if ("x" in found) return JSON.stringify(found);
    }
    return refused("tick-not-clickable");
  };
  // Whether it is a closed custom list that nobody types into.
  cp.isFolded = (ref) => {
    const field = registry.get(ref), box = listOwner(field);
    if (mayOpen(field)) return JSON.stringify(listInFront() === null);
    const isDrawn = field && cp.isDrawnList(field);
    if (field && cp.isSearched(field)) {
      const state = dom.attr(box, "aria-expanded") || dom.attr(field, "aria-expanded");
      const isOpen = state ? state === "true" : floatingList(field) !== null;
      return JSON.stringify(!isOpen && !fruitless.has(field));
    }
    if (isDrawn && !cp.widgetOf(field)) return JSON.stringify(floatingList(field) === null);
    const isTyped = !box || (!isDrawn && ["input", "textarea", "select"].includes(dom.tag(box)));
    const opens = box && (dom.attr(box, "aria-haspopup") || "listbox");
    const isOpen = box && dom.attr(box, "aria-expanded") === "true";
    return JSON.stringify(!isTyped && !isOpen && ["listbox", "true"].includes(opens));
  };
  // The same, once what a key closes has faded out.
  cp.hasFolded = async (ref) => {
    await resting(true);
    return cp.isFolded(ref);
  };
  // The smallest box with words that floats right below or above a field; null for none.
  const floatingList = (field) => {
    const box = cp.standIn(field) || (cp.isSearched(field) ? cp.boxOf(field) : field), at = dom.rect(box);
    let best = null, area = Infinity;
    for (const element of dom.query(document, "body *")) {
      if (!/^(absolute|fixed)$/.test(getComputedStyle(element).position) || dom.contains(element, box)) continue;
      const { left, right, top, bottom, width, height } = dom.rect(element);
      const isBeside = left < at.right && right > at.left &&
        (Math.abs(top - at.bottom) <= NEAR || Math.abs(bottom - at.top) <= NEAR);
      if (!isBeside || width <= TINY || height <= TINY || !dom.seen(element, { visibilityProperty: true })) continue;
      if (width * height >= area || !dom.textContent(element).trim()) continue;
      [best, area] = [element, width * height];
    }
    return best;
  };
  // A point of the window where a click does nothing but leave the open list; null for none.
  cp.idlePoint = (ref) => {
    const list = floatingList(registry.get(ref));
    for (let y = 2; y < innerHeight; y += STRIDE) {
      for (let x = 2; x < innerWidth; x += STRIDE) {
        const hit = document.elementFromPoint(x, y);
        const isIdle = hit && getComputedStyle(hit).cursor !== "pointer" && !(list && dom.contains(list, hit)) &&
          !dom.closest(hit, cp.USABLE);
        if (isIdle) return JSON.stringify({ x, y });
      }
    }
    return "null";
  };
  const floatingItems = (field) => {
    const list = floatingList(field);
    return list ? Array.from(list.querySelectorAll("*")).filter((one) => cp.hasOwnText(one)) : [];
  };
  // The words that stand in the box of a field, those of an open list aside.
  const wordsIn = (field, options) => {
    const inside = Array.from(cp.boxOf(field).querySelectorAll("*"));
    const shown = inside.filter((one) => cp.hasOwnText(one) && !options.some((option) => isWithin(one, option)));
    return [field.value, ...shown.map((one) => dom.textContent(one))].map(squeezed);
  };
  const squeezed = (text) => (text || "").trim().replace(/\s+/g, " ");
  const textOf = (option) => squeezed(dom.attr(option, "aria-label") || dom.textContent(option));
  // The elements of an open list. One that a script draws beside its field may name no roles.
  const listed = (field) => {
    const box = listOwner(field), root = dom.rootNode(box);
    const named = ["aria-controls", "aria-owns"].flatMap((name) => [dom.attr(box, name), dom.attr(field, name)]);
    const id = named.find(Boolean);
    const list = id && root.getElementById ? root.getElementById(id) : null;
    const front = mayOpen(field) ? listInFront() : null;
    if (mayOpen(field) && !front) return [];
    const isDrawn = cp.standIn(field) !== null || (cp.isDrawnList(field) && !cp.widgetOf(field));
    const isSearched = cp.isSearched(field);
    const scope = front || list || (isDrawn || isSearched ? floatingList(field) : root);
    const found = scope ? Array.from(scope.querySelectorAll(OPTION)) : [];
    return found.length || !(isDrawn || isSearched) ? found : floatingItems(field);
  };
  // The button beside a field that opens its list, where the field itself does not.
  cp.listButton = (ref) => {
    const field = registry.get(ref), around = field && dom.parent(field);
    const button = around && dom.inside(around, "button[aria-haspopup=listbox], [role=button][aria-haspopup=listbox]");
    if (!button || button === field) return "null";
    registry.set(`${ref}/button`, button);
    return JSON.stringify(`${ref}/button`);
  };
  // Waits until the page stands still: a toolkit may scroll slowly to the list that it opens.
  const PAUSE = 60, MAX_PAUSES = 15; // ms, and how many
  const still = async () => {
    for (let i = 0, before = NaN; i < MAX_PAUSES && scrollY !== before; i++) {
      before = scrollY;
      await new Promise((done) => setTimeout(done, PAUSE));
    }
  };
  // The options of an open custom list.
  cp.choices = async (ref) => {
    await resting(true);
    await still();
    const field = registry.get(ref);
    const options = listed(field).filter((one) => dom.seen(one, { visibilityProperty: true }));
    (options.length ? opened : fruitless).add(field);
    if (options.length) fruitless.delete(field);
    const shown = cp.isSearched(field) ? wordsIn(field, options) : null;
    const found = options.map((option, index) => {
      const name = `${ref}/${index}`, words = textOf(option);
      registry.set(name, option);
      return { text: words, ref: name,
        value: dom.attr(option, "data-value") ?? dom.attr(option, "value") ?? words,
        selected: shown ? shown.includes(words) : dom.attr(option, "aria-selected") === "true",
        disabled: dom.attr(option, "aria-disabled") === "true" };
    });
    return JSON.stringify({ options: found });
  };
})();
