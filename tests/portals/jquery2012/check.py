#!/usr/bin/env python3
"""Preuve du portail : le portail sain respecte le guide ; chaque défaut et chaque variation se voient.
   Usage : check.py [--sans-navigateur] [noms de défauts ou de variations]"""
import email, email.header, http.client, io, json, os, random, re, socket, socketserver, subprocess, sys, tempfile, threading, time, wave
from concurrent.futures import ThreadPoolExecutor
from html import unescape
from urllib.parse import urlencode

ICI = os.path.dirname(os.path.abspath(__file__))
Q1, Q2 = "Quel est le nom de jeune fille de votre mère ?", "Quelle est la marque de votre première voiture ?"
def cpt(i, role, nom, prenom, mail, siret, bcr, contrat, q=Q1, rep='Durand', vu=True, ok=True):
    return dict(identifier=i, confidential_code='ABCD1234', role=role, last_name=nom, first_name=prenom, email=mail, siret=siret, bcr=bcr,
                contract=contrat, question=q, answer=rep, first_login_done=vu, email_valid=ok)
COMPTES = [cpt('IDENT0001', 'administrator', 'DUPONT', 'Marcel', 'marcel.dupont@commune.example', '12345678912345', '01ABC111', 'CTR0001'),
           cpt('IDENT0002', 'user', 'MARTIN', 'Zoé', 'zoe.martin@commune.example', '12345678912345', '01ABC111', '', Q2, 'Renault'),
           cpt('IDENT0003', 'administrator', 'PETIT', 'Luc', 'luc.petit@ville.example', '22222222222222', '02DEF222', '', '', '', vu=False),
           cpt('IDENT0004', 'administrator', "L'HÉRITIER", 'Anne-Marie', 'anne@mauvais.example', '33333333333333', '03GHI333', 'CTR0003', ok=False)]
A, U, N, B = COMPTES


class Smtp(socketserver.StreamRequestHandler):
    def handle(self):
        d = lambda s: self.wfile.write(s + b'\r\n')
        d(b'220 essai'); rcpt = []
        while True:
            l = self.rfile.readline()
            m = l[:4].upper().strip()
            if m == b'DATA':
                d(b'354 ok'); t = b''
                while True:
                    l = self.rfile.readline()
                    if l == b'.\r\n': break
                    t += l
                self.server.recus.append((rcpt, email.message_from_bytes(t), time.time())); d(b'250 ok')
            elif m == b'QUIT' or not l:
                d(b'221 ok') if l else None; return
            else:
                if m == b'RCPT': rcpt.append(re.search(rb'<(.*?)>', l).group(1).decode())
                d(b'250 ok')


_pris = set()
def port_libre():
    while True:
        n = random.randint(20000, 31000)           # hors de la plage éphémère : pas de course entre essais
        with socket.socket() as s:
            if n not in _pris and s.connect_ex(('127.0.0.1', n)):
                _pris.add(n); return n


class Lance:
    """Un portail en marche avec sa boîte aux lettres."""
    def __init__(self, *opt):
        self.opt = opt
    def __enter__(self):
        self.smtp = socketserver.ThreadingTCPServer(('127.0.0.1', 0), Smtp); self.smtp.daemon_threads = True; self.smtp.recus = []
        threading.Thread(target=self.smtp.serve_forever, args=(.05,), daemon=True).start()
        self.f = tempfile.NamedTemporaryFile('w', suffix='.json', delete=False); json.dump(COMPTES, self.f); self.f.close()
        self.port = port_libre(); self.mails = self.smtp.recus
        self.p = subprocess.Popen(['nice', os.path.join(ICI, 'start'), '--port', str(self.port), '--smtp', '127.0.0.1:%d' % self.smtp.server_address[1],
                                   '--accounts', self.f.name, *self.opt])
        for _ in range(100):
            try: socket.create_connection(('127.0.0.1', self.port), 1).close(); return self
            except OSError: time.sleep(.1)
        raise RuntimeError('ne démarre pas')
    def __exit__(self, *a):
        t = time.time(); self.p.terminate(); self.p.wait(5); self.fin = time.time() - t
        self.smtp.shutdown(); self.smtp.server_close(); os.unlink(self.f.name)


