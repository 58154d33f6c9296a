// Tells what a page says of itself while it draws: what changes, what is busy, what moves, what
// lies in front.
(() => {
  "use strict";
  const cp = globalThis.cp;
  if (cp.calm) return;
  const { dom } = cp;
  const LONGEST = 3000; // ms for a movement that ends

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

  // Trees in the shadow, which neither an observer nor a query of the document enters.
  const roots = new Set();
  let unseen = 0;
  cp.meet = (root) => {
    if (roots.has(root)) return;
    roots.add(root);
    observer.observe(root, ALL);
    unseen++;
  };
  // Whether trees were met since this was asked last.
  cp.hasMet = () => {
    const met = unseen > 0;
    unseen = 0;
    return met;
  };
  const trees = () => [document, ...roots].filter((root) => root === document || root.isConnected);

  // How often the page has changed.
  cp.revision = () => {
    const records = observer.takeRecords();
    if (records.length) note(records);
    return revision;
  };
  cp.isAt = () => JSON.stringify(cp.revision());
  // Has a function hear each change, until what this gives is called.
  cp.hear = (listener) => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  };

  // Waits until anything on the page has changed since it was at a revision.
  cp.changes = (limit, since) =>
    new Promise((done) => {
      const end = (how) => {
        clearTimeout(timer);
        stop();
        done(JSON.stringify(how));
      };
      const timer = setTimeout(() => end(""), limit);
      const stop = cp.hear(() => end("changed"));
      if (cp.revision() !== since) end("changed");
    });

  // ------------------------------------------------------------------ movements

  const now = () => Number(document.timeline.currentTime);
  const rest = (animation) => {
    const { endTime } = animation.effect.getComputedTiming();
    return Number(animation.startTime ?? now()) + Number(endTime) - now();
  };
  // What will fade out after a while is there until then, for a person to read.
  const leaves = (animation) => {
    const last = animation.effect.getKeyframes?.().at(-1) || {};
    const gone = last.opacity === "0" || last.visibility === "hidden";
    return gone && Number(animation.currentTime) < animation.effect.getTiming().delay;
  };
  const ends = (animation) =>
    animation.playState === "running" && animation.effect && animation.timeline === document.timeline &&
    animation.playbackRate === 1 && rest(animation) < LONGEST && !leaves(animation);

  // Waits for what fades or slides in; what turns for ever is not waited for. Says whether it had to
  // wait: the page may have changed meanwhile, and what is new may move as well.
  cp.still = async (limit) => {
    const all = trees().flatMap((tree) => tree.getAnimations());
    const movements = all.filter(ends).map((animation) => animation.finished);
    const left = limit - performance.now();
    if (!movements.length || left <= 0) return false;
    const late = new Promise((done) => setTimeout(done, left));
    await Promise.race([Promise.allSettled(movements), late]);
    return true;
  };

  // ------------------------------------------------------------------ busy parts

  const BUSY = "[aria-busy=true]";
  const toldBusy = (tree) => (tree === document ? dom.query(tree, BUSY) : tree.querySelectorAll(BUSY));
  cp.isBusy = () =>
    trees().some((tree) => [...toldBusy(tree)].some((one) =>
      dom.seen(one, { visibilityProperty: true })));

  // Waits until the page calls none of its parts busy any more.
  cp.calm = (limit) =>
    new Promise((done) => {
      const end = () => {
        clearTimeout(timer);
        stop();
        done(JSON.stringify(cp.isBusy() ? "busy" : "calm"));
      };
      const timer = setTimeout(end, Math.max(0, limit));
      const stop = cp.hear(() => cp.isBusy() || end());
      if (!cp.isBusy()) end();
    });

  // ---------------------------------------------------------------- what lies in front

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

  /** The modal dialog that lies over the page, and all that it stands in; null for none. */
  cp.inFront = () => {
    const found = [...dom.query(document, MODAL)].filter(isShown);
    const real = found.filter((one) => dom.matches(one, "dialog:modal"));
    const modal = focused() || real.at(-1) || found.at(-1);
    if (!modal) return null;
    const around = new Set();
    for (let node = outer(modal); node; node = outer(node)) around.add(node);
    return { modal, around };
  };
})();
