// The frame around the views: banner, navigation, foot.

import { html } from "../dom.js";

const skip = html`<a class="skip" href="#contenu">Aller au contenu</a>`;

/** The frame of the public home page. */
export const home = () => html`
${skip}
<header class="banner">
<div class="inner">
<p class="brand"><span class="owner">Caisse des Dépôts</span> <span class="department">RETRAITES ET SOLIDARITÉ</span></p>
<div class="access">
<p>Pour vous <strong>connecter</strong> à votre espace personnalisé, cliquez sur</p>
<p><a class="button" href="/connexion">Accès à mon espace personnalisé</a></p>
</div>
</div>
<nav class="bar" aria-label="Outils">
<div class="inner">
<ul class="tools">
<li><button type="button" data-tool="print">Imprimer</button></li>
<li><button type="button" data-tool="smaller" title="Réduire la taille du texte">A⁻</button></li>
<li><button type="button" data-tool="larger" title="Agrandir la taille du texte">A⁺</button></li>
</ul>
<ul>
<li><a href="/" aria-current="page">Accueil</a></li>
<li><a href="#profils">Changer de profil</a></li>
</ul>
</div>
</nav>
<nav class="profiles" id="profils" aria-label="Changer de profil">
<div class="inner">
<p>Vous êtes</p>
<ul>
<li><a href="/rubriques/employeur" aria-current="true">EMPLOYEUR</a></li>
<li><a href="/rubriques/actif">ACTIF</a></li>
<li><a href="/rubriques/retraite">RETRAITÉ</a></li>
<li><a href="/rubriques/autre-public">AUTRE PUBLIC</a></li>
</ul>
</div>
</nav>
</header>`;

/** The frame of all other views. */
export const step = ({ connected }) => html`
${skip}
<header class="banner">
<div class="inner">
<p class="brand"><span class="department">RETRAITES ET SOLIDARITÉ</span></p>
<p class="space-name">ESPACE PERSONNALISÉ</p>
</div>
<nav class="bar" aria-label="Navigation du portail">
<div class="inner">
${connected ? html`<p class="state">Connecté</p>` : html`<p class="state">Non connecté</p>`}
<ul>
<li><a href="/">Retour accueil</a></li>
<li><a href="/">cdc.retraites</a></li>
</ul>
</div>
</nav>
</header>`;

/** The foot of every view. */
export const foot = () => html`
<footer class="foot">
<div class="inner">
<p>Implémentation de référence du guide : ce portail n'est pas celui de la Caisse des Dépôts, ses comptes sont fictifs.</p>
</div>
</footer>`;
