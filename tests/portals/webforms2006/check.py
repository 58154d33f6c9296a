#!/usr/bin/env python3
"""Preuve du portail : le portail net passe tous les contrôles, chaque défaut en fait tomber (au moins) le sien,
chaque variation les passe tous et se voit.   python3 check.py [NOM ...]      (par HTTP seul, un portail à la fois)"""
import email, email.policy, http.client, io, json, math, os, re, signal, socket, struct, subprocess, sys, tempfile, threading, time, wave
from html.parser import HTMLParser
from urllib.parse import urlencode, urljoin, urlsplit

HERE = os.path.dirname(os.path.abspath(__file__))
MAILS = []


def smtp_sink():
    srv = socket.socket()
    srv.bind(('127.0.0.1', 0))
    srv.listen(20)

    def talk(conn):
        f = conn.makefile('rwb')

        def say(x):
            f.write(x + b'\r\n')
            f.flush()
        say(b'220 puits')
        rcpt = []
        while True:
            line = f.readline()
            verb = line[:4].upper()
            if not line:
                break
            if verb == b'RCPT':
                rcpt.append(re.search(rb'<(.*?)>', line).group(1).decode())
            if verb == b'DATA':
                say(b'354 ok')
                data = b''
                while not data.endswith(b'\r\n.\r\n'):
                    data += f.readline()
                MAILS.append((rcpt, email.message_from_bytes(data[:-3], policy=email.policy.default)))
                rcpt = []
            say(b'221 ok' if verb == b'QUIT' else b'250 ok')
            if verb == b'QUIT':
                break
        conn.close()

    def loop():
        while True:
            threading.Thread(target=talk, args=(srv.accept()[0],), daemon=True).start()
    threading.Thread(target=loop, daemon=True).start()
    return srv.getsockname()[1]


VOID = {'input', 'br', 'meta', 'link', 'img', 'hr'}


class Page(HTMLParser):
    def __init__(self, status, url, head, raw):
        super().__init__()
        self.status, self.url, self.head, self.raw = status, url, head, raw
        self.charset = re.search(r'charset=([\w-]+)', head.get('Content-Type', 'charset=utf-8') + ' charset=latin-1').group(1)
        self.fields, self.buttons, self.links, self.options, self.audio = {}, {}, [], [], None
        self.ro, self.order, self.stack, self.words, self.hidden, self.a, self.sel = set(), [], [], [], 0, None, None
        self.tags = []
        if 'html' in head.get('Content-Type', ''):
            self.html = raw.decode(self.charset)
            self.feed(self.html)
        self.text = re.sub(r'\s+', ' ', ''.join(self.words)).strip()

    def handle_starttag(self, tag, attrs):
        d = dict(attrs)
        self.tags.append(tag)
        style = (d.get('style') or '').replace(' ', '')
        off = tag in ('script', 'style', 'title') or 'display:none' in style or 'visibility:hidden' in style
        if tag not in VOID:
            self.stack.append((tag, off))
            self.hidden += off
        if tag in ('br', 'tr', 'td', 'p', 'li', 'div', 'h1', 'th', 'table'):
            self.words.append(' ')
        if tag in ('input', 'button') and d.get('type') == 'submit':
            self.buttons[d['name'].split('$')[-1]] = (d['name'], d.get('value', ''))
            self.words.append(' ' + d.get('value', '') if tag == 'input' else ' ')
        elif tag == 'input':
            self.fields[d['name']] = d.get('value', '')
            self.order.append(d['name'].split('$')[-1])
            if 'readonly' in d:
                self.ro.add(d['name'].split('$')[-1])
        elif tag == 'select':
            self.sel = d['name']
            self.fields[self.sel] = ''
        elif tag == 'option':
            self.options.append(d['value'])
            if 'selected' in d:
                self.fields[self.sel] = d['value']
        elif tag == 'a':
            self.a = [d.get('href', ''), '']
            self.links.append(self.a)
        elif tag == 'audio':
            self.audio = d['src']

    handle_startendtag = handle_starttag

    def handle_endtag(self, tag):
        if tag == 'a':
            self.a = None
        while self.stack:
            t, off = self.stack.pop()
            self.hidden -= off
            if t == tag:
                break

    def handle_data(self, data):
        if self.a is not None:
            self.a[1] += data
        if not self.hidden:
            self.words.append(data)

    def has(self, *texts):
        for t in texts:
            assert t in self.text, 'absent : %r dans %s : %s' % (t, self.url, self.text[-700:])
        return self

    def lacks(self, *texts):
        for t in texts:
            assert t not in self.text, 'présent à tort : %r dans %s' % (t, self.url)
        return self

    def href(self, words):
        found = [h for h, t in self.links if words in t]
        assert found, 'pas de lien %r dans %s' % (words, self.url)
        return found[0]

    def value(self, n):
        return self.fields['ctl00$Contenu$' + n]


