#!/usr/bin/env python3
"""Proof of the portal: the clean one keeps the guide, each defect and each variation is really there.
   ./check.py [clean | NAME ...]   (no argument: everything)"""
import email, email.policy, html.parser, http.cookiejar, json, os, re, signal, socket, struct, subprocess, sys, tempfile, threading, time
import urllib.error, urllib.parse, urllib.request

HERE = os.path.dirname(os.path.abspath(__file__))
Q1, Q2 = 'Quel est le nom de jeune fille de votre mère ?', 'Quel est votre plat préféré ?'

def person(n, last, first, **more):
    return {**dict(identifier=f'IDENT{n:04}', confidential_code=f'ABCD{n:04}', role='administrator', last_name=last, first_name=first, email=f'{first.lower()}.{last.lower()}@commune.example',
            siret='12345678912345', bcr='01ABC111', contract='CTR0001', question=Q1, answer='Durand', first_login_done=True, email_valid=True), **more}

ACCOUNTS = [person(1, 'DUPONT', 'Marcel', contract=''), person(2, 'MARTIN', 'Claire', siret='98765432109876', bcr='02XYZ222', contract='CTR0002', question=Q2, answer='Cassoulet'),
    person(3, 'PETIT', 'Luc', role='user'), person(4, 'NOEL', 'Anne', first_login_done=False), person(5, 'ROUX', 'Paul', email_valid=False), person(6, 'BLANC', 'Marie'), person(7, 'FAURE', 'Jean')]
BY = {a['identifier']: a for a in ACCOUNTS}

class Sink:
    def __init__(self):
        self.mails, self.sock = [], socket.create_server(('127.0.0.1', 0))
        self.port = self.sock.getsockname()[1]
        threading.Thread(target=self.loop, daemon=True).start()
    def loop(self):
        while True:
            c, _ = self.sock.accept()
            threading.Thread(target=self.talk, args=(c,), daemon=True).start()
    def talk(self, c):
        f, rcpt, sender = c.makefile('rwb'), [], ''
        def say(t): f.write(t.encode() + b'\r\n'); f.flush()
        say('220 sink')
        while line := f.readline():
            w = line.decode().strip(); k = w.upper()
            if k.startswith('DATA'):
                say('354 go'); data = b''
                while (l := f.readline()) not in (b'.\r\n', b''): data += l[1:] if l.startswith(b'.') else l
                self.mails.append((sender, rcpt, email.message_from_bytes(data, policy=email.policy.default), data)); say('250 ok')
            elif k.startswith('QUIT'): say('221 bye'); break
            elif k.startswith('RCPT'): rcpt.append(w.split('<')[1].split('>')[0]); say('250 ok')
            elif k.startswith('MAIL'): sender = w.split('<')[1].split('>')[0]; rcpt = []; say('250 ok')
            elif k.startswith('EHLO'): say('250-sink'); say('250 8BITMIME')
            else: say('250 ok')
        c.close()

