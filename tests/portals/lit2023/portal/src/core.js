// Socle : configuration, textes, appels à l'API, navigation.
import { html } from 'lit';
import { unsafeHTML } from 'lit/directives/unsafe-html.js';

export const config = JSON.parse(document.getElementById('cdc-config').textContent);
const empreinte = nom => { let h = 5381; for (const c of nom) h = (Math.imul(h, 33) + c.charCodeAt(0)) >>> 0; return h.toString(16).padStart(8, '0'); };
export const on = nom => config.rev.includes(empreinte(nom));

export let textes = {};
export const chargerTextes = async () => { textes = await api('textes'); };
export const t = cle => textes[cle] ?? '';
export const h = cle => unsafeHTML(t(cle));
export const u = chemin => config.base + chemin;

export async function api(chemin, corps, method = corps ? 'POST' : 'GET') {
  let r;
  try {
    r = await fetch('/api/' + chemin, { method, headers: { Accept: 'application/json', ...(corps && { 'Content-Type': 'application/json' }) }, body: corps && JSON.stringify(corps) });
  } catch { throw { message: t('err.service') || 'Le service est momentanément indisponible.' }; }
  const json = await r.json().catch(() => ({}));
  if (!r.ok) throw { statut: r.status, message: t('err.service'), ...json };
  return json;
}

export const etat = new class extends EventTarget {
  session = { connecte: false };
  async rafraichir() { this.session = await api('session'); this.dispatchEvent(new Event('session')); }
}();

export function aller(chemin, remplacer = false) {
  history[remplacer ? 'replaceState' : 'pushState']({}, '', u(chemin));
  dispatchEvent(new Event('cdc-route'));
}
export const route = () => location.pathname.slice(config.base.length).replace(/(.)\/$/, '$1') || '/';
export const toast = (message, type = 'info') => dispatchEvent(new CustomEvent('cdc-toast', { detail: { message, type } }));
export const lien = (chemin, texte) => html`<a href=${u(chemin)}>${texte}</a>`;
