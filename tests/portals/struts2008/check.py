#!/usr/bin/env python3
"""Preuve par HTTP seul : le portail correct garde le guide, chaque défaut est réel, chaque variation est correcte.
check.py [nom ...]   (sans nom : tout ; un portail à la fois)"""
import email, email.policy, html, http.client, io, json, os, re, signal, socket, socketserver, subprocess, sys, tempfile, threading, time, wave
from urllib.parse import urlencode, urlsplit, parse_qsl
ICI = os.path.dirname(os.path.abspath(__file__))
Q = "Quel est le nom de jeune fille de votre mère ?"
def compte(n, **k):
    return {**dict(identifier='IDENT%04d' % n, confidential_code='ABCD%04d' % n, role='administrator', last_name='DUPONT%s' % chr(64 + n), first_name='Marcel', email='marcel%d@commune.example' % n, siret='1234567891234%d' % n,
                   bcr='01ABC11%d' % n, contract='CTR%04d' % n, question=Q, answer='Durand', first_login_done=True, email_valid=True), **k}
A, B, U, N, M = compte(1), compte(2, last_name='LEFÈVRE', answer='Été'), compte(3, role='user'), compte(4, first_login_done=False), compte(5, email_valid=False)
COURRIER = []
class Smtp(socketserver.StreamRequestHandler):
    def handle(self):
        dit = lambda t: self.wfile.write(t + b'\r\n'); dit(b'220 ok')
        while (l := self.rfile.readline()):
            m = l.strip().upper()[:4]
            if m == b'DATA':
                dit(b'354 go'); t = b''
                while (x := self.rfile.readline()) != b'.\r\n': t += x[1:] if x.startswith(b'..') else x
                COURRIER.append(email.message_from_bytes(t, policy=email.policy.default))
            elif m == b'RCPT': self.server.dest = l
            dit(b'221 bye' if m == b'QUIT' else b'250 ok')
            if m == b'QUIT': break
class Tcp(socketserver.ThreadingTCPServer): allow_reuse_address = daemon_threads = True
SMTP = Tcp(('127.0.0.1', 0), Smtp); threading.Thread(target=SMTP.serve_forever, daemon=True).start()

class Client:
    def __init__(self, port, temoins=True): self.port, self.temoin, self.temoins, self.url = port, None, temoins, ''
    def req(self, u, corps=None):
        for _ in range(6):
            h = http.client.HTTPConnection('127.0.0.1', self.port, timeout=5)
            e = {'Cookie': 'JSESSIONID=' + self.temoin} if self.temoin and self.temoins else {}
            if corps is not None: e['Content-Type'] = 'application/x-www-form-urlencoded'
            h.request('GET' if corps is None else 'POST', u, corps, e); r = h.getresponse(); self.octets = r.read(); h.close()
            t = re.search(r'JSESSIONID=(\w+)', r.getheader('Set-Cookie') or '')
            if t: self.temoin = t[1]
            if r.status != 302: break
            u, corps = r.getheader('Location'), None
        self.statut, self.url, self.type = r.status, u, r.getheader('Content-Type')
        m = re.search(r'charset=(\S+)', self.type); self.jeu = m[1] if m else None
        self.t = html.unescape(re.sub(r'\s+', ' ', self.octets.decode(self.jeu))) if m else ''
        self.nu = re.sub(r'\s+', ' ', re.sub(r'<[^>]*>', '', self.t)); return self
    def lien(self, texte, n=0):
        l = [h for h, x in re.findall(r'<a href="([^"]*)"[^>]*>(.*?)</a>', self.t) if texte in re.sub(r'<[^>]*>', '', x) or 'alt="%s"' % texte in x]
        return self.req(l[n])
    def form(self, **v):
        b = max(re.findall(r'<form[^>]*method="post".*?</form>', self.t), key=len)
        c = dict(re.findall(r'<input type="(?:hidden|text)" name="([^"]*)"[^>]*? value="([^"]*)"', b))
        return self.req(re.search(r'action="([^"]*)"', b)[1], urlencode({**c, **v}, encoding=self.jeu, errors='xmlcharrefreplace'))
    def valeur(self, n): m = re.search(r'name="%s"[^>]* value="([^"]*)"' % n, self.t); return m and m[1]
    def pas1(self): return self.req('/').lien('Accès à mon espace personnalisé').lien('Codes perdus')
    def cherche(self, c, choix='rechercherTout', **k):
        self.pas1().form(methode=choix)
        return self.form(**{**dict(siret=c['siret'], bcr=c['bcr'], contrat='', nom=c['last_name'], prenom=c['first_name']), **k})
    def genere(self, c, **k):
        return self.form(**{**dict(nom=c['last_name'], prenom=c['first_name'], identifiant=c['identifier'], email=c['email'], question=c['question'], reponse=c['answer']), **k})
    def regen(self, c, **k):
        COURRIER.clear(); self.req('/portail/regeneration.do?methode=afficher').genere(c, **k); return self.certif()
    def certif(self): m = re.search(r'<font face="Courier New" size="5"><b>(\w+)', self.t); return m and m[1]
    def login(self, i, code): self.req('/portail/connexion.do?methode=afficher').form(identifiant=i, codeConfidentiel=code); self.code = code; return self
    def donne(self, cert):
        return self.form(codeCertification=cert, **({'codeConfidentiel': self.code} if 'name="codeConfidentiel"' in self.t else {})) if 'codeCertification' in self.t else self
    @property
    def dedans(self): return 'Bienvenue' in self.t
