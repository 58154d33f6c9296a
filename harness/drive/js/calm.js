// Tells what a page says of itself while it draws: what is busy, what moves, what lies in front.
(() => {
  "use strict";
  const cp = globalThis.cp;
  if (cp.calm) return;
  const { dom } = cp;
  const LONGEST = 3000; // ms for a movement that ends

  // ------------------------------------------------------------------ movements

  const now = () => Number(document.timeline.currentTime);
  const rest = (animation) => {
    const { endTime } = animation.effect.getComputedTiming();
    return Number(animation.startTime ?? now()) + Number(endTime) - now();
  };
  const ends = (animation) =>
    animation.playState === "running" && animation.effect && animation.timeline === document.timeline &&
    animation.playbackRate === 1 && rest(animation) < LONGEST;

  // Waits for what fades or slides in; what turns for ever is not waited for. Says whether it had to
  // wait: the page may have changed meanwhile, and what is new may move as well.
  cp.still = async (limit) => {
    const movements = document.getAnimations().filter(ends).map((animation) => animation.finished);
    const left = limit - performance.now();
    if (!movements.length || left <= 0) return false;
    const late = new Promise((done) => setTimeout(done, left));
    await Promise.race([Promise.allSettled(movements), late]);
    return true;
  };

  // ------------------------------------------------------------------ busy parts

  cp.isBusy = () =>
    [...dom.query(document, "[aria-busy=true]")].some((one) =>
      dom.seen(one, { visibilityProperty: true }));

  // Waits until the page calls none of its parts busy any more.
  cp.calm = (limit) =>
    new Promise((done) => {
      const end = () => {
        clearTimeout(timer);
        observer.disconnect();
        done(JSON.stringify(cp.isBusy() ? "busy" : "calm"));
      };
      const timer = setTimeout(end, Math.max(0, limit));
      const observer = new MutationObserver(() => cp.isBusy() || end());
      observer.observe(document, { subtree: true, childList: true, attributes: true });
      if (!cp.isBusy()) end();
    });

  // Waits until anything on the page changes.
  cp.changes = (limit) =>
    new Promise((done) => {
      const end = (how) => {
        clearTimeout(timer);
        observer.disconnect();
        done(JSON.stringify(how));
      };
      const timer = setTimeout(() => end(""), limit);
      const observer = new MutationObserver(() => end("changed"));
      const all = { subtree: true, childList: true, attributes: true, characterData: true };
      observer.observe(document, all);
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
