#!/usr/bin/env python3
# -*- coding: utf-8 -*-
"""Preuve du portail : le portail propre suit le guide, chaque défaut et chaque variation est bien là.
   check.py [nom ...]   (sans nom : tout). Client HTTP simple qui suit les onclick de PrimeFaces."""
import email, email.policy, html, http.client, io, json, os, re, signal, socket, subprocess, sys, tempfile, threading, time, wave
from html.parser import HTMLParser
from urllib.parse import urlencode, urljoin, urlsplit

HERE = os.path.dirname(os.path.abspath(__file__))
Q, Q2 = 'Quel est le nom de jeune fille de votre mère ?', 'Quelle est la couleur de vos volets ?'


def compte(n, role, nom, prenom, mail, bcr='01ABC111', contrat='', siret='12345678912345', fait=True, valide=True, q=Q, r='Durand'):
    return {"identifier": "IDENT%04d" % n, "confidential_code": "ABCD%04d" % n, "role": role, "last_name": nom, "first_name": prenom, "email": mail,
            "siret": siret, "bcr": bcr, "contract": contrat, "question": q if fait else '', "answer": r if fait else '', "first_login_done": fait, "email_valid": valide}


A = compte(1, 'administrator', 'DUPONT', 'Marcel', 'marcel.dupont@commune.example', contrat='CTR0001')
B = compte(2, 'administrator', 'MARTIN', 'Zoé', 'zoe.martin@ville.example', bcr='02XYZ222', siret='98765432109876', q=Q2, r='Bleu')
U = compte(3, 'user', 'PETIT', 'Luc', 'luc.petit@commune.example')
N = compte(4, 'administrator', 'NEUF', 'Anne', 'anne.neuf@commune.example', fait=False)
M = compte(5, 'administrator', 'MAUVAIS', 'Jean', 'jean@rebond.example', valide=False)
COMPTES = [A, B, U, N, M]


class Boite(object):
    """Petit serveur SMTP."""
    def __init__(self):
        self.lus, self.s = [], socket.socket()
        self.s.bind(('127.0.0.1', 0))
        self.s.listen(8)
        self.port = self.s.getsockname()[1]
        threading.Thread(target=self.boucle, daemon=True).start()

    def boucle(self):
        while True:
            c, _ = self.s.accept()
            f = c.makefile('rwb')

            def dire(x):
                f.write(x.encode() + b'\r\n')
                f.flush()
            dire('220 test')
            dests = []
            for l in iter(f.readline, b''):
                m = l.upper()
                if m.startswith(b'RCPT'):
                    dests.append(re.search(rb'<(.*?)>', l).group(1).decode())
                if m.startswith(b'DATA'):
                    dire('354 ok')
                    b = b''
                    while not b.endswith(b'\r\n.\r\n'):
                        b += f.readline()
                    self.lus.append((dests, email.message_from_bytes(b[:-5], policy=email.policy.default)))
                dire('221 bye' if m.startswith(b'QUIT') else '250 ok')
                if m.startswith(b'QUIT'):
                    break
            c.close()


