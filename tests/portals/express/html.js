// HTML that escapes what is put into it, and the parts of forms.
const { is, t } = require('./options');

class Markup {
  constructor(text) { this.text = text; }
  toString() { return this.text; }
}
const entities = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };
function escape(value) {
  if (value instanceof Markup) return value.text;
  if (Array.isArray(value)) return value.map(escape).join('');
  if (value === undefined || value === null || value === false) return '';
  return String(value).replace(/[&<>"']/g, sign => entities[sign]);
}
const html = (strings, ...values) => new Markup(strings.reduce((text, part, i) => text + escape(values[i - 1]) + part));

const fieldNames = ['siret', 'bcr', 'contract', 'last_name', 'first_name', 'identifier', 'email',
  'question', 'answer', 'secret', 'check', 'act', 'token', 'q'];
const nameOf = field => (is('other-field-names') ? `z${fieldNames.indexOf(field) + 1}` : field);

/** The posted values under the portal's own names, as trimmed text. */
const fieldsOf = body => Object.fromEntries(fieldNames.map(field => [field, String(body?.[nameOf(field)] ?? '').trim()]));

/** One labelled field; mark is '', '*' or '**'. */
function field(name, label, { type = 'text', mark = '', value = '', hint, readonly, options, shownMark = mark } = {}) {
  const id = `champ-${nameOf(name)}`;
  const required = mark === '*' && !is('no-browser-validation') && html` required`;
  const described = hint && html` aria-describedby="${id}-aide"`;
  const title = html`<label for="${id}">${label}${shownMark && ` ${shownMark}`}</label>`;
  const common = html`id="${id}" name="${nameOf(name)}"${required}${described}`;
  const input = options
    ? html`<select ${common}><option value="">– à choisir –</option>${options.map(option =>
      html`<option${option === value && html` selected`}>${option}</option>`)}</select>`
    : html`<input type="${type}" ${common} value="${value}"${readonly && html` readonly`} autocomplete="off" spellcheck="false">`;
  const help = hint && html`<small id="${id}-aide">${hint}</small>`;
  return is('table-layout')
    ? html`<table class="row"><tr><th scope="row">${title}</th><td>${input} ${help}</td></tr></table>`
    : html`<p class="row">${title} ${input} ${help}</p>`;
}

/** A submit button; the one that gives up is told by its own name. */
function button(label, { cancels } = {}) {
  const extra = cancels && html` name="${nameOf('act')}" formnovalidate class="quiet"`;
  return is('input-buttons')
    ? html`<input type="submit" value="${label}"${extra}>`
    : html`<button type="submit" value="${label}"${extra}>${label}</button>`;
}
const cancelButton = () => button(t('Annuler'), { cancels: true });

/** A form sent by POST; what went wrong before is told above it (or below). */
function form(view, action, content) {
  const refusal = view.refusal && html`<div role="alert" class="refusal">${view.refusal}</div>`;
  const token = html`<input type="hidden" name="${nameOf('token')}" value="${view.token}">`;
  const whole = html`<form method="post" action="${action}">${token}
${content}
</form>`;
  return is('refusal-below') ? html`${whole}
${refusal}` : html`${refusal}
${whole}`;
}

module.exports = { html, field, button, cancelButton, form, fieldsOf, nameOf };
