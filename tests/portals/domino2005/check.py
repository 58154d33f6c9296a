#!/usr/bin/env python3
"""Preuve : le portail sain tient le guide, chaque défaut et chaque variation y est vraiment.

python check.py [--no-browser] [--only NOM]   (Playwright par import ; CHROMIUM = chemin du navigateur)
"""
import email, email.header, html, http.cookiejar, io, json, os, re, shutil, signal, socket, subprocess, sys, tempfile, threading, time
import urllib.error, urllib.parse, urllib.request, wave

ICI = os.path.dirname(os.path.abspath(__file__))
DEFAUTS = json.load(open(os.path.join(ICI, 'defects.json'), encoding='utf-8'))
VARIATIONS = json.load(open(os.path.join(ICI, 'variations.json'), encoding='utf-8'))
MERE = "Quel est le nom de jeune fille de votre mère ?"
VILLE = "Quelle est votre ville de naissance ?"
COMPTES = []


def compte(nom, **k):
    n = len(COMPTES) + 1
    c = dict(identifier='IDENT%04d' % n, confidential_code='ABCD%04d' % n, role='administrator', last_name='DUPONT', first_name='Marcel',
             email='marcel.dupont%d@commune.example' % n, siret='123456789%05d' % n, bcr='01ABC%03d' % n, contract='CTR%04d' % n,
             question=MERE, answer='Durand', first_login_done=True, email_valid=True, cle=nom)
    c.update(k)
    COMPTES.append(c)
    return c


# ------------------------------------------------------------------ boîte aux lettres
class Boite:
    def __init__(self):
        self.s = socket.socket()
        self.s.bind(('127.0.0.1', 0))
        self.s.listen(20)
        self.port = self.s.getsockname()[1]
        self.recus = []
        threading.Thread(target=self.accepter, daemon=True).start()

    def accepter(self):
        while True:
            c, _ = self.s.accept()
            threading.Thread(target=self.servir, args=(c,), daemon=True).start()

    def servir(self, c):
        f = c.makefile('rwb')

        def dire(t):
            f.write(t.encode() + b'\r\n')
            f.flush()
        dire('220 boite')
        a = []
        for l in f:
            v = l.strip().upper()
            if v.startswith(b'RCPT TO:'):
                a.append(l.strip()[8:].strip(b' <>').decode())
                dire('250 ok')
            elif v == b'DATA':
                dire('354 allez')
                corps = b''
                for l in f:
                    if l.rstrip(b'\r\n') == b'.':
                        break
                    corps += l[1:] if l.startswith(b'..') else l
                self.recus.append((a, email.message_from_bytes(corps), time.time()))
                a = []
                dire('250 ok')
            elif v == b'QUIT':
                dire('221 adieu')
                break
            else:
                dire('250 ok')
        c.close()

    def attendre(self, adresse, n=1, delai=1.5):
        fin = time.time() + delai
        while time.time() < fin:
            m = [r for r in self.recus if adresse in r[0]]
            if len(m) >= n:
                return m[n - 1][1]
            time.sleep(0.01)
        return None


def texte_mail(m):
    p = next(x for x in m.walk() if x.get_content_type() == 'text/plain')
    return p.get_payload(decode=True).decode(p.get_content_charset())


def entete(m, n):
    return str(email.header.make_header(email.header.decode_header(m[n])))


def code_mail(m):
    x = re.search(r'suivant :\s+(\S+)', texte_mail(m)) if m else None
    return x.group(1) if x else None


# ------------------------------------------------------------------ portail et client
def port_libre():
    with socket.socket() as s:
        s.bind(('127.0.0.1', 0))
        return s.getsockname()[1]


class Portail:
    def __init__(self, *options):
        self.boite = Boite()
        self.port = port_libre()
        self.f = tempfile.NamedTemporaryFile('w', suffix='.json', encoding='utf-8')
        json.dump([{k: v for k, v in c.items() if k != 'cle'} for c in COMPTES], self.f)
        self.f.flush()
        self.p = subprocess.Popen([os.path.join(ICI, 'start'), '--port', str(self.port), '--smtp', '127.0.0.1:%d' % self.boite.port, '--accounts', self.f.name, *options])
        self.url = 'http://127.0.0.1:%d' % self.port
        for _ in range(300):
            try:
                socket.create_connection(('127.0.0.1', self.port), 1).close()
                return
            except OSError:
                time.sleep(0.02)
        raise SystemExit('le portail ne répond pas')

    def __enter__(self):
        return self

    def __exit__(self, *a):
        self.duree = time.time()
        self.p.send_signal(signal.SIGTERM)
        self.p.wait(5)
        self.duree = time.time() - self.duree
        self.boite.s.close()
        self.f.close()


def propre(t):
    t = re.sub(r'(?s)<(SCRIPT|STYLE)\b.*?</\1>', ' ', t)
    t = re.sub(r'(?i)</?(B|I|SUP|FONT)\b[^>]*>', '', t)
    return ' '.join(html.unescape(re.sub(r'<[^>]*>', ' ', t)).split())


