"""Espace personnalisé employeur: the framed portal of 2010. Everything is in memory; see guide.txt for what it keeps."""
import argparse, html, io, json, os, re, secrets, smtplib, socketserver, sys, threading, time, wave
from email.message import EmailMessage
from email.utils import formatdate, make_msgid
from urllib.parse import parse_qsl, urlencode
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer
from bottle import Bottle, HTTPError, HTTPResponse, request, response, static_file

ICI = os.path.dirname(os.path.abspath(__file__))
ap = argparse.ArgumentParser()
ap.add_argument('--port', type=int, required=True)
ap.add_argument('--smtp', required=True)
ap.add_argument('--accounts', required=True)
ap.add_argument('--defect', choices=[d['name'] for d in json.load(open(ICI + '/defects.json', encoding='utf-8'))])
ap.add_argument('--variation', choices=[v['name'] for v in json.load(open(ICI + '/variations.json', encoding='utf-8'))])
ARGS = ap.parse_args()
D = lambda nom: ARGS.defect == nom
V = lambda nom: ARGS.variation == nom

COMPTES = {a['identifier']: dict(a, certif=None, essais=0, perime=False) for a in json.load(open(ARGS.accounts, encoding='utf-8'))}
QUESTIONS = ['Quel est le nom de jeune fille de votre mère ?', 'Quel est le prénom de votre grand-père paternel ?', 'Quelle est votre ville de naissance ?',
             'Quel est le nom de votre premier animal de compagnie ?', 'Quelle était la marque de votre première voiture ?', 'Quel est votre plat préféré ?']
QUESTIONS += sorted({a['question'] for a in COMPTES.values() if a.get('question')} - set(QUESTIONS))
SESSIONS, VERROU, DERNIER = {}, threading.RLock(), {}
JEU = 'utf-8' if V('utf8') else 'iso-8859-1'
EXT = '.jsp' if V('autres-noms') else '.asp'
PRE = 'saisie_' if V('autres-noms') else ''
FOND, TITRE = ('#EEF5E6', '#2F5E1E') if V('theme-vert') else ('#FFFFFF', '#003366')
ALPHABET, LETTRES, CHIFFRES = 'ABCDEFGHJKLMNPQRSTUVWXYZ23456789', 'ABCDEFGHJKLMNPQRSTUVWXYZ', '23456789'
app = Bottle()
e = lambda s: html.escape(str(s or ''), True)
u = lambda page_, /, **q: page_ + EXT + ('?' + urlencode(q) if q else '')


# ---- session, form, page -------------------------------------------------------------------------------------------
def session():
    if request.environ.get('sess'):
        return request.environ['sess']
    sid, now = request.get_cookie('ASPSESSIONIDQADRS'), time.time()
    s = SESSIONS.get(sid)
    if not s or now - s['vu'] > 1200:
        SESSIONS.pop(sid, None)
        s = neuve({})
    s['vu'] = now
    request.environ['sess'] = s
    return s

def neuve(ancienne):
    """A new session number (also at the moment of connection)."""
    SESSIONS.pop(ancienne.get('sid'), None)
    sid = secrets.token_hex(16).upper()
    s = SESSIONS[sid] = dict(ancienne, sid=sid, vu=time.time(), jeton=secrets.token_hex(8))
    response.set_cookie('ASPSESSIONIDQADRS', sid, path='/', httponly=True)
    request.environ['sess'] = s
    return s

def aller(page_, /, **q):
    r = response.copy(cls=HTTPResponse)         # keeps the cookie
    r.status, r.body = 302, ''
    r.set_header('Location', '/' + u(page_, **q))
    raise r

def champs():
    """The posted fields, as windows-1252 (what browsers send from an ISO-8859-1 page) or UTF-8, and the hidden token checked."""
    f = {}
    for k, v in parse_qsl(request.body.read().decode('ascii', 'replace'), keep_blank_values=True, encoding='latin-1'):
        b = v.encode('latin-1', 'replace')
        try:
            v = b.decode('utf-8')
        except UnicodeDecodeError:
            v = b.decode('cp1252', 'replace')
        f[k.removeprefix(PRE)] = re.sub(r'&#\d+;', lambda m: html.unescape(m.group()), v).strip()[:200]
    if f.get('jeton') != session()['jeton']:
        raise HTTPResponse(refus_page(['Votre session a expiré. Merci de recommencer votre saisie.'], u('connexion')), 200, {'Content-Type': f'text/html; charset={JEU}'})
    return f

def page(titre, corps, body='', head='', marge=12):
    jeu = 'utf-8' if D('charset') and 'Codes perdus' in titre else JEU
    response.content_type = f'text/html; charset={jeu}'
    response.set_header('Cache-Control', 'no-store')
    return f'''<!DOCTYPE HTML PUBLIC "-//W3C//DTD HTML 4.01 Transitional//EN">
<html><head><meta http-equiv="Content-Type" content="text/html; charset={jeu}"><title>{titre}</title>{head}</head>
<body bgcolor="{FOND}" text="#333333" link="#003399" vlink="#003399" topmargin="{marge}" leftmargin="{marge}" {body}><font face="Verdana, Arial, Helvetica" size="2">
{corps}
</font></body></html>'''.encode(JEU, 'xmlcharrefreplace')

