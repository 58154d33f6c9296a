#!/usr/bin/env python3
"""Espace personnalisé employeur - portail « Retraites et solidarité » (pages à panneaux, scripts à la jQuery)."""
import argparse, json, os, random, re, secrets, signal, smtplib, struct, sys, threading, time, zlib
from datetime import datetime
from email.header import Header
from email.mime.text import MIMEText
from email.utils import formatdate, make_msgid
from html import escape as e
from http.cookies import SimpleCookie
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, quote, urlsplit

import panneaux
import son

ICI = os.path.dirname(os.path.abspath(__file__))
VERROU = threading.RLock()
QUESTIONS = ["Quel est le nom de jeune fille de votre mère ?", "Quel est le prénom de votre grand-père maternel ?",
             "Quelle est votre ville de naissance ?", "Quel était le nom de votre premier animal de compagnie ?",
             "Quel est le nom de votre école primaire ?", "Quel est votre film préféré ?"]
DELAI_SESSION = 20 * 60
SERVICE = {}          # options de lancement : défaut, variation, smtp
COMPTES = {}          # identifiant -> compte
SESSIONS = {}         # jeton -> dict


def bug(nom):
    return SERVICE['defaut'] == nom


def var(nom):
    return SERVICE['variation'] == nom


# ------------------------------------------------------------------ comptes et codes
LETTRES = 'ABCDEFGHJKLMNPQRSTUVWXYZ'
CHIFFRES = '23456789'


def nouveau_code_confidentiel():
    """5 lettres puis 3 chiffres, comme FMWQS252."""
    return ''.join(secrets.choice(LETTRES) for _ in range(5)) + ''.join(secrets.choice(CHIFFRES) for _ in range(3))


def nouveau_code_certification():
    return ''.join(secrets.choice(LETTRES + CHIFFRES) for _ in range(10))


def charger_comptes(fichier):
    with open(fichier, encoding='utf-8') as f:
        for c in json.load(f):
            c.setdefault('contract', '')
            c.update(certification=None, essais=0, provisoire=False, perime=None, ancien=None)
            COMPTES[c['identifier']] = c
            if c.get('question') and c['question'] not in QUESTIONS:
                QUESTIONS.append(c['question'])


def questions():
    return list(reversed(QUESTIONS)) if var('questions-autre-ordre') else QUESTIONS


def envoyer_courriel(compte, code):
    if bug('mail-non-envoye'):
        return
    if bug('mail-autre-code'):
        code = code[:-1] + str((int(code[-1]) + 1) % 10)
    if var('mail-mise-en-page'):
        corps = ('<html><head><meta http-equiv="Content-Type" content="text/html; charset=utf-8"></head><body bgcolor="#f0f0f0">'
                 '<table width="600" align="center" bgcolor="#ffffff" cellpadding="12"><tr><td><font face="Verdana" size="2">'
                 'Votre nouveau code confidentiel est le suivant :</font></td></tr><tr><td align="center"><font size="4" color="#0a4d8c"><b>%s</b></font></td></tr>'
                 '<tr><td>A bientôt sur notre site</td></tr><tr><td>La Direction des Retraites</td></tr></table></body></html>') % e(code)
    else:
        corps = ('<html><body style="font-family:Arial,sans-serif;font-size:13px">\n<p>Votre nouveau code confidentiel est le suivant :</p>\n'
                 '<p><b>%s</b></p>\n<p>A bientôt sur notre site</p>\n<p>La Direction des Retraites</p>\n</body></html>\n') % e(code)
    m = MIMEText(corps, 'html', 'utf-8')
    m['From'] = 'e-servicesinscription@caissedesdepots.fr'
    m['To'] = compte['email']
    m['Subject'] = Header('Votre inscription aux e-services' if bug('mail-objet') else 'Régénération de code confidentiel', 'utf-8')
    m['Date'] = formatdate(localtime=True)
    m['Message-ID'] = make_msgid(domain='caissedesdepots.fr')
    hote, port = SERVICE['smtp']
    with smtplib.SMTP(hote, port, timeout=5) as s:
        s.sendmail(m['From'], [compte['email']], m.as_string())