class Browser:
    port = 0

    def __init__(self):
        self.cookie, self.page = None, None

    def raw(self, method, url, body=None):
        con = http.client.HTTPConnection('127.0.0.1', self.port, timeout=10)
        head = {'Cookie': self.cookie} if self.cookie else {}
        if body is not None:
            head['Content-Type'] = 'application/x-www-form-urlencoded'
        con.request(method, url, body, head)
        r = con.getresponse()
        data = r.read()
        con.close()
        if r.headers.get('Set-Cookie'):
            self.cookie = r.headers['Set-Cookie'].split(';')[0]
        return r, data

    def go(self, url, body=None):
        url = urljoin(self.page.url if self.page else '/Retraites/Employeur/', url)
        for _ in range(6):
            r, data = self.raw('POST' if body is not None else 'GET', url, body)
            if r.status != 302:
                break
            url, body = urljoin(url, r.headers['Location']), None
        p = Page(r.status, url, r.headers, data)
        if 'html' in r.headers.get('Content-Type', ''):
            self.page = p
        return p

    def body(self, button=None, event='', fill=None):
        p = self.page
        form = dict(p.fields)
        for k, v in (fill or {}).items():
            form['ctl00$Contenu$' + k] = v
        form['__EVENTTARGET'] = event
        if button:
            name, value = p.buttons[button]
            form[name] = value
        return urlencode(form, encoding=p.charset, errors='xmlcharrefreplace')

    def action(self):
        return re.search(r'<form[^>]* action="([^"]+)"', self.page.html).group(1).replace('&amp;', '&')

    def push(self, button, **fill):
        return self.go(self.action(), self.body(button, '', fill))

    def link(self, n):
        targets = [m.group(1) for h, t in self.page.links for m in [re.search(r"__doPostBack\('([^']+)'", h)] if m]
        return self.go(self.action(), self.body(None, [t for t in targets if t.endswith('$' + n)][0]))


# ------------------------------------------------------------------ gestes
Q1, Q2 = 'Quel est le nom de jeune fille de votre mère ?', 'Quel est votre lieu de naissance ?'
SIRET = '12345678912345'


def account(i, **kw):
    d = dict(identifier='IDENT%04d' % i, confidential_code='ABCD%04d' % i, role='administrator', last_name='DUPONT%02d' % i,
             first_name='Marcel', email='marcel%d@commune.example' % i, siret=SIRET, bcr='01ABC%03d' % i, contract='CTR%04d' % i,
             question=Q1, answer='Durand', first_login_done=True, email_valid=True)
    d.update(kw)
    return d


ACCOUNTS = [account(i) for i in range(1, 31)]
A = {i: a for i, a in enumerate(ACCOUNTS, 1)}
A[2].update(role='user')
A[3].update(first_login_done=False, question='', answer='')
A[4].update(email_valid=False)
A[5].update(contract='', first_name='Élodie', last_name="L'HÉRITIER", question='Question à moi ?', answer='Été')


