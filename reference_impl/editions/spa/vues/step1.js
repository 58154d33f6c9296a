// Step 1: which code is lost, and who asks.

import { alertOf } from "../alert.js";
import { html } from "../dom.js";

export const frame = "step";
export const title = () => "Codes perdus : étape 1 - Espace personnalisé";

export const content = ({ message, choices }) => html`
<h1>Codes perdus</h1>
${alertOf(message)}
<p class="lead">Vous avez perdu votre code confidentiel ou votre code identifiant</p>
<p>En fonction de votre situation, cliquez sur l'un des choix</p>
<section class="card" aria-labelledby="administrateur">
<h2 id="administrateur">Vous êtes administrateur</h2>
<ul class="choices">
<li id="choix-1">Vous avez perdu votre <strong>code confidentiel</strong> : <a href="${choices["administrateur-code"]}" aria-describedby="choix-1">cliquez ici</a></li>
<li id="choix-2">Vous avez perdu votre <strong>code identifiant</strong> : <a href="${choices["administrateur-identifiant"]}" aria-describedby="choix-2">cliquez ici</a></li>
<li id="choix-3">Vous avez perdu votre <strong>code identifiant et votre code confidentiel</strong> : <a href="${choices["administrateur-identifiant-et-code"]}" aria-describedby="choix-3">cliquez ici</a></li>
</ul>
</section>
<section class="card" aria-labelledby="utilisateur">
<h2 id="utilisateur">Vous êtes utilisateur sans être administrateur</h2>
<ul class="choices">
<li id="choix-4">Vous avez perdu votre <strong>code identifiant et / ou votre code confidentiel</strong> : <a href="${choices.utilisateur}" aria-describedby="choix-4">cliquez ici</a></li>
</ul>
</section>
<p class="actions">[<a href="/connexion">annuler</a>]</p>
<p class="conditions"><span class="marker" aria-hidden="true">»</span> <a href="/conditions-generales">Conditions générales d'utilisation</a></p>`;
