// The pages. Each takes the view: { user, token, refusal, values, ... }.
const { is, t, at } = require('./options');
const { html, field, button, cancelButton, form, nameOf } = require('./html');
const { topics, general, funds, publics } = require('./topics');
const { questions } = require('./accounts');
const topicLink = (slug, label = topics.get(slug)[0]) => html`<a href="${at.info}/${slug}">${label}</a>`;
const list = items => html`<ul>${items.map(item => html`<li>${item}</li>`)}</ul>`;
const starNote = () => html`<p>* ${t('Champs obligatoires')}</p>`;

function layout(title, view, content) {
  const status = view.user
    ? form({ token: view.token }, at.leave, html`Session ouverte : ${view.user.first_name} ${view.user.last_name} ${button('Sortir')}`)
    : html`<p>${t('Non connecté')}</p>`;
  return html`<!DOCTYPE html>
<html lang="fr">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${title}</title>
<link rel="stylesheet" href="${at.files}/style.css"></head>
<body>
${is('notice-banner') && html`<aside><p>Nos conseillers répondent au téléphone de 9 h à 17 h, du lundi au vendredi.</p></aside>`}
<header><p><strong>${t('Caisse des Dépôts')}</strong> – ${t('RETRAITES ET SOLIDARITÉ')} – ${t('ESPACE PERSONNALISÉ')}</p>
${status}
<p><a href="${at.home}">${t('Retour accueil cdc.retraites')}</a></p></header>
<main><h1>${title}</h1>
${content}
</main>
<footer><p>${topicLink('regles', t('Conditions générales d\'utilisation'))}</p></footer>
</body></html>`;
}
const searchBox = (title, label, action) => html`<form method="get" action="${at.find}" role="search">
<p><label for="${action}">${title}</label> <input id="${action}" name="${nameOf('q')}" placeholder="${t('Tapez un mot-clé')}"> ${button(label)}</p></form>`;
const home = view => layout(t('Direction Employeur'), view, html`
<p>${t('Pour vous connecter à votre espace personnalisé, cliquez sur')} <a href="${at.login}"><strong>${t('Accès à mon espace personnalisé')}</strong></a></p>
<p><button type="button" onclick="print()">${t('Imprimer')}</button> <button type="button" onclick="document.documentElement.style.fontSize='85%'">${t('A⁻')}</button> <button type="button" onclick="document.documentElement.style.fontSize='125%'">${t('A⁺')}</button></p>
<nav aria-label="${t('Changer de profil')}"><p><a href="${at.home}">${t('Accueil')}</a></p>
<h2>${t('Changer de profil')}</h2><p>${t('Vous êtes')}</p>
${list(publics.map((name, i) => (i ? topicLink(`public-${i + 1}`) : html`<strong>${name}</strong>`)))}</nav>
<section><h2>${t('Votre actualité')}</h2>
<article><h3>${topics.get('iheps')[0]}</h3><p>${t('L\'IHEPS a pour objectif de promouvoir la connaissance et les réflexions sur les enjeux de la protection sociale dans le cadre des évolutions (...)')}</p>
<p><time datetime="2010-09-23">23/09/2010</time> ${topicLink('iheps', t('En savoir +'))}</p></article>
<article><h3>${topics.get('dai')[0]}</h3><p>${t('Compte tenu du projet de réforme des retraites, le Gip Info retraite a décidé de ne pas transmettre d\'EIG (Estimation indicative globale) aux (...)')}</p></article></section>
${searchBox(t('RECHERCHER SUR LE SITE :'), 'OK', 'site')}
<section><h2>${t('Liens utiles')}</h2><p>${topics.get('forum')[0]} ${topicLink('forum', t('En savoir +'))}</p></section>
<nav><h2>${t('Informations générales')}</h2>${list(general.map((_, i) => topicLink(`ensemble-${i + 1}`)))}
<h2>${t('Liste des régimes et fonds')}</h2>${list(funds.map((_, i) => topicLink(`caisse-${i + 1}`)))}
<h2>${t('Informations Employeur')}</h2>${list([topicLink('nouvelles')])}</nav>`);
const conditions = () => html`<p>${t('Vous pouvez récupérer vos codes d\'accès uniquement :')}</p>
${list([t('si vous vous êtes connecté une 1ère fois et si vous avez choisi la question secrète et sa réponse'),
    t('si l\'adresse courriel enregistrée sur votre compte est valide')])}
<p>${t('Si ce n\'est pas le cas :')} ${t('demandez à un autre administrateur de votre établissement de régénérer votre code confidentiel')}.</p>`;
const login = view => layout(t('Accès à mon espace personnalisé'), view, html`
<section><h2>${t('Je suis déjà inscrit(e)')}</h2>
${form(view, at.login, html`${field('identifier', t('Code identifiant'), { value: view.values.identifier })}
${field('secret', t('Code confidentiel'), { type: 'password' })}
<p>${button(t('Je valide'))}</p>`)}
<p><a href="${at.choice}">${t('Codes perdus')} *</a></p><p>${topicLink('assistance')}</p>
<h3>${t('Plus d\'info ?')}</h3>${list([topicLink('gestionnaire'), topicLink('membre')])}
<p>${t('Pour récupérer votre code identifiant et/ou régénérer un code confidentiel provisoire, cliquez sur')} <a href="${at.choice}">${t('Codes perdus')}</a></p>
<div><p>(*)</p>${conditions()}</div></section>
<section><h2>${t('Je ne suis pas encore inscrit(e)')}</h2><p>${topicLink('creer')}</p>
<h3>${t('Plus d\'info ?')}</h3>
${list(['presentation', 'film', 'creer-gestionnaire', 'creer-membre'].map(slug => topicLink(slug)))}
<p>${topicLink('regles', t('Conditions générales d\'utilisation (CGU)'))}</p></section>
<section><h2>${t('Poser votre question')}</h2>${searchBox(t('Bonjour, je m\'appelle Ariane et je suis là pour vous aider'), t('Demander'), 'ariane')}</section>`);

