// The public home page.

import { html } from "../dom.js";

export const frame = "home";
export const title = () => "Caisse des Dépôts - Retraites et solidarité - Direction Employeur";

const topic = ([slug, label]) => html`<li><a href="/rubriques/${slug}">${label}</a></li>`;

const GENERAL = [
  ["actualites", "Actualités de la Direction des Retraites"],
  ["presentation", "Présentation de la Direction des retraites"],
  ["etudes", "Études et Documentations"],
  ["presse", "Espace presse"],
  ["droit-a-l-information", "Droit à l'information sur la retraite"],
];
const FUNDS = [
  ["cnracl", "CNRACL"],
  ["fiphfp", "FIPHFP"],
  ["fspoeie", "FSPOEIE"],
  ["ircantec", "Ircantec"],
  ["rafp", "RAFP"],
  ["retraite-des-mines", "Retraite des Mines"],
  ["saspa", "SASPA"],
  ["autres-fonds", "Autres fonds"],
];

export const content = () => html`
<h1>Direction Employeur</h1>
<div class="columns">
<section class="news" aria-labelledby="actualite">
<h2 id="actualite">Votre actualité</h2>
<article class="card">
<h3>La Caisse des Dépôts partenaire de l'Institut des hautes études de la protection sociale (IHEPS)</h3>
<p>L'IHEPS a pour objectif de promouvoir la connaissance et les réflexions sur les enjeux de la protection sociale dans le cadre des évolutions (...)</p>
<p class="date"><time datetime="2010-09-23">23/09/2010</time></p>
<p class="more">&gt; <a href="/rubriques/iheps">En savoir +</a></p>
</article>
<article class="card">
<h3>Campagne DAI 2010 : incidence du projet de réforme des retraites</h3>
<p>Compte tenu du projet de réforme des retraites, le Gip Info retraite a décidé de ne pas transmettre d'EIG (Estimation indicative globale) aux (...)</p>
<p class="more">&gt; <a href="/rubriques/campagne-dai-2010">En savoir +</a></p>
</article>
</section>
<aside class="side" aria-label="Recherche et liens">
<form class="card" role="search" method="get" action="/recherche">
<label for="mots">RECHERCHER SUR LE SITE :</label>
<div class="row">
<input type="search" id="mots" name="mots" placeholder="Tapez un mot-clé, une expression" maxlength="200">
<button type="submit">OK</button>
</div>
</form>
<section class="card" aria-labelledby="liens-utiles">
<h2 id="liens-utiles">Liens utiles</h2>
<p>Forum Retraite 2010 :<br>les actes et les vidéos en ligne</p>
<p class="more">&gt; <a href="/rubriques/forum-retraite-2010">En savoir +</a></p>
</section>
</aside>
</div>
<div class="lists">
<nav class="card" aria-labelledby="informations-generales">
<h2 id="informations-generales">Informations générales</h2>
<ul>
${GENERAL.map(topic)}
</ul>
</nav>
<nav class="card" aria-labelledby="regimes">
<h2 id="regimes">Liste des régimes et fonds</h2>
<ul class="chips">
${FUNDS.map(topic)}
</ul>
</nav>
<nav class="card" aria-labelledby="informations-employeur">
<h2 id="informations-employeur">Informations Employeur</h2>
<ul>
${[["votre-actualite", "Votre actualité"]].map(topic)}
</ul>
</nav>
</div>`;