# ------------------------------------------------------------------ règles
REFUS_CODES = ("Vous ne pouvez pas récupérer vos codes d'accès : vous devez vous être connecté une première fois, avoir choisi la question "
               "secrète et sa réponse, et disposer d'une adresse courriel valide sur votre compte. Demandez à un autre administrateur de "
               "votre établissement de régénérer votre code confidentiel.")


class Refus(Exception):
    def __init__(self, *erreurs, suite=None):
        self.erreurs = [dict(champ=c, message=m) if c else dict(message=m) for c, m in erreurs]
        self.suite = suite


def obligatoires(d, *champs):
    manque = [(c, 'Ce champ est obligatoire.') for c in champs if not d.get(c)]
    if manque:
        raise Refus(*manque)


def role_attendu(s):
    return 'user' if s.get('cas') == 'utilisateur' else 'administrator'


def recuperable(c):
    if not c.get('first_login_done') and not bug('sans-premiere-connexion'):
        return False
    return bool(c.get('email_valid', True)) or bug('adresse-invalide-acceptee')


def act_choix(s, d):
    cas = d.get('cas')
    if cas not in ('confidentiel', 'identifiant', 'deux', 'utilisateur'):
        raise Refus((None, 'Choix inconnu.'))
    for k in ('compte', 'saisie', 'gen'):
        s.pop(k, None)
    if bug('choix-inverses'):
        cas = {'confidentiel': 'identifiant', 'identifiant': 'confidentiel'}.get(cas, cas)
    s['cas'] = cas
    return {'suite': 'etape3' if cas == 'confidentiel' else 'etape2'}


def act_recherche(s, d):
    if s.get('cas') not in ('identifiant', 'deux', 'utilisateur'):
        raise Refus((None, 'Veuillez indiquer votre situation.'), suite='etape1')
    erreurs = [(c, 'Ce champ est obligatoire.') for c in ('siret', 'nom', 'prenom') if not d.get(c)]
    if d.get('siret') and not re.fullmatch(r'[0-9]{14}', d['siret']):
        erreurs.append(('siret', 'Le numéro SIRET comporte 14 chiffres.'))
    if not d.get('bcr') and not d.get('contrat') and not bug('bcr-contrat-facultatifs'):
        erreurs.append(('bcr', "Vous devez obligatoirement compléter au moins l'un de ces deux champs."))
    if bug('bcr-exige') and not d.get('bcr'):
        erreurs.append(('bcr', 'Ce champ est obligatoire.'))
    for c in ('bcr', 'contrat'):
        if d.get(c) and d[c] != d[c].upper() and not bug('minuscules-acceptees'):
            erreurs.append((c, 'Ce numéro doit être saisi en majuscules.'))
    if erreurs:
        raise Refus(*erreurs)
    s['saisie'] = {k: d.get(k, '') for k in ('siret', 'bcr', 'contrat', 'nom', 'prenom')}
    s.pop('compte', None)
    plie = str.upper if bug('minuscules-acceptees') else str
    nom = str.upper if bug('casse-nom-ignoree') else str
    for c in COMPTES.values():
        if c['siret'] != d['siret'] or nom(c['last_name']) != nom(d['nom']) or nom(c['first_name']) != nom(d['prenom']):
            continue
        if (d.get('bcr') and c['bcr'] != plie(d['bcr'])) or (d.get('contrat') and c['contract'] != plie(d['contrat'])):
            continue
        if c['role'] != role_attendu(s) and not bug('role-ignore'):
            continue
        if not recuperable(c):
            raise Refus((None, REFUS_CODES))
        s['compte'] = c['identifier']
        return {'suite': 'etape3' if s['cas'] == 'deux' else 'resultat'}
    if var('messages-refus-autres'):
        raise Refus((None, "Nous n'avons trouvé aucun compte pour ces informations. Veuillez contrôler votre saisie."))
    raise Refus((None, "Votre requête n'a pas abouti : aucun %s ne correspond aux informations saisies."
                 % ('utilisateur' if s['cas'] == 'utilisateur' else 'administrateur')))


