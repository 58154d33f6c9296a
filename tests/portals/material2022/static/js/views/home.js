import { h, icon, card, radioGroup, textField, bindForm, alertBox, snack } from '../ui.js';
import { go } from '../router.js';

const list = (items, base) => h('ul', { class: 'plain' }, items.map(([slug, text]) => h('li', {}, h('a', { href: `/${base}/${slug}` }, text))));

function finder() {
  const alert = alertBox();
  const fields = { mot: textField({ name: 'mot', label: 'Tapez un mot-clé', required: true, message: 'Tapez un mot-clé.' }) };
  const submit = h('button', { type: 'submit', class: 'icon-button', 'aria-label': 'Lancer la recherche' }, icon('search'));
  const form = h('form', { role: 'search', autocomplete: 'off' }, fields.mot.el, submit, alert.el);
  bindForm({ form, fields, alert, submit, send: async ({ mot }) => { go(`/recherche-site?mot=${encodeURIComponent(mot)}`); } });
  return form;
}

export function home() {
  return h('div', { class: 'view' },
    h('nav', { 'aria-label': 'Profil' }, h('ul', { class: 'chips' },
      h('li', { class: 'chip' }, h('a', { href: '/' }, 'Accueil')),
      h('li', { class: 'chip' }, h('a', { href: '/profil' }, 'Changer de profil')),
      h('li', {}, 'Vous êtes ', h('strong', {}, 'EMPLOYEUR')))),
    h('div', { class: 'columns' },
      h('div', {},
        card(h('h2', {}, 'Informations générales'), list([['actualites', 'Actualités de la Direction des Retraites'], ['presentation', 'Présentation de la Direction des retraites'], ['etudes', 'Études et Documentations'], ['presse', 'Espace presse'], ['droit', 'Droit à l\'information sur la retraite']], 'informations')),
        card(h('h2', {}, 'Liste des régimes et fonds'), list([['cnracl', 'CNRACL'], ['fiphfp', 'FIPHFP'], ['fspoeie', 'FSPOEIE'], ['ircantec', 'Ircantec'], ['rafp', 'RAFP'], ['mines', 'Retraite des Mines'], ['saspa', 'SASPA'], ['autres', 'Autres fonds']], 'regimes')),
        card(h('h2', {}, 'Informations Employeur'), h('ul', { class: 'plain' }, h('li', {}, h('a', { href: '/' }, 'Votre actualité'))))),
      h('div', {},
        h('h1', {}, 'Votre actualité'),
        card(h('h2', {}, 'La Caisse des Dépôts partenaire de l\'Institut des hautes études de la protection sociale (IHEPS)'),
          h('p', {}, 'L\'IHEPS a pour objectif de promouvoir la connaissance et les réflexions sur les enjeux de la protection sociale dans le cadre des évolutions (...)'),
          h('p', {}, '23/09/2010'), h('p', {}, '> ', h('a', { href: '/actualites/iheps' }, 'En savoir +'))),
        card(h('h2', {}, 'Campagne DAI 2010 : incidence du projet de réforme des retraites'),
          h('p', {}, 'Compte tenu du projet de réforme des retraites, le Gip Info retraite a décidé de ne pas transmettre d\'EIG (Estimation indicative globale) aux (...)'),
          h('p', {}, '> ', h('a', { href: '/actualites/dai-2010' }, 'En savoir +')))),
      h('div', {},
        card(h('p', {}, 'Pour vous ', h('strong', {}, 'connecter'), ' à votre espace personnalisé, cliquez sur'),
          h('a', { class: 'button raised', href: '/connexion' }, 'Accès à mon espace personnalisé')),
        card(h('h2', {}, 'RECHERCHER SUR LE SITE :'), finder()),
        card(h('h2', {}, 'Liens utiles'), h('p', {}, 'Forum Retraite 2010 : les actes et les vidéos en ligne'), h('p', {}, '> ', h('a', { href: '/actualites/forum-2010' }, 'En savoir +'))))));
}

export function profile() {
  return h('div', { class: 'view' }, h('h1', {}, 'Changer de profil'), card(
    radioGroup({ label: 'Vous êtes', name: 'profil', value: 'EMPLOYEUR', options: ['EMPLOYEUR', 'ACTIF', 'RETRAITÉ', 'AUTRE PUBLIC'],
      onchange: (option) => snack(option === 'EMPLOYEUR' ? 'Profil sélectionné : EMPLOYEUR.' : `L'espace « ${option} » est accessible sur le site cdc.retraites ; l'espace personnalisé décrit ici est réservé aux employeurs.`) }),
    h('div', { class: 'actions' }, h('a', { class: 'button stroked', href: '/' }, 'Retour'))));
}