def login_page(b):
    p = b.go('/')
    return b.go(p.href('Accès à mon espace personnalisé'))


def lost(b, choice):
    b.go(login_page(b).href('Codes perdus'))
    return b.link(choice)


def find(b, a, choice='lnkLesDeux', **kw):
    lost(b, choice)
    f = dict(txtSiret=a['siret'], txtBcr=a['bcr'], txtContrat='', txtNom=a['last_name'], txtPrenom=a['first_name'])
    f.update(kw)
    return b.push('btnRechercher', **f)


def fill(a, **kw):
    f = dict(txtNom=a['last_name'], txtPrenom=a['first_name'], txtIdentifiant=a['identifier'], txtEmail=a['email'],
             ddlQuestion=a['question'], txtReponse=a['answer'])
    f.update(kw)
    return f


def generate(b, a, **kw):
    return b.push('btnGenerer', **fill(a, **kw))


def shown(p):
    p.has('code de certification')
    return re.search(r'prochaine connexion : (\w+) \(Cliquez', p.text).group(1)


def mailed(rcpt=None):
    m = MAILS[-1][1]
    return re.search(r'suivant :\s+(\S+)', m.get_content()).group(1)


def recover(b, a, choice='lnkConfidentiel'):
    if choice == 'lnkConfidentiel':
        lost(b, choice)
    else:
        find(b, a, choice)
    return shown(generate(b, a)), mailed()


def login(b, a, code):
    login_page(b)
    return b.push('btnValider', txtIdentifiant=a['identifier'], txtCode=code)


def refused(b, a, **kw):
    lost(b, 'lnkConfidentiel')
    n = len(MAILS)
    p = generate(b, a, **kw)
    assert len(MAILS) == n, 'un courriel est parti à %s' % MAILS[-1][0]
    p.lacks('Veillez noter')
    return p


# ------------------------------------------------------------------ contrôles
def c_home():
    b = Browser()
    p = b.go('/').has('Direction Employeur', 'RETRAITES ET SOLIDARITÉ', 'Votre actualité', 'RECHERCHER SUR LE SITE', 'CNRACL', 'Changer de profil')
    for h, t in p.links:
        if not h.startswith('javascript'):
            assert Browser().go(urljoin(p.url, h)).status == 200, h
    assert b.push('btnRecherche', txtMot='IHEPS').has('Institut').status == 200


def c_login_window():
    b = Browser()
    p = login_page(b).has('Je suis déjà inscrit(e)', 'Je ne suis pas encore inscrit(e)', 'Codes perdus *', 'Aide à la connexion', 'Je valide',
                          'Non connecté', 'Conditions générales')
    p.lacks('Saisissez votre code')
    for h, t in p.links:
        if not h.startswith('javascript'):
            assert Browser().go(urljoin(p.url, h)).status == 200, h
    b.push('btnDemander', txtQuestion='codes ?').has('Codes perdus').lacks('Saisissez')
    b.push('btnValider').has('Saisissez votre code identifiant.', 'Saisissez votre code confidentiel.')
    login(b, A[6], 'FAUX').has('Connexion refusée')
    login(b, A[6], A[6]['confidential_code']).has('Bienvenue Marcel DUPONT06', 'Connecté')
    b.link('lnkDeconnexion').has('Non connecté')
    assert 'Connexion' in b.go('Espace.aspx').url


def c_note():
    login_page(Browser()).has("(*) Vous pouvez récupérer vos codes d'accès uniquement", 'question secrète et sa réponse',
                              "si l'adresse courriel enregistrée sur votre compte est valide", 'demandez à un autre administrateur de votre établissement')


