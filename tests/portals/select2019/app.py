#!/usr/bin/env python3
"""Portail « espace personnalisé employeur » (2019): bottle, one file of Jinja templates, jQuery and Select2."""
import argparse, functools, hmac, io, json, logging, math, os, re, secrets, shutil, smtplib, socketserver, struct
import subprocess, sys, threading, unicodedata, wave
from email.message import EmailMessage
from email.utils import formatdate, make_msgid
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

import bottle
from bottle import request, response
from jinja2 import DictLoader, Environment

HERE = os.path.dirname(os.path.abspath(__file__))
app = bottle.Bottle()
config = argparse.Namespace(defect=None, variation=None, smtp='127.0.0.1:25')
OWN_QUESTIONS = ['Quel est le nom de jeune fille de votre mère ?', 'Quelle est votre ville de naissance ?',
                 "Quel est le prénom de votre meilleur ami d'enfance ?", 'Quel est le nom de votre premier animal de compagnie ?',
                 'Quelle est la marque de votre première voiture ?', 'Quel est votre film préféré ?']
LETTERS, DIGITS = 'ABCDEFGHJKLMNPQRSTUVWXYZ', '23456789'
ACCOUNTS, QUESTIONS, SESSIONS, LOCK = [], [], {}, threading.RLock()
LAST = {'identifier': None, 'certification': None}     # only some defects read it

def D(name):
    return config.defect == name

def V(name):
    return config.variation == name

# ---------------------------------------------------------------- accounts

class Account:
    def __init__(self, row):
        self.__dict__.update({k: nfc(v) if isinstance(v, str) else v for k, v in row.items()})
        self.old_codes, self.certification, self.tries, self.locked, self.generation, self.provisional = [], None, 0, False, 0, False

    @property
    def recoverable(self):
        first = self.first_login_done or D('jamais-connecte')
        return first and (self.email_valid or D('adresse-invalide'))

    def opens_with(self, code):
        good = same(code, self.confidential_code)
        return good or (D('ancien-code') and code in self.old_codes)

    def renew(self, code, certification):
        self.old_codes.append(self.confidential_code)
        self.confidential_code, self.certification, self.provisional = code, certification, True
        self.tries, self.locked = 0, False
        self.generation += 1

    @property
    def full_name(self):
        return f'{self.first_name} {self.last_name}'

def nfc(text):
    return unicodedata.normalize('NFC', text).strip()

def same(a, b):
    return hmac.compare_digest((a or '').encode(), (b or '').encode())

def by_identifier(identifier):
    return next((a for a in ACCOUNTS if identifier and a.identifier == identifier), None)

def new_confidential_code():
    return ''.join(secrets.choice(LETTERS) for _ in range(5)) + ''.join(secrets.choice(DIGITS) for _ in range(3))

def new_certification_code():
    alphabet = DIGITS if V('certification-chiffres') else LETTERS + DIGITS
    return ''.join(secrets.choice(alphabet) for _ in range(10))

def search_accounts(siret, bcr, contract, last_name, first_name):
    """The administrators whose registration is the same, letter for letter (capitals and small letters count)."""
    fold = str.casefold if D('nom-casse') else str
    up = str.upper if D('bcr-minuscules') else str
    return [a for a in ACCOUNTS
            if (a.role == 'administrator' or D('recherche-utilisateurs'))
            and (a.siret == siret or (D('siret-facultatif') and not siret))
            and (not bcr or a.bcr == up(bcr)) and (not contract or a.contract == up(contract))
            and fold(a.last_name) == fold(last_name) and fold(a.first_name) == fold(first_name)]

# ---------------------------------------------------------------- mail and sound

def send_code(account, code, to=None, certification=None):
    mail = EmailMessage()
    mail['From'] = 'e-servicesinscription@caissedesdepots.fr'
    mail['To'] = to or account.email
    mail['Date'] = formatdate(localtime=True)
    mail['Message-ID'] = make_msgid(domain='caissedesdepots.fr')
    subject = 'Régénération de code confidentiel'
    mail['Subject'] = subject.encode().decode('latin-1') if D('objet-mojibake') else subject
    extra = certification if D('certif-dans-courriel') else None
    plain_code = new_confidential_code() if D('code-courriel-faux') else code
    mail.set_content(render('mail_txt', code=plain_code, extra=extra, account=account).strip() + '\n', cte='quoted-printable')
    if not V('courriel-texte'):
        mail.add_alternative(render('mail_html', code=code, extra=extra, account=account), subtype='html', cte='quoted-printable')
    host, port = config.smtp.rsplit(':', 1)
    with smtplib.SMTP(host, int(port), timeout=5) as smtp:
        smtp.send_message(mail)