def ecran(titre, corps, body=''):
    """A page of the main frame: title band, contents, conditions of use."""
    cgu = '' if D('cgu-absente') and 'Regénérer' in titre else f'<p>&raquo; {bulle("cgu", AIDE["cgu"][0])}</p>'
    return page(titre, f'''<table width="640" border="0" cellspacing="0" cellpadding="4"><tr><td bgcolor="#E0E8F0"><font face="Verdana, Arial" size="4" color="{TITRE}"><b>{titre}</b></font></td></tr>
<tr><td><font face="Verdana, Arial" size="2">{corps}{cgu}</font></td></tr></table>''', body)

def bulle(sujet, texte, nom='aide'):
    return f'''<a href="{u("aide", sujet=sujet)}" target="{nom}" onclick="window.open(this.href,'{nom}','width=520,height=380,scrollbars=yes,resizable=yes');return false">{texte}</a>'''

def point(sujet):
    return bulle(sujet, '<img src="img/aide.gif" alt="Aide" border="0" align="absmiddle">')

def bouton(img, texte):
    return f'<input type="submit" value="{texte}">' if V('boutons-simples') else f'<input type="image" src="img/{img}.gif" alt="{texte}">'

def annuler(nom):
    return f'<a href="{nom}"><img src="img/annuler.gif" alt="Annuler" border="0"></a>'

def ligne(label, nom, valeur='', plus='', etoile='*', type='text', attr=''):
    lab = f'{label} {etoile} :'.replace('  ', ' ')
    lab = f'<label for="{nom}">{lab}</label>' if V('labels') else lab
    return f'''<tr><td align="right" nowrap><font face="Verdana, Arial" size="2">{lab}</font></td>
<td><input type="{type}" name="{PRE}{nom}" id="{nom}" size="32" value="{e(valeur)}" autocomplete="off" {attr}> <font face="Verdana, Arial" size="1">{plus}</font></td></tr>'''

def cache(**q):
    q['jeton'] = session()['jeton']
    return ''.join(f'<input type="hidden" name="{PRE}{k}" value="{e(v)}">' for k, v in q.items())

def dessus(msgs):
    return f'<table border="1" bordercolor="#CC0000" cellpadding="6" cellspacing="0" width="100%"><tr><td bgcolor="#FFF0F0"><font face="Verdana, Arial" size="2" color="#CC0000"><b>{"<br>".join(msgs)}</b></font></td></tr></table><br>' if msgs else ''

def refus_page(msgs, retour):
    return ecran('Votre demande ne peut pas aboutir', f'<font color="#CC0000">{"<br><br>".join(msgs)}</font><p><a href="{retour}">Retour</a></p>')

def cadres(titre, haut, menu, droite):
    m, d = (f'<frame src="{menu}" name="menu">', f'<frame src="{droite}" name="principal">')
    cols, dedans = ('*,210', d + m) if V('menu-a-droite') else ('210,*', m + d)
    session()
    response.content_type, x = f'text/html; charset={JEU}', (haut, menu, droite)
    return f'''<!DOCTYPE HTML PUBLIC "-//W3C//DTD HTML 4.01 Frameset//EN">
<html><head><meta http-equiv="Content-Type" content="text/html; charset={JEU}"><title>{titre}</title></head>
<frameset rows="96,*" frameborder="0" border="0"><frame src="{haut}" name="banniere" scrolling="no"><frameset cols="{cols}">{dedans}</frameset>
<noframes><body>{"".join(f'<a href="{n}">{n}</a> ' for n in x)}</body></noframes></frameset></html>'''.encode(JEU, 'xmlcharrefreplace')


# ---- the public site -----------------------------------------------------------------------------------------------
def accueil():
    return cadres('Caisse des Dépôts - Retraites et solidarité - Direction Employeur', u('banniere_pub'), u('menu_pub'), u('actualite'))

def banniere_pub():
    profils = ' | '.join(f'<a href="{u("actualite", profil=p)}" target="principal">{p}</a>' for p in ('EMPLOYEUR', 'ACTIF', 'RETRAITÉ', 'AUTRE PUBLIC'))
    taille = lambda k: f"javascript:var d=parent.frames['principal'].document.body;d.style.zoom=(parseFloat(d.style.zoom)||1)*{k};void(0)"
    return page('Bannière', f'''<table width="100%" border="0"><tr><td><img src="img/logo.gif" alt="Caisse des Dépôts"></td><td><font size="3" color="{TITRE}"><b>RETRAITES ET SOLIDARITÉ</b></font><br>Direction Employeur</td>
<td align="right"><font size="1"><a href="javascript:parent.frames['principal'].print()">Imprimer</a> <a href="{taille(.9)}">A<sup>-</sup></a> <a href="{taille(1.1)}">A<sup>+</sup></a><br>
<a href="{u('actualite')}" target="principal">Accueil</a> | Changer de profil<br>Vous êtes {profils}</font></td></tr></table>''', marge=4)

