import { h, icon, confirmDialog, snack } from './ui.js';
import { post, session } from './api.js';
import { start, go } from './router.js';

let scale = 1;
const zoom = (step) => { scale = Math.min(1.4, Math.max(0.8, scale + step)); document.documentElement.style.fontSize = `${16 * scale}px`; };

async function logout() {
  if (!await confirmDialog({ title: 'Déconnexion', text: 'Voulez-vous quitter votre espace personnalisé ?', yes: 'Oui', no: 'Non' })) return;
  await post('/logout');
  go('/connexion', { message: 'Vous êtes déconnecté(e).' });
}

class AppRoot extends HTMLElement {
  connectedCallback() {
    const status = h('span', { class: 'chip', role: 'status' });
    const back = h('a', { href: '/', class: 'back' }, 'Retour accueil cdc.retraites');
    const brand = h('small', {});
    const quit = h('button', { type: 'button', class: 'icon-button', 'aria-label': 'Me déconnecter', onclick: logout }, icon('power'));
    const progress = h('div', { class: 'progress', role: 'progressbar', 'aria-label': 'Chargement de la page', 'aria-hidden': 'true' });
    const outlet = h('main', { id: 'contenu' });
    this.replaceChildren(
      h('a', { href: '#contenu', class: 'skip', onclick: (event) => { event.preventDefault(); outlet.querySelector('h1')?.focus(); } }, 'Aller au contenu'),
      h('header', { class: 'toolbar' },
        h('a', { class: 'brand', href: '/' }, h('img', { src: '/favicon.svg', width: '36', height: '36', alt: 'Caisse des Dépôts' }),
          h('span', {}, h('strong', {}, 'RETRAITES ET SOLIDARITÉ'), brand)),
        h('span', { class: 'spacer' }), back, status, quit,
        h('button', { type: 'button', class: 'icon-button', 'aria-label': 'Imprimer', onclick: () => print() }, icon('print')),
        h('button', { type: 'button', class: 'icon-button', 'aria-label': 'Réduire la taille du texte', onclick: () => zoom(-0.1) }, 'A⁻'),
        h('button', { type: 'button', class: 'icon-button', 'aria-label': 'Agrandir la taille du texte', onclick: () => zoom(0.1) }, 'A⁺')),
      progress, outlet,
      h('footer', { class: 'footer' }, h('nav', { 'aria-label': 'Pied de page' }, h('ul', {},
        h('li', {}, h('a', { href: '/mentions-legales' }, 'Mentions légales')),
        h('li', {}, h('a', { href: '/donnees-personnelles' }, 'Données personnelles')),
        h('li', {}, h('a', { href: '/accessibilite' }, 'Accessibilité : partiellement conforme')),
        h('li', {}, h('a', { href: '/contact' }, 'Contact')))),
      h('span', {}, '© 2022 Caisse des Dépôts – Direction des retraites et de la solidarité')));
    start(outlet, progress, (path) => {
      const inside = /^\/(connexion|codes-perdus|espace|cgu)/.test(path);
      brand.textContent = inside ? 'ESPACE PERSONNALISÉ' : 'Direction Employeur';
      back.hidden = status.hidden = !inside;
      status.textContent = session.connected ? `Connecté : ${session.displayName}` : 'Non connecté';
      status.classList.toggle('on', session.connected);
      quit.hidden = !session.connected;
    });
  }
}
customElements.define('app-root', AppRoot);
addEventListener('unhandledrejection', (event) => { if (event.reason?.body) snack(event.reason.body.message); });
