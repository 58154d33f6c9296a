// Writes the live document as XML with the attributes of harness/page/dom/driver_attributes.py,
// without changing it. A script can make trees that no HTML parser makes, such as a form within a
// form or a frame's document in a paragraph; XML keeps them.
// It runs in an isolated world, so that a page that redefines built-ins does not affect it. Forms
// still have their fields' names as properties, so everything is read by the getters of the
// prototypes.
(() => {
  "use strict";
  if (globalThis.cp) return;

  const getter = (type, name) => {
    const get = Object.getOwnPropertyDescriptor(type.prototype, name).get;
    return (node) => get.call(node);
  };
  const method = (type, name) => {
    const call = type.prototype[name];
    return (node, ...args) => call.apply(node, args);
  };
  const dom = {
    firstChild: getter(Node, "firstChild"),
    nextSibling: getter(Node, "nextSibling"),
    nextElement: getter(Element, "nextElementSibling"),
    parentNode: getter(Node, "parentNode"),
    nodeType: getter(Node, "nodeType"),
    nodeValue: getter(Node, "nodeValue"),
    baseURI: getter(Node, "baseURI"),
    parent: getter(Node, "parentElement"),
    placedIn: getter(HTMLElement, "offsetParent"),
    children: getter(Element, "children"),
    isConnected: getter(Node, "isConnected"),
    rootNode: method(Node, "getRootNode"),
    contains: method(Node, "contains"),
    textContent: getter(Node, "textContent"),
    tag: getter(Element, "localName"),
    attributes: getter(Element, "attributes"),
    openShadow: getter(Element, "shadowRoot"),
    host: getter(ShadowRoot, "host"),
    attr: method(Element, "getAttribute"),
    has: method(Element, "hasAttribute"),
    matches: method(Element, "matches"),
    closest: method(Element, "closest"),
    inside: method(Element, "querySelector"),
    rect: method(Element, "getBoundingClientRect"),
    rects: method(Element, "getClientRects"),
    seen: method(Element, "checkVisibility"),
    scrollTo: method(Element, "scrollIntoView"),
    query: method(Document, "querySelectorAll"),
    root: getter(Document, "documentElement"),
    body: getter(Document, "body"),
    active: getter(Document, "activeElement"),
    blur: method(HTMLElement, "blur"),
    charset: getter(Document, "characterSet"),
    isHidden: getter(Document, "hidden"),
    readyState: getter(Document, "readyState"),
    scripts: getter(Document, "scripts"),
    evaluate: method(Document, "evaluate"),
    action: getter(HTMLFormElement, "action"),
    assigned: method(HTMLSlotElement, "assignedNodes"),
    inputType: getter(HTMLInputElement, "type"),
    inputValue: getter(HTMLInputElement, "value"),
    checked: getter(HTMLInputElement, "checked"),
    areaValue: getter(HTMLTextAreaElement, "value"),
    optionSelected: getter(HTMLOptionElement, "selected"),
    options: getter(HTMLSelectElement, "options"),
    owner: {
      input: getter(HTMLInputElement, "form"),
      select: getter(HTMLSelectElement, "form"),
      textarea: getter(HTMLTextAreaElement, "form"),
      button: getter(HTMLButtonElement, "form"),
    },
    labels: {
      input: getter(HTMLInputElement, "labels"),
      select: getter(HTMLSelectElement, "labels"),
      textarea: getter(HTMLTextAreaElement, "labels"),
      button: getter(HTMLButtonElement, "labels"),
    },
    problem: {
      input: getter(HTMLInputElement, "validationMessage"),
      select: getter(HTMLSelectElement, "validationMessage"),
      textarea: getter(HTMLTextAreaElement, "validationMessage"),
    },
  };

  // Shadow trees that are closed to scripts; harness/driver/browser/closed_shadows.py finds them.
  const closed = new WeakMap(); // host -> root
  dom.shadow = (element) => dom.openShadow(element) || closed.get(element) || null;
  const meetClosed = (root) => {
    const isNew = !closed.has(dom.host(root));
    closed.set(dom.host(root), root);
    return isNew;
  };

  const HTML = "http://www.w3.org/1999/xhtml";
  const namespaceOf = getter(Element, "namespaceURI");
  const set = (words) => new Set(words.split(" "));
  const SKIPPED = set("script style noscript template noembed noframes link");
  const VOID = set("area base br col embed hr img input meta param source track wbr");
  const UNPRESSED = set("html body form tbody thead tfoot col colgroup hr br");
  const UNCHECKED = set("html head title meta base body br wbr option optgroup area source param");
  const BOXED = set(
    "input select textarea button a area label form img h1 h2 h3 h4 h5 h6 p li dt dd td th legend " +
      "caption figcaption fieldset table audio video embed object summary dialog",
  );
  const HOSTS = set(
    "article aside blockquote body div footer h1 h2 h3 h4 h5 h6 header main nav p section span",
  );
  const INLINE = set(
    "a abbr b bdi bdo button cite code em font i kbd mark output q s small span strong sub sup time u var",
  );
  const BLANK = 0.25; // em, about the width of a blank
  const NAMED = set("button link checkbox radio switch combobox"); // roles of widgets that are read
  // What a browser or an author says that it can be used.
  const USABLE = "a[href], area, button, details, embed, iframe, input, label, object, option, select, " +
    "summary, textarea, [contenteditable], " + Array.from(
      set("button checkbox combobox gridcell link listbox menuitem menuitemcheckbox menuitemradio option " +
        "radio slider spinbutton switch tab textbox treeitem"), (role) => `[role=${role}]`).join(", ");
  const MAX_PRESSED = 100; // characters on an element that is drawn as a link or button
  const STATEFUL = set("checkbox radio switch menuitemcheckbox menuitemradio option");
  const RENAMED = { frameset: "div", plaintext: "pre", listing: "pre", xmp: "pre" };
  const ADDRESS = { a: "href", area: "href", img: "src", audio: "src", video: "src", source: "src",
    embed: "src", object: "data", input: "src" };
  const NAME = /^(?!xml)[a-z_][\w.-]*$/i;
  const ESCAPES = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "\r": "&#13;" };
  const NO_XML = /[\0-\x08\x0b\x0e-\x1f\ufffe\uffff]/g;
  const escape = (text) =>
    text.toWellFormed().replace(/\f/g, " ").replace(NO_XML, "\ufffd")
      .replace(/[&<>"\r]/g, (char) => ESCAPES[char]);
  const escapeValue = (value) => // XML reads a line end in an attribute as a blank
    escape(value).replace(/[\t\n]/g, (char) => `&#${char.charCodeAt(0)};`);

  const registry = new Map(); // ref -> element
  const problems = new Set(); // elements that refused to be sent
  let refs = new Map(); // element -> ref
  let asked = []; // the elements whose names the browser is asked for
  let job = null;

  const refOf = (element) => {
    let ref = refs.get(element);
    if (ref === undefined) {
      ref = job.prefix + (refs.size + 1);
      refs.set(element, ref);
      registry.set(ref, element);
    }
    return ref;
  };
  const stamp = (name, value) => ` data-cp-${name}="${escapeValue(String(value))}"`;
  const resolve = (address, element) => {
    try {
      return new URL(address, dom.baseURI(element)).href;
    } catch {
      return "";
    }
  };
  const round = (number) => Math.round(number * 10) / 10;
  const hasOwnText = (element) => {
    for (let child = dom.firstChild(element); child; child = dom.nextSibling(child)) {
      if (dom.nodeType(child) === 3 && /\S/.test(dom.nodeValue(child))) return true;
    }
    return false;
  };
  const isControl = (tag) => tag in dom.owner;

  // Whether an image is still loading, so that its size is not known. Once the document is complete,
  // every image has loaded or failed.
  const isComing = (element, tag) => {
    if (dom.readyState(document) === "complete") return false;
    return tag === "img" || (tag === "input" && dom.inputType(element) === "image");
  };

  // Whether an element is visible: rendered, not shrunk to a point, not moved off the page.
  const isSeen = (element, tag, rect) => {
    if (tag === "input" && dom.inputType(element) === "hidden") return false;
    if (!dom.seen(element, { visibilityProperty: true, opacityProperty: !isControl(tag) })) {
      return getComputedStyle(element).display === "contents";
    }
    if (rect.width <= 1 && rect.height <= 1 && dom.rects(element).length && !isComing(element, tag)) {
      const style = getComputedStyle(element);
      if (isControl(tag) || style.overflowX !== "visible" || style.clip !== "auto") return false;
    }
    const right = rect.right + scrollX, bottom = rect.bottom + scrollY;
    return !((right <= 0 && rect.width > 0) || (bottom <= 0 && rect.height > 0));
  };

  // Whether only its `visibility` hides an element, so that parts of it may be visible.
  const isUnpainted = (element) => dom.seen(element, { opacityProperty: true }) &&
    getComputedStyle(element).visibility !== "visible";

  const UNPAINTED = "unpainted"; // what is in such an element; any other that is hidden is `true`

  const visibility = (element, tag, rect) => {
    if (!isSeen(element, tag, rect)) {
      return stamp("hidden", 1) + (isUnpainted(element) ? stamp("visibility", "hidden") : "");
    }
    const style = dom.attr(element, "style") || "";
    const doubtful = dom.has(element, "hidden") || dom.has(element, "popover") || tag === "dialog" ||
      /none|hidden/.test(style);
    const parent = dom.parentNode(element);
    const inDetails = parent && dom.nodeType(parent) === 1 && dom.tag(parent) === "details";
    return doubtful || inDetails ? stamp("hidden", 0) : "";
  };

  // What shows a hidden element while the pointer or the focus is on it.
  const pointed = (element) => {
    const by = cp.pointedBy(element);
    if (!by) return "";
    return stamp("pointed", `${refOf(by.holder)} ${by.focus ? "focus" : "hover"} ${by.words}`);
  };

  // What inline mark-up stands apart: an item of a flex or grid box, a float, a block by its style. A
  // box with words of its own is a sentence, whose items are parted by blanks, as is what a margin as
  // wide as a blank keeps apart. One or two letters are part of a word, a mark or a code.
  const keepsApart = (style) => {
    const side = (name) => parseFloat(style[`margin${name}`]) + parseFloat(style[`padding${name}`]);
    return Math.max(side("Left"), side("Right")) >= parseFloat(style.fontSize) * BLANK;
  };
  const separation = (element, tag) => {
    if (!(INLINE.has(tag) || tag.includes("-"))) return "";
    const style = getComputedStyle(element), isInline = /^inline/.test(style.display);
    if (isInline ? !keepsApart(style) : /^(ruby|contents|none)/.test(style.display)) return "";
    if (dom.textContent(element).trim().length <= 2) return "";
    if (isInline) return stamp("apart", "blank");
    const around = dom.parentNode(element);
    const isSentence = around && dom.nodeType(around) === 1 && hasOwnText(around);
    return stamp("apart", isSentence ? "blank" : "block");
  };

  // The names of controls. Where plain words make a name, they are the name; everything else (marks
  // of style sheets, pictures, other controls, references) only the browser's accessibility tree
  // can tell, which costs a few milliseconds a page. Browsers may not offer it.
  const nameOf = "computedName" in Element.prototype && getter(Element, "computedName");
  const isBare = (element, side) =>
    ["none", "normal"].includes(getComputedStyle(element, side).content);
  const isPlain = (element, control) => {
    for (let child = dom.firstChild(element); child; child = dom.nextSibling(child)) {
      if (dom.nodeType(child) === 1 && child !== control && dom.tag(child) !== "br") return false;
    }
    return !dom.shadow(element) && isBare(element, "::before") && isBare(element, "::after");
  };
  const isReferred = (element) =>
    ["aria-labelledby", "aria-labeledby"].some((name) => /\S/.test(dom.attr(element, name) || ""));
  const isDoubtful = (element, tag, role) => {
    if (isReferred(element)) return true;
    if (/\S/.test(dom.attr(element, "aria-label") || "")) return false;
    if (tag === "input" && dom.inputType(element) === "file") return false; // with the file's name
    const labels = tag in dom.labels ? Array.from(dom.labels[tag](element) || []) : [];
    if (labels.length) return !labels.every((label) => isPlain(label, element));
    return (tag === "a" || tag === "button" || NAMED.has(role)) && !isPlain(element);
  };
  const name = (element, tag, role) => {
    const isNamed = nameOf && (tag === "a" || tag in dom.owner || NAMED.has(role));
    if (!isNamed || !isDoubtful(element, tag, role)) return;
    job.out.push(' data-cp-label="', { name: asked.push(element) - 1 }, '"');
  };
  // A sign that a style sheet writes in a font of icons is a picture: it is no part of a name. A
  // star is one: it marks what must be filled in.
  const ICONS = /awesome|icon|glyph|symbol|material|dashicons|feather|remix/i;
  const NAMED_ICON = /(?:^|\s)material-(?:icons|symbols)(?:-\w+)?(?:\s|$)/;
  const MAX_IN_NAME = 30; // elements of a name that may have icons
  const iconsIn = (element, found, left = { count: MAX_IN_NAME }) => {
    if (left.count-- <= 0) return found;
    if (NAMED_ICON.test(dom.attr(element, "class") || "")) {
      found.push(dom.textContent(element).trim());
    }
    for (const side of ["::before", "::after"]) {
      const style = getComputedStyle(element, side);
      const sign = /^"([^*])"$/u.exec(style.content || "");
      if (sign && ICONS.test(style.fontFamily)) found.push(sign[1]);
    }
    for (let child = dom.firstChild(element); child; child = dom.nextSibling(child)) {
      if (dom.nodeType(child) === 1) iconsIn(child, found, left);
    }
    return found;
  };
  const nameWithoutIcons = (element) => {
    const labels = dom.tag(element) in dom.labels ? dom.labels[dom.tag(element)](element) : null;
    const icons = [element, ...(labels || [])].flatMap((one) => iconsIn(one, []));
    return icons.reduce((name, icon) => name.replace(icon, " "), nameOf(element));
  };
  const names = () => JSON.stringify(asked.map((one) => escapeValue(nameWithoutIcons(one))));

  const controlState = (element, tag) => {
    const owner = dom.owner[tag](element);
    let marks = stamp("form", owner ? refOf(owner) : "");
    if (tag === "textarea") marks += stamp("value", dom.areaValue(element));
    if (tag === "input") {
      const type = dom.inputType(element);
      if (type === "checkbox" || type === "radio") {
        if (dom.checked(element)) marks += stamp("checked", 1);
      } else if (type !== "file") {
        marks += stamp("value", dom.inputValue(element));
      }
    }
    if (dom.matches(element, ":disabled")) marks += stamp("disabled", 1);
    if (problems.has(element) && tag in dom.problem) {
      const message = dom.problem[tag](element);
      if (message) marks += stamp("problem", message);
    }
    return marks;
  };

  const roleState = (element) => {
    const role = (dom.attr(element, "role") || "").trim().toLowerCase();
    let marks = "";
    if (STATEFUL.has(role) && dom.attr(element, "aria-checked") === "true") {
      marks += stamp("checked", 1);
    }
    if (dom.attr(element, "aria-disabled") === "true") marks += stamp("disabled", 1);
    return marks;
  };

  // Whether a script makes an element a link or button: the pointer says so, or a handler. Its parts,
  // and what contains a link or control, are none.
  const isDrawnAction = (element, tag) => {
    if (!job.scripted || UNPRESSED.has(tag)) return false;
    const around = dom.parent(element);
    const isPointed = getComputedStyle(element).cursor === "pointer" &&
      !(around && getComputedStyle(around).cursor === "pointer");
    if (!isPointed && !(dom.attr(element, "onclick") || "").trim()) return false;
    if (dom.closest(element, USABLE) || dom.inside(element, USABLE)) return false;
    const words = dom.textContent(element).trim();
    return (words && words.length <= MAX_PRESSED) || dom.inside(element, "img[alt]") !== null;
  };

  // A line through words says that they no longer hold, as the tags for such words do.
  const STRUCK = set("s strike del");
  const crossing = (element, tag) => {
    const isCrossed = getComputedStyle(element).textDecorationLine.includes("line-through");
    return isCrossed === STRUCK.has(tag) ? "" : stamp("struck", isCrossed ? 1 : 0);
  };

  const marksOf = (element, tag, hidden) => {
    let marks = "", shown = "";
    const role = dom.attr(element, "role");
    const isAction = !hidden && isDrawnAction(element, tag);
    const boxed = isAction || BOXED.has(tag) || role || dom.has(element, "onclick") || hasOwnText(element);
    if (!UNCHECKED.has(tag)) {
      const drawn = hidden ? element : cp.seenAs(element, tag, job.scripted), rect = dom.rect(drawn);
      if (drawn !== element && tag === "select") job.standIns.add(drawn);
      if (!hidden) shown = visibility(drawn, dom.tag(drawn), rect);
      if (drawn !== element) shown = shown || stamp("hidden", 0);
      if (shown.includes('"1"')) shown += pointed(element);
      if (!hidden && !shown.includes('"1"')) marks += separation(element, tag) + crossing(element, tag);
      if (boxed) {
        const x = rect.x + scrollX + job.x, y = rect.y + scrollY + job.y;
        marks += stamp("ref", refOf(element));
        marks += stamp("box", [x, y, rect.width, rect.height].map(round).join(" "));
      }
    } else if (tag === "area") {
      marks += stamp("ref", refOf(element));
    }
    if (tag in ADDRESS && dom.has(element, ADDRESS[tag])) {
      marks += stamp("url", resolve(dom.attr(element, ADDRESS[tag]), element));
    }
    if (isAction) marks += stamp("clickable", 1);
    if (tag === "form") marks += stamp("url", dom.action(element));
    if (tag === "input" && job.scripted && (cp.isDrawnList(element) || cp.isSearched(element))) marks += stamp("list", 1);
    if (isControl(tag)) marks += controlState(element, tag);
    else if (role) marks += roleState(element);
    if (tag === "option" && dom.optionSelected(element)) marks += stamp("checked", 1);
    return [marks, shown];
  };

  const attributesOf = (element) => {
    let text = "";
    for (const { name, value } of dom.attributes(element)) {
      if (!NAME.test(name) && name !== "xml:lang") continue;
      if (!/^data-cp-/i.test(name)) text += ` ${name}="${escapeValue(value)}"`;
    }
    return text;
  };

  const frame = (element, hidden) => {
    const rect = dom.rect(element);
    const style = getComputedStyle(element);
    const shown = hidden ? "" : visibility(element, "iframe", rect);
    const left = element.clientLeft + parseFloat(style.paddingLeft || 0);
    const top = element.clientTop + parseFloat(style.paddingTop || 0);
    const view = element.contentWindow;
    let index = -1;
    for (let i = 0; i < window.length; i++) if (window[i] === view) index = i;
    const name = dom.attr(element, "name") || dom.attr(element, "id") || "";
    const src = dom.attr(element, "src");
    const x = rect.x + scrollX + job.x + left, y = rect.y + scrollY + job.y + top;
    job.frames.push({ index, x, y, seen: !hidden && isSeen(element, "iframe", rect) });
    const marks = stamp("ref", refOf(element)) + stamp("name", name) + shown + behind(element);
    const title = dom.attr(element, "title") || "";
    const url = src ? resolve(src, element) : "about:blank";
    job.out.push(`<cp-frame${marks} title="${escapeValue(title)}" data-cp-url="`,
      { frame: index, url: escapeValue(url) }, "</cp-frame>");
  };

  // What a style sheet writes in a label; of the elements in it, only the stars that mark a field.
  const pseudo = (element, side, isLabel) => {
    const content = getComputedStyle(element, side).content;
    const quoted = /^"((?:[^"\\]|\\.)*)"$/.exec(content || "");
    const isRead = quoted && (isLabel || /^\s*\*+\s*$/.test(quoted[1]));
    if (isRead && quoted[1]) job.out.push(escape(quoted[1].replace(/\\(.)/g, "$1")));
  };

  const children = (node, hidden) => {
    for (let child = dom.firstChild(node); child; child = dom.nextSibling(child)) {
      walk(child, hidden);
    }
  };

  // Counts the elements that may have a closed shadow tree: they have a size, and nothing in them
  // has one, or they are of the page's own making. An element counts once.
  const suspected = new WeakSet();
  let suspects = 0;
  const suspect = (element, tag) => {
    const isOwn = tag.includes("-");
    if (suspected.has(element) || !(isOwn || HOSTS.has(tag))) return;
    const { width, height } = dom.rect(element);
    if (!width || !height || (!isOwn && hasDrawnContent(element))) return;
    suspected.add(element);
    suspects++;
  };
  // The number of those that were found since the last call.
  const suspicions = () => {
    const found = suspects;
    suspects = 0;
    return found;
  };
  const hasDrawnContent = (element) => {
    for (let child = dom.firstChild(element); child; child = dom.nextSibling(child)) {
      const type = dom.nodeType(child);
      if (type === 1 && !SKIPPED.has(dom.tag(child))) {
        if (dom.rects(child).length) return true;
        const { display } = getComputedStyle(child);
        return display === "none" || display === "contents";
      }
      if (type === 3 && /\S/.test(dom.nodeValue(child))) {
        const range = new Range();
        range.selectNode(child);
        return range.getClientRects().length > 0;
      }
    }
    return false;
  };

  // How many trees around that of a slot the elements in it belong to, whose ids they see.
  const levelsOut = (slot) => {
    const [first] = dom.assigned(slot, { flatten: true });
    if (!first) return 0;
    const wanted = dom.rootNode(first);
    let root = dom.rootNode(slot), levels = 0;
    while (root !== wanted && dom.nodeType(root) === 11) {
      root = dom.rootNode(dom.host(root));
      levels++;
    }
    return levels;
  };

  const content = (element, tag, hidden) => {
    const shadow = dom.shadow(element);
    if (!shadow && !hidden) suspect(element, tag);
    if (shadow) {
      cp.meet(shadow);
      job.out.push("<cp-shadow>");
      children(shadow, hidden);
      job.out.push("</cp-shadow>");
    } else if (tag === "slot") {
      const given = dom.assigned(element, { flatten: true });
      if (given.length) for (const node of given) walk(node, hidden);
      else children(element, hidden);
    } else if (tag === "details" && !dom.has(element, "open")) {
      folded(element, hidden);
    } else {
      children(element, hidden);
    }
  };

  // What is laid out beyond a box without a size, which clips all else in it: a toolkit keeps its
  // dialogs in such a box. Null if there is nothing.
  const beyond = (box) => {
    const { width, height } = dom.rect(box), { position, clip } = getComputedStyle(box);
    const isShrunk = width <= 1 && height <= 1 && dom.rects(box).length > 0 && clip === "auto";
    if (!isShrunk || !dom.seen(box, { opacityProperty: true })) return null;
    const out = new Set(), around = new Set();
    for (const element of box.querySelectorAll("*")) {
      if (!(element instanceof HTMLElement) || !isBeyond(element, box, position)) continue;
      out.add(element);
      for (let node = dom.parent(element); node && node !== box; node = dom.parent(node)) around.add(node);
    }
    return out.size ? { out, around } : null;
  };
  const isBeyond = (element, box, position) => {
    const placed = getComputedStyle(element).position;
    if (placed !== "fixed" && !(placed === "absolute" && position === "static")) return false;
    const around = dom.placedIn(element), { width, height } = dom.rect(element);
    const isInside = around !== null && dom.contains(box, around);
    return !isInside && width > 1 && height > 1 && dom.seen(element, { visibilityProperty: true });
  };
  // The field of a list that is kept in a box that nobody sees, beside what is drawn for it.
  const fieldWithin = (box) => {
    const field = job.scripted ? Array.from(box.querySelectorAll("input")).find(cp.isSearched) : null;
    const isDrawn = field && dom.seen(field, { visibilityProperty: true });
    if (!isDrawn || dom.contains(box, cp.boxOf(field))) return null;
    const around = new Set();
    for (let node = dom.parent(field); node && node !== box; node = dom.parent(node)) around.add(node);
    return { out: new Set([field]), around };
  };
  const clipped = (node, box) => {
    if (box.out.has(node)) return walk(node, false);
    if (box.around.has(node)) return element(node, box);
    job.out.push('<span data-cp-hidden="1">');
    walk(node, true);
    job.out.push("</span>");
  };

  // Only the summary of closed details is visible; a bare text in it has no element to check.
  const folded = (element, hidden) => {
    for (let child = dom.firstChild(element); child; child = dom.nextSibling(child)) {
      if (dom.nodeType(child) === 3) {
        job.out.push(`<span data-cp-hidden="1">${escape(dom.nodeValue(child))}</span>`);
      } else {
        walk(child, hidden);
      }
    }
  };

  // Elements behind a modal dialog are marked; a bare text behind it gets an element of its own.
  const isBehind = () => job.front !== null && !job.isInFront;
  const behind = (node) =>
    isBehind() && !job.front.around.has(node) ? stamp("behind", 1) : "";

  const element = (node, hidden) => {
    if (!isBehind() || !job.front.parts.has(node)) return inner(node, hidden);
    job.isInFront = true;
    inner(node, hidden);
    job.isInFront = false;
  };

  const inner = (node, around) => {
    const tag = dom.tag(node);
    const isSeenAgain = around === UNPAINTED && getComputedStyle(node).visibility === "visible";
    const hidden = isSeenAgain ? false : around;
    if (tag === "svg") return drawing(node, hidden);
    if (namespaceOf(node) !== HTML || SKIPPED.has(tag)) return;
    if (tag === "iframe" || tag === "frame") return frame(node, hidden);
    const standsIn = job.standIns.has(node);
    const [marks, drawn] = marksOf(node, tag, hidden);
    const told = standsIn ? stamp("hidden", 1) : drawn; // the field that it stands for is read
    const box = told.includes('"1"') && !standsIn ? beyond(node) || fieldWithin(node) : null;
    const seen = box ? "" : told;
    const shown = UNCHECKED.has(tag) ? seen : seen + behind(node);
    const written = RENAMED[tag] || (NAME.test(tag) ? tag : "span");
    const end = VOID.has(tag) ? "/" : "";
    const levels = tag === "slot" ? levelsOut(node) : 0;
    const given = levels ? stamp("given", levels) : "";
    const again = isSeenAgain ? stamp("visibility", "visible") : "";
    job.out.push(`<${written}${marks}${shown}${again}${given}${attributesOf(node)}`);
    if (!hidden && !seen.includes('"1"')) name(node, tag, (dom.attr(node, "role") || "").trim());
    job.out.push(`${end}>`);
    if (end) return;
    const isLabel = tag === "label" || tag === "legend";
    const isRead = isLabel || job.isInLabel;
    const wasInLabel = job.isInLabel;
    job.isInLabel = isRead;
    if (isRead) pseudo(node, "::before", isLabel);
    const within = seen.includes("data-cp-visibility") ? UNPAINTED : seen.includes('"1"');
    content(node, tag, hidden || box || within);
    if (isRead) pseudo(node, "::after", isLabel);
    job.isInLabel = wasInLabel;
    job.out.push(`</${written}>`);
  };

  // Only the attributes and the title of an SVG are written, because they name it.
  const drawing = (node, hidden) => {
    const shown = hidden ? "" : visibility(node, "svg", dom.rect(node));
    job.out.push(`<svg${shown}${attributesOf(node)}>`);
    for (let child = dom.firstChild(node); child; child = dom.nextSibling(child)) {
      if (dom.nodeType(child) !== 1 || dom.tag(child) !== "title") continue;
      job.out.push(`<title${attributesOf(child)}>${escape(dom.textContent(child))}</title>`);
    }
    job.out.push("</svg>");
  };

  const walk = (node, hidden) => {
    if (hidden.out) return clipped(node, hidden);
    const type = dom.nodeType(node);
    if (type === 1) element(node, hidden);
    else if (type === 3) job.out.push(words(dom.nodeValue(node), dom.parentNode(node)));
  };
  const words = (text, around) => {
    const isBare = isBehind() && job.front.around.has(around) && /\S/.test(text);
    return isBare ? `<span${stamp("behind", 1)}>${escape(text)}</span>` : escape(text);
  };

  // The document as pieces of text. An object stands for a frame, whose document is added later, or
  // for the name of a control.
  const serialise = (prefix, x, y, inner) => {
    job = { prefix, x, y, out: [], frames: [], front: cp.inFront(), isInFront: false, standIns: new Set(),
      isInLabel: false, scripted: cp.isScripted() };
    refs = new Map();
    asked = [];
    registry.clear();
    cp.forgetPointed();
    const root = dom.root(document);
    if (root && inner) {
      const body = dom.body(document);
      if (body) (dom.tag(body) === "frameset" ? element(body, false) : content(body, "body", false));
    } else if (root) {
      job.out.push("<!DOCTYPE html>");
      walkRoot(root);
    }
    const pieces = [""];
    for (const part of job.out) {
      if (typeof part === "string") pieces[pieces.length - 1] += part;
      else pieces.push(part, "");
    }
    return { pieces, frames: job.frames, names: asked.length };
  };

  const walkRoot = (root) => {
    const body = dom.body(document);
    if (body && dom.tag(body) === "frameset") {
      job.out.push(`<html${attributesOf(root)}><head>`);
      for (const title of dom.query(document, "head > title")) walk(title, false);
      job.out.push("</head><body>");
      element(body, false);
      job.out.push("</body></html>");
    } else {
      walk(root, false);
    }
  };

  const cp = { dom, USABLE, hasOwnText, isSeen, registry, problems, serialise, meetClosed, suspicions, names };
  globalThis.cp = cp;
})();