class Page(HTMLParser):
    def __init__(self, src):
        HTMLParser.__init__(self, convert_charrefs=True)
        self.champs, self.boutons, self.liens, self.options, self.ids = {}, {}, [], {}, {}
        self.action, self.t, self.cur, self.sel, self.lab, self.labels, self.h1, self.inh1 = None, [], None, None, None, {}, '', False
        self.src = src
        self.feed(src)
        self.texte = re.sub(r'\s+', ' ', ' '.join(self.t))

    def handle_starttag(self, tag, at):
        a = dict(at)
        if tag == 'form':
            self.action = a['action']
        if tag == 'input':
            self.champs[a['name']] = a.get('value', '')
            self.ids[a.get('id', '')] = a
        if tag == 'select':
            self.sel = a['name']
            self.champs[self.sel] = ''
            self.options[self.sel] = []
        if tag == 'option':
            self.options[self.sel].append(a['value'])
            if 'selected' in a:
                self.champs[self.sel] = a['value']
        if tag in ('a', 'button'):
            self.cur = [tag, a, '']
        if tag == 'label':
            self.lab = [a['for'], '']
        self.inh1 = tag == 'h1' or (self.inh1 and tag != 'h2')

    def handle_endtag(self, tag):
        if tag in ('a', 'button') and self.cur:
            _, a, t = self.cur
            if tag == 'a':
                self.liens.append((t.strip(), a))
            else:
                self.boutons[t.strip()] = a['name']
            self.cur = None
        if tag == 'label':
            self.labels[re.sub(r'\s+', ' ', self.lab[1]).strip()] = self.lab[0]
            self.lab = None
        if tag == 'h1':
            self.inh1 = False

    def handle_data(self, d):
        self.t.append(d)
        if self.cur:
            self.cur[2] += d
        if self.lab:
            self.lab[1] += d
        if self.inh1:
            self.h1 += d


class Client(object):
    def __init__(self, p):
        self.p, self.cookie, self.url, self.etapes = p, None, '/', []

    def aller(self, url, corps=None, suivre=True):
        for _ in range(6):
            url = urljoin(self.url, url)
            h = http.client.HTTPConnection('127.0.0.1', self.p.port, timeout=10)
            en = {'Cookie': 'JSESSIONID=' + self.cookie} if self.cookie else {}
            if corps is not None:
                en['Content-Type'] = 'application/x-www-form-urlencoded'
            sp = urlsplit(url)
            h.request('POST' if corps is not None else 'GET', sp.path + ('?' + sp.query if sp.query else ''), urlencode(corps) if corps is not None else None, en)
            r = h.getresponse()
            self.brut, self.statut, self.entetes = r.read(), r.status, r.headers
            h.close()
            self.url = url
            self.etapes.append((r.status, url))
            m = re.search(r'JSESSIONID=([0-9A-F]+)', r.headers.get('Set-Cookie') or '')
            if m:
                self.cookie = m.group(1)
            if r.status not in (301, 302, 303) or not suivre:
                break
            url, corps = r.headers['Location'], None
        if 'html' in (r.headers.get('Content-Type') or '') and self.brut:
            self.page = Page(self.brut.decode('utf-8'))
        return self

    def lien(self, texte, n=0):
        a = [a for t, a in self.page.liens if t == texte][n]
        if a['href'] == '#':
            m = re.search(r"addSubmitParam\('(\w+)',\{'([^']+)':'([^']+)'\}", a['onclick'])
            return self.envoyer(m.group(2))
        return self.aller(a['href'])

    def champ(self, libelle):
        for k in (libelle, libelle + ' :'):
            if k in self.page.labels:
                return self.page.labels[k]
        raise AssertionError('libellé absent : %s dans %s' % (libelle, list(self.page.labels)))

    def envoyer(self, bouton, **v):
        return self.aller(self.page.action, dict(self.page.champs, **{bouton: ''}))

    def bouton(self, texte, valeurs={}):
        for k, v in valeurs.items():
            self.page.champs[self.champ(k)] = v
        return self.envoyer(self.page.boutons[texte])


