// Watches a page while it renders: changes, busy parts, animations, and the modal dialog.
(() => {
  "use strict";
  const cp = globalThis.cp;
  if (cp.calm) return;
  const { dom } = cp;
  const MAX_ANIMATION = 3000; // ms; a longer animation is not waited for

  // -------------------------------------------------------------------- timers

  // Calls a function after some milliseconds, unless the returned function is called before. In a
  // sandboxed document without scripts setTimeout does nothing, in the driver's world either.
  cp.after = (ms, run) => {
    const control = new TaskController({ priority: "user-blocking" });
    scheduler.postTask(run, { delay: ms, signal: control.signal }).catch(() => {});
    return () => control.abort();
  };

  // ------------------------------------------------------------------ changes

  const ALL = { subtree: true, childList: true, attributes: true, characterData: true };
  let revision = 0;
  const listeners = new Set();
  const note = (records) => {
    revision++;
    for (const listener of [...listeners]) listener(records);
  };
  const observer = new MutationObserver(note);
  observer.observe(document, ALL);

  // Shadow trees, which neither an observer nor a query of the document enters.
  const roots = new Set();
  let unseen = 0;
  cp.meet = (root) => {
    if (roots.has(root)) return;
    roots.add(root);
    observer.observe(root, ALL);
    unseen++;
  };
  // Whether shadow trees were found since the last call.
  cp.hasMet = () => {
    const met = unseen > 0;
    unseen = 0;
    return met;
  };
  const trees = () => [document, ...roots].filter((root) => root === document || root.isConnected);

  // Number of changes of the page.
  cp.revision = () => {
    const records = observer.takeRecords();
    if (records.length) note(records);
    return revision;
  };
  cp.isAt = () => JSON.stringify(cp.revision());
  // Calls a listener at each change, until the returned function is called.
  cp.hear = (listener) => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  };

  // Waits for the first change since a revision.
  cp.changes = (limit, since) =>
    new Promise((done) => {
      const end = (how) => {
        cancel();
        stop();
        done(JSON.stringify(how));
      };
      const cancel = cp.after(limit, () => end(""));
      const stop = cp.hear(() => end("changed"));
      if (cp.revision() !== since) end("changed");
    });

  // ------------------------------------------------------------------ animations

  const now = () => Number(document.timeline.currentTime);
  const rest = (animation) => {
    const { endTime } = animation.effect.getComputedTiming();
    return Number(animation.startTime ?? now()) + Number(endTime) - now();
  };
  // Whether an animation will fade its element out later: the element is readable until then.
  const leaves = (animation) => {
    const last = animation.effect.getKeyframes?.().at(-1) || {};
    const gone = last.opacity === "0" || last.visibility === "hidden";
    return gone && Number(animation.currentTime) < animation.effect.getTiming().delay;
  };
  const ends = (animation) =>
    animation.playState === "running" && animation.effect && animation.timeline === document.timeline &&
    animation.playbackRate === 1 && rest(animation) < MAX_ANIMATION && !leaves(animation);

  // Waits for animations that end soon; endless ones are not waited for. Returns whether it had to
  // wait: the page may have changed meanwhile, and new elements may be animated too.
  cp.still = async (limit) => {
    const all = trees().flatMap((tree) => tree.getAnimations());
    const movements = all.filter(ends).map((animation) => animation.finished);
    const left = limit - performance.now();
    if (!movements.length || left <= 0) return false;
    const late = new Promise((done) => cp.after(left, done));
    await Promise.race([Promise.allSettled(movements), late]);
    return true;
  };

  // ------------------------------------------------------------------ busy parts

  const BUSY = "[aria-busy=true]";
  const toldBusy = (tree) => (tree === document ? dom.query(tree, BUSY) : tree.querySelectorAll(BUSY));
  cp.isBusy = () =>
    trees().some((tree) => [...toldBusy(tree)].some((one) =>
      dom.seen(one, { visibilityProperty: true })));

  // Waits until no part of the page is marked busy.
  cp.calm = (limit) =>
    new Promise((done) => {
      const end = () => {
        cancel();
        stop();
        done(JSON.stringify(cp.isBusy() ? "busy" : "calm"));
      };
      const cancel = cp.after(Math.max(0, limit), end);
      const stop = cp.hear(() => cp.isBusy() || end());
      if (!cp.isBusy()) end();
    });

  // ---------------------------------------------------------------- modal dialog

  const MODAL = "dialog:modal, [role=dialog][aria-modal=true], [role=alertdialog][aria-modal=true]";

  const outer = (node) => dom.parentNode(node) || node.host || null;
  const isShown = (element) => {
    const { width, height } = dom.rect(element);
    return width * height > 0 && dom.seen(element, { visibilityProperty: true });
  };
  const focused = () => {
    let element = document.activeElement;
    while (element && dom.shadow(element) && dom.shadow(element).activeElement) {
      element = dom.shadow(element).activeElement;
    }
    for (let node = element; node; node = outer(node)) {
      if (dom.nodeType(node) === 1 && dom.matches(node, MODAL)) return node;
    }
    return null;
  };

  // A dialog that says nowhere that it is modal: a veil covers the window, the dialog stands above
  // it, and what is elsewhere in the window cannot be clicked.
  const CLICKED = "a[href], button, input, select, textarea, summary, [role=button], [role=link], " +
    "[onclick], [class*=btn], [class*=button]";
  const MAX_TRIED = 40;
  const topAt = (x, y) => document.elementFromPoint(x, y);
  const floats = (element) => /^(fixed|absolute)$/.test(getComputedStyle(element).position);
  const floatsAround = (element) => { // itself included, innermost first
    const found = [];
    for (let node = element; node && node !== dom.body(document); node = outer(node)) {
      if (dom.nodeType(node) === 1 && floats(node)) found.push(node);
    }
    return found;
  };
  const covers = (element) => {
    const { left, top, right, bottom } = dom.rect(element);
    return left <= 1 && top <= 1 && right >= innerWidth - 1 && bottom >= innerHeight - 1;
  };
  // Whether an element can be clicked in its middle; null if that lies outside of the window.
  const isClickable = (element) => {
    const { left, top, width, height } = dom.rect(element);
    const x = left + width / 2, y = top + height / 2;
    if (!(width && height && x >= 0 && y >= 0 && x < innerWidth && y < innerHeight)) return null;
    const hit = topAt(x, y);
    return hit !== null && (dom.contains(element, hit) || dom.contains(hit, element));
  };
  // The box that an element above a veil stands in: the outermost one that floats; null for none.
  const boxAbove = (element, veil) =>
    dom.contains(veil, element)
      ? veil
      : floatsAround(element).filter((one) => !dom.contains(one, veil)).at(-1) || null;
  const aboveVeil = () => {
    const corners = [topAt(2, 2), topAt(innerWidth - 3, innerHeight - 3)];
    const [veil, other] = corners.map((corner) => floatsAround(corner).find(covers));
    if (!veil || veil !== other) return null;
    const shown = [...dom.query(document, CLICKED)].filter(isShown).slice(-MAX_TRIED);
    const fronts = new Set(shown.filter(isClickable).map((one) => boxAbove(one, veil)));
    const [front] = fronts;
    if (fronts.size !== 1 || !front) return null;
    const isBehind = (one) => !dom.contains(front, one) && isClickable(one) === false;
    return shown.some(isBehind) ? front : null;
  };

  // What lies over a dialog, and is none of it: the list or the message of a field in it.
  const ABOVE = "[role=tooltip], [role=listbox]";
  const isOnTop = (element) => {
    const { left, top, width, height } = dom.rect(element);
    const hit = topAt(left + width / 2, top + height / 2);
    return hit !== null && dom.contains(element, hit);
  };
  const isApart = (one, modal) => !dom.contains(modal, one) && !dom.contains(one, modal) &&
    floatsAround(one).some((box) => !dom.contains(box, modal));
  const above = (modal) =>
    [...dom.query(document, ABOVE)].filter((one) => isApart(one, modal) && isShown(one) && isOnTop(one));

  /** The modal dialog on top of the page, what lies over it, and their ancestors; null for none. */
  cp.inFront = () => {
    const found = [...dom.query(document, MODAL)].filter(isShown);
    const real = found.filter((one) => dom.matches(one, "dialog:modal"));
    const modal = focused() || real.at(-1) || found.at(-1) || aboveVeil();
    if (!modal) return null;
    const ancestors = new Set(), parts = new Set([modal, ...above(modal)]);
    for (const part of parts) {
      for (let node = outer(part); node; node = outer(node)) ancestors.add(node);
    }
    return { modal, parts, around: ancestors };
  };
})();