def c_step1():
    b = Browser()
    p = b.go(login_page(b).href('Codes perdus'))
    p.has('Vous avez perdu votre code confidentiel ou votre code identifiant', 'Vous êtes administrateur', 'Vous avez perdu votre code confidentiel : cliquez ici',
          'Vous avez perdu votre code identifiant : cliquez ici', 'Vous avez perdu votre code identifiant et votre code confidentiel : cliquez ici',
          'Vous êtes utilisateur sans être administrateur', 'code identifiant et / ou votre code confidentiel : cliquez ici', '[annuler]', 'Non connecté')
    assert b.go(p.href('Retour accueil')).has('Direction Employeur')
    b.go(login_page(b).href('Codes perdus'))
    b.link('lnkAnnuler').has('Je suis déjà inscrit(e)')
    lost(b, 'lnkUtilisateur').has("administrateur de votre établissement")
    lost(b, 'lnkConfidentiel').has('Regénérer votre code confidentiel')
    lost(b, 'lnkLesDeux').has('Recherche de votre code identifiant')


def c_link_ident():
    lost(Browser(), 'lnkIdentifiant').has('Recherche de votre code identifiant')
    find(Browser(), A[6], 'lnkIdentifiant').has('Votre code identifiant est le suivant : IDENT0006')


def c_step2():
    b = Browser()
    lost(b, 'lnkLesDeux').has('Votre établissement', 'Numéro SIRET *', 'Numéro BCR **', 'Numéro de contrat **', 'Saisie en majuscules',
                              'Coordonnées professionnelles', 'Votre Nom *', 'Prénom *', 'rechercher', 'Annuler', '* Champs obligatoires',
                              '01ABC111').lacks('est obligatoire')
    b.push('btnRechercher').has('Le numéro SIRET est obligatoire.', 'Le nom est obligatoire.')
    find(b, A[6], txtSiret='').has('SIRET est obligatoire').lacks('IDENT0006')
    find(b, A[6], txtSiret='99999999999999').lacks('Regénérer')
    find(b, A[6], txtContrat='CTR0007').lacks('Regénérer')
    find(b, A[6], txtBcr='', txtContrat='CTR0006').has('Regénérer')
    find(b, A[5]).has('Regénérer')


def c_legend():
    lost(Browser(), 'lnkLesDeux').has("** Vous devez obligatoirement compléter au moins l'un de ces deux champs")


def c_one_of_two():
    find(Browser(), A[6], txtBcr='').has('Complétez le numéro BCR').lacks('Regénérer')


def c_first_name():
    find(Browser(), A[6], txtPrenom='').has('Le prénom est obligatoire').lacks('Regénérer')
    refused(Browser(), A[6], txtPrenom='')


def c_bcr_case():
    find(Browser(), A[6], txtBcr='01abc006').has("n'a pas abouti").lacks('Regénérer')


def c_name_case():
    find(Browser(), A[6], txtNom='Dupont06').has("n'a pas abouti").lacks('Regénérer')


def c_search_help():
    find(Browser(), A[6], txtNom='AUTRE').has('bien saisi en majuscules', 'bien identiques (majuscules et minuscules)', "bien inscrit en tant qu'administrateur")


def c_user():
    find(Browser(), A[2]).has("n'a pas abouti").lacks('Regénérer')
    refused(Browser(), A[2]).has('ne correspondent pas')


def c_never_logged():
    find(Browser(), A[3]).has("s'être connecté une première fois").lacks('Regénérer', 'IDENT0003')
    find(Browser(), A[3], 'lnkIdentifiant').lacks('IDENT0003')


def c_bad_address():
    find(Browser(), A[4]).has("l'adresse courriel enregistrée").lacks('Regénérer')
    refused(Browser(), A[4])


def c_refusal_advice():
    for i in (3, 4):
        find(Browser(), A[i]).has('Demandez à un autre administrateur de votre établissement de régénérer votre code confidentiel')


def c_prefilled():
    b = Browser()
    p = find(b, A[6])
    assert p.value('txtIdentifiant') == 'IDENT0006', p.value('txtIdentifiant')
    assert find(b, A[5]).value('txtIdentifiant') == 'IDENT0005'