def texte(h):
    return re.sub(r'\s+', ' ', unescape(re.sub(r'<[^>]+>', '', re.sub(r'(?s)<script.*?</script>', '', h)))).strip()


class Client:
    def __init__(self, l):
        self.l, self.biscuit, self.p = l, None, 'champ_' if 'champs-renommes' in l.opt else ''
    def req(self, m, url, corps=None):
        c = http.client.HTTPConnection('127.0.0.1', self.l.port, timeout=10)
        h = {'X-Requested-With': 'XMLHttpRequest', 'Content-Type': 'application/x-www-form-urlencoded'}
        if self.biscuit: h['Cookie'] = self.biscuit
        c.request(m, url, corps, h); r = c.getresponse(); d = r.read(); c.close()
        if r.headers['Set-Cookie']: self.biscuit = r.headers['Set-Cookie'].split(';')[0]
        return r, d
    def get(self, url):
        r, d = self.req('GET', url); self.r = r
        return d.decode() if r.headers['Content-Type'].startswith('text/html') else d
    def pan(self, nom): return self.get('/ajax/panneau.php?p=' + nom)
    def post(self, action, **k):
        r, d = self.req('POST', '/ajax/%s.php' % action, urlencode({(x if x in ('cas', 'q', 'de') else self.p + x): v for x, v in k.items()}))
        return json.loads(d)
    # gestes
    def chercher(self, cas, c, **k):
        self.post('choix', cas=cas)
        v = dict(siret=c['siret'], bcr=c['bcr'], contrat='', nom=c['last_name'], prenom=c['first_name']); v.update(k)
        return self.post('recherche', **v)
    def generer(self, c, cas='confidentiel', **k):
        if cas: self.post('choix', cas=cas)
        v = dict(nom=c['last_name'], prenom=c['first_name'], identifiant=c['identifier'], courriel=c['email'], question=c['question'], reponse=c['answer']); v.update(k)
        return self.post('generer', **v)
    def certif(self): return re.search(r'id="code-certification">(\w+)<', self.pan('etape4')).group(1)
    def entrer(self, c, code): return self.post('connexion', identifiant=c['identifier'], code=code)
    def code_recu(self): return re.search(r'<b>(\w+)</b>', self.l.mails[-1][1].get_payload(decode=True).decode()).group(1)


def a(x, quoi=''):
    if not x: raise AssertionError(quoi)
def refuse(r): a(r['ok'] is False and r['erreurs'] and all(e['message'] for e in r['erreurs']), r)
def contient(h, *t):
    for x in t: a(x in texte(h), 'absent : ' + x)


# ------------------------------------------------------------------ constats (un client neuf chacun)
def c_accueil(c):
    h = c.get('/'); contient(h, 'Caisse des Dépôts', 'RETRAITES ET SOLIDARITÉ', 'Direction Employeur', 'Pour vous connecter à votre espace personnalisé, cliquez sur Accès à mon espace personnalisé',
        'Imprimer A⁻ A⁺', 'Changer de profil', 'Vous êtes EMPLOYEUR', 'ACTIF', 'RETRAITÉ', 'AUTRE PUBLIC', 'Votre actualité', 'Campagne DAI 2010', 'RECHERCHER SUR LE SITE :', 'Liens utiles',
        'Informations générales', 'Liste des régimes et fonds', 'Retraite des Mines', 'Informations Employeur')
    for x in re.findall(r'href="#([\w/-]+)"', h): c.pan(x); a(c.r.status == 200, x)
    for x in re.findall(r'(?:href|src)="(static/[^"]+)"', h): c.get('/' + x); a(c.r.status == 200, x)
    for x in ('static/haut-parleur.png', 'static/attente.png', 'static/fond.png', 'favicon.ico'): a(c.get('/' + x)[:4] == b'\x89PNG', x)