@functools.lru_cache(64)
def speak(code):
    """A WAV in which a French voice spells the code, one character after the other; tones when no voice is at hand."""
    program = shutil.which('espeak-ng') or shutil.which('espeak')
    if program:
        text = '. '.join(code) + '.'
        done = subprocess.run([program, '-v', 'fr', '-s', '115', '-g', '12', '--stdout', text], capture_output=True, timeout=20)
        raw = done.stdout
        if done.returncode == 0 and len(raw) > 1000:
            at = raw.index(b'data') + 8            # espeak cannot know the length when it pipes: write the header again
            return wav(raw[at:], struct.unpack_from('<I', raw, 24)[0])
    frames = []
    for char in code:
        hertz = 300 + 25 * (LETTERS + '01' + DIGITS + 'IO').index(char)
        frames += [int(9000 * math.sin(2 * math.pi * hertz * i / 8000)) for i in range(3200)] + [0] * 1600
    return wav(struct.pack(f'<{len(frames)}h', *frames), 8000)

def wav(data, rate):
    out = io.BytesIO()
    with wave.open(out, 'wb') as w:
        w.setnchannels(1), w.setsampwidth(2), w.setframerate(rate)
        w.writeframes(data)
    return out.getvalue()

# ---------------------------------------------------------------- the small framework: sessions, CSRF, flash, old input, views

def load_templates():
    parts, name = {}, None
    with open(os.path.join(HERE, 'templates.html'), encoding='utf-8') as file:
        for line in file:
            if line.startswith('@@ '):
                name = line[3:].strip()
                parts[name] = ''
            elif name:
                parts[name] += line
    return parts


env = Environment(loader=DictLoader(load_templates()), autoescape=lambda name: name != 'mail_txt', trim_blocks=True, lstrip_blocks=True)
env.globals.update(D=D, V=V, url=lambda path: prefix() + path)

def render(name, **values):
    return env.get_template(name).render(**values)

def prefix():
    return '/PortailEmployeur' if V('adresses') else ''

def session():
    return request.environ['portal.session']

def open_session():
    sid = request.get_cookie('portail_session')
    with LOCK:
        if sid not in SESSIONS:
            sid = new_sid({'token': secrets.token_urlsafe(30)})
        request.environ['portal.session'] = SESSIONS[sid]
        request.environ['portal.sid'] = sid

def new_sid(data):
    sid = secrets.token_urlsafe(30)
    SESSIONS[sid] = data
    request.environ['portal.new_sid'] = sid
    return sid

def regenerate_session():
    with LOCK:
        data = SESSIONS.pop(request.environ['portal.sid'], session())
        request.environ['portal.sid'] = new_sid(data)
        data['token'] = secrets.token_urlsafe(30)

def user():
    return by_identifier(session().get('user'))

def flash(kind, text, **more):
    session().setdefault('flash', []).append(dict(kind=kind, text=text, **more))

def go(path):
    response.status = 302
    response.set_header('Location', prefix() + path)
    return ''

def back(path, errors, keep=()):
    """Redirect to the form with the errors for under its fields; the old input is kept, secrets are not."""
    session()['errors'] = errors
    session()['old'] = {k: request.forms.getunicode(k, '') for k in keep}
    return go(path)

def view(name, status=200, **values):
    s = session()
    response.status = status
    response.content_type = 'text/html; charset=utf-8'
    response.set_header('Cache-Control', 'no-store, private')
    return render(name, token=s['token'], flashes=s.pop('flash', []), errors=s.pop('errors', {}), old=s.pop('old', {}), user=user(),
                  cookies_ok=V('sans-bandeau') or request.get_cookie('cookies_ok'), **values)

def field(name):
    return nfc(request.forms.getunicode(name, ''))

def required(labels):
    return {name: f'Le champ « {label} » est obligatoire.' for name, label in labels.items() if not field(name)}