def menu_pub():
    li = lambda t, xs: f'<p><font size="2" color="{TITRE}"><b>{t}</b></font><br>' + ''.join(f'<font size="1">- <a href="{u("rubrique", nom=x)}" target="principal">{x}</a></font><br>' for x in xs)
    return page('Menu', f'''<form action="{u('rubrique')}" target="principal"><font size="1">RECHERCHER SUR LE SITE :<br></font><input name="nom" size="14"> <input type="image" src="img/ok.gif" alt="OK"></form>'''
                + li('Informations générales', ['Actualités de la Direction des Retraites', 'Présentation de la Direction des retraites', 'Études et Documentations', 'Espace presse', "Droit à l'information sur la retraite"])
                + li('Liste des régimes et fonds', ['CNRACL', 'FIPHFP', 'FSPOEIE', 'Ircantec', 'RAFP', 'Retraite des Mines', 'SASPA', 'Autres fonds']) + li('Informations Employeur', ['Votre actualité']))

def actualite():
    plus = lambda n: f'&gt; <a href="{u("rubrique", nom=n)}">En savoir +</a>'
    avis = '<p><font color="#990000">Le service sera interrompu pour maintenance dimanche de 6 h à 8 h.</font></p>' if V('bandeau-maintenance') else ''
    return ecran('Votre actualité', f'''{avis}<table width="100%" bgcolor="#E0E8F0" cellpadding="8"><tr><td>Pour vous <b>connecter</b> à votre espace personnalisé, cliquez sur</td>
<td><a href="{u('espace')}" target="_top"><img src="img/acces.gif" alt="Accès à mon espace personnalisé" border="0"></a></td></tr></table>
<p><b>La Caisse des Dépôts partenaire de l'Institut des hautes études de la protection sociale (IHEPS)</b><br>L'IHEPS a pour objectif de promouvoir la connaissance et les réflexions sur les enjeux de la protection sociale. <font size="1">23/09/2010</font> {plus('IHEPS')}</p>
<p><b>Campagne DAI 2010 : incidence du projet de réforme des retraites</b><br>Compte tenu du projet de réforme des retraites, le Gip Info retraite a décidé de ne pas transmettre d'EIG. {plus('Campagne DAI 2010')}</p>
<p><b>Liens utiles</b><br>Forum Retraite 2010 : les actes et les vidéos en ligne {plus('Forum Retraite 2010')}</p>''')

def rubrique():
    return ecran(e(request.query.decode('utf-8').get('nom', '')[:80]) or 'Rubrique', f'<p>Cette rubrique est en cours de mise à jour.</p><p><a href="{u("actualite")}">Retour</a></p>')

AIDE = {'cgu': ("Conditions générales d'utilisation", "L'espace personnalisé est réservé aux employeurs affiliés. Vos codes sont personnels et ne doivent pas être communiqués."),
        'bcr': ('Numéro BCR', 'Le numéro BCR vous est attribué par la direction des retraites et de la solidarité et permet votre identification (exemple 01ABC111). Vous le retrouvez sur les courriers et courriels.'),
        'adresse': ('Adresse e-mail', 'Adresse à laquelle vous recevrez votre nouveau code confidentiel. Elle doit être identique à celle qui est enregistrée sur votre compte.'),
        'connexion': ('Aide à la connexion', 'Saisissez votre code identifiant et votre code confidentiel, puis cliquez sur « Je valide ». Après une régénération, le code de certification vous est demandé une fois.'),
        'administrateur': ('Je suis administrateur', "L'administrateur gère les accès de son établissement ; il récupère lui-même ses codes par « Codes perdus »."),
        'utilisateur': ('Je suis utilisateur', "L'utilisateur reçoit ses codes de l'administrateur de son établissement."),
        'presentation': ("Présentation de l'espace personnalisé", 'Un seul accès à tous vos services en ligne.'), 'video': ("Démonstration vidéo de l'inscription", 'La vidéo sera bientôt disponible.'),
        'insc_admin': ("Inscription d'un administrateur", "Munissez-vous du numéro SIRET et du numéro BCR ou de contrat de l'établissement."), 'insc_util': ("Inscription d'un utilisateur", "L'inscription est faite par l'administrateur de l'établissement.")}
def aide():
    titre, texte = AIDE.get(request.query.get('sujet'), ('Aide', 'Bonjour, je suis Ariane. Pour retrouver vos codes, cliquez sur « Codes perdus » dans la page de connexion.'))
    return page(titre, f'<font size="3" color="{TITRE}"><b>{titre}</b></font><p>{texte}</p><p align="right"><a href="javascript:window.close()">Fermer</a></p>')


