// Tiny renderer and the components of the house library.
let serial = 0;
export const uid = (prefix) => `${prefix}-${serial++}`;

export function h(tag, props, ...children) {
  const el = document.createElement(tag);
  for (const [key, value] of Object.entries(props ?? {})) {
    if (value == null || value === false) continue;
    if (key.startsWith('on')) el.addEventListener(key.slice(2), value);
    else if (key === 'value' || key === 'checked') el[key] = value;
    else el.setAttribute(key, value === true ? '' : value);
  }
  el.append(...children.flat(Infinity).filter((child) => child != null && child !== false));
  return el;
}

const ICONS = {
  print: 'M19 8H5a3 3 0 0 0-3 3v6h4v4h12v-4h4v-6a3 3 0 0 0-3-3zm-3 11H8v-5h8v5zM18 3H6v4h12V3z',
  eye: 'M12 5C7 5 2.7 8.1 1 12c1.7 3.9 6 7 11 7s9.3-3.1 11-7c-1.7-3.9-6-7-11-7zm0 11a4 4 0 1 1 0-8 4 4 0 0 1 0 8z',
  search: 'M15.5 14h-.8l-.3-.3a6.5 6.5 0 1 0-.7.7l.3.3v.8l5 5 1.5-1.5-5-5zm-6 0a4.5 4.5 0 1 1 0-9 4.5 4.5 0 0 1 0 9z',
  power: 'M13 3h-2v10h2V3zm4.8 2.2-1.4 1.4A7 7 0 1 1 7.6 6.600L6.200 5.200A9 9 0 1 0 17.800 5.200z',
};
export function icon(name) {
  const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
  svg.setAttribute('viewBox', '0 0 24 24');
  svg.setAttribute('aria-hidden', 'true');
  svg.setAttribute('focusable', 'false');
  const path = document.createElementNS(svg.namespaceURI, 'path');
  path.setAttribute('d', ICONS[name]);
  svg.append(path);
  return svg;
}

const mark = (text) => text && h('span', { 'aria-hidden': 'true', class: 'form-field-required-marker' }, ` ${text}`);

/** Frame of a form field: floating label in its wrapper, control, hint and error below. */
function frame({ id, labelId, label, marker, hint, control, suffix, native = true }) {
  const hintEl = hint && h('span', { class: 'hint', id: `${id}-hint` }, hint);
  const error = h('span', { class: 'error', role: 'alert', id: `${id}-error` });
  const caption = native
    ? h('label', { for: id, id: labelId }, label, mark(marker))
    : h('span', { id: labelId, class: 'float' }, label, mark(marker));
  const el = h('div', { class: 'form-field' },
    h('div', { class: 'form-field-flex' },
      h('span', { class: 'form-field-label-wrapper' }, caption),
      h('div', { class: 'form-field-infix' }, control, suffix)),
    h('div', { class: 'form-field-subscript' }, hintEl, error));
  control.setAttribute('aria-describedby', [hintEl && hintEl.id, error.id].filter(Boolean).join(' '));
  const setError = (message) => {
    error.textContent = message ?? '';
    el.classList.toggle('invalid', Boolean(message));
    if (message) control.setAttribute('aria-invalid', 'true'); else control.removeAttribute('aria-invalid');
  };
  return { el, setError, focus: () => control.focus() };
}

export function textField({ name, label, marker, hint, type = 'text', value = '', readonly, required, check, inputmode }) {
  const id = uid('input');
  const input = h('input', {
    id, name, type, value, inputmode, readonly, class: 'input-element', autocomplete: type === 'password' ? 'new-password' : 'off',
    autocapitalize: 'off', spellcheck: 'false', required, 'aria-required': required ? 'true' : 'false',
  });
  let suffix = null;
  if (type === 'password') {
    suffix = h('button', { type: 'button', class: 'icon-button', 'aria-label': 'Afficher la saisie', 'aria-pressed': 'false', onclick: () => {
      const shown = input.type === 'text';
      input.type = shown ? 'password' : 'text';
      suffix.setAttribute('aria-pressed', String(!shown));
    } }, icon('eye'));
  }
  const base = frame({ id, labelId: uid('form-field-label'), label, marker, hint, control: input, suffix });
  const paint = () => base.el.classList.toggle('filled', input.value !== '');
  const initial = value;
  input.addEventListener('input', () => { paint(); base.setError(); });
  paint();
  return {
    ...base, name, required, check, input, get: () => input.value.trim(), dirty: () => input.value !== initial,
    set: (text) => { input.value = text; paint(); },
  };
}