class Gateway:
    """Sessions, CSRF and method spoofing for every request; the cookie on every answer."""
    api = 2

    def apply(self, callback, route):
        def wrapper(*args, **kwargs):
            open_session()
            if request.method == 'POST' and not same(request.forms.get('_token', ''), session()['token']):
                body = view('page', 419, heading='Page expirée', text='Votre session a expiré. Revenez à la page précédente, actualisez-la et recommencez.')
            else:
                spoofed = request.forms.get('_method', 'POST').upper() if request.method == 'POST' else request.method
                handler = ACTIONS.get((spoofed, route.rule.replace(prefix(), '', 1))) if request.method == 'POST' else callback
                body = handler(*args, **kwargs) if handler else view('page', 405, heading='Action impossible', text='Cette action n’existe pas.')
            if 'portal.new_sid' in request.environ:
                response.set_cookie('portail_session', request.environ['portal.new_sid'], path='/', httponly=True, samesite='lax')
            return body
        return wrapper


ACTIONS = {}

def get(rule):
    return lambda f: app.get(rule)(f)

def action(method, rule):
    def decorate(f):
        if not any(m for m, r in ACTIONS if r == rule):
            app.post(rule)(lambda *a, **k: f(*a, **k))
        ACTIONS[method, rule] = f
        return f
    return decorate

@app.error(404)
@app.error(405)
def not_found(error):
    return render('bare', heading='Page introuvable', text='La page demandée n’existe pas ou n’existe plus.')

@app.error(500)
def failed(error):
    logging.exception('500', exc_info=error.exception)
    return render('bare', heading='Service momentanément indisponible', text='Veuillez recommencer dans quelques instants.')

# ---------------------------------------------------------------- public site

with open(os.path.join(HERE, 'pages.json'), encoding='utf-8') as f:
    PAGES = json.load(f)
PROFILES = {'employeur': 'EMPLOYEUR', 'actif': 'ACTIF', 'retraite': 'RETRAITÉ', 'autre-public': 'AUTRE PUBLIC'}

@get('/')
def home():
    return view('home', profiles=PROFILES, profile='employeur')

@get('/profil')
def profile():
    choice = request.query.getunicode('profil', 'employeur')
    if choice not in PROFILES:
        bottle.abort(404)
    return go('/') if choice == 'employeur' else view('home', profiles=PROFILES, profile=choice)

@get('/page/<name>')
def page(name):
    if name not in PAGES:
        bottle.abort(404)
    return view('page', heading=PAGES[name][0], text=PAGES[name][1])

@get('/recherche')
def site_search():
    words = nfc(request.query.getunicode('q', ''))
    found = [(k, v[0]) for k, v in PAGES.items() if words and words.casefold() in ' '.join(v).casefold()]
    return view('results', heading='Recherche sur le site', words=words, found=found)

@get('/ariane')
def ariane():
    words = nfc(request.query.getunicode('question', ''))
    stems = [w[:6].casefold() for w in re.findall(r'\w{4,}', words)]
    found = [(k, v[0]) for k, v in PAGES.items() if any(s in ' '.join(v).casefold() for s in stems)]
    return view('results', heading='Ariane vous répond', words=words, found=found)

@action('POST', '/cookies')
def accept_cookies():
    response.set_cookie('cookies_ok', '1', path='/', max_age=13 * 30 * 86400)
    return go('/')

@get('/fichiers/<path:path>')
def files(path):
    return bottle.static_file(path, root=os.path.join(HERE, 'public'))

# ---------------------------------------------------------------- login

@get('/connexion')
def login_page():
    return go('/espace') if user() else view('login')

@action('POST', '/connexion')
def login():
    errors = required({'identifiant': 'Code identifiant', 'code': 'Code confidentiel'})
    if errors:
        return back('/connexion', errors, ['identifiant'])
    account = by_identifier(field('identifiant'))
    with LOCK:
        if not account or not account.opens_with(field('code')):
            return back('/connexion', {'identifiant': 'Code identifiant ou code confidentiel incorrect.'}, ['identifiant'])
        if account.locked:
            flash('danger', LOCKED, lost=True)
            return go('/connexion')
        regenerate_session()
        if account.certification and not D('certif-non-demandee'):
            if D('compteur-session'):
                account.tries = 0
            session()['pending'] = [account.identifier, account.generation]
            return go('/connexion/certification')
    return enter(account)


