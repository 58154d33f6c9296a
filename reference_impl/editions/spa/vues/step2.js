// Step 2: the search of the identifier.

import { alertOf } from "../alert.js";
import { html } from "../dom.js";

export const frame = "step";
export const title = () => "Codes perdus : étape 2 - Recherche de votre code identifiant";

export const content = ({ message, action }) => html`
<p class="crumb">Codes perdus : étape 2</p>
<h1>Recherche de votre code identifiant</h1>
<p>Complétez les champs obligatoires * puis cliquez sur « rechercher »</p>
<form class="card" method="post" action="${action}" data-news="Votre code identifiant a été retrouvé." novalidate>
${alertOf(message)}
<fieldset>
<legend>Votre établissement</legend>
<div class="field">
<label for="siret">Numéro SIRET <span class="mark">*</span> :</label>
<input type="text" id="siret" name="siret" maxlength="14" autocomplete="off" inputmode="numeric" spellcheck="false" required>
</div>
<div class="field">
<label for="bcr">Numéro BCR <span class="mark">**</span> :</label>
<input type="text" id="bcr" name="bcr" maxlength="200" autocomplete="off" autocapitalize="characters" spellcheck="false" aria-describedby="bcr-aide">
<p class="hint" id="bcr-aide">Le numéro BCR vous est attribué par la direction des retraites et de la solidarité et permet votre identification (exemple 01ABC111). Vous le retrouvez sur les courriers et courriels.</p>
</div>
<div class="field">
<label for="contrat">Numéro de contrat <span class="mark">**</span> :</label>
<input type="text" id="contrat" name="contrat" maxlength="200" autocomplete="off" autocapitalize="characters" spellcheck="false" aria-describedby="contrat-aide">
<p class="hint" id="contrat-aide">Saisie en majuscules</p>
</div>
</fieldset>
<fieldset>
<legend>Coordonnées professionnelles</legend>
<div class="field">
<label for="nom">Votre Nom <span class="mark">*</span> :</label>
<input type="text" id="nom" name="nom" maxlength="200" autocomplete="family-name" spellcheck="false" required>
</div>
<div class="field">
<label for="prenom">Prénom <span class="mark">*</span> :</label>
<input type="text" id="prenom" name="prenom" maxlength="200" autocomplete="given-name" spellcheck="false" required>
</div>
</fieldset>
<p class="actions">
<button type="submit">rechercher</button>
<a class="button quiet" href="/codes-perdus">Annuler</a>
</p>
<p class="legend"><span class="mark">*</span> Champs obligatoires</p>
<p class="legend"><span class="mark">**</span> Vous devez obligatoirement compléter au moins l'un de ces deux champs</p>
</form>
<section class="note" aria-labelledby="sans-resultat">
<h2 id="sans-resultat">Si votre requête n'aboutit pas, vérifiez que :</h2>
<ul>
<li>le n° de BCR ou de contrat est bien saisi en majuscules,</li>
<li>les coordonnées professionnelles sont bien identiques (majuscules et minuscules) à celles saisies lors de l'inscription,</li>
<li>vous êtes bien inscrit en tant qu'administrateur pour votre établissement.</li>
</ul>
</section>`;