function choice(view) {
  const line = (key, address) => html`<li><strong>${t(key)}</strong> <a href="${address}">${t('cliquez ici')}</a></li>`;
  return layout(t('Codes perdus'), view, html`
<p>${t('Vous avez perdu votre code confidentiel ou votre code identifiant')}. ${t('En fonction de votre situation, cliquez sur l\'un des choix')}.</p>
<section><h2>${t('Vous êtes administrateur')}</h2>
<ul>${line('Vous avez perdu votre code confidentiel :', at.renew)}
${line('Vous avez perdu votre code identifiant :', is('choice-astray') ? at.renew : at.search)}
${line('Vous avez perdu votre code identifiant et votre code confidentiel :', at.searchBoth)}</ul></section>
<section><h2>${t('Vous êtes utilisateur sans être administrateur')}</h2>
<ul>${line('Vous avez perdu votre code identifiant et / ou votre code confidentiel :', at.member)}</ul></section>
<p><a href="${at.login}">[${t('annuler')}]</a></p>`);
}
const member = view => layout('Membres : retrouver vos accès', view, html`
<p>Les accès des membres sont tenus par les gestionnaires de leur structure : demandez à l'un d'eux de vous rappeler votre nom de connexion ou de vous recréer un code secret.</p>
<p><a href="${at.choice}">Revenir au choix</a></p>`);
const search = view => layout(t('Recherche de votre code identifiant'), view, html`
<p>${t('Complétez les champs obligatoires * puis cliquez sur')} « ${t('rechercher')} ».</p>
${form(view, view.action, html`
<fieldset><legend>${t('Votre établissement')}</legend>
${field('siret', t('Numéro SIRET'), { mark: '*', value: view.values.siret })}
${field('bcr', t('Numéro BCR'), { mark: '**', value: view.values.bcr, hint: html`${t('Saisie en majuscules')}. ${t('Le numéro BCR vous est attribué par la direction des retraites et de la solidarité et permet votre identification (exemple 01ABC111).')} ${t('Vous le retrouvez sur les courriers et courriels.')}` })}
${field('contract', t('Numéro de contrat'), { mark: '**', value: view.values.contract, hint: t('Saisie en majuscules') })}</fieldset>
<fieldset><legend>${t('Coordonnées professionnelles')}</legend>
${field('last_name', t('Votre Nom'), { mark: '*', value: view.values.last_name })}
${field('first_name', t('Prénom'), { mark: '*', value: view.values.first_name })}</fieldset>
<p>${button(t('rechercher'))} ${cancelButton()}</p>`)}
${starNote()}
${!is('either-mention-missing') && html`<p>** ${t('Vous devez obligatoirement compléter au moins l\'un de ces deux champs')}</p>`}
<aside><p>${t('Si votre requête n\'aboutit pas, vérifiez que :')}</p>
${list([t('le n° de BCR ou de contrat est bien saisi en majuscules,'),
    t('les coordonnées professionnelles sont bien identiques (majuscules et minuscules) à celles saisies lors de l\'inscription,'),
    t('vous êtes bien inscrit en tant qu\'administrateur pour votre établissement.')])}</aside>`);
