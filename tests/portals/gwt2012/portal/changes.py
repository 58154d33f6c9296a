"""What each defect and each variation changes in the sources: (file, text found exactly once, text instead)."""
S, J, C, H = "server.py", "espace.js", "theme.css", "host.html"

DEFECTS = {
    # pages, words, marks, links
    "lost-link-missing": [(J, "h('div', '', link('Codes perdus *', 'codes-perdus')), ", "")],
    "address-condition-missing": [(J, "        '- si l\\'adresse courriel enregistrée sur votre compte est valide\\n' +\n", "")],
    "both-codes-choice-missing": [(J, "begin('identifiant', 'identifiant/etape-2')),\n      choice('Vous avez perdu votre ', 'code identifiant et votre code confidentiel', begin('identifiants', 'identifiants/etape-2'))]),",
                                   "begin('identifiant', 'identifiant/etape-2'))]),")],
    "choices-crossed": [(J, "begin('identifiant', 'identifiant/etape-2')", "begin('code-confidentiel', 'code-confidentiel/etape-3')")],
    "siret-star-missing": [(J, "'Numéro SIRET', {mark: '*', max: '20'}", "'Numéro SIRET', {max: '20'}")],
    "contract-mark-missing": [(J, "'Numéro de contrat', {mark: '**', note", "'Numéro de contrat', {note")],
    "important-missing": [(J, """    h('p', 'x-important', [h('b', '', 'Important : '), 'Vous devez impérativement noter le code qui s\\'affiche dans ce cadre : ', h('b', '', 'il ne s\\'agit pas de votre code confidentiel'),
      ', il vous sera demandé lors de votre prochaine connexion. Si, lors de votre prochaine connexion, vous faites 3 essais infructueux de saisie de ce code, vous devrez renouveler votre code confidentiel.']),
""", "")],
    "cgu-dead": [(J, "link('Conditions générales d\\'utilisation', cguWindow)", "link('Conditions générales d\\'utilisation', function () {})")],
    "shown-as-connected": [(J, "h('div', 'x-connected', 'Non connecté')", "h('div', 'x-connected', 'Connecté')")],
    # step 2
    "siret-ignored": [(S, 'if (account["siret"] == siret\n                    and (not bcr', 'if ((not bcr')],
    "numbers-optional": [(S, "if not bcr and not contract:", "if False:")],
    "both-numbers-needed": [(S, "if not bcr and not contract:", "if not bcr or not contract:")],
    "first-name-optional": [(S, "self.need(siret=siret, last_name=last_name, first_name=first_name)", "self.need(siret=siret, last_name=last_name)"),
                            (S, 'account["first_name"] == first_name\n', '(not first_name or account["first_name"] == first_name)\n'),
                            (J, "  form.boxes.bcr.line", "  form.boxes.first_name.required = false;\n  form.boxes.bcr.line")],
    "case-ignored": [(S, 'account["last_name"] == last_name and account["first_name"] == first_name',
                      'account["last_name"].lower() == last_name.lower() and account["first_name"].lower() == first_name.lower()')],
    "user-accepted": [(S, 'return account["role"] == "administrator" and ', "return ")],
    "never-connected-accepted": [(S, ' and account["first_login_done"] and ', " and ")],
    "bad-address-accepted": [(S, ' and account["email_valid"]', "")],
    "refusal-silent": [(J, "    refusal(text);\n", "    if (method !== 'search') { refusal(text); }\n")],
    # step 3
    "identifier-empty": [(J, "step3(flow, state.identifier)", "step3(flow, '')")],
    "first-name-field-missing": [(J, "  form.field('first_name', 'Votre Prénom', {mark: '*'});\n", ""),
                                 (S, "def do_regenerate(self, session, last_name, first_name,", "def do_regenerate(self, session, last_name,"),
                                 (S, "first_name=first_name.strip(), identifier", "identifier"),
                                 (S, 'for field in ("last_name", "first_name", "email"', 'for field in ("last_name", "email"')],
    "maiden-question-missing": [(J, "  form.combo('question', 'Question', {mark: '*', values: questions});\n  form.field('answer', 'Réponse', {mark: '*'});\n  form.enter",
                                 "  form.combo('question', 'Question', {mark: '*', values: questions.slice(1)});\n  form.field('answer', 'Réponse', {mark: '*'});\n  form.enter")],
    "answer-ignored": [(S, '"email", "question", "answer"):\n', '"email", "question"):\n')],
    "mail-to-typed-address": [(S, '"first_name", "email", "question"', '"first_name", "question"'),
                              (S, 'self.mail(account, account["email"], code', 'self.mail(account, given["email"], code')],
    "cancel-generates": [(J, "Button('Générer le code confidentiel', form.enter), Button('Annuler', begin('', 'codes-perdus'))",
                          "Button('Générer le code confidentiel', form.enter), Button('Annuler', form.enter)")],
    # step 4
    "certification-constant": [(S, "code, certification = confidential_code(), certification_code()", 'code, certification = confidential_code(), "K7PW4DXM29"')],
    "sound-missing": [(S, 'return spell(session["shown"]) if "shown" in session else None', "return None")],
    "sound-shortened": [(S, 'return spell(session["shown"])', 'return spell(session["shown"][:-1])')],
    "sound-of-another-visitor": [(S, 'session["shown"] = certification', 'session["shown"] = self.last = certification'),
                                 (S, 'return spell(session["shown"])', "return spell(self.last)")],
    # mail
    "mail-sender": [(S, 'message["From"] = SENDER', 'message["From"] = "noreply@cdc-retraites.fr"')],
    "mail-carries-certification": [(S, '%(code)s\n', '%(code)s\n\nVotre code de certification : %(certification)s\n'),
                                   (S, 'BODY % {"code": code}', 'BODY % {"code": code, "certification": certification}')],
    # next connection
    "old-code-kept": [(S, "account.update(confidential_code=code,", 'account.update(old=account["confidential_code"], confidential_code=code,'),
                      (S, 'if not account or not same(account["confidential_code"], code):',
                       'if not account or code not in (account["confidential_code"], account.get("old")):')],
    "certification-not-asked": [(S, 'if account["certification"]:', "if False:")],
    "tries-unlimited": [(S, "MAX_TRIES = 3", "MAX_TRIES = 10 ** 6"),
                        (S, """incorrect. Nombre d'essais restants : %d."
                          % (MAX_TRIES - account["tries"]), "certification")""", 'incorrect.", "certification")')],
    "lock-forgotten": [(S, 'account["locked"] = True', 'account["tries"] = 0')],
    "certification-asked-again": [(S, '        account["certification"] = None\n', "")],
}