def act_generer(s, d):
    if not (s.get('cas') == 'confidentiel' or (s.get('compte') and s.get('cas') in ('deux', 'utilisateur'))):
        raise Refus((None, 'Veuillez indiquer votre situation.'), suite='etape1')
    obligatoires(d, 'nom', 'prenom', 'identifiant', 'courriel', 'question', 'reponse')
    if not re.fullmatch(r'[^@\s]+@[^@\s]+\.[^@\s]+', d['courriel']):
        raise Refus(('courriel', "L'adresse e-mail n'est pas valide."))
    c = COMPTES.get(d['identifiant'])
    bon = bool(c) and (c['last_name'], c['first_name']) == (d['nom'], d['prenom'])
    bon = bon and (c['role'] == role_attendu(s) or bug('role-ignore'))
    if s['cas'] != 'confidentiel' and bon:
        bon = c['identifier'] == s['compte']
    if bon and not recuperable(c):
        raise Refus((None, REFUS_CODES))
    if bon:
        bon = ((c['email'] == d['courriel'] or bug('courriel-non-verifie')) and (c['question'] == d['question'] or not c['first_login_done'])
               and (c['answer'] == d['reponse'] or bug('reponse-non-verifiee') or not c['first_login_done']))
    if not bon:
        raise Refus((None, "Votre demande ne peut aboutir, veuillez contrôler vos réponses." if var('messages-refus-autres') else
                     "Les informations saisies ne correspondent pas à celles qui sont enregistrées sur votre compte."))
    code = nouveau_code_confidentiel()
    try:
        envoyer_courriel(c, code)
    except (OSError, smtplib.SMTPException) as x:
        sys.stderr.write('courriel : %s\n' % x)
        raise Refus((None, "Le courriel n'a pas pu être envoyé. Votre code confidentiel n'a pas été modifié ; veuillez réessayer ultérieurement."))
    c.update(ancien=c['confidential_code'], confidential_code=code, certification=nouveau_code_certification(), essais=0, provisoire=True, perime=None)
    s['gen'] = c['identifier']
    return {'suite': 'etape4'}


def act_annuler(s, d):
    ou = 'etape2' if bug('annuler-inerte') and d.get('de') == 'recherche' else 'connexion'
    if ou == 'connexion':
        vider(s)
    return {'suite': ou}


def act_terminer(s, d):
    vider(s)
    return {'suite': 'connexion', 'message': 'Dès réception de votre nouveau code confidentiel, connectez-vous à votre espace personnalisé.'}


def vider(s):
    for k in ('cas', 'compte', 'saisie', 'gen', 'attente'):
        s.pop(k, None)


def act_connexion(s, d):
    obligatoires(d, 'identifiant', 'code')
    c = COMPTES.get(d['identifiant'])
    if c and c['perime'] and c['perime'] == d['code']:
        raise Refus((None, "Votre code confidentiel n'est plus valable. Vous devez renouveler votre code confidentiel : cliquez sur « Codes perdus »."))
    if not c or c['confidential_code'] is None or (d['code'] != c['confidential_code'] and not (bug('ancien-code-valide') and d['code'] == c['ancien'])):
        raise Refus((None, 'Code identifiant ou code confidentiel incorrect.'))
    vider(s)
    if c['certification'] and not bug('certification-non-demandee'):
        s['attente'] = c['identifier']
        if bug('compteur-remis-a-zero'):
            c['essais'] = 0
        return {'suite': 'certification'}
    return ouvrir(s, c)


def ouvrir(s, c):
    s['connecte'] = c['identifier']
    s['renouveler'] = True                      # nouveau jeton de session
    return {'suite': 'espace.php'}


