/* Espace personnalisé employeur - client module */
(function () {
'use strict';
var seq = 1000, user = null, questions = [], viewport, statusText, tip;

/* ---- elements ---- */
function h(tag, cls, kids, attrs) {
  var node = document.createElement(tag), name;
  if (cls) { node.className = cls; }
  for (name in attrs || {}) { if (attrs[name] !== undefined) { node.setAttribute(name, attrs[name]); } }
  add(node, kids);
  return node;
}
function add(node, kids) {
  if (kids === undefined || kids === null) { return node; }
  if (!(kids instanceof Array)) { kids = [kids]; }
  for (var i = 0; i < kids.length; i++) {
    if (kids[i] === null || kids[i] === undefined) { continue; }
    node.appendChild(typeof kids[i] === 'string' ? document.createTextNode(kids[i]) : kids[i]);
  }
  return node;
}
function compId() { seq += 1; return 'ext-comp-' + seq; }
function row() { return h('table', 'x-layout', h('tbody', '', h('tr', '', Array.prototype.slice.call(arguments)))); }
function link(text, target) {
  var a = h('a', 'x-link', text, {href: typeof target === 'string' ? '#' + target : 'javascript:;', id: compId()});
  if (typeof target === 'function') { a.onclick = function () { target(); return false; }; }
  return a;
}
function go(token) {
  if (location.hash === '#' + token) { route(); } else { location.hash = '#' + token; }
}
function paragraphs(text) {
  var box = h('div', ''), lines = text.split('\n'), i, list = null;
  for (i = 0; i < lines.length; i++) {
    if (lines[i].indexOf('- ') === 0) {
      if (!list) { list = h('ul', ''); box.appendChild(list); }
      list.appendChild(h('li', '', lines[i].substring(2)));
    } else if (lines[i]) { list = null; box.appendChild(h('p', '', lines[i])); }
  }
  return box;
}

/* ---- widgets ---- */
function Button(text, handler, plain) {
  var real = plain ? h('div', 'x-btn-text', text) : h('button', 'x-btn-text', text, {type: 'button', id: compId()});
  var table = h('table', 'x-btn', h('tbody', '', h('tr', '', [h('td', 'x-btn-ml'), h('td', 'x-btn-mc', plain ? real : h('em', '', real)), h('td', 'x-btn-mr')])),
    {cellspacing: '0', id: compId(), unselectable: 'on'});
  if (plain) {
    table.tabIndex = 0;
    table.onkeydown = function (e) { if (e.keyCode === 13) { handler(); } };
  }
  table.onclick = function () { handler(); };
  return table;
}
function Panel(title, kids, collapsible) {
  var body = h('div', 'x-panel-body', kids), head, panel, tool;
  head = h('div', 'x-panel-header', h('span', 'x-panel-header-text', title));
  panel = h('div', 'x-panel', title ? [head, body] : body, {id: compId()});
  if (collapsible) {
    tool = h('div', 'x-tool x-tool-toggle', '-', {qtip: 'Replier / déplier'});
    tool.onclick = function () {
      var closed = panel.className.indexOf('x-collapsed') >= 0;
      panel.className = closed ? 'x-panel' : 'x-panel x-collapsed';
      tool.firstChild.nodeValue = closed ? '-' : '+';
    };
    head.insertBefore(tool, head.firstChild);
  }
  panel.body = body;
  return panel;
}
function Window(title, kids, label, closed) {
  var mask = h('div', 'x-window-mask'), win, button;
  function close() {
    document.body.removeChild(mask);
    document.body.removeChild(win);
    if (closed) { closed(); }
  }
  button = Button(label, close);
  var tool = h('div', 'x-tool x-tool-close', '×');
  tool.onclick = close;
  win = h('div', 'x-window x-window-dlg', [h('div', 'x-window-header', [tool, h('span', 'x-window-header-text', title)]),
    h('div', 'x-window-body', kids), h('div', 'x-window-footer', button)], {id: compId()});
  add(document.body, [mask, win]);
  win.onkeydown = function (e) { if (e.keyCode === 27) { close(); } };
  button.getElementsByTagName('*')[0].parentNode.querySelector('.x-btn-text').focus();
}
function alertBox(title, text, closed, info) {
  Window(title, [h('div', 'ext-mb-icon' + (info ? ' ext-mb-info' : ''), info ? 'i' : '!'), h('div', 'ext-mb-text', paragraphs(text))], 'OK', closed);
}
function loadMask(panel) {
  var mask = h('div', 'x-mask', h('div', 'x-mask-msg x-mask-loading', 'Veuillez patienter…'));
  panel.appendChild(mask);
  return function () { if (mask.parentNode) { mask.parentNode.removeChild(mask); } };
}
function setStatus(text) { if (statusText) { statusText.innerHTML = ''; add(statusText, text); } }
document.onmouseover = function (e) {
  var text = e.target.getAttribute && e.target.getAttribute('qtip');
  if (tip) { document.body.removeChild(tip); tip = null; }
  if (text) {
    tip = h('div', 'x-tip', text);
    tip.style.cssText = 'left:' + (e.pageX + 12) + 'px;top:' + (e.pageY + 12) + 'px';
    document.body.appendChild(tip);
  }
};

/* ---- remote calls ---- */
function rpc(method, args, panel, done, refused) {
  var unmask = panel ? loadMask(panel) : function () {}, xhr = new XMLHttpRequest(), body, i;
  body = ['7', '0', String(args.length), 'fr.cdc.retraites.espace.client.EspaceService', method].concat(args);
  for (i = 0; i < body.length; i++) { body[i] = body[i].replace(/\\/g, '\\\\').replace(/\|/g, '\\!'); }
  setStatus('Chargement…');
  xhr.open('POST', '/retraites/espace/dispatch', true);
  xhr.setRequestHeader('Content-Type', 'text/x-gwt-rpc; charset=utf-8');
  xhr.setRequestHeader('X-GWT-Module-Base', location.protocol + '//' + location.host + '/retraites/');
  xhr.onreadystatechange = function () {
    var kind, value;
    if (xhr.readyState !== 4) { return; }
    unmask();
    setStatus('Prêt');
    kind = xhr.responseText.substring(0, 4);
    if (xhr.status !== 200 || (kind !== '//OK' && kind !== '//EX')) {
      alertBox('Erreur', 'Le serveur ne répond pas. Veuillez renouveler votre demande ultérieurement.');
      return;
    }
    value = JSON.parse(xhr.responseText.substring(4));
    if (kind === '//OK') { done(value); } else { (refused || refusal)(value[1], value[2]); }
  };
  xhr.send(body.join('|') + '|');
}
function refusal(text) { alertBox('Attention', text); }

/* ---- forms: tables of rows, the label in one cell, the box in the next ---- */
function Form(panel) {
  this.panel = panel;
  this.boxes = {};
  this.names = [];
  this.rows = h('tbody', '');
  add(panel.body, h('table', 'x-form', this.rows, {cellspacing: '0'}));
}
Form.prototype.title = function (text) { add(this.rows, h('tr', '', h('td', 'x-fieldset-title', text, {colspan: '3'}))); };
Form.prototype.text = function (kids) { add(this.rows, h('tr', '', h('td', 'x-form-text-row', kids, {colspan: '3'}))); };
Form.prototype.line = function (name, label, mark, element, note, input, required) {
  var icon = h('div', 'x-form-invalid-icon', '!'), line, caption;
  caption = [label + ' ', mark ? h('span', 'x-star', mark) : null, mark ? ' :' : ':'];
  line = h('tr', 'x-form-item', [h('td', 'x-form-item-label', caption),
    h('td', 'x-form-element', [element, note ? h('div', 'x-note', note) : null]), h('td', 'x-form-icon', icon)]);
  add(this.rows, line);
  this.names.push(name);
  this.boxes[name] = {input: input, line: line, icon: icon, required: required};
  return line;
};
Form.prototype.field = function (name, label, o) {
  var input = h('input', 'x-form-text x-form-field', null, {type: o.type || 'text', name: name, id: compId(), size: o.size || '24', maxlength: o.max || '80', autocomplete: 'off'});
  var self = this, line = this.line(name, label, o.mark, input, o.note, input, o.mark === '*');
  input.onkeydown = function (e) { if (e.keyCode === 13 && self.enter) { self.enter(); } };
  if (o.value) { input.value = o.value; input.readOnly = true; line.className += ' x-form-readonly'; }
};
Form.prototype.combo = function (name, label, o) {
  var input = h('input', 'x-form-text x-form-field x-trigger-noedit', null, {type: 'text', name: name, id: compId(), size: '44', readonly: 'readonly', autocomplete: 'off'});
  var trigger = h('div', 'x-form-trigger x-form-arrow-trigger', '▾'), list = null;
  function collapse() {
    if (list) { document.body.removeChild(list); list = null; document.removeEventListener('mousedown', outside, true); }
  }
  function outside(e) { if (list && !list.contains(e.target)) { collapse(); } }
  function item(text) {
    var node = h('div', 'x-combo-list-item', text);
    node.onclick = function () { input.value = text; collapse(); };
    return node;
  }
  function expand() {
    var at = input.getBoundingClientRect(), i;
    if (list) { collapse(); return; }
    list = h('div', 'x-combo-list');
    for (i = 0; i < o.values.length; i++) { list.appendChild(item(o.values[i])); }
    list.style.cssText = 'left:' + (at.left + window.pageXOffset) + 'px;top:' + (at.bottom + window.pageYOffset) + 'px;min-width:' + at.width + 'px';
    document.body.appendChild(list);
    document.addEventListener('mousedown', outside, true);
  }
  input.onclick = trigger.onclick = expand;
  input.onkeydown = function (e) {
    var i = o.values.indexOf(input.value);
    if (e.keyCode === 40) { input.value = o.values[Math.min(i + 1, o.values.length - 1)]; return false; }
    if (e.keyCode === 38) { input.value = o.values[Math.max(i - 1, 0)]; return false; }
  };
  this.line(name, label, o.mark, h('div', 'x-form-field-trigger-wrap', [input, trigger]), o.note, input, true);
};
Form.prototype.mark = function (names, text) {
  var i, box;
  for (i = 0; i < this.names.length; i++) {
    box = this.boxes[this.names[i]];
    box.line.className = box.line.className.replace(' x-form-invalid', '');
    box.icon.removeAttribute('qtip');
    if (names.indexOf(this.names[i]) >= 0) {
      box.line.className += ' x-form-invalid';
      box.icon.setAttribute('qtip', text);
    }
  }
};
Form.prototype.submit = function (method, done) {
  var missing = [], values = [], i, box, self = this;
  for (i = 0; i < this.names.length; i++) {
    box = this.boxes[this.names[i]];
    values.push(box.input.value);
    if (box.required && !box.input.value.replace(/\s/g, '')) { missing.push(this.names[i]); }
  }
  this.mark(missing, 'Ce champ est obligatoire');
  if (missing.length) { refusal('Veuillez compléter les champs obligatoires.'); return; }
  rpc(method, values, this.panel, done, function (text, names) {
    self.mark(names, text.split('\n')[0]);
    refusal(text);
  });
};
Form.prototype.buttons = function (kids) { add(this.panel.body, h('div', 'x-panel-btns', kids)); };

/* ---- the two frames: portal home, personal space ---- */
function footer() {
  return h('div', 'x-footer', [link('Mentions légales', 'mentions-legales'), link('Accessibilité', 'accessibilite'), link('Plan du site', 'plan'),
    link('Contact', 'contact'), link('CGU', 'cgu'), h('div', 'x-note', '© Caisse des Dépôts - Direction des retraites et de la solidarité')]);
}
function show(north, middle) {
  var cookie = null;
  if (!/cookies=vu/.test(document.cookie)) {
    cookie = h('div', 'x-cookie', ['Ce site utilise des cookies nécessaires à son fonctionnement et à la mesure d\'audience. ',
      link('J\'ai compris', function () { document.cookie = 'cookies=vu; path=/'; cookie.style.display = 'none'; })]);
  }
  statusText = h('td', 'x-status-text', 'Prêt');
  viewport.innerHTML = '';
  add(viewport, [cookie, north, middle, footer(), h('div', 'x-statusbar', row(statusText, h('td', '', 'Version 3.2.1'), h('td', '', new Date().toLocaleDateString('fr-FR'))))]);
  window.scrollTo(0, 0);
}
function tools() {
  function size(cls) { return function () { document.body.className = 'x-body x-gecko ' + cls; }; }
  return h('td', 'x-tools', [link('Imprimer', function () { window.print(); }), ' ', link('A⁻', size('x-smaller')), ' ', link('A⁺', size('x-larger'))]);
}
function menu(title, items) {
  var list = h('ul', ''), i;
  for (i = 0; i < items.length; i++) { list.appendChild(h('li', '', link(items[i][1], items[i][0]))); }
  return Panel(title, list, true);
}
function pageMenu(title, tokens) {
  var items = [], i;
  for (i = 0; i < tokens.length; i++) { items.push([tokens[i], PAGES[tokens[i]][0]]); }
  return menu(title, items);
}
function portal(center) {
  var word = h('input', 'x-form-text', null, {type: 'text', name: 'mot', id: compId(), size: '22', title: 'Tapez un mot-clé, une expression'});
  function find() { go('recherche/' + encodeURIComponent(word.value)); }
  word.onkeydown = function (e) { if (e.keyCode === 13) { find(); } };
  show(h('div', 'x-north', [row(h('td', 'x-brand', ['Caisse des Dépôts', h('div', '', 'RETRAITES ET SOLIDARITÉ'), 'Direction Employeur']), tools()),
    h('div', 'x-toolbar', [h('span', '', ['Vous êtes ', h('b', 'x-profile', 'EMPLOYEUR'), ' ', link('ACTIF', 'profils'), ' ', link('RETRAITÉ', 'profils'), ' ', link('AUTRE PUBLIC', 'profils')])]),
    h('div', 'x-toolbar', [link('Accueil', 'accueil'), link('Changer de profil', 'profils')])]),
  row(h('td', 'x-west', h('div', 'x-accordion', [
    pageMenu('Informations générales', ['actualites', 'presentation', 'etudes', 'presse', 'droit-information']),
    pageMenu('Liste des régimes et fonds', ['cnracl', 'fiphfp', 'fspoeie', 'ircantec', 'rafp', 'mines', 'saspa', 'autres-fonds']),
    menu('Informations Employeur', [['accueil', 'Votre actualité']])])),
  h('td', 'x-center', center), h('td', 'x-east', [
    Panel('RECHERCHER SUR LE SITE :', [h('div', 'x-note', 'Tapez un mot-clé, une expression'), word, Button('OK', find)]),
    Panel('Liens utiles', [h('b', '', 'Forum Retraite 2010 :'), h('div', '', 'les actes et les vidéos en ligne'), '> ', link('En savoir +', 'forum-2010')])])));
}
function espace(center, help) {
  show(h('div', 'x-north', row(h('td', 'x-brand', ['RETRAITES ET SOLIDARITÉ', h('div', '', 'ESPACE PERSONNALISÉ')]), h('td', 'x-status', [
    user ? h('div', 'x-connected', ['Connecté : ' + user.name + ' - ', link('Déconnexion', logout)]) : h('div', 'x-connected', 'Non connecté'),
    link('Retour accueil cdc.retraites', 'accueil')]))),
  row(h('td', 'x-center', center), h('td', 'x-east', [help ? Panel('Aide', help, true) : null, pageMenu('Plus d\'info ?', ['aide-connexion', 'presentation-espace'])])));
}
function logout() { rpc('logout', [], null, function () { user = null; go('connexion'); }); }
function cguWindow() {
  var kids = [], i;
  for (i = 1; i < PAGES.cgu.length; i++) { kids.push(h('p', '', PAGES.cgu[i])); }
  Window('Conditions générales d\'utilisation', kids, 'Fermer');
}
function cguLink() { return h('div', 'x-cgu', ['» ', link('Conditions générales d\'utilisation', cguWindow)]); }

/* ---- home and editorial pages ---- */
function home() {
  function news(token, text, date) {
    return h('div', 'x-news', [h('b', '', PAGES[token][0]), h('p', '', text), h('div', 'x-note', date), '> ', link('En savoir +', token)]);
  }
  portal([Panel('', [h('span', '', ['Pour vous ', h('b', '', 'connecter'), ' à votre espace personnalisé, cliquez sur ']),
    Button('Accès à mon espace personnalisé', function () { go(user ? 'espace/accueil' : 'connexion'); }, true)]),
  Panel('Votre actualité', [
    news('actualite/iheps', 'L\'IHEPS a pour objectif de promouvoir la connaissance et les réflexions sur les enjeux de la protection sociale dans le cadre des évolutions (...)', '23/09/2010'),
    news('actualite/dai-2010', 'Compte tenu du projet de réforme des retraites, le Gip Info retraite a décidé de ne pas transmettre d\'EIG (Estimation indicative globale) aux (...)', '15/09/2010')])]);
}
function page(token) {
  var kids = [], i;
  for (i = 1; i < PAGES[token].length; i++) { kids.push(h('p', '', PAGES[token][i])); }
  kids.push(h('p', '', link('Retour', function () { history.back(); })));
  portal(Panel(PAGES[token][0], kids));
}
function listing(title, word) {
  var list = h('ul', ''), token;
  for (token in PAGES) {
    if (PAGES[token].join(' ').toLowerCase().indexOf(word.toLowerCase()) >= 0) { list.appendChild(h('li', '', link(PAGES[token][0], token))); }
  }
  portal(Panel(title, list.firstChild ? list : 'Aucun résultat.'));
}

/* ---- connection ---- */
function connection() {
  var panel = Panel('Je suis déjà inscrit(e)', []), form = new Form(panel), ask;
  function done(value) {
    if (value.next === 'certification') { go('certification'); return; }
    user = value.user;
    go('espace/accueil');
  }
  form.field('identifier', 'Code identifiant', {size: '20'});
  form.field('code', 'Code confidentiel', {size: '20', type: 'password'});
  form.enter = function () { form.submit('login', done); };
  form.buttons([Button('Je valide', form.enter), h('div', '', link('Codes perdus *', 'codes-perdus')), h('div', '', link('Aide à la connexion', 'aide-connexion')),
    pageMenu('Plus d\'info ?', ['administrateur', 'utilisateur']),
    h('div', 'x-note', [h('p', '', 'Pour récupérer votre code identifiant et/ou régénérer un code confidentiel provisoire, cliquez sur [Codes perdus]'),
      paragraphs('(*) Vous pouvez récupérer vos codes d\'accès uniquement :\n' +
        '- si vous vous êtes connecté une 1ère fois et si vous avez choisi la question secrète et sa réponse\n' +
        '- si l\'adresse courriel enregistrée sur votre compte est valide\n' +
        'Si ce n\'est pas le cas : demandez à un autre administrateur de votre établissement de régénérer votre code confidentiel')])]);
  ask = h('input', 'x-form-text', null, {type: 'text', name: 'ariane', id: compId(), size: '28'});
  espace([h('h2', '', 'ACCÈS À MON ESPACE PERSONNALISÉ'), panel,
    Panel('Je ne suis pas encore inscrit(e)', [Button('Je m\'inscris', function () { go('inscription'); }, true),
      pageMenu('Plus d\'info ?', ['presentation-espace', 'demonstration', 'inscription-administrateur', 'inscription-utilisateur', 'cgu'])]),
    Panel('Poser votre question', [h('p', '', 'Bonjour, je m\'appelle Ariane et je suis là pour vous aider'), ask, Button('Demander', function () {
      alertBox('Ariane', /perdu|oubli|code/i.test(ask.value) ? 'Pour retrouver vos codes, cliquez sur « Codes perdus » sous la zone de connexion.' : 'Je n\'ai pas compris votre question. Vous pouvez la reformuler, par exemple : « J\'ai perdu mes codes ».', null, true);
    })])]);
}
function certification() {
  var panel = Panel('Code de certification', [h('p', '', 'Votre code confidentiel a été régénéré. Veuillez saisir le code de certification qui s\'est affiché à l\'écran lors de cette régénération.')]), form = new Form(panel);
  form.field('certification', 'Code de certification', {mark: '*', max: '20'});
  form.enter = function () {
    form.submit('certify', function (value) {
      if (value.next === 'renew') {
        alertBox('Attention', 'Vous avez fait 3 essais infructueux de saisie du code de certification. Vous devez renouveler votre code confidentiel.', function () { go('codes-perdus'); });
        return;
      }
      user = value.user;
      go('espace/accueil');
    });
  };
  form.buttons([Button('Valider', form.enter), Button('Annuler', function () { go('connexion'); }), h('div', 'x-note', [h('span', 'x-star', '*'), ' Champs obligatoires'])]);
  espace([panel, cguLink()], paragraphs('Après 3 essais infructueux de saisie de ce code, vous devrez renouveler votre code confidentiel.'));
}
function space(tab) {
  var tabs = [['accueil', 'Accueil'], ['services', 'Mes services'], ['compte', 'Mon compte']], cells = [], body, i, form, panel;
  function cell(t) {
    var td = h('td', t[0] === tab ? 'x-tab-active' : '', t[1]);
    td.onclick = function () { go('espace/' + t[0]); };
    return td;
  }
  for (i = 0; i < tabs.length; i++) { cells.push(cell(tabs[i])); }
  if (tab === 'services') {
    body = [Panel('Mes services', paragraphs('- Déclarations individuelles\n- Cohortes et droit à l\'information\n- Simulation de calcul\n- Consultation des paiements' + (user.role === 'administrator' ? '\n- Gestion des utilisateurs' : '')))];
  } else if (tab === 'compte') {
    panel = Panel('Modifier mon code confidentiel', []);
    form = new Form(panel);
    form.field('old', 'Code confidentiel actuel', {mark: '*', type: 'password'});
    form.field('new', 'Nouveau code confidentiel', {mark: '*', type: 'password'});
    form.field('again', 'Confirmation', {mark: '*', type: 'password'});
    form.buttons(Button('Modifier', function () { form.submit('change', function () { alertBox('Mon compte', 'Votre code confidentiel a été modifié.', null, true); }); }));
    body = [Panel('Mes informations', paragraphs('Code identifiant : ' + user.identifier + '\nAdresse e-mail : ' + user.email + '\nNuméro SIRET : ' + user.siret)), panel, secretPanel()];
  } else {
    body = [Panel('Bienvenue dans votre espace personnalisé', paragraphs('Bonjour ' + user.name + '\nVous êtes connecté en tant ' + (user.role === 'administrator' ? 'qu\'administrateur.' : 'qu\'utilisateur.') +
      (user.badMail ? '\nL\'adresse courriel enregistrée sur votre compte n\'est pas valide : contactez votre correspondant.' : ''))), user.first ? secretPanel() : null];
  }
  espace([row.apply(null, cells), h('div', 'x-tab-panel', body)]);
  viewport.querySelector('.x-center .x-layout').className = 'x-tab-strip';
}
function secretPanel() {
  var panel = Panel('Ma question secrète', [h('p', '', 'Elle vous sera demandée si vous perdez vos codes d\'accès.')]), form = new Form(panel);
  form.combo('question', 'Question', {mark: '*', values: questions});
  form.field('answer', 'Réponse', {mark: '*'});
  form.buttons(Button('Enregistrer', function () {
    form.submit('secret', function (value) { user = value.user; alertBox('Mon compte', 'Votre question secrète a été enregistrée.', route, true); });
  }));
  return panel;
}

/* ---- lost codes ---- */
function begin(flow, token) { return function () { rpc('begin', [flow], null, function () { go(token); }); }; }
function step1() {
  var cancel = link('annuler', begin('', 'connexion'));
  function choice(before, strong, target) { return h('li', '', [before, h('b', '', strong), ' : ', link('cliquez ici', target)]); }
  espace([Panel('Codes perdus', [
    h('h3', '', 'Vous avez perdu votre code confidentiel ou votre code identifiant'),
    h('div', 'x-fieldset-title', 'Vous êtes administrateur'),
    h('ul', '', [
      choice('Vous avez perdu votre ', 'code confidentiel', begin('code-confidentiel', 'code-confidentiel/etape-3')),
      choice('Vous avez perdu votre ', 'code identifiant', begin('identifiant', 'identifiant/etape-2')),
      choice('Vous avez perdu votre ', 'code identifiant et votre code confidentiel', begin('identifiants', 'identifiants/etape-2'))]),
    h('div', 'x-fieldset-title', 'Vous êtes utilisateur sans être administrateur'),
    h('ul', '', choice('Vous avez perdu votre ', 'code identifiant et / ou votre code confidentiel', 'codes-perdus/utilisateur')),
    h('div', '', ['[', cancel, ']'])]), cguLink()],
  paragraphs('En fonction de votre situation, cliquez sur l\'un des choix'));
}
function step2(flow) {
  var panel = Panel('Recherche de votre code identifiant', []), form = new Form(panel);
  form.title('Votre établissement');
  form.field('siret', 'Numéro SIRET', {mark: '*', max: '20'});
  form.field('bcr', 'Numéro BCR', {mark: '**', note: 'Saisie en majuscules'});
  form.field('contract', 'Numéro de contrat', {mark: '**', note: 'Saisie en majuscules'});
  form.title('Coordonnées professionnelles');
  form.field('last_name', 'Votre Nom', {mark: '*'});
  form.field('first_name', 'Prénom', {mark: '*'});
  form.boxes.bcr.line.lastChild.appendChild(h('span', 'x-link', '?', {qtip: 'Exemple : 01ABC111. Vous le retrouvez sur les courriers et courriels.'}));
  form.enter = function () { form.submit('search', function () { go(flow + (flow === 'identifiant' ? '/resultat' : '/etape-3')); }); };
  form.buttons([Button('rechercher', form.enter), Button('Annuler', begin('', 'codes-perdus')),
    h('div', 'x-note', [h('span', 'x-star', '*'), ' Champs obligatoires']),
    h('div', 'x-note', [h('span', 'x-star', '**'), ' Vous devez obligatoirement compléter au moins l\'un de ces deux champs'])]);
  espace([panel, cguLink()], [
    paragraphs('Le numéro BCR vous est attribué par la direction des retraites et de la solidarité et permet votre identification (exemple 01ABC111). Vous le retrouvez sur les courriers et courriels.'),
    paragraphs('Si votre requête n\'aboutit pas, vérifiez que :\n- le n° de BCR ou de contrat est bien saisi en majuscules,\n' +
      '- les coordonnées professionnelles sont bien identiques (majuscules et minuscules) à celles saisies lors de l\'inscription,\n' +
      '- vous êtes bien inscrit en tant qu\'administrateur pour votre établissement.')]);
}
function result(identifier) {
  espace([Panel('Recherche de votre code identifiant', [h('p', '', ['Votre code identifiant est : ', h('b', 'x-identifier', identifier)]),
    h('p', '', 'Vous pouvez à présent vous connecter avec votre code confidentiel.'), Button('Terminer', begin('', 'connexion'))]), cguLink()]);
}
function step3(flow, identifier) {
  var panel = Panel('Regénérer votre code confidentiel', [h('p', '', ['Saisissez toutes les rubriques du formulaire puis cliquez sur "Générer le code confidentiel", ',
    h('b', '', 'un nouveau code confidentiel vous sera envoyé à l\'adresse e-mail enregistrée dans nos fichiers.')])]), form = new Form(panel);
  form.field('last_name', 'Votre Nom', {mark: '*'});
  form.field('first_name', 'Votre Prénom', {mark: '*'});
  form.field('identifier', 'Code identifiant', {mark: '*', value: identifier});
  form.field('email', 'Adresse e-mail', {mark: '*', size: '36', note: '(doit être identique à celle qui est mentionnée sur votre compte)'});
  form.text('Sélectionnez la question que vous avez choisie lors de votre inscription :');
  form.combo('question', 'Question', {mark: '*', values: questions});
  form.field('answer', 'Réponse', {mark: '*'});
  form.enter = function () { form.submit('regenerate', function () { go(flow + '/etape-4'); }); };
  form.buttons([Button('Générer le code confidentiel', form.enter), Button('Annuler', begin('', 'codes-perdus')),
    h('div', 'x-note', [h('span', 'x-star', '*'), ' Champs obligatoires'])]);
  espace([panel, cguLink()], [identifier ? h('p', '', 'Votre identifiant est renseigné automatiquement') : null,
    h('p', '', 'Adresse e-mail : adresse à laquelle vous recevrez votre nouveau code confidentiel. Elle doit être identique à celle qui est enregistrée sur votre compte.')]);
}
function step4(code) {
  var player = h('div', 'x-player'), url = '/retraites/espace/sonore.wav?t=' + new Date().getTime(), sound;
  sound = h('a', 'x-link', '(Cliquez ici pour entendre la version sonore)', {href: url, target: '_blank', id: compId()});
  sound.onclick = function () {
    player.innerHTML = '';
    player.appendChild(h('audio', '', null, {src: url, controls: 'controls', autoplay: 'autoplay'}));
    return false;
  };
  espace([Panel('Régénération du code confidentiel', [
    h('p', '', 'Vous recevrez prochainement par courriel votre nouveau code confidentiel, qui vous sera nécessaire pour vous connecter à nos différents services.'),
    h('p', '', ['Veuillez noter le ', h('b', '', 'code de certification'), ' que vous devrez impérativement saisir lors de votre prochaine connexion :']),
    h('div', 'x-code', code), sound, player,
    h('p', 'x-important', [h('b', '', 'Important : '), 'Vous devez impérativement noter le code qui s\'affiche dans ce cadre : ', h('b', '', 'il ne s\'agit pas de votre code confidentiel'),
      ', il vous sera demandé lors de votre prochaine connexion. Si, lors de votre prochaine connexion, vous faites 3 essais infructueux de saisie de ce code, vous devrez renouveler votre code confidentiel.']),
    Button('Terminer', function () { rpc('finish', [], null, function () { go('connexion'); }); })]), cguLink()]);
}
function wizard(flow, step) {
  rpc('wizard', [], null, function (state) {
    if (state.flow !== flow) { go('codes-perdus'); return; }
    if (step === 'etape-2' && flow !== 'code-confidentiel') { step2(flow); return; }
    if (step === 'resultat' && flow === 'identifiant' && state.identifier) { result(state.identifier); return; }
    if (step === 'etape-3' && flow === 'code-confidentiel') { step3(flow, ''); return; }
    if (step === 'etape-3' && flow === 'identifiants' && state.identifier) { step3(flow, state.identifier); return; }
    if (step === 'etape-4' && state.done) { rpc('result', [], null, function (value) { step4(value.certification); }); return; }
    go('codes-perdus');
  });
}

/* ---- history ---- */
function route() {
  var token = location.hash.replace(/^#/, ''), parts = token.split('/'), lists;
  lists = document.querySelectorAll('body > .x-combo-list');
  for (var i = 0; i < lists.length; i++) { document.body.removeChild(lists[i]); }
  if (token === '' || token === 'accueil') { home(); }
  else if (PAGES[token]) { page(token); }
  else if (token === 'plan') { listing('Plan du site', ''); }
  else if (parts[0] === 'recherche') { listing('Résultats de la recherche', decodeURIComponent(parts.slice(1).join('/'))); }
  else if (token === 'connexion') { connection(); }
  else if (token === 'certification') { certification(); }
  else if (token === 'codes-perdus') { step1(); }
  else if (parts[0] === 'espace') { if (user) { space(parts[1]); } else { go('connexion'); } }
  else if (/^(code-confidentiel|identifiants?)$/.test(parts[0])) { wizard(parts[0], parts[1]); }
  else { go('accueil'); }
}
window.onload = function () {
  viewport = h('div', 'x-viewport', null, {id: 'x-viewport'});
  document.body.appendChild(viewport);
  rpc('init', [], null, function (value) {
    user = value.user;
    questions = value.questions;
    route();
    window.onhashchange = route;
    document.body.removeChild(document.getElementById('loading'));
    document.body.removeChild(document.getElementById('loading-mask'));
  });
};
}());