def recu(): return COURRIER[-1].get_content().split('\n')[2].strip() if COURRIER else None

# chaque épreuve : vrai si le guide est gardé ; C() donne un nouveau visiteur
def e_lien_codes_perdus(C): return 'Vous êtes utilisateur sans être administrateur' in C().pas1().t
def e_trois_choix(C): return C().pas1().t.count('cliquez ici') == 4
def e_choix_confidentiel(C): return 'Générer le code' in C().pas1().lien('cliquez ici').t
def e_choix_identifiant(C): return A['identifier'] in C().cherche(A, 'rechercher').t
def e_recherche(C):
    c = C().cherche(A); ok = 'Générer le code' in c.t
    return ok and 'Générer le code' in C().cherche(A, bcr='', contrat=A['contract']).t and 'Générer le code' in C().cherche(B).t
def e_majuscules(C): return all('Générer le code' not in C().cherche(A, **k).t for k in ({'bcr': '01abc111'}, {'bcr': '', 'contrat': 'ctr0001'}))
def e_casse_noms(C): return all('Générer le code' not in C().cherche(A, **k).t for k in ({'nom': 'duponta'}, {'prenom': 'MARCEL'}))
def e_un_des_deux(C): c = C().cherche(A, bcr=''); return 'Générer le code' not in c.t and 'font color="red"' in c.t
def e_obligatoires2(C): return all('<li>' in C().cherche(A, **{n: ''}).t and 'Générer' not in C().cherche(A, **{n: ''}).t for n in ('siret', 'nom', 'prenom'))
def e_utilisateur(C): return all('Générer le code' not in C().cherche(U, x).t and U['identifier'] not in C().cherche(U, x).t for x in ('rechercher', 'rechercherTout')) and not C().regen(U)
def e_jamais_connecte(C): return 'Générer le code' not in C().cherche(N).t and 'autre administrateur' in C().cherche(N).t and not C().regen(N)
def e_adresse_mauvaise(C): return 'Générer le code' not in C().cherche(M).t and not C().regen(M) and not COURRIER
def e_identifiant_rempli(C): return C().cherche(A).valeur('identifiant') == A['identifier']
def e_identifiant_autre(C): C().cherche(B); return not C().req('/portail/regeneration.do?methode=afficher').valeur('identifiant')
def e_adresse(C): return not C().regen(A, email='autre@commune.example') and not COURRIER
def e_question(C): return not C().regen(A, question="Quelle est votre ville de naissance ?")
def e_reponse(C): return not C().regen(A, reponse='Martin')
def e_obligatoires3(C): return all(not C().regen(A, **{n: ''}) and not COURRIER for n in ('nom', 'prenom', 'identifiant', 'email', 'question', 'reponse'))
def e_question_offerte(C): t = C().req('/portail/regeneration.do?methode=afficher').t; return '>%s</option>' % Q in t and t.count('<option') >= 6
def e_marques(C): t = C().req('/portail/regeneration.do?methode=afficher').nu; return 'Réponse * :' in t and '* Champs obligatoires' in t
def e_annuler(C): c = C(); return not c.regen(A, **{'org.apache.struts.taglib.html.CANCEL': 'Annuler'}) and not COURRIER and 'cliquez ici' in c.t
def e_texte4(C): c = C(); c.regen(A); return 'vous faites 3 essais infructueux' in c.nu and 'il ne s\'agit pas de votre code confidentiel' in c.nu
def e_code_autre(C): x = C().regen(A); return x != recu() and len(x) == 10
def e_son_present(C): c = C(); c.regen(A); c.lien('version sonore'); return c.statut == 200 and c.octets[:4] == b'RIFF'
def _son(C):
    c = C(); c.regen(A); c.lien('version sonore')
    return c.octets