def act_certification(s, d):
    c = COMPTES.get(s.get('attente'))
    if not c or not c['certification']:
        raise Refus((None, 'Votre session a expiré. Veuillez vous identifier à nouveau.'), suite='connexion')
    obligatoires(d, 'certification')
    if d['certification'] == c['certification']:
        c.update(certification=None, essais=0)
        vider(s)
        return ouvrir(s, c)
    c['essais'] += 1
    reste = (2 if bug('blocage-deux-essais') else 3) - c['essais']
    if bug('essais-illimites'):
        reste = 2
    if reste <= 0:
        c.update(perime=c['confidential_code'], confidential_code=None, certification=None, essais=0)
        vider(s)
        raise Refus((None, 'Vous avez fait 3 essais infructueux. Vous devez renouveler votre code confidentiel : cliquez sur « Codes perdus ».'), suite='connexion')
    raise Refus(('certification', 'Code de certification incorrect. Il vous reste %d essai%s.' % (reste, 's' if reste > 1 else '')))


def connecte(s):
    c = COMPTES.get(s.get('connecte'))
    if not c:
        raise Refus((None, 'Votre session a expiré. Veuillez vous reconnecter.'))
    return c


def act_question(s, d):
    c = connecte(s)
    obligatoires(d, 'question', 'reponse')
    if d['question'] not in QUESTIONS:
        raise Refus(('question', 'Veuillez choisir une question de la liste.'))
    c.update(question=d['question'], answer=d['reponse'], first_login_done=True)
    return {'message': 'Votre question secrète et sa réponse ont été enregistrées.'}


def act_code(s, d):
    c = connecte(s)
    obligatoires(d, 'code', 'nouveau', 'confirmation')
    if d['code'] != c['confidential_code']:
        raise Refus(('code', 'Code confidentiel incorrect.'))
    if not re.fullmatch(r'[A-Za-z0-9]{8,12}', d['nouveau']):
        raise Refus(('nouveau', 'Le code comporte de 8 à 12 lettres ou chiffres.'))
    if d['nouveau'] != d['confirmation']:
        raise Refus(('confirmation', 'Les deux saisies sont différentes.'))
    c.update(confidential_code=d['nouveau'], ancien=None, provisoire=False)
    return {'message': 'Votre code confidentiel a été modifié.'}


def act_ariane(s, d):
    q = d.get('q', '').lower()
    for mots, rep in panneaux.ARIANE:
        if any(m in q for m in mots):
            return {'message': rep}
    return {'message': "Je n'ai pas compris votre question. Pouvez-vous la formuler autrement ?" if q else 'Saisissez votre question, puis cliquez sur « Demander ».'}


ACTIONS = {n[4:]: f for n, f in globals().items() if n.startswith('act_')}


# ------------------------------------------------------------------ images (petites, faites ici)
def png(dessin, couleurs):
    lignes = [l for l in dessin.split('\n') if l]
    brut = b''.join(b'\0' + b''.join(bytes(couleurs[c]) for c in l) for l in lignes)
    def bloc(t, d):
        return struct.pack('>I', len(d)) + t + d + struct.pack('>I', zlib.crc32(t + d))
    return (b'\x89PNG\r\n\x1a\n' + bloc(b'IHDR', struct.pack('>IIBBBBB', len(lignes[0]), len(lignes), 8, 6, 0, 0, 0))
            + bloc(b'IDAT', zlib.compress(brut)) + bloc(b'IEND', b''))


