// From addresses to views, and through the window's history.

import { get, Trouble } from "./api.js";
import { draw, drawTrouble, isWaiting } from "./screen.js";
import { toast } from "./toast.js";

const MOST_HOPS = 5;
let under_way = null; // what stops the visit that is under way

const here = () => location.pathname + location.search;

/**
 * Show what an address leads to.
 *
 * @param path the address, from the portal's root
 * @param history "push" for a new entry, "replace" for the present one, "keep" where the window
 *   has moved already
 */
export const visit = async (path, { history: how = "push" } = {}) => {
  under_way?.abort();
  const mine = (under_way = new AbortController());
  isWaiting(true);
  try {
    const [final, answer] = await follow(path, mine.signal);
    if (mine.signal.aborted) return;
    record(final, how);
    await draw(answer);
  } catch (trouble) {
    if (mine.signal.aborted) return;
    record(path, how);
    drawTrouble(trouble instanceof Trouble ? trouble : new Trouble(500, "Une erreur est survenue."));
  } finally {
    if (under_way === mine) isWaiting(false);
  }
};

/** Go where an answer says, or show the view that it brings. */
export const obey = async (answer) => {
  if (answer.go) await visit(answer.go);
  else await draw(answer);
};

const travel = async (link) => {
  const { news } = link.dataset;
  await visit(link.pathname + link.search);
  if (news) toast(news);
};

const follow = async (path, signal) => {
  for (let hop = 0; hop < MOST_HOPS; hop++) {
    const answer = await get(path, signal);
    if (!answer.go) return [path, answer];
    path = answer.go;
  }
  throw new Trouble(508, "Une erreur est survenue.");
};

const record = (path, how) => {
  if (how === "push" && path !== here()) history.pushState(null, "", path);
  else if (path !== here()) history.replaceState(null, "", path);
};

const isOurs = (event, link) =>
  link &&
  event.button === 0 &&
  !(event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) &&
  !link.target &&
  !link.hasAttribute("download") &&
  link.origin === location.origin;

/** Take over the portal's own links, and the window's back and forward. */
export const start = () => {
  document.addEventListener("click", (event) => {
    const link = event.target.closest?.("a[href]");
    if (event.defaultPrevented || !isOurs(event, link)) return;
    if (link.getAttribute("href").startsWith("#")) return;
    event.preventDefault();
    travel(link);
  });
  addEventListener("popstate", () => visit(here(), { history: "keep" }));
  return visit(here(), { history: "keep" });
};
