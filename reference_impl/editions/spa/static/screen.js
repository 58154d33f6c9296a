// Puts views on the screen: the frame around them, the dialog over them, and where the focus goes.

import { alertOf } from "./alert.js";
import { closeDialog, openDialog } from "./dialog.js";
import { html, show } from "./dom.js";
import * as frame from "./vues/frame.js";

const app = document.querySelector("#app");
let behind = ""; // the view that the screen shows, under a dialog if there is one
let isFirst = true;

/** Show that something is under way, or that it is over. */
export const isWaiting = (waits) => {
  app.setAttribute("aria-busy", String(waits));
  document.documentElement.classList.toggle("waiting", waits);
};

/** Draw the view that an answer names, with its values. */
export const draw = async ({ view, values }) => {
  const module = await import(`./vues/${view}.js`);
  if (module.over) {
    if (behind !== module.over) await drawPage(module.over, values);
    openDialog(module, values);
  } else {
    closeDialog();
    await drawPage(view, values);
    focus();
  }
  document.title = module.title(values);
  isFirst = false;
};

/** Tell what the portal could not do. */
export const drawTrouble = ({ status, message }) => {
  closeDialog();
  const heading = status ? `Erreur ${status}` : "Portail injoignable";
  const content = html`
<h1>${heading}</h1>
${alertOf(message)}
<p class="actions"><a class="button" href="/">Revenir à la page d'accueil</a></p>`;
  put("trouble", "step", content, {});
  document.title = `${heading} - Caisse des Dépôts`;
};

const drawPage = async (view, values) => {
  const module = await import(`./vues/${view}.js`);
  put(view, module.frame, module.content(values), values);
  await module.mounted?.(app, values);
};

const put = (view, kind, content, values) => {
  app.className = kind;
  show(app, [frame[kind](values), html`<main id="contenu" tabindex="-1"></main>`, frame.foot()]);
  show(app.querySelector("main"), content);
  behind = view;
};

const focus = () => {
  if (isFirst) return;
  scrollTo(0, 0);
  app.querySelector("main").focus({ preventScroll: true });
};