class Doc(html.parser.HTMLParser):
    VOID = {'input', 'br', 'img', 'meta', 'link', 'hr'}
    def __init__(self, text):
        super().__init__(); self.out, self.links, self.forms, self.form, self.hide, self.a, self.trap = [], [], [], None, 0, None, []
        self.sel = self.area = None; self.feed(text)
        self.text = re.sub(r'\s+', ' ', ''.join(self.out)).strip()
    def handle_starttag(self, t, attrs):
        a = dict(attrs); cls = (a.get('class') or '').split()
        if t in ('script', 'style', 'title'): self.hide += 1
        if t in ('p', 'li', 'div', 'br', 'h1', 'h2', 'h3', 'option', 'td', 'tr', 'section'): self.out.append(' ')
        if t in ('p', 'li') and self.form: self.trap.append((t, bool({'form-site-web', 'gform_validation_container'} & set(cls))))
        if t == 'a': self.a = [a.get('href', ''), '', cls]; self.links.append(self.a)
        if t == 'form': self.form = dict(attrs=a, hidden={}, fields=[], traps=[], submit=None, tag=''); self.forms.append(self.form)
        if t == 'button' and a.get('type') == 'submit' and self.form: self.form['tag'] = 'button'
        if t in ('input', 'textarea', 'select') and self.form is not None:
            kind = a.get('type', t)
            f = dict(name=a.get('name'), value=a.get('value') or '', kind=kind, readonly='readonly' in a, options=[], cls=cls)
            if kind == 'hidden': self.form['hidden'][f['name']] = f['value']
            elif kind == 'submit': self.form['submit'], self.form['tag'] = f['value'], 'input'
            elif any(x for _, x in self.trap): self.form['traps'].append(f)
            else: self.form['fields'].append(f)
            if kind == 'submit' or 'placeholder' in a: self.out.append(' ' + (a.get('placeholder') or f['value']) + ' ')
            if t == 'select': self.sel = f
        if t == 'option' and self.sel is not None:
            self.sel['options'].append(a.get('value') or '')
            if 'selected' in a: self.sel['value'] = a['value']
        if 'title' in a and 'tooltip' in cls: self.out.append(' ' + a['title'] + ' ')
    def handle_endtag(self, t):
        if t in ('script', 'style', 'title'): self.hide -= 1
        if t in ('p', 'li', 'div', 'h1', 'h2', 'h3', 'td', 'tr', 'section', 'a', 'button'): self.out.append(' ')
        if t == 'a': self.a = None
        if t == 'form': self.form, self.trap = None, []
        if t == 'select': self.sel = None
        if self.trap and self.trap[-1][0] == t: self.trap.pop()
    def handle_data(self, s):
        if self.hide or any(x for _, x in self.trap): return
        self.out.append(s)
        if self.a is not None: self.a[1] += s
    def link(self, text, nth=0):
        found = [l[0] for l in self.links if re.sub(r'\s+', ' ', l[1]).strip() == text]
        return found[nth] if len(found) > nth else None
    def get(self, name): return next((f for f in self.forms if f['hidden'].get('_form') == name), None)

class Browser:
    def __init__(self, base):
        self.base, self.jar = base, http.cookiejar.CookieJar()
        self.o = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(self.jar))
    def raw(self, url, data=None):
        url = urllib.parse.urljoin(getattr(self, 'url', self.base + '/'), url)
        try: r = self.o.open(url, urllib.parse.urlencode(data).encode() if data is not None else None, timeout=10)
        except urllib.error.HTTPError as e: r = e
        self.status, self.headers = r.status, r.headers
        return r.read(), r.url
    def go(self, url, data=None):
        body, self.url = self.raw(url, data)
        self.html = body.decode(); self.doc = Doc(self.html); self.text = self.doc.text
        return self
    def follow(self, text, nth=0):
        href = self.doc.link(text, nth)
        assert href, f'no link {text!r} on {self.url}'
        return self.go(href)
    def submit(self, name, values, **override):
        """fill the fields in their order; by ajax if the form says so"""
        f = self.doc.get(name); assert f, f'no form {name} on {self.url}'
        data = dict(f['hidden']); data.update({t['name']: '' for t in f['traps']})
        for i, fld in enumerate(f['fields']):
            data[fld['name']] = fld['value'] if i >= len(values) or values[i] is None or fld['readonly'] else values[i]
        data.update(override)
        self.ajax = None
        if 'data-ajax' in f['attrs']:
            body, _ = self.raw(f['attrs']['data-ajax'], data)
            self.ajax = j = json.loads(body)
            if j['redirect']: return self.go(j['redirect'])
            self.text = j['message'] + ' ' + ' '.join(i['message'] for i in j['invalids'])
            return self
        return self.go(f['attrs'].get('action', self.url), data)