def c_step3():
    b = Browser()
    p = lost(b, 'lnkConfidentiel').has('Regénérer votre code confidentiel', 'Saisissez toutes les rubriques du formulaire',
                                       "un nouveau code confidentiel vous sera envoyé à l'adresse e-mail enregistrée dans nos fichiers.", 'Votre Nom *', 'Votre Prénom *',
                                       'Code identifiant *', 'Adresse e-mail *', '(doit être identique à celle qui est mentionnée sur votre compte)', 'Question *',
                                       'Réponse *', 'Générer le code confidentiel', 'Annuler', '* Champs obligatoires')
    assert len([o for o in p.options if o]) >= 5 and 'Question à moi ?' in p.options and not p.value('ddlQuestion')
    for k in ('txtNom', 'txtIdentifiant', 'txtEmail', 'ddlQuestion', 'txtReponse'):
        refused(b, A[6], **{k: ''})
    refused(b, A[6], txtNom='AUTRE').has('ne correspondent pas')
    refused(b, A[6], txtIdentifiant='IDENT0007')
    refused(b, A[6], txtReponse='Dupond')


def c_email_compared():
    refused(Browser(), A[6], txtEmail='marcel7@commune.example').has('ne correspondent pas')


def c_question():
    refused(Browser(), A[6], ddlQuestion=Q2).has('ne correspondent pas')


def c_answer():
    refused(Browser(), A[6], txtReponse='D').has('ne correspondent pas')


def c_cancel():
    b = Browser()
    lost(b, 'lnkLesDeux')
    b.push('btnAnnuler').has('Vous êtes administrateur').lacks('obligatoire')
    lost(b, 'lnkConfidentiel')
    n = len(MAILS)
    b.push('btnAnnuler').has('Vous êtes administrateur')
    lost(b, 'lnkConfidentiel')
    b.push('btnAnnuler', **fill(A[6])).has('Vous êtes administrateur')
    assert len(MAILS) == n


def c_mail():
    a, n = A[8], len(MAILS)
    recover(Browser(), a, 'lnkLesDeux')
    assert len(MAILS) == n + 1, '%d courriels' % (len(MAILS) - n)
    rcpt, m = MAILS[-1]
    assert rcpt == [a['email']] == [m['To']] and not m['Cc'], rcpt
    assert m['Subject'] == 'Régénération de code confidentiel', m['Subject']
    assert m['From'] == 'e-servicesinscription@caissedesdepots.fr', m['From']
    assert re.fullmatch(r'Votre nouveau code confidentiel est le suivant :\s+[A-Z]{5}\d{3}\s+A bientôt sur notre site\s+La Direction des Retraites\s*',
                        m.get_content()), m.get_content()


def c_accents():
    cert, conf = recover(Browser(), A[5], 'lnkLesDeux')
    assert login(Browser(), A[5], conf).has('code de certification')


def c_step4():
    b = Browser()
    cert, conf = recover(b, A[9], 'lnkLesDeux')
    p = b.page.has('Régénération du code confidentiel', 'Vous recevrez prochainement par courriel votre nouveau code confidentiel',
                   'Veillez noter le code de certification que vous devrez impérativement saisir lors de votre prochaine connexion', 'Terminer',
                   '(Cliquez ici pour entendre la version sonore)').lacks(conf)
    assert len(cert) == 10 and cert != conf
    b.push('btnTerminer').lacks('Veillez noter')
    assert cert not in b.go('Confirmation.aspx').text
    assert Browser().go('/Retraites/Employeur/VersionSonore.wav').status == 404


def c_not_confidential():
    b = Browser()
    cert, conf = recover(b, A[9])
    assert cert != conf


def c_important():
    b = Browser()
    recover(b, A[9])
    b.page.has("Important : Vous devez impérativement noter le code qui s'affiche dans ce cadre : il ne s'agit pas de votre code confidentiel",
               'vous faites 3 essais infructueux de saisie de ce code, vous devrez renouveler votre code confidentiel')