function overlay(dark) {
  const host = h('div', { class: 'overlay-container' });
  const backdrop = h('div', { class: `overlay-backdrop${dark ? ' dark' : ''}` });
  host.append(backdrop);
  document.body.append(host);
  return { host, backdrop, close: () => host.remove() };
}

export function selectField({ name, label, marker, options, required, message }) {
  const id = uid('select'), labelId = uid('form-field-label'), valueId = uid('select-value');
  let value = '', active = -1, open = null, items = [], typed = '', typedAt = 0;
  const shown = h('span', { id: valueId, class: 'select-value' });
  const trigger = h('div', {
    id, role: 'combobox', tabindex: '0', class: 'select-trigger', 'aria-haspopup': 'listbox', 'aria-expanded': 'false', 'data-name': name,
    'aria-labelledby': `${labelId} ${valueId}`, 'aria-required': required ? 'true' : 'false', 'aria-autocomplete': 'none',
  }, shown);
  const base = frame({ id, labelId, label, marker, control: trigger, native: false });
  const choose = (text) => {
    value = text;
    shown.textContent = text;
    base.el.classList.toggle('filled', text !== '');
    base.setError();
    hide();
  };
  const highlight = (index) => {
    active = Math.max(0, Math.min(options.length - 1, index));
    items.forEach((item, i) => item.classList.toggle('active', i === active));
    trigger.setAttribute('aria-activedescendant', items[active].id);
    items[active].scrollIntoView({ block: 'nearest' });
  };
  const hide = () => {
    if (!open) return;
    open.close();
    open = null;
    trigger.setAttribute('aria-expanded', 'false');
    trigger.removeAttribute('aria-activedescendant');
    trigger.removeAttribute('aria-controls');
    trigger.focus();
  };
  const show = () => {
    if (open) return;
    open = overlay();
    const box = trigger.closest('.form-field-flex').getBoundingClientRect();
    const panelId = `${id}-panel`;
    items = options.map((text) => h('div', {
      role: 'option', id: uid('option'), class: 'option', 'aria-selected': String(text === value), onclick: () => choose(text),
    }, h('span', { class: 'option-text' }, text)));
    const panel = h('div', { role: 'listbox', id: panelId, class: 'select-panel', 'aria-labelledby': labelId }, items);
    panel.style.cssText = `left:${box.left}px;width:${box.width}px;`
      + (box.bottom + 260 > innerHeight && box.top > 260 ? `bottom:${innerHeight - box.top}px` : `top:${box.bottom}px`);
    open.host.append(panel);
    open.backdrop.addEventListener('click', hide);
    trigger.setAttribute('aria-expanded', 'true');
    trigger.setAttribute('aria-controls', panelId);
    highlight(Math.max(0, options.indexOf(value)));
  };
  trigger.addEventListener('click', () => (open ? hide() : show()));
  trigger.addEventListener('keydown', (event) => {
    const { key } = event;
    if (!open) {
      if (['Enter', ' ', 'ArrowDown', 'ArrowUp'].includes(key)) { event.preventDefault(); show(); }
      return;
    }
    if (key === 'Escape') hide();
    else if (key === 'Tab') { choose(options[active]); return; }
    else if (key === 'Enter' || key === ' ') choose(options[active]);
    else if (key === 'ArrowDown') highlight(active + 1);
    else if (key === 'ArrowUp') highlight(active - 1);
    else if (key === 'Home') highlight(0);
    else if (key === 'End') highlight(options.length - 1);
    else if (key.length === 1) {
      typed = (Date.now() - typedAt < 700 ? typed : '') + key.toLowerCase();
      typedAt = Date.now();
      const hit = options.findIndex((text) => text.toLowerCase().startsWith(typed));
      if (hit >= 0) highlight(hit);
    } else return;
    event.preventDefault();
  });
  return { ...base, name, required, message, get: () => value, dirty: () => value !== '', set: choose };
}