LOCKED = ('Après 3 essais infructueux de saisie du code de certification, votre code confidentiel n’est plus valable : '
          'vous devez renouveler votre code confidentiel.')

def enter(account):
    session().pop('pending', None)
    session().pop('certificate', None)
    session()['user'] = account.identifier
    return go('/espace')

def pending():
    identifier, generation = session().get('pending') or (None, None)
    account = by_identifier(identifier)
    return account if account and not account.locked and account.certification and account.generation == generation else None

@get('/connexion/certification')
def certification_page():
    return view('certify') if pending() else go('/connexion')

@action('POST', '/connexion/certification')
def certification():
    account = pending()
    if not account:
        flash('warning', 'Identifiez-vous de nouveau.')
        return go('/connexion')
    given = re.sub(r'\s', '', field('certification'))
    if not given:
        return back('/connexion/certification', required({'certification': 'Code de certification'}))
    with LOCK:
        if same(given, account.certification):
            account.tries = 0
            if not D('certif-toujours'):
                account.certification = None
            regenerate_session()
            return enter(account)
        account.tries += 1
        allowed = 5 if D('cinq-essais') else 3
        left = allowed - account.tries
        if left <= 0:
            if D('blocage-mou'):
                account.tries = 0
            else:
                account.locked = True
            session().pop('pending')
            flash('danger', LOCKED, lost=True)
            return go('/connexion')
    return back('/connexion/certification', {'certification': f'Code de certification incorrect. Il vous reste {left} essai{"s" if left > 1 else ""}.'})

@action('DELETE', '/session')
def logout():
    session().pop('user', None)
    regenerate_session()
    flash('success', 'Vous êtes déconnecté(e).')
    return go('/connexion')

# ---------------------------------------------------------------- personal space

def mates(me):
    return [a for a in ACCOUNTS if a.siret == me.siret and a is not me] if me.role == 'administrator' else []

@get('/espace')
def space():
    me = user()
    return view('space', me=me, mates=mates(me), questions=QUESTIONS) if me else go('/connexion')

@action('PUT', '/espace/code')
def change_code():
    me = user()
    if not me:
        return go('/connexion')
    errors = required({'actuel': 'Code actuel', 'nouveau': 'Nouveau code'})
    if not errors and not same(field('actuel'), me.confidential_code):
        errors['actuel'] = 'Le code actuel est incorrect.'
    if not errors and not re.fullmatch(r'(?=.*\d)(?=.*[A-Za-z])[A-Za-z0-9]{8}', field('nouveau')):
        errors['nouveau'] = 'Le nouveau code doit comporter 8 lettres et chiffres.'
    if errors:
        return back('/espace', errors)
    me.confidential_code, me.provisional = field('nouveau'), False
    flash('success', 'Votre code confidentiel est modifié.')
    return go('/espace')

@action('PUT', '/espace/question')
def choose_question():
    me = user()
    if not me:
        return go('/connexion')
    errors = required({'question': 'Question', 'reponse': 'Réponse'})
    if field('question') and field('question') not in QUESTIONS:
        errors['question'] = 'La question choisie n’existe pas.'
    if errors:
        return back('/espace', errors, ['question'])
    me.question, me.answer, me.first_login_done = field('question'), field('reponse'), True
    flash('success', 'Votre question secrète est enregistrée.')
    return go('/espace')

@action('PUT', '/espace/comptes/<identifier>/code')
def renew_mate(identifier):
    me = user()
    mate = next((a for a in mates(me) if a.identifier == identifier), None) if me else None
    if not mate:
        bottle.abort(404)
    code = new_confidential_code()
    if mate.email_valid:
        send_code(mate, code)
        flash('success', f'Le nouveau code confidentiel de {mate.full_name} lui est envoyé par courriel.')
    else:
        flash('success', f'Nouveau code confidentiel de {mate.full_name}, à lui remettre en main propre : {code}')
    mate.renew(code, None)
    return go('/espace')

# ---------------------------------------------------------------- lost codes

ASK = 'demandez à un autre administrateur de votre établissement de régénérer votre code confidentiel.'
NOT_HERE = ('Vous ne pouvez pas récupérer vos codes d’accès ici : vous n’avez pas encore choisi de question secrète, '
            'ou l’adresse courriel enregistrée sur votre compte n’est pas valide. Dans ce cas, ' + ASK)
