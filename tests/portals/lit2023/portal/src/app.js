// Application : routage par history.pushState.
import { LitElement, html, css } from 'lit';
import { keyed } from 'lit/directives/keyed.js';
import { aller, chargerTextes, config, etat, on, route, u } from './core.js';
import { base } from './ds.js';
import './shell.js';
import { routes } from './pages.js';

class CdcApp extends LitElement {
  static properties = { pret: { state: true }, route: { state: true } };
  static styles = [base, css`main { max-width: 72rem; margin: 0 auto; padding: 1.6rem 1rem; min-height: 55vh; outline: none; } .saut { position: absolute; left: -9999px; } .saut:focus { left: 1rem; top: .5rem; background: #fff; padding: .5rem; z-index: 60; }`];
  constructor() {
    super();
    this.route = route();
    if (on('green-theme')) document.documentElement.dataset.theme = 'vert';
    addEventListener('popstate', () => this.changer());
    addEventListener('cdc-route', () => { this.changer(); scrollTo(0, 0); this.renderRoot.querySelector('main')?.focus({ preventScroll: true }); });
    addEventListener('click', e => {
      const a = e.composedPath().find(x => x.localName === 'a' && x.getAttribute?.('href'));
      if (!a || e.defaultPrevented || e.button || e.ctrlKey || e.metaKey || e.shiftKey || a.target || a.origin !== location.origin || a.pathname.startsWith('/api/') || a.getAttribute('href').startsWith('#')) return;
      e.preventDefault();
      aller((config.base && a.pathname.startsWith(config.base) ? a.pathname.slice(config.base.length) || '/' : a.pathname) + a.search);
    });
  }
  async connectedCallback() {
    super.connectedCallback();
    try { await chargerTextes(); await etat.rafraichir(); this.pret = true; } catch { this.pret = 'panne'; }
  }
  changer() { this.route = route(); this.cle = location.href; this.requestUpdate(); if (this.route.startsWith('/mon-espace') || this.route.startsWith('/connexion')) etat.rafraichir(); }
  page() {
    const slug = this.route.match(/^\/pages\/([a-z0-9-]+)$/)?.[1];
    const [titre, rendu] = slug ? ['', () => html`<cdc-page-contenu slug=${slug}></cdc-page-contenu>`] : routes[this.route] ?? ['Page introuvable', () => html`<h1>Page introuvable</h1><p>La page demandée n'existe pas. <a href=${u('/')}>Retour à l'accueil</a></p>`];
    if (titre) document.title = titre + ' - Retraites et solidarité';
    return rendu();
  }
  willUpdate() { const cle = this.cle ?? location.href; if (this.pret === true && this.rendue !== cle) { this.rendue = cle; this.contenu = this.page(); } }
  render() {
    if (!this.pret) return html`<main><cdc-skeleton lignes="8"></cdc-skeleton></main>`;
    if (this.pret === 'panne') return html`<main><h1>Service indisponible</h1><p>Veuillez réessayer ultérieurement.</p></main>`;
    return html`<a class="saut" href="#contenu" @click=${e => { e.preventDefault(); this.renderRoot.querySelector('main').focus(); }}>Aller au contenu</a>
      <cdc-header .route=${this.route}></cdc-header><main id="contenu" tabindex="-1">${keyed(this.rendue, this.contenu)}</main><cdc-footer></cdc-footer><cdc-cookies></cdc-cookies><cdc-toaster></cdc-toaster>`;
  }
}
customElements.define('cdc-app', CdcApp);
