// Finds out what an action led to, and when the page has settled.
(() => {
  "use strict";
  const cp = globalThis.cp;
  if (cp.capture) return;
  const { dom, problems } = cp;
  const QUIET = 30; // ms without a mutation, on pages with scripts
  const SURE = 1000; // ms for a script that navigates
  const IDLE = 300; // ms for scripts on a page that has not changed at all
  const UNSURE = 150; // ms for a script of unknown effect
  const LEADS = /\.submit\s*\(|\blocation\s*(?:\.|=\s*(?!no\b|yes\b|[01]\b))/;
  const HANDLERS = "boolean(//@*[starts-with(name(), 'on')])";
  const IMAGE_CONTROLS = "input[type=image i], a img, button img, [role=button] img";
  const MAX_TREES = 3; // nested shadow trees that are found one after the other
  const LATE = 500; // ms for two animation frames of a busy browser
  const PARSING = 5000; // ms without progress of the parser, in a completely received document
  const PATIENCE = 3000; // ms for resources that a page loads
  const MOVES = 50; // of the address within a document, in one action; more could cancel what follows

  // ------------------------------------------------------------- outcome of an action

  let begun = 0; // the revision at which the action began
  let events = [];
  let departures = [];
  let moves = 0; // changes of the address that leave no document
  const note = (event) => events.push({ event, path: event.composedPath() });
  addEventListener("click", note, true);
  addEventListener("submit", note, true);
  addEventListener("invalid", (event) => (problems.add(event.target), note(event)), true);
  navigation.addEventListener("navigate", (event) => {
    if (!event.destination.sameDocument) departures = [...departures.slice(-MOVES), event];
    else if (++moves > MOVES && event.cancelable) event.preventDefault();
  });

  const isWindow = (target) => {
    if (!target || /^_(self|top|parent)$/i.test(target) || target === window.name) return false;
    if (/^_blank$/i.test(target)) return true;
    const seek = (view) => {
      for (let i = 0; i < view.length; i++) {
        try {
          if (view[i].name === target || seek(view[i])) return true;
        } catch {
          continue; // a window of another origin does not show its name
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
    return departures.some((event) => !event.defaultPrevented) ? "self" : "";
  };

  // How long (in ms) to wait for the effect of a click's script: a busy browser may delay it, and it
  // may wait before it acts. A script that names a form or an address will navigate.
  const grace = () => {
    const isIdle = isScripted() && cp.revision() === begun && !problems.size;
    let longest = isIdle ? IDLE : 0;
    for (const { event, path } of events) {
      if (event.type !== "click") continue;
      for (const node of path) {
        if (!(node instanceof Element)) continue;
        const href = dom.attr(node, "href") || "", script = dom.attr(node, "onclick") || "";
        const isScript = /^\s*javascript:/i.test(href);
        const leads = LEADS.test(script + (isScript ? href : ""));
        longest = Math.max(longest, leads ? SURE : isScript ? UNSURE : 0);
      }
    }
    return longest;
  };

  // ------------------------------------------------------------------- waiting

  const until = (test, source, type) =>
    new Promise((done) => {
      if (test()) return done();
      const cancel = cp.after(PATIENCE, finish);
      function finish() {
        cancel();
        source.removeEventListener(type, check, true);
        done();
      }
      function check() {
        if (test()) finish();
      }
      source.addEventListener(type, check, true);
    });
  // A completely received document may never be parsed to its end: a script that never arrives
  // blocks the parser, or a script wrote the document and did not close it. In this case the page is
  // captured as it is, and not waited for again while nothing changes.
  let stuck = -1; // the revision at which the wait for a document was given up
  const parsed = () =>
    new Promise((done) => {
      if (dom.readyState(document) !== "loading" || cp.revision() === stuck) return done();
      const end = () => {
        cancel();
        done();
      };
      let before = cp.revision(), since = performance.now();
      const look = () => {
        const { responseEnd = 1 } = performance.getEntriesByType("navigation")[0] || {};
        if (cp.revision() !== before || !responseEnd) {
          before = cp.revision();
          since = performance.now();
        } else if (performance.now() - since > PARSING) {
          stuck = before;
          return end();
        }
        cancel = cp.after(100, look);
      };
      let cancel = cp.after(100, look);
      document.addEventListener("DOMContentLoaded", end, { once: true });
    });
  let unloaded = -1; // the revision at which the wait for its resources was given up
  const loaded = async () => {
    if (cp.revision() === unloaded) return;
    await until(() => dom.readyState(document) === "complete", window, "load");
    if (dom.readyState(document) !== "complete") unloaded = cp.revision();
  };
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
    return hasHandlers();
  };
  // Whether an element has a handler as an attribute, such as onload or onclick.
  let handlers = { revision: -1, found: false };
  const hasHandlers = () => {
    if (handlers.revision !== cp.revision()) {
      const result = dom.evaluate(document, HANDLERS, document, null, XPathResult.BOOLEAN_TYPE, null);
      handlers = { revision: cp.revision(), found: result.booleanValue };
    }
    return handlers.found;
  };
  // Whether an image is a control, so that its size matters.
  const hasImageControls = () => dom.query(document, IMAGE_CONTROLS).length > 0;
  const pause = (ms) => new Promise((done) => cp.after(ms, done));
  // Waits for two animation frames, in which a page may have scheduled changes.
  const frames = () => {
    if (dom.isHidden(document)) return null;
    const two = new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
    return Promise.race([two, pause(LATE)]);
  };
  const quiet = async () => {
    const limit = performance.now() + PATIENCE;
    let before;
    do {
      before = cp.revision();
      await Promise.all([pause(QUIET), frames()]);
    } while (cp.revision() !== before && performance.now() < limit);
  };
  // Waits until nothing changes and nothing is animated at the same time.
  const resting = async (changes) => {
    const limit = performance.now() + PATIENCE;
    do {
      if (changes) await quiet();
    } while (await cp.still(limit));
  };
  // Waits for the navigation or the change that a click's script may cause; returns whether it
  // changed anything.
  const isContent = (record) => record.type !== "attributes";
  const departure = (limit) =>
    new Promise((done) => {
      const before = departures.at(-1);
      const end = (changed) => {
        cancel();
        stop();
        navigation.removeEventListener("navigate", leaves);
        done(changed);
      };
      const leaves = (event) => event.destination.sameDocument || end(false);
      const cancel = cp.after(limit, () => end(false));
      const stop = cp.hear((records) => records.some(isContent) && end(true));
      navigation.addEventListener("navigate", leaves);
      if (departures.at(-1) !== before) end(false);
    });
  // What the refresh elements of the page say, as written.
  const refreshes = () =>
    Array.from(dom.query(document, "meta[http-equiv=refresh i]"), (meta) => dom.attr(meta, "content") || "");

  // The page once it has settled, or where it is about to navigate.
  cp.capture = async (prefix, x, y, inner, acted) => {
    const early = outcome();
    if (early) return JSON.stringify({ leaving: early });
    await parsed();
    await styled();
    const scripted = isScripted();
    if (scripted || hasImageControls()) {
      await loaded();
    }
    await resting(scripted || acted);
    const longest = acted && !outcome() ? grace() : 0;
    if (longest && (await departure(longest))) await resting(true);
    const late = outcome();
    if (late) return JSON.stringify({ leaving: late });
    let written = cp.serialise(prefix, x, y, inner);
    for (let again = 0; cp.hasMet() && again < MAX_TREES; again++) {
      await resting(scripted || acted); // new trees may change or be animated
      written = cp.serialise(prefix, x, y, inner);
    }
    const { pieces, frames, names } = written;
    return JSON.stringify({
      revision: cp.revision(),
      pieces, frames, names, scripted,
      suspects: cp.suspicions(),
      url: location.href,
      charset: dom.charset(document).toLowerCase(),
      base: dom.baseURI(document),
      refreshes: refreshes(),
      status: (performance.getEntriesByType("navigation")[0] || {}).responseStatus || 0,
      busy: cp.isBusy(),
      blocked: problems.size > 0 && events.some(({ event }) => event.type === "invalid"),
    });
  };
  cp.begin = () => {
    begun = cp.revision();
    events = [];
    departures = [];
    moves = 0;
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
  cp.pause = async (ms) => {
    await pause(ms);
    return "true";
  };
  cp.quiet = quiet;
  cp.resting = resting;
  cp.isScripted = isScripted;
  cp.mayChange = () => JSON.stringify(isScripted());
})();