VARIATIONS = {
    "labels-above": [(J, """  line = h('tr', 'x-form-item', [h('td', 'x-form-item-label', caption),
    h('td', 'x-form-element', [element, note ? h('div', 'x-note', note) : null]), h('td', 'x-form-icon', icon)]);""",
                      """  line = h('tr', 'x-form-item', [h('td', 'x-form-element', [h('div', 'x-form-item-label', caption), element, note ? h('div', 'x-note', note) : null], {colspan: '2'}),
    h('td', 'x-form-icon', icon)]);""")],
    "buttons-of-divs": [(J, "function Button(text, handler, plain) {\n", "function Button(text, handler, plain) {\n  plain = true;\n")],
    "refusals-in-the-page": [(J, "function refusal(text) { alertBox('Attention', text); }", """function refusal(text) {
  var center = viewport.querySelector('.x-center'), old = center.querySelector('.x-form-errors');
  if (old) { center.removeChild(old); }
  center.insertBefore(h('div', 'x-panel x-form-errors', h('div', 'x-panel-body', paragraphs(text))), center.firstChild);
}"""), (C, ".x-note {", ".x-form-errors { border-color: #c30; color: #c30; background: #fee; } .x-note {")],
    "slow-splash": [(J, """    questions = value.questions;
    route();
    window.onhashchange = route;
    document.body.removeChild(document.getElementById('loading'));
    document.body.removeChild(document.getElementById('loading-mask'));""", """    questions = value.questions;
    setTimeout(function () {
      route();
      window.onhashchange = route;
      document.body.removeChild(document.getElementById('loading'));
      document.body.removeChild(document.getElementById('loading-mask'));
    }, 1500);""")],
    "mail-with-html": [(S, 'cte="quoted-printable")\n', """cte="quoted-printable")
        message.add_alternative("<html><body><p>" + (BODY % {"code": "<b>%s</b>" % code}).strip().replace("\\n\\n", "</p><p>")
                                + "</p></body></html>", subtype="html")
""")],
    "mail-to-with-name": [(S, 'message["To"] = address', 'message["To"] = email.utils.formataddr((account["first_name"] + " " + account["last_name"], address))')],
    "finish-to-home": [(J, "rpc('finish', [], null, function () { go('connexion'); })", "rpc('finish', [], null, function () { go('accueil'); })")],
    "person-first": [(S, "siret, bcr, contract, last_name, first_name):\n", "last_name, first_name, siret, bcr, contract):\n"),
                     (J, """  form.title('Coordonnées professionnelles');
  form.field('last_name', 'Votre Nom', {mark: '*'});
  form.field('first_name', 'Prénom', {mark: '*'});
""", ""), (J, "  form.title('Votre établissement');\n", """  form.title('Coordonnées professionnelles');
  form.field('last_name', 'Votre Nom', {mark: '*'});
  form.field('first_name', 'Prénom', {mark: '*'});
  form.title('Votre établissement');
""")],
    "certification-of-digits": [(S, 'secrets.choice(LETTERS + DIGITS) for _ in range(10)', 'secrets.choice("0123456789") for _ in range(8)')],
    "bang-tokens": [(J, "location.hash === '#' + token", "location.hash === '#!' + token"), (J, "location.hash = '#' + token;", "location.hash = '#!' + token;"),
                    (J, "? '#' + target", "? '#!' + target"), (J, "location.hash.replace(/^#/, '')", "location.hash.replace(/^#!?/, '')")],
    "gray-theme-random-ids": [(J, "return 'ext-comp-' + seq;", "return 'x-auto-' + Math.random().toString(36).substring(2, 8) + seq;"),
                              (C, "/* derived from the « blue » theme */", "/* derived from the « gray » theme */"),
                              (C, "background: #0f4c8c;", "background: #555;"), (C, "background: linear-gradient(#dbe8f8, #c0d5f0); color: #15428b;", "background: #ddd; color: #222;")],
    "sound-opened-by-link": [(J, """  sound.onclick = function () {
    player.innerHTML = '';
    player.appendChild(h('audio', '', null, {src: url, controls: 'controls', autoplay: 'autoplay'}));
    return false;
  };
""", "")],
    "identifier-as-text": [(J, "input.readOnly = true; line", "input.readOnly = true; input.style.display = 'none'; input.parentNode.insertBefore(h('div', 'x-form-display-field', o.value), input); line")],
}