def c_connexion(c):
    h = c.pan('connexion'); contient(h, 'ACCÈS À MON ESPACE PERSONNALISÉ >', 'Je suis déjà inscrit(e)', 'Code identifiant', 'Code confidentiel', 'Je valide', 'Codes perdus *', 'Aide à la connexion', "Plus d'info ?",
        '> Je suis administrateur', '> Je suis utilisateur', 'Je ne suis pas encore inscrit(e)', "Je m'inscris", "> Présentation de l'espace personnalisé", "> Démonstration vidéo de l'inscription", "> Inscription d'un administrateur",
        "> Inscription d'un utilisateur", "> Conditions générales d'utilisation (CGU)", 'Poser votre question', "Bonjour, je m'appelle Ariane et je suis là pour vous aider", 'Demander',
        'Pour récupérer votre code identifiant et/ou régénérer un code confidentiel provisoire, cliquez sur [Codes perdus]')
    for x in re.findall(r'href="#([\w/-]+)"', h): c.pan(x); a(c.r.status == 200, x)
    a('Codes perdus' in c.post('ariane', q='codes perdus')['message'])
def c_note(c): contient(c.pan('connexion'), "(*) Vous pouvez récupérer vos codes d'accès uniquement :", 'si vous vous êtes connecté une 1ère fois et si vous avez choisi la question secrète et sa réponse',
        "si l'adresse courriel enregistrée sur votre compte est valide", "demandez à un autre administrateur de votre établissement de régénérer votre code confidentiel")
def c_etape1(c): contient(c.pan('etape1'), 'Vous avez perdu votre code confidentiel ou votre code identifiant', 'Vous êtes administrateur', 'Vous avez perdu votre code confidentiel : cliquez ici', 'Vous avez perdu votre code identifiant : cliquez ici',
        'Vous avez perdu votre code identifiant et votre code confidentiel : cliquez ici', '[annuler]', "» Conditions générales d'utilisation", "En fonction de votre situation, cliquez sur l'un des choix")
def c_etape1_utilisateur(c): contient(c.pan('etape1'), 'Vous êtes utilisateur sans être administrateur', 'Vous avez perdu votre code identifiant et / ou votre code confidentiel : cliquez ici')
def c_choix(c):
    for cas, h in (('confidentiel', 'etape3'), ('identifiant', 'etape2'), ('deux', 'etape2'), ('utilisateur', 'etape2')): a(c.post('choix', cas=cas)['suite'] == h, cas)
def c_etape2(c):
    c.post('choix', cas='deux'); contient(c.pan('etape2'), 'Votre établissement', 'Numéro BCR ** :', 'Numéro de contrat ** :', 'Saisie en majuscules', 'Coordonnées professionnelles', 'Votre Nom * :', 'Prénom * :', 'rechercher', 'Annuler',
        '* Champs obligatoires', "Si votre requête n'aboutit pas, vérifiez que :", "vous êtes bien inscrit en tant qu'administrateur pour votre établissement.", '(exemple 01ABC111)')
def c_titre2(c): c.post('choix', cas='deux'); contient(c.pan('etape2'), 'Recherche de votre code identifiant')
def c_siret_marque(c): c.post('choix', cas='deux'); contient(c.pan('etape2'), 'Numéro SIRET * :')
def c_legende(c): c.post('choix', cas='deux'); contient(c.pan('etape2'), "** Vous devez obligatoirement compléter au moins l'un de ces deux champs")
def c_cgu(c):
    c.post('choix', cas='deux'); u = re.search(r'data-cgu="([^"]+)"', c.pan('etape2')).group(1); c.get('/' + u); a(c.r.status == 200)
def c_annuler(c): c.post('choix', cas='deux'); a(c.post('annuler', de='recherche')['suite'] == 'connexion'); c.pan('etape2'); a(c.r.headers['X-Etape'] == 'etape1')
def c_recherche(c):
    a(c.chercher('identifiant', A)['suite'] == 'resultat'); contient(c.pan('resultat'), 'IDENT0001')
    a(c.chercher('identifiant', A, contrat='CTR0001')['ok']); refuse(c.chercher('identifiant', A, contrat='CTR0009'))
    refuse(c.chercher('deux', A, siret='1234567891234')); refuse(c.chercher('deux', A, siret='22222222222222')); refuse(c.chercher('deux', A, prenom='')); refuse(c.chercher('deux', A, bcr='01ABC112'))
    a(c.chercher('utilisateur', U)['suite'] == 'resultat'); contient(c.pan('resultat'), 'IDENT0002', 'Regénérer votre code confidentiel'); refuse(c.chercher('utilisateur', A))