# ---- the personal space: frames, connection ------------------------------------------------------------------------
def espace():
    return cadres('Espace personnalisé employeur', u('banniere'), u('menu'), u('monespace') if session().get('connecte') else u('connexion'))

def etat():
    ident = session().get('connecte')
    if ident:
        a = COMPTES[ident]
        return f'Connecté : {e(a["first_name"])} {e(a["last_name"])}<br><a href="{u("deconnexion")}" target="_top">Déconnexion</a>'
    return 'Connecté' if D('etat-connecte') else 'Non connecté'

def banniere():
    return page('Bannière', f'''<table width="100%" border="0"><tr><td><img src="img/logo.gif" alt="Caisse des Dépôts"></td><td><b>RETRAITES<br>ET SOLIDARITÉ</b></td><td><font size="4" color="{TITRE}"><b>ESPACE PERSONNALISÉ</b></font></td>
<td align="right"><font size="2"><b>{etat()}</b><br><a href="/" target="_top">Retour accueil cdc.retraites</a></font></td></tr></table>''', marge=4)

def menu():
    return page('Menu', f'''<p><font color="{TITRE}"><b>Plus d'info ?</b></font><br><font size="1">&gt; {bulle('administrateur', 'Je suis administrateur')}<br>&gt; {bulle('utilisateur', 'Je suis utilisateur')}<br><br>
&gt; {bulle('presentation', "Présentation de l'espace personnalisé")}<br>&gt; {bulle('video', "Démonstration vidéo de l'inscription")}<br>&gt; {bulle('insc_admin', "Inscription d'un administrateur")}<br>&gt; {bulle('insc_util', "Inscription d'un utilisateur")}<br>&gt; {bulle('cgu', "Conditions générales d'utilisation (CGU)")}</font></p>
<form action="{u('aide')}" target="aide" onsubmit="window.open('','aide','width=520,height=380,scrollbars=yes')"><font size="1"><b>Poser votre question</b><br>Bonjour, je m'appelle Ariane et je suis là pour vous aider<br></font><input name="question" size="18"><br>{bouton('demander', 'Demander')}</form>''')

def connexion():
    s, msgs, ident = session(), [], ''
    if request.method == 'POST':
        f = champs()
        ident, a = f.get('identifiant', ''), COMPTES.get(f.get('identifiant'))
        code = f.get('confidentiel', '')
        if not ident or not code:
            msgs = ['Veuillez saisir votre code identifiant et votre code confidentiel.']
        elif not a or code not in ([a['confidential_code'], a.get('ancien')] if D('ancien-code-valable') else [a['confidential_code']]):
            msgs = ['Code identifiant ou code confidentiel incorrect.']
        elif a['perime']:
            msgs = ["Après 3 essais infructueux du code de certification, vous devez renouveler votre code confidentiel : cliquez sur Codes perdus."]
        elif a['certif'] and not D('certif-non-demande'):
            neuve(s).update(attente=ident, connecte=None)
            aller('controle')
        else:
            neuve(s)['connecte'] = ident
            aller('monespace')
    elif s.get('connecte'):
        aller('monespace')
    return ecran('ACCÈS À MON ESPACE PERSONNALISÉ', f'''{dessus(msgs)}<table border="0" width="100%"><tr valign="top"><td width="60%"><b>Je suis déjà inscrit(e)</b>
<form action="{u('connexion')}" method="post" name="fconnexion">{cache()}<table border="0">{ligne('Code identifiant', 'identifiant', ident, etoile='')}{ligne('Code confidentiel', 'confidentiel', etoile='', type='password')}
<tr><td></td><td>{bouton('valide', 'Je valide')}</td></tr></table></form><a href="{u('codesperdus')}">Codes perdus *</a><br>{bulle('connexion', 'Aide à la connexion')}</td>
<td><b>Je ne suis pas encore inscrit(e)</b><br><br><a href="{u('rubrique', nom='Inscription')}"><img src="img/inscris.gif" alt="Je m'inscris" border="0"></a></td></tr></table>
<p><font size="1">(*) Vous pouvez récupérer vos codes d'accès uniquement :<br>- si vous vous êtes connecté une 1<sup>ère</sup> fois et si vous avez choisi la question secrète et sa réponse<br>- si l'adresse courriel enregistrée sur votre compte est valide<br>
Si ce n'est pas le cas : demandez à un autre administrateur de votre établissement de régénérer votre code confidentiel</font></p>''')

