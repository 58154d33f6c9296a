import { h, card, textField, selectField, bindForm, alertBox, skeleton, snack } from '../ui.js';
import { get, post, session } from '../api.js';
import { go } from '../router.js';

const arrow = (href, text) => h('li', {}, '> ', h('a', { href }, text));
const renewLink = () => h('p', {}, h('a', { href: '/codes-perdus' }, 'Renouveler votre code confidentiel'));

function ariane() {
  const answer = h('p', { role: 'status' });
  const alert = alertBox();
  const fields = { question: textField({ name: 'question', label: 'Votre question', required: true, message: 'Saisissez votre question.' }) };
  const submit = h('button', { type: 'submit', class: 'button stroked' }, 'Demander');
  const form = h('form', { autocomplete: 'off' }, fields.question.el, submit, alert.el, answer);
  bindForm({ form, fields, alert, submit, send: async (values) => {
    const data = await post('/ariane', values);
    answer.replaceChildren(data.answer, ' ', h('a', { href: data.link }, 'Ouvrir la page'));
  } });
  return card(h('h2', {}, 'Poser votre question'), h('p', {}, 'Bonjour, je m\'appelle Ariane et je suis là pour vous aider'), form);
}

export function login() {
  if (session.connected) return go('/espace', { replace: true });
  const alert = alertBox();
  const fields = {
    identifier: textField({ name: 'identifier', label: 'Code identifiant', required: true }),
    code: textField({ name: 'code', label: 'Code confidentiel', type: 'password', required: true }),
  };
  const submit = h('button', { type: 'submit', class: 'button raised' }, 'Je valide');
  const form = h('form', { autocomplete: 'off' }, alert.el, fields.identifier.el, fields.code.el, submit);
  bindForm({
    form, fields, alert, submit,
    send: async (values) => {
      const { certification } = await post('/login', values);
      go(certification ? '/connexion/certification' : '/espace');
    },
    refused: (body) => {
      fields.code.set('');
      if (body.renew) alert.el.append(renewLink());
    },
  });
  return h('div', { class: 'view' },
    h('h1', {}, 'ACCÈS À MON ESPACE PERSONNALISÉ'),
    h('div', { class: 'halves' },
      h('div', {},
        card(h('h2', {}, 'Je suis déjà inscrit(e)'), form,
          h('p', {}, h('a', { href: '/codes-perdus', 'aria-describedby': 'note-codes' }, 'Codes perdus *')),
          h('p', {}, h('a', { href: '/aide/connexion' }, 'Aide à la connexion')),
          h('h3', {}, 'Plus d\'info ?'),
          h('ul', { class: 'plain' }, arrow('/aide/administrateur', 'Je suis administrateur'), arrow('/aide/utilisateur', 'Je suis utilisateur'))),
        card(h('div', { id: 'note-codes', class: 'help' },
          h('p', {}, 'Pour récupérer votre code identifiant et/ou régénérer un code confidentiel provisoire, cliquez sur [Codes perdus]'),
          h('p', {}, '(*) Vous pouvez récupérer vos codes d\'accès uniquement :'),
          h('ul', {},
            h('li', {}, 'si vous vous êtes connecté une 1', h('sup', {}, 'ère'), ' fois et si vous avez choisi la question secrète et sa réponse'),
            h('li', {}, 'si l\'adresse courriel enregistrée sur votre compte est valide')),
          h('p', {}, 'Si ce n\'est pas le cas : demandez à un autre administrateur de votre établissement de régénérer votre code confidentiel')))),
      h('div', {},
        card(h('h2', {}, 'Je ne suis pas encore inscrit(e)'),
          h('a', { class: 'button raised', href: '/inscription' }, 'Je m\'inscris'),
          h('h3', {}, 'Plus d\'info ?'),
          h('ul', { class: 'plain' },
            arrow('/aide/presentation', 'Présentation de l\'espace personnalisé'),
            arrow('/aide/demonstration', 'Démonstration vidéo de l\'inscription'),
            arrow('/aide/inscription-administrateur', 'Inscription d\'un administrateur'),
            arrow('/aide/inscription-utilisateur', 'Inscription d\'un utilisateur'),
            arrow('/cgu', 'Conditions générales d\'utilisation (CGU)'))),
        ariane())));
}