def c_un_des_deux(c): refuse(c.chercher('deux', A, bcr='')); refuse(c.chercher('deux', A, bcr='', contrat=' '))
def c_contrat_seul(c): a(c.chercher('deux', A, bcr='', contrat='CTR0001')['ok'])
def c_casse_nom(c): refuse(c.chercher('deux', A, nom='Dupont')); refuse(c.chercher('deux', A, prenom='MARCEL'))
def c_majuscules(c): refuse(c.chercher('deux', A, bcr='01abc111')); refuse(c.chercher('deux', A, bcr='', contrat='ctr0001'))
def c_role(c): refuse(c.chercher('deux', U)); refuse(c.generer(U))
def c_ident_auto(c):
    a(c.chercher('deux', A)['suite'] == 'etape3'); h = c.pan('etape3'); a(re.search(r'id="\w*identifiant" value="IDENT0001"', h)); contient(h, 'Votre identifiant est renseigné automatiquement')
    refuse(c.generer(N, None))
def c_etape3(c):
    c.pan('etape3'); a(c.r.headers['X-Etape'] == 'etape1'); c.post('choix', cas='confidentiel'); h = c.pan('etape3')
    contient(h, 'Regénérer votre code confidentiel', 'Saisissez toutes les rubriques du formulaire puis cliquez sur "Générer le code confidentiel", un nouveau code confidentiel vous sera envoyé à l\'adresse e-mail enregistrée dans nos fichiers.',
        'Votre Nom * :', 'Votre Prénom * :', 'Code identifiant * :', 'Adresse e-mail * :', '(doit être identique à celle qui est mentionnée sur votre compte)', 'Sélectionnez la question que vous avez choisie lors de votre inscription :', 'Question * :', 'Réponse * :',
        'Annuler', '* Champs obligatoires', "► Conditions générales d'utilisation", Q2)
    a(h.count('<option') >= 6)
    for k in ('nom', 'prenom', 'identifiant', 'courriel', 'question', 'reponse'): refuse(c.generer(A, None, **{k: ''}))
    for k, v in (('nom', 'Dupont'), ('prenom', 'Luc'), ('identifiant', 'IDENT0009'), ('question', Q2)): refuse(c.generer(A, None, **{k: v}))
    a(not c.l.mails)
def c_bouton3(c): c.post('choix', cas='confidentiel'); a('>Générer le code confidentiel<' in c.pan('etape3'))
def c_courriel(c): refuse(c.generer(A, courriel='autre@commune.example')); a(not c.l.mails)
def c_reponse(c): refuse(c.generer(A, reponse='Dupond'))
def c_jamais(c): refuse(c.chercher('deux', N)); refuse(c.generer(N, question=Q1, reponse='x')); a(not c.l.mails)
def c_invalide(c): refuse(c.chercher('deux', B)); refuse(c.generer(B)); a(not c.l.mails)
def c_etape4(c):
    a(c.generer(A)['suite'] == 'etape4'); contient(c.pan('etape4'), 'Régénération du code confidentiel', 'Vous recevrez prochainement par courriel votre nouveau code confidentiel, qui vous sera nécessaire pour vous connecter à nos différents services.',
        'Veuillez noter le code de certification que vous devrez impérativement saisir lors de votre prochaine connexion :', "Important : Vous devez impérativement noter le code qui s'affiche dans ce cadre : il ne s'agit pas de votre code confidentiel, il vous sera demandé lors de votre prochaine connexion.",
        '(Cliquez ici pour entendre la version sonore)', 'Terminer'); a(len(c.certif()) == 10 and c.certif() == c.certif())
    a(c.post('terminer')['suite'] == 'connexion'); c.pan('etape4'); a(c.r.headers['X-Etape']); c.get('/son.php'); a(c.r.status == 404)