def c_sound():
    b = Browser()
    cert, conf = recover(b, A[10])
    p = b.go(b.page.audio or b.page.href('version sonore'))
    assert p.status == 200 and p.head['Content-Type'].startswith('audio/')
    w = wave.open(io.BytesIO(p.raw))
    s = struct.unpack('<%dh' % w.getnframes(), w.readframes(w.getnframes()))

    def power(part, f):
        k = 2 * math.cos(2 * math.pi * f / 8000)
        a = z = 0.0
        for x in part:
            a, z = x + k * a - z, a
        return a * a + z * z - k * a * z
    heard = ''
    for i in range(0, len(s), 2800):
        part = s[i:i + 800]
        lo = max(range(6), key=lambda j: power(part, 600 + 100 * j))
        hi = max(range(6), key=lambda j: power(part, 1500 + 150 * j))
        heard += 'ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789'[lo * 6 + hi]
    assert heard == cert, (heard, cert)


def c_login_after():
    b, a = Browser(), A[11]
    cert, conf = recover(b, a)
    b.push('btnTerminer')
    login(b, a, conf).has('Code de certification').lacks('Bienvenue')
    b.push('btnContinuer', txtCertif=cert).has('Bienvenue')
    login(Browser(), a, conf).has('Bienvenue')                     # « lors de votre prochaine connexion » seulement


def c_no_shortcut():
    b, a = Browser(), A[12]
    cert, conf = recover(b, a)
    b = Browser()
    login(b, a, conf).has('Code de certification')
    b.go('Espace.aspx').lacks('Bienvenue')


def c_old_code():
    a = A[13]
    recover(Browser(), a)
    login(Browser(), a, a['confidential_code']).has('Connexion refusée')


def c_three_tries():
    b, a = Browser(), A[14]
    cert, conf = recover(b, a)
    b = Browser()
    login(b, a, conf)
    b.push('btnContinuer').has('Saisissez le code de certification')      # vide : ce n'est pas un essai
    b.push('btnContinuer', txtCertif='FAUX').has('erroné').lacks('Vous devez renouveler')
    b.push('btnContinuer', txtCertif=conf).has('erroné')
    b.push('btnContinuer', txtCertif='FAUX3').has('Vous devez renouveler votre code confidentiel')


def c_blocked():
    b, a = Browser(), A[15]
    cert, conf = recover(b, a)
    login(b, a, conf)
    for i in range(4):
        if 'btnContinuer' in b.page.buttons:
            b.push('btnContinuer', txtCertif='FAUX')
    login(b, a, conf).has('Vous devez renouveler votre code confidentiel').lacks('Code de certification :')
    cert2, conf2 = recover(Browser(), a)
    login(b, a, conf2)
    b.push('btnContinuer', txtCertif='FAUX').has('erroné')
    b.push('btnContinuer', txtCertif=cert2).has('Bienvenue')


def c_tries_across():
    a = A[16]
    cert, conf = recover(Browser(), a)
    for i in range(3):
        b = Browser()
        login(b, a, conf)
        b.push('btnContinuer', txtCertif='FAUX%d' % i)
    b.page.has('Vous devez renouveler votre code confidentiel')


def c_two_in_session():
    b, a = Browser(), A[17]
    cert, conf = recover(b, a)
    cert2, conf2 = recover(b, a)
    assert cert2 != cert and conf2 != conf
    b = Browser()
    login(b, a, conf2).has('Code de certification')
    b.push('btnContinuer', txtCertif=cert2).has('Bienvenue')


def c_refresh():
    b, a = Browser(), A[18]
    cert, conf = recover(b, a)
    n = len(MAILS)
    assert shown(b.go(b.page.url)) == shown(b.go(b.page.url)) == cert and len(MAILS) == n


def c_double_click():
    b, a = Browser(), A[19]
    lost(b, 'lnkConfidentiel')
    n, body, url = len(MAILS), b.body('btnGenerer', '', fill(a)), b.action()
    one = shown(b.go(url, body))
    assert shown(b.go(url, body)) == one and len(MAILS) == n + 1


