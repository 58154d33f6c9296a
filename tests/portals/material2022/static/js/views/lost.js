import { h, card, textField, selectField, bindForm, alertBox, confirmDialog, snack } from '../ui.js';
import { get, post } from '../api.js';
import { go } from '../router.js';

const STEPS = ['Codes perdus', 'Recherche de votre code identifiant', 'Regénérer votre code confidentiel', 'Code de certification'];
const stepper = (current) => h('div', { class: 'stepper-host' },
  h('p', { class: 'step-count' }, `Étape ${current} sur ${STEPS.length}`),
  h('ol', { class: 'stepper', 'aria-label': 'Progression' }, STEPS.map((label, i) => h('li', {
    class: i + 1 < current ? 'done' : null, 'aria-current': i + 1 === current ? 'step' : null }, `${i + 1}. ${label}`))));
const conditions = () => h('p', {}, '» ', h('a', { href: '/cgu' }, 'Conditions générales d\'utilisation'));
const view = (step, title, ...content) => h('div', { class: 'view' }, stepper(step), h('h1', {}, title), content, conditions());

/** « Annuler » of a form: asks only when something would be lost. */
const cancelButton = (fields) => h('button', { type: 'button', class: 'button stroked', onclick: async () => {
  const dirty = Object.values(fields).some((field) => field.dirty());
  if (dirty && !await confirmDialog({ title: 'Abandonner la démarche ?', text: 'Les informations saisies seront perdues.', yes: 'Oui, abandonner', no: 'Non, continuer' })) return;
  await post('/lost/reset');
  go('/codes-perdus');
} }, 'Annuler');

// Étape 1 -------------------------------------------------------------------
const choiceLine = (id, codes, href) => h('li', {}, h('span', { id }, 'Vous avez perdu votre ',
  codes.flatMap((code, i) => [i ? code.join : '', h('strong', {}, code.text)])), ' : ',
h('a', { href, 'aria-describedby': id }, 'cliquez ici'));

export async function choice() {
  await post('/lost/reset');
  return view(1, 'Codes perdus', card(
    h('h2', {}, 'Vous avez perdu votre code confidentiel ou votre code identifiant'),
    h('p', { class: 'help' }, 'En fonction de votre situation, cliquez sur l\'un des choix'),
    h('h3', {}, 'Vous êtes administrateur'),
    h('ul', {},
      choiceLine('choix-confidentiel', [{ text: 'code confidentiel' }], '/codes-perdus/regeneration'),
      choiceLine('choix-identifiant', [{ text: 'code identifiant' }], '/codes-perdus/recherche?pour=identifiant'),
      choiceLine('choix-deux', [{ text: 'code identifiant et votre code confidentiel' }], '/codes-perdus/recherche?pour=les-deux')),
    h('h3', {}, 'Vous êtes utilisateur sans être administrateur'),
    h('ul', {}, choiceLine('choix-utilisateur', [{ text: 'code identifiant et / ou votre code confidentiel' }], '/codes-perdus/utilisateur')),
    h('div', { class: 'actions' }, h('a', { class: 'button stroked', href: '/connexion' }, 'annuler'))));
}

export function user() {
  return view(1, 'Codes perdus', card(
    h('h2', {}, 'Vous êtes utilisateur sans être administrateur'),
    h('p', {}, 'La récupération en ligne est réservée aux administrateurs. Pour retrouver votre code identifiant et / ou obtenir un nouveau code confidentiel, adressez-vous à un administrateur de votre établissement : il peut régénérer vos codes depuis son espace personnalisé.'),
    h('div', { class: 'actions' }, h('a', { class: 'button stroked', href: '/codes-perdus' }, 'Retour'))));
}