class Portail(object):
    def __init__(self, *opts):
        self.boite = Boite()
        s = socket.socket()
        s.bind(('127.0.0.1', 0))
        self.port = s.getsockname()[1]
        s.close()
        self.f = tempfile.NamedTemporaryFile('w', suffix='.json', delete=False, encoding='utf-8')
        json.dump(COMPTES, self.f)
        self.f.close()
        self.pr = subprocess.Popen([os.path.join(HERE, 'start'), '--port', str(self.port), '--smtp', '127.0.0.1:%d' % self.boite.port,
                                    '--accounts', self.f.name] + list(opts))
        for _ in range(100):
            try:
                socket.create_connection(('127.0.0.1', self.port), 1).close()
                return
            except OSError:
                time.sleep(.1)
        raise SystemExit('le portail ne répond pas')

    def fin(self):
        t = time.time()
        self.pr.send_signal(signal.SIGTERM)
        self.pr.wait(5)
        os.unlink(self.f.name)
        assert time.time() - t < 1, 'arrêt trop lent'

    # parcours
    def client(self):
        c = Client(self)
        return c.aller('/')

    def connexion(self, ident, code, c=None):
        c = c or self.client().bouton('Accès à mon espace personnalisé')
        return c.bouton('Je valide', {'Code identifiant': ident, 'Code confidentiel': code})

    def etape1(self):
        return self.client().bouton('Accès à mon espace personnalisé').lien('Codes perdus *')

    def recherche(self, a, choix=2, **k):
        c = self.etape1().lien('cliquez ici', choix)
        i = {'Numéro SIRET *': a['siret'], 'Numéro BCR **': a['bcr'], 'Numéro de contrat **': a['contract'], 'Votre Nom *': a['last_name'], 'Prénom *': a['first_name']}
        i.update({x: v for x, v in k.get('v', {}).items()})
        i = {(n if n + ' :' in c.page.labels else n.rstrip(' *')): v for n, v in i.items()}
        return c.bouton('rechercher', i)

    def identification(self, a, c=None, **k):
        c = c or self.etape1().lien('cliquez ici', 0)
        i = {'Votre Nom *': a['last_name'], 'Votre Prénom *': a['first_name'], 'Code identifiant *': a['identifier'], 'Adresse e-mail *': a['email'], 'Question *': a['question'], 'Réponse *': a['answer']}
        i.update(k.get('v', {}))
        return c.bouton('Générer le code confidentiel', i)

    def regenere(self, a):
        """(client à l'étape 4, code confidentiel, code de certification)"""
        n = len(self.boite.lus)
        c = self.identification(a)
        assert 'code de certification' in c.page.texte and len(self.boite.lus) == n + 1, 'pas de régénération : ' + c.page.texte[:400]
        code = re.search(r'^[A-Z]{5}[0-9]{3}\s*$', corps(self.boite.lus[-1][1]), re.M).group(0).strip()
        return c, code, certif(c)


def corps(m):
    return m.get_body(('plain',)).get_content()


def certif(c):
    return re.search(r'id="[^"]*" class="code">([A-Z0-9]+)<', c.page.src).group(1)


def ok(x, msg):
    if not x:
        raise AssertionError(msg)


def dit(c, *mots):
    for m in mots:
        ok(m in c.page.texte, 'manque « %s »' % m)


def refuse(c, n=None):
    ok('ui-messages-error' in c.page.src and 'code de certification que' not in c.page.texte, 'pas de refus')
    ok('readonly' not in c.page.src or n, 'identifiant donné')


# ---------------------------------------------------------------- points du guide

def g_accueil(p):
    c = p.client()
    ok(any(';jsessionid=' in a['href'] for _, a in c.page.liens), 'première page sans ;jsessionid=')
    dit(c, 'Caisse des Dépôts', 'RETRAITES ET SOLIDARITÉ', 'Direction Employeur', 'Imprimer', 'A⁻', 'A⁺', 'Changer de profil', 'Vous êtes', 'EMPLOYEUR', 'ACTIF', 'RETRAITÉ',
        'AUTRE PUBLIC', 'Votre actualité', 'IHEPS', 'En savoir +', 'Campagne DAI 2010', 'RECHERCHER SUR LE SITE :', 'Liens utiles', 'Forum Retraite 2010', 'Informations générales',
        'Liste des régimes et fonds', 'CNRACL', 'SASPA', 'Informations Employeur')
    vus = set()
    for t, a in c.page.liens:
        if a['href'] != '#' and a['href'] not in vus:
            vus.add(a['href'])
            ok(Client(p).aller(a['href']).statut == 200, 'lien mort ' + t)