def c_double_click_at_once():
    b, a = Browser(), A[23]
    lost(b, 'lnkConfidentiel')
    n, body, url = len(MAILS), b.body('btnGenerer', '', fill(a)), urljoin(b.page.url, b.action())
    ts = [threading.Thread(target=b.raw, args=('POST', url, body)) for _ in range(3)]
    [t.start() for t in ts]
    [t.join() for t in ts]
    assert len(MAILS) == n + 1, '%d courriels' % (len(MAILS) - n)


def c_client_script():
    p = lost(Browser(), 'lnkLesDeux')
    assert 'function __doPostBack(' in p.html and 'visibility:hidden' in p.html and 'Page_ClientValidate();' in p.html


def c_two_visitors():
    b1, b2 = Browser(), Browser()
    one = recover(b1, A[20])[0]
    recover(b2, A[21])
    assert shown(b1.go(b1.page.url)) == one


def c_webforms():
    b, a = Browser(), A[22]
    n = len(MAILS)
    lost(b, 'lnkConfidentiel')
    url, good = b.action(), b.body('btnGenerer', '', fill(a))
    for bad in (re.sub(r'__VIEWSTATE=[^&]*', '__VIEWSTATE=AAAA', good), re.sub(r'__EVENTVALIDATION=[^&]*', '__EVENTVALIDATION=', good),
                re.sub(r'ddlQuestion=[^&]*', 'ddlQuestion=Autre', good), re.sub(r'__EVENTTARGET=', '__EVENTTARGET=ctl00%24x', good)):
        assert Browser.raw(b, 'POST', urljoin(b.page.url, url), bad)[0].status == 500
    other = Browser()
    other.page = b.page
    other.go(url, good).has('session a expiré')
    assert len(MAILS) == n
    find(b, A[22])                                                # identifiant en lecture seule : la valeur postée est ignorée
    assert generate(b, a, txtIdentifiant='IDENT0001').has('Veillez noter') and MAILS[-1][0] == [a['email']]


def c_first_login():
    b, a = Browser(), A[3]
    login(b, a, a['confidential_code']).has('Choisissez votre question secrète')
    b.push('btnEnregistrer', ddlQuestion=Q2, txtReponse='Lyon').has('Bienvenue')
    find(Browser(), a).has('Regénérer')


CHECKS = [(k[2:], f) for k, f in list(globals().items()) if k.startswith('c_')]
EXPECT = {'bcr-casse': 'bcr_case', 'noms-casse': 'name_case', 'utilisateur-admis': 'user', 'sans-bcr-ni-contrat': 'one_of_two',
          'prenom-facultatif': 'first_name', 'identifiant-vide': 'prefilled', 'courriel-non-compare': 'email_compared',
          'courriel-saisi': 'email_compared', 'question-ignoree': 'question', 'reponse-debut': 'answer',
          'premiere-connexion-ignoree': 'never_logged', 'adresse-invalide-admise': 'bad_address', 'refus-sans-conseil': 'refusal_advice',
          'echec-sans-aide': 'search_help', 'ancien-code': 'old_code', 'certif-perimee': 'two_in_session', 'mail-expediteur': 'mail',
          'double-envoi': 'mail', 'actualiser-regenere': 'refresh', 'certif-est-confidentiel': 'not_confidential',
          'certif-non-demandee': 'login_after', 'quatre-essais': 'three_tries', 'essais-par-session': 'tries_across',
          'blocage-leve': 'blocked', 'espace-avant-certif': 'no_shortcut', 'certif-statique': 'two_visitors', 'son-tronque': 'sound',
          'annuler-valide': 'cancel', 'lien-identifiant': 'link_ident', 'note-absente': 'note', 'legende-absente': 'legend',
          'important-absent': 'important'}


def seen_adresse_unique():
    b = Browser()
    assert find(b, A[25]).url.endswith('CodesPerdus.aspx')
    assert generate(b, A[25]).has('Veillez noter').url.endswith('CodesPerdus.aspx')


