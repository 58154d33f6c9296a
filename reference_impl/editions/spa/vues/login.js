// The login window, in a dialog over the home page.

import { alertOf } from "../alert.js";
import { html } from "../dom.js";

export const over = "home";
export const title = () => "Accès à mon espace personnalisé - Retraites et solidarité";

export const content = ({ message }) => html`
<header class="dialog-head">
<p class="department">Retraites et solidarité</p>
<a class="close" data-close href="/" aria-label="Fermer" title="Fermer"><span aria-hidden="true">×</span></a>
</header>
<h1 id="titre-du-dialogue">ACCÈS À MON ESPACE PERSONNALISÉ <span aria-hidden="true">&gt;</span></h1>
<div class="columns">
<section class="card" aria-labelledby="inscrit">
<h2 id="inscrit">Je suis déjà inscrit(e)</h2>
<form method="post" action="/connexion" novalidate>
${alertOf(message)}
<div class="field">
<label for="identifiant">Code identifiant</label>
<input type="text" id="identifiant" name="identifiant" maxlength="200" autocomplete="username" autocapitalize="none" spellcheck="false" required data-first>
</div>
<div class="field">
<champ-secret type="password" name="code" label="Code confidentiel" maxlength="200" autocomplete="current-password" data-secret></champ-secret>
</div>
<p class="actions"><button type="submit">Je valide</button></p>
</form>
<ul class="plain">
<li><a href="/codes-perdus">Codes perdus *</a></li>
<li><a href="/aide-a-la-connexion">Aide à la connexion</a></li>
</ul>
<h3>Plus d'info ?</h3>
<ul class="arrows">
<li><span aria-hidden="true">&gt;</span> <a href="/rubriques/je-suis-administrateur">Je suis administrateur</a></li>
<li><span aria-hidden="true">&gt;</span> <a href="/rubriques/je-suis-utilisateur">Je suis utilisateur</a></li>
</ul>
</section>
<section class="card" aria-labelledby="pas-inscrit">
<h2 id="pas-inscrit">Je ne suis pas encore inscrit(e)</h2>
<form method="get" action="/rubriques/inscription">
<p class="actions"><button type="submit" class="quiet">Je m'inscris</button></p>
</form>
<h3>Plus d'info ?</h3>
<ul class="arrows">
<li><span aria-hidden="true">&gt;</span> <a href="/rubriques/presentation-de-l-espace">Présentation de l'espace personnalisé</a></li>
<li><span aria-hidden="true">&gt;</span> <a href="/rubriques/demonstration-video">Démonstration vidéo de l'inscription</a> <span aria-hidden="true">▶</span></li>
<li><span aria-hidden="true">&gt;</span> <a href="/rubriques/inscription-d-un-administrateur">Inscription d'un administrateur</a></li>
<li><span aria-hidden="true">&gt;</span> <a href="/rubriques/inscription-d-un-utilisateur">Inscription d'un utilisateur</a></li>
<li><span aria-hidden="true">&gt;</span> <a href="/conditions-generales">Conditions générales d'utilisation (CGU)</a></li>
</ul>
<h3 id="ariane">Poser votre question</h3>
<form method="post" action="/rubriques/poser-votre-question">
<label for="demande">Bonjour, je m'appelle Ariane et je suis là pour vous aider</label>
<div class="row">
<input type="text" id="demande" name="demande" maxlength="200" autocomplete="off">
<button type="submit" class="quiet">Demander</button>
</div>
</form>
</section>
</div>
<section class="note" aria-label="Codes perdus">
<p>Pour récupérer votre code identifiant et/ou régénérer un code confidentiel provisoire, cliquez sur [Codes perdus]</p>
<p>(*) Vous pouvez récupérer vos codes d'accès uniquement :</p>
<ul>
<li>si vous vous êtes connecté une 1<sup>ère</sup> fois et si vous avez choisi la question secrète et sa réponse</li>
<li>si l'adresse courriel enregistrée sur votre compte est valide</li>
</ul>
<p>Si ce n'est pas le cas :<br>demandez à un autre administrateur de votre établissement de régénérer votre code confidentiel</p>
</section>`;