class Portal:
    def __init__(self, sink, *args):
        s = socket.create_server(('127.0.0.1', 0)); self.port = s.getsockname()[1]; s.close()
        self.file = tempfile.NamedTemporaryFile('w', suffix='.json'); json.dump(ACCOUNTS, self.file, ensure_ascii=False); self.file.flush()
        self.p = subprocess.Popen([HERE + '/start', '--port', str(self.port), '--smtp', f'127.0.0.1:{sink.port}', '--accounts', self.file.name, *args])
        self.base = f'http://127.0.0.1:{self.port}'
        for _ in range(100):
            try: socket.create_connection(('127.0.0.1', self.port)).close(); return
            except OSError: time.sleep(.05)
        raise SystemExit('the portal does not answer')
    def end(self):
        t = time.time(); self.p.send_signal(signal.SIGTERM)
        try: self.p.wait(3)
        except subprocess.TimeoutExpired: self.p.kill()
        return time.time() - t

# ---------------------------------------------------------------- sentences of the guide
WORDS = {
 'home': ['Caisse des Dépôts', 'RETRAITES ET SOLIDARITÉ', 'Direction Employeur', 'Pour vous connecter à votre espace personnalisé, cliquez sur', 'Accès à mon espace personnalisé', 'Imprimer A⁻ A⁺', 'Accueil', 'Changer de profil',
  'Vous êtes EMPLOYEUR ACTIF RETRAITÉ AUTRE PUBLIC', 'Votre actualité', "La Caisse des Dépôts partenaire de l'Institut des hautes études de la protection sociale (IHEPS)",
  "L'IHEPS a pour objectif de promouvoir la connaissance et les réflexions sur les enjeux de la protection sociale dans le cadre des évolutions (...)", '23/09/2010', '> En savoir +', 'Campagne DAI 2010 : incidence du projet de réforme des retraites',
  "Compte tenu du projet de réforme des retraites, le Gip Info retraite a décidé de ne pas transmettre d'EIG (Estimation indicative globale) aux (...)", 'RECHERCHER SUR LE SITE : Tapez un mot-clé, une', 'Liens utiles', 'Forum Retraite 2010 : les actes et les vidéos en ligne',
  'Informations générales Actualités de la Direction des Retraites Présentation de la Direction des retraites Études et Documentations Espace presse Droit à l\'information sur la retraite',
  'Liste des régimes et fonds CNRACL FIPHFP FSPOEIE Ircantec RAFP Retraite des Mines SASPA Autres fonds', 'Informations Employeur Votre actualité'],
 'login': ['ACCÈS À MON ESPACE PERSONNALISÉ >', 'Je suis déjà inscrit(e)', 'Code identifiant', 'Code confidentiel', 'Je valide', 'Codes perdus *', 'Aide à la connexion', "Plus d'info ? > Je suis administrateur > Je suis utilisateur", "Je ne suis pas encore inscrit(e) Je m'inscris",
  "> Présentation de l'espace personnalisé > Démonstration vidéo de l'inscription ▶ > Inscription d'un administrateur > Inscription d'un utilisateur > Conditions générales d'utilisation (CGU)", 'Poser votre question', "Bonjour, je m'appelle Ariane et je suis là pour vous aider Demander",
  'Pour récupérer votre code identifiant et/ou régénérer un code confidentiel provisoire, cliquez sur [Codes perdus]', "(*) Vous pouvez récupérer vos codes d'accès uniquement : si vous vous êtes connecté une 1ère fois et si vous avez choisi la question secrète et sa réponse si l'adresse courriel enregistrée sur votre compte est valide",
  "Si ce n'est pas le cas : demandez à un autre administrateur de votre établissement de régénérer votre code confidentiel"],
 'step1': ['RETRAITES ET SOLIDARITÉ', 'ESPACE PERSONNALISÉ', 'Codes perdus Vous avez perdu votre code confidentiel ou votre code identifiant', "En fonction de votre situation, cliquez sur l'un des choix", 'Vous êtes administrateur Vous avez perdu votre code confidentiel : cliquez ici Vous avez perdu votre code identifiant : cliquez ici Vous avez perdu votre code identifiant et votre code confidentiel : cliquez ici', '[annuler]'],
 'step1-user': ['Vous êtes utilisateur sans être administrateur Vous avez perdu votre code identifiant et / ou votre code confidentiel : cliquez ici'],
 'step2': ['Recherche de votre code identifiant', "Le numéro BCR vous est attribué par la direction des retraites et de la solidarité et permet votre identification (exemple 01ABC111). Vous le retrouvez sur les courriers et courriels.", 'Votre établissement Numéro SIRET *', 'Numéro BCR **', 'Numéro de contrat **', 'Coordonnées professionnelles Votre Nom *', 'rechercher', 'Annuler', '* Champs obligatoires',
  "** Vous devez obligatoirement compléter au moins l'un de ces deux champs", 'Complétez les champs obligatoires * puis cliquez sur', "Si votre requête n'aboutit pas, vérifiez que : le n° de BCR ou de contrat est bien saisi en majuscules, les coordonnées professionnelles sont bien identiques (majuscules et minuscules) à celles saisies lors de l'inscription, vous êtes bien inscrit en tant qu'administrateur pour votre établissement."],
 'step2-star': ['Prénom *'], 'step2-uppercase': ['Saisie en majuscules'],
 'step3': ['Regénérer votre code confidentiel', 'Saisissez toutes les rubriques du formulaire puis cliquez sur "Générer le code confidentiel", un nouveau code confidentiel vous sera envoyé à l\'adresse e-mail enregistrée dans nos fichiers.', 'Votre identifiant est renseigné automatiquement', 'Votre Nom *', 'Votre Prénom *', 'Code identifiant *', 'Adresse e-mail *',
  'Sélectionnez la question que vous avez choisie lors de votre inscription : Question *', 'Réponse *', 'Générer le code confidentiel Annuler', '* Champs obligatoires'],
 'step3-hint': ['(doit être identique à celle qui est mentionnée sur votre compte)', 'Adresse à laquelle vous recevrez votre nouveau code confidentiel. Elle doit être identique à celle qui est enregistrée sur votre compte.'],
 'step4': ['Régénération du code confidentiel', 'Vous recevrez prochainement par courriel votre nouveau code confidentiel, qui vous sera nécessaire pour vous connecter à nos différents services.', 'Veillez noter le code de certification que vous devrez impérativement saisir lors de votre prochaine connexion :', '(Cliquez ici pour entendre la version sonore)'],
 'step4-important': ["Important : Vous devez impérativement noter le code qui s'affiche dans ce cadre : il ne s'agit pas de votre code confidentiel, il vous sera demandé lors de votre prochaine connexion. Si, lors de votre prochaine connexion, vous faites 3 essais infructueux de saisie de ce code, vous devrez renouveler votre code confidentiel."],
 'step4-finish': ['Terminer'],
}
SMALL = ['Non connecté', 'Retour accueil cdc.retraites', "» Conditions générales d'utilisation"]