def c_avertissement(c): c.generer(A); contient(c.pan('etape4'), 'Si, lors de votre prochaine connexion, vous faites 3 essais infructueux de saisie de ce code, vous devrez renouveler votre code confidentiel.')
def c_mail(c):
    t = time.time(); c.generer(A); a(len(c.l.mails) == 1, 'un courriel'); rcpt, m, q = c.l.mails[0]; a(q - t < 1 and rcpt == [A['email']] and m['To'] == A['email'])
    a(m['From'] == 'e-servicesinscription@caissedesdepots.fr' and m['Date'] and m.get_content_type() == 'text/html' and m['Content-Transfer-Encoding'] == 'base64')
    contient(m.get_payload(decode=True).decode('utf-8'), 'Votre nouveau code confidentiel est le suivant :', 'A bientôt sur notre site', 'La Direction des Retraites'); a(re.fullmatch(r'[A-Z]{5}\d{3}', c.code_recu()))
def c_objet(c): c.generer(A); a(str(email.header.make_header(email.header.decode_header(c.l.mails[0][1]['Subject']))) == 'Régénération de code confidentiel')
def c_mail_code(c): c.generer(A); a(c.entrer(A, c.code_recu())['ok'])
def c_certif_demandee(c):
    c.generer(A); k = c.certif(); d = Client(c.l); a(d.entrer(A, c.code_recu())['suite'] == 'certification'); contient(d.pan('certification'), 'Code de certification'); d.get('/espace.php'); a(d.r.status == 302)
    avant = d.biscuit; a(d.post('certification', certification=k)['suite'] == 'espace.php'); a(d.biscuit != avant); contient(d.get('/espace.php'), 'Marcel', 'IDENT0001')
    a(Client(c.l).entrer(A, c.code_recu())['suite'] == 'espace.php', 'une seule fois')
def c_trois(c):
    c.generer(A); k = c.certif(); d = Client(c.l); d.entrer(A, c.code_recu())
    for n in range(2): r = d.post('certification', certification='FAUX'); refuse(r); a('suite' not in r)
    r = d.post('certification', certification='FAUX'); refuse(r); a(r.get('suite') == 'connexion', 'bloqué au 3e'); refuse(d.post('certification', certification=k)); refuse(d.entrer(A, c.code_recu()))
    a(d.generer(A)['ok']); k = d.certif(); a(d.entrer(A, d.code_recu())['suite'] == 'certification' and d.post('certification', certification=k)['ok'])
def c_deux_puis_bon(c):
    c.generer(A); k = c.certif(); c.entrer(A, c.code_recu()); [refuse(c.post('certification', certification='FAUX')) for _ in '12']; a(c.post('certification', certification=k)['ok'])
def c_compteur(c):
    c.generer(A)
    for n in range(3): d = Client(c.l); d.entrer(A, c.code_recu()); r = d.post('certification', certification='FAUX')
    a(r.get('suite') == 'connexion')
def c_ancien(c): c.generer(A); refuse(c.entrer(A, A['confidential_code']))
def c_pas_confidentiel(c): c.generer(A); a(c.certif() != c.code_recu() and len(c.certif()) == 10)
def c_son(c):
    c.generer(A); sys.path.insert(0, ICI); import son
    w = c.get('/son.php'); a('wav' in c.r.headers['Content-Type']); a(w == son.wav(c.certif(), lent='voix-lente' in c.l.opt), 'autre code')
def c_son_audible(c):
    c.generer(A); w = wave.open(io.BytesIO(c.get('/son.php'))); d = w.readframes(w.getnframes()); a(w.getnframes() > 5 * w.getframerate() and max(d) > 0, 'silence')
def c_deconnexion(c):
    a(c.entrer(A, A['confidential_code'])['suite'] == 'espace.php'); c.get('/espace.php'); a(c.r.status == 200); c.get('/deconnexion.php'); c.get('/espace.php'); a(c.r.status == 302)