IDENTITY = ['siret', 'bcr', 'contrat', 'nom', 'prenom']
FORM3 = ['nom', 'prenom', 'identifiant', 'email', 'question']

@get('/codes-perdus')
def step1():
    session().pop('lost', None)
    return view('step1')

@get('/codes-perdus/utilisateur')
def step_user():
    return view('step_user')

@get('/codes-perdus/annuler')
def cancel():
    session().pop('lost', None)
    flash('info', 'La démarche est abandonnée.')
    return go('/codes-perdus')

@get('/codes-perdus/recherche')
def step2():
    session().pop('lost', None)
    need = 'codes' if request.query.get('besoin') == 'codes' else 'identifiant'
    return view('step2', need=need)

@action('POST', '/codes-perdus/recherche')
def step2_search():
    need = 'codes' if field('besoin') == 'codes' else 'identifiant'
    here = '/codes-perdus/recherche?besoin=' + need
    labels = {'siret': 'Numéro SIRET', 'nom': 'Votre Nom', 'prenom': 'Prénom'}
    if D('siret-facultatif'):
        labels.pop('siret')
    errors = required(labels)
    siret = re.sub(r'\s', '', field('siret'))
    if siret and not re.fullmatch(r'\d{14}', siret):
        errors['siret'] = 'Le numéro SIRET comporte 14 chiffres.'
    if not field('bcr') and not field('contrat') and not D('ni-bcr-ni-contrat'):
        errors['bcr'] = 'Complétez au moins l’un des deux champs « Numéro BCR » et « Numéro de contrat ».'
    if D('contrat-seul-refuse') and not field('bcr'):
        errors['bcr'] = 'Le champ « Numéro BCR » est obligatoire.'
    if errors:
        return back(here, errors, IDENTITY)
    matches = search_accounts(siret, field('bcr'), field('contrat'), field('nom'), field('prenom'))
    found = [a for a in matches if a.recoverable]
    if not found:
        flash('danger', NOT_HERE if matches else 'Votre requête n’aboutit pas : aucun administrateur ne correspond à votre saisie.', hints=not matches)
        return back(here, {}, IDENTITY)
    session()['lost'] = {'need': need, 'choices': [a.identifier for a in found], 'nom': field('nom'), 'prenom': field('prenom')}
    return go('/codes-perdus/homonymes') if len(found) > 1 else chosen(found[0].identifier)

def chosen(identifier):
    session()['lost']['identifier'] = identifier
    LAST['identifier'] = LAST['identifier'] or identifier
    return go('/codes-perdus/identifiant' if session()['lost']['need'] == 'identifiant' else '/codes-perdus/regeneration')

@get('/codes-perdus/homonymes')
def namesakes():
    lost = session().get('lost') or {}
    return view('namesakes', lost=lost) if len(lost.get('choices', [])) > 1 else go('/codes-perdus')

@action('POST', '/codes-perdus/homonymes')
def namesake():
    lost = session().get('lost') or {}
    if not lost.get('choices'):
        return go('/codes-perdus')
    if field('identifiant') not in lost['choices']:
        return back('/codes-perdus/homonymes', {'identifiant': 'Choisissez votre code identifiant dans la liste.'})
    return chosen(field('identifiant'))

@get('/codes-perdus/identifiant')
def identifier_page():
    lost = session().get('lost') or {}
    return view('identifier', lost=lost) if lost.get('identifier') else go('/codes-perdus')

@get('/codes-perdus/regeneration')
def step3():
    if 'direct' in request.query:
        session().pop('lost', None)
    lost = session().get('lost') or {}
    known = lost.get('identifier', '')
    shown = '' if D('identifiant-vide') else LAST['identifier'] if known and D('identifiant-precedent') else known
    questions = QUESTIONS[::-1] if V('ordre-questions') else QUESTIONS
    if D('question-manquante'):
        questions = [q for q in QUESTIONS if q not in {a.question for a in ACCOUNTS[:1]}]
    return view('step3', known=shown, lost=lost, questions=questions)