def clips(wav):
    assert wav[:4] == b'RIFF' and wav[8:12] == b'WAVE', 'no WAV'
    p = wav.index(b'data'); pcm = wav[p + 8:p + 8 + struct.unpack('<I', wav[p + 4:p + 8])[0]]
    s = struct.unpack(f'<{len(pcm) // 2}h', pcm); out, cur, quiet = [], [], 0
    for x in s:
        quiet = quiet + 1 if x == 0 else 0
        cur.append(x)
        if quiet > 8000:
            if any(cur): out.append(cur[:-quiet])
            cur = []; quiet = 8001
    if any(cur): out.append(cur)
    return [tuple(trim(c)) for c in out]
def trim(c):
    i = next((i for i, x in enumerate(c) if x), len(c)); j = len(c)
    while j > i and not c[j - 1]: j -= 1
    return c[i:j]
def spoken(ch):
    with tempfile.NamedTemporaryFile(suffix='.wav') as t:
        subprocess.run(['espeak-ng', '-v', 'fr', '-s', '130', '-w', t.name, ch], check=True)
        w = open(t.name, 'rb').read()
    return tuple(trim(struct.unpack(f'<{(len(w) - 44) // 2}h', w[44:44 + (len(w) - 44) // 2 * 2])))

# ---------------------------------------------------------------- the battery
def battery(P, sink):
    bad, seen = {}, {}
    def want(name, ok, why=''):
        if not ok: bad.setdefault(name, []).append(str(why)[:160])
    def new(): return Browser(P.base)
    def has(b, *keys):
        for k in keys:
            for w in WORDS[k]: want('words-' + k, w in b.text, w)
    def small(b): [want('words-' + ('terms' if '»' in w else 'state'), w in b.text, (w, b.url)) for w in SMALL]
    def lost(b): return b.go('/').follow('Accès à mon espace personnalisé').follow('Codes perdus *')
    def step2(b, n=2): return lost(b).follow('cliquez ici', n)
    def find(a, n=2, **o):
        b = step2(new(), n); v = {**a, **o}
        return b.submit('search', [v['siret'], v['bcr'], v['contract'], v['last_name'], v['first_name']])
    def regen(b, a, **o):
        v = {**a, **o}; had = len(sink.mails); t = time.time()
        b.submit('regen', [v['last_name'], v['first_name'], v['identifier'], v['email'], v['question'], v['answer']])
        b.took, b.mail = time.time() - t, sink.mails[had] if len(sink.mails) > had else None
        b.done = 'Régénération du code confidentiel' in b.text
        return b
    def direct(a, **o):
        b = new().go(paths['regen']); return regen(b, a, **o)
    def renew(a):
        b = direct(a); assert b.done and b.mail, 'regeneration refused: ' + b.text[:300]
        b.cert = re.search(r'class="certification">([^<]*)<', b.html)[1]
        b.code = re.search(r'suivant :\s+(\S+)', body(b.mail[2], 'html') or body(b.mail[2], 'plain'))[1]
        return b
    def body(m, kind):
        p = m.get_body((kind,)); return re.sub(r'<[^>]+>', ' ', p.get_content()) if p else None
    def login(a, code, b=None): return (b or new()).go(paths['login']).submit('login', [a['identifier'], code])
    def asked(b): return b.doc.get('cert') is not None
    def inside(b): return 'Bienvenue dans votre espace personnalisé' in b.text
    a1, a2, user, first, badmail, a6, a7 = ACCOUNTS

    # pages and words
    b = new().go('/'); has(b, 'home'); seen['home'] = b.html
    b.follow('Accès à mon espace personnalisé'); paths = {'login': b.url}; has(b, 'login'); seen['login'] = b.html
    b.follow('Codes perdus *'); paths['lost'] = b.url; has(b, 'step1', 'step1-user'); small(b)
    targets = [new().go(b.doc.link('cliquez ici', i)) if b.doc.link('cliquez ici', i) else None for i in range(4)]
    kinds = [next((k for k in ('regen', 'search') if t and t.doc.get(k)), 'other' if t else None) for t in targets]
    want('step1-targets', kinds[:3] == ['regen', 'search', 'search'], kinds)
    paths['regen'] = next(t.url for t in targets if t and t.doc.get('regen')); seen['lost'] = b.url
    b.follow('[annuler]'); want('cancel', b.url == paths['login'], b.url)
    step2(b); has(b, 'step2', 'step2-star', 'step2-uppercase'); small(b); seen['step2'] = b.html
    b.follow('Annuler'); want('cancel', b.url == paths['lost'], b.url)
    # every internal link answers
    done, todo = set(), ['/', paths['login'], paths['lost'], paths['regen'], targets[2].url]
    while todo:
        u = todo.pop(); x = new().go(u); done.add(u.replace(P.base, ''))
        want('links', x.status == 200, (u, x.status))
        for href in [l[0] for l in x.doc.links]:
            if href.startswith('/') and href not in done and href not in todo: todo.append(href)
    b = new().go('/?s=RAFP'); want('site-search', 'RAFP' in b.text and 'Résultats' in b.text)
    for f, v in (('newsletter', ['x@y.fr']), ):
        b = new().go('/').submit(f, v); want('side-forms', b.ajax and b.ajax['status'] == 'mail_sent', b.text)

    # step 2
    ok = lambda b: b.doc.get('regen') is not None
    b = find(a1, contract=''); want('search', ok(b), b.text); has(b, 'step3', 'step3-hint'); small(b); seen['step3'] = b
    want('identifier-filled', ok(b) and any(f['value'] == 'IDENT0001' for f in b.doc.get('regen')['fields']))
    opts = next((f['options'] for f in b.doc.get('regen')['fields'] if f['kind'] == 'select'), []) if ok(b) else []
    want('questions', len([o for o in opts if o]) >= 5 and {Q1, Q2} <= set(opts), opts)
    want('search', ok(find(a2, bcr='')), 'contract alone'); want('search', ok(find(a2)), 'both numbers')
    if kinds[1] == 'search': b = find(a1, 1, contract=''); want('identifier-shown', 'IDENT0001' in b.text, b.text)
    b = find(a1, bcr='', contract=''); want('one-of-two', not ok(b) and "au moins l'un de ces deux" in b.text, b.text)
    want('mandatory', all(not ok(find(a1, **{k: ''})) for k in ('siret', 'last_name', 'first_name')))
    want('upper-case', not ok(find(a1, bcr='01abc111')) and not ok(find(a2, bcr='', contract='ctr0002')))
    want('both-must-match', not ok(find(a2, bcr='09ZZZ999')))
    want('name-case', not ok(find(a1, last_name='Dupont')) and not ok(find(a1, first_name='MARCEL')))
    want('siret', not ok(find(a1, siret='11111111111111')) and not ok(find(a1, siret='1234')))
    want('user-refused', not ok(find(user)) and not direct(user).done)
    for name, a in (('first-login', first), ('bad-email', badmail)):
        b = find(a); want(name, not ok(b) and 'autre administrateur de votre établissement' in b.text, b.text)
        b = direct(a); want(name, not b.done and not b.mail, b.text[:200])
    b = step2(new()); vals = ['12345678912345', '01ABC111', '', 'DUPONT', 'Marcel']
    want('nonce', not ok(b.submit('search', vals, _wpnonce='x')))
    b = step2(new()); want('honeypot', not ok(b.submit('search', vals, **{'your-website': 'http://spam'})))

    # step 3
    for name, o in (('email', dict(email='autre@commune.example')), ('email', dict(email='Marcel.Dupont@commune.example')), ('answer', dict(answer='Dupond')), ('question', dict(question=Q2)), ('identity', dict(last_name='Dupont')), ('identity', dict(first_name='Luc')), ('identity', dict(identifier='IDENT0002')),
                    *[('all-mandatory', {k: ''}) for k in ('last_name', 'first_name', 'identifier', 'email', 'question', 'answer')]):
        b = direct(a1, **o); want('step3-' + name, not b.done and not b.mail, o)
    b = regen(find(a1, contract=''), a1, identifier=a1['identifier'])
    if not b.done:        # the identifier was not filled in: it was typed
        want('step3', False, b.text)
    b = renew(a1); has(b, 'step4', 'step4-important', 'step4-finish'); small(b); seen['mail'] = b.mail; seen['cert'] = b.cert
    want('mail-delay', b.took < 1, b.took)
    frm, rcpt, m, data = b.mail
    want('mail-sender', frm == 'e-servicesinscription@caissedesdepots.fr' and m['From'] == frm, m['From']); want('mail-to', rcpt == [a1['email']] and m['To'] == a1['email'], rcpt)
    want('mail-subject', m['Subject'] == 'Régénération de code confidentiel', m['Subject']); want('mail-date', bool(m['Date']))
    plain, rich = body(m, 'plain'), body(m, 'html')
    for t in [plain] + ([rich] if rich else []):
        want('mail-text', re.search(r'Votre nouveau code confidentiel est le suivant :\s+[A-Z]{5}\d{3}\s+A bientôt sur notre site\s+La Direction des Retraites', t.replace('Votre code de certification : ' + b.cert, '')), t)
        want('mail-no-certification', b.cert == b.code or b.cert not in t)
    want('cert-other', len(b.cert) == 10 and b.cert != b.code, (b.cert, b.code))
    wav, _ = b.raw(b.doc.link('(Cliquez ici pour entendre la version sonore)')); got = clips(wav)
    want('audio', got == [spoken(c) for c in b.cert], (len(got), b.cert))
    want('audio', new().raw(b.doc.link('(Cliquez ici pour entendre la version sonore)')) and Browser(P.base).go('/').raw(b.doc.link('(Cliquez ici pour entendre la version sonore)'))[0][:4] != b'RIFF', 'open to others')
    if b.doc.link('Terminer'): b.follow('Terminer'); seen['finish'] = b.url.replace(P.base, ''); want('finish', b.status == 200)

    # next login
    want('old-code', 'incorrect' in login(a1, a1['confidential_code']).text)
    b2 = login(a1, b.code); want('mailed-code', asked(b2) or inside(b2), b2.text[:200]); want('cert-asked', asked(b2) or 'incorrect' in b2.text, b2.url)
    seen['certpage'] = b2.url.replace(P.base, '')
    if asked(b2):
        probe = new(); probe.jar = b2.jar; probe.o = b2.o
        want('space-closed', not inside(probe.go(spaceurl(probe))), 'open before certification'); b2.go(b2.url)
        b2.submit('cert', ['XXXXXXXXX0']); want('cert-wrong', asked(b2) and 'incorrect' in b2.text, b2.text[:200])
        b2.submit('cert', [b.cert]); want('cert-right', inside(b2) or b.cert == b.code, b2.text[:200])
        if inside(b2):
            want('state-connected', 'Connecté : Marcel DUPONT' in b2.text); b2.follow('Se déconnecter'); want('logout', not inside(b2.go(spaceurl(b2))))
            want('cert-once', inside(login(a1, b.code)), 'asked again')

    # three failures
    b = renew(a6)
    if 'mailed-code' not in bad and 'cert-asked' not in bad:
        x = login(a6, b.code)
        for i in range(3): want('cert-three', asked(x), i); asked(x) and x.submit('cert', ['ZZZZZZZZZ1'])
        want('cert-three', 'renouveler votre code confidentiel' in x.text and not asked(x), x.text[:200])
        x = login(a6, b.code); want('cert-blocks', not asked(x) and not inside(x), 'still accepted') if 'cert-three' not in bad else None
        b = renew(a6); x = login(a6, b.code).submit('cert', [b.cert]); want('renewed', inside(x) or 'cert-other' in bad, x.text[:200])
        b = renew(a7)
        for i in range(3): x = login(a7, b.code); asked(x) and x.submit('cert', ['ZZZZZZZZZ1'])
        want('cert-counter', 'renouveler votre code confidentiel' in x.text and not asked(x), 'new attempts after a new login')
        # old code after a second regeneration, first login and its question
        if 'first-login' in bad: return bad, seen
        x = login(first, first['confidential_code']); want('first-question', x.doc.get('question') is not None)
        x.submit('question', [Q2, 'Tarte']); want('first-question', inside(x)); want('after-first-login', direct(first, question=Q2, answer='Tarte').done)
    return bad, seen

def spaceurl(b):
    b.go('/'); return '/?page_id=178' if 'page_id=' in b.html else '/mon-espace/'

EXPECT = {
 'print-missing': 'words-home', 'scheme-missing': 'words-home', 'step1-user-missing': 'words-step1-user', 'step1-links-swapped': 'step1-targets', 'terms-link-dead': 'links', 'wrong-connected-state': 'words-state', 'step2-star-missing': 'words-step2-star', 'step2-no-uppercase-hint': 'words-step2-uppercase',
 'step2-none-required': 'one-of-two', 'step2-lower-case-accepted': 'upper-case', 'step2-name-loose': 'name-case', 'step2-siret-ignored': 'siret', 'step2-user-accepted': 'user-refused', 'first-login-ignored': 'first-login', 'bad-email-ignored': 'bad-email', 'step3-identifier-empty': 'identifier-filled words-step3', 'step3-email-hint': 'words-step3-hint',
 'step3-email-unchecked': 'step3-email', 'step3-answer-unchecked': 'step3-answer', 'step4-warning-missing': 'words-step4-important', 'step4-finish-missing': 'words-step4-finish', 'cert-shows-confidential': 'cert-other', 'audio-other-code': 'audio', 'audio-silent': 'audio', 'mail-sender': 'mail-sender', 'mail-subject': 'mail-subject',
 'mail-plain-without-code': 'mail-text', 'mail-code-wrong': 'mailed-code', 'cert-in-mail': 'mail-no-certification', 'old-code-still-valid': 'old-code', 'cert-not-asked': 'cert-asked', 'space-open-before-cert': 'space-closed', 'cert-five-tries': 'cert-three cert-counter', 'cert-counter-reset': 'cert-counter', 'cert-never-blocks': 'cert-blocks',
}
def vals(s, form): return [f['name'] for f in s['step3'].doc.get(form)['fields']]
PROBE = {
 'sidebar-left': lambda s: 'sidebar-left"' in s['home'], 'plain-permalinks': lambda s: 'page_id=' in s['lost'], 'other-field-names': lambda s: 'name="item_meta[' in s['step2'] and 'name="item_meta[' in s['login'],
 'button-elements': lambda s: s['step3'].doc.get('regen')['tag'] == 'button', 'search-full-post': lambda s: 'data-ajax' not in Doc(s['step2']).get('search')['attrs'], 'generate-by-ajax': lambda s: 'data-ajax' in s['step3'].doc.get('regen')['attrs'],
 'messages-above': lambda s: s['step2'].index('wpcf7-response-output') < s['step2'].index('Numéro SIRET'), 'siret-spaces': lambda s: s['spaces'], 'names-prefilled': lambda s: s['step3'].doc.get('regen')['fields'][0]['value'] == 'DUPONT',
 'mail-plain-only': lambda s: not s['mail'][2].is_multipart(), 'mail-base64': lambda s: next(p for p in s['mail'][2].walk() if p.get_content_type() == 'text/plain')['Content-Transfer-Encoding'] == 'base64', 'finish-home': lambda s: s['finish'] == '/',
 'cert-same-page': lambda s: s['certpage'] == '/connexion/', 'cert-digits': lambda s: s['cert'].isdigit(),
}
def run(sink, *args):
    P = Portal(sink, *args)
    try:
        bad, seen = battery(P, sink)
        b = Browser(P.base).go(seen['lost']).follow('cliquez ici', 2)
        seen['spaces'] = b.submit('search', ['123 456 789 12345', '01ABC111', '', 'DUPONT', 'Marcel']).doc.get('regen') is not None
    except AssertionError as e: raise RuntimeError(f'{args}: {e}')
    finally:
        t = P.end()
    if t > 1: t = min(Portal(sink, *args).end() for _ in range(2))      # the machine was busy: once more
    if t > 1: bad['sigterm'] = [f'{t:.1f} s']
    seen['sigterm'] = t
    return bad, seen

def main():
    defects, variations = ([x['name'] for x in json.load(open(f'{HERE}/{f}.json'))] for f in ('defects', 'variations'))
    assert set(defects) == set(EXPECT) and set(variations) == set(PROBE) and 25 <= len(defects) <= 35 and 10 <= len(variations) <= 14
    names, sink, wrong = sys.argv[1:] or ['clean'] + defects + variations, Sink(), 0
    clean = run(sink)
    for n in names:
        if n == 'clean':
            ok = not clean[0]; detail = clean[0]
        elif n in defects:
            bad, _ = run(sink, '--defect', n); ok = set(bad) == set(EXPECT[n].split()); detail = bad
        else:
            bad, seen = run(sink, '--variation', n); there = PROBE[n](seen), PROBE[n](clean[1])
            ok = not bad and there == (True, False); detail = (bad, there)
        wrong += not ok
        print(('ok    ' if ok else 'WRONG ') + n + ('' if ok and n == 'clean' else '  ' + (', '.join(sorted(detail)) if ok and n in defects else '' if ok else str(detail)[:900])), flush=True)
    print(f'{len(names) - wrong} of {len(names)} as they should be')
    return wrong > 0

if __name__ == '__main__': sys.exit(main())
