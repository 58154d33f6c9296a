// A topic of the portal's frame, which the reference only names.

import { html } from "../dom.js";

export const frame = "step";
export const title = ({ topic }) => `${topic} - Caisse des Dépôts`;

export const content = ({ topic, back }) => html`
<h1>${topic}</h1>
<p>Cette rubrique n'est pas tenue par l'implémentation de référence.</p>
<p><a href="${back}">Revenir à la page d'accueil</a></p>`;
