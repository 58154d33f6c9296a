// Design system CDC : composants élémentaires (shadow DOM ouvert, champs associés aux formulaires).
import { LitElement, html, css, nothing } from 'lit';
import { on, t } from './core.js';

export const base = css`
  *, *::before { box-sizing: border-box; } :host { display: block; } :host([hidden]) { display: none; }
  h1, h2, h3 { line-height: 1.2; margin: 0 0 .8rem; } h1 { font-size: 1.9rem; color: var(--cdc-primaire); } h2 { font-size: 1.3rem; } p { margin: 0 0 .9rem; }
  a { color: var(--cdc-primaire-fonce); } a:focus-visible, button:focus-visible, input:focus-visible, select:focus-visible { outline: 3px solid #5b9bd5; outline-offset: 2px; }
  .carte { background: var(--cdc-fond); border-radius: var(--cdc-rayon); padding: 1.2rem 1.4rem; margin-bottom: 1.2rem; }
  .grille { display: grid; grid-template-columns: repeat(auto-fit, minmax(17rem, 1fr)); gap: 1.4rem; align-items: start; } .actions { display: flex; flex-wrap: wrap; gap: .8rem; margin: 1.2rem 0; } .petit { font-size: .875rem; color: var(--cdc-gris); }`;
const champ = css`
  :host { margin-bottom: 1.1rem; } label, .label { display: block; font-weight: 600; margin-bottom: .25rem; } .requis { color: var(--cdc-erreur); } .aide { font-size: .875rem; color: var(--cdc-gris); margin-bottom: .25rem; }
  input, select, .liste { width: 100%; font: inherit; padding: .6rem .75rem; border: 1px solid var(--cdc-bord); border-radius: var(--cdc-rayon); background: #fff; color: inherit; text-align: left; }
  input[readonly] { background: #ececf0; } [aria-invalid=true] { border: 2px solid var(--cdc-erreur); } .erreur { color: var(--cdc-erreur); font-size: .875rem; margin: .25rem 0 0; } .boite { display: flex; gap: .4rem; position: relative; } .oeil { font: inherit; font-size: .85rem; border: 1px solid var(--cdc-bord); border-radius: var(--cdc-rayon); background: #fff; cursor: pointer; }
  ul { list-style: none; margin: .2rem 0; padding: 0; border: 1px solid var(--cdc-bord); border-radius: var(--cdc-rayon); } li { padding: .5rem .75rem; cursor: pointer; } li:hover, li[aria-selected=true] { background: var(--cdc-fond); }`;

class Champ extends LitElement {
  static formAssociated = true;
  static shadowRootOptions = { ...LitElement.shadowRootOptions, delegatesFocus: true };
  static styles = [base, champ];
  static properties = { name: { reflect: true }, value: {}, required: { type: Boolean }, mark: {}, readonly: { type: Boolean }, type: {}, autocomplete: {}, maxlength: {}, placeholder: {}, options: { attribute: false }, erreur: { state: true }, clair: { state: true }, deplie: { state: true } };
  constructor() { super(); this.internals = this.attachInternals(); this.value = ''; this.type = 'text'; this.erreur = ''; this.options = []; }
  get form() { return this.internals.form; }
  checkValidity() { return this.internals.checkValidity(); }
  get validationMessage() { return this.internals.validationMessage; }
  formResetCallback() { this.value = ''; this.erreur = ''; }
  message() {
    if (this.required && !this.value.trim()) return t('err.champ');
    if (this.name === 'siret' && this.value && !/^\d{14}$/.test(this.value.replace(/\s/g, ''))) return t('err.siret');
    if (this.type === 'email' && this.value && !/^\S+@\S+\.\S+$/.test(this.value.trim())) return t('err.email');
    return '';
  }
  updated() {
    this.internals.setFormValue(this.value);
    const m = this.message();
    this.internals.setValidity(m ? { customError: true } : {}, m, this.renderRoot.querySelector('#c'));
  }
  montrer(m = this.message()) { this.erreur = m; }
  changer(e) { this.value = e.target.value; if (this.erreur) this.erreur = ''; this.dispatchEvent(new Event('change', { bubbles: true, composed: true })); }
  render() {
    const marque = this.mark ?? (this.required ? '*' : '');
    return html`<label for="c" id="l"><slot name="label"></slot> ${marque ? html`<span class="requis">${marque}</span>` : nothing}</label>
      <div class="aide" id="a"><slot name="hint"></slot></div>
      <div class="boite">${this.controle()}</div>
      ${this.erreur ? html`<p class="erreur" id="e">${this.erreur}</p>` : nothing}`;
  }
}