class Page:
    def __init__(self, url, statut, genre, octets):
        self.url, self.statut, self.genre, self.octets = url, statut, genre, octets
        m = re.search('charset=(.*)', genre)
        self.brut = octets.decode(m.group(1) if m else 'latin-1', 'replace')
        self.texte = propre(self.brut)

    def liens(self, libelle):
        r = []
        for h, x in re.findall(r'(?is)<A HREF="([^"]*)"[^>]*>(.*?)</A>', self.brut):
            x = re.sub(r'(?i)<IMG[^>]*ALT="([^"]*)"[^>]*>', r'\1', x)
            if propre(x) == libelle:
                r.append(html.unescape(h))
        return r

    def rangee(self, libelle):
        for x in re.split(r'(?i)<TR\b[^>]*>', self.brut)[1:]:
            if propre(x).startswith(libelle) and re.search(r'<(SELECT|INPUT (?!TYPE=hidden))', x):
                return x
        return ''

    def champ(self, libelle):
        for x in re.findall(r'(?is)<(?:INPUT|SELECT)\b[^>]*>', self.rangee(libelle)):
            if 'TYPE=hidden' not in x:
                return re.search('NAME="([^"]*)"', x).group(1), html.unescape((re.search('VALUE="([^"]*)"', x) or [0, ''])[1])
        return '', ''


class Client:
    def __init__(self, portail):
        self.p = portail
        self.o = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(http.cookiejar.CookieJar()))

    def envoi(self, url, corps=None, entetes=None):
        rq = urllib.request.Request(urllib.parse.urljoin(self.p.url, url), corps, entetes or {})
        try:
            r = self.o.open(rq, timeout=10)
        except urllib.error.HTTPError as e:
            r = e
        return Page(r.geturl(), r.getcode(), r.headers.get('Content-Type', ''), r.read())

    get = envoi

    def poster(self, page, nom, valeurs, bouton=''):
        """valeurs : {libellé visible: valeur} ; bouton : libellé d'un bouton _doClick (ou d'un submit)."""
        f = re.search(r'(?is)<FORM METHOD=post ACTION="([^"]*)" NAME="%s"([^>]*)>(.*?)</FORM>' % nom, page.brut)
        if not f:
            return page
        action = html.unescape(f[1])
        donnees = {a: html.unescape(b) for a, b in re.findall(r'<INPUT (?:TYPE=hidden )?NAME="([^"]*)" VALUE="([^"]*)"', f[3])}
        for l, v in valeurs.items():
            donnees[page.champ(l)[0]] = v
        if bouton:
            clic = re.search(r'''onclick="return _doClick\('([^']*)', this, null\)"(?: VALUE="%s"|><IMG[^>]*ALT="%s")''' % (bouton, bouton), f[3])
            if clic:
                if not re.search(r'var form = document\.%s;' % nom, page.brut):
                    return page                                   # le script nomme un formulaire absent
                donnees['__Click'] = clic[1]
            else:
                donnees['Bouton'] = bouton
        jeu = re.search('charset=(.*)', page.genre)[1]
        if 'multipart' in f[2]:
            b = 'xYzBoundary7'
            corps = b''.join(('--%s\r\nContent-Disposition: form-data; name="%s"\r\n\r\n%s\r\n' % (b, k, v)).encode(jeu, 'xmlcharrefreplace') for k, v in donnees.items())
            return self.envoi(action, corps + ('--%s--\r\n' % b).encode(), {'Content-Type': 'multipart/form-data; boundary=' + b})
        return self.envoi(action, urllib.parse.urlencode(donnees, encoding=jeu).encode(), {'Content-Type': 'application/x-www-form-urlencoded'})

    # --- gestes
    def chercher(self, c, t='3', bouton='rechercher', **k):
        v = {'Numéro SIRET': c['siret'], 'Numéro BCR': c['bcr'], 'Numéro de contrat': '', 'Votre Nom': c['last_name'], 'Prénom': c['first_name']}
        v.update({{'siret': 'Numéro SIRET', 'bcr': 'Numéro BCR', 'contrat': 'Numéro de contrat', 'nom': 'Votre Nom', 'prenom': 'Prénom'}[a]: b for a, b in k.items()})
        return self.poster(self.get('/extranet.nsf/fIdentifiant?OpenForm&Type=' + t), '_fIdentifiant', v, bouton)

    def generer(self, page, c, bouton='Générer le code confidentiel', **k):
        v = {'Votre Nom': c['last_name'], 'Votre Prénom': c['first_name'], 'Adresse e-mail': c['email'], 'Question': c['question'], 'Réponse': c['answer']}
        if not page.champ('Code identifiant')[1]:
            v['Code identifiant'] = c['identifier']
        v.update({{'nom': 'Votre Nom', 'courriel': 'Adresse e-mail', 'question': 'Question', 'reponse': 'Réponse', 'identifiant': 'Code identifiant'}[a]: b for a, b in k.items()})
        return self.poster(page, '_fRegeneration', v, bouton)

    def etape3(self):
        return self.get('/extranet.nsf/fRegeneration?OpenForm&Type=1')

    def regenerer(self, c, n=1):
        """(page de l'étape 4, code de certification, code confidentiel reçu)"""
        p = self.generer(self.etape3(), c)
        return p, certif(p), code_mail(self.p.boite.attendre(c['email'], n))

    def connecter(self, c, code):
        return self.poster(self.get('/names.nsf?Login'), '_DominoForm', {'Code identifiant': c['identifier'], 'Code confidentiel': code})

    def certifier(self, code):
        return self.poster(self.get('/extranet.nsf/fCertification?OpenForm'), '_fCertification', {'Code de certification': code})


