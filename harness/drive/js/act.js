// Finds where to click, prepares fields for typing, and tells what came of an action.
(() => {
  "use strict";
  const cp = globalThis.cp;
  if (cp.capture) return;
  const { dom, registry, problems } = cp;
  const QUIET = 30; // ms without a mutation, on pages with scripts
  const PATIENCE = 3000; // ms for what a page loads beside its document

  // ------------------------------------------------------------- what came of it

  let events = [];
  let departures = [];
  const note = (event) => events.push({ event, path: event.composedPath() });
  addEventListener("click", note, true);
  addEventListener("submit", note, true);
  addEventListener("invalid", (event) => (problems.add(event.target), note(event)), true);
  navigation.addEventListener("navigate", (event) => departures.push(event));

  const isWindow = (target) => {
    if (!target || /^_(self|top|parent)$/i.test(target) || target === window.name) return false;
    if (/^_blank$/i.test(target)) return true;
    const seek = (view) => {
      for (let i = 0; i < view.length; i++) {
        try {
          if (view[i].name === target || seek(view[i])) return true;
        } catch {
          continue; // another origin keeps its name to itself
        }
      }
      return false;
    };
    return !seek(top);
  };
  const base = () => {
    for (const element of dom.query(document, "base[target]")) return dom.attr(element, "target");
    return "";
  };
  const place = (target) => {
    const name = (target || base() || "").toLowerCase();
    if (isWindow(target || base())) return "window";
    return name === "_top" ? "top" : name === "" || name === "_self" ? "self" : "other";
  };

  const ofClick = (path) => {
    for (const node of path) {
      if (!(node instanceof Element) || !dom.matches(node, "a[href], area[href]")) continue;
      let url;
      try {
        url = new URL(dom.attr(node, "href"), dom.baseURI(node));
      } catch {
        return "";
      }
      const here = location.href.split("#")[0];
      const where = place(dom.attr(node, "target"));
      if (!/^https?:$/.test(url.protocol)) return "";
      return url.hash && url.href.split("#")[0] === here && where === "self" ? "" : where;
    }
    return "";
  };
  const ofSubmit = (event) => {
    const form = event.target, button = event.submitter;
    const own = (name) => (button && dom.attr(button, "form" + name)) || dom.attr(form, name) || "";
    if (own("method").toLowerCase() === "dialog" || /^\s*(javascript|mailto):/i.test(own("action"))) {
      return "";
    }
    return place(own("target"));
  };
  const outcome = () => {
    for (const { event, path } of events) {
      if (event.defaultPrevented || event.type === "invalid") continue;
      const where = event.type === "submit" ? ofSubmit(event) : ofClick(path);
      if (where) return where;
    }
    const left = (event) => !event.destination.sameDocument && !event.defaultPrevented;
    return departures.some(left) ? "self" : "";
  };

  // ------------------------------------------------------------------- waiting

  const until = (test, source, type) =>
    new Promise((done) => {
      if (test()) return done();
      const timer = setTimeout(finish, PATIENCE);
      function finish() {
        clearTimeout(timer);
        source.removeEventListener(type, check, true);
        done();
      }
      function check() {
        if (test()) finish();
      }
      source.addEventListener(type, check, true);
    });
  const parsed = () =>
    new Promise((done) => {
      if (dom.readyState(document) !== "loading") return done();
      document.addEventListener("DOMContentLoaded", () => done(), { once: true });
    });
  const styled = () => {
    const links = [...dom.query(document, "link[rel~=stylesheet i][href]:not([disabled])")];
    const waiting = links.filter((link) => !link.sheet && matchMedia(link.media || "all").matches);
    return Promise.all(waiting.map((link) => Promise.race([
      until(() => link.sheet, link, "load"), new Promise((done) => (link.onerror = done)),
    ])));
  };
  const isScripted = () => {
    for (const script of dom.scripts(document)) {
      const type = (dom.attr(script, "type") || "").trim();
      if (type === "" || type === "module" || /(java|ecma)script/i.test(type)) return true;
    }
    return false;
  };
  const quiet = () =>
    new Promise((done) => {
      const end = () => (observer.disconnect(), done());
      let timer = setTimeout(end, QUIET);
      const limit = performance.now() + PATIENCE;
      const observer = new MutationObserver(() => {
        if (performance.now() > limit) return;
        clearTimeout(timer);
        timer = setTimeout(end, QUIET);
      });
      const all = { subtree: true, childList: true, attributes: true, characterData: true };
      observer.observe(document, all);
    });
  const refreshSeconds = () => {
    for (const meta of dom.query(document, "meta[http-equiv=refresh i]")) {
      const found = /^\s*(\d+)/.exec(dom.attr(meta, "content") || "");
      if (found) return Number(found[1]);
    }
    return null;
  };

  // The page as it stands once it is settled, or where it is about to go.
  cp.capture = async (prefix, x, y, inner, acted) => {
    const early = outcome();
    if (early) return JSON.stringify({ leaving: early });
    await parsed();
    await styled();
    const scripted = isScripted();
    if (scripted) await until(() => dom.readyState(document) === "complete", window, "load");
    if (scripted || acted) await quiet();
    const late = outcome();
    if (late) return JSON.stringify({ leaving: late });
    const { pieces, frames } = cp.serialise(prefix, x, y, inner);
    return JSON.stringify({
      pieces, frames, scripted,
      url: location.href,
      charset: dom.charset(document).toLowerCase(),
      refresh: refreshSeconds(),
      status: (performance.getEntriesByType("navigation")[0] || {}).responseStatus || 0,
      blocked: problems.size > 0 && events.some(({ event }) => event.type === "invalid"),
    });
  };
  cp.begin = () => {
    events = [];
    departures = [];
    problems.clear();
  };
  cp.path = () => {
    const path = [];
    for (let view = window; view !== view.parent; view = view.parent) {
      let index = 0;
      while (index < view.parent.length && view.parent[index] !== view) index++;
      path.unshift(index);
    }
    return JSON.stringify(path.join("."));
  };

  // ------------------------------------------------------------------ clicking

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
  const refused = (why) => JSON.stringify({ refused: why });
  const unusable = (element) => {
    if (!element || !dom.isConnected(element)) return "it is no longer on the page";
    if (dom.matches(element, ":disabled")) return "it is disabled";
    if (dom.attr(element, "aria-disabled") === "true") return "it is disabled";
    const seen = dom.tag(element) === "area" || dom.seen(element, { visibilityProperty: true });
    return seen ? "" : "it is not visible";
  };
  const findPoint = (element) => {
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
    const why = unusable(element);
    if (why) return refused(why);
    if (!checked) forgo(element);
    const found = findPoint(element);
    if ("x" in found) return JSON.stringify(found);
    return refused(found.cover ? `covered by ${describe(found.cover)}` : "it has no place");
  };
  // Without client-side validation the portal's own rules are seen.
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
    return refused("its frame is no longer on the page");
  };

  // -------------------------------------------------------------------- typing

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

  // Makes a field ready to take a value, and tells how it takes it.
  cp.ready = (ref, value) => {
    const element = registry.get(ref);
    const why = unusable(element);
    if (why === "it is not visible" && isTickable(element)) return tickState(element);
    if (why) return refused(why);
    const tag = dom.tag(element);
    if (tag === "select") return JSON.stringify({ how: "choose", options: optionTexts(element) });
    if (isTickable(element)) return tickState(element);
    const role = dom.attr(element, "role");
    if (tag !== "input" && tag !== "textarea" && role === "combobox") {
      return JSON.stringify({ how: "pick" });
    }
    if (dom.matches(element, ":read-only") && !element.isContentEditable) {
      return refused("it is read-only");
    }
    return focus(element, tag, value);
  };
  // Several fields at once, where no script of the page listens to the keys.
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
  const focus = (element, tag, value) => {
    dom.scrollTo(element, { block: "nearest", inline: "nearest", behavior: "instant" });
    const type = tag === "input" ? dom.inputType(element) : "";
    if (type === "file") return refused("it takes a file");
    element.focus({ preventScroll: true });
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
  // A ticked box that is drawn by its label is clicked there, as a person would.
  cp.aimTick = (ref) => {
    const element = registry.get(ref);
    for (const candidate of [element, ...(element.labels || [])]) {
      const found = findPoint(candidate);
      if ("x" in found) return JSON.stringify(found);
    }
    return refused("neither it nor its label can be clicked");
  };
  // The choices of a custom list, once it is open.
  cp.choices = async (ref) => {
    await quiet();
    const box = registry.get(ref);
    const id = dom.attr(box, "aria-controls") || dom.attr(box, "aria-owns");
    const root = dom.rootNode(box);
    const list = id && root.getElementById ? root.getElementById(id) : null;
    const scope = list || root;
    const found = [];
    for (const option of scope.querySelectorAll("[role=option]")) {
      if (!dom.seen(option, { visibilityProperty: true })) continue;
      const name = `${ref}/${found.length}`;
      registry.set(name, option);
      const text = dom.attr(option, "aria-label") || dom.textContent(option);
      found.push({ text: text.trim().replace(/\s+/g, " "), ref: name,
        disabled: dom.attr(option, "aria-disabled") === "true" });
    }
    return JSON.stringify({ options: found });
  };
})();
