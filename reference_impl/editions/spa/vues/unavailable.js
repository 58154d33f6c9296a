// What is shown when the mail could not be sent.

import { alertOf } from "../alert.js";
import { html } from "../dom.js";

export const frame = "step";
export const title = () => "Service momentanément indisponible - Espace personnalisé";

export const content = ({ message, back }) => html`
<h1>Service momentanément indisponible</h1>
${alertOf(message)}
<p class="actions"><a class="button" href="${back}">Revenir au formulaire</a></p>`;
