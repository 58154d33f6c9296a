#!/usr/bin/env python3
"""Espace personnalisé employeur : recouvrement des codes perdus (façon ASP.NET WebForms 2.0)."""
import argparse, base64, hashlib, hmac, html, io, json, math, os, secrets, signal, smtplib, struct, sys
import threading, time, wave
from email.message import EmailMessage
from email.utils import formatdate, make_msgid
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qsl, urlsplit
HERE = os.path.dirname(os.path.abspath(__file__))
ap = argparse.ArgumentParser()
ap.add_argument('--port', type=int, required=True)
ap.add_argument('--smtp', required=True)
ap.add_argument('--accounts', required=True)
ap.add_argument('--defect', default='')
ap.add_argument('--variation', default='')
OPT = ap.parse_args()
def text(path):
    with open(path, encoding='utf-8') as fh:
        return fh.read()
for kind in ('defect', 'variation'):
    if getattr(OPT, kind) and getattr(OPT, kind) not in [x['name'] for x in json.loads(text(os.path.join(HERE, kind + 's.json')))]:
        sys.exit('%s inconnu : %s' % (kind, getattr(OPT, kind)))
def D(name): return OPT.defect == name
def V(name): return OPT.variation == name
CHARSET = 'utf-8' if V('utf-8') else 'windows-1252'
ROOT = '/Retraites/Employeur/'
KEY = secrets.token_bytes(32)               # <machineKey>
TIMEOUT = 20 * 60                           # <sessionState timeout="20">
LOCK = threading.RLock()
LAST = {}                                   # défaut : variable statique de l'application
E = html.escape
class Account(dict):
    def __init__(self, d):
        super().__init__(d)
        self.lock = threading.RLock()
        self.admin = d.get('role') == 'administrator'
        self.update(certif=None, tries=0, renew=False, gen=0, old=None)
    def eligible(self):
        first = bool(self.get('first_login_done') and self.get('question') and self.get('answer'))
        return (first or D('premiere-connexion-ignoree')) and (bool(self.get('email_valid') and self.get('email')) or D('adresse-invalide-admise'))
ACCOUNTS = [Account(d) for d in json.loads(text(OPT.accounts))]
BY_ID = {a['identifier']: a for a in ACCOUNTS}
QUESTIONS = ['Quel est le nom de jeune fille de votre mère ?', 'Quel est votre lieu de naissance ?',
             'Quel est le prénom de votre premier enfant ?', 'Quel est le nom de votre animal familier ?',
             'Quelle est votre couleur préférée ?', "Quel est le nom de votre premier professeur ?"]
for acc in ACCOUNTS:
    if acc.get('question') and acc['question'] not in QUESTIONS:
        QUESTIONS.append(acc['question'])

# ------------------------------------------------------------------ codes, courriel, son
LET, DIG = 'ABCDEFGHJKLMNPQRSTUVWXYZ', '23456789'
def pick(alphabet, n): return ''.join(secrets.choice(alphabet) for _ in range(n))
def send_code(to, code):
    m = EmailMessage()
    sender = 'ne-pas-repondre@intranet.local' if D('mail-expediteur') else 'e-servicesinscription@caissedesdepots.fr'
    m['From'], m['To'], m['Subject'] = sender, to, 'Régénération de code confidentiel'
    m['Date'], m['Message-ID'] = formatdate(localtime=True), make_msgid(domain='caissedesdepots.fr')
    m.set_content('Votre nouveau code confidentiel est le suivant :\n\n%s\n\nA bientôt sur notre site\n\n'
                  'La Direction des Retraites\n' % code, charset='iso-8859-1')
    host, _, port = OPT.smtp.rpartition(':')
    with smtplib.SMTP(host or '127.0.0.1', int(port), local_hostname='localhost', timeout=8) as s:
        s.send_message(m, sender, [to])
def regenerate(a, typed):
    """Nouveau code confidentiel (courriel) et nouveau code de certification ; rien ne change si l'envoi échoue."""
    with a.lock:
        before = dict(a)
        conf = pick(LET, 5) + pick(DIG, 3)
        cert = pick('0123456789' if V('certif-chiffres') else LET + DIG, 10)
        if D('certif-est-confidentiel'): cert = conf
        a.update(confidential_code=conf, certif=cert, tries=0, renew=False, gen=a['gen'] + 1, old=before['confidential_code'])
        try:
            send_code(typed if D('courriel-saisi') else a['email'], conf)
        except (OSError, smtplib.SMTPException):
            a.update(before)
            raise
        LAST['certif'] = cert
        return cert
