#!/usr/bin/env python3
"""Espace personnalisé employeur, façon Struts 1 / JSP 2008, bibliothèque standard seulement."""
import argparse, email.charset, email.header, email.utils, html, io, json, math, os, re, secrets, signal, smtplib, string, struct, sys, threading, time, wave, zlib
from email.mime.text import MIMEText
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qsl, quote

ICI = os.path.dirname(os.path.abspath(__file__))
ap = argparse.ArgumentParser()
ap.add_argument('--port', type=int, required=True)
ap.add_argument('--smtp', required=True)
ap.add_argument('--accounts', required=True)
ap.add_argument('--defect')
ap.add_argument('--variation')
OPT = ap.parse_args()
for genre, choix in (('defects', OPT.defect), ('variations', OPT.variation)):
    if choix and choix not in [d['name'] for d in json.load(open(os.path.join(ICI, genre + '.json'), encoding='utf-8'))]:
        sys.exit('inconnu dans %s.json : %s' % (genre, choix))
D = lambda n: OPT.defect == n
V = lambda n: OPT.variation == n
JEU = 'utf-8' if V('utf8-pages') else 'iso-8859-15'
COMPTES = json.load(open(OPT.accounts, encoding='utf-8'))
for c in COMPTES:
    c.update(cert=None, echecs=0, bloque=False, ancien=None)
QUESTIONS = ["Quel est le nom de votre premier animal ?", "Quelle est votre ville de naissance ?", "Quel était le prénom de votre premier instituteur ?",
             "Quel est votre plat préféré ?", "Quelle est la marque de votre première voiture ?"]
if not D('question-list-cut'):
    for c in COMPTES:
        if c.get('question') and c['question'] not in QUESTIONS:
            QUESTIONS.append(c['question'])
    QUESTIONS.sort()
GABARITS = {f[:-4]: string.Template(open(os.path.join(ICI, 'templates', f), encoding='utf-8').read())
            for f in os.listdir(os.path.join(ICI, 'templates')) if f.endswith('.jsp')}
SCRIPT = open(os.path.join(ICI, 'templates', 'portail.js'), 'rb').read()
if D('bcr-or-contract-optional'):
    SCRIPT = SCRIPT.replace(b"if (unDes && ", b"if (false && ")
if D('bcr-and-contract-required'):
    SCRIPT = SCRIPT.replace(b"f[unDes[0]].value == '' && f[unDes[1]]", b"f[unDes[0]].value == '' || f[unDes[1]]").replace(b"l\'un de ces deux champs", b"ces deux champs")
if V('no-client-validation'):
    SCRIPT = SCRIPT.replace(b"  if (bCancel) { bCancel = false; return true; }", b"  return true;")
SESSIONS, VERROU = {}, threading.RLock()
DUREE = 1800
DERNIER = {'identifiant': ''}          # défaut identifier-of-another
LETTRES, CHIFFRES = 'ABCDEFGHJKLMNPQRSTUVWXYZ', '23456789'
CONDITIONS = ("Vous ne pouvez pas récupérer vos codes d'accès : la question secrète n'a pas été choisie lors d'une première connexion, ou l'adresse courriel "
              "enregistrée sur votre compte n'est pas valide. Demandez à un autre administrateur de votre établissement de régénérer votre code confidentiel.")
ech = lambda s: html.escape(str(s), quote=True)

def hasard(alphabet, n):
    return ''.join(secrets.choice(alphabet) for _ in range(n))

# ---------------------------------------------------------------- images et son
POLICE = {l: bytes.fromhex(h) for l, h in zip("ABCDEFGHIJKLMNOPQRSTUVWXYZ' ?", (
    "7E1111117E 7F49494936 3E41414122 7F4141413E 7F49494941 7F09090901 3E41415173 7F0808087F 00417F4100 2040413F01 7F08142241 7F40404040 7F021C027F 7F0408107F "
    "3E4141413E 7F09090906 3E4151215E 7F09192946 2649494932 03017F0103 3F4040403F 1F2040201F 3F4038403F 6314081463 0304780403 6159494D43 0000070000 0000000000 0201590906").split())}