def seen_utf_8():
    assert login_page(Browser()).charset == 'utf-8'


def seen_noms_repris():
    assert find(Browser(), A[25]).value('txtNom') == 'DUPONT25'


def seen_lecteur_audio():
    b = Browser()
    recover(b, A[25])
    assert b.page.audio and not [h for h, t in b.page.links if 'sonore' in t]


def seen_certif_sur_connexion():
    b = Browser()
    cert, conf = recover(b, A[25])
    assert login(b, A[25], conf).has('Code de certification').url.endswith('Connexion.aspx')
    assert b.push('btnContinuer', txtCertif='FAUX').has('erroné').url.endswith('Connexion.aspx')


def seen_boutons_button():
    assert 'button' in login_page(Browser()).tags


def seen_ordre_champs():
    o = lost(Browser(), 'lnkLesDeux').order
    assert o.index('txtNom') < o.index('txtSiret')


def seen_page_refus():
    b = Browser()
    p = find(b, A[25], txtNom='X')
    assert p.url.endswith('Refus.aspx')
    b.go(p.href('Revenir au formulaire')).has('Recherche de votre code identifiant')


def seen_terminer_accueil():
    b = Browser()
    recover(b, A[25])
    b.push('btnTerminer').has('Direction Employeur')


def seen_certif_chiffres():
    assert recover(Browser(), A[25])[0].isdigit()


def run(smtp, accounts, *switch):
    with socket.socket() as s:
        s.bind(('127.0.0.1', 0))
        port = s.getsockname()[1]
    Browser.port = port
    proc = subprocess.Popen([os.path.join(HERE, 'start'), '--port', str(port), '--smtp', '127.0.0.1:%d' % smtp, '--accounts', accounts, *switch])
    failed = {}
    try:
        for _ in range(200):
            try:
                socket.create_connection(('127.0.0.1', port), 1).close()
                break
            except OSError:
                assert proc.poll() is None, 'le portail ne démarre pas'
                time.sleep(0.05)
        todo = CHECKS + ([('vu', globals()['seen_' + switch[1].replace('-', '_')])] if switch[:1] == ('--variation',) else [])
        for name, f in todo:
            try:
                f()
            except Exception as e:                                # un contrôle qui tombe, quelle qu'en soit la façon
                failed[name] = '%s: %s' % (type(e).__name__, e)
    finally:
        t = time.time()
        proc.send_signal(signal.SIGTERM)
        proc.wait(5)
        if time.time() - t > 1:
            failed['sigterm'] = 'arrêt trop lent'
    return failed


def main():
    with open(os.path.join(HERE, 'defects.json'), encoding='utf-8') as fh:
        defects = [d['name'] for d in json.load(fh)]
    with open(os.path.join(HERE, 'variations.json'), encoding='utf-8') as fh:
        variations = [d['name'] for d in json.load(fh)]
    smtp = smtp_sink()
    with tempfile.NamedTemporaryFile('w', suffix='.json', delete=False) as fh:
        json.dump(ACCOUNTS, fh)
    bad = 0
    for kind, name in [('', 'net')] + [('--variation', v) for v in variations] + [('--defect', d) for d in defects]:
        if sys.argv[1:] and name not in sys.argv[1:]:
            continue
        failed = run(smtp, fh.name, *([kind, name] if kind else []))
        ok = EXPECT[name] in failed if kind == '--defect' else not failed
        bad += not ok
        detail = '%s (%s)' % (', '.join(failed), failed[EXPECT[name]][:110]) if kind == '--defect' and ok else '\n    '.join('%s : %s' % x for x in failed.items())
        print('%-6s %-11s %-28s %s' % ('ok' if ok else 'ECHEC', kind[2:], name, detail), flush=True)
    os.unlink(fh.name)
    print('%d échec(s)' % bad)
    sys.exit(bool(bad))


if __name__ == '__main__':
    main()