def g_connexion(p):
    c = p.client().bouton('Accès à mon espace personnalisé')
    dit(c, 'Retraites et solidarité', 'ACCÈS À MON ESPACE PERSONNALISÉ >', 'Je suis déjà inscrit(e)', 'Code identifiant', 'Code confidentiel', 'Je valide', 'Codes perdus *', 'Aide à la connexion',
        "Plus d'info ?", 'Je suis administrateur', 'Je suis utilisateur', 'Je ne suis pas encore inscrit(e)', "Je m'inscris", "Présentation de l'espace personnalisé",
        "Démonstration vidéo de l'inscription", "Inscription d'un administrateur", "Inscription d'un utilisateur", "Conditions générales d'utilisation (CGU)", 'Poser votre question',
        "Bonjour, je m'appelle Ariane et je suis là pour vous aider", 'Demander')
    refuse(p.connexion(A['identifier'], 'FAUX0000'))
    c = p.connexion(A['identifier'], A['confidential_code'])
    dit(c, 'Marcel DUPONT', 'Mes informations')
    c.lien('Se déconnecter')
    dit(c, 'Non connecté')
    c = p.connexion(N['identifier'], N['confidential_code'])
    c.bouton('Enregistrer', {'Question *': Q, 'Réponse *': 'Lille'})
    dit(c, 'Anne NEUF', 'Mes informations')


def g_note(p):
    c = p.client().bouton('Accès à mon espace personnalisé')
    dit(c, "(*) Vous pouvez récupérer vos codes d'accès uniquement :", 'si vous avez choisi la question secrète et sa réponse', "si l'adresse courriel enregistrée sur votre compte est valide",
        'demandez à un autre administrateur de votre établissement de régénérer votre code confidentiel')


def g_etape1(p):
    c = p.etape1()
    ok(c.page.h1 == 'Codes perdus', c.page.h1)
    dit(c, 'ESPACE PERSONNALISÉ', 'Non connecté', 'Retour accueil cdc.retraites', 'Vous avez perdu votre code confidentiel ou votre code identifiant', 'Vous êtes administrateur',
        'Vous êtes utilisateur sans être administrateur', '[annuler]')
    ok([t for t, _ in c.page.liens].count('cliquez ici') == 4, 'il faut quatre « cliquez ici »')
    c.lien('[annuler]')
    dit(c, 'Je valide')


def g_cgu(p):
    c = p.etape1().lien("Conditions générales d'utilisation")
    ok(c.statut == 200 and c.page.h1 == "Conditions générales d'utilisation", 'CGU introuvables')


def g_etape2(p):
    c = p.etape1().lien('cliquez ici', 1)
    ok(c.page.h1 == 'Recherche de votre code identifiant', c.page.h1)
    dit(c, 'Votre établissement', 'Saisie en majuscules', 'Coordonnées professionnelles', '* Champs obligatoires', "Si votre requête n'aboutit pas, vérifiez que :", '01ABC111')
    for l in ('Numéro SIRET *', 'Numéro BCR **', 'Numéro de contrat **', 'Votre Nom *'):
        c.champ(l)


def g_prenom(p):
    p.etape1().lien('cliquez ici', 1).champ('Prénom *')


def g_legende(p):
    dit(p.etape1().lien('cliquez ici', 1), "** Vous devez obligatoirement compléter au moins l'un de ces deux champs")


def g_annuler(p):
    ok(p.etape1().lien('cliquez ici', 1).bouton('Annuler').page.h1 == 'Codes perdus', 'Annuler (étape 2) ne ramène pas à Codes perdus')
    ok(p.etape1().lien('cliquez ici', 0).bouton('Annuler').page.h1 == 'Codes perdus', 'Annuler (étape 3) ne ramène pas à Codes perdus')


