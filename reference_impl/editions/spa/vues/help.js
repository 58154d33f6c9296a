// The help for logging in.

import { html } from "../dom.js";

export const frame = "step";
export const title = () => "Aide à la connexion - Espace personnalisé";

export const content = () => html`
<h1>Aide à la connexion</h1>
<h2>Se connecter</h2>
<p>Saisissez votre code identifiant et votre code confidentiel tels qu'ils vous ont été communiqués, en respectant les majuscules, puis cliquez sur « Je valide ».</p>
<h2>Un code est perdu</h2>
<p>La page <a href="/codes-perdus">Codes perdus</a> permet de retrouver votre code identifiant et de régénérer votre code confidentiel.</p>
<h2>Le code de certification</h2>
<p>Après une régénération, la première connexion demande le code de certification que vous avez noté à l'écran. Il n'est pas dans le courriel.</p>
<p><a href="/connexion">Accès à mon espace personnalisé</a></p>`;
