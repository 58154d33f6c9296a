import { html, render, useState, useEffect, useRef } from '/static/vendor/preact.js';

const DELAY = 120;
const wait = (ms) => new Promise((r) => setTimeout(r, ms));
const SITE = 'Retraites et solidarité';
const RENEW = 'Vous avez fait 3 essais infructueux de saisie du code de certification : vous devez renouveler votre code confidentiel.';
const ALERTS = {
  reseau: () => 'Le service ne répond pas. Vérifiez votre connexion puis recommencez.',
  courriel: () => 'Le courriel n\'a pas pu être envoyé : votre code confidentiel n\'a pas été changé. Recommencez dans quelques minutes.',
  connexion: () => 'Code identifiant ou code confidentiel incorrect.',
  certification: ({ reste }) => `Le code de certification saisi est incorrect. Il vous reste ${reste} ${reste > 1 ? 'essais' : 'essai'}.`,
  renouveler: () => html`${RENEW} <a href="/codes-perdus">Codes perdus</a>`,
  recommencer: () => html`Votre connexion a expiré. <a href="/connexion">Recommencez la connexion</a>.`,
  informations: () => 'Les informations saisies ne correspondent pas à celles de votre compte. Aucun code n\'a été généré. Vérifiez chaque rubrique puis recommencez.',
  'autre-administrateur': () => html`Vos codes d'accès ne peuvent pas être récupérés ici : vous ne vous êtes pas encore connecté une 1<sup>ère</sup> fois avec choix de la question secrète, ou l'adresse courriel enregistrée sur votre compte n'est pas valide.
    Demandez à un autre administrateur de votre établissement de régénérer votre code confidentiel.`,
  introuvable: () => html`<strong>Votre requête n'a pas abouti.</strong> Vérifiez que :
    <ul><li>le n° de BCR ou de contrat est bien saisi en majuscules,</li>
    <li>les coordonnées professionnelles sont bien identiques (majuscules et minuscules) à celles saisies lors de l'inscription,</li>
    <li>vous êtes bien inscrit en tant qu'administrateur pour votre établissement.</li></ul>`,
};
const alertText = (r) => (ALERTS[r.alert] || (() => 'Une erreur est survenue. Recommencez.'))(r);

async function api(path, body) {
  const init = body === undefined ? {} : { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body) };
  try {
    const [r] = await Promise.all([fetch(`/api/${path}`, init), wait(DELAY)]);
    return { ...(await r.json().catch(() => ({}))), ok: r.ok };
  } catch { return { ok: false, alert: 'reseau' }; }
}

// ---------- router
let go = () => {}, toast = () => {}, content = { pages: {}, actualites: [], regimes: [] };
const guards = {
  '/connexion': (e) => e.user && '/espace',
  '/connexion/certification': (e) => !e.pending && '/connexion',
  '/espace': (e) => !e.user && '/connexion',
  '/codes-perdus/identifiant': (e) => !e.found && '/codes-perdus',
  '/codes-perdus/certification': (e) => !e.certification && '/codes-perdus',
};

const Icon = ({ d }) => html`<svg class="icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false"><path d=${d} /></svg>`;
const I = { print: 'M7 3h10v5H7zM5 9h14a2 2 0 0 1 2 2v6h-4v4H7v-4H3v-6a2 2 0 0 1 2-2zm4 6v4h6v-4z', home: 'M12 3 2 12h3v9h5v-6h4v6h5v-9h3z', sound: 'M3 9v6h4l5 5V4L7 9zm12-1v8a4 4 0 0 0 0-8z',
  warn: 'M12 2 1 21h22zm-1 7h2v6h-2zm0 8h2v2h-2z', help: 'M12 2a10 10 0 1 0 0 20 10 10 0 0 0 0-20zm-1 15h2v2h-2zm1-12a4 4 0 0 1 2 7.4c-.7.4-1 .8-1 1.6v1h-2v-1c0-1.6.8-2.5 1.8-3.1A2 2 0 1 0 10 9H8a4 4 0 0 1 4-4z' };