def g_choix(p):
    dit(p.etape1(), 'code identifiant et votre code confidentiel')
    dit(p.recherche(A, 1), 'Votre code identifiant est : IDENT0001')
    ok('Regénérer votre code confidentiel' in p.recherche(A, 1).bouton('Regénérer votre code confidentiel').page.texte, 'résultat -> étape 3')
    c = p.etape1()
    dit(c.lien('cliquez ici', 3), "l'administrateur de votre établissement")


def g_recherche_refus(p):
    for k in ('Numéro SIRET *', 'Votre Nom *', 'Prénom *'):
        refuse(p.recherche(A, v={k: ''}))
    refuse(p.recherche(A, v={'Numéro SIRET *': '12345678912346'}))
    refuse(p.recherche(A, v={'Numéro BCR **': '09ZZZ999'}))
    refuse(p.recherche(A, v={'Numéro de contrat **': 'CTR0009'}))
    ok('readonly' in p.recherche(A, v={'Numéro BCR **': ''}).page.src, 'contrat seul')
    ok('readonly' in p.recherche(A, v={'Numéro de contrat **': ''}).page.src, 'BCR seul')


def g_un_des_deux(p):
    refuse(p.recherche(A, v={'Numéro BCR **': '', 'Numéro de contrat **': ''}))


def g_majuscules(p):
    refuse(p.recherche(A, v={'Numéro BCR **': '01abc111', 'Numéro de contrat **': ''}))


def g_noms(p):
    refuse(p.recherche(A, v={'Votre Nom *': 'Dupont'}))
    refuse(p.recherche(A, v={'Prénom *': 'MARCEL'}))


def g_administrateur(p):
    refuse(p.recherche(U))
    refuse(p.identification(U))


def g_premiere(p):
    refuse(p.recherche(N))


def g_mauvaise(p):
    refuse(p.recherche(M))
    refuse(p.identification(M))


def g_rempli(p):
    c = p.recherche(A)
    i = c.champ('Code identifiant *')
    ok(c.page.champs[i] == A['identifier'] and 'readonly' in c.page.ids[i], 'identifiant non renseigné')
    c.page.champs[i] = B['identifier']
    c = p.identification(A, c, v={'Code identifiant *': B['identifier']})
    ok(c.page.h1 == 'Régénération du code confidentiel', 'parcours complet : ' + c.page.h1)


def g_chacun(p):
    p.recherche(A)
    c = p.recherche(B)
    ok(c.page.champs.get(c.champ('Code identifiant *')) in (B['identifier'], ''), "identifiant d'un autre")


def g_etape3(p):
    c = p.etape1().lien('cliquez ici', 0)
    dit(c, 'Saisissez toutes les rubriques du formulaire puis cliquez sur "Générer le code confidentiel"', "un nouveau code confidentiel vous sera envoyé à l'adresse e-mail enregistrée dans nos fichiers.",
        '(doit être identique à celle qui est mentionnée sur votre compte)', 'Sélectionnez la question que vous avez choisie lors de votre inscription :', '* Champs obligatoires')
    ok(len(c.page.options[c.champ('Question *')]) >= 6, 'cinq questions au moins')
    for k in ('Votre Nom *', 'Votre Prénom *', 'Code identifiant *', 'Adresse e-mail *', 'Question *'):
        refuse(p.identification(A, v={k: ''}))
    refuse(p.identification(A, v={'Votre Nom *': 'DURAND'}))
    refuse(p.identification(A, v={'Code identifiant *': 'IDENT9999'}))


def g_titre3(p):
    ok(p.etape1().lien('cliquez ici', 0).page.h1 == 'Regénérer votre code confidentiel', 'titre étape 3')


def g_courriel_compare(p):
    refuse(p.identification(A, v={'Adresse e-mail *': 'intrus@ailleurs.example'}))


def g_courriel_dest(p):
    for v in ({}, {'Adresse e-mail *': 'intrus@ailleurs.example'}):
        p.identification(A, v=v)
        ok(p.boite.lus and p.boite.lus[-1][0] == [A['email']], 'courriel parti ailleurs')