SIGNS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789'
TONES = {}
def tone(ch):
    if ch not in TONES:
        i = SIGNS.index(ch)
        lo, hi = 600 + 100 * (i // 6), 1500 + 150 * (i % 6)
        w = 2 * math.pi / 8000
        TONES[ch] = struct.pack('<1760h', *(int(9000 * (math.sin(lo * w * t) + math.sin(hi * w * t))) for t in range(1760)))
    return TONES[ch] + bytes(2 * 1040)
def sound(code):
    """Un son à deux fréquences par caractère (0,22 s, puis 0,13 s de silence)."""
    if D('son-tronque'): code = code[:-2]
    buf = io.BytesIO()
    with wave.open(buf, 'wb') as w:
        w.setparams((1, 2, 8000, 0, 'NONE', ''))
        w.writeframes(b''.join(tone(ch) for ch in code))
    return buf.getvalue()

# ------------------------------------------------------------------ le cadre WebForms
class Go(Exception): pass                   # Response.Redirect
class Session(dict):
    def __init__(self):
        super().__init__()
        self.lock, self.t = threading.RLock(), time.time()
SESSIONS = {}
def open_session(sid):
    with LOCK:
        now = time.time()
        for k in [k for k, s in SESSIONS.items() if now - s.t > TIMEOUT]:
            del SESSIONS[k]
        fresh = sid not in SESSIONS
        if fresh:
            sid = secrets.token_hex(12)
            SESSIONS[sid] = Session()
        SESSIONS[sid].t = now
        return sid, SESSIONS[sid], fresh
def seal(obj, purpose):
    raw = json.dumps(obj, separators=(',', ':')).encode()
    return base64.b64encode(hmac.new(KEY, purpose.encode() + raw, hashlib.sha1).digest() + raw).decode()
def unseal(text, purpose):
    try:
        raw = base64.b64decode(text or '', validate=True)
        mac, raw = raw[:20], raw[20:]
        good = hmac.compare_digest(mac, hmac.new(KEY, purpose.encode() + raw, hashlib.sha1).digest())
        return json.loads(raw) if good else None
    except ValueError:
        return None
SHARED = ('Recherche', 'Identifiant', 'Regeneration', 'Confirmation', 'Utilisateur')
class Ctx:
    """Une requête : valeurs postées, événement, contrôles rendus, validateurs."""
    def __init__(self, path, query, form, sid, sess):
        self.path, self.q, self.f, self.sid, self.s = path, query, form, sid, sess
        self.page, self.event, self.vs, self.event_ok = path, None, {}, []
        self.err, self.msgs, self.validators, self.defaults = {}, [], [], {}
        self.crumb, self.home = [], False
    # valeurs
    def get(self, n):
        return self.f.get('ctl00$Contenu$' + n, self.defaults.get(n, '')).strip()
    def go(self, name):
        if V('adresse-unique') and name in SHARED + ('CodesPerdus',):
            self.s['step'], name = name, 'CodesPerdus'
        raise Go(ROOT + name + '.aspx')
    # contrôles
    def txt(self, n, size=25, kind='text', readonly=False):
        val = '' if kind == 'password' else ' value="%s"' % E(self.get(n))
        return '<input name="ctl00$Contenu$%s" type="%s"%s size="%d" maxlength="120" id="ctl00_Contenu_%s"%s class="champ" />' % (
            n, kind, val, size, n, ' readonly="readonly"' if readonly else '')
    def ddl(self, n, items):
        self.event_ok += [n + '|' + hashlib.md5(i.encode()).hexdigest()[:8] for i in [''] + items]
        rows = ''.join('<option%s value="%s">%s</option>' % (' selected="selected"' if i == self.get(n) else '', E(i), E(i)) for i in items)
        return '<select name="ctl00$Contenu$%s" id="ctl00_Contenu_%s" class="champ"><option value="">-- Choisissez --</option>%s</select>' % (n, n, rows)
    def btn(self, n, text, validate=False):
        self.event_ok.append('ctl00$Contenu$' + n)
        js = ' onclick="return Page_ClientValidate();"' if validate else ''
        if V('boutons-button'):
            return '<button type="submit" name="ctl00$Contenu$%s" value="1" id="ctl00_Contenu_%s"%s class="bouton">%s</button>' % (n, n, js, E(text))
        return '<input type="submit" name="ctl00$Contenu$%s" value="%s" id="ctl00_Contenu_%s"%s class="bouton" />' % (n, E(text), n, js)
    def lnk(self, n, text, holder='ctl00$Contenu$'):
        self.event_ok.append(holder + n)
        return '<a id="%s" href="javascript:__doPostBack(\'%s\',\'\')">%s</a>' % ((holder + n).replace('$', '_'), holder + n, E(text))
    def req(self, n, message, dynamic=False):
        """RequiredFieldValidator : le texte est toujours dans la page, caché tant que tout va bien."""
        self.validators.append((n, message, dynamic))
        off = 'display:none' if dynamic else 'visibility:hidden'
        return '<span id="ctl00_Contenu_rfv%s" class="err" style="color:Red;%s;">%s</span>' % (n, '' if n in self.err else off, E(message))
    def check(self, *fields):
        for n, message in fields:
            if not self.get(n):
                self.err[n] = message
        return not self.err
    def summary(self):
        rows = list(self.err.values())
        body = '<ul>%s</ul>' % ''.join('<li>%s</li>' % E(m) for m in rows) if rows else ''
        out = '<div id="ctl00_Contenu_ValidationSummary1" class="err" style="color:Red;%s">%s</div>' % ('' if rows else 'display:none;', body)
        return out + ''.join('<div id="ctl00_Contenu_lblMessage" class="err" style="color:Red;">%s</div>' % m for m in self.msgs)
    # page maître
    def render(self, title, body):
        action = self.path + '.aspx' + ('?p=' + E(self.q['p']) if 'p' in self.q else '')
        user = BY_ID.get(self.s.get('user'))
        who = 'Non connecté'
        if user:
            who = 'Connecté : <b>%s %s</b> - %s' % (E(user['first_name']), E(user['last_name']), self.lnk('lnkDeconnexion', 'Se déconnecter', 'ctl00$'))
        self.vs['p'] = self.page
        if self.home:
            head = '<td class="logo">Caisse des Dépôts<br /><b>RETRAITES ET SOLIDARITÉ</b></td><td class="titre">Direction Employeur</td>'
        else:
            head = '<td class="logo"><b>RETRAITES<br />ET SOLIDARITÉ</b></td><td class="titre">ESPACE PERSONNALISÉ</td>'
        head += '<td align="right"><table cellpadding="2"><tr><td align="right">%s</td></tr>%s</table></td>' % (
            who, '' if self.home else '<tr><td align="right"><a href="Default.aspx">Retour accueil cdc.retraites</a></td></tr>')
        crumb = ' &gt; '.join(['<a href="Default.aspx">Accueil</a>'] + self.crumb + ['<span>%s</span>' % E(title)])
        if self.home: crumb = '<span>Accueil</span>'
        menu = ''.join('<tr><td class="menu">%s</td></tr>' % ('<b>%s</b>' % E(t) if k is None else '<a href="%s">%s</a>' % (k, E(t))) for k, t in self.menu())
        vals = json.dumps([['ctl00_Contenu_' + n, 'ctl00_Contenu_rfv' + n, m, d] for n, m, d in self.validators])
        return MASTER % dict(charset=CHARSET, title=E(title), action=action, head=head, crumb=crumb, menu=menu, body=body,
            vals=vals.replace('</', '<\\/'), vs=seal(self.vs, 'VS' + self.sid), ev=seal(self.event_ok, 'EV' + self.sid + self.page))
    def menu(self):
        if not self.home:
            return [('Default.aspx', 'Accueil'), ('Connexion.aspx', 'Connexion'), ('Info.aspx?p=aide', "Besoin d'aide ?")]
        out = []
        for head, keys in (('Informations générales', ('actu', 'drs', 'etudes', 'presse', 'droit')),
                           ('Liste des régimes et fonds', ('cnracl', 'fiphfp', 'fspoeie', 'ircantec', 'rafp', 'mines', 'saspa', 'autres')),
                           ('Informations Employeur', ('votreactu',))):
            out += [(None, head)] + [('Info.aspx?p=' + k, INFO[k][0]) for k in keys]
        return out
MASTER = text(os.path.join(HERE, 'Site.master')).rstrip()
INFO = json.loads(text(os.path.join(HERE, 'rubriques.json')))      # clé : titre, texte

# ------------------------------------------------------------------ pages publiques
ESPACE = '<a href="Connexion.aspx">Espace personnalisé</a>'
PERDUS = '<a href="CodesPerdus.aspx%s">Codes perdus</a>' % ('?etape=1' if V('adresse-unique') else '')
def p_default(c):
    c.home = True
    found = ''
    if c.event == 'btnRecherche':
        word = c.get('txtMot').lower()
        hits = [(k, t) for k, (t, x) in INFO.items() if word and word in (t + x).lower()]
        found = '<br />'.join('<a href="Info.aspx?p=%s">%s</a>' % (k, E(t)) for k, t in hits) or 'Aucun résultat.'
    news = ''.join('<tr><td><b>%s</b><br />%s<br />%s <a href="Info.aspx?p=%s">&gt; En savoir +</a></td></tr>' % (
        E(INFO[k][0]), E(INFO[k][1]), d, k) for k, d in (('iheps', '23/09/2010'), ('dai', '')))
    return c.render('Bienvenue', '''<table width="100%%" cellpadding="4"><tr><td colspan="2" align="right">
<a href="javascript:window.print()">Imprimer</a> <a href="javascript:Taille(-1)">A\u207b</a> <a href="javascript:Taille(1)">A\u207a</a>
<a href="Default.aspx">Accueil</a></td></tr>
<tr><td colspan="2">Changer de profil - Vous êtes <a href="Default.aspx"><b>EMPLOYEUR</b></a> <a href="Info.aspx?p=actif"><b>ACTIF</b></a>
<a href="Info.aspx?p=retraite"><b>RETRAITÉ</b></a> <a href="Info.aspx?p=public"><b>AUTRE PUBLIC</b></a></td></tr>
<tr><td valign="top"><table class="bloc"><tr><th>Votre actualité</th></tr>%s</table></td>
<td valign="top"><table class="bloc"><tr><th>Espace personnalisé</th></tr><tr><td>Pour vous <b>connecter</b> à votre espace personnalisé,
cliquez sur<br /><br /><a href="Connexion.aspx" id="ctl00_Contenu_lnkEspace"><b>Accès à mon espace personnalisé</b></a></td></tr>
<tr><th>RECHERCHER SUR LE SITE :</th></tr><tr><td>Tapez un mot-clé<br />%s %s<br />%s</td></tr>
<tr><th>Liens utiles</th></tr><tr><td>Forum Retraite 2010 :<br />les actes et les vidéos en ligne<br />
<a href="Info.aspx?p=forum">&gt; En savoir +</a></td></tr></table></td></tr></table>''' % (news, c.txt('txtMot', 15), c.btn('btnRecherche', 'OK'), found))
def p_info(c):
    title, text = INFO.get(c.q.get('p', ''), ('Page introuvable', 'Cette rubrique n’existe pas.'))
    return c.render(title, '<p>%s</p><p><a href="Connexion.aspx">Accès à mon espace personnalisé</a></p>' % E(text))

# ------------------------------------------------------------------ connexion
RENEW = ('Vous avez fait 3 essais infructueux de saisie du code de certification : ce code confidentiel ne permet plus '
         'de se connecter. Vous devez renouveler votre code confidentiel : utilisez le lien « Codes perdus ».')
def enter(c, a):
    """Ouvre la session de l'espace, ou la première connexion (choix de la question secrète)."""
    c.s.pop('pending', None)
    if not a.get('first_login_done'):
        c.s['first'] = a['identifier']
        c.go('PremiereConnexion')
    c.s['user'] = a['identifier']
    c.go('Espace')
def p_connexion(c):
    if c.s.get('flash'):
        c.msgs.append(E(c.s.pop('flash')))
    if c.event == 'btnValider' and c.check(('txtIdentifiant', 'Saisissez votre code identifiant.'), ('txtCode', 'Saisissez votre code confidentiel.')):
        a = BY_ID.get(c.get('txtIdentifiant'))
        for k in ('user', 'pending', 'first'):
            c.s.pop(k, None)
        if a is None or c.get('txtCode') not in (a['confidential_code'], a['old'] if D('ancien-code') else None):
            c.msgs.append('Connexion refusée : code identifiant ou code confidentiel inconnu.')
        elif a['renew']:
            c.msgs.append(E(RENEW))
        elif a['certif'] and not D('certif-non-demandee'):
            c.s['pending'] = [a['identifier'], a['gen']]
            if D('espace-avant-certif'): c.s['user'] = a['identifier']
            if not V('certif-sur-connexion'): c.go('Certification')
            c.page, c.event, c.f = 'Certification', None, {}
            return p_certification(c)
        else:
            enter(c, a)
    reply = ''
    if c.event == 'btnDemander':
        reply = 'Voyez le lien « Codes perdus ».' if 'code' in c.get('txtQuestion').lower() else \
            "Je n'ai pas trouvé de réponse à votre question : consultez l'aide à la connexion."
    note = '' if D('note-absente') else '''<tr><td colspan="2" class="note">Pour récupérer votre code identifiant et/ou régénérer un code
confidentiel provisoire, cliquez sur [Codes perdus]<br />(*) Vous pouvez récupérer vos codes d'accès uniquement :<ul>
<li>si vous vous êtes connecté une 1<sup>ère</sup> fois et si vous avez choisi la question secrète et sa réponse</li>
<li>si l'adresse courriel enregistrée sur votre compte est valide</li></ul>Si ce n'est pas le cas :<br />demandez à un autre
administrateur de votre établissement de régénérer votre code confidentiel</td></tr>'''
    more = lambda keys: ''.join('&gt; <a href="Info.aspx?p=%s">%s</a><br />' % (k, E(INFO[k][0])) for k in keys)
    return c.render('Accès à mon espace personnalisé', c.summary() + '''<table cellpadding="6"><tr>
<td valign="top" class="bloc"><table><tr><th colspan="2">Je suis déjà inscrit(e)</th></tr>
<tr><td><label for="ctl00_Contenu_txtIdentifiant">Code identifiant</label></td><td>%s %s</td></tr>
<tr><td><label for="ctl00_Contenu_txtCode">Code confidentiel</label></td><td>%s %s</td></tr>
<tr><td></td><td>%s</td></tr><tr><td colspan="2">%s<br /><a href="Info.aspx?p=aide">Aide à la connexion</a></td></tr>
<tr><td colspan="2"><b>Plus d'info ?</b><br />%s</td></tr></table></td>
<td valign="top" class="bloc"><table><tr><th>Je ne suis pas encore inscrit(e)</th></tr><tr><td><a href="Info.aspx?p=inscription">Je m'inscris</a></td></tr>
<tr><td><b>Plus d'info ?</b><br />%s&gt; <a href="Info.aspx?p=cgu">Conditions générales d'utilisation (CGU)</a></td></tr>
<tr><th>Poser votre question</th></tr><tr><td>Bonjour, je m'appelle Ariane et je suis là pour vous aider<br />%s %s<br />
<span id="ctl00_Contenu_lblAriane">%s</span></td></tr></table></td></tr>%s</table>''' % (
        c.txt('txtIdentifiant'), c.req('txtIdentifiant', 'Saisissez votre code identifiant.'),
        c.txt('txtCode', kind='password'), c.req('txtCode', 'Saisissez votre code confidentiel.'),
        c.btn('btnValider', 'Je valide', True), PERDUS.replace('</a>', ' *</a>'),
        more(('administrateur', 'utilisateur')), more(('presentation', 'video', 'inscadmin', 'inscuser')),
        c.txt('txtQuestion'), c.btn('btnDemander', 'Demander'), reply, note))
def p_certification(c):
    c.crumb = [ESPACE]
    ident, gen = c.s.get('pending') or (None, 0)
    a = BY_ID.get(ident)
    if a is None or c.event == 'btnAnnuler':
        c.s.pop('pending', None)
        c.go('Connexion')
    with a.lock:
        if a['gen'] != gen or a['renew'] or not a['certif']:
            c.s.pop('pending', None)
            c.s['flash'] = RENEW if a['renew'] else 'Votre situation a changé : identifiez-vous de nouveau.'
            c.go('Connexion')
        if c.event == 'btnContinuer' and c.check(('txtCertif', 'Saisissez le code de certification.')):
            if c.get('txtCertif') == a['certif']:
                a.update(certif=None, tries=0)
                c.s.pop('done', None)
                enter(c, a)
            tally = c.s if D('essais-par-session') else a
            tally['tries'] = tally.get('tries', 0) + 1
            if tally['tries'] >= (4 if D('quatre-essais') else 3):
                a['renew'] = not D('blocage-leve')
                tally['tries'] = 0
                c.s.pop('pending', None)
                c.s['flash'] = RENEW
                c.go('Connexion')
            c.msgs.append('Ce code de certification est erroné (essai n° %d sur 3).' % tally['tries'])
    c.f = {}
    return c.render('Code de certification', c.summary() + '''<p>Votre code confidentiel a été renouvelé. Saisissez le code de certification
que vous avez noté lors de cette opération ; au bout de 3 essais infructueux, vous devrez renouveler votre code confidentiel.</p>
<table><tr><td><span>Code de certification :</span></td><td>%s %s</td></tr><tr><td></td><td>%s %s</td></tr></table>''' % (
        c.txt('txtCertif'), c.req('txtCertif', 'Saisissez le code de certification.'), c.btn('btnContinuer', 'Continuer', True), c.btn('btnAnnuler', 'Annuler')))
def p_premiere(c):
    c.crumb = [ESPACE]
    a = BY_ID.get(c.s.get('first'))
    if a is None: c.go('Connexion')
    must = (('ddlQuestion', 'Choisissez une question.'), ('txtReponse', 'Saisissez votre réponse.'))
    if c.event == 'btnEnregistrer' and c.check(*must):
        a.update(question=c.get('ddlQuestion'), answer=c.get('txtReponse'), first_login_done=True)
        c.s.pop('first')
        enter(c, a)
    return c.render('Première connexion', c.summary() + '''<p>Choisissez votre question secrète et sa réponse : elles vous seront demandées
si vous perdez vos codes.</p><table><tr><td>Question * :</td><td>%s %s</td></tr><tr><td>Réponse * :</td><td>%s %s</td></tr>
<tr><td></td><td>%s</td></tr></table>''' % (c.ddl('ddlQuestion', QUESTIONS), c.req(*must[0]), c.txt('txtReponse'),
                                           c.req(*must[1]), c.btn('btnEnregistrer', 'Enregistrer', True)))
def p_espace(c):
    a = BY_ID.get(c.s.get('user'))
    if a is None:
        c.s['flash'] = 'Identifiez-vous pour accéder à votre espace personnalisé.'
        c.go('Connexion')
    return c.render('Mon espace personnalisé', '''<p>Bienvenue %s %s.</p><table class="bloc" cellpadding="4"><tr><td>Code identifiant</td><td>%s</td></tr>
<tr><td>Établissement (SIRET)</td><td>%s</td></tr><tr><td>Profil</td><td>%s</td></tr></table>''' % (
        E(a['first_name']), E(a['last_name']), E(a['identifier']), E(a['siret']), 'Administrateur' if a.admin else 'Utilisateur'))

# ------------------------------------------------------------------ codes perdus
REFUS = ("Vos codes ne peuvent pas être récupérés en ligne : il faut s'être connecté une première fois, avoir choisi la question "
         "secrète et sa réponse, et l'adresse courriel enregistrée sur votre compte doit être valide.")
if not D('refus-sans-conseil'):
    REFUS += ' Demandez à un autre administrateur de votre établissement de régénérer votre code confidentiel.'
CHECKS = '''Votre requête n'a pas abouti.''' + ('' if D('echec-sans-aide') else ''' Vérifiez que :<ul><li>le n° de BCR ou de contrat est bien saisi en majuscules,</li>
<li>les coordonnées professionnelles sont bien identiques (majuscules et minuscules) à celles saisies lors de l'inscription,</li>
<li>vous êtes bien inscrit en tant qu'administrateur pour votre établissement.</li></ul>''')
MISMATCH = ("Les rubriques saisies ne correspondent pas à celles d'un compte d'administrateur : aucun code confidentiel n'a été généré.")
def refuse(c, message):
    if V('page-refus'):
        c.s['refus'] = [message, c.path]
        c.go('Refus')
    c.msgs.append(message)
def p_refus(c):
    c.crumb = [ESPACE, PERDUS]
    message, back = c.s.get('refus') or ('', 'CodesPerdus')
    return c.render('Demande refusée', '<div class="err">%s</div><p><a href="%s.aspx">Revenir au formulaire</a></p>' % (message, back))
def p_codesperdus(c):
    c.crumb = [ESPACE]
    modes = {'lnkConfidentiel': 'conf', 'lnkIdentifiant': 'ident', 'lnkLesDeux': 'both', 'lnkUtilisateur': 'user'}
    if c.event == 'lnkAnnuler': c.go('Connexion')
    if c.event in modes:
        mode = modes[c.event]
        if D('lien-identifiant') and mode == 'ident': mode = 'conf'
        c.s.pop('done', None)
        c.s['w'] = {'mode': mode, 'ident': None}
        c.go({'conf': 'Regeneration', 'user': 'Utilisateur'}.get(mode, 'Recherche'))
    return c.render('Codes perdus', '''<p><b>Vous avez perdu votre code confidentiel ou votre code identifiant</b></p>
<table class="bloc" cellpadding="6" width="100%%"><tr><th>Vous êtes administrateur</th></tr>
<tr><td><table><tr><td>Vous avez perdu votre <b>code confidentiel</b> : %s</td></tr><tr><td>Vous avez perdu votre <b>code identifiant</b> : %s</td></tr>
<tr><td>Vous avez perdu votre <b>code identifiant et votre code confidentiel</b> : %s</td></tr></table></td></tr>
<tr><td class="note">En fonction de votre situation, cliquez sur l'un des choix</td></tr><tr><th>Vous êtes utilisateur sans être administrateur</th></tr>
<tr><td>Vous avez perdu votre <b>code identifiant et / ou votre code confidentiel</b> : %s</td></tr></table><p>[%s]</p>''' % (
        c.lnk('lnkConfidentiel', 'cliquez ici'), c.lnk('lnkIdentifiant', 'cliquez ici'), c.lnk('lnkLesDeux', 'cliquez ici'),
        c.lnk('lnkUtilisateur', 'cliquez ici'), c.lnk('lnkAnnuler', 'annuler')))
def p_utilisateur(c):
    c.crumb = [ESPACE, PERDUS]
    if c.event == 'btnTerminer': c.go('Connexion')
    return c.render('Codes perdus : utilisateur', '''<p>Vos codes d'utilisateur sont gérés par l'administrateur de votre établissement :
demandez-lui votre code identifiant ou un nouveau code confidentiel.</p>%s''' % c.btn('btnTerminer', 'Retour'))
def same_name(x, y):
    return x.casefold() == y.casefold() if D('noms-casse') else x == y
def search(siret, bcr, contract, last, first):
    up = str.upper if D('bcr-casse') else str
    return [a for a in ACCOUNTS if a['siret'] == siret and (not bcr or up(a.get('bcr') or '') == up(bcr))
            and (not contract or up(a.get('contract') or '') == up(contract)) and same_name(a['last_name'], last)
            and (same_name(a['first_name'], first) or D('prenom-facultatif') and not first) and (a.admin or D('utilisateur-admis'))]
def cancelled(c, must):
    """Annuler : revient au choix de la situation (CausesValidation="false")."""
    if c.event == 'btnAnnuler' and (not D('annuler-valide') or c.check(*must)):
        c.s.pop('w', None)
        c.go('CodesPerdus')
def p_recherche(c):
    c.crumb = [ESPACE, PERDUS]
    mode = (c.vs.get('w') or c.s.get('w') or {}).get('mode')
    if mode not in ('ident', 'both'): c.go('CodesPerdus')
    c.vs['w'] = {'mode': mode}
    must = [('txtSiret', 'Le numéro SIRET est obligatoire.'), ('txtNom', 'Le nom est obligatoire.'), ('txtPrenom', 'Le prénom est obligatoire.')]
    if D('prenom-facultatif'): must.pop()
    cancelled(c, must)
    if c.event == 'btnRechercher':
        c.check(*must)
        if not (c.get('txtBcr') or c.get('txtContrat') or D('sans-bcr-ni-contrat')):
            c.err['BcrContrat'] = 'Complétez le numéro BCR ou le numéro de contrat.'
        if not c.err:
            hits = search(*(c.get(n) for n in ('txtSiret', 'txtBcr', 'txtContrat', 'txtNom', 'txtPrenom')))
            if len(hits) > 1:
                refuse(c, 'Plusieurs comptes répondent à votre requête : complétez le numéro BCR et le numéro de contrat.')
            elif not hits:
                refuse(c, CHECKS)
            elif not hits[0].eligible():
                refuse(c, E(REFUS))
            else:
                c.s['w'] = {'mode': mode, 'ident': hits[0]['identifier'], 'nom': c.get('txtNom'), 'prenom': c.get('txtPrenom')}
                c.go('Identifiant' if mode == 'ident' else 'Regeneration')
    v = lambda n: c.req(*[m for m in must if m[0] == n][0]) if n in dict(must) else ''
    blocs = ['''<table class="bloc" width="100%%"><tr><th colspan="3">Votre établissement</th></tr><tr><td width="150">Numéro SIRET * :</td><td>%s</td><td>%s</td></tr>
<tr><td>Numéro BCR ** :</td><td>%s</td><td>Saisie en majuscules <span id="ctl00_Contenu_cvBcr" class="err" style="color:Red;%s">
Complétez le numéro BCR ou le numéro de contrat.</span></td></tr><tr><td>Numéro de contrat ** :</td><td>%s</td><td>Saisie en majuscules</td></tr>
<tr><td colspan="3" class="note">Le numéro BCR vous est attribué par la direction des retraites et de la solidarité et permet votre identification
(exemple 01ABC111). Vous le retrouvez sur les courriers et courriels.</td></tr></table><br />''' % (
        c.txt('txtSiret'), v('txtSiret'), c.txt('txtBcr'), '' if 'BcrContrat' in c.err else 'display:none;', c.txt('txtContrat')),
        '''<table class="bloc" width="100%%"><tr><th colspan="3">Coordonnées professionnelles</th></tr><tr><td width="150">Votre Nom * :</td><td>%s</td><td>%s</td></tr>
<tr><td>Prénom * :</td><td>%s</td><td>%s</td></tr></table><br />''' % (c.txt('txtNom'), v('txtNom'), c.txt('txtPrenom'), v('txtPrenom'))]
    if V('ordre-champs'): blocs.reverse()
    legend = '' if D('legende-absente') else '<br />** Vous devez obligatoirement compléter au moins l\'un de ces deux champs'
    return c.render('Recherche de votre code identifiant', c.summary() + ''.join(blocs) + '%s %s<p>* Champs obligatoires%s</p>' % (
        c.btn('btnRechercher', 'rechercher', True), c.btn('btnAnnuler', 'Annuler', D('annuler-valide')), legend))
def p_identifiant(c):
    c.crumb = [ESPACE, PERDUS]
    w = c.s.get('w') or {}
    if not w.get('ident'): c.go('CodesPerdus')
    if c.event == 'btnTerminer':
        c.s.pop('w', None)
        c.go('Connexion')
    if c.event == 'lnkRegenerer': c.go('Regeneration')
    return c.render('Votre code identifiant', '''<p>Votre code identifiant est le suivant :</p><table class="cadre"><tr><td><b>
<span id="ctl00_Contenu_lblIdentifiant">%s</span></b></td></tr></table><p>Vous avez aussi perdu votre code confidentiel : %s</p>%s''' % (
        E(w['ident']), c.lnk('lnkRegenerer', 'régénérez-le'), c.btn('btnTerminer', 'Terminer')))
def p_regeneration(c):
    c.crumb = [ESPACE, PERDUS]
    w = c.vs.get('w') or c.s.get('w') or {}
    if c.vs.get('n') and c.vs['n'] in c.s.get('used', ()):      # double clic, bouton Précédent
        c.go('Confirmation' if c.s.get('done') else 'CodesPerdus')
    if not (w.get('ident') or w.get('mode') == 'conf'): c.go('CodesPerdus')
    c.vs.update(w=w, n=c.vs.get('n') or secrets.token_hex(8))
    fixed = bool(w.get('ident')) and not D('identifiant-vide')
    if fixed:                                                    # TextBox ReadOnly : la valeur postée est ignorée
        c.f['ctl00$Contenu$txtIdentifiant'] = w['ident']
    if V('noms-repris'):
        c.defaults.update(txtNom=w.get('nom', ''), txtPrenom=w.get('prenom', ''))
    must = [('txtNom', 'Le nom est obligatoire.'), ('txtPrenom', 'Le prénom est obligatoire.'),
            ('txtIdentifiant', 'Le code identifiant est obligatoire.'), ('txtEmail', "L'adresse e-mail est obligatoire."),
            ('ddlQuestion', 'Sélectionnez votre question.'), ('txtReponse', 'La réponse est obligatoire.')]
    if D('prenom-facultatif'): must.pop(1)
    cancelled(c, must)
    if c.event == 'btnGenerer' and c.check(*must):
        a = BY_ID.get(c.get('txtIdentifiant'))
        known = a is not None and (a.admin or D('utilisateur-admis')) and same_name(a['last_name'], c.get('txtNom')) and \
            (same_name(a['first_name'], c.get('txtPrenom')) or D('prenom-facultatif') and not c.get('txtPrenom'))
        answer = str(a.get('answer') or '').strip() if known else ''
        if known and not a.eligible():
            refuse(c, E(REFUS))
        elif not (known and (a['email'] == c.get('txtEmail') or D('courriel-non-compare') or D('courriel-saisi'))
                  and (a['question'] == c.get('ddlQuestion') or D('question-ignoree'))
                  and (answer == c.get('txtReponse') or D('reponse-debut') and answer.startswith(c.get('txtReponse')))):
            refuse(c, E(MISMATCH))
        else:
            try:
                cert = regenerate(a, c.get('txtEmail'))
                if D('double-envoi'):
                    cert = regenerate(a, c.get('txtEmail'))
            except (OSError, smtplib.SMTPException):
                c.msgs.append("Le courriel n'a pas pu être envoyé. Votre code confidentiel n'a pas été modifié ; recommencez plus tard.")
            else:
                if D('certif-perimee'):
                    cert = c.s.setdefault('cache', cert)
                c.s.setdefault('used', []).append(c.vs['n'])
                c.s.pop('w', None)
                c.s['done'] = {'ident': a['identifier'], 'certif': cert, 'seen': 0}
                c.go('Confirmation')
    rows = {n: '<tr><td width="150">%s * :</td><td>%s%s</td><td>%s</td></tr>' % (
        label, ctl, '' if n != 'txtEmail' else '<br />(doit être identique à celle qui est mentionnée sur votre compte)',
        c.req(n, dict(must)[n], n == 'txtReponse') if n in dict(must) else '') for n, label, ctl in (
            ('txtNom', 'Votre Nom', c.txt('txtNom')), ('txtPrenom', 'Votre Prénom', c.txt('txtPrenom')),
            ('txtIdentifiant', 'Code identifiant', c.txt('txtIdentifiant', readonly=fixed)), ('txtEmail', 'Adresse e-mail', c.txt('txtEmail', 40)),
            ('ddlQuestion', 'Question', c.ddl('ddlQuestion', QUESTIONS)), ('txtReponse', 'Réponse', c.txt('txtReponse')))}
    order = ['txtNom', 'txtPrenom', 'txtIdentifiant', 'txtEmail', '-', 'ddlQuestion', 'txtReponse']
    if V('ordre-champs'):
        order = ['txtIdentifiant', 'txtEmail', 'txtNom', 'txtPrenom', '-', 'ddlQuestion', 'txtReponse']
    rows['-'] = '<tr><td colspan="3">Sélectionnez la question que vous avez choisie lors de votre inscription :</td></tr>'
    return c.render('Regénérer votre code confidentiel', c.summary() + '''<p>Saisissez toutes les rubriques du formulaire puis cliquez sur
"Générer le code confidentiel", <b>un nouveau code confidentiel vous sera envoyé à l'adresse e-mail enregistrée dans nos fichiers.</b></p>
<table class="bloc" cellpadding="3" width="100%%">%s</table><br />%s %s<p>* Champs obligatoires</p>''' % (
        ''.join(rows[n] for n in order), c.btn('btnGenerer', 'Générer le code confidentiel', True), c.btn('btnAnnuler', 'Annuler', D('annuler-valide'))))
def p_confirmation(c):
    c.crumb = [ESPACE, PERDUS]
    done = c.s.get('done')
    if not done: c.go('CodesPerdus')
    if c.event == 'btnTerminer':
        c.s.pop('done')
        c.go('Default' if V('terminer-accueil') else 'Connexion')
    if D('actualiser-regenere') and done['seen']:
        done['certif'] = regenerate(BY_ID[done['ident']], '')
    done['seen'] = 1
    code = LAST['certif'] if D('certif-statique') else done['certif']
    wav = '<a href="VersionSonore.wav">(Cliquez ici pour entendre la version sonore)</a>'
    if V('lecteur-audio'):
        wav = '(Cliquez ici pour entendre la version sonore)<br /><audio controls="controls" preload="none" src="VersionSonore.wav"></audio>'
    important = '' if D('important-absent') else '''<p><b>Important :</b> Vous devez impérativement noter le code qui s'affiche dans ce cadre :
<b>il ne s'agit pas de votre code confidentiel</b>, il vous sera demandé lors de votre prochaine connexion. Si, lors de votre prochaine connexion,
vous faites 3 essais infructueux de saisie de ce code, vous devrez renouveler votre code confidentiel.</p>'''
    return c.render('Régénération du code confidentiel', '''<p>Vous recevrez prochainement par courriel votre nouveau code confidentiel, qui vous sera
nécessaire pour vous connecter à nos différents services.</p><p>Veillez noter le <b>code de certification</b> que vous devrez impérativement saisir
lors de votre prochaine connexion :</p><table><tr><td class="cadre"><span id="ctl00_Contenu_lblCertif">%s</span></td></tr></table><p>%s</p>%s%s''' % (
        code, wav, important, c.btn('btnTerminer', 'Terminer')))
PAGES = {'default': ('Default', p_default), 'info': ('Info', p_info), 'connexion': ('Connexion', p_connexion),
         'certification': ('Certification', p_certification), 'premiereconnexion': ('PremiereConnexion', p_premiere),
         'espace': ('Espace', p_espace), 'codesperdus': ('CodesPerdus', p_codesperdus), 'recherche': ('Recherche', p_recherche),
         'identifiant': ('Identifiant', p_identifiant), 'regeneration': ('Regeneration', p_regeneration),
         'confirmation': ('Confirmation', p_confirmation), 'utilisateur': ('Utilisateur', p_utilisateur), 'refus': ('Refus', p_refus)}

# ------------------------------------------------------------------ serveur
def decode(raw):
    def one(x):
        b = x.encode('latin-1')
        try:
            return b.decode('utf-8')
        except UnicodeDecodeError:
            return b.decode('cp1252', 'replace')
    return {one(k): one(v) for k, v in parse_qsl(raw.decode('latin-1'), keep_blank_values=True, encoding='latin-1')}
class Handler(BaseHTTPRequestHandler):
    protocol_version, server_version, sys_version = 'HTTP/1.1', 'Microsoft-IIS/6.0', ''
    disable_nagle_algorithm = True
    log_message = lambda self, *a: None
    def reply(self, status, body=b'', ctype=None, **extra):
        if isinstance(body, str):
            body, ctype = body.encode('utf-8' if V('utf-8') else 'cp1252', 'xmlcharrefreplace'), 'text/html; charset=' + CHARSET
        self.send_response(status)
        for k, v in {'Content-Type': ctype or 'text/html', 'Content-Length': str(len(body)), 'X-AspNet-Version': '2.0.50727',
                     'Cache-Control': 'private, no-store', **{k.replace('_', '-'): v for k, v in extra.items()}}.items():
            self.send_header(k, v)
        if self.new_sid:
            self.send_header('Set-Cookie', 'ASP.NET_SessionId=%s; path=/; HttpOnly' % self.new_sid)
        self.end_headers()
        if self.command != 'HEAD':
            self.wfile.write(body)
    def do_GET(self):
        url = urlsplit(self.path)
        self.new_sid = None
        raw = self.rfile.read(int(self.headers.get('Content-Length') or 0)) if self.command == 'POST' else b''
        low = url.path.lower()
        if low in ('/', '/default.aspx', ROOT.lower(), ROOT.lower()[:-1]):
            return self.reply(302, Location=ROOT + 'Default.aspx')
        name = low[len(ROOT):] if low.startswith(ROOT.lower()) else ''
        cookies = dict(x.strip().partition('=')[::2] for x in self.headers.get('Cookie', '').split(';'))
        sid, sess, fresh = open_session(cookies.get('ASP.NET_SessionId', ''))
        self.new_sid = sid if fresh else None
        with sess.lock:                                          # ASP.NET : une requête à la fois par session
            if name == 'versionsonore.wav' and sess.get('done'):
                return self.reply(200, sound(sess['done']['certif']), 'audio/wav')
            if not (name.endswith('.aspx') and name[:-5] in PAGES):
                return self.reply(404, '<html><body><h1>Ressource introuvable</h1><a href="%sDefault.aspx">Accueil</a></body></html>' % ROOT)
            page, fn = PAGES[name[:-5]]
            c = Ctx(page, dict(parse_qsl(url.query)), decode(raw), sid, sess)
            try:
                if self.command == 'POST':
                    c.vs = unseal(c.f.get('__VIEWSTATE'), 'VS' + sid)
                    if fresh or c.vs is None: return self.broken(fresh)
                    c.page, fn = PAGES[c.vs['p'].lower()]
                    ev = unseal(c.f.get('__EVENTVALIDATION'), 'EV' + sid + c.page)
                    shared = (V('adresse-unique') and page == 'CodesPerdus' and c.page in SHARED) or \
                        (V('certif-sur-connexion') and page == 'Connexion' and c.page == 'Certification')
                    if ev is None or not (c.page == page or shared): return self.broken(False)
                    buttons = [x for x in ev if x.startswith('ctl00$Contenu$btn')]
                    pushed = c.f.get('__EVENTTARGET') or next((x for x in buttons if x in c.f or x + '.x' in c.f), None) or (buttons or [''])[0]
                    ddl = c.f.get('ctl00$Contenu$ddlQuestion')
                    if (pushed and pushed not in ev) or (ddl is not None and 'ddlQuestion|' + hashlib.md5(ddl.encode()).hexdigest()[:8] not in ev): return self.broken(False)
                    if pushed == 'ctl00$lnkDeconnexion':
                        sess.clear()
                        c.go('Connexion')
                    c.event = pushed.rpartition('$')[2]
                elif V('adresse-unique') and page == 'CodesPerdus':
                    if 'etape' in c.q: sess.pop('step', None)
                    c.page, fn = PAGES[(sess.get('step') or 'CodesPerdus').lower()]
                self.reply(200, fn(c))
            except Go as go:
                self.reply(302, '<html><body><h2>Object moved to <a href="%s">here</a>.</h2></body></html>' % go, Location=str(go))
    do_POST = do_HEAD = do_GET
    def broken(self, expired):
        why = 'Votre session a expiré.' if expired else "Échec de la validation de l'état d'affichage : la demande a été rejetée."
        self.reply(200 if expired else 500, '<html><head><title>Erreur</title></head><body><h1>%s</h1><p><a href="%sConnexion.aspx">'
                   'Revenir à la connexion</a></p></body></html>' % (why, ROOT))
if __name__ == '__main__':
    signal.signal(signal.SIGTERM, lambda *a: os._exit(0))
    ThreadingHTTPServer.request_queue_size = 64
    ThreadingHTTPServer(('127.0.0.1', OPT.port), Handler).serve_forever()