def c_espace(c):
    refuse(c.entrer(A, 'FAUX')); refuse(c.entrer(A, '')); c.entrer(N, N['confidential_code']); contient(c.get('/espace.php'), 'Connecté : Luc PETIT')
    a(c.post('question', question=Q1, reponse='Petite')['ok']); a(c.post('code', code='ABCD1234', nouveau='NOUVEAU99', confirmation='NOUVEAU99')['ok']); a(Client(c.l).entrer(N, 'NOUVEAU99')['ok'])
    a(Client(c.l).generer(N, question=Q1, reponse='Petite')['ok'])
def c_utilisateur_complet(c): c.chercher('utilisateur', U); a(c.generer(U, None)['ok']); a(c.l.mails[-1][0] == [U['email']])


CONSTATS = {n[2:]: f for n, f in list(globals().items()) if n.startswith('c_')}
DEFAUTS = {'titre-recherche': 'titre2', 'note-conditions-absente': 'note', 'siret-sans-asterisque': 'siret_marque', 'libelle-generer': 'bouton3', 'avertissement-tronque': 'avertissement', 'legende-bcr-absente': 'legende',
    'bloc-utilisateur-absent': 'etape1_utilisateur', 'lien-cgu-mort': 'cgu', 'choix-inverses': 'choix', 'annuler-inerte': 'annuler', 'bcr-contrat-facultatifs': 'un_des_deux', 'bcr-exige': 'contrat_seul', 'casse-nom-ignoree': 'casse_nom',
    'minuscules-acceptees': 'majuscules', 'role-ignore': 'role', 'identifiant-non-renseigne': 'ident_auto', 'courriel-non-verifie': 'courriel', 'reponse-non-verifiee': 'reponse', 'sans-premiere-connexion': 'jamais', 'adresse-invalide-acceptee': 'invalide',
    'certification-non-demandee': 'certif_demandee', 'essais-illimites': 'trois', 'blocage-deux-essais': 'deux_puis_bon', 'compteur-remis-a-zero': 'compteur', 'ancien-code-valide': 'ancien', 'code-confidentiel-affiche': 'pas_confidentiel',
    'mail-objet': 'objet', 'mail-autre-code': 'mail_code', 'mail-non-envoye': 'mail', 'son-autre-code': 'son', 'son-muet': 'son_audible', 'deconnexion-inoperante': 'deconnexion'}
# pour chaque défaut, un parcours sain ailleurs : le défaut est une seule chose
AILLEURS = {'son': 'mail', 'son_audible': 'mail', 'mail': 'etape4', 'mail_code': 'objet'}
VARIATIONS = {'theme-vert': lambda c: 'class="vert"' in c.get('/'), 'champs-renommes': lambda c: 'name="champ_code"' in c.pan('connexion'),
    'questions-autre-ordre': lambda c: c.post('choix', cas='confidentiel') and c.pan('etape3').index('première voiture') < c.pan('etape3').index('jeune fille'),
    'messages-refus-autres': lambda c: "Nous n'avons trouvé" in c.chercher('deux', A, nom='X')['erreurs'][0]['message'], 'pied-de-page': lambda c: '"#aide">Aide<' in c.get('/'),
    'date-courte': lambda c: time.strftime('%d/%m/%Y') in c.get('/'), 'autre-cookie': lambda c: c.get('/') and c.biscuit.startswith('SESSID_RETRAITES='), 'mail-mise-en-page': lambda c: c.generer(A)['ok'] and '<table' in c.l.mails[0][1].get_payload(decode=True).decode(),
    'voix-lente': lambda c: c.generer(A)['ok'] and wave.open(io.BytesIO(c.get('/son.php'))).getnframes() > 22050 * 11, 'reponses-rapides': lambda c: (lambda t: (c.pan('connexion'), c.pan('aide'), time.time() - t < .3)[2])(time.time()),
    'boutons-natifs': lambda c: '<button type="button"' in c.pan('connexion')}
rouge = []
def dire(bon, quoi):
    print('%s %s' % ('ok   ' if bon else 'ÉCHEC', quoi), flush=True)
    if not bon: rouge.append(quoi)
def essai(opt, nom):
    with Lance(*opt) as l:
        try: CONSTATS[nom](Client(l)); return None
        except AssertionError as x: return str(x) or 'faux'
        except Exception as x: return 'EXCEPTION %r' % x