def g_question(p):
    refuse(p.identification(A, v={'Question *': Q2}))


def g_reponse(p):
    refuse(p.identification(A, v={'Réponse *': 'Martin'}))
    refuse(p.identification(A, v={'Réponse *': ''}))


def g_etape4(p):
    c, code, cert = p.regenere(A)
    ok(c.page.h1 == 'Régénération du code confidentiel' and len(cert) == 10, 'étape 4')
    dit(c, 'Vous recevrez prochainement par courriel votre nouveau code confidentiel, qui vous sera nécessaire pour vous connecter à nos différents services.',
        'Veillez noter le code de certification que vous devrez impérativement saisir lors de votre prochaine connexion :')
    cl = Client(p)
    ok(cl.aller(urlsplit(c.url).path).page.h1 == 'Codes perdus', "l'étape 4 s'ouvre sans parcours")
    n = len(p.boite.lus)
    ok(certif(c.aller(c.url)) == cert and len(p.boite.lus) == n, 'recharger régénère')


def g_important(p):
    dit(p.regenere(A)[0], "Important : Vous devez impérativement noter le code qui s'affiche dans ce cadre : il ne s'agit pas de votre code confidentiel , il vous sera demandé", '3 essais infructueux')


def g_code_cache(p):
    c, code, _ = p.regenere(A)
    ok(code not in c.page.src, 'code confidentiel affiché')


def g_terminer(p):
    c = p.regenere(A)[0]
    c.bouton('Terminer')
    ok(c.page.h1 != 'Régénération du code confidentiel', 'Terminer ne termine pas')


def g_lien_son(p):
    ok('(Cliquez ici pour entendre la version sonore)' in p.regenere(A)[0].page.texte, 'lien sonore')


def pcm(p):
    c, _, cert = p.regenere(A)
    c.lien('(Cliquez ici pour entendre la version sonore)')
    with wave.open(io.BytesIO(c.brut)) as w:
        return cert, w.readframes(w.getnframes())


def g_son_audible(p):
    ok(max(pcm(p)[1]) > 0, 'silence')


def g_son_entier(p):
    cert, b = pcm(p)
    def extrait(x):
        with wave.open(os.path.join(HERE, 'sons', x + '.wav')) as w:
            return w.readframes(w.getnframes())
    if max(b) and os.path.exists(os.path.join(HERE, 'sons', 'A.wav')):
        i = 0
        for x in cert:
            i = b.find(extrait(x), i)
            ok(i >= 0, 'caractère %s non dit' % x)
            i += len(extrait(x))


def courriel(p):
    p.regenere(A)
    return p.boite.lus[-1][1]


def g_expediteur(p):
    ok(courriel(p)['From'] == 'e-servicesinscription@caissedesdepots.fr', 'expéditeur')


def g_objet(p):
    ok(courriel(p)['Subject'] == 'Régénération de code confidentiel', 'objet')


def g_corps(p):
    t = corps(courriel(p))
    ok(re.match(r'Votre nouveau code confidentiel est le suivant :\s+[A-Z]{5}[0-9]{3}\s', t), t)
    ok('La Direction des Retraites' in t, t)


def g_accents(p):
    ok('A bientôt sur notre site' in corps(courriel(p)), 'accents')


def g_sans_certif(p):
    _, _, cert = p.regenere(A)
    ok(cert not in str(p.boite.lus[-1][1]), 'certification dans le courriel')


def g_ancien(p):
    p.regenere(A)
    c = p.connexion(A['identifier'], A['confidential_code'])
    ok('Je valide' in c.page.boutons, 'ancien code accepté')