IMAGES = {'espace': ("ACCES A MON ESPACE", "PERSONNALISE"), 'valider': ("JE VALIDE",), 'inscrire': ("JE M'INSCRIS",), 'aide': ("?",), 'rechercher': ("RECHERCHER",),
          'menu_accueil': ("ACCUEIL",), 'menu_lexique': ("LEXIQUE",), 'menu_plan': ("PLAN DU SITE",), 'menu_contact': ("CONTACT",)}

def image(nom):
    base, etat = nom.rsplit('_', 1)
    textes = IMAGES[base]
    large = max(max(len(t) for t in textes) * 6 + 12, 120 if base.startswith('menu') else 0)
    haut = 12 * len(textes) + 8
    px = [bytearray(large) for _ in range(haut)]
    for n, t in enumerate(textes):
        for i, l in enumerate(t):
            for x, col in enumerate(POLICE[l]):
                for y in range(7):
                    if col >> y & 1:
                        px[n * 12 + 6 + y][6 + i * 6 + x] = 1
    bloc = lambda k, d: struct.pack('>I', len(d)) + k + d + struct.pack('>I', zlib.crc32(k + d))
    palette = bytes((204, 102, 0) if etat == 'on' else (0, 51, 102)) + b'\xff\xff\xff'
    return (b'\x89PNG\r\n\x1a\n' + bloc(b'IHDR', struct.pack('>IIBBBBB', large, haut, 8, 3, 0, 0, 0)) + bloc(b'PLTE', palette)
            + bloc(b'IDAT', zlib.compress(b''.join(b'\0' + bytes(r) for r in px))) + bloc(b'IEND', b''))