class CdcInput extends Champ {
  controle() {
    return html`<input id="c" type=${this.clair ? 'text' : this.type} .value=${this.value} ?readonly=${this.readonly} autocomplete=${this.autocomplete ?? 'off'} maxlength=${this.maxlength ?? nothing} placeholder=${this.placeholder ?? nothing} spellcheck="false" aria-describedby="a e"
      aria-required=${this.required ? 'true' : nothing} aria-invalid=${this.erreur ? 'true' : 'false'} @input=${this.changer} @blur=${() => this.value && this.montrer()} @keydown=${e => e.key === 'Enter' && this.form?.requestSubmit()}>
      ${this.type === 'password' ? html`<button class="oeil" type="button" aria-pressed=${this.clair ? 'true' : 'false'} @click=${() => { this.clair = !this.clair; }}>${this.clair ? 'Masquer' : 'Afficher'}</button>` : nothing}`;
  }
}
class CdcSelect extends Champ {
  choisir(v) { this.deplie = false; this.changer({ target: { value: v } }); this.renderRoot.querySelector('#c').focus(); }
  controle() {
    if (on('listbox-select')) return html`<div style="width:100%"><button id="c" type="button" class="liste" role="combobox" aria-haspopup="listbox" aria-expanded=${this.deplie ? 'true' : 'false'} aria-labelledby="l" @click=${() => { this.deplie = !this.deplie; }}>${this.value || '- Sélectionnez une question -'}</button>
      ${this.deplie ? html`<ul role="listbox" aria-labelledby="l">${this.options.map(o => html`<li role="option" tabindex="0" aria-selected=${o === this.value ? 'true' : 'false'} @click=${() => this.choisir(o)} @keydown=${e => e.key === 'Enter' && this.choisir(o)}>${o}</li>`)}</ul>` : nothing}</div>`;
    return html`<select id="c" aria-describedby="a e" aria-required=${this.required ? 'true' : nothing} aria-invalid=${this.erreur ? 'true' : 'false'} @change=${this.changer}>
      <option value="">- Sélectionnez une question -</option>${this.options.map(o => html`<option value=${o} ?selected=${o === this.value}>${o}</option>`)}</select>`;
  }
}

