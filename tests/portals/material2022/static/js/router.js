import { h, snack } from './ui.js';
import { refresh } from './api.js';

const lost = () => import('./views/lost.js');
const login = () => import('./views/login.js');
const pages = () => import('./views/pages.js');
const routes = [
  [/^\/$/, () => import('./views/home.js'), 'home', 'Votre actualité'],
  [/^\/profil$/, () => import('./views/home.js'), 'profile', 'Changer de profil'],
  [/^\/connexion$/, login, 'login', 'Accès à mon espace personnalisé'],
  [/^\/connexion\/certification$/, login, 'certify', 'Code de certification'],
  [/^\/espace$/, login, 'space', 'Mon espace personnalisé'],
  [/^\/codes-perdus$/, lost, 'choice', 'Codes perdus'],
  [/^\/codes-perdus\/utilisateur$/, lost, 'user', 'Codes perdus'],
  [/^\/codes-perdus\/recherche$/, lost, 'search', 'Recherche de votre code identifiant'],
  [/^\/codes-perdus\/identifiant$/, lost, 'identifier', 'Votre code identifiant'],
  [/^\/codes-perdus\/regeneration$/, lost, 'regenerate', 'Regénérer votre code confidentiel'],
  [/^\/codes-perdus\/certification$/, lost, 'certification', 'Régénération du code confidentiel'],
  [/^\/(.+)$/, pages, 'page', ''],
];
let outlet, bar, onchange, turn = 0;

export async function show() {
  const mine = ++turn;
  const path = location.pathname.replace(/(.)\/$/, '$1');
  const [pattern, load, name, title] = routes.find(([regexp]) => regexp.test(path));
  document.querySelectorAll('.overlay-container').forEach((layer) => layer.remove());
  bar.classList.add('on');
  bar.removeAttribute('aria-hidden');
  try {
    const [module] = await Promise.all([load(), refresh()]);
    if (mine !== turn) return;
    const view = await module[name]({ path: pattern.exec(path)[1], query: new URLSearchParams(location.search) });
    if (mine !== turn || !view) return;
    onchange(path);
    outlet.replaceChildren(view);
    const heading = outlet.querySelector('h1');
    document.title = `${title || heading?.textContent} – Retraites et solidarité`;
    heading?.setAttribute('tabindex', '-1');
    heading?.focus({ preventScroll: true });
    scrollTo(0, 0);
  } catch (problem) {
    console.error(problem);
    if (mine === turn) {
      outlet.replaceChildren(h('p', { role: 'alert', class: 'alert' }, problem.body?.message ?? 'Cette page n\'a pas pu être chargée.'));
    }
  } finally {
    if (mine === turn) {
      bar.classList.remove('on');
      bar.setAttribute('aria-hidden', 'true');
    }
  }
}

export function go(path, { replace = false, message } = {}) {
  history[replace ? 'replaceState' : 'pushState'](null, '', path);
  if (message) snack(message);
  show();
  return null;
}

export function start(outletEl, progress, changed) {
  outlet = outletEl; bar = progress; onchange = changed;
  addEventListener('popstate', show);
  document.addEventListener('click', (event) => {
    const link = event.composedPath().find((el) => el.tagName === 'A');
    if (!link || event.defaultPrevented || event.button || event.metaKey || event.ctrlKey || event.shiftKey || link.target) return;
    if (link.origin !== location.origin || link.getAttribute('href').startsWith('#')) return;
    event.preventDefault();
    go(link.pathname + link.search);
  });
  show();
}
