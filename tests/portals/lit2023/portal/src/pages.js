// Pages du portail.
import { LitElement, html, css, nothing } from 'lit';
import { unsafeHTML } from 'lit/directives/unsafe-html.js';
import { base } from './ds.js';
import { aller, api, config, etat, h, lien, on, t, textes, toast, u } from './core.js';

class Page extends LitElement {
  static properties = { erreur: { state: true }, occupe: { state: true }, donnees: { state: true }, slug: {} };
  static styles = [base, css`ul.liens { padding-left: 1.1rem; } .lateral { order: 2; } .choix { display: block; background: #fff; border: 1px solid #d3d6dc; border-radius: var(--cdc-rayon); padding: .8rem 1rem; margin-bottom: .6rem; } form { max-width: 38rem; }
    .cadre { display: block; width: max-content; font: 700 1.9rem/1 ui-monospace, Consolas, monospace; letter-spacing: .25em; border: 3px solid var(--cdc-primaire); border-radius: var(--cdc-rayon); padding: 1rem 1.4rem; margin: 1rem 0; } dt { font-weight: 600; } dd { margin: 0 0 .5rem; } @media (min-width: 60rem) { .deux { grid-template-columns: 2fr 1fr; } }`];
  async soumettre(e, envoi) {
    e.preventDefault();
    if (this.occupe) return;
    this.erreur = null;
    const champs = [...e.target.elements].filter(c => c.montrer);
    champs.forEach(c => c.montrer());
    const faux = champs.filter(c => !c.checkValidity());
    if (faux.length) {
      this.erreur = { message: faux.some(c => !c.value.trim()) ? t('err.obligatoires') : faux[0].validationMessage };
      return faux[0].focus();
    }
    const corps = Object.fromEntries(new FormData(e.target));
    this.occupe = true;
    try { await envoi(corps); } catch (x) {
      this.erreur = x.message ? x : { message: t('err.service') };
      for (const [nom, m] of Object.entries(x.champs ?? {})) champs.find(c => c.name === nom)?.montrer(m);
      scrollTo({ top: 0, behavior: 'smooth' });
    }
    this.occupe = false;
  }
  updated(c) { if (c.has('erreur') && this.erreur && on('refusal-dialog')) this.renderRoot.querySelector('#refus').updateComplete.then(() => this.renderRoot.querySelector('#refus')?.ouvrir()); }
  alerte() {
    if (!this.erreur) return nothing;
    const texte = html`${this.erreur.message} ${this.erreur.restants ? `Il vous reste ${this.erreur.restants} essai(s).` : nothing} ${this.erreur.renouveler ? lien('/codes-perdus', 'Renouveler mon code confidentiel') : nothing}`;
    return on('refusal-dialog') ? html`<cdc-dialog id="refus" titre="Demande refusée"><p>${texte}</p></cdc-dialog>` : html`<cdc-alert type="erreur">${texte}</cdc-alert>`;
  }
  champ(name, label, plus = {}) {
    return html`<cdc-input name=${name} ?required=${plus.requis ?? true} .mark=${plus.mark} .type=${plus.type ?? 'text'} .value=${plus.value ?? ''} ?readonly=${plus.readonly} .autocomplete=${plus.auto ?? 'off'}><span slot="label">${label}</span>${plus.aide ? html`<span slot="hint">${plus.aide}</span>` : nothing}</cdc-input>`;
  }
  etape(n, titre, corps, lateral = nothing) {
    return html`<cdc-stepper courante=${n}></cdc-stepper><h1>${titre}</h1><div class="grille deux"><div>${this.alerte()}${corps}</div><aside>${lateral}<p>» ${lien('/pages/cgu', "Conditions générales d'utilisation")}</p></aside></div>`;
  }
}
const liens = l => html`<ul class="liens">${l.map(([p, n]) => html`<li>${lien('/pages/' + p, n)}</li>`)}</ul>`;
const annuler = (libelle = 'Annuler') => html`<cdc-button variante="secondaire" @click=${() => on('cancel-dead') || aller(libelle === 'annuler' ? '/connexion' : '/codes-perdus')}>${libelle}</cdc-button>`;

