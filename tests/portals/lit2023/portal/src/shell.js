// Habillage : en-tête, pied de page, bandeau des cookies.
import { LitElement, html, css, nothing } from 'lit';
import { base } from './ds.js';
import { aller, api, etat, h, lien, on, route, toast, u } from './core.js';

class CdcHeader extends LitElement {
  static properties = { route: {} };
  static styles = [base, css`
    header { border-bottom: 4px solid var(--cdc-primaire); } .haut, nav, .outils { display: flex; flex-wrap: wrap; align-items: center; gap: .4rem 1.2rem; padding: .6rem max(1rem, calc(50vw - 36rem)); } .haut { justify-content: space-between; }
    .marque { line-height: 1.25; text-decoration: none; color: inherit; } .marque b { color: var(--cdc-primaire); font-size: 1.25rem; display: block; } nav { background: var(--cdc-fond); } nav strong { color: var(--cdc-primaire); } .outils { padding: 0; font-size: .9rem; } .etat { font-weight: 600; } @media print { nav, .outils { display: none; } }`];
  constructor() { super(); this.taille = 100; etat.addEventListener('session', () => this.requestUpdate()); }
  zoom(n) { this.taille = Math.min(140, Math.max(80, this.taille + n)); document.documentElement.style.fontSize = this.taille + '%'; }
  async quitter() { await api('session', undefined, 'DELETE'); await etat.rafraichir(); toast('Vous êtes déconnecté(e).', 'succes'); aller('/connexion'); }
  render() {
    const espace = /^\/(connexion|codes-perdus|mon-espace)/.test(this.route), s = etat.session;
    const connecte = s.connecte || (on('status-connected') && this.route.startsWith('/codes-perdus'));
    return html`<header>
      <div class="haut"><a class="marque" href=${u('/')}>Caisse des Dépôts<b>RETRAITES ET SOLIDARITÉ</b>${espace ? 'ESPACE PERSONNALISÉ' : 'Direction Employeur'}</a>
        <div class="outils">${espace ? html`<span class="etat">${connecte ? `Connecté${s.nom ? ' : ' + s.nom : ''}` : 'Non connecté'}</span> ${s.connecte ? html`<cdc-button variante="discret" @click=${this.quitter}>Se déconnecter</cdc-button>` : nothing}` : nothing}
          <cdc-button variante="discret" @click=${() => print()}>Imprimer</cdc-button><cdc-button variante="discret" title="Réduire la taille du texte" @click=${() => this.zoom(-10)}>A⁻</cdc-button><cdc-button variante="discret" title="Agrandir la taille du texte" @click=${() => this.zoom(10)}>A⁺</cdc-button></div></div>
      <nav aria-label="Menu principal">${espace ? html`${lien('/', 'Retour accueil cdc.retraites')} ${s.connecte ? lien('/mon-espace', 'Mon espace personnalisé') : nothing} ${lien('/pages/aide-connexion', 'Aide')}`
        : html`${lien('/', 'Accueil')} ${lien('/pages/profils', 'Changer de profil')} <span>Vous êtes</span> <strong aria-current="true">EMPLOYEUR</strong> ${lien('/pages/profil-actif', 'ACTIF')} ${lien('/pages/profil-retraite', 'RETRAITÉ')} ${lien('/pages/profil-autre', 'AUTRE PUBLIC')}`}</nav></header>`;
  }
}
class CdcFooter extends LitElement {
  static styles = [base, css`footer { background: var(--cdc-encre); color: #fff; margin-top: 2rem; padding: 1.4rem max(1rem, calc(50vw - 36rem)); font-size: .9rem; } a { color: #fff; margin-right: 1.2rem; } p { margin: .8rem 0 0; }`];
  render() {
    return html`<footer><nav aria-label="Informations légales">${[['mentions-legales', 'Mentions légales'], ['donnees-personnelles', 'Données personnelles'], ['gestion-cookies', 'Gestion des cookies'], ['accessibilite', 'Accessibilité : partiellement conforme'], ['plan', 'Plan du site'], ['contact', 'Contact']].map(([p, n]) => lien('/pages/' + p, n))}</nav><p>© 2023 Caisse des Dépôts - Direction des retraites et de la solidarité</p></footer>`;
  }
}
class CdcCookies extends LitElement {
  static styles = [base, css`.b { position: fixed; inset: auto 0 0; z-index: 40; background: #fff; border-top: 3px solid var(--cdc-primaire); box-shadow: 0 -4px 20px #0003; padding: .8rem max(1rem, calc(50vw - 36rem)); } .actions { margin: .4rem 0 0; } p { margin: 0; } label { display: block; margin-bottom: .6rem; } @media print { .b { display: none; } }`];
  get choisi() { try { return localStorage.getItem('cdc-consentement'); } catch { return 'refus'; } }
  choisir(v) { localStorage.setItem('cdc-consentement', v); this.renderRoot.querySelector('cdc-dialog').fermer(); this.requestUpdate(); toast('Vos préférences ont été enregistrées.'); }
  updated() { document.body.style.paddingBottom = this.choisi || on('no-cookie-banner') ? '' : '9rem'; }
  render() {
    if (this.choisi || on('no-cookie-banner')) return nothing;
    return html`<div class="b" role="region" aria-label="Gestion des cookies"><p>${h('cookies')} ${lien('/pages/gestion-cookies', 'En savoir plus')}</p>
      <div class="actions"><cdc-button @click=${() => this.choisir('accord')}>Tout accepter</cdc-button><cdc-button @click=${() => this.choisir('refus')}>Tout refuser</cdc-button><cdc-button variante="secondaire" @click=${() => this.renderRoot.querySelector('cdc-dialog').ouvrir()}>Personnaliser</cdc-button></div></div>
      <cdc-dialog titre="Vos préférences"><label><input type="checkbox" checked disabled> Cookies nécessaires</label><label><input type="checkbox" id="mesure"> Mesure d'audience</label><cdc-button @click=${() => this.choisir(this.renderRoot.querySelector('#mesure').checked ? 'accord' : 'refus')}>Enregistrer mes choix</cdc-button></cdc-dialog>`;
  }
}
customElements.define('cdc-header', CdcHeader);
customElements.define('cdc-footer', CdcFooter);
customElements.define('cdc-cookies', CdcCookies);
