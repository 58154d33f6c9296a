// The certification code at the next login.

import { alertOf } from "../alert.js";
import { html } from "../dom.js";

export const frame = "step";
export const title = () => "Code de certification - Espace personnalisé";

export const content = ({ message }) => html`
<h1>Code de certification</h1>
<p>Saisissez le code de certification que vous avez noté lors de la régénération de votre code confidentiel.</p>
<form class="card" method="post" action="/certification" novalidate>
${alertOf(message)}
<div class="field">
<champ-secret type="text" name="code" label="Code de certification" mark="* :" maxlength="200" autocomplete="one-time-code" data-secret></champ-secret>
</div>
<p class="actions">
<button type="submit">Je valide</button>
<a class="button quiet" href="/connexion">Annuler</a>
</p>
<p class="legend"><span class="mark">*</span> Champs obligatoires</p>
</form>`;