def sain(n): r = essai((), n); dire(r is None, 'sain : %s%s' % (n, '' if r is None else ' : ' + r))
def defaut(d):
    r = essai(('--defect', d), DEFAUTS[d]); dire(r is not None and 'EXCEPTION' not in r, 'défaut vu : %s (%s)' % (d, r))
    n = AILLEURS.get(DEFAUTS[d], 'accueil')
    r = essai(('--defect', d), n); dire(r is None, 'défaut %s, le reste (%s) sain %s' % (d, n, r or ''))
def variation(v):
    with Lance('--variation', v) as l:
        try: dire(VARIATIONS[v](Client(l)), 'variation vue : ' + v)
        except Exception as x: dire(False, 'variation %s : %r' % (v, x))
    for n in CONSTATS:
        if n in ('etape2', 'etape3', 'recherche', 'etape4', 'mail', 'certif_demandee', 'son', 'ident_auto'):
            r = essai(('--variation', v), n); dire(r is None, 'variation %s, %s sain %s' % (v, n, r or ''))


# ------------------------------------------------------------------ navigateur
def navigateur(opt=(), nom='sain'):
    from playwright.sync_api import sync_playwright
    natif = 'boutons-natifs' in opt; P = '#champ_' if 'champs-renommes' in opt else '#'
    with Lance(*opt) as l, sync_playwright() as pw:
        b = pw.chromium.launch(executable_path='/usr/bin/chromium-headless-shell', args=['--no-sandbox']); p = b.new_page(viewport={'width': 1024, 'height': 768}); p.set_default_timeout(8000)
        erreurs = []; p.on('pageerror', lambda x: erreurs.append(str(x))); p.on('dialog', lambda d: d.accept())
        U_ = 'http://127.0.0.1:%d/' % l.port
        p.goto(U_); a(p.is_visible('text=Pour vous connecter')); p.get_by_role('button', name='Accès à mon espace personnalisé').click(); p.wait_for_selector('#codes-perdus'); a(p.url.endswith('#connexion'))
        p.click('#je-valide'); a(p.locator('.erreur', has_text='obligatoire').count() == 2); a(p.locator('.erreur').first.evaluate('e => getComputedStyle(e).color') == 'rgb(204, 0, 0)')
        p.click('#codes-perdus'); p.wait_for_selector('.ui-dialog'); a(p.inner_text('.ui-dialog-title') == 'Codes perdus' and p.url.endswith('#etape1'))
        p.click('.ui-dialog-titlebar-close'); p.wait_for_selector('.ui-dialog', state='detached'); a(p.url.endswith('#connexion'))
        p.click('#codes-perdus'); p.click('text=[annuler]'); p.wait_for_selector('.ui-dialog', state='detached'); a(p.url.endswith('#connexion'))
        p.click('#codes-perdus'); p.locator('[data-cas=deux]').click(); p.wait_for_selector('h1:has-text("Recherche de votre code identifiant")'); a(p.url.endswith('#etape2') and p.locator('.ui-dialog').count() == 0)
        p.get_by_role('button', name='rechercher').click(); a(p.locator('.erreur', has_text='obligatoire').count() == 4)
        p.fill(P + 'siret', '123'); p.fill(P + 'bcr', '01abc111'); p.get_by_role('button', name='rechercher').click(); a('14 chiffres' in p.inner_text('#page') and 'majuscules' in p.inner_text('#err-%sbcr' % P[1:]))
        for k, v in (('siret', A['siret']), ('bcr', A['bcr']), ('nom', 'Dupont'), ('prenom', 'Marcel')): p.fill(P + k, v)
        p.get_by_role('button', name='rechercher').click(); a(p.is_visible('#chargement')); p.wait_for_selector('.messages'); a(not p.is_visible('#chargement'))
        p.get_by_role('button', name='Annuler').click(); p.wait_for_selector('.ui-dialog'); p.get_by_role('button', name='Non').click(); a(p.input_value(P + 'nom') == 'Dupont')
        p.locator('[data-cgu]').click(); p.wait_for_selector('.ui-dialog-content h4'); p.keyboard.press('Escape'); p.wait_for_selector('.ui-dialog', state='detached'); a(p.input_value(P + 'nom') == 'Dupont')
        p.fill(P + 'nom', 'DUPONT'); p.press(P + 'nom', 'Enter'); p.wait_for_selector('h1:has-text("Regénérer votre code confidentiel")'); a(p.input_value(P + 'identifiant') == 'IDENT0001')
        p.go_back(); p.wait_for_selector('#btn-rechercher'); a(p.input_value(P + 'siret') == A['siret']); p.go_forward(); p.wait_for_selector('#btn-generer')
        for k, v in (('nom', 'DUPONT'), ('prenom', 'Marcel'), ('courriel', A['email']), ('reponse', 'Durand')): p.fill(P + k, v)
        p.select_option(P + 'question', label=Q1)
        p.click('#btn-generer'); p.wait_for_selector('#code-certification'); a(p.url.endswith('#etape4')); k = p.inner_text('#code-certification')
        p.reload(); p.wait_for_selector('#code-certification'); a(p.inner_text('#code-certification') == k)
        p.click('#icone-son'); p.wait_for_function("(function(){var x=document.getElementById('lecteur');return x&&x.duration>4})()")
        p.click('#btn-terminer'); p.wait_for_selector('.ui-dialog'); p.get_by_role('button', name='Oui').click(); p.wait_for_selector('#je-valide')
        p.go_back(); p.wait_for_selector('.ui-dialog .messages'); a("plus disponible" in p.inner_text('body') and p.locator('#code-certification').count() == 0); p.keyboard.press('Escape')
        p.wait_for_selector('.ui-dialog', state='detached')
        code = re.search(r'<b>(\w+)</b>', l.mails[-1][1].get_payload(decode=True).decode()).group(1)
        p.fill(P + 'identifiant', 'IDENT0001'); p.fill(P + 'code', code); p.click('#je-valide'); p.wait_for_selector(P + 'certification')
        p.fill(P + 'certification', 'FAUX'); p.press(P + 'certification', 'Enter'); p.wait_for_selector('.erreur:has-text("2 essais")')
        p.fill(P + 'certification', k); p.get_by_role('button', name='Je valide').click(); p.wait_for_url('**/espace.php'); a('Connecté : Marcel DUPONT' in p.inner_text('#bandeau'))
        p.click('ul.onglets >> text=Mes codes d\'accès'); a(p.is_visible('text=Modifier mon code confidentiel') and not p.is_visible('#mes-informations'))
        p.click('#deconnexion'); p.wait_for_selector('#je-valide'); a('Non connecté' in p.inner_text('#bandeau'))
        a(not erreurs, erreurs); b.close()
    dire(l.fin < 1, 'navigateur (%s), fin en %.2f s' % (nom, l.fin))


