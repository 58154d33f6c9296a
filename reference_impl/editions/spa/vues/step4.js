// Step 4: the certification code on the screen, asked for once the view is there, and its sound.

import { alertOf } from "../alert.js";
import { get } from "../api.js";
import { html, show } from "../dom.js";

const CODE = "/codes-perdus/code-de-certification/code";
const SOUND = "/codes-perdus/code-de-certification.wav";

export const frame = "step";
export const title = () => "Codes perdus : étape 4 - Régénération du code confidentiel";

export const content = ({ message }) => html`
<p class="crumb">Codes perdus : étape 4</p>
<h1>Régénération du code confidentiel</h1>
<p>Vous recevrez prochainement par courriel votre nouveau code confidentiel, qui vous sera nécessaire pour vous connecter à nos différents services.</p>
<p>Veillez noter le <strong>code de certification</strong> que vous devrez impérativement saisir lors de votre prochaine connexion :</p>
<p>Important : Vous devez impérativement noter le code qui s'affiche dans ce cadre : <strong>il ne s'agit pas de votre code confidentiel</strong>, il vous sera demandé lors de votre prochaine connexion. Si, lors de votre prochaine connexion, vous faites 3 essais infructueux de saisie de ce code, vous devrez renouveler votre code confidentiel.</p>
<p class="code-frame" aria-live="polite" aria-busy="true"><span class="spinner"></span></p>
<div class="sound">
<p><a href="${SOUND}" data-sound>(Cliquez ici pour entendre la version sonore)</a></p>
<audio controls preload="none" src="${SOUND}" aria-label="Version sonore du code de certification"></audio>
</div>
<form method="post" action="/codes-perdus/code-de-certification" novalidate>
${alertOf(message)}
<p class="actions"><button type="submit">Terminer</button></p>
</form>
<p class="conditions"><span class="marker" aria-hidden="true">»</span> <a href="/conditions-generales">Conditions générales d'utilisation</a></p>`;

export const mounted = (root) => {
  const place = root.querySelector("[aria-live]");
  root.querySelector("[data-sound]").addEventListener("click", (event) => {
    event.preventDefault();
    root.querySelector("audio").play();
  });
  reveal(place);
};

const reveal = async (place) => {
  try {
    const { code } = await get(CODE);
    show(place, html`<strong id="code-de-certification" translate="no">${code}</strong>`);
  } catch (trouble) {
    show(place, alertOf(trouble.message));
  } finally {
    place.ariaBusy = "false";
  }
};