export function certify() {
  if (!session.awaitsCertification) return go(session.connected ? '/espace' : '/connexion', { replace: true });
  const alert = alertBox();
  const fields = { certification: textField({ name: 'certification', label: 'Code de certification', marker: '*', required: true,
    hint: '10 caractères', message: 'Saisissez votre code de certification.' }) };
  const submit = h('button', { type: 'submit', class: 'button raised' }, 'Je valide');
  const box = card(
    h('p', {}, 'Votre code confidentiel a été régénéré. Saisissez le ', h('strong', {}, 'code de certification'), ' que vous avez noté lors de cette demande : il ne s\'agit pas de votre code confidentiel.'),
    h('p', {}, 'Après 3 essais infructueux, vous devrez renouveler votre code confidentiel.'));
  const form = h('form', { autocomplete: 'off' }, fields.certification.el,
    h('div', { class: 'actions' }, submit, h('a', { class: 'button stroked', href: '/connexion' }, 'Annuler')),
    h('p', { class: 'legend' }, '* Champs obligatoires'));
  box.append(alert.el, form);
  bindForm({
    form, fields, alert, submit,
    send: async (values) => { await post('/login/certification', values); go('/espace', { replace: true }); },
    refused: (body) => {
      fields.certification.set('');
      if (body.renew || body.restart) {
        form.remove();
        alert.el.append(renewLink());
      }
    },
  });
  return h('div', { class: 'view' }, h('h1', {}, 'Code de certification'), box);
}

function secretCard(reload) {
  const host = card(h('h2', {}, 'Choisissez votre question secrète'),
    h('p', {}, 'Elle vous sera demandée si vous perdez vos codes.'), skeleton(2));
  get('/questions').then(({ questions }) => {
    const alert = alertBox();
    const fields = {
      question: selectField({ name: 'question', label: 'Question', marker: '*', required: true, options: questions, message: 'Sélectionnez une question.' }),
      answer: textField({ name: 'answer', label: 'Réponse', marker: '*', required: true }),
    };
    const submit = h('button', { type: 'submit', class: 'button raised' }, 'Enregistrer');
    const form = h('form', { autocomplete: 'off' }, alert.el, fields.question.el, fields.answer.el, submit, h('p', { class: 'legend' }, '* Champs obligatoires'));
    bindForm({ form, fields, alert, submit, send: async (values) => {
      await post('/space/question', values);
      snack('Votre question secrète est enregistrée.');
      reload();
    } });
    host.querySelector('.skeletons').replaceWith(form);
  });
  return host;
}

export function space() {
  if (!session.connected) return go('/connexion', { replace: true, message: 'Vous devez vous connecter pour accéder à votre espace personnalisé.' });
  const body = h('div', {}, card(skeleton(5)));
  const load = () => get('/space').then((me) => {
    const fact = (name, value) => value && [h('dt', {}, name), h('dd', {}, value)];
    body.replaceChildren(
      h('p', {}, `Bonjour ${me.firstName} ${me.lastName}, vous êtes connecté(e) à votre espace personnalisé.`),
      ...(me.needsQuestion ? [secretCard(load)] : []),
      h('div', { class: 'halves' },
        card(h('h2', {}, 'Mon compte'), h('dl', { class: 'facts' }, fact('Code identifiant', me.identifier), fact('Profil', me.role), fact('Adresse e-mail', me.email))),
        card(h('h2', {}, 'Mon établissement'), h('dl', { class: 'facts' }, fact('Numéro SIRET', me.siret), fact('Numéro BCR', me.bcr), fact('Numéro de contrat', me.contract)))),
      card(h('h2', {}, 'Mes services'), h('ul', { class: 'plain' }, arrow('/aide/services', 'Déclarations individuelles'), arrow('/aide/services', 'Suivi des cotisations'), arrow('/aide/services', 'Droit à l\'information sur la retraite'))));
  });
  load();
  return h('div', { class: 'view' }, h('h1', {}, 'Mon espace personnalisé'), body);
}