// ---------- forms
function Field({ f, error }) {
  const id = `champ-${f.name}`, desc = [f.hint && `${id}-aide`, error && `${id}-erreur`].filter(Boolean).join(' ') || undefined;
  const common = { id, name: f.name, 'aria-describedby': desc, 'aria-invalid': error ? 'true' : undefined, 'aria-required': f.required ? 'true' : undefined };
  return html`<div class=${`field${error ? ' bad' : ''}`}>
    ${f.options
      ? html`<select ...${common}><option value="">Choisissez dans la liste</option>${f.options.map((o) => html`<option value=${o}>${o}</option>`)}</select>`
      : html`<input ...${common} type=${f.type || 'text'} placeholder=" " autocomplete=${f.autocomplete || 'off'} autocapitalize="off" spellcheck="false" defaultValue=${f.value || ''} readonly=${!!f.readonly} />`}
    <label for=${id}>${f.label}</label>
    ${f.hint && html`<p class="hint" id="${id}-aide">${f.hint}</p>`}
    ${error && html`<p class="error" id="${id}-erreur">${error}</p>`}
  </div>`;
}
const Alert = ({ children }) => html`<div class="alert" role="alert" tabindex="-1"><${Icon} d=${I.warn} /><div>${children}</div></div>`;

function Form({ name, groups, action, label, done, cancel, after }) {
  const [st, set] = useState({ errors: {}, busy: false }), form = useRef();
  const submit = async (ev) => {
    ev.preventDefault();
    if (st.busy) return;
    set({ ...st, busy: true });
    const r = await api(action, Object.fromEntries(new FormData(form.current)));
    if (r.ok) return done(r);
    set({ errors: r.errors || {}, alert: r.errors ? null : alertText(r), busy: false, n: (st.n || 0) + 1 });
  };
  useEffect(() => { form.current?.querySelector('[aria-invalid=true], .alert')?.focus(); }, [st.n]);
  return html`<form ref=${form} name=${name} novalidate onSubmit=${submit} aria-busy=${st.busy ? 'true' : 'false'}>
    ${st.alert && html`<${Alert} key=${st.n}>${st.alert}<//>`}
    ${groups.map((g) => (g.legend
      ? html`<fieldset><legend>${g.legend}</legend>${g.intro}${g.fields.map((f) => html`<${Field} f=${f} error=${st.errors[f.name]} />`)}</fieldset>`
      : html`${g.intro}${g.fields.map((f) => html`<${Field} f=${f} error=${st.errors[f.name]} />`)}`))}
    <div class="actions"><button type="submit" class="primary" disabled=${st.busy}>${st.busy && html`<span class="spin" aria-hidden="true"></span>`}${label}</button>
      ${cancel && html`<button type="button" onClick=${() => cancel(form.current)}>Annuler</button>`}</div>
    ${after}
  </form>`;
}
function Dialog({ id, title, children, box }) {
  return html`<dialog ref=${box} aria-labelledby=${id}><h2 id=${id}>${title}</h2>${children}</dialog>`;
}

// ---------- lost codes
const STEPS = ['Votre situation', 'Recherche de l\'identifiant', 'Vos informations', 'Code de certification'];
const Steps = ({ n }) => html`<nav aria-label="Progression"><ol class="steps">${STEPS.map((s, i) => html`
  <li class=${i + 1 < n ? 'past' : i + 1 === n ? 'now' : ''} aria-current=${i + 1 === n ? 'step' : undefined}><span class="n">${i + 1}</span> <span><span class="sr">Codes perdus : étape ${i + 1}, </span>${s}</span></li>`)}</ol></nav>`;
const Cgu = () => html`<p class="cgu"><a href="/info/cgu">» Conditions générales d'utilisation</a></p>`;

function Step1() {
  useEffect(() => { api('abandon', {}); }, []);
  return html`<h1 tabindex="-1">Codes perdus</h1><${Steps} n=${1} />
    <h2>Vous avez perdu votre code confidentiel ou votre code identifiant</h2>
    <p>En fonction de votre situation, cliquez sur l'un des choix.</p>
    <section class="card"><h3>Vous êtes administrateur</h3><ul class="choices">
      <li><span id="c1">Vous avez perdu votre <b>code confidentiel</b> :</span> <a href="/codes-perdus/regenerer" aria-describedby="c1">cliquez ici</a></li>
      <li><span id="c2">Vous avez perdu votre <b>code identifiant</b> :</span> <a href="/codes-perdus/recherche?choix=identifiant" aria-describedby="c2">cliquez ici</a></li>
      <li><span id="c3">Vous avez perdu votre <b>code identifiant et votre code confidentiel</b> :</span> <a href="/codes-perdus/recherche?choix=deux" aria-describedby="c3">cliquez ici</a></li></ul></section>
    <section class="card"><h3>Vous êtes utilisateur sans être administrateur</h3><ul class="choices">
      <li><span id="c4">Vous avez perdu votre <b>code identifiant et / ou votre code confidentiel</b> :</span> <a href="/codes-perdus/utilisateur" aria-describedby="c4">cliquez ici</a></li></ul></section>
    <p><a href="/connexion">[annuler]</a></p><${Cgu} />`;
}
const StepUser = () => html`<h1 tabindex="-1">Codes perdus : vous êtes utilisateur</h1>
  <p>Les codes d'un utilisateur sont gérés par les administrateurs de son établissement. Demandez à un administrateur de votre établissement de vous communiquer votre code identifiant et / ou de régénérer votre code confidentiel.</p>
  <p><a class="button" href="/codes-perdus">Retour aux codes perdus</a> <a class="button" href="/connexion">Retour à la connexion</a></p><${Cgu} />`;

function Step2({ query }) {
  const help = useRef(), both = query.get('choix') !== 'identifiant';
  const groups = [
    { legend: 'Votre établissement', fields: [
      { name: 'siret', label: 'Numéro SIRET *', required: true, hint: '14 chiffres' },
      { name: 'bcr', label: 'Numéro BCR **', hint: 'Saisie en majuscules' },
      { name: 'contrat', label: 'Numéro de contrat **', hint: 'Saisie en majuscules' }],
    intro: html`<button type="button" class="link" onClick=${() => help.current.showModal()}><${Icon} d=${I.help} />Qu'est-ce que le numéro BCR ?</button>` },
    { legend: 'Coordonnées professionnelles', fields: [
      { name: 'nom', label: 'Votre Nom *', required: true, autocomplete: 'family-name' },
      { name: 'prenom', label: 'Prénom *', required: true, autocomplete: 'given-name' }] }];
  return html`<h1 tabindex="-1">Recherche de votre code identifiant</h1><${Steps} n=${2} />
    <p>Complétez les champs obligatoires * puis cliquez sur « rechercher ».</p>
    <${Form} name="recherche" groups=${groups} action="recherche" label="rechercher" done=${() => go(both ? '/codes-perdus/regenerer' : '/codes-perdus/identifiant')} cancel=${() => go('/codes-perdus')}
      after=${html`<p class="marks">* Champs obligatoires<br />** Vous devez obligatoirement compléter au moins l'un de ces deux champs</p>`} />
    <${Dialog} id="aide-bcr" title="Le numéro BCR" box=${help}><p>Le numéro BCR vous est attribué par la direction des retraites et de la solidarité et permet votre identification (exemple 01ABC111). Vous le retrouvez sur les courriers et courriels.</p>
      <form method="dialog"><button class="primary">Fermer</button></form><//><${Cgu} />`;
}
const StepFound = ({ etat }) => html`<h1 tabindex="-1">Votre code identifiant</h1><${Steps} n=${2} />
  <p>Votre code identifiant est le suivant :</p><p class="code" id="identifiant-retrouve">${etat.found}</p>
  <p>Vous avez aussi perdu votre code confidentiel ? <a href="/codes-perdus/regenerer">Regénérer votre code confidentiel</a></p>
  <div class="actions"><button class="primary" onClick=${async () => { await api('terminer', {}); go('/connexion'); }}>Terminer</button></div><${Cgu} />`;

function Step3({ etat }) {
  const sure = useRef();
  const cancel = (form) => {
    const typed = [...form.elements].some((e) => e.name && !e.readOnly && e.value.trim());
    if (typed) sure.current.showModal(); else go('/codes-perdus');
  };
  const groups = [{ fields: [
    { name: 'nom', label: 'Votre Nom *', required: true, autocomplete: 'family-name' },
    { name: 'prenom', label: 'Votre Prénom *', required: true, autocomplete: 'given-name' },
    { name: 'identifiant', label: 'Code identifiant *', required: true, value: etat.found, readonly: etat.found, hint: etat.found && 'Votre identifiant est renseigné automatiquement' },
    { name: 'email', label: 'Adresse e-mail *', type: 'email', required: true, autocomplete: 'email', hint: '(doit être identique à celle qui est mentionnée sur votre compte)' }] },
  { intro: html`<p>Sélectionnez la question que vous avez choisie lors de votre inscription :</p>`, fields: [
    { name: 'question', label: 'Question *', required: true, options: etat.questions },
    { name: 'reponse', label: 'Réponse *', required: true }] }];
  return html`<h1 tabindex="-1">Regénérer votre code confidentiel</h1><${Steps} n=${3} />
    <p>Saisissez toutes les rubriques du formulaire puis cliquez sur "Générer le code confidentiel", <b>un nouveau code confidentiel vous sera envoyé à l'adresse e-mail enregistrée dans nos fichiers.</b></p>
    <${Form} name="regeneration" groups=${groups} action="regeneration" label="Générer le code confidentiel" done=${() => go('/codes-perdus/certification', true)} cancel=${cancel}
      after=${html`<p class="marks">* Champs obligatoires</p>`} />
    <${Dialog} id="sur" title="Abandonner la saisie ?" box=${sure}><p>Les informations saisies seront perdues. Votre code confidentiel ne sera pas changé.</p>
      <div class="actions"><button class="primary" onClick=${() => { sure.current.close(); go('/codes-perdus'); }}>Abandonner</button><button onClick=${() => sure.current.close()}>Continuer la saisie</button></div><//><${Cgu} />`;
}
function Step4({ etat }) {
  const [heard, hear] = useState(0), player = useRef();
  const listen = (ev) => { ev.preventDefault(); ev.stopPropagation(); hear(heard + 1); };
  useEffect(() => { if (heard) { player.current.currentTime = 0; player.current.play().catch(() => {}); } }, [heard]);
  return html`<h1 tabindex="-1">Régénération du code confidentiel</h1><${Steps} n=${4} />
    <p>Vous recevrez prochainement par courriel votre nouveau code confidentiel, qui vous sera nécessaire pour vous connecter à nos différents services.</p>
    <p>Veuillez noter le <b>code de certification</b> que vous devrez impérativement saisir lors de votre prochaine connexion :</p>
    <p class="code" id="code-certification">${etat.certification}</p>
    <p><a href="/api/certification.wav" onClick=${listen}><${Icon} d=${I.sound} />(Cliquez ici pour entendre la version sonore)</a></p>
    ${heard > 0 && html`<audio ref=${player} controls src="/api/certification.wav" aria-label="Version sonore du code de certification"></audio>`}
    <p class="note"><b>Important :</b> Vous devez impérativement noter le code qui s'affiche dans ce cadre : <b>il ne s'agit pas de votre code confidentiel</b>, il vous sera demandé lors de votre prochaine connexion. Si, lors de votre prochaine connexion, vous faites 3 essais infructueux de saisie de ce code, vous devrez renouveler votre code confidentiel.</p>
    <div class="actions"><button class="primary" onClick=${async () => { await api('terminer', {}); go('/connexion', true); }}>Terminer</button></div><${Cgu} />`;
}

// ---------- login and personal space
function Ariane() {
  const [a, set] = useState('');
  const ask = async (ev) => { ev.preventDefault(); const f = ev.currentTarget; set((await api('ariane', { question: f.elements.question.value })).reponse || 'Ariane ne répond pas pour le moment.'); };
  return html`<section class="card ariane"><h2>Poser votre question</h2><p>Bonjour, je m'appelle Ariane et je suis là pour vous aider</p>
    <form name="ariane" onSubmit=${ask}><div class="field"><input id="ariane-q" name="question" placeholder=" " autocomplete="off" /><label for="ariane-q">Votre question</label></div><button>Demander</button></form>
    <p aria-live="polite">${a}</p></section>`;
}
const Login = () => html`<h1 tabindex="-1">Accès à mon espace personnalisé</h1><div class="cols">
  <section class="card"><h2>Je suis déjà inscrit(e)</h2>
    <${Form} name="connexion" action="connexion" label="Je valide" done=${(r) => go(r.suite)} groups=${[{ fields: [
      { name: 'identifiant', label: 'Code identifiant', required: true, autocomplete: 'username' }, { name: 'code', label: 'Code confidentiel', type: 'password', required: true, autocomplete: 'current-password' }] }]} />
    <p><a href="/codes-perdus">Codes perdus *</a><br /><a href="/info/aide-connexion">Aide à la connexion</a></p>
    <h3>Plus d'info ?</h3><ul class="links"><li><a href="/info/administrateur">Je suis administrateur</a></li><li><a href="/info/utilisateur">Je suis utilisateur</a></li></ul></section>
  <section class="card"><h2>Je ne suis pas encore inscrit(e)</h2><p><a class="button primary" href="/info/inscription">Je m'inscris</a></p>
    <h3>Plus d'info ?</h3><ul class="links"><li><a href="/info/presentation">Présentation de l'espace personnalisé</a></li><li><a href="/info/video">Démonstration vidéo de l'inscription ▶</a></li>
    <li><a href="/info/inscription-administrateur">Inscription d'un administrateur</a></li><li><a href="/info/inscription-utilisateur">Inscription d'un utilisateur</a></li><li><a href="/info/cgu">Conditions générales d'utilisation (CGU)</a></li></ul></section>
  <${Ariane} /></div>
  <section class="note"><p>Pour récupérer votre code identifiant et/ou régénérer un code confidentiel provisoire, cliquez sur [Codes perdus]</p>
    <p>(*) Vous pouvez récupérer vos codes d'accès uniquement :</p><ul><li>si vous vous êtes connecté une 1<sup>ère</sup> fois et si vous avez choisi la question secrète et sa réponse</li><li>si l'adresse courriel enregistrée sur votre compte est valide</li></ul>
    <p>Si ce n'est pas le cas : demandez à un autre administrateur de votre établissement de régénérer votre code confidentiel</p></section>`;
const Certify = () => html`<h1 tabindex="-1">Code de certification</h1>
  <p>Votre code confidentiel vient d'être régénéré. Saisissez le code de certification affiché lors de cette régénération ; il ne s'agit pas de votre code confidentiel.</p>
  <${Form} name="certification" action="certification" label="Je valide" done=${(r) => go(r.suite, true)} cancel=${async () => { await api('deconnexion', {}); go('/connexion', true); }}
    groups=${[{ fields: [{ name: 'certification', label: 'Code de certification *', required: true, hint: 'Après 3 essais infructueux, vous devrez renouveler votre code confidentiel.' }] }]} after=${html`<p class="marks">* Champ obligatoire</p>`} />`;
const Space = ({ etat: { user } }) => html`<h1 tabindex="-1">Mon espace personnalisé</h1><p>Bonjour <b>${user.name}</b>, bienvenue dans votre espace personnalisé.</p>
  <section class="card"><h2>Votre compte</h2><dl><dt>Code identifiant</dt><dd>${user.identifier}</dd><dt>Profil</dt><dd>${user.role === 'administrator' ? 'Administrateur' : 'Utilisateur'}</dd><dt>Établissement (SIRET)</dt><dd>${user.siret}</dd><dt>Adresse e-mail</dt><dd>${user.email}</dd></dl></section>
  <section class="card"><h2>Vos services</h2><p>Aucun service n'est ouvert à ce jour pour votre établissement.</p></section>`;

// ---------- portal pages
const Home = () => html`<h1 tabindex="-1">Direction Employeur</h1>
  <p class="lead">Pour vous <b>connecter</b> à votre espace personnalisé, cliquez sur <a class="button primary" href="/connexion">Accès à mon espace personnalisé</a></p>
  <div class="cols"><section class="card wide"><h2>Votre actualité</h2>${content.actualites.map((n) => html`<article><h3>${n.titre}</h3><p>${n.resume}</p><p><time>${n.date}</time> <a href="/info/${n.page}" aria-label="En savoir + : ${n.titre}">En savoir +</a></p></article>`)}</section>
  <div><form class="card" name="chercher" onSubmit=${(ev) => { ev.preventDefault(); go(`/chercher?q=${encodeURIComponent(ev.currentTarget.elements.q.value)}`); }}><label for="q">RECHERCHER SUR LE SITE :</label><input id="q" name="q" placeholder="Tapez un mot-clé, une expression" /><button>OK</button></form>
    <section class="card"><h2>Liens utiles</h2><p>Forum Retraite 2010 : les actes et les vidéos en ligne <a href="/info/forum" aria-label="En savoir + : Forum Retraite 2010">En savoir +</a></p></section>
    ${content.menus.map((m) => html`<section class="card"><h2>${m.titre}</h2><ul class="links">${m.liens.map(([t, p]) => html`<li><a href="/info/${p}">${t}</a></li>`)}</ul></section>`)}</div></div>`;
const Info = ({ path }) => {
  const p = content.pages[path.slice(6)];
  return p ? html`<h1 tabindex="-1">${p.titre}</h1>${p.texte.map((t) => html`<p>${t}</p>`)}<p><a href="/">Accueil</a> · <a href="/connexion">Accès à mon espace personnalisé</a></p>` : html`<${Lost} />`;
};
const Find = ({ query }) => {
  const q = (query.get('q') || '').trim().toLowerCase(), hits = q ? Object.entries(content.pages).filter(([, p]) => `${p.titre} ${p.texte.join(' ')}`.toLowerCase().includes(q)) : [];
  return html`<h1 tabindex="-1">Recherche sur le site</h1><p>${hits.length ? `${hits.length} page(s) pour « ${q} » :` : 'Aucune page ne correspond à votre recherche.'}</p><ul>${hits.map(([s, p]) => html`<li><a href="/info/${s}">${p.titre}</a></li>`)}</ul><p><a href="/">Accueil</a></p>`;
};
const Lost = () => html`<h1 tabindex="-1">Page introuvable</h1><p>L'adresse demandée n'existe pas. <a href="/">Accueil</a></p>`;
const routes = { '/': Home, '/connexion': Login, '/connexion/certification': Certify, '/espace': Space, '/chercher': Find, '/codes-perdus': Step1, '/codes-perdus/utilisateur': StepUser,
  '/codes-perdus/recherche': Step2, '/codes-perdus/identifiant': StepFound, '/codes-perdus/regenerer': Step3, '/codes-perdus/certification': Step4 };

// ---------- frame
const setSize = (n) => { document.documentElement.style.fontSize = `${100 + 12.5 * n}%`; localStorage.setItem('taille', n); };
const size = () => Number(localStorage.getItem('taille') || 0);
function App() {
  const [page, show] = useState(null), [busy, setBusy] = useState(true), [msg, setMsg] = useState(''), [cookies, setCookies] = useState(!localStorage.getItem('bandeau'));
  const turn = useRef(0), first = useRef(true);
  const load = async (url, push, replace) => {
    const mine = ++turn.current;
    setBusy(true);
    const etat = { questions: [], ...(await api('etat')) };
    if (mine !== turn.current) return;
    let u = new URL(url, location.origin), path = u.pathname.replace(/(.)\/$/, '$1');
    const other = guards[path]?.(etat);
    if (other) { u = new URL(other, location.origin); path = u.pathname; replace = true; }
    if (push || other) history[replace ? 'replaceState' : 'pushState'](null, '', u.pathname + u.search + u.hash);
    show({ path, query: u.searchParams, etat, n: mine });
    setBusy(false);
  };
  useEffect(() => {
    go = (url, replace) => load(url, true, replace);
    toast = (t) => { setMsg(t); setTimeout(() => setMsg(''), 6000); };
    addEventListener('popstate', () => load(location.href));
    addEventListener('pageshow', (ev) => ev.persisted && load(location.href));
    document.addEventListener('click', (ev) => {
      const a = ev.target.closest('a[href^="/"]');
      if (!a || ev.defaultPrevented || ev.button || ev.ctrlKey || ev.metaKey || ev.shiftKey || a.pathname.startsWith('/api/')) return;
      ev.preventDefault(); go(a.getAttribute('href'));
    });
    load(location.href);
  }, []);
  useEffect(() => {
    if (!page) return;
    const h = document.querySelector('main h1');
    document.title = `${h.textContent} – ${SITE}`;
    if (first.current) { first.current = false; return; }
    scrollTo(0, 0); h.focus({ preventScroll: true });
  }, [page]);
  const View = page && (routes[page.path] || (page.path.startsWith('/info/') ? Info : Lost)), user = page?.etat.user, own = page && /^.(connexion|codes-perdus|espace)/.test(page.path);
  const leave = async () => { await api('deconnexion', {}); await go('/connexion'); toast('Vous êtes déconnecté(e).'); };
  return html`<a class="skip" href="#contenu" onClick=${(e) => { e.preventDefault(); document.querySelector('main h1')?.focus(); }}>Aller au contenu</a>
    <header><div class="bar"><a class="logo" href="/"><svg viewBox="0 0 40 40" aria-hidden="true"><circle cx="20" cy="20" r="19" /><path d="M11 26c5-14 13-14 18 0" /></svg><span><small>Caisse des Dépôts</small>RETRAITES ET SOLIDARITÉ</span></a>
      <span class="where">${own ? 'ESPACE PERSONNALISÉ' : 'Direction Employeur'}</span>
      <span class="tools"><button type="button" onClick=${() => window.print()}><${Icon} d=${I.print} />Imprimer</button><button type="button" title="Réduire la taille du texte" onClick=${() => setSize(Math.max(-2, size() - 1))}>A⁻</button><button type="button" title="Agrandir la taille du texte" onClick=${() => setSize(Math.min(6, size() + 1))}>A⁺</button></span></div>
      <div class="bar thin"><a href="/"><${Icon} d=${I.home} />${own ? 'Retour accueil cdc.retraites' : 'Accueil'}</a>
      ${own ? html`<span id="statut">${user ? `Connecté : ${user.name}` : 'Non connecté'}</span>` : html`<nav aria-label="Changer de profil"><span>Changer de profil</span> <span>Vous êtes</span> <a href="/" aria-current="true">EMPLOYEUR</a> <a href="/info/actif">ACTIF</a> <a href="/info/retraite">RETRAITÉ</a> <a href="/info/autre-public">AUTRE PUBLIC</a></nav>`}
      ${user && html`<button type="button" onClick=${leave}>Se déconnecter</button>`}</div></header>
    <main id="contenu" aria-busy=${busy ? 'true' : 'false'}>${busy && html`<div class="loading" role="status"><span class="spin"></span><span class="sr">Chargement…</span></div>`}
      ${View && html`<div key=${page.n} class=${busy ? 'view dim' : 'view'}><${View} ...${page} /></div>`}</main>
    <div class="toast" role="status">${msg}</div>
    <footer><a href="/info/mentions">Mentions légales</a> <a href="/info/confidentialite">Données personnelles</a> <a href="/info/accessibilite">Accessibilité : partiellement conforme</a> <a href="/info/contact">Nous contacter</a></footer>
    ${cookies && html`<aside class="cookies" aria-label="Cookies"><p>Ce site n'utilise que le cookie nécessaire à votre session. <a href="/info/confidentialite">En savoir plus sur vos données</a></p><button type="button" onClick=${() => { localStorage.setItem('bandeau', 'ferme'); setCookies(false); }}>J'ai compris</button></aside>`}`;
}
setSize(size());
fetch('/static/content.json').then((r) => r.json()).then((c) => { content = c; render(html`<${App} />`, document.getElementById('app')); });
