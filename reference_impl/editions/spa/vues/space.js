// The personal space.

import { html } from "../dom.js";

export const frame = "step";
export const title = () => "Mon espace personnalisé";

export const content = ({ name, administrator }) => html`
<h1>Mon espace personnalisé</h1>
<section class="card">
<p class="lead">Bonjour ${name}</p>
<p>Vous êtes connecté à votre espace personnalisé${administrator && " en tant qu'administrateur de votre établissement"}.</p>
<p class="actions"><a class="button quiet" href="/deconnexion" data-news="Vous êtes déconnecté.">Se déconnecter</a></p>
</section>`;