export function radioGroup({ label, name, options, value, onchange }) {
  const labelId = uid('radio-group-label');
  return h('div', {},
    h('p', { id: labelId }, label),
    h('div', { role: 'radiogroup', class: 'radio-group', 'aria-labelledby': labelId }, options.map((option) => {
      const id = uid('radio');
      return h('div', { class: 'radio-button' }, h('label', { for: id },
        h('span', { class: 'radio-container' }, h('input', {
          type: 'radio', id, name, value: option, checked: option === value, onchange: () => onchange(option) })),
        h('span', { class: 'radio-label' }, option)));
    })));
}

const SNACK_TIME = 8000;
export function snack(message) {
  let host = document.querySelector('.snack-host');
  if (!host) document.body.append(host = h('div', { class: 'snack-host', 'aria-live': 'polite' }));
  host.replaceChildren();
  const bar = h('div', { class: 'snack' }, h('span', {}, message),
    h('button', { type: 'button', class: 'icon-button', 'aria-label': 'Fermer le message', onclick: () => bar.remove() }, '✕'));
  host.append(bar);
  setTimeout(() => bar.remove(), SNACK_TIME);
}

export function confirmDialog({ title, text, yes, no }) {
  return new Promise((resolve) => {
    const before = document.activeElement;
    const layer = overlay(true);
    const titleId = uid('dialog-title'), textId = uid('dialog-text');
    const done = (answer) => { layer.close(); before?.focus?.(); resolve(answer); };
    const refuse = h('button', { type: 'button', class: 'button', onclick: () => done(false) }, no);
    const accept = h('button', { type: 'button', class: 'button raised', onclick: () => done(true) }, yes);
    const box = h('div', { role: 'dialog', class: 'dialog', 'aria-modal': 'true', 'aria-labelledby': titleId, 'aria-describedby': textId },
      h('h2', { id: titleId }, title), h('p', { id: textId }, text), h('div', { class: 'actions' }, refuse, accept));
    box.addEventListener('keydown', (event) => {
      if (event.key === 'Escape') done(false);
      if (event.key === 'Tab') { event.preventDefault(); (document.activeElement === accept ? refuse : accept).focus(); }
    });
    layer.host.append(box);
    refuse.focus();
  });
}

export const card = (...children) => h('section', { class: 'card' }, ...children);
export const skeleton = (lines = 3) => h('div', { class: 'skeletons', 'aria-busy': 'true', 'aria-label': 'Chargement en cours' },
  Array.from({ length: lines }, () => h('div', { class: 'skeleton' })));

/** Place of the refusals that concern a whole form. */
export function alertBox() {
  const el = h('div', { class: 'alert', role: 'alert' });
  return {
    el, clear: () => el.replaceChildren(),
    show: (message, details, extra) => el.replaceChildren(h('p', {}, message),
      ...(details?.length ? [h('ul', {}, details.map((line) => h('li', {}, line)))] : []), ...(extra ? [extra] : [])),
  };
}

/** Reactive form: checks the fields, sends, tells what is wrong beside the field, above the form and in a snack bar. */
export function bindForm({ form, fields, alert, submit, rules, send, refused }) {
  form.noValidate = true;
  const list = Object.values(fields);
  const report = (errors, message, details) => {
    for (const field of list) field.setError(errors[field.name]);
    list.find((field) => errors[field.name])?.focus();
    alert.clear();
    if (!Object.keys(errors).length) alert.show(message, details);
    snack(Object.keys(errors).length ? 'Le formulaire comporte des erreurs. Vérifiez les champs signalés.' : message.replace(/ Vérifiez que :$| Cette possibilité.*$/, ''));
  };
  form.addEventListener('submit', async (event) => {
    event.preventDefault();
    if (submit.disabled) return;
    const values = Object.fromEntries(list.map((field) => [field.name, field.get()]));
    const errors = {};
    for (const field of list) {
      const wrong = field.required && !values[field.name] ? field.message ?? 'Ce champ est obligatoire.' : values[field.name] && field.check?.(values[field.name]);
      if (wrong) errors[field.name] = wrong;
    }
    Object.assign(errors, rules?.(values));
    if (Object.keys(errors).length) { report(errors, ''); return; }
    submit.disabled = true;
    form.setAttribute('aria-busy', 'true');
    try {
      alert.clear();
      await send(values);
    } catch (problem) {
      if (!problem.body) throw problem;
      report(problem.body.errors ?? {}, problem.body.message, problem.body.details);
      refused?.(problem.body);
    } finally {
      submit.disabled = false;
      form.removeAttribute('aria-busy');
    }
  });
}