class PageAccueil extends Page {
  render() {
    return html`<div class="grille deux"><div>
        <section class="carte"><h1>Accès à la zone de connexion</h1><p>${h('accueil.connexion')}</p>${on('home-access-missing') ? nothing : html`<cdc-button href=${u('/connexion')}>Accès à mon espace personnalisé</cdc-button>`}</section>
        <section><h2>Votre actualité</h2>${textes.actualites.map(a => html`<article class="carte"><h3>${a.titre}</h3><p>${a.texte}</p><p class="petit">${a.date}</p><p>> ${lien('/pages/' + a.slug, 'En savoir +')}</p></article>`)}</section></div>
      <aside><form class="carte" role="search" novalidate @submit=${e => { e.preventDefault(); aller('/recherche?q=' + encodeURIComponent(new FormData(e.target).get('q'))); }}><cdc-input name="q" placeholder="Tapez un mot-clé, une expression"><span slot="label">RECHERCHER SUR LE SITE :</span></cdc-input><cdc-button type="submit">OK</cdc-button></form>
        <section class="carte"><h2>Liens utiles</h2><p>Forum Retraite 2010 :<br>les actes et les vidéos en ligne</p><p>> ${lien('/pages/forum-retraite-2010', 'En savoir +')}</p></section>
        <section class="carte"><h2>Informations générales</h2>${liens([['actualites-drs', 'Actualités de la Direction des Retraites'], ['presentation-drs', 'Présentation de la Direction des retraites'], ['etudes', 'Études et Documentations'], ['espace-presse', 'Espace presse'], ['droit-information', "Droit à l'information sur la retraite"]])}</section>
        <section class="carte"><h2>Liste des régimes et fonds</h2>${liens(['CNRACL', 'FIPHFP', 'FSPOEIE', 'Ircantec', 'RAFP', 'Retraite des Mines', 'SASPA', 'Autres fonds'].map(n => ['regimes', n]))}</section>
        <section class="carte"><h2>Informations Employeur</h2>${liens([['actualites-drs', 'Votre actualité']])}</section></aside></div>`;
  }
}
class PageConnexion extends Page {
  entrer = async corps => {
    const { etape } = await api('session', corps);
    if (etape === 'espace') { await etat.rafraichir(); toast('Vous êtes connecté(e).', 'succes'); }
    aller({ espace: '/mon-espace', certification: '/connexion/certification', question: '/connexion/question-secrete' }[etape]);
  };
  async ariane(e) {
    e.preventDefault();
    this.donnees = await api('ariane', { question: new FormData(e.target).get('question') });
    this.renderRoot.querySelector('#ariane').ouvrir();
  }
  render() {
    return html`<h1>Accès à mon espace personnalisé</h1>${this.alerte()}<div class="grille">
      <section class="carte"><h2>Je suis déjà inscrit(e)</h2>
        <form novalidate @submit=${e => this.soumettre(e, this.entrer)}>${this.champ('identifiant', 'Code identifiant', { mark: '', auto: 'username' })}${this.champ('code', 'Code confidentiel', { mark: '', type: 'password', auto: 'current-password' })}<cdc-button type="submit" ?occupe=${this.occupe}>Je valide</cdc-button></form>
        <p><br>${on('lost-codes-link-wrong') ? lien('/pages/aide-connexion', 'Codes perdus *') : lien('/codes-perdus', 'Codes perdus *')}<br>${lien('/pages/aide-connexion', 'Aide à la connexion')}</p>
        <h3>Plus d'info ?</h3>${liens([['je-suis-administrateur', 'Je suis administrateur'], ['je-suis-utilisateur', 'Je suis utilisateur']])}</section>
      <section class="carte"><h2>Je ne suis pas encore inscrit(e)</h2><cdc-button href=${u('/pages/inscription')}>Je m'inscris</cdc-button><h3><br>Plus d'info ?</h3>
        ${liens([['presentation-espace', "Présentation de l'espace personnalisé"], ['demonstration', "Démonstration vidéo de l'inscription ▶"], ['inscription-administrateur', "Inscription d'un administrateur"], ['inscription-utilisateur', "Inscription d'un utilisateur"], ['cgu', "Conditions générales d'utilisation (CGU)"]])}</section>
      <section class="carte"><h2>Poser votre question</h2><p>${h('ariane')}</p><form novalidate @submit=${this.ariane}><cdc-input name="question"><span slot="label">Votre question</span></cdc-input><cdc-button type="submit" variante="secondaire">Demander</cdc-button></form>
        <cdc-dialog id="ariane" titre="Ariane vous répond"><p>${this.donnees?.liens.length ? this.donnees.reponse : "Je n'ai pas trouvé de réponse. Pouvez-vous reformuler votre question ?"}</p>${liens((this.donnees?.liens ?? []).map(l => [l.slug, l.titre]))}</cdc-dialog></section></div>
      <cdc-alert><p>${h('connexion.aide')}</p><p>${h('note.intro')}</p><ul>${['note.li1', 'note.li2'].map(k => t(k) ? html`<li>${h(k)}</li>` : nothing)}</ul><p>${h('note.sinon')}</p></cdc-alert>`;
  }
}
class PageCertification extends Page {
  envoyer = async corps => { await api('session/certification', corps); await etat.rafraichir(); toast('Vous êtes connecté(e).', 'succes'); aller('/mon-espace'); };
  render() {
    return html`<h1>Code de certification</h1>${this.alerte()}${this.erreur?.renouveler ? nothing : html`<p>${h('certification.intro')}</p>
      <form novalidate @submit=${e => this.soumettre(e, this.envoyer)}>${this.champ('code', 'Code de certification')}<div class="actions"><cdc-button type="submit" ?occupe=${this.occupe}>Valider</cdc-button><cdc-button variante="secondaire" @click=${() => aller('/connexion')}>Retour</cdc-button></div><p class="petit">* Champs obligatoires</p></form>`}`;
  }
}
class PageQuestion extends Page {
  connectedCallback() { super.connectedCallback(); api('questions').then(q => { this.donnees = q; }); }
  envoyer = async corps => { await api('session/question', corps); await etat.rafraichir(); toast('Votre question secrète est enregistrée.', 'succes'); aller('/mon-espace'); };
  render() {
    if (!this.donnees) return html`<cdc-skeleton></cdc-skeleton>`;
    return html`<h1>Votre question secrète</h1>${this.alerte()}<p>${h('question.intro')}</p><form novalidate @submit=${e => this.soumettre(e, this.envoyer)}><cdc-select name="question" required .options=${this.donnees}><span slot="label">Question</span></cdc-select>${this.champ('reponse', 'Réponse')}<cdc-button type="submit" ?occupe=${this.occupe}>Enregistrer</cdc-button><p class="petit">* Champs obligatoires</p></form>`;
  }
}
class PageEtape1 extends Page {
  render() {
    const [code, identifiant] = on('choices-swapped') ? ['/codes-perdus/recherche-identifiant', '/codes-perdus/code-confidentiel'] : ['/codes-perdus/code-confidentiel', '/codes-perdus/recherche-identifiant'];
    const choix = (cle, chemin) => html`<li class="choix">${h(cle)} ${lien(chemin, 'cliquez ici')}</li>`;
    return this.etape(1, 'Codes perdus', html`<h2>${h('etape1.titre')}</h2><p>${h('etape1.choix')}</p>
      <section class="carte"><h3>Vous êtes administrateur</h3><ul style="list-style:none;padding:0">${choix('etape1.code', code)}${choix('etape1.identifiant', identifiant)}${choix('etape1.deux', '/codes-perdus/recherche-identifiant?suite=code')}</ul></section>
      <section class="carte"><h3>Vous êtes utilisateur sans être administrateur</h3><ul style="list-style:none;padding:0">${choix('etape1.utilisateur', on('user-choice-to-search') ? '/codes-perdus/recherche-identifiant' : '/codes-perdus/utilisateur')}</ul></section>${annuler('annuler')}`);
  }
}
class PageUtilisateur extends Page {
  render() { return this.etape(1, 'Codes perdus : utilisateur', html`<cdc-alert>${h('utilisateur.intro')}</cdc-alert><p>${h('utilisateur.suite')}</p><div class="actions">${annuler('Retour')}</div>`); }
}
class PageEtape2 extends Page {
  envoyer = async corps => {
    const r = await api('codes-perdus/recherche', corps);
    if (new URLSearchParams(location.search).get('suite') === 'code') return aller('/codes-perdus/code-confidentiel');
    this.donnees = r;
  };
  render() {
    if (this.donnees) return this.etape(2, 'Recherche de votre code identifiant', html`<cdc-alert type="succes">${h('etape2.trouve')} <strong id="identifiant">${this.donnees.identifiant}</strong></cdc-alert><div class="actions"><cdc-button href=${u('/connexion')}>Me connecter</cdc-button><cdc-button variante="secondaire" href=${u('/codes-perdus/code-confidentiel')}>Régénérer mon code confidentiel</cdc-button></div>`);
    return this.etape(2, 'Recherche de votre code identifiant', html`<form novalidate @submit=${e => this.soumettre(e, this.envoyer)}>
        <h2>Votre établissement</h2>${this.champ('siret', 'Numéro SIRET', { mark: '*' })}${this.champ('bcr', 'Numéro BCR', { requis: false, mark: '**', aide: 'Saisie en majuscules' })}${this.champ('contrat', 'Numéro de contrat', { requis: false, mark: '**', aide: 'Saisie en majuscules' })}
        <h2>Coordonnées professionnelles</h2>${this.champ('nom', 'Votre Nom')}${this.champ('prenom', 'Prénom', { mark: on('mandatory-mark-missing') ? '' : '*' })}
        <div class="actions"><cdc-button type="submit" ?occupe=${this.occupe}>rechercher</cdc-button>${annuler()}</div><p class="petit">* Champs obligatoires<br>${h('etape2.deux')}</p></form>`,
    html`${t('etape2.bcr') ? html`<div class="carte">${h('etape2.bcr')}</div>` : nothing}<div class="carte"><p>${h('etape2.completez')}</p><p>${h('etape2.conseils')}</p><ul class="liens">${[1, 2, 3].map(n => t('etape2.conseil' + n) ? html`<li>${h('etape2.conseil' + n)}</li>` : nothing)}</ul></div>`);
  }
}
class PageEtape3 extends Page {
  connectedCallback() { super.connectedCallback(); Promise.all([api('questions'), api('codes-perdus/dossier')]).then(([questions, d]) => { this.donnees = { questions, ...d }; }).catch(e => { this.erreur = e; }); }
  envoyer = async corps => { await api('codes-perdus/regeneration', corps); toast('Votre nouveau code confidentiel vous a été envoyé.', 'succes'); aller('/codes-perdus/confirmation', true); };
  render() {
    if (!this.donnees) return html`${this.alerte()}<cdc-skeleton lignes="7"></cdc-skeleton>`;
    const i = this.donnees.identifiant;
    return this.etape(3, 'Regénérer votre code confidentiel', html`<p>${h('etape3.intro')}</p><form novalidate @submit=${e => this.soumettre(e, this.envoyer)}>
      ${this.champ('nom', 'Votre Nom')}${this.champ('prenom', 'Votre Prénom')}${this.champ('identifiant', 'Code identifiant', { value: i ?? '', readonly: !!i && !on('identifier-editable'), aide: i ? h('etape3.auto') : h('etape3.saisie') })}
      ${this.champ('email', 'Adresse e-mail', { type: 'email', aide: h('etape3.identique') })}<p>${h('etape3.question')}</p><cdc-select name="question" required .options=${this.donnees.questions}><span slot="label">Question</span></cdc-select>${this.champ('reponse', 'Réponse')}
      <div class="actions"><cdc-button type="submit" ?occupe=${this.occupe}>Générer le code confidentiel</cdc-button>${annuler()}</div><p class="petit">* Champs obligatoires</p></form>`, html`<div class="carte">${h('etape3.courriel')}</div>`);
  }
}
class PageEtape4 extends Page {
  connectedCallback() { super.connectedCallback(); api('codes-perdus/certification').then(d => { this.donnees = { ...d, ecoute: on('audio-player-shown') }; }).catch(() => { toast(t('err.expiree'), 'erreur'); aller('/codes-perdus', true); }); }
  ecouter(e) { e.preventDefault(); this.donnees = { ...this.donnees, ecoute: true }; this.updateComplete.then(() => this.renderRoot.querySelector('audio').play().catch(() => toast('Lecture impossible.', 'erreur'))); }
  async terminer() { await api('codes-perdus/certification', undefined, 'DELETE'); aller(on('finish-to-home') ? '/' : '/connexion'); }
  render() {
    if (!this.donnees) return html`<cdc-skeleton></cdc-skeleton>`;
    const son = '/api/codes-perdus/certification.wav';
    return this.etape(4, 'Régénération du code confidentiel', html`<p>${h('etape4.intro')}</p><p>${h('etape4.noter')}</p><output class="cadre" aria-label="Code de certification">${this.donnees.code}</output>
      <p><a href=${son} @click=${this.ecouter}>(Cliquez ici pour entendre la version sonore)</a></p>${this.donnees.ecoute ? html`<audio controls src=${son}></audio>` : nothing}
      <cdc-alert type="info"><p>${h('etape4.important')}</p><p>${h('etape4.essais')}</p></cdc-alert><cdc-button @click=${this.terminer}>Terminer</cdc-button>`);
  }
}
class PageEspace extends Page {
  connectedCallback() { super.connectedCallback(); api('espace').then(d => { this.donnees = d; }).catch(e => { toast(e.message, 'erreur'); aller('/connexion', true); }); }
  render() {
    const d = this.donnees;
    if (!d) return html`<cdc-skeleton lignes="8"></cdc-skeleton>`;
    const services = ['Déclarations individuelles', 'Suivi de votre compte employeur', 'Dossiers de liquidation', 'Simulation de calcul', ...(d.administrateur ? ['Gestion des utilisateurs'] : [])];
    return html`<h1>Mon espace personnalisé</h1><p>Bonjour <strong>${d.prenom} ${d.nom}</strong>${d.precedente ? html`, dernière connexion le ${d.precedente}` : nothing}</p>${d.provisoire ? html`<cdc-alert>${h('espace.provisoire')}</cdc-alert>` : nothing}
      <div class="grille deux"><section><h2>Mes services</h2><div class="grille">${services.map(s => html`<div class="carte"><h3>${s}</h3>${lien('/pages/services', 'Accéder')}</div>`)}</div></section>
      <aside class="carte"><h2>Mon établissement</h2><dl><dt>Profil</dt><dd>${d.administrateur ? 'Administrateur' : 'Utilisateur'}</dd><dt>Code identifiant</dt><dd>${d.identifiant}</dd><dt>Numéro SIRET</dt><dd>${d.siret}</dd><dt>Numéro BCR</dt><dd>${d.bcr}</dd>${d.contrat ? html`<dt>Numéro de contrat</dt><dd>${d.contrat}</dd>` : nothing}<dt>Adresse courriel</dt><dd>${d.email}</dd></dl></aside></div>`;
  }
}
class PageContenu extends Page {
  willUpdate(c) { if (c.has('slug')) { this.donnees = null; api('contenus/' + this.slug).then(d => { this.donnees = d; document.title = d.titre + ' - Retraites et solidarité'; }).catch(e => { this.erreur = e; }); } }
  render() {
    if (this.erreur) return html`<h1>Page introuvable</h1>${this.alerte()}${lien('/', "Retour à l'accueil")}`;
    return this.donnees ? html`<h1>${this.donnees.titre}</h1>${unsafeHTML(this.donnees.corps.replaceAll("href='/", `href='${config.base}/`))}<p><a href="#" @click=${e => { e.preventDefault(); history.back(); }}>Page précédente</a></p>` : html`<cdc-skeleton></cdc-skeleton>`;
  }
}
class PageRecherche extends Page {
  connectedCallback() { super.connectedCallback(); this.q = new URLSearchParams(location.search).get('q') ?? ''; api('recherche?q=' + encodeURIComponent(this.q)).then(d => { this.donnees = d; }); }
  render() { return html`<h1>Résultats de la recherche</h1><p>Votre recherche : « ${this.q} »</p>${this.donnees ? html`<p>${this.donnees.length} résultat(s)</p>${liens(this.donnees.map(p => [p.slug, p.titre]))}` : html`<cdc-skeleton></cdc-skeleton>`}`; }
}
export const routes = {};
for (const [chemin, nom, classe, titre] of [['/', 'accueil', PageAccueil, 'Accueil employeur'], ['/connexion', 'connexion', PageConnexion, 'Accès à mon espace personnalisé'], ['/connexion/certification', 'certification', PageCertification, 'Code de certification'],
  ['/connexion/question-secrete', 'question', PageQuestion, 'Question secrète'], ['/codes-perdus', 'etape1', PageEtape1, 'Codes perdus'], ['/codes-perdus/utilisateur', 'utilisateur', PageUtilisateur, 'Codes perdus : utilisateur'], ['/codes-perdus/recherche-identifiant', 'etape2', PageEtape2, 'Recherche de votre code identifiant'],
  ['/codes-perdus/code-confidentiel', 'etape3', PageEtape3, 'Regénérer votre code confidentiel'], ['/codes-perdus/confirmation', 'etape4', PageEtape4, 'Régénération du code confidentiel'], ['/mon-espace', 'espace', PageEspace, 'Mon espace personnalisé'], ['/recherche', 'recherche', PageRecherche, 'Recherche'], ['/pages', 'contenu', PageContenu, '']]) {
  const tag = 'cdc-page-' + nom;
  customElements.define(tag, classe);
  if (titre) routes[chemin] = [titre, () => document.createElement(tag)];
}
