// Lists that a button beside a field opens: in a window, in a frame of a dialog, or on the page.
(() => {
  "use strict";
  const cp = globalThis.cp;
  if (cp.openerOf) return;
  const { dom, registry, quiet } = cp;

  const AROUND = 2; // elements around a field in which its button stands
  const DEPTH = 4; // elements that tell one group of what is offered from another
  const OWN = "input:not([type=hidden]):not([type=button]):not([type=image]), select, textarea";
  const OPENS = "button[type=button], input[type=button], a[onclick], a[href^='javascript:' i], " +
    "a[href='#'], [role=button], img[onclick]";
  const PRESSED = "a, button, input[type=button], [role=option], [role=link], [onclick]";
  const isShown = (element) => dom.seen(element, { visibilityProperty: true });
  const words = (element) => dom.textContent(element).trim().replace(/\s+/g, " ");

  // Whether a hidden field holds the value of a field: the name of one begins that of the other.
  const holdsValueOf = (field, hidden) => {
    const names = (one) => [one.id, one.name].filter(Boolean);
    return names(field).some((own) =>
      names(hidden).some((other) => own.startsWith(other) || other.startsWith(own)));
  };

  // What opens the list of a field that nobody can type into, and whose value a hidden one holds. This
  // is the rule of harness/page/parts/scripted_lists.py, which reads it of the HTML alone.
  const openerOf = (field) => {
    if (!field || !cp.isUntyped(field) || cp.isDrawnList(field)) return null;
    let around = dom.parent(field);
    for (let i = 0; around && i < AROUND; i++, around = dom.parent(around)) {
      if (around.querySelectorAll(OWN).length > 1) return null;
      const hidden = [...around.querySelectorAll("input[type=hidden]")];
      if (!hidden.some((one) => holdsValueOf(field, one))) continue;
      const found = [...around.querySelectorAll(OPENS)].filter(isShown);
      if (found.length) return found[0];
    }
    return null;
  };
  cp.openerOf = (ref) => {
    const opener = openerOf(registry.get(ref));
    if (!opener) return "null";
    registry.set(`${ref}/opener`, opener);
    return JSON.stringify(`${ref}/opener`);
  };

  let known = new WeakSet(); // what could be pressed before the list was opened
  const pressed = () => [...dom.query(document, PRESSED)].filter((one) => isShown(one) && words(one));
  const frames = () => [...dom.query(document, "iframe")].filter(isShown);
  cp.beforeOpening = () => {
    known = new WeakSet([...pressed(), ...frames()]);
    return "null";
  };
  const place = (element) => {
    const path = [];
    for (let one = element; one && path.length < DEPTH; one = dom.parent(one)) path.push(dom.tag(one));
    return path.join();
  };
  // What can be pressed since then: the largest group of a kind is the list.
  cp.offered = async (prefix) => {
    await quiet();
    if (frames().some((one) => !known.has(one))) return "[]"; // the list is in there
    const every = pressed().filter((one) => !known.has(one));
    const groups = new Map();
    for (const one of every.filter((one) => !every.some((two) => two !== one && dom.contains(one, two)))) {
      groups.set(place(one), [...(groups.get(place(one)) || []), one]);
    }
    const list = [...groups.values()].sort((one, two) => two.length - one.length)[0] || [];
    return JSON.stringify(list.map((one, index) => {
      const ref = `${prefix}option/${index}`, text = words(one);
      registry.set(ref, one);
      return { ref, text, value: text, disabled: false, selected: false };
    }));
  };
  cp.isOffered = (ref) => JSON.stringify(Boolean(registry.get(ref)) && isShown(registry.get(ref)));
})();