def son(code):
    """Un accord de deux fréquences par signe (table 6 x 6, à la manière du clavier téléphonique)."""
    sortie, trames = io.BytesIO(), bytearray()
    for signe in code:
        k = (string.ascii_uppercase + string.digits).index(signe)
        a, b = 500 + 70 * (k // 6), 1100 + 130 * (k % 6)
        for n in range(3200):
            v = math.sin(2 * math.pi * a * n / 8000) + math.sin(2 * math.pi * b * n / 8000) if n < 2400 else 0
            trames += struct.pack('<h', int(12000 * v * min(1, n / 80, max(0, 2400 - n) / 80)))
    with wave.open(sortie, 'wb') as w:
        w.setnchannels(1), w.setsampwidth(2), w.setframerate(8000), w.writeframes(bytes(trames))
    return sortie.getvalue()

# ---------------------------------------------------------------- courriel
def envoyer(compte, code):
    jeu = email.charset.Charset('iso-8859-15')
    jeu.header_encoding = jeu.body_encoding = email.charset.QP
    m = MIMEText("Votre nouveau code confidentiel est le suivant :\n\n%s\n\nA bientôt sur notre site\n\nLa Direction des Retraites\n" % code, 'plain', jeu)
    objet = "Votre inscription" if D('mail-subject-wrong') else "Régénération de code confidentiel"
    m['From'] = 'noreply@caissedesdepots.fr' if D('mail-sender-wrong') else 'e-servicesinscription@caissedesdepots.fr'
    m['To'] = compte['email']
    m['Subject'] = email.header.Header(objet.encode('utf-8').decode('latin-1') if D('mail-subject-mojibake') else objet, 'utf-8' if D('mail-subject-mojibake') else jeu)
    m['Date'] = email.utils.formatdate(localtime=True)
    m['Message-ID'] = email.utils.make_msgid(domain='caissedesdepots.fr')
    hote, port = OPT.smtp.rsplit(':', 1)
    with smtplib.SMTP(hote, int(port), local_hostname='localhost', timeout=5) as s:
        s.sendmail(m['From'], [compte['email']], m.as_string())

# ---------------------------------------------------------------- règles
def recuperable(c):
    return (c['first_login_done'] or D('never-logged-in-recovers')) and (c['email_valid'] or D('bad-address-recovers'))

def chercher(f):
    """étape 2 : le compte d'administrateur qui correspond, à la lettre près"""
    pareil = lambda a, b: a == b or (D('names-any-case') and a.lower() == b.lower())
    numero = lambda a, b: not a or a == b or (D('bcr-any-case') and a.upper() == b)
    for c in COMPTES:
        if c['role'] != 'administrator' and not D('plain-user-finds'):
            continue
        if (f['siret'] == c['siret'] and pareil(f['nom'], c['last_name']) and pareil(f['prenom'], c['first_name'])
                and numero(f['bcr'], c['bcr']) and numero(f['contrat'], c.get('contract') or '')):
            return c

def verifier(f):
    """étape 3 : le compte, ou None"""
    for c in COMPTES:
        rep = lambda s: ' '.join(str(s or '').split()).lower() if V('answer-any-case') else str(s or '')
        if (c['identifier'] == f['identifiant'] and (c['role'] == 'administrator' or D('plain-user-finds')) and c['last_name'] == f['nom'] and c['first_name'] == f['prenom']
                and (c['email'] == f['email'] or D('email-not-compared'))):
            if not c['first_login_done'] and not D('never-logged-in-recovers'):
                return c
            if ((c['question'] == f['question'] or D('question-not-compared')) and (rep(c['answer']) == rep(f['reponse']) or D('answer-not-compared'))):
                return c

def regenerer(c):
    code = hasard(LETTRES, 5) + hasard(CHIFFRES, 3)
    envoyer(c, hasard(LETTRES, 5) + hasard(CHIFFRES, 3) if D('mailed-code-useless') else code)
    if D('two-mails'):
        code = hasard(LETTRES, 5) + hasard(CHIFFRES, 3)
        envoyer(c, code)
    c['ancien'], c['confidential_code'] = c['confidential_code'], code
    c['cert'] = code if D('certification-is-confidential') else hasard(LETTRES + CHIFFRES, 10)
    if not D('renewal-keeps-lock'):
        c['echecs'], c['bloque'] = 0, False
    return c['cert']

def certifier(c, saisi):
    """vrai : reconnu ; faux : essai manqué ; None : plus d'essai, le code confidentiel est à renouveler"""
    if saisi == c['cert'] or D('certification-any-code'):
        c['cert'], c['echecs'] = None, 0
        return True
    c['echecs'] += 1
    if c['echecs'] < (4 if D('four-tries') else 2 if D('two-tries') else 3):
        return False
    if not D('three-failures-forgiven'):
        c['bloque'] = True
    else:
        c['echecs'] = 0
    return None

# ---------------------------------------------------------------- serveur
class Requete(BaseHTTPRequestHandler):
    server_version, sys_version, protocol_version, wbufsize, timeout = 'Apache-Coyote/1.1', '', 'HTTP/1.1', 65536, 60

    def log_message(self, *a):
        pass

    def do_GET(self):
        self.traiter({})

    def do_POST(self):
        try:
            n = int(self.headers.get('Content-Length') or 0)
        except ValueError:
            n = 0
        if n > 100000:
            self.close_connection = True
            return self.repondre(b'', 'text/plain', 413)
        self.traiter(self.lire(self.rfile.read(n).decode('latin-1')))

    do_HEAD = do_GET

    def lire(self, texte):
        return dict(parse_qsl(texte, keep_blank_values=True, encoding=JEU, errors='replace'))

    def traiter(self, corps):
        chemin, _, requete = self.path.partition('?')
        self.args = {**self.lire(requete), **corps}
        self.entetes, self.poste = [], self.command == 'POST'
        if chemin == '/portail/scripts/portail.js':
            return self.repondre(SCRIPT, 'text/javascript')
        m = re.fullmatch(r'/portail/images/(\w+)_(on|off)\.png', chemin)
        if m and m[1] in IMAGES:
            return self.repondre(image(m[1] + '_' + m[2]), 'image/png')
        m = re.fullmatch(r'/portail/(\w+)\.do(?:;jsessionid=(\w+))?', chemin)
        with VERROU:
            connue = self.ouvrir_session(m and m[2])
            try:
                action = getattr(self, 'do_' + m[1].lower() + '_action', None) if m else None
                if chemin in ('/', '/portail', '/portail/', '/index.html'):
                    self.aller('/portail/accueil.do')
                elif not action:
                    self.page('Page introuvable', "<p>La page que vous demandez n'existe pas ou n'existe plus.</p>" + self.retour(), statut=404)
                elif self.poste and not connue:
                    self.expiree()
                else:
                    action(self.args.get('methode', 'afficher'))
            except BrokenPipeError:
                raise
            except Exception as e:
                print('incident', repr(e), file=sys.stderr)
                self.page('Incident technique', "<p>Le service est momentanément indisponible. Votre demande n'a pas été prise en compte ; veuillez la renouveler ultérieurement.</p>" + self.retour(), statut=500)

    # -- session
    def ouvrir_session(self, par_url):
        m = re.search(r'JSESSIONID=(\w+)', self.headers.get('Cookie') or '')
        par_temoin = m[1] if m else None
        maintenant = time.time()
        for k in [k for k, s in SESSIONS.items() if maintenant - s['vue'] > DUREE]:
            del SESSIONS[k]
        self.sid = next((i for i in (par_temoin, par_url) if i in SESSIONS), None)
        self.recrire = not par_temoin
        connue = self.sid is not None
        if not connue:
            self.nouvelle_session({})
        self.s = SESSIONS[self.sid]
        self.s['vue'] = maintenant
        return connue

    def nouvelle_session(self, contenu):
        self.sid = secrets.token_hex(16).upper()
        self.s = SESSIONS[self.sid] = {'vue': time.time(), 'jetons': [], **contenu}
        self.entetes = [('Set-Cookie', 'JSESSIONID=%s; Path=/portail; HttpOnly' % self.sid)]

    def jeton(self):
        j = secrets.token_hex(16)
        self.s['jetons'] = self.s['jetons'][-30:] + [j]
        return j

    # -- réponses
    def repondre(self, octets, genre, statut=200):
        self.send_response(statut)
        for k, v in getattr(self, 'entetes', []):
            self.send_header(k, v)
        self.send_header('Content-Type', genre)
        self.send_header('Content-Length', str(len(octets)))
        if not genre.startswith(('image/', 'text/javascript')):
            self.send_header('Cache-Control', 'no-store')
            self.send_header('Pragma', 'no-cache')
        self.end_headers()
        if self.command != 'HEAD':
            self.wfile.write(octets)

    def coder_url(self, t):
        return re.sub(r'(/portail/\w+\.do)(?![;\w])', r'\1;jsessionid=' + self.sid, t) if self.recrire else t

    def aller(self, u):
        self.entetes.append(('Location', self.coder_url(u)))
        self.repondre(b'', 'text/html; charset=' + JEU, 302)

    def retour(self):
        return '<p><a href="/portail/connexion.do?methode=afficher">Retour à la page de connexion</a></p>'

    def html(self, texte, statut=200):
        self.repondre(self.coder_url(texte).encode(JEU, 'xmlcharrefreplace'), 'text/html; charset=' + JEU, statut)

    def page(self, titre, corps, erreurs=(), ariane=(), statut=200, gabarit='mise_en_page'):
        self.s['derniere'] = (titre, corps)
        fil = ' &gt; '.join(['<a href="/portail/accueil.do">Accueil</a>', '<a href="/portail/connexion.do?methode=afficher">Espace personnalisé</a>'] + list(ariane) + [ech(titre)])
        compte = self.s.get('compte')
        etat = 'Non connecté'
        if compte:
            etat = 'Connecté : %s %s<br><a href="/portail/deconnexion.do"><font color="#FFFFFF">Se déconnecter</font></a>' % (ech(compte['first_name']), ech(compte['last_name']))
        menu = ''.join('<a href="/portail/%s"><img src="/portail/images/menu_%s_off.png" border="0" vspace="2" alt="%s" onmouseover="this.src=\'/portail/images/menu_%s_on.png\'" onmouseout="this.src=\'/portail/images/menu_%s_off.png\'"></a><br>'
                       % (u, n, a, n, n) for n, a, u in (('accueil', 'Accueil', 'accueil.do'), ('lexique', 'Lexique', 'info.do?page=lexique'), ('plan', 'Plan du site', 'info.do?page=plan'), ('contact', 'Contact', 'info.do?page=contact')))
        liste = ''.join('<li>%s</li>' % ech(e) for e in erreurs)
        self.html(GABARITS[gabarit].safe_substitute(charset=JEU, titre=ech(titre), connecte=etat, ariane=fil, menu=menu, corps=corps,
                                                    erreurs='<font color="red"><ul>%s</ul></font>' % liste if liste else '',
                                                    u_retour='/portail/accueilCdc.do' if D('home-link-dead') else '/portail/accueil.do'), statut)

    def gabarit(self, modele, **v):
        return GABARITS[modele].safe_substitute(v)

    def expiree(self):
        self.page('Votre session a expiré', "<p>Votre session a expiré après une trop longue inactivité. Veuillez recommencer votre démarche.</p>" + self.retour())

    def champs(self, *noms):
        return {n: self.args.get(n, '').strip() for n in noms}

    def options(self, choisie=''):
        return '<option value="">-- Choisissez une question --</option>' + ''.join(
            '<option value="%s"%s>%s</option>' % (ech(q), ' selected' if q == choisie else '', ech(q)) for q in QUESTIONS)

    # -- accueil et pages annexes
    def do_accueil_action(self, methode):
        self.page('Accueil', self.gabarit('accueil'), gabarit='site')

    def do_info_action(self, methode):
        if self.args.get('page') in ('resultats', 'ariane'):
            return self.page('Résultats', "<p>Aucune réponse ne correspond à « %s ».</p>" % ech(self.args.get('mot', '')))
        if self.args.get('page') == 'inscription':
            return self.page("Inscription", "<p>L'inscription se fait à l'aide du courrier que la direction des retraites et de la solidarité a adressé à votre établissement.</p>" + self.retour())
        self.page('Information', "<p>Cette rubrique est en cours de mise à jour.</p>" + self.retour())

    def do_cgu_action(self, methode):
        self.page("Conditions générales d'utilisation", "<p>L'accès à l'espace personnalisé est réservé aux employeurs inscrits. Les codes sont personnels et confidentiels.</p>" + self.retour())

    def do_aide_action(self, methode):
        if self.args.get('sujet') == 'bcr':
            titre, texte = 'Numéro BCR', "Le numéro BCR vous est attribué par la direction des retraites et de la solidarité et permet votre identification (exemple 01ABC111). Vous le retrouvez sur les courriers et courriels."
        else:
            titre, texte = 'Aide à la connexion', ("Saisissez votre code identifiant et votre code confidentiel puis cliquez sur « Je valide ». Pour récupérer votre code identifiant et/ou régénérer "
                                                   "un code confidentiel provisoire, cliquez sur [Codes perdus].")
        self.html('<!DOCTYPE HTML PUBLIC "-//W3C//DTD HTML 4.01 Transitional//EN"><html lang="fr"><head><title>%s</title></head><body bgcolor="#FFFFFF"><font face="Arial" size="2"><h3>%s</h3><p>%s</p>'
                  '<p align="right"><a href="javascript:window.close()">Fermer</a></p></font></body></html>' % (titre, titre, texte))

    def do_imprimer_action(self, methode):
        titre, corps = self.s.get('derniere', ('Impression', ''))
        corps = re.sub(r'<input[^>]*type="(?:hidden|submit|button|image|password)"[^>]*>|</?form[^>]*>| on\w+="[^"]*"| href="[^"]*"', '', corps)
        self.html('<!DOCTYPE HTML PUBLIC "-//W3C//DTD HTML 4.01 Transitional//EN"><html lang="fr"><head><title>Imprimer - %s</title></head><body bgcolor="#FFFFFF" onload="window.print()">'
                  '<font face="Arial" size="2"><h3>%s</h3>%s</font></body></html>' % (ech(titre), ech(titre), corps))

    # -- connexion
    def page_connexion(self, erreurs=(), identifiant='', certification=False):
        ligne, champs = '', "[['identifiant','Code identifiant'],['codeConfidentiel','Code confidentiel']]"
        if certification:
            ligne = '<tr><td colspan="2"><font size="2">Code de certification (affiché lors de la régénération)<br><input type="text" name="codeCertification" size="14" autocomplete="off"></font></td></tr>'
        self.page('Connexion', self.gabarit('connexion', identifiant=ech(identifiant), champs=champs, ligne_certification=ligne,
                                            u_perdus='/portail/aide.do?sujet=connexion' if D('lost-codes-link-wrong') else '/portail/codesPerdus.do?methode=afficher'), erreurs)

    def do_connexion_action(self, methode):
        if methode != 'valider' or not self.poste:
            return self.page_connexion()
        f = self.champs('identifiant', 'codeConfidentiel', 'codeCertification')
        manque = [e for n, e in (('identifiant', 'Le code identifiant est obligatoire.'), ('codeConfidentiel', 'Le code confidentiel est obligatoire.')) if not f[n]]
        if manque:
            return self.page_connexion(manque, f['identifiant'])
        c = next((c for c in COMPTES if c['identifier'] == f['identifiant']), None)
        if not c or f['codeConfidentiel'] not in [c['confidential_code']] + ([c['ancien']] if D('old-code-still-works') else []):
            return self.page_connexion(['Code identifiant ou code confidentiel incorrect.'], f['identifiant'])
        if c['bloque']:
            return self.page_renouveler()
        if c['cert'] and not D('certification-not-asked'):
            if not V('certification-on-login-page'):
                self.nouvelle_session({'attente': c, **({'compte': c} if D('certification-bypassed') else {})})
                return self.aller('/portail/certification.do?methode=afficher')
            if not f['codeCertification']:
                return self.page_connexion(['Vous avez régénéré votre code confidentiel : saisissez aussi votre code de certification.'], f['identifiant'], True)
            r = certifier(c, f['codeCertification'])
            if r is None:
                return self.page_renouveler()
            if not r:
                return self.page_connexion(['Le code de certification est incorrect.'], f['identifiant'], True)
        self.connecter(c)

    def page_renouveler(self):
        texte = "Vous avez fait 3 essais infructueux de saisie de votre code de certification : vous devez renouveler votre code confidentiel."
        if V('third-failure-on-login-page'):
            return self.page_connexion([texte])
        self.page('Code confidentiel à renouveler', '<p><font color="red">%s</font></p><p><a href="/portail/codesPerdus.do?methode=afficher">Renouveler mon code confidentiel</a></p>%s' % (texte, self.retour()))

    def connecter(self, c):
        SESSIONS.pop(self.sid, None)
        self.nouvelle_session({'compte': c})
        self.aller('/portail/espace.do?methode=afficher' if c['first_login_done'] else '/portail/premiereConnexion.do?methode=afficher')

    def do_certification_action(self, methode):
        c = self.s.get('attente')
        if not c:
            return self.expiree()
        if methode == 'annuler':
            self.s.pop('attente')
            return self.aller('/portail/connexion.do?methode=afficher')
        if c['bloque'] or not c['cert']:
            self.s.pop('attente')
            return self.page_renouveler() if c['bloque'] else self.page_connexion()
        erreurs = []
        if methode == 'valider' and self.poste:
            saisi = self.champs('codeCertification')['codeCertification']
            r = certifier(c, saisi) if saisi else False
            if r:
                return self.connecter(c)
            if r is None:
                self.s.pop('attente')
                return self.page_renouveler()
            erreurs = ['Le code de certification est incorrect.' if saisi else 'Le code de certification est obligatoire.']
        self.page('Code de certification', self.gabarit('certification'), erreurs)

    def do_premiereconnexion_action(self, methode):
        c = self.s.get('compte')
        if not c or c['first_login_done']:
            return self.aller('/portail/espace.do?methode=afficher')
        f, erreurs = self.champs('question', 'reponse'), []
        if methode == 'enregistrer' and self.poste:
            erreurs = [e for n, e in (('question', 'La question est obligatoire.'), ('reponse', 'La réponse est obligatoire.')) if not f[n]]
            if not erreurs:
                c.update(question=f['question'], answer=f['reponse'], first_login_done=True)
                return self.aller('/portail/espace.do?methode=afficher')
        self.page('Première connexion', self.gabarit('premiere', options=self.options(f['question'])), erreurs)

    def do_espace_action(self, methode):
        c = self.s.get('compte')
        if not c:
            return self.expiree()
        self.page('Mon espace personnalisé', '<p>Bienvenue %s %s.</p><ul><li>Établissement : SIRET %s</li><li>Profil : %s</li></ul><p>Mes services : déclarations, dossiers de retraite, messagerie.</p><p><a href="/portail/deconnexion.do">Se déconnecter</a></p>'
                  % (ech(c['first_name']), ech(c['last_name']), ech(c['siret']), 'administrateur' if c['role'] == 'administrator' else 'utilisateur'))

    def do_deconnexion_action(self, methode):
        SESSIONS.pop(self.sid, None)
        self.nouvelle_session({})
        self.aller('/portail/connexion.do?methode=afficher')

    # -- codes perdus : étape 1
    def do_codesperdus_action(self, methode):
        if methode == 'annuler':
            return self.aller('/portail/connexion.do?methode=afficher')
        if methode in ('rechercher', 'rechercherTout'):
            self.s['choix'] = methode
            return self.aller('/portail/rechercheIdentifiant.do?methode=afficher')
        if methode == 'confidentiel':
            self.s.pop('trouve', None)
            return self.aller('/portail/rechercheIdentifiant.do?methode=afficher' if D('confidential-choice-wrong') else '/portail/regeneration.do?methode=afficher')
        if methode == 'utilisateur':
            return self.page('Codes perdus', "<p>Vous êtes utilisateur sans être administrateur : demandez à un administrateur de votre établissement de vous communiquer votre code identifiant ou de régénérer votre code confidentiel.</p>"
                             '<form name="codesPerdusForm" method="post" action="/portail/codesPerdus.do"><input type="hidden" name="methode" value="afficher"><input type="submit" value="Retour"></form>')
        deux = ("<li>Vous avez perdu votre <b>code identifiant et votre code confidentiel</b> : <a href=\"javascript:document.forms[0].methode.value='rechercherTout';document.forms[0].submit();\">cliquez ici</a></li>")
        self.page('Codes perdus', self.gabarit('codesPerdus', choix_deux='' if D('both-codes-choice-missing') else deux, u_confidentiel='/portail/codesPerdus.do?methode=confidentiel'))

    # -- étape 2
    def do_rechercheidentifiant_action(self, methode):
        if methode == 'annuler':
            return self.aller('/portail/codesPerdus.do?methode=afficher')
        if methode == 'terminer':
            return self.aller('/portail/connexion.do?methode=afficher')
        f, erreurs = self.champs('siret', 'bcr', 'contrat', 'nom', 'prenom'), []
        if methode == 'rechercher' and self.poste:
            erreurs = [e for n, e in (('siret', 'Le numéro SIRET est obligatoire.'), ('nom', 'Votre nom est obligatoire.'), ('prenom', 'Le prénom est obligatoire.')) if not f[n]]
            if D('bcr-and-contract-required') and not (f['bcr'] and f['contrat']):
                erreurs.append('Le numéro BCR et le numéro de contrat sont obligatoires.')
            elif not f['bcr'] and not f['contrat'] and not D('bcr-or-contract-optional'):
                erreurs.append("Vous devez obligatoirement compléter au moins l'un de ces deux champs : numéro BCR, numéro de contrat.")
            if not erreurs:
                c = chercher(f)
                if c and recuperable(c):
                    self.s['trouve'] = DERNIER['identifiant'] = c['identifier']
                    if self.s.get('choix') == 'rechercher' and not V('identifier-choice-goes-on'):
                        return self.page('Votre code identifiant', self.gabarit('trouve', identifiant=ech(c['identifier'])))
                    return self.aller('/portail/regeneration.do?methode=afficher')
                erreurs = [CONDITIONS] if c else [
                    "Votre requête n'a pas abouti. Vérifiez que :", "le n° de BCR ou de contrat est bien saisi en majuscules,",
                    "les coordonnées professionnelles sont bien identiques (majuscules et minuscules) à celles saisies lors de l'inscription,",
                    "vous êtes bien inscrit en tant qu'administrateur pour votre établissement."]
        bouton = '<input type="submit" name="rechercher" value="rechercher">'
        if V('image-search-button'):
            bouton = '<input type="image" name="rechercher" src="/portail/images/rechercher_off.png" alt="rechercher">'
        self.page('Recherche de votre code identifiant', self.gabarit('recherche', bouton=bouton, **{k: ech(v) for k, v in f.items()}), erreurs,
                  ['<a href="/portail/codesPerdus.do?methode=afficher">Codes perdus</a>'])

    # -- étapes 3 et 4
    def do_regeneration_action(self, methode):
        if methode == 'terminer':
            if D('terminer-dead'):
                return self.page('Page introuvable', "<p>La page que vous demandez n'existe pas ou n'existe plus.</p>", statut=404)
            return self.aller('/portail/accueil.do' if V('terminer-home') else '/portail/connexion.do?methode=afficher')
        if 'org.apache.struts.taglib.html.CANCEL' in self.args and not D('cancel-generates'):
            return self.aller('/portail/codesPerdus.do?methode=afficher')
        if methode == 'resultat' and self.s.get('resultat'):
            return self.page_resultat(self.s['resultat'])
        f, erreurs = self.champs('nom', 'prenom', 'identifiant', 'email', 'question', 'reponse'), []
        if methode == 'generer' and self.poste:
            jeton = self.args.get('org.apache.struts.taglib.html.TOKEN')
            if jeton not in self.s['jetons']:
                return self.page('Demande déjà envoyée', "<p>Cette demande a déjà été envoyée : elle n'a pas été prise en compte une seconde fois.</p>" + self.retour())
            erreurs = [e for n, e in (('nom', 'Votre nom est obligatoire.'), ('prenom', 'Votre prénom est obligatoire.'), ('identifiant', 'Le code identifiant est obligatoire.'),
                                      ('email', "L'adresse e-mail est obligatoire."), ('question', 'La question est obligatoire.'), ('reponse', 'La réponse est obligatoire.')) if not f[n]]
            if not erreurs:
                c = verifier(f)
                if c and recuperable(c):
                    certification = regenerer(c)
                    self.s['jetons'].remove(jeton)
                    self.s['resultat'] = certification
                    self.s.pop('trouve', None)
                    return self.aller('/portail/regeneration.do?methode=resultat') if V('redirect-after-post') else self.page_resultat(certification)
                erreurs = [CONDITIONS if c else "Les informations saisies ne correspondent pas à celles qui sont enregistrées sur un compte d'administrateur. Vérifiez votre saisie (majuscules et minuscules), l'adresse e-mail, la question et sa réponse."]
        elif not self.poste:
            trouve = DERNIER['identifiant'] if D('identifier-of-another') else self.s.get('trouve', '')
            f['identifiant'] = '' if D('identifier-not-filled') else trouve
            c = next((c for c in COMPTES if c['identifier'] == trouve), None)
            if c and V('name-filled-too'):
                f['nom'], f['prenom'] = c['last_name'], c['first_name']
        question = f.pop('question')
        self.page('Regénérer votre code confidentiel', self.gabarit(
            'regeneration', jeton=self.jeton(), options=self.options(question), etoile='' if D('marks-missing') else ' *', legende='' if D('marks-missing') else '<font size="1">* Champs obligatoires</font>',
            lecture_seule=' readonly' if V('identifier-read-only') and self.s.get('trouve') else '', **{k: ech(v) for k, v in f.items()}), erreurs,
            ['<a href="/portail/codesPerdus.do?methode=afficher">Codes perdus</a>'])

    def page_resultat(self, certification):
        self.page('Régénération du code confidentiel', self.gabarit(
            'regenere', certification=certification, essais='5' if D('warning-says-five') else '3', cible_son='',
            u_son='/portail/sonCertif.do' if D('sound-dead') else '/portail/sonCertification.do?n=' + secrets.token_hex(4)), (), ['Codes perdus'])

    def do_soncertification_action(self, methode):
        code = self.s.get('resultat')
        if not code:
            return self.expiree()
        self.entetes.append(('Content-Disposition', 'inline; filename="certification.wav"'))
        self.repondre(son(LETTRES[:10] if D('sound-always-same') else code[:5] if D('sound-cut') else code), 'audio/x-wav')

class Serveur(ThreadingHTTPServer):
    daemon_threads, request_queue_size = True, 64

    def server_bind(self):
        self.socket.setsockopt(1, 2, 1)
        self.socket.bind(self.server_address)
        self.server_address = self.socket.getsockname()
        self.server_name, self.server_port = '127.0.0.1', self.server_address[1]

    def handle_error(self, request, client_address):
        pass

if __name__ == '__main__':
    for sig in (signal.SIGTERM, signal.SIGINT):
        signal.signal(sig, lambda *a: os._exit(0))
    Serveur(('127.0.0.1', OPT.port), Requete).serve_forever()