def certif(p):
    m = re.search(r'<TT><FONT SIZE=5>(\w+)</FONT></TT>', p.brut)
    return m[1] if m else ''


def espace(p):
    return 'Bienvenue dans votre espace personnalisé' in p.texte


def demande(p):
    return not espace(p) and p.champ('Code de certification')[0] != ''


def erreur(p):
    return 'Erreur :' in p.texte and not certif(p)


CLIPS = {}


def clip(c):
    if c not in CLIPS:
        b = subprocess.run(['espeak-ng', '-v', 'fr', '-s', '120', '--stdout', c], capture_output=True, check=True).stdout
        i = b.index(b'data') + 8
        CLIPS[c] = b[i:i + (len(b) - i) // 2 * 2]
    return CLIPS[c]


def dit(octets, code):
    """Le son dit exactement ce code : les voix des caractères, dans l'ordre, et rien d'autre."""
    with wave.open(io.BytesIO(octets)) as w:
        pcm = w.readframes(w.getnframes())
    i = reste = 0
    for c in code:
        j = pcm.find(clip(c), i)
        if j < 0:
            return False
        reste += len(pcm[i:j].strip(b'\0'))
        i = j + len(clip(c))
    return reste + len(pcm[i:].strip(b'\0')) == 0


def son(c, page):
    l = page.liens('(Cliquez ici pour entendre la version sonore)')[0]
    if l.startswith('javascript:'):
        l = c.get(re.search(r"'([^']*)'", l)[1]).liens('Télécharger le fichier sonore (WAV)')[0]
    return c.get(l)


# ------------------------------------------------------------------ sondes : une par défaut, vraie si le guide est tenu
SONDES = {}


def sonde(**k):
    def f(g):
        SONDES[g.__name__] = (g, compte(g.__name__, **k))
        return g
    return f


@sonde()
def codes_perdus_mort(c, a):
    l = c.get('/names.nsf?Login').liens('Codes perdus *')
    return bool(l) and 'Vous avez perdu votre code confidentiel ou votre code identifiant' in c.get(l[0]).texte


@sonde()
def note_courriel_absente(c, a):
    return "si l'adresse courriel enregistrée sur votre compte est valide" in c.get('/names.nsf?Login').texte


def etape1(c):
    return c.get('/extranet.nsf/fCodesPerdus?OpenPage')


@sonde(role='user')
def choix_utilisateur_absent(c, a):
    p = etape1(c)
    if 'Vous êtes utilisateur sans être administrateur' not in p.texte or len(p.liens('cliquez ici')) != 4:
        return False
    p = c.generer(c.poster(c.get(p.liens('cliquez ici')[3]), '_fIdentifiant', {
        'Numéro SIRET': a['siret'], 'Numéro BCR': a['bcr'], 'Votre Nom': a['last_name'], 'Prénom': a['first_name']}, 'rechercher'), a)
    return bool(certif(p))


@sonde()
def choix_croises(c, a):
    l = [c.get(x).texte for x in etape1(c).liens('cliquez ici')[:3]]
    return ['Regénérer votre code' in l[0], 'Recherche de votre code' in l[1], 'Recherche de votre code' in l[2]] == [True] * 3


@sonde()
def annuler_etape1(c, a):
    return 'Je suis déjà inscrit(e)' in c.get(etape1(c).liens('annuler')[0]).texte


@sonde()
def bcr_minuscules(c, a):
    return erreur(c.chercher(a, bcr=a['bcr'].lower())) and erreur(c.chercher(a, bcr='', contrat=a['contract'].lower()))


@sonde()
def bcr_contrat_facultatifs(c, a):
    return erreur(c.chercher(a, bcr=''))


@sonde()
def contrat_refuse(c, a):
    return not erreur(c.chercher(a, bcr='', contrat=a['contract']))


@sonde()
def siret_sans_marque(c, a):
    p = c.get('/extranet.nsf/fIdentifiant?OpenForm&Type=3')
    return [re.findall(r'<FONT COLOR="#FF0000">(\*+)</FONT>', p.rangee(l)) for l in ('Numéro SIRET', 'Numéro BCR', 'Numéro de contrat', 'Votre Nom', 'Prénom')] == \
        [['*'], ['**'], ['**'], ['*'], ['*']] and erreur(c.chercher(a, siret=''))


@sonde()
def nom_sans_casse(c, a):
    return erreur(c.chercher(a, nom='Dupont')) and erreur(c.chercher(a, prenom='MARCEL'))


@sonde(role='user')
def role_ignore(c, a):
    return erreur(c.chercher(a)) and erreur(c.generer(c.etape3(), a))


@sonde(first_login_done=False, question='', answer='')
def premiere_connexion_ignoree(c, a):
    return erreur(c.chercher(a)) and erreur(c.chercher(a, '2'))


@sonde(email_valid=False)
def courriel_invalide_ignore(c, a):
    return erreur(c.chercher(a)) and erreur(c.generer(c.etape3(), a)) and c.p.boite.attendre(a['email'], 1, .1) is None


@sonde()
def identifiant_vide(c, a):
    p = c.chercher(a)
    return p.champ('Code identifiant')[1] != '' and 'READONLY' in p.rangee('Code identifiant')


@sonde()
def identifiant_premier(c, a):
    autre = compte_de('identifiant_vide')
    Client(c.p).chercher(autre)
    return c.chercher(a).champ('Code identifiant')[1] in (a['identifier'], '')


@sonde()
def courriel_non_verifie(c, a):
    p = c.generer(c.etape3(), a, courriel='pirate@ailleurs.example')
    return erreur(p) and c.p.boite.attendre('pirate@ailleurs.example', 1, .1) is None


@sonde()
def reponse_non_verifiee(c, a):
    return erreur(c.generer(c.etape3(), a, reponse='Martin'))


@sonde()
def question_non_verifiee(c, a):
    return erreur(c.generer(c.etape3(), a, question=VILLE))


@sonde()
def annuler_genere(c, a):
    p = c.generer(c.etape3(), a, bouton='Annuler')
    return 'cliquez ici' in p.texte and c.p.boite.attendre(a['email'], 1, .15) is None and espace(c.connecter(a, a['confidential_code']))


@sonde()
def code_affiche(c, a):
    p, x, m = c.regenerer(a)
    return len(x) == 10 and m != x


@sonde()
def important_cinq(c, a):
    return 'vous faites 3 essais infructueux de saisie de ce code, vous devrez renouveler votre code confidentiel.' in c.regenerer(a)[0].texte


@sonde()
def sonore_autre(c, a):
    p, x, _ = c.regenerer(a)
    r = son(c, p)
    return r.genre == 'audio/wav' and not dit(r.octets, x[::-1])


@sonde()
def sonore_court(c, a):
    p, x, _ = c.regenerer(a)
    r = son(c, p)
    return not dit(r.octets, x[:-1]) and (dit(r.octets, x) or dit(r.octets, x[::-1]))


@sonde()
def terminer_inerte(c, a):
    p = c.poster(c.regenerer(a)[0], '_fCertificat', {}, 'Terminer')
    return not certif(p) and bool(p.liens('Accès à mon espace personnalisé') or 'Je suis déjà inscrit(e)' in p.texte)


@sonde()
def certification_non_demandee(c, a):
    _, x, m = c.regenerer(a)
    return demande(c.connecter(a, m)) and espace(c.certifier(x))


@sonde()
def certification_contournee(c, a):
    _, x, m = c.regenerer(a)
    c.connecter(a, m)
    return not espace(c.get('/extranet.nsf/EspacePersonnalise?OpenForm')) or D_connexion_libre(c, a, m)


def D_connexion_libre(c, a, m):
    """Le défaut « non demandée » n'est pas un contournement."""
    return not demande(Client(c.p).connecter(a, m))


@sonde()
def certification_toujours(c, a):
    _, x, m = c.regenerer(a)
    c.connecter(a, m)
    c.certifier(x)
    c.get('/names.nsf?Logout')
    return espace(Client(c.p).connecter(a, m))


def rater(c, a, m, n):
    r = []
    c.connecter(a, m)
    for i in range(n):
        r.append(c.certifier('FAUX%06d' % i))
    return r


@sonde()
def essais_deux(c, a):
    _, x, m = c.regenerer(a)
    r = rater(c, a, m, 2)
    return not any('vous devez renouveler' in p.texte for p in r) and (espace(c.certifier(x)) or espace(c.get('/extranet.nsf/EspacePersonnalise?OpenForm')))


@sonde()
def essais_par_connexion(c, a):
    _, x, m = c.regenerer(a)
    for _ in range(3):
        k = Client(c.p)
        if not demande(k.connecter(a, m)):
            return True                                           # un autre défaut : rien n'est demandé
        k.certifier('FAUX000000')
    return not demande(Client(c.p).connecter(a, m))


@sonde()
def bloque_definitif(c, a):
    _, x, m = c.regenerer(a)
    rater(c, a, m, 3)
    if demande(c.connecter(a, m)):
        return False
    _, x, m = c.regenerer(a, 2)
    p = c.connecter(a, m)
    return espace(p) or (demande(p) and espace(c.certifier(x)))


@sonde()
def ancien_code_valable(c, a):
    c.regenerer(a)
    p = c.connecter(a, a['confidential_code'])
    return not espace(p) and not demande(p)


@sonde()
def mail_expediteur(c, a):
    c.regenerer(a)
    m = c.p.boite.attendre(a['email'])
    return m['From'] == 'e-servicesinscription@caissedesdepots.fr' and entete(m, 'Subject') == 'Régénération de code confidentiel' and m['To'] == a['email']


@sonde()
def mail_accents(c, a):
    c.regenerer(a)
    t = texte_mail(c.p.boite.attendre(a['email']))
    return bool(re.search(r'^Votre nouveau code confidentiel est le suivant :\s+[A-Z0-9]{8}\s.*A bientôt sur notre site\s+La Direction des Retraites', t, re.S))


@sonde()
def mail_certification(c, a):
    _, x, m = c.regenerer(a)
    return x == m or x not in texte_mail(c.p.boite.attendre(a['email']))


@sonde()
def etat_connecte(c, a):
    return 'Non connecté' in etape1(c).texte and 'Non connecté' in c.etape3().texte and 'Non connecté' in c.chercher(a).texte


def compte_de(nom):
    return next(c for c in COMPTES if c['cle'] == nom)


SPECIAL = compte('accents', last_name='LEFÈVRE', first_name='Hélène', question='Quelle est la marque de votre première « auto » & moto ?', answer='Été à Nîmes, cœur n° 1', contract='')
NAV = compte('navigateur')
BACK = compte('retour')


# ------------------------------------------------------------------ le guide sur le portail sain
GUIDE = {
    '/': ['Pour vous connecter à votre espace personnalisé, cliquez sur', 'Imprimer A- A+', 'Changer de profil', 'Vous êtes EMPLOYEUR ACTIF RETRAITÉ AUTRE PUBLIC',
          'Votre actualité', 'RECHERCHER SUR LE SITE :', 'Liens utiles', 'Forum Retraite 2010 : les actes et les vidéos en ligne', 'Informations générales', 'Liste des régimes et fonds',
          'CNRACL FIPHFP FSPOEIE Ircantec RAFP Retraite des Mines SASPA Autres fonds', 'Informations Employeur', 'En savoir +', '23/09/2010'],
    '/names.nsf?Login': ['Je suis déjà inscrit(e)', 'Code identifiant', 'Code confidentiel', 'Codes perdus *', 'Aide à la connexion', "Plus d'info ?", 'Je suis administrateur', 'Je suis utilisateur',
                         'Je ne suis pas encore inscrit(e)', "Présentation de l'espace personnalisé", "Démonstration vidéo de l'inscription ▶", "Inscription d'un administrateur",
                         "Inscription d'un utilisateur", "Conditions générales d'utilisation (CGU)", 'Poser votre question', "Bonjour, je m'appelle Ariane et je suis là pour vous aider",
                         'Pour récupérer votre code identifiant et/ou régénérer un code confidentiel provisoire, cliquez sur [Codes perdus]', "(*) Vous pouvez récupérer vos codes d'accès uniquement :",
                         'si vous vous êtes connecté une 1ère fois et si vous avez choisi la question secrète et sa réponse', "si l'adresse courriel enregistrée sur votre compte est valide",
                         "Si ce n'est pas le cas : demandez à un autre administrateur de votre établissement de régénérer votre code confidentiel"],
    '/extranet.nsf/fCodesPerdus?OpenPage': ['ESPACE PERSONNALISÉ', 'Non connecté', 'Retour accueil cdc.retraites', 'Vous avez perdu votre code confidentiel ou votre code identifiant', 'Vous êtes administrateur',
                                            'Vous avez perdu votre code confidentiel : cliquez ici', 'Vous avez perdu votre code identifiant : cliquez ici',
                                            'Vous avez perdu votre code identifiant et votre code confidentiel : cliquez ici', 'Vous êtes utilisateur sans être administrateur',
                                            'Vous avez perdu votre code identifiant et / ou votre code confidentiel : cliquez ici', "» Conditions générales d'utilisation"],
    '/extranet.nsf/fIdentifiant?OpenForm&Type=3': ['Recherche de votre code identifiant', 'Votre établissement', 'Numéro SIRET * :', 'Numéro BCR ** :', 'Numéro de contrat ** :', 'Saisie en majuscules',
                                                   'Coordonnées professionnelles', 'Votre Nom * :', 'Prénom * :', '* Champs obligatoires',
                                                   "** Vous devez obligatoirement compléter au moins l'un de ces deux champs", 'Complétez les champs obligatoires * puis cliquez sur',
                                                   "Si votre requête n'aboutit pas, vérifiez que :", 'le n° de BCR ou de contrat est bien saisi en majuscules,', 'permet votre identification (exemple 01ABC111)',
                                                   "les coordonnées professionnelles sont bien identiques (majuscules et minuscules) à celles saisies lors de l'inscription,",
                                                   "vous êtes bien inscrit en tant qu'administrateur pour votre établissement."],
    '/extranet.nsf/fRegeneration?OpenForm&Type=1': ['Regénérer votre code confidentiel', 'Saisissez toutes les rubriques du formulaire puis cliquez sur "Générer le code confidentiel", un nouveau code '
                                                    "confidentiel vous sera envoyé à l'adresse e-mail enregistrée dans nos fichiers.", 'Votre Nom * :', 'Votre Prénom * :', 'Code identifiant * :', 'Adresse e-mail * :',
                                                    '(doit être identique à celle qui est mentionnée sur votre compte)', 'Sélectionnez la question que vous avez choisie lors de votre inscription :',
                                                    'Question * :', 'Réponse * :', '* Champs obligatoires', "Conditions générales d'utilisation"],
}
ETAPE4 = ['Régénération du code confidentiel', 'Vous recevrez prochainement par courriel votre nouveau code confidentiel, qui vous sera nécessaire pour vous connecter à nos différents services.',
          'Veuillez noter le code de certification que vous devrez impérativement saisir lors de votre prochaine connexion :',
          "Important : Vous devez impérativement noter le code qui s'affiche dans ce cadre : il ne s'agit pas de votre code confidentiel, il vous sera demandé lors de votre prochaine connexion.",
          '(Cliquez ici pour entendre la version sonore)', "» Conditions générales d'utilisation", 'Non connecté', 'Retour accueil cdc.retraites']
RATES = []


def note(quoi, ok):
    if not ok:
        RATES.append(quoi)
    print(('ok   ' if ok else 'RATÉ ') + quoi, flush=True)


def sain():
    p = Portail()
    with p:
        c = Client(p)
        for url, phrases in GUIDE.items():
            pg = c.get(url)
            for f in phrases:
                if f not in pg.texte:
                    note('%s : %s' % (url, f), False)
        note('phrases du guide, accueil à étape 3', not RATES)
        morts, vus, file = [], set(), ['/', '/names.nsf?Login', '/extranet.nsf/fCodesPerdus?OpenPage', '/extranet.nsf/fInscription?OpenForm']
        while file and len(vus) < 120:
            u = file.pop()
            if u in vus or not u.startswith('/') or 'Logout' in u:
                continue
            vus.add(u)
            pg = c.get(u)
            if pg.statut != 200:
                morts.append(u)
            if pg.genre.startswith('text'):
                file += [html.unescape(x) for x in re.findall(r'(?:HREF|SRC|DATA)="([^"#]+)"', pg.brut) if 'Collapse=' not in x]
        note('%d pages et images sans lien mort %s' % (len(vus), morts), not morts and len(vus) > 40)
        a = SPECIAL
        r = c.chercher(a, '2')
        note("identifiant seul : « Formulaire traité » le donne, sans courriel", 'Formulaire traité' in r.texte and a['identifier'] in r.texte)
        p3 = c.chercher(a)
        p4 = c.generer(p3, a)
        note('accents, guillemets et œ passent (question propre au compte)', bool(certif(p4)))
        note("phrases de l'étape 4", all(f in p4.texte for f in ETAPE4))
        t0 = time.time()
        m = p.boite.attendre(a['email'])
        note('courriel en moins d\'une seconde, un seul, en quoted-printable ISO-8859-1', m is not None and time.time() - t0 < 1 and m['Content-Transfer-Encoding'] == 'quoted-printable'
             and m.get_content_charset() == 'iso-8859-1' and len(p.boite.recus) == 1)
        note('le son dit le code', dit(son(c, p4).octets, certif(p4)))
        autre = Client(p)
        note("étapes 3 et 4 fermées à un autre visiteur", erreur(autre.get(p3.url)) and erreur(autre.get(p4.url)))
        r = c.poster(p4, '_fCertificat', {}, 'Terminer')
        note('« Terminer » : Formulaire traité, le code ne se revoit plus', 'Formulaire traité' in r.texte and erreur(c.get(p4.url)))
        k = Client(p)
        r = k.connecter(a, code_mail(m))
        note('code de certification demandé, vide non compté', demande(r) and erreur(k.certifier('')))
        r = [k.certifier('X') for _ in range(2)]
        note('restants 2 puis 1', 'restants : 2' in r[0].texte and 'restants : 1' in r[1].texte)
        r = k.certifier('X')
        note('troisième essai : à renouveler, la connexion est refusée', 'vous devez renouveler' in r.texte and not demande(k.connecter(a, code_mail(m))))
        _, x, m2 = k.regenerer(a, 2)
        k.connecter(a, m2)
        note('renouvelé : espace ouvert', espace(k.certifier(x)))
        note('déconnexion', not espace(k.get('/names.nsf?Logout')) and not espace(k.get('/extranet.nsf/EspacePersonnalise?OpenForm')))
        r = k.connecter(a, 'FAUX')
        note('mauvais code confidentiel refusé', 'Erreur :' in r.texte and not espace(r))
        for k2 in ('siret', 'nom', 'prenom'):
            note('étape 2 sans %s : refus' % k2, erreur(k.chercher(a, **{k2: ''})))
        for k2 in ('nom', 'courriel', 'question', 'reponse', 'identifiant'):
            note('étape 3 sans ou avec mauvais %s : refus' % k2, erreur(k.generer(k.etape3(), a, **{k2: ''})) and erreur(k.generer(k.etape3(), a, **{k2: 'Autre'})))
        note('BCR juste mais contrat faux : refus', erreur(k.chercher(NAV, contrat='CTR9999')))
        e = re.findall(r'<OPTION[^>]*>([^<\n]+)', k.etape3().brut)
        note('%d questions' % len(e), len(e) >= 6)
        q = c.get('/extranet.nsf/$$Search?Query=RAFP')
        note('recherche et Ariane', bool(q.liens('RAFP')) and 'Codes perdus' in c.get('/extranet.nsf/aAriane?q=code+perdu').texte)
    note('SIGTERM en moins d\'une seconde', p.duree < 1)


def sonder(portail, noms=None):
    r = {}
    for n, (g, a) in SONDES.items():
        if noms is None or n in noms:
            try:
                r[n] = bool(g(Client(portail), a))
            except Exception as e:
                r[n] = False
                print('     %s : %r' % (n, e))
    return r


def presente(v, c):
    """La variation se voit."""
    l, f = c.get('/names.nsf?Login'), c.etape3()
    i = c.get('/extranet.nsf/fIdentifiant?OpenForm&Type=3')
    a = compte_de('sonore_autre')
    if v == 'couleurs':
        return '#2E6B3A' in l.brut
    if v == 'menu_droite':
        return l.texte.index('Informations générales') > l.texte.index('Je suis déjà')
    if v == 'libelles_dessus':
        return bool(re.search(r'Numéro SIRET <FONT COLOR="#FF0000">\*</FONT> :</FONT><BR><INPUT', i.brut))
    if v == 'boutons_submit':
        return 'TYPE=submit NAME="Bouton" VALUE="rechercher"' in i.brut and 'TYPE=button' not in f.brut
    if v == 'adresses_unid':
        return bool(re.search(r'/extranet.nsf/[0-9A-F]{32}\?OpenPage', l.brut)) and 'fCodesPerdus' not in l.brut
    if v == 'bandeau_cookies':
        return 'Ce site utilise des cookies' in l.texte
    if v == 'utf8':
        return f.genre == 'text/html; charset=UTF-8' and 'grand-père'.encode('utf-8') in f.octets
    if v == 'mail_html':
        c.regenerer(a)
        return c.p.boite.attendre(a['email']).get_content_type() == 'multipart/alternative'
    if v == 'sonore_direct':
        p = c.regenerer(a)[0]
        return c.get(p.liens('(Cliquez ici pour entendre la version sonore)')[0]).genre == 'audio/wav'
    if v == 'question_radio':
        return len(re.findall('TYPE=radio NAME="Question"', f.brut)) >= 6 and '<SELECT' not in f.brut
    if v == 'erreurs_dans_formulaire':
        p = c.chercher(a, siret='')
        return erreur(p) and p.champ('Votre Nom')[1] == 'DUPONT' and 'Seq=2' in p.brut
    if v == 'terminer_connexion':
        return 'Login' in c.poster(c.regenerer(a)[0], '_fCertificat', {}, 'Terminer').url
    if v == 'noms_champs':
        return f.champ('Réponse')[0] == 'zs_reponse'
    if v == 'certification_chiffres':
        return certif(c.regenerer(a)[0]).isdigit()


# ------------------------------------------------------------------ navigateur
def navigateur():
    from playwright.sync_api import sync_playwright
    chemin = os.environ.get('CHROMIUM') or shutil.which('chromium-headless-shell') or shutil.which('chromium')
    pw = sync_playwright().start()
    return pw, pw.chromium.launch(executable_path=chemin, args=['--no-sandbox'])


def clic(pg, libelle):
    pg.locator('input[value="%s"], a > img[alt="%s"]' % (libelle, libelle)).first.click()
    pg.wait_for_load_state()


def remplir(pg, libelle, v):
    pg.locator('tr:not(:has(tr)):has-text("%s") >> input:not([type=hidden])' % libelle).first.fill(v)


def remplir3(pg, a):
    remplir(pg, 'Votre Nom', a['last_name'])
    remplir(pg, 'Votre Prénom', a['first_name'])
    remplir(pg, 'Adresse e-mail', a['email'])
    if pg.locator('select').count():
        pg.locator('select').select_option(label=a['question'])
    else:
        pg.locator('input[type=radio][value="%s"]' % a['question']).check()
    remplir(pg, 'Réponse', a['answer'])


def parcours(nav, p, a, v=''):
    """Le parcours du guide entier, par les liens et les boutons ; rend '' ou ce qui manque."""
    ctx = nav.new_context()
    pg = ctx.new_page()
    pg.set_default_timeout(5000)
    try:
        pg.goto(p.url + '/')
        clic(pg, 'Accès à mon espace personnalisé')
        pg.click('text="Codes perdus *"')
        pg.locator('text="cliquez ici"').nth(2).click()
        for l, x in (('Numéro SIRET', a['siret']), ('Numéro BCR', a['bcr']), ('Votre Nom', a['last_name']), ('Prénom', a['first_name'])):
            remplir(pg, l, x)
        if not v or v == 'erreurs_dans_formulaire':
            remplir(pg, 'Numéro SIRET', '')
            clic(pg, 'rechercher')
            if 'Erreur :' not in pg.inner_text('body'):
                return 'erreur non dite'
            if not v:
                pg.click('text="Retour"')
                pg.wait_for_selector('text="Votre établissement"')
            if pg.locator('tr:not(:has(tr)):has-text("Votre Nom") >> input').first.input_value() != a['last_name']:
                return 'saisie perdue'
            remplir(pg, 'Numéro SIRET', a['siret'])
        clic(pg, 'rechercher')
        pg.wait_for_selector('text="Regénérer votre code confidentiel"')
        if pg.locator('tr:not(:has(tr)):has-text("Code identifiant") >> input').first.input_value() != a['identifier']:
            return 'identifiant non renseigné'
        remplir3(pg, a)
        clic(pg, 'Générer le code confidentiel')
        pg.wait_for_selector('tt')
        x = pg.inner_text('tt').strip()
        l = pg.locator('text="(Cliquez ici pour entendre la version sonore)"')
        if v == 'sonore_direct':
            r = ctx.request.get(p.url + l.get_attribute('href'))
        else:
            with pg.expect_popup() as w:
                l.click()
            w.value.wait_for_selector('object')
            r = ctx.request.get(p.url + w.value.locator('a', has_text='Télécharger').get_attribute('href'))
            w.value.close()
        if not dit(r.body(), x):
            return 'son'
        clic(pg, 'Terminer')
        if v != 'terminer_connexion':
            pg.wait_for_selector('text="Formulaire traité"', timeout=1500)
            pg.click('text="Accès à mon espace personnalisé"')
        m = code_mail(p.boite.attendre(a['email']))
        for tour in (1, 2):
            pg.goto(p.url + '/names.nsf?Login')
            remplir(pg, 'Code identifiant', a['identifier'])
            remplir(pg, 'Code confidentiel', m)
            clic(pg, 'Je valide')
            if tour == 1:
                remplir(pg, 'Code de certification', x)
                clic(pg, 'Valider')
            pg.wait_for_selector('text="Bienvenue dans votre espace personnalisé"')
            pg.click('text="Déconnexion"')
        return ''
    except Exception as e:
        return str(e).split('\n')[0] + ' @ ' + pg.url
    finally:
        ctx.close()


def principal():
    seul = sys.argv[sys.argv.index('--only') + 1] if '--only' in sys.argv else ''
    manquent = {d['name'] for d in DEFAUTS} ^ set(SONDES)
    note('une sonde par défaut %s' % (manquent or ''), not manquent)
    pw = nav = None
    if '--no-browser' not in sys.argv:
        pw, nav = navigateur()
    if not seul:
        sain()
        with Portail() as p:
            r = sonder(p)
            note('portail sain : %d sondes vraies %s' % (len(r), [n for n in r if not r[n]] or ''), all(r.values()))
            if nav:
                e = parcours(nav, p, NAV)
                note('portail sain : parcours au navigateur %s' % e, not e)
    for d in DEFAUTS:
        if seul in ('', d['name']):
            with Portail('--defect', d['name']) as p:
                r = sonder(p)
                faux = [n for n in r if not r[n]]
                aussi = [n for n in faux if n != d['name']]
                note('défaut %s%s' % (d['name'], ' (touche aussi %s)' % ', '.join(aussi) if aussi else ''), d['name'] in faux)
                if nav and d['name'] == 'terminer_inerte':
                    e = parcours(nav, p, NAV)
                    note('défaut terminer_inerte au navigateur : %s' % e[:60], 'Timeout' in e)
    for d in VARIATIONS:
        if seul in ('', d['name']):
            with Portail('--variation', d['name']) as p:
                note('variation %s : présente' % d['name'], bool(presente(d['name'], Client(p))))
            with Portail('--variation', d['name']) as p:
                r = sonder(p)
                e = parcours(nav, p, NAV, d['name']) if nav else ''
                note('variation %s : %d sondes vraies %s, parcours %s' % (d['name'], sum(r.values()), [n for n in r if not r[n]] or '', e or 'bon'), all(r.values()) and not e)
    if pw:
        nav.close()
        pw.stop()
    print('%d raté(s) %s' % (len(RATES), RATES))
    return 1 if RATES else 0


if __name__ == '__main__':
    sys.exit(principal())