class CdcButton extends LitElement {
  static formAssociated = true;
  static shadowRootOptions = { ...LitElement.shadowRootOptions, delegatesFocus: true };
  static properties = { type: {}, variante: { reflect: true }, occupe: { type: Boolean }, href: {} };
  static styles = [base, css`:host { display: inline-block; } .b { display: inline-block; font: inherit; font-weight: 600; text-decoration: none; padding: .6rem 1.3rem; border-radius: var(--cdc-rayon); border: 2px solid var(--cdc-primaire); background: var(--cdc-primaire); color: #fff; cursor: pointer; }
    .b:hover { background: var(--cdc-primaire-fonce); } .b[disabled] { opacity: .6; cursor: wait; } :host([variante=secondaire]) .b { background: #fff; color: var(--cdc-primaire-fonce); } :host([variante=discret]) .b { background: none; border-color: transparent; color: inherit; padding: .3rem .6rem; font-weight: 400; }`];
  constructor() { super(); this.internals = this.attachInternals(); this.type = 'button'; }
  render() {
    if (this.href) return html`<a class="b" href=${this.href}><slot></slot></a>`;
    return html`<button class="b" type="button" ?disabled=${this.occupe} aria-busy=${this.occupe ? 'true' : 'false'} @click=${() => this.type === 'submit' && this.internals.form?.requestSubmit()}><slot></slot></button>`;
  }
}
class CdcAlert extends LitElement {
  static properties = { type: { reflect: true } };
  static styles = [base, css`.a { border-left: 6px solid var(--cdc-info); background: #eef4fb; padding: .9rem 1.1rem; margin-bottom: 1.2rem; border-radius: var(--cdc-rayon); } :host([type=erreur]) .a { border-color: var(--cdc-erreur); background: #fdeeed; } :host([type=succes]) .a { border-color: var(--cdc-succes); background: #ebf7ef; }`];
  render() { return html`<div class="a" role=${this.type === 'erreur' ? 'alert' : 'status'}><slot></slot></div>`; }
}
class CdcDialog extends LitElement {
  static properties = { titre: {} };
  static styles = [base, css`dialog { border: 0; border-radius: var(--cdc-rayon); padding: 1.6rem; max-width: 34rem; width: 92vw; box-shadow: 0 10px 40px #0006; } dialog::backdrop { background: #22252b99; } .tete { display: flex; justify-content: space-between; gap: 1rem; }`];
  ouvrir() { this.renderRoot.querySelector('dialog').showModal(); }
  fermer() { this.renderRoot.querySelector('dialog').close(); }
  render() { return html`<dialog aria-labelledby="t"><div class="tete"><h2 id="t">${this.titre}</h2><cdc-button variante="discret" @click=${this.fermer}>Fermer ✕</cdc-button></div><slot></slot></dialog>`; }
}
class CdcStepper extends LitElement {
  static properties = { courante: { type: Number } };
  static styles = [base, css`ol { display: flex; list-style: none; gap: .5rem; padding: 0; margin: 0 0 1.5rem; } li { flex: 1; border-top: 5px solid #d3d6dc; padding-top: .4rem; font-size: .85rem; color: var(--cdc-gris); } li.fait { border-color: var(--cdc-primaire); } li[aria-current] { border-color: var(--cdc-primaire); color: var(--cdc-encre); font-weight: 700; } @media (max-width: 40rem) { li:not([aria-current]) { display: none; } }`];
  render() {
    return html`<p class="petit">Codes perdus : étape ${this.courante}</p><ol>${['Votre situation', 'Recherche de votre code identifiant', 'Régénération', 'Code de certification'].map((n, i) => html`<li class=${i < this.courante ? 'fait' : ''} aria-current=${i + 1 === this.courante ? 'step' : nothing}>${i + 1}. ${n}</li>`)}</ol>`;
  }
}
class CdcSkeleton extends LitElement {
  static properties = { lignes: { type: Number } };
  static styles = [base, css`i { display: block; height: 1.1rem; margin-bottom: .8rem; border-radius: 4px; background: linear-gradient(90deg, #e6e7ea 25%, #f3f4f6 50%, #e6e7ea 75%) 0 / 200%; animation: p 1.2s infinite; } i:first-child { height: 2rem; width: 55%; } i:last-child { width: 70%; } @keyframes p { to { background-position: -200% 0; } } @media (prefers-reduced-motion) { i { animation: none; } } span { position: absolute; left: -9999px; }`];
  render() { return html`<div aria-busy="true">${Array.from({ length: this.lignes ?? 5 }, () => html`<i></i>`)}</div><span role="status">Chargement en cours</span>`; }
}
class CdcToaster extends LitElement {
  static properties = { toasts: { state: true } };
  static styles = [base, css`:host { position: fixed; right: 1rem; top: 7.5rem; z-index: 50; width: min(22rem, 90vw); pointer-events: none; } div > div { background: var(--cdc-encre); color: #fff; padding: .8rem 1rem; margin-bottom: .6rem; border-radius: var(--cdc-rayon); border-left: 6px solid #5b9bd5; } .succes { border-color: #58c27d; } .erreur { border-color: #ff7a70; }`];
  constructor() { super(); this.toasts = []; addEventListener('cdc-toast', e => { const x = e.detail; this.toasts = [...this.toasts, x]; setTimeout(() => { this.toasts = this.toasts.filter(y => y !== x); }, 6000); }); }
  render() { return html`<div role="status" aria-live="polite">${this.toasts.map(x => html`<div class=${x.type}>${x.message}</div>`)}</div>`; }
}
for (const [nom, classe] of Object.entries({ input: CdcInput, select: CdcSelect, button: CdcButton, alert: CdcAlert, dialog: CdcDialog, stepper: CdcStepper, skeleton: CdcSkeleton, toaster: CdcToaster })) customElements.define('cdc-' + nom, classe);