def g_certification(p):
    _, code, cert = p.regenere(A)
    c = p.connexion(A['identifier'], code)
    ok('Code de certification' in c.page.h1, 'certification non demandée')
    c.bouton('Valider', {'Code de certification *': 'FAUXFAUX22'})
    ok('Mes informations' not in c.page.texte, 'faux accepté')
    ok('Mes informations' not in c.aller(p_ctx(c) + '/espace/accueil.jsf').page.texte, 'espace ouvert sans certification')
    c = p.connexion(A['identifier'], code)
    dit(c.bouton('Valider', {'Code de certification *': cert}), 'Mes informations')
    dit(p.connexion(A['identifier'], code), 'Mes informations')


def p_ctx(c):
    return '/' + urlsplit(c.url).path.split('/')[1]


def g_trois(p):
    _, code, cert = p.regenere(A)
    c = p.connexion(A['identifier'], code)
    for _ in range(3):
        ok('Valider' in c.page.boutons, 'moins de trois essais')
        c.bouton('Valider', {'Code de certification *': 'FAUXFAUX22'})
    dit(c, 'vous devez renouveler votre code confidentiel')
    dit(p.connexion(A['identifier'], code), 'Je valide')
    _, code, cert = p.regenere(A)
    if 'Valider' in p.connexion(A['identifier'], code).page.boutons:
        dit(p.connexion(A['identifier'], code).bouton('Valider', {'Code de certification *': cert}), 'Mes informations')


def g_trois_sessions(p):
    _, code, cert = p.regenere(A)
    for _ in range(3):
        p.connexion(A['identifier'], code).bouton('Valider', {'Code de certification *': 'FAUXFAUX22'})
    ok('Je valide' in p.connexion(A['identifier'], code).page.boutons, 'compteur remis à zéro')


def g_expiree(p):
    c = p.etape1()
    c.page.champs['javax.faces.ViewState'] = '-1:1'
    dit(c.lien('cliquez ici', 0), 'Votre session a expiré')
    ok(Client(p).aller(p_ctx(c) + '/codes/rien.jsf').statut == 404, '404')
    ok(p.client().aller(p_ctx(c) + '/codes/regeneration.jsf').page.h1 == 'Codes perdus', "l'étape 3 s'ouvre sans choix")
    avant = c.cookie                                              # le navigateur demande aussi /favicon.ico, sans cookie
    ok(c.aller('/favicon.ico').statut == 200 and c.cookie == avant, 'favicon change la session')
    # sans cookie : réécriture d'URL
    c = Client(p)
    for k in range(3):
        c.cookie = None
        c.aller('/') if k == 0 else (c.bouton('Accès à mon espace personnalisé') if k == 1 else c.lien('Codes perdus *'))
    c.cookie = None
    ok('Réponse *' in ' '.join(c.lien('cliquez ici', 0).page.labels), 'parcours sans cookie')


def g_panne(p):
    q = Portail('--smtp', '127.0.0.1:1')
    try:
        dit(q.identification(A), 'Service momentanément indisponible')
        dit(q.connexion(A['identifier'], A['confidential_code']), 'Mes informations')
    finally:
        q.fin()


TOUS = [(n[2:], f) for n, f in list(globals().items()) if n.startswith('g_')]
ATTENDU = {'bcr-minuscules': 'majuscules', 'noms-sans-casse': 'noms', 'utilisateur-accepte': 'administrateur', 'premiere-connexion-ignoree': 'premiere', 'courriel-invalide-ignore': 'mauvaise',
           'bcr-contrat-facultatifs': 'un_des_deux', 'etoile-prenom': 'prenom', 'legende-absente': 'legende', 'note-recuperation-absente': 'note', 'choix-absent': 'etape1',
           'identifiant-non-rempli': 'rempli', 'bean-application': 'chacun', 'annuler-valide-tout': 'annuler', 'titre-etape3': 'titre3', 'courriel-non-compare': 'courriel_compare',
           'courriel-saisi': 'courriel_dest', 'question-ignoree': 'question', 'reponse-ignoree': 'reponse', 'ancien-code-valide': 'ancien', 'certification-non-demandee': 'certification',
           'essais-illimites': 'trois', 'essais-par-session': 'trois_sessions', 'code-affiche': 'code_cache', 'important-absent': 'important', 'lien-sonore-absent': 'lien_son',
           'son-muet': 'son_audible', 'son-tronque': 'son_entier', 'terminer-inactif': 'terminer', 'expediteur-courriel': 'expediteur', 'objet-courriel': 'objet',
           'courriel-certification': 'sans_certif', 'accents-courriel': 'accents', 'cgu-introuvable': 'cgu'}
