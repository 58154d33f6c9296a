// The general conditions.

import { html } from "../dom.js";

export const frame = "step";
export const title = () => "Conditions générales d'utilisation - Espace personnalisé";

export const content = () => html`
<h1>Conditions générales d'utilisation</h1>
<p>Ce portail est une implémentation de référence : il montre le parcours « codes perdus » décrit par le guide, avec des comptes fictifs.</p>
<h2>Vos codes</h2>
<p>Le code identifiant et le code confidentiel sont personnels. Le code confidentiel ne doit être communiqué à personne ; il n'est conservé que sous une forme qui ne permet pas de le retrouver.</p>
<h2>La récupération des codes</h2>
<p>Elle est ouverte aux personnes qui se sont déjà connectées, qui ont choisi une question secrète et sa réponse, et dont l'adresse courriel enregistrée est valide. Tout nouveau code confidentiel annule le précédent.</p>
<h2>Le code de certification</h2>
<p>Affiché une seule fois, il est demandé lors de la connexion suivante. Après 3 essais infructueux, le code confidentiel doit être renouvelé.</p>
<p><a href="/connexion">Accès à mon espace personnalisé</a></p>`;