HP = """
.......#........
......##....#...
.....###.#...#..
.#######..#...#.
.#######..#...#.
.#######..#...#.
.#######..#...#.
.#######..#...#.
.....###.#...#..
......##....#...
.......#........
"""
SABLIER = "\n".join(''.join('#' if 5 < ((x - 8) ** 2 + (y - 8) ** 2) ** .5 < 8 and not (x > 8 and y < 8) else '.' for x in range(16)) for y in range(16))
PALETTE = {'.': (255, 255, 255, 0), '#': (10, 77, 140, 255)}
IMAGES = {'haut-parleur.png': png(HP, PALETTE), 'attente.png': png(SABLIER, PALETTE),
          'fond.png': png('\n'.join('%x' % (i // 4) for i in range(64)), {'%x' % i: (160 + 4 * i, 180 + 3 * i, 205 + 2 * i, 255) for i in range(16)})}
IMAGES['favicon.ico'] = IMAGES['haut-parleur.png']


# ------------------------------------------------------------------ serveur
class Portail(BaseHTTPRequestHandler):
    protocol_version = 'HTTP/1.1'
    server_version = 'Apache/2.2.22 (Debian)'
    sys_version = ''

    def version_string(self):
        return self.server_version

    def log_message(self, *a):
        pass

    def session(self):
        nom = 'SESSID_RETRAITES' if var('autre-cookie') else 'PHPSESSID'
        jarre = SimpleCookie()
        try:
            jarre.load(self.headers.get('Cookie', ''))
        except Exception:
            pass
        j = jarre[nom].value if nom in jarre else None
        s = SESSIONS.get(j)
        self.cookie = None
        if s is None or time.time() - s['vu'] > DELAI_SESSION:
            SESSIONS.pop(j, None)
            j = secrets.token_hex(13)
            s = SESSIONS[j] = {}
            self.cookie = '%s=%s; path=/; HttpOnly' % (nom, j)
        s['vu'] = time.time()
        self.jeton, self.nom_cookie = j, nom
        return s

    def renouveler(self, s):
        if s.pop('renouveler', None):
            SESSIONS.pop(self.jeton, None)
            self.jeton = secrets.token_hex(13)
            SESSIONS[self.jeton] = s
            self.cookie = '%s=%s; path=/; HttpOnly' % (self.nom_cookie, self.jeton)

    def repondre(self, corps, genre='text/html; charset=utf-8', statut=200, entetes=(), cache=False):
        if isinstance(corps, str):
            corps = corps.encode('utf-8')
        self.send_response(statut)
        self.send_header('Content-Type', genre)
        self.send_header('Content-Length', str(len(corps)))
        self.send_header('Cache-Control', 'max-age=3600' if cache else 'no-store, no-cache, must-revalidate')
        if not cache:
            self.send_header('X-Powered-By', 'PHP/5.4.4')
            if getattr(self, 'cookie', None):
                self.send_header('Set-Cookie', self.cookie)
        for k, v in entetes:
            self.send_header(k, v)
        self.end_headers()
        if self.command != 'HEAD':
            try:
                self.wfile.write(corps)
            except ConnectionError:
                pass

    def attente(self):
        time.sleep(random.uniform(0, .05) if var('reponses-rapides') else random.uniform(.2, .6))

    def introuvable(self):
        self.repondre(panneaux.page_erreur('404', "La page demandée n'existe pas ou n'est plus disponible."), statut=404)

    def do_HEAD(self):
        self.do_GET()

    def do_GET(self):
        self.cookie = None
        u = urlsplit(self.path)
        chemin, q = u.path.lstrip('/'), {k: v[0] for k, v in parse_qs(u.query).items()}
        if chemin.startswith('static/') or chemin == 'favicon.ico':
            nom = os.path.basename(chemin)
            if nom in IMAGES:
                return self.repondre(IMAGES[nom], 'image/png', cache=True)
            f = os.path.join(ICI, 'static', nom)
            if nom.endswith(('.js', '.css')) and os.path.isfile(f):
                with open(f, 'rb') as h:
                    return self.repondre(h.read(), 'text/css; charset=utf-8' if nom.endswith('.css') else 'application/javascript; charset=utf-8', cache=True)
            return self.introuvable()
        with VERROU:
            s = self.session()
            c = COMPTES.get(s.get('connecte'))
        if chemin in ('', 'index.php'):
            return self.repondre(panneaux.page(panneaux.accueil(s, ''), 'accueil', 'page-accueil', c))
        if chemin == 'espace.php':
            if not c:
                return self.repondre('', statut=302, entetes=[('Location', '/#connexion')])
            return self.repondre(panneaux.page(panneaux.espace(c), 'espace', 'page-espace', c))
        if chemin == 'deconnexion.php':
            if not bug('deconnexion-inoperante'):
                s.pop('connecte', None)
                vider(s)
            return self.repondre('', statut=302, entetes=[('Location', '/#connexion')])
        if chemin == 'ajax/panneau.php':
            self.attente()
            nom, _, reste = q.get('p', '').partition('/')
            f = panneaux.PANNEAUX.get(nom)
            if not f:
                return self.introuvable()
            try:
                with VERROU:
                    h = f(s, reste)
            except panneaux.Etape as x:
                return self.repondre('', entetes=[('X-Etape', x.etape), ('X-Motif', quote(x.motif))])
            return self.repondre(h)
        if chemin == 'son.php':
            g = COMPTES.get(s.get('gen'))
            if not g or not g['certification']:
                return self.introuvable()
            code = g['certification']
            if bug('son-autre-code'):
                code = code[::-1] if code != code[::-1] else code[1:] + 'A'
            return self.repondre(son.wav(code, muet=bug('son-muet'), lent=var('voix-lente')), 'audio/x-wav',
                                 entetes=[('Content-Disposition', 'inline; filename="certification.wav"')])
        self.introuvable()

    def do_POST(self):
        self.cookie = None
        n = int(self.headers.get('Content-Length') or 0)
        brut = self.rfile.read(min(n, 100000)).decode('utf-8', 'replace')
        m = re.fullmatch(r'/ajax/(\w+)\.php', urlsplit(self.path).path)
        if not m or m.group(1) not in ACTIONS:
            return self.introuvable()
        if self.headers.get('X-Requested-With') != 'XMLHttpRequest':
            return self.repondre(panneaux.page_erreur('403', 'Accès interdit.'), statut=403)
        p = panneaux.prefixe()
        d = {(k[len(p):] if k.startswith(p) else k): v[-1].strip() for k, v in parse_qs(brut, keep_blank_values=True).items()}
        with VERROU:
            s = self.session()
            try:
                r = dict(ok=True, **ACTIONS[m.group(1)](s, d))
            except Refus as x:
                for err in x.erreurs:
                    if 'champ' in err:
                        err['champ'] = p + err['champ']
                r = {'ok': False, 'erreurs': x.erreurs}
                if x.suite:
                    r['suite'] = x.suite
            self.renouveler(s)
        self.attente()
        self.repondre(json.dumps(r), 'application/json; charset=utf-8')


class Serveur(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 64


def main():
    a = argparse.ArgumentParser()
    a.add_argument('--port', type=int, required=True)
    a.add_argument('--smtp', required=True)
    a.add_argument('--accounts', required=True)
    a.add_argument('--defect')
    a.add_argument('--variation')
    o = a.parse_args()
    for genre, choisi in (('defects', o.defect), ('variations', o.variation)):
        with open(os.path.join(ICI, genre + '.json'), encoding='utf-8') as f:
            if choisi and choisi not in [x['name'] for x in json.load(f)]:
                a.error('inconnu dans %s.json : %s' % (genre, choisi))
    hote, _, port = o.smtp.rpartition(':')
    SERVICE.update(defaut=o.defect, variation=o.variation, smtp=(hote or '127.0.0.1', int(port)))
    panneaux.brancher(bug, var, questions, COMPTES)
    charger_comptes(o.accounts)
    signal.signal(signal.SIGTERM, lambda *x: os._exit(0))
    signal.signal(signal.SIGINT, lambda *x: os._exit(0))
    Serveur(('127.0.0.1', o.port), Portail).serve_forever()


if __name__ == '__main__':
    main()