const found = view => layout('Votre nom de connexion', view, html`
<div class="code"><p>${t('Code identifiant')} : <output>${view.found}</output></p></div>
<ul><li><a href="${at.login}">${t('Accès à mon espace personnalisé')}</a></li><li><a href="${at.renew}">${t('Regénérer votre code confidentiel')}</a></li></ul>`);
const renew = view => layout(t('Regénérer votre code confidentiel'), view, html`
<p>${t('Saisissez toutes les rubriques du formulaire puis cliquez sur "Générer le code confidentiel",')} <strong>${t('un nouveau code confidentiel vous sera envoyé à l\'adresse e-mail enregistrée dans nos fichiers.')}</strong></p>
${form(view, at.renew, html`
${field('last_name', t('Votre Nom'), { mark: '*', value: view.values.last_name })}
${field('first_name', t('Votre Prénom'), { mark: '*', value: view.values.first_name })}
${field('identifier', t('Code identifiant'), { mark: '*', value: view.found || view.values.identifier, readonly: Boolean(view.found), hint: view.found && t('Votre identifiant est renseigné automatiquement') })}
${field('email', t('Adresse e-mail'), { mark: '*', value: view.values.email, hint: `(${t('doit être identique à celle qui est mentionnée sur votre compte')}) ${t('Adresse à laquelle vous recevrez votre nouveau code confidentiel.')} ${t('Elle doit être identique à celle qui est enregistrée sur votre compte.')}` })}
<p>${t('Sélectionnez la question que vous avez choisie lors de votre inscription :')}</p>
${field('question', t('Question'), { mark: '*', value: view.values.question, options: questions })}
${field('answer', t('Réponse'), { mark: '*', shownMark: is('answer-star-missing') ? '' : '*' })}
<p>${button(t('Générer le code confidentiel'))} ${cancelButton()}</p>`)}
${starNote()}${conditions()}`);
const shown = view => layout(t('Régénération du code confidentiel'), view, html`
<p>${t('Vous recevrez prochainement par courriel votre nouveau code confidentiel, qui vous sera nécessaire pour vous connecter à nos différents services.')}</p>
<p>${t('Veillez noter le code de certification que vous devrez impérativement saisir lors de votre prochaine connexion :')}</p>
<div class="code"><p><strong>${t('Important :')}</strong> ${t('Vous devez impérativement noter le code qui s\'affiche dans ce cadre :')} <strong>${t('il ne s\'agit pas de votre code confidentiel')}</strong>, ${t('il vous sera demandé lors de votre prochaine connexion.')}
${!is('tries-warning-missing') && t('Si, lors de votre prochaine connexion, vous faites 3 essais infructueux de saisie de ce code, vous devrez renouveler votre code confidentiel.')}</p>
<p><output>${view.shown}</output></p>
<p>(<a href="${at.sound}">${t('Cliquez ici pour entendre la version sonore')}</a>)</p></div>
${form(view, at.shown, html`<p>${button(t('Terminer'))}</p>`)}`);
const check = view => layout('Votre code de vérification', view, html`
<p>Votre code secret vient d'être recréé. Écrivez le ${t('code de certification')} montré à l'écran ce jour-là.</p>
${form(view, at.check, html`${field('check', 'Code de vérification', { mark: '*' })}
<p>${button('Continuer')} ${cancelButton()}</p>`)}${starNote()}`);
const first = view => layout('Votre première visite', view, html`
<p>Choisissez une question personnelle : elle servira à vous reconnaître si vos accès vous échappent.</p>
${form(view, at.first, html`${field('question', t('Question'), { mark: '*', value: view.values.question, options: questions })}
${field('answer', t('Réponse'), { mark: '*' })}
<p>${button('Continuer')}</p>`)}${starNote()}`);
const desk = view => layout('Mon compte en ligne', view, html`<p>Bonjour ${view.user.first_name} ${view.user.last_name}, votre compte est ouvert.</p>
<dl><dt>${t('Code identifiant')}</dt><dd>${view.user.identifier}</dd><dt>${t('Numéro SIRET')}</dt><dd>${view.user.siret}</dd></dl>`);
const info = view => layout(view.topic[0], view, html`<p>${view.topic[1]}</p>`);
const results = view => layout('Pages trouvées', view, view.slugs.length
  ? list(view.slugs.map(slug => topicLink(slug))) : html`<p>Aucune page ne correspond à votre demande.</p>`);
const trouble = view => layout(view.title, view, html`<p>${view.text}</p><p><a href="${at.login}">${t('Accès à mon espace personnalisé')}</a></p>`);

module.exports = { home, login, choice, member, search, found, renew, shown, check, first, desk, info, results, trouble };