def controle():
    """The certification code, asked once, at the first connection after a regeneration."""
    s, msgs = session(), []
    a = COMPTES.get(s.get('attente'))
    if not a or not a['certif']:
        aller('connexion')
    if request.method == 'POST':
        code = champs().get('certification', '')
        if not code:
            msgs = ['Veuillez saisir le code de certification.']
        elif code == a['certif'] or D('certif-quelconque'):
            a['certif'], a['essais'] = None, 0
            s = neuve(s)
            s['connecte'] = s.pop('attente')
            s.pop('certif', None)
            aller('monespace')
        else:
            a['essais'] += 1
            reste = (4 if D('quatre-essais') else 3) - a['essais']
            if reste <= 0:
                a['essais'], s['attente'] = 0, None
                if not D('renouvellement-non-exige'):
                    a['certif'], a['perime'] = None, True
                return refus_page(['Vous avez fait 3 essais infructueux de saisie du code de certification.', 'Vous devez renouveler votre code confidentiel par la page <a href="%s">Codes perdus</a>.' % u('codesperdus')], u('connexion'))
            msgs = [f'Code de certification incorrect. Nombre d\'essais restants : {reste}.']
    return ecran('Code de certification', f'''{dessus(msgs)}Votre code confidentiel a été régénéré. Saisissez le code de certification que vous avez noté.<br><br>
<form action="{u('controle')}" method="post">{cache()}<table border="0">{ligne('Code de certification', 'certification')}<tr><td></td><td>{bouton('valide', 'Je valide')} <a href="{u('deconnexion')}" target="_top">Annuler</a></td></tr></table></form>''')

def monespace():
    ident = session().get('connecte')
    if not ident:
        aller('connexion')
    a = COMPTES[ident]
    return ecran('Mon espace personnalisé', f'''Bonjour {e(a["first_name"])} {e(a["last_name"])},<br><br>Vous êtes connecté(e) en tant {"qu'administrateur" if a["role"] == "administrator" else "qu'utilisateur"} de l'établissement SIRET {e(a["siret"])}.
<p>Mes services : Déclarations - Cotisations - Droit à l'information</p><a href="{u('deconnexion')}" target="_top">Déconnexion</a>''', '''onload="if(parent!=self&amp;&amp;parent.frames['banniere'])parent.frames['banniere'].location.reload()"''')

def deconnexion():
    neuve({'sid': session()['sid']})
    aller('espace')


# ---- lost codes ----------------------------------------------------------------------------------------------------
def codesperdus():
    for k in ('saisie', 'refus', 'trouve'):
        session().pop(k, None)
    ici = lambda page_, **q: f'<a href="{u(page_, **q)}">cliquez ici</a>'
    seul = ici('regenerer', parcours='confidentiel') if D('lien-croise') else ici('recherche', parcours='identifiant')
    util = f'<p><b>Vous êtes utilisateur sans être administrateur</b></p><ul><li>Vous avez perdu votre <b>code identifiant et / ou votre code confidentiel</b> : {ici("utilisateur")}</ul>'
    return ecran('Codes perdus', f'''<p><font size="3">Vous avez perdu votre code confidentiel ou votre code identifiant</font></p><p><b>Vous êtes administrateur</b></p>
<ul><li>Vous avez perdu votre <b>code confidentiel</b> : {ici('regenerer', parcours='confidentiel')}<li>Vous avez perdu votre <b>code identifiant</b> : {seul}<li>Vous avez perdu votre <b>code identifiant et votre code confidentiel</b> : {ici('recherche', parcours='deux')}</ul>
{util}<p align="center"><a href="{u('connexion')}">[annuler]</a></p>''')

def utilisateur():
    return ecran('Codes perdus', f'''<p><b>Vous êtes utilisateur sans être administrateur</b></p><p>Vos codes sont gérés par votre établissement : demandez à un administrateur de votre établissement de vous communiquer votre code identifiant et / ou de régénérer votre code confidentiel.</p><p><a href="{u('codesperdus')}">Retour</a></p>''')

def recuperable(a):
    return (a.get('role') == 'administrator' or D('utilisateur-trouve')) and (a['first_login_done'] or D('premiere-connexion-ignoree')) and a['email_valid']

def chercher(f):
    pareil = lambda x, y: x == y or (D('noms-sans-casse') and (x or '').lower() == y.lower())
    numero = lambda x, y: not y or (x or '') == y or (D('bcr-minuscules') and x == y.upper())
    l = [a for a in COMPTES.values() if recuperable(a) and a['siret'] == f['siret'] and numero(a['bcr'], f['bcr']) and numero(a['contract'], f['contrat'])
         and pareil(a['last_name'], f['nom']) and pareil(a['first_name'], f['prenom'])]
    return l[0] if len(l) == 1 else None        # two namesakes in one establishment: an administrator has to help