// Étape 2 -------------------------------------------------------------------
export function search({ query }) {
  const onlyIdentifier = query.get('pour') === 'identifiant';
  const alert = alertBox();
  const fields = {
    siret: textField({ name: 'siret', label: 'Numéro SIRET', marker: '*', required: true, inputmode: 'numeric',
      check: (v) => (/^\d{14}$/.test(v.replace(/\s/g, '')) ? null : 'Le numéro SIRET doit comporter 14 chiffres.') }),
    bcr: textField({ name: 'bcr', label: 'Numéro BCR', marker: '**', hint: 'Saisie en majuscules' }),
    contract: textField({ name: 'contract', label: 'Numéro de contrat', marker: '**', hint: 'Saisie en majuscules' }),
    lastName: textField({ name: 'lastName', label: 'Votre Nom', marker: '*', required: true }),
    firstName: textField({ name: 'firstName', label: 'Prénom', marker: '*', required: true }),
  };
  const submit = h('button', { type: 'submit', class: 'button raised' }, 'rechercher');
  const form = h('form', { autocomplete: 'off' },
    alert.el,
    card(h('h2', {}, 'Votre établissement'), fields.siret.el, fields.bcr.el, fields.contract.el,
      h('p', { class: 'help' }, 'Le numéro BCR vous est attribué par la direction des retraites et de la solidarité et permet votre identification (exemple 01ABC111). Vous le retrouvez sur les courriers et courriels.')),
    card(h('h2', {}, 'Coordonnées professionnelles'), fields.lastName.el, fields.firstName.el),
    h('p', { class: 'help' }, 'Complétez les champs obligatoires * puis cliquez sur « rechercher ».'),
    h('div', { class: 'actions' }, submit, cancelButton(fields)),
    h('p', { class: 'legend' }, '* Champs obligatoires'),
    h('p', { class: 'legend' }, '** Vous devez obligatoirement compléter au moins l\'un de ces deux champs'));
  bindForm({
    form, fields, alert, submit,
    rules: ({ bcr, contract }) => (bcr || contract ? {} : { bcr: 'Vous devez obligatoirement compléter au moins l\'un de ces deux champs.' }),
    send: async (values) => {
      await post('/lost/search', values);
      go(onlyIdentifier ? '/codes-perdus/identifiant' : '/codes-perdus/regeneration');
    },
  });
  return view(2, 'Recherche de votre code identifiant', form);
}

export async function identifier() {
  const { found } = await get('/lost/found');
  if (!found) return go('/codes-perdus', { replace: true });
  return view(2, 'Recherche de votre code identifiant', card(
    h('h2', {}, 'Votre demande a abouti'),
    h('ul', { class: 'chips' }, h('li', { class: 'chip' }, `SIRET ${found.siret}`), h('li', { class: 'chip' }, `${found.firstName} ${found.lastName}`)),
    h('p', { class: 'notice' }, 'Votre code identifiant est : ', h('strong', { class: 'identifier' }, found.identifier)),
    h('p', {}, 'Vous avez également perdu votre code confidentiel ? ', h('a', { href: '/codes-perdus/regeneration' }, 'Regénérer votre code confidentiel')),
    h('div', { class: 'actions' }, h('button', { type: 'button', class: 'button raised', onclick: async () => {
      await post('/lost/reset');
      go('/connexion');
    } }, 'Terminer'))));
}