def e_son_differe(C): a, b = _son(C), _son(C); return a[:4] != b'RIFF' or a != b
def e_son_entier(C):
    a = _son(C)
    return a[:4] != b'RIFF' or wave.open(io.BytesIO(a)).getnframes() == 10 * 3200
def e_terminer(C): c = C(); c.regen(A); c.form(); return c.statut == 200
def e_retour_accueil(C): return C().pas1().lien('Retour accueil').statut == 200
def e_expediteur(C): C().regen(A); return COURRIER[0]['From'] == 'e-servicesinscription@caissedesdepots.fr' and COURRIER[0]['To'] == A['email'] and A['email'].encode() in SMTP.dest
def e_objet(C): C().regen(A); return str(COURRIER[0]['Subject']) == 'Régénération de code confidentiel'
def e_corps(C): C().regen(B); return re.fullmatch(r'Votre nouveau code confidentiel est le suivant :\n\n[A-Z]{5}\d{3}\n\nA bientôt sur notre site\n\nLa Direction des Retraites\n', COURRIER[0].get_content().replace('\r', '')) is not None
def e_un_courriel(C): C().regen(A); return len(COURRIER) == 1
def e_parcours(C):
    x = C().regen(A); c = C().login(A['identifier'], recu()); asked = 'codeCertification' in c.t; return not asked or c.donne(x).dedans and C().login(A['identifier'], recu()).dedans
def e_nouveau_code(C): C().regen(A); c = C().login(A['identifier'], recu()); return 'codeCertification' in c.t or c.dedans
def e_ancien_code(C): C().regen(A); o = recu(); C().regen(A); c = C().login(A['identifier'], o); return 'codeCertification' not in c.t and not c.dedans
def e_certif_demandee(C): C().regen(A); return not C().login(A['identifier'], recu()).dedans
def e_certif_juste(C): C().regen(A); return not C().login(A['identifier'], recu()).donne('ZZZZZZZZZZ').dedans
def e_certif_contourner(C): C().regen(A); c = C().login(A['identifier'], recu()); return c.dedans or not c.req('/portail/espace.do?methode=afficher').dedans
def _manques(C, n):
    x = C().regen(B); m = recu(); c = C().login(B['identifier'], m)
    for _ in range(n): c.donne('ZZZZZZZZZZ')
    return x, m, c
def e_deux_manques(C): x, m, c = _manques(C, 2); return c.donne(x).dedans or 'codeCertification' not in C().login(B['identifier'], m).t and C().login(B['identifier'], m).dedans
def e_trois_manques(C): x, m, c = _manques(C, 3); return c.dedans or 'renouveler votre code confidentiel' in c.t and 'codeCertification' not in c.t
def e_bloque(C): x, m, c = _manques(C, 4); return c.dedans or not C().login(B['identifier'], m).donne(x).dedans
def e_renouvele(C): _manques(C, 4); x = C().regen(B); c = C().login(B['identifier'], recu()); return c.dedans or c.donne(x).dedans
def e_jeton(C):
    c = C().req('/portail/regeneration.do?methode=afficher'); t = c.t; COURRIER.clear(); c.genere(A); c.t = t; c.genere(A)
    return len(COURRIER) == 1 and 'déjà été envoyée' in c.t
def e_session(C):
    c = C().pas1().req('/portail/regeneration.do?methode=afficher'); c.temoin = 'PERIMEE'; COURRIER.clear(); c.genere(A)
    s = C(temoins=False); ok = 'jsessionid' in s.pas1().t and s.cherche(A).valeur('identifiant') in (A['identifier'], None, '') and 'Générer' in s.t
    return 'Votre session a expiré' in c.t and not COURRIER and ok and 'expiré' in C().req('/portail/espace.do').t and C().req('/rien').statut == 404