def recherche():
    s = session()
    parcours = 'deux' if request.query.get('parcours') == 'deux' else 'identifiant'
    if request.method == 'POST':
        f = {k: '' for k in ('siret', 'bcr', 'contrat', 'nom', 'prenom')} | champs()
        parcours = 'deux' if f.get('parcours') == 'deux' else 'identifiant'
        s['saisie'], s['refus'] = f, [f'Le champ « {n} » est obligatoire.' for k, n in (('siret', 'Numéro SIRET'), ('nom', 'Votre Nom'), ('prenom', 'Prénom')) if not f[k]]
        if (not f['bcr'] and not f['contrat']) or (D('contrat-ne-suffit-pas') and not f['bcr']):
            s['refus'].append('Vous devez obligatoirement compléter au moins l\'un des deux champs « Numéro BCR » et « Numéro de contrat ».')
        if not s['refus']:
            a = chercher(f)
            if a:
                s['trouve'] = a['identifier']
                aller('regenerer', parcours='deux') if parcours == 'deux' else aller('resultat')
            s['refus'] = ["Aucun compte d'administrateur dont les codes peuvent être récupérés ne correspond à votre saisie.", '''Vérifiez que :<br>- le n° de BCR ou de contrat est bien saisi en majuscules,
<br>- les coordonnées professionnelles sont bien identiques (majuscules et minuscules) à celles saisies lors de l'inscription,<br>- vous êtes bien inscrit en tant qu'administrateur pour votre établissement.''',
                "Vos codes ne peuvent être récupérés que si vous vous êtes connecté une 1ère fois, avez choisi la question secrète et si l'adresse courriel de votre compte est valide. Si ce n'est pas le cas, demandez à un autre administrateur de votre établissement."]
        aller('recherche', parcours=parcours) if V('refus-au-dessus') else aller('refus', parcours=parcours)
    v, msgs = s.get('saisie', {}), s.pop('refus', []) if V('refus-au-dessus') else []
    deux = "<br>** Vous devez obligatoirement compléter au moins l'un de ces deux champs"
    return ecran('Recherche de votre code identifiant', f'''{dessus(msgs)}<form action="{u('recherche')}" method="post" name="frecherche">{cache(parcours=parcours)}<table border="0" cellpadding="3">
<tr><td colspan="2"><font face="Verdana, Arial" size="2" color="{TITRE}"><b>Votre établissement</b></font></td></tr>{ligne('Numéro SIRET', 'siret', v.get('siret'), etoile='' if D('etoile-absente') else '*')}
{ligne('Numéro BCR', 'bcr', v.get('bcr'), f'Saisie en majuscules {point("bcr")}', '**')}{ligne('Numéro de contrat', 'contrat', v.get('contrat'), 'Saisie en majuscules', '**')}
<tr><td colspan="2"><font face="Verdana, Arial" size="2" color="{TITRE}"><b>Coordonnées professionnelles</b></font></td></tr>{ligne('Votre Nom', 'nom', v.get('nom'))}{ligne('Prénom', 'prenom', v.get('prenom'))}
<tr><td></td><td>{bouton('rechercher', 'rechercher')} &nbsp; {annuler('annulation.htm' if D('annuler-mort') else u('codesperdus'))}</td></tr></table></form><font size="1">* Champs obligatoires{deux}</font>''')

def refus():
    msgs = session().get('refus')
    parcours = 'deux' if request.query.get('parcours') == 'deux' else 'identifiant'
    return refus_page(msgs, u('recherche', parcours=parcours)) if msgs else aller('recherche', parcours=parcours)

def resultat():
    ident = session().get('trouve')
    if not ident:
        aller('codesperdus')
    return ecran('Recherche de votre code identifiant', f'''<p>Votre code identifiant est : <font size="3"><b>{e(ident[:-1] + "*" if D("identifiant-tronque") else ident)}</b></font></p><p>Merci de le noter.</p><a href="{u('connexion')}">Retour à la page de connexion</a>''')

