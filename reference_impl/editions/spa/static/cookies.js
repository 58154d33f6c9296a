// The banner about cookies, which stays until it is answered; one can go on without.

import { element, html } from "./dom.js";
import { toast } from "./toast.js";

const KEY = "choix-cookies";

const banner = () => element(html`
<section class="cookies" aria-label="Cookies">
<div class="inner">
<p>Ce portail dépose un cookie de session, nécessaire à son fonctionnement. Acceptez-vous aussi la mesure d'audience ?</p>
<p class="actions">
<button type="button" class="button" data-choice="oui">J'accepte</button>
<button type="button" class="button quiet" data-choice="non">Je refuse</button>
</p>
</div>
</section>`);

/** Show the banner to whoever has not answered it yet. */
export const start = () => {
  if (localStorage.getItem(KEY)) return;
  const shown = banner();
  document.body.append(shown);
  document.body.classList.add("with-banner");
  shown.addEventListener("click", (event) => {
    const choice = event.target.closest("[data-choice]")?.dataset.choice;
    if (!choice) return;
    localStorage.setItem(KEY, choice);
    shown.remove();
    document.body.classList.remove("with-banner");
    toast("Votre choix est enregistré.");
  });
};
