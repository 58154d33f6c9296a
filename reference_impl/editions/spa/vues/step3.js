// Step 3: the request for a new confidential code.

import { alertOf } from "../alert.js";
import { combobox } from "../combobox.js";
import { html } from "../dom.js";

export const frame = "step";
export const title = () => "Codes perdus : étape 3 - Regénérer votre code confidentiel";

export const content = ({ message, action, searches, found }) => html`
<p class="crumb">Codes perdus : étape 3</p>
<h1>Regénérer votre code confidentiel</h1>
<p>Saisissez toutes les rubriques du formulaire puis cliquez sur "Générer le code confidentiel", <strong>un nouveau code confidentiel vous sera envoyé à l'adresse e-mail enregistrée dans nos fichiers.</strong></p>
<form class="card" method="post" action="${action}" novalidate>
${alertOf(message)}
<div class="field">
<label for="nom">Votre Nom <span class="mark">*</span> :</label>
<input type="text" id="nom" name="nom" maxlength="200" autocomplete="family-name" spellcheck="false" required>
</div>
<div class="field">
<label for="prenom">Votre Prénom <span class="mark">*</span> :</label>
<input type="text" id="prenom" name="prenom" maxlength="200" autocomplete="given-name" spellcheck="false" required>
</div>
<div class="field">
<label for="identifiant">Code identifiant <span class="mark">*</span> :</label>
<input type="text" id="identifiant" name="identifiant" value="${found}" maxlength="200" autocomplete="username" autocapitalize="none" spellcheck="false" required aria-describedby="identifiant-aide">
<p class="hint" id="identifiant-aide">Votre identifiant est renseigné automatiquement${searches ? "" : html` <span>(après la recherche de votre code identifiant ; sinon, saisissez-le.)</span>`}</p>
</div>
<div class="field">
<label for="courriel">Adresse e-mail <span class="mark">*</span> :</label>
<input type="text" id="courriel" name="courriel" maxlength="254" autocomplete="email" inputmode="email" autocapitalize="none" spellcheck="false" required aria-describedby="courriel-aide">
<p class="hint" id="courriel-aide">(doit être identique à celle qui est mentionnée sur votre compte)</p>
<p class="hint">Adresse à laquelle vous recevrez votre nouveau code confidentiel. Elle doit être identique à celle qui est enregistrée sur votre compte.</p>
</div>
<p id="choisie">Sélectionnez la question que vous avez choisie lors de votre inscription :</p>
<div class="field">
<label for="question">Question <span class="mark">*</span> :</label>
<div class="combobox">
<button type="button" id="question" role="combobox" aria-haspopup="listbox" aria-expanded="false" aria-controls="question-liste" aria-required="true" aria-describedby="choisie"><span>Choisissez une question</span></button>
<ul role="listbox" id="question-liste" aria-label="Question" hidden></ul>
<input type="hidden" name="question" value="">
</div>
</div>
<div class="field">
<label for="reponse">Réponse <span class="mark">*</span> :</label>
<input type="text" id="reponse" name="reponse" maxlength="200" autocomplete="off" autocapitalize="none" spellcheck="false" required data-secret>
</div>
<p>Cliquez sur « Générer le code confidentiel »</p>
<p class="actions">
<button type="submit">Générer le code confidentiel</button>
<a class="button quiet" href="/codes-perdus">Annuler</a>
</p>
<p class="legend"><span class="mark">*</span> Champs obligatoires</p>
</form>
<p class="conditions"><span class="marker" aria-hidden="true">►</span> <a href="/conditions-generales">Conditions générales d'utilisation</a></p>`;

export const mounted = (root, { questions }) =>
  combobox(root.querySelector("[role=combobox]").parentElement, ["", ...questions]);