def regenerer():
    s, msgs = session(), []
    parcours = 'deux' if request.query.get('parcours') == 'deux' else 'confidentiel'
    f = {k: '' for k in ('nom', 'prenom', 'identifiant', 'courriel', 'question', 'reponse')}
    if request.method == 'POST':
        f |= champs()
        parcours = 'deux' if f.get('parcours') == 'deux' else 'confidentiel'
    trouve = s.get('trouve') if parcours == 'deux' else None
    if parcours == 'deux' and not trouve:
        aller('codesperdus')
    if request.method == 'POST':
        if trouve and not D('identifiant-non-rempli'):
            f['identifiant'] = trouve
        msgs = [f'Le champ « {n} » est obligatoire.' for k, n in (('nom', 'Votre Nom'), ('prenom', 'Votre Prénom'), ('identifiant', 'Code identifiant'), ('courriel', 'Adresse e-mail'), ('question', 'Question'), ('reponse', 'Réponse')) if not f[k]]
        a = COMPTES.get(f['identifiant'])
        if not msgs and not (a and recuperable(a) and (a['last_name'], a['first_name']) == (f['nom'], f['prenom']) and (a['email'] == f['courriel'] or D('courriel-non-verifie'))
                             and a['question'] == f['question'] and (a['answer'] == f['reponse'] or D('reponse-non-verifiee'))):
            msgs = ['Les informations saisies ne correspondent pas à celles qui sont enregistrées sur votre compte.']
        if not msgs:
            msgs = generer(s, a, f['courriel'])
            if not msgs:
                s.pop('trouve', None)
                aller('certification' if V('sans-fenetre') else 'regenere')
    elif trouve and not D('identifiant-non-rempli'):
        f['identifiant'] = trouve
    if V('noms-remplis') and trouve and request.method == 'GET':
        f['nom'], f['prenom'] = COMPTES[trouve]['last_name'], COMPTES[trouve]['first_name']
    questions = ''.join(f'<option value="{e(q)}"{" selected" if q == f["question"] else ""}>{e(q)}</option>' for q in (QUESTIONS[:2] if D('questions-manquantes') else QUESTIONS))
    titre = 'Code confidentiel' if D('titre-faux') else 'Regénérer votre code confidentiel'
    return ecran(titre, f'''{dessus(msgs)}Saisissez toutes les rubriques du formulaire puis cliquez sur "Générer le code confidentiel", <b>un nouveau code confidentiel vous sera envoyé à l'adresse e-mail enregistrée dans nos fichiers.</b>
<form action="{u('regenerer')}" method="post" name="fregenerer">{cache(parcours=parcours)}<table border="0" cellpadding="3">{ligne('Votre Nom', 'nom', f['nom'])}{ligne('Votre Prénom', 'prenom', f['prenom'])}
{ligne('Code identifiant', 'identifiant', f['identifiant'], attr='readonly' if f['identifiant'] and trouve else '')}{ligne('Adresse e-mail', 'courriel', f['courriel'], f'(doit être identique à celle qui est mentionnée sur votre compte) {point("adresse")}')}
<tr><td colspan="2"><font face="Verdana, Arial" size="2">Sélectionnez la question que vous avez choisie lors de votre inscription :</font></td></tr>
<tr><td align="right"><font face="Verdana, Arial" size="2">{'<label for="question">Question * :</label>' if V('labels') else 'Question * :'}</font></td><td><select name="{PRE}question" id="question"><option value=""></option>{questions}</select></td></tr>{ligne('Réponse', 'reponse')}
<tr><td></td><td><table border="0" cellpadding="4"><tr><td bgcolor="#E0E8F0">{bouton('x', 'Générer le code confidentiel') if V('boutons-simples') else '<a href="javascript:document.forms[0].submit()"><b>Générer le code confidentiel</b></a>'}</td><td>{annuler(u('codesperdus'))}</td></tr></table></td></tr></table></form><font size="1">* Champs obligatoires</font>''')

def generer(s, a, saisie):
    """A new confidential code, mailed, and a new certification code, shown; nothing changes if the mail cannot leave."""
    code = ''.join(secrets.choice(LETTRES) for _ in range(5)) + ''.join(secrets.choice(CHIFFRES) for _ in range(3))
    m = EmailMessage()
    m['From'] = 'noreply@caissedesdepots.fr' if D('expediteur-faux') else 'e-servicesinscription@caissedesdepots.fr'
    m['To'] = saisie if D('courriel-non-verifie') else a['email']
    m['Subject'] = 'Régénération de code confidentiel'
    m['Date'], m['Message-ID'] = formatdate(localtime=True), make_msgid(domain='caissedesdepots.fr')
    m.set_content(f'Votre nouveau code confidentiel est le suivant :\n\n{code}\n\nA bientôt sur notre site\n\nLa Direction des Retraites\n', charset='iso-8859-1', cte='quoted-printable')
    if not D('courriel-non-envoye'):
        hote, port = ARGS.smtp.rsplit(':', 1)
        try:
            with smtplib.SMTP(hote, int(port), local_hostname='localhost', timeout=5) as smtp:
                smtp.send_message(m)
        except (OSError, smtplib.SMTPException) as x:
            print('mail:', x, file=sys.stderr)
            return ["Le courriel n'a pas pu être envoyé : votre code confidentiel n'a pas été modifié. Merci de renouveler votre demande plus tard."]
    a.update(ancien=a['confidential_code'], confidential_code=code, certif=''.join(secrets.choice(CHIFFRES if V('certif-chiffres') else ALPHABET) for _ in range(10)), essais=0, perime=False)
    for autre in SESSIONS.values():
        if autre.get('attente') == a['identifier']:
            autre['attente'] = None
    s['certif'] = DERNIER['certif'] = a['certif']
    return []

def ouvre(nom):
    return f"window.open('{nom}','certif','width=680,height=520,scrollbars=yes,resizable=yes')"