@action('PUT', '/codes-perdus/regeneration')
def step3_renew():
    here = '/codes-perdus/regeneration'
    errors = required({'nom': 'Votre Nom', 'prenom': 'Votre Prénom', 'identifiant': 'Code identifiant', 'email': 'Adresse e-mail',
                       'question': 'Question', 'reponse': 'Réponse'})
    if field('email') and not re.fullmatch(r'[^@\s]+@[^@\s]+\.[^@\s]+', field('email')):
        errors['email'] = 'L’adresse e-mail n’est pas correcte.'
    if errors:
        return back(here, errors, FORM3)
    with LOCK:
        account = by_identifier(field('identifiant'))
        if account and not (account.role == 'administrator' and account.last_name == field('nom') and account.first_name == field('prenom')
                            and (account.email == field('email') or D('courriel-saisi') or D('email-libre'))):
            account = None
        if account and not account.recoverable:
            flash('danger', NOT_HERE)
            return back(here, {}, FORM3)
        if account and not (account.question == field('question') or D('question-libre')):
            account = None
        if account and not (same(account.answer, field('reponse')) or D('reponse-libre')):
            account = None
        if not account:
            flash('danger', 'Votre demande n’aboutit pas : les informations saisies ne correspondent pas à celles d’un compte d’administrateur. '
                  'Vérifiez-les, ou ' + ASK)
            return back(here, {}, FORM3)
        code, certificate = new_confidential_code(), new_certification_code()
        try:
            send_code(account, code, field('email') if D('courriel-saisi') else None, certificate)
        except (OSError, smtplib.SMTPException):
            logging.exception('mail')
            flash('danger', 'Le courriel n’a pas pu être envoyé. Votre code confidentiel n’est pas changé : recommencez dans quelques instants.')
            return back(here, {}, FORM3)
        account.renew(code, certificate)
        LAST['certification'] = certificate
        session().pop('lost', None)
        session()['certificate'] = code if D('certif-egale-code') else certificate
    return go('/codes-perdus/certification')

def certificate():
    mine = session().get('certificate')
    return LAST['certification'] if mine and D('certif-partagee') else mine

@get('/codes-perdus/certification')
def step4():
    return view('step4', code=certificate()) if certificate() else go('/codes-perdus')

@get('/codes-perdus/certification.wav')
def sound():
    code = certificate()
    if not code or D('son-absent'):
        bottle.abort(404)
    if D('son-autre'):
        code = code[:-1]
    response.content_type = 'audio/wav'
    response.set_header('Cache-Control', 'no-store')
    return speak(code)

@action('POST', '/codes-perdus/terminer')
def finish():
    session().pop('certificate', None)
    if V('terminer-accueil'):
        return go('/')
    flash('success', 'Dès réception du courriel, connectez-vous avec votre nouveau code confidentiel et votre code de certification.')
    return go('/connexion')

# ---------------------------------------------------------------- start

class Server(socketserver.ThreadingMixIn, WSGIServer):
    daemon_threads = True
    request_queue_size = 64

class Quiet(WSGIRequestHandler):
    def log_message(self, *args):
        pass

def main():
    parser = argparse.ArgumentParser()
    parser.add_argument('--port', type=int, required=True)
    parser.add_argument('--smtp', required=True)
    parser.add_argument('--accounts', required=True)
    parser.add_argument('--defect')
    parser.add_argument('--variation')
    parser.parse_args(namespace=config)
    for option in ('defect', 'variation'):
        with open(os.path.join(HERE, option + 's.json'), encoding='utf-8') as file:
            if getattr(config, option) and getattr(config, option) not in [x['name'] for x in json.load(file)]:
                sys.exit(f'unknown {option}: {getattr(config, option)}')
    with open(config.accounts, encoding='utf-8') as file:
        ACCOUNTS.extend(Account(row) for row in json.load(file))
    QUESTIONS.extend(sorted({a.question for a in ACCOUNTS if a.question} | set(OWN_QUESTIONS)))
    app.install(Gateway())
    root = app
    if prefix():
        root = bottle.Bottle()
        root.mount(prefix() + '/', app)
        root.error_handler.update(app.error_handler)
        root.route('/', callback=lambda: bottle.redirect(prefix() + '/'))
    make_server('127.0.0.1', config.port, root, Server, Quiet).serve_forever()


if __name__ == '__main__':
    main()