// Étape 3 -------------------------------------------------------------------
export async function regenerate() {
  const [{ found }, { questions }] = await Promise.all([get('/lost/found'), get('/questions')]);
  const alert = alertBox();
  const fields = {
    lastName: textField({ name: 'lastName', label: 'Votre Nom', marker: '*', required: true, value: found?.lastName }),
    firstName: textField({ name: 'firstName', label: 'Votre Prénom', marker: '*', required: true, value: found?.firstName }),
    identifier: textField({ name: 'identifier', label: 'Code identifiant', marker: '*', required: true, value: found?.identifier,
      readonly: Boolean(found), hint: found && 'Votre identifiant est renseigné automatiquement' }),
    email: textField({ name: 'email', label: 'Adresse e-mail', marker: '*', required: true, type: 'email',
      hint: '(doit être identique à celle qui est mentionnée sur votre compte)',
      check: (v) => (/^[^@\s]+@[^@\s]+\.[^@\s]+$/.test(v) ? null : 'Cette adresse e-mail n\'est pas valide.') }),
    question: selectField({ name: 'question', label: 'Question', marker: '*', required: true, options: questions,
      message: 'Sélectionnez la question choisie lors de votre inscription.' }),
    answer: textField({ name: 'answer', label: 'Réponse', marker: '*', required: true }),
  };
  const submit = h('button', { type: 'submit', class: 'button raised' }, 'Générer le code confidentiel');
  const form = h('form', { autocomplete: 'off' }, alert.el, card(
    h('p', {}, 'Saisissez toutes les rubriques du formulaire puis cliquez sur "Générer le code confidentiel", ',
      h('strong', {}, 'un nouveau code confidentiel vous sera envoyé à l\'adresse e-mail enregistrée dans nos fichiers.')),
    fields.lastName.el, fields.firstName.el, fields.identifier.el, fields.email.el,
    h('p', {}, 'Sélectionnez la question que vous avez choisie lors de votre inscription :'),
    fields.question.el, fields.answer.el,
    h('div', { class: 'actions' }, submit, cancelButton(fields)),
    h('p', { class: 'legend' }, '* Champs obligatoires')));
  bindForm({
    form, fields, alert, submit,
    send: async (values) => {
      await post('/lost/regenerate', values);
      snack('Votre nouveau code confidentiel vient de vous être envoyé.');
      go('/codes-perdus/certification', { replace: true });
    },
  });
  return view(3, 'Regénérer votre code confidentiel', form);
}

// Étape 4 -------------------------------------------------------------------
/** The code in its frame and its audio version, isolated from the styles of the site. */
class CertificationCode extends HTMLElement {
  constructor() { super(); this.attachShadow({ mode: 'open' }); }

  set code(value) {
    const audio = h('audio', { controls: true, preload: 'none', hidden: true, 'aria-label': 'Version sonore du code de certification' });
    const listen = h('button', { type: 'button', class: 'listen', onclick: async () => {
      audio.hidden = false;
      audio.src = `/api/lost/certification/audio.wav?t=${Date.now()}`;
      try { await audio.play(); } catch { snack('Utilisez les commandes du lecteur pour écouter le code.'); }
    } }, '(Cliquez ici pour entendre la version sonore)');
    this.shadowRoot.replaceChildren(
      h('style', {}, `:host{display:block;margin:1rem 0}.frame{display:inline-block;border:2px solid #003366;border-radius:4px;padding:.8rem 1.4rem;background:#fff}
        .code{font:500 1.7rem/1 "Roboto Mono",Consolas,monospace;letter-spacing:.2em}
        .listen{display:block;margin:.7rem 0;border:0;background:none;padding:0;color:#0b57a4;font:inherit;text-decoration:underline;cursor:pointer}
        audio[hidden]{display:none}`),
      h('div', { class: 'frame', role: 'group', 'aria-label': 'Code de certification' }, h('output', { class: 'code' }, value)), listen, audio);
  }
}
customElements.define('certification-code', CertificationCode);

export async function certification() {
  let code;
  try {
    ({ code } = await get('/lost/certification'));
  } catch (problem) {
    if (problem.status === 404) return go('/codes-perdus', { replace: true });
    throw problem;
  }
  const frame = h('certification-code');
  frame.code = code;
  return view(4, 'Régénération du code confidentiel', card(
    h('p', {}, 'Vous recevrez prochainement par courriel votre nouveau code confidentiel, qui vous sera nécessaire pour vous connecter à nos différents services.'),
    h('p', {}, 'Veuillez noter le ', h('strong', {}, 'code de certification'), ' que vous devrez impérativement saisir lors de votre prochaine connexion :'),
    frame,
    h('p', { class: 'notice' }, 'Important : Vous devez impérativement noter le code qui s\'affiche dans ce cadre : ',
      h('strong', {}, 'il ne s\'agit pas de votre code confidentiel'),
      ', il vous sera demandé lors de votre prochaine connexion. Si, lors de votre prochaine connexion, vous faites 3 essais infructueux de saisie de ce code, vous devrez renouveler votre code confidentiel.'),
    h('div', { class: 'actions' }, h('button', { type: 'button', class: 'button raised', onclick: async () => {
      await post('/lost/finish');
      go('/connexion', { replace: true });
    } }, 'Terminer'))));
}