if __name__ == '__main__':
    args = sys.argv[1:]; nav = '--sans-navigateur' not in args; noms = [x for x in args if not x.startswith('--')]
    D = [x['name'] for x in json.load(open(os.path.join(ICI, 'defects.json')))]; V = [x['name'] for x in json.load(open(os.path.join(ICI, 'variations.json')))]
    dire(sorted(D) == sorted(DEFAUTS) and sorted(V) == sorted(VARIATIONS), 'listes complètes : %d défauts, %d variations' % (len(D), len(V)))
    if nav:
        for o, n in [((), 'sain')] + [(('--variation', v), v) for v in ('champs-renommes', 'boutons-natifs', 'mail-mise-en-page', 'theme-vert') if not noms]:
            try: navigateur(o, n)
            except Exception as x: dire(False, 'navigateur (%s) : %s %s' % (n, type(x).__name__, str(x)[:600] or 'ligne %d' % x.__traceback__.tb_next.tb_lineno))  # noqa
    with ThreadPoolExecutor(4) as ex:
        if not noms: list(ex.map(sain, CONSTATS))
        list(ex.map(defaut, [d for d in D if not noms or d in noms])); list(ex.map(variation, [v for v in V if not noms or v in noms]))
    print('TOUT EST VERT' if not rouge else '%d ÉCHEC(S) : %s' % (len(rouge), rouge)); sys.exit(bool(rouge))