TEMOINS = {
    'ids-generes': lambda p: 'j_idt' in p.etape1().page.src,
    'prg-partout': lambda p: p.etape1().lien('cliquez ici', 1).etapes[-2][0] == 302,
    'messages-autres': lambda p: 'Merci de compléter' in p.connexion('', '').page.texte,
    'autre-theme': lambda p: 'blitzer' in p.client().page.src,
    'autre-contexte': lambda p: p_ctx(p.client()) == '/espace-employeur',
    'sans-fil-ariane': lambda p: 'ui-breadcrumb' not in p.etape1().page.src,
    'sans-etapes': lambda p: 'ui-wizard' not in p.etape1().page.src,
    'pied-autre-ordre': lambda p: p.client().page.texte.index('Contact') < p.client().page.texte.index('Mentions légales'),
    'questions-autre-ordre': lambda p: 'première voiture' in p.etape1().lien('cliquez ici', 0).page.src,
    'noms-preremplis': lambda p: 'value="DUPONT"' in p.recherche(A).page.src,
    'terminer-accueil': lambda p: 'accueil.jsf' in p.regenere(A)[0].bouton('Terminer').url,
    'certification-lettres': lambda p: all(p.regenere(A)[2].isalpha() for _ in range(4)),
    'courriel-html': lambda p: courriel(p).get_body(('html',)) is not None,
}


def passer(opts, tests):
    """Un portail neuf par test qui change un compte serait trop lourd : on ne relance que si l'état des comptes compte."""
    ratés, p, usé = {}, Portail(*opts), False
    for n, f in tests:
        if usé and n in ('connexion', 'ancien', 'certification', 'premiere', 'chacun', 'rempli', 'recherche_refus', 'choix'):
            p.fin()
            p = Portail(*opts)
        usé = True
        try:
            f(p)
        except Exception as e:
            ratés[n] = '%s: %s' % (type(e).__name__, str(e)[:200])
    p.fin()
    return ratés


def main():
    choix, mal, t0 = sys.argv[1:], 0, time.time()
    defauts = [d['name'] for d in json.load(open(os.path.join(HERE, 'defects.json'), encoding='utf-8'))]
    variations = [d['name'] for d in json.load(open(os.path.join(HERE, 'variations.json'), encoding='utf-8'))]
    assert set(defauts) == set(ATTENDU) and set(variations) == set(TEMOINS)
    for genre, noms in (('propre', ['propre']), ('defect', defauts), ('variation', variations)):
        for nom in noms:
            if choix and nom not in choix and genre not in choix:
                continue
            opts = [] if genre == 'propre' else ['--' + genre, nom]
            r = passer(opts, TOUS)
            if genre == 'defect':
                bien = ATTENDU[nom] in r
            else:
                bien = not r
                if genre == 'variation':
                    p = Portail(*opts)
                    vu = TEMOINS[nom](p)
                    p.fin()
                    bien = bien and vu
                    r = dict(r, témoin='variation invisible') if not vu else r
            mal += not bien
            print('%s %s %s %s' % ('ok ' if bien else 'MAL', genre, nom, ('(vu par : %s)' % ', '.join(r) if bien and genre == 'defect' else r or '')), flush=True)
    print('%s en %d s : %d points du guide, %d défauts, %d variations' % ('TOUT EST VERT' if not mal else '%d ERREURS' % mal, time.time() - t0, len(TOUS), len(defauts), len(variations)))
    sys.exit(bool(mal))


if __name__ == '__main__':
    main()