def e_premiere(C): c = C().login(N['identifier'], N['confidential_code']); return 'première connexion' in c.t and c.req('/portail/espace.do').dedans
def e_pages(C):
    c = C().req('/'); pages = ['/portail/' + x for x in ('accueil.do', 'cgu.do', 'aide.do?sujet=bcr', 'imprimer.do', 'info.do?page=plan', 'codesPerdus.do?methode=utilisateur', 'deconnexion.do', 'connexion.do')]
    return all(c.req(p).statut == 200 for p in pages) and all(c.req(u).statut == 200 for u in ('/portail/images/valider_on.png', '/portail/images/espace_off.png', '/portail/scripts/portail.js'))
EPREUVES = {n[2:]: f for n, f in list(globals().items()) if n.startswith('e_')}
ATTENDU = dict(zip([d['name'] for d in json.load(open(ICI + '/defects.json', encoding='utf-8'))], (
    'lien_codes_perdus trois_choix choix_confidentiel majuscules casse_noms recherche un_des_deux utilisateur jamais_connecte adresse_mauvaise identifiant_rempli identifiant_autre adresse question reponse question_offerte '
    'marques annuler texte4 code_autre son_present son_differe son_entier terminer retour_accueil expediteur objet objet nouveau_code un_courriel ancien_code certif_demandee certif_juste certif_contourner trois_manques deux_manques '
    'bloque renouvele').split()))
VARIE = {  # vrai si la variation se voit
    'terminer-home': lambda C: (c := C(), c.regen(A), c.form())[2].t.find('Votre actualité') > 0, 'certification-on-login-page': lambda C: (C().regen(A), C().login(A['identifier'], recu()))[1].t.find('codeConfidentiel') > 0,
    'third-failure-on-login-page': lambda C: 'codeConfidentiel' in _manques(C, 3)[2].t, 'answer-any-case': lambda C: C().regen(A, reponse='DURAND'), 'utf8-pages': lambda C: C().req('/').jeu == 'utf-8',
    'identifier-read-only': lambda C: ' readonly' in C().cherche(A).t, 'redirect-after-post': lambda C: (c := C(), c.regen(A))[0].url.endswith('resultat'), 'name-filled-too': lambda C: C().cherche(A).valeur('nom') == A['last_name'],
    'identifier-choice-goes-on': lambda C: 'Générer' in C().cherche(A, 'rechercher').t, 'image-search-button': lambda C: 'alt="rechercher"' in C().pas1().form(methode='rechercher').t,
    'no-client-validation': lambda C: b'  return true;\n  var m' in C().req('/').__class__.req(C(), '/portail/scripts/portail.js').octets}

def lancer(opts, epreuves):
    s = socket.socket(); s.bind(('127.0.0.1', 0)); port = s.getsockname()[1]; s.close()
    f = tempfile.NamedTemporaryFile('w', suffix='.json', encoding='utf-8'); json.dump([A, B, U, N, M], f); f.flush()
    p = subprocess.Popen([ICI + '/start', '--port', str(port), '--smtp', '127.0.0.1:%d' % SMTP.server_address[1], '--accounts', f.name] + opts)
    try:
        for _ in range(200):
            try: socket.create_connection(('127.0.0.1', port), 1).close(); break
            except OSError: time.sleep(0.05)
        C = lambda temoins=True: Client(port, temoins); rates = []
        for n, e in epreuves.items():
            try: ok = e(C)
            except Exception as x: ok = False; n += ' (%r)' % x if not opts or '--variation' in opts else ''
            if not ok: rates.append(n)
        return rates
    finally:
        t = time.time(); p.send_signal(signal.SIGTERM); p.wait(5); assert time.time() - t < 1; f.close()

noms, mal = sys.argv[1:], 0
def dire(ok, *t):
    global mal; mal += not ok; print('ok ' if ok else 'NON', *t, flush=True)
if not noms or 'clean' in noms: r = lancer([], EPREUVES); dire(not r, 'portail correct,', len(EPREUVES), 'épreuves', r or '')
for d, e in ATTENDU.items():
    if not noms or d in noms: r = lancer(['--defect', d], EPREUVES); dire(any(x == e for x in r), 'défaut', d, '->', ' '.join(r) or 'rien')
for v, e in VARIE.items():
    if not noms or v in noms: r = lancer(['--variation', v], EPREUVES); w = lancer(['--variation', v], {'se voit': e}); dire(not r and not w, 'variation', v, r or '', w or '')
if not noms or 'clean' in noms:
    r = lancer([], VARIE); dire({x.split(' ')[0] for x in r} == set(VARIE), 'portail correct sans variation')
print('tout est bon' if not mal else '%d manque(nt)' % mal); sys.exit(bool(mal))