def regenere():
    if not session().get('certif'):
        aller('codesperdus')
    c = u('certification')
    return ecran('Régénération du code confidentiel', f'''<p>Votre demande a été prise en compte.</p><p>Votre code de certification s'affiche dans une nouvelle fenêtre. Si elle ne s'ouvre pas, <a href="{c}" target="certif" onclick="{ouvre(c)};return false">affichez le code de certification</a>.</p>''', f'onload="{ouvre(c)}"')

def certification():
    code = DERNIER.get('certif') if D('certif-d-un-autre') else session().get('certif')
    if not code:
        return refus_page(["Aucun code de certification n'est à afficher."], u('connexion'))
    important = '''<p><font color="#CC0000"><b>Important :</b></font> Vous devez impérativement noter le code qui s'affiche dans ce cadre : <b>il ne s'agit pas de votre code confidentiel</b>, il vous sera demandé lors de votre prochaine connexion. Si, lors de votre prochaine connexion, vous faites 3 essais infructueux de saisie de ce code, vous devrez renouveler votre code confidentiel.</p>'''
    son = '' if D('son-absent') else f'''<p align="center"><a href="{u('son', n=secrets.token_hex(3))}" target="lecteur">(Cliquez ici pour entendre la version sonore)</a></p><iframe name="lecteur" width="1" height="1" frameborder="0"></iframe>'''
    fin = '<input type="button" value="Terminer">' if D('terminer-mort') else '<input type="submit" value="Terminer">'
    return ecran('Régénération du code confidentiel', f'''<p align="right"><font size="1"><b>{etat()}</b> | <a href="/" onclick="if(window.opener){{window.opener.top.location='/';window.close();return false}}" target="_top">Retour accueil cdc.retraites</a></font></p>
<p>Vous recevrez prochainement par courriel votre nouveau code confidentiel, qui vous sera nécessaire pour vous connecter à nos différents services.</p><p>Veuillez noter le <b>code de certification</b> que vous devrez impérativement saisir lors de votre prochaine connexion :</p>{important}
<table align="center" border="1" cellpadding="8" bordercolor="{TITRE}"><tr><td align="center"><font face="Courier New" size="5"><b>{code}</b></font></td></tr></table>{son}<form action="{u('terminer')}" method="post"><center>{cache()}{fin}</center></form>''')

def son():
    code = session().get('certif')
    if not code:
        raise HTTPError(404)
    if D('son-d-un-autre-code'):
        code = ''.join(secrets.choice(ALPHABET) for _ in code)
    out = io.BytesIO()
    with wave.open(out, 'wb') as w:
        w.setparams((1, 2, 22050, 0, 'NONE', ''))
        for c in code:
            with wave.open(f'{ICI}/static/clips/{c}.wav') as r:
                clip = r.readframes(r.getnframes())
            w.writeframes((b'\0' * len(clip) if D('son-muet') else clip) + b'\0' * 2 * 9000)
    response.content_type = 'audio/x-wav'
    response.set_header('Cache-Control', 'no-store')
    return out.getvalue()

def terminer():
    champs()
    session().pop('certif', None)
    suite, haut = (u('accueil'), 'top.') if V('terminer-accueil') else (u('connexion'), '')
    aller_a = f"opener.{haut}location.href='{suite}'" if haut else f"opener.location.href='{suite}'"
    return page('Terminé', f'''<p>Votre demande est terminée.</p><a href="{suite}">Retour</a>
<script type="text/javascript">if(window.opener&&!window.opener.closed){{window.{aller_a};window.close();}}else{{window.location.replace('{suite}');}}</script>''')


# ---- routes, server ------------------------------------------------------------------------------------------------
def serie(fonction):
    def une(*x):
        request.body            # read before the lock is taken
        with VERROU:
            return fonction(*x)
    return une

PAGES = [accueil, banniere_pub, menu_pub, actualite, rubrique, aide, espace, banniere, menu, connexion, controle, monespace, deconnexion, codesperdus, utilisateur, recherche, refus, resultat, regenerer, regenere, certification, son, terminer]
POSTS = (connexion, controle, recherche, regenerer, terminer)
for p in PAGES:
    app.route('/' + p.__name__ + EXT, ['POST'] if p is terminer else ['GET', 'POST'] if p in POSTS else 'GET', serie(p))
app.route('/', 'GET', serie(accueil))
app.route('/img/<nom>', 'GET', lambda nom: static_file(nom, root=ICI + '/static/img'))
app.route('/favicon.ico', 'GET', lambda: HTTPResponse(status=204))

class Serveur(socketserver.ThreadingMixIn, WSGIServer):
    daemon_threads, request_queue_size = True, 64
    def server_bind(self):                      # no look-up of the host's name
        socketserver.TCPServer.server_bind(self)
        self.server_name, self.server_port = '127.0.0.1', self.server_address[1]
        self.setup_environ()

class Muet(WSGIRequestHandler):
    address_string = lambda self: self.client_address[0]
    log_message = lambda self, *x: None

s = Serveur(('127.0.0.1', ARGS.port), Muet)
s.set_app(app)
s.serve_forever()
