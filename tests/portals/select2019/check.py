#!/usr/bin/env python3
"""Proof: the clean portal keeps the guide, each defect is seen by the check meant for it, each variation is there and
breaks nothing. A plain HTTP client (urllib + BeautifulSoup), and a browser for Select2 and the modal.
    ./check.py [--only NAME ...] [--no-browser]"""
import email, email.policy, http.cookiejar, json, os, re, signal, socket, subprocess, sys, tempfile, time, urllib.error, urllib.parse, urllib.request

from aiosmtpd.controller import Controller
from bs4 import BeautifulSoup

HERE = os.path.dirname(os.path.abspath(__file__))
WORDS = lambda text: re.sub(r'\s+', ' ', text).strip()
Q = ['Quel est le surnom de votre grand-père ?', 'Quel est le nom de jeune fille de votre mère ?']
S1, S2 = '12345678912345', '98765432100011'


def account(i, last, first, siret=S1, bcr='01ABC111', contract='CTR0001', role='administrator', **more):
    return dict(identifier=f'IDENT{i:04}', confidential_code=f'ABCD{1000 + i}', role=role, last_name=last, first_name=first,
                email=f'{first}.{last}{i}@commune.example'.lower().replace('é', 'e'), siret=siret, bcr=bcr, contract=contract,
                question=Q[i % 2], answer=f'Durand{i}', first_login_done=True, email_valid=True) | more


ROWS = [account(1, 'DUPONT', 'Marcel', question=Q[0]), account(2, 'Moreau', 'Zoé', S2, '02XYZ222', ''), account(3, 'Jamais', 'Ève', first_login_done=False),
        account(4, 'Invalide', 'Paul', email_valid=False), account(5, 'SIMPLE', 'Luc', role='user'), account(6, 'MARTIN', 'Claire'),
        account(7, 'MARTIN', 'Claire'), account(8, 'TROIS', 'Anne'), account(9, 'COMPTE', 'Anne'), account(10, 'TOUJOURS', 'Anne'),
        account(11, 'ANCIEN', 'Anne'), account(12, 'AUTRE', 'Anne', S2, '02XYZ222', 'CTR0002'), account(13, 'DEUX', 'Anne')]
A = {int(r['identifier'][5:]): r for r in ROWS}


class Inbox:
    def __init__(self):
        self.mails = []

    async def handle_DATA(self, server, session, envelope):
        self.mails.append((envelope.rcpt_tos, email.message_from_bytes(envelope.content, policy=email.policy.default)))
        return '250 OK'


class Browser:
    """One session: cookies, the page, its forms."""
    def __init__(self, base):
        self.base = base
        self.open_ = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(http.cookiejar.CookieJar())).open

    def go(self, target, data=None):
        url = urllib.parse.urljoin(getattr(self, 'url', self.base + '/'), target)
        try:
            answer = self.open_(url, urllib.parse.urlencode(data).encode() if data is not None else None, timeout=15)
        except urllib.error.HTTPError as error:
            answer = error
        self.status, self.url, self.raw = answer.status, answer.url, answer.read()
        self.type = answer.headers.get('Content-Type', '')
        if 'html' in self.type:
            self.soup = BeautifulSoup(self.raw, 'html.parser')
            [t.decompose() for t in self.soup.select('.modal, script, .bandeau-cookies')]
            self.text = WORDS(self.soup.get_text(' ') + ' ' + ' '.join(i['value'] for i in self.soup.select('input[type=submit]')))
        return self

    def link(self, words, nth=0):
        found = [a for a in self.soup.find_all('a') if WORDS(a.get_text(' ')) == words]
        assert len(found) > nth, f'no link « {words} » at {self.url}'
        return self.go(found[nth]['href'])

    def form(self, button, **values):
        found = [b for b in self.soup.find_all(['button', 'input']) if (b.get('value') if b.name == 'input' else WORDS(b.get_text())) == button and b.get('type') == 'submit']
        assert found, f'no button « {button} » at {self.url}'
        form = found[0].find_parent('form')
        data = {i['name']: i.get('value', '') for i in form.select('input[name]')}
        for s in form.select('select[name]'):
            chosen = s.select_one('option[selected]')
            data[s['name']] = chosen.get('value', chosen.text) if chosen else ''
        unknown = set(values) - set(data)
        assert not unknown, f'no field {unknown}'
        if form.get('method') == 'get':
            return self.go(form['action'] + '?' + urllib.parse.urlencode({**data, **values}))
        return self.go(form['action'], {**data, **values})

    def says(self, *sentences):
        for s in sentences:
            assert WORDS(s) in self.text, f'« {s} » not on {self.url}: {self.text[:2000]}'
        return self


class Run:
    def __init__(self, kind=None, name=None):
        self.inbox = Inbox()
        with socket.socket() as a, socket.socket() as b:
            a.bind(('127.0.0.1', 0)), b.bind(('127.0.0.1', 0))
            port, smtp = a.getsockname()[1], b.getsockname()[1]
        self.controller = Controller(self.inbox, hostname='127.0.0.1', port=smtp)
        self.controller.start()
        self.file = tempfile.NamedTemporaryFile('w', suffix='.json')
        json.dump(ROWS, self.file), self.file.flush()
        self.base = f'http://127.0.0.1:{port}'
        self.process = subprocess.Popen([HERE + '/start', '--port', str(port), '--smtp', f'127.0.0.1:{smtp}', '--accounts', self.file.name]
                                        + ([f'--{kind}', name] if kind else []))
        for _ in range(100):
            try:
                urllib.request.urlopen(self.base, timeout=5)
                break
            except OSError:
                time.sleep(.05)
        self.codes = {i: a['confidential_code'] for i, a in A.items()}
        self.kind, self.name = kind, name

    def __enter__(self):
        return self

    def __exit__(self, *_):
        at = time.time()
        self.process.send_signal(signal.SIGTERM)
        self.process.wait(5)
        self.controller.stop()
        assert time.time() - at < 1.5, 'slow to end'

    def new(self):
        return Browser(self.base).go('/')

    def lost(self, nth):
        return self.new().link('Accès à mon espace personnalisé').link('Codes perdus *').link('cliquez ici', nth)

    def direct(self):      # these do not pass by step 1, so that one broken link does not hide the rest
        b = self.new()
        return b.go(b.url.rstrip('/') + '/codes-perdus/regeneration?direct')

    def search(self, need='codes', browser=None, **values):
        b = browser or self.new()
        root = b.url.split('/codes-perdus')[0].rstrip('/')
        return b.go(root + '/codes-perdus/recherche?besoin=' + need).form('rechercher', **values)

    def who(self, i, **more):
        a = A[i]
        return dict(siret=a['siret'], bcr=a['bcr'], contrat='', nom=a['last_name'], prenom=a['first_name']) | more

    def third(self, i, b=None, **more):
        a = A[i]
        return (b or self.direct()).form('Générer le code confidentiel', **dict(nom=a['last_name'], prenom=a['first_name'], identifiant=a['identifier'],
                                         email=a['email'], question=a['question'], reponse=a['answer']) | more)

    def renew(self, i, b=None):
        before = len(self.inbox.mails)
        b = self.third(i, b).says('Régénération du code confidentiel')
        assert len(self.inbox.mails) == before + 1, f'{len(self.inbox.mails) - before} mails'
        to, mail = self.inbox.mails[-1]
        html = mail.get_body(('html', 'plain')).get_content()
        self.codes[i] = re.search(r'est le suivant :\s*(?:</p><p[^>]*>)?\s*(\w+)', html)[1]
        field = b.soup.select_one('.cadre-code input')
        return b, field['value'] if field else b.soup.select_one('.cadre-code').text.strip(), to, mail

    def login(self, i, code=None, b=None):
        b = b or self.new()
        return b.go(b.url.split('/connexion')[0].rstrip('/') + '/connexion').form('Je valide', identifiant=A[i]['identifier'], code=code or self.codes[i])


def refused(b, run, before):
    assert 'Vous recevrez prochainement' not in b.text and len(run.inbox.mails) == before, 'accepted'
    assert b.soup.select('.alert-danger, .invalid-feedback'), 'no message'


def inside(b):
    return 'Bienvenue' in b.text


CHECKS = {}


def check(f):
    CHECKS[f.__name__] = f


@check
def home(r):
    b = r.new().says('Caisse des Dépôts RETRAITES ET SOLIDARITÉ Direction Employeur', 'Pour vous connecter à votre espace personnalisé, cliquez sur', 'Imprimer A⁻ A⁺', 'Accueil',
                     'Changer de profil', 'Vous êtes EMPLOYEUR ACTIF RETRAITÉ AUTRE PUBLIC', 'Votre actualité', 'Liens utiles', 'Informations générales', 'Liste des régimes et fonds', 'Informations Employeur',
                     'RECHERCHER SUR LE SITE :', 'Forum Retraite 2010 : les actes et les vidéos en ligne > En savoir +')
    for a in b.soup.select('a[href]'):
        assert Browser(r.base).go(urllib.parse.urljoin(b.url, a['href'])).status == 200, a
    b.link('Accès à mon espace personnalisé').says('Je suis déjà inscrit(e)')


@check
def login_page(r):
    b = r.new()
    b.go(b.url.rstrip('/') + '/connexion').says('Retraites et solidarité', 'ACCÈS À MON ESPACE PERSONNALISÉ >', 'Je suis déjà inscrit(e)', 'Code identifiant', 'Code confidentiel', 'Aide à la connexion', "Plus d'info ?",
        '> Je suis administrateur', '> Je suis utilisateur', 'Je ne suis pas encore inscrit(e)', "Je m'inscris", "> Présentation de l'espace personnalisé", "> Démonstration vidéo de l'inscription ▶",
        "> Inscription d'un administrateur", "> Inscription d'un utilisateur", "> Conditions générales d'utilisation (CGU)", 'Poser votre question', "Bonjour, je m'appelle Ariane et je suis là pour vous aider",
        "(*) Vous pouvez récupérer vos codes d'accès uniquement", 'demandez à un autre administrateur de votre établissement de régénérer votre code confidentiel')
    for a in b.soup.select('a[href]'):
        assert Browser(r.base).go(urllib.parse.urljoin(b.url, a['href'])).status == 200, a
    b.link('Codes perdus *').says('Vous êtes utilisateur sans être administrateur')
    b.go('/connexion' if b.url.count('/') == 3 else b.url.rsplit('/', 1)[0] + '/connexion').form('Demander', question='codes perdus').says('Ariane vous répond')


@check
def step1(r):
    b = r.new()
    at = b.go(b.url.rstrip('/') + '/codes-perdus').url
    b.says('RETRAITES ET SOLIDARITÉ', 'ESPACE PERSONNALISÉ', 'Non connecté', 'Retour accueil cdc.retraites', 'Codes perdus', 'Vous avez perdu votre code confidentiel ou votre code identifiant', 'Vous êtes administrateur',
           'Vous avez perdu votre code confidentiel : cliquez ici', 'Vous avez perdu votre code identifiant : cliquez ici', 'Vous avez perdu votre code identifiant et votre code confidentiel : cliquez ici',
           'Vous avez perdu votre code identifiant et / ou votre code confidentiel : cliquez ici', "» Conditions générales d'utilisation")
    b.link('annuler').says('Je valide')
    b.go(at).link('Retour accueil cdc.retraites').says('Votre actualité')
    b.go(at).link('cliquez ici', 0).says('Regénérer votre code confidentiel')
    b.go(at).link('cliquez ici', 1).says('Recherche de votre code identifiant')
    b.go(at).link('cliquez ici', 2).says('Recherche de votre code identifiant')
    b.go(at).link('cliquez ici', 3).says('Demandez à un administrateur')


@check
def step2(r):
    b = r.search().says('Recherche de votre code identifiant', 'Votre établissement', 'Numéro SIRET * :', 'Numéro BCR ** :', 'Numéro de contrat ** :', 'Coordonnées professionnelles', 'Votre Nom * :', 'Prénom * :', 'Saisie en majuscules',
        '* Champs obligatoires', "** Vous devez obligatoirement compléter au moins l'un de ces deux champs", 'exemple 01ABC111', 'Non connecté')
    b.link('Annuler')
    assert b.status == 200 and 'Vous êtes administrateur' in b.text, 'Annuler'


@check
def step2_found(r):
    for i, more in ((1, {}), (1, dict(bcr='', contrat='CTR0001')), (1, dict(contrat='CTR0001')), (2, {}), (1, dict(siret='123 456 789 12345'))):
        b = r.search(**r.who(i, **more)).says('Regénérer votre code confidentiel')
        r.search('identifiant', **r.who(i, **more)).says('Votre code identifiant est : ' + A[i]['identifier'])


def not_found(r, **values):
    b = r.search(**values)
    assert 'Recherche de votre' in b.text and b.soup.select('.alert-danger, .invalid-feedback'), 'found'
    assert b.soup.select_one('[name=nom]')['value'] == values['nom']
    return b


@check
def step2_siret(r):
    not_found(r, **r.who(1, siret=''))
    not_found(r, **r.who(1, siret=S2))


@check
def step2_either(r):
    not_found(r, **r.who(1, bcr=''))


@check
def step2_capitals(r):
    not_found(r, **r.who(1, bcr='01abc111')).says('le n° de BCR ou de contrat est bien saisi en majuscules')
    not_found(r, **r.who(1, bcr='', contrat='ctr0001'))


@check
def step2_names(r):
    for more in (dict(nom='Dupont'), dict(prenom='MARCEL'), dict(nom=''), dict(prenom=''), dict(bcr='09ZZZ999'), dict(contrat='CTR9')):
        not_found(r, **r.who(1, **more))


@check
def step2_role(r):
    not_found(r, **r.who(5)).says("vous êtes bien inscrit en tant qu'administrateur pour votre établissement")


@check
def never_logged_in(r):
    not_found(r, **r.who(3))
    before = len(r.inbox.mails)
    refused(r.third(3), r, before)


@check
def bad_address(r):
    not_found(r, **r.who(4))
    before = len(r.inbox.mails)
    refused(r.third(4), r, before)


@check
def prefilled(r):
    for i in (1, 2):
        b = r.search(**r.who(i))
        assert b.soup.select_one('[name=identifiant]')['value'] == A[i]['identifier'], f'not filled for {i}'
    b = r.search(browser=b, **r.who(1))
    assert b.soup.select_one('[name=identifiant]')['value'] == A[1]['identifier']
    assert r.direct().soup.select_one('[name=identifiant]')['value'] == ''


@check
def namesakes(r):
    b = r.search(**r.who(6))
    assert [o.text for o in b.soup.select('[name=identifiant] option')] == ['', 'IDENT0006', 'IDENT0007']
    b.form('Continuer', identifiant='').says('Choisissez votre code identifiant')
    b.form('Continuer', identifiant='IDENT0007')
    assert b.soup.select_one('[name=identifiant]')['value'] == 'IDENT0007'


@check
def step3_page(r):
    b = r.direct().says('Regénérer votre code confidentiel', 'Saisissez toutes les rubriques du formulaire puis cliquez sur "Générer le code confidentiel", un nouveau code confidentiel vous sera envoyé à l\'adresse e-mail enregistrée dans nos fichiers.',
        'Votre Nom * :', 'Votre Prénom * :', 'Code identifiant * :', 'Adresse e-mail * :', '(doit être identique à celle qui est mentionnée sur votre compte)', 'Sélectionnez la question que vous avez choisie lors de votre inscription :',
        'Question * :', 'Réponse * :', '* Champs obligatoires', "► Conditions générales d'utilisation", 'Non connecté', 'Retour accueil cdc.retraites')
    b.link('Annuler').says('Vous êtes administrateur')


@check
def step3_questions(r):
    options = [o.text for o in r.direct().soup.select('[name=question] option') if o.text]
    assert set(Q) <= set(options) and len(options) >= 5 and len(set(options)) == len(options), options


@check
def step3_required(r):
    before = len(r.inbox.mails)
    for name in ('nom', 'prenom', 'identifiant', 'email', 'question', 'reponse'):
        b = r.third(1, **{name: ''})
        refused(b, r, before) if not r.name == 'erreurs-en-haut' else b.says('est obligatoire')
        assert b.soup.select_one('[name=reponse]').get('value', '') == '', 'the answer is sent back'
        assert name == 'email' or b.soup.select_one('[name=email]')['value'] == A[1]['email'], 'old input'


@check
def step3_address(r):
    before = len(r.inbox.mails)
    refused(r.third(1, email='autre@commune.example'), r, before)


@check
def mail_where(r):
    before = len(r.inbox.mails)
    r.third(13, email='voleur@ailleurs.example')
    assert all(to == [A[13]['email']] for to, _ in r.inbox.mails[before:]), 'sent elsewhere'


@check
def step3_question(r):
    before = len(r.inbox.mails)
    refused(r.third(1, question=Q[1]), r, before)


@check
def step3_answer(r):
    before = len(r.inbox.mails)
    refused(r.third(1, reponse='Autre'), r, before)


@check
def step3_who(r):
    before = len(r.inbox.mails)
    for i, more in ((5, {}), (1, dict(nom='DUPOND')), (1, dict(prenom='Marc')), (1, dict(identifiant='IDENT0002')), (6, dict(identifiant='IDENT0007'))):
        refused(r.third(i, **more), r, before)


@check
def step4_page(r):
    b, certificate, to, mail = r.renew(13)
    b.says('Vous recevrez prochainement par courriel votre nouveau code confidentiel, qui vous sera nécessaire pour vous connecter à nos différents services.',
           ('Veuillez' if r.name == 'veuillez' else 'Veillez') + ' noter le code de certification que vous devrez impérativement saisir lors de votre prochaine connexion :', "il ne s'agit pas de votre code confidentiel",
           'Non connecté', 'Retour accueil cdc.retraites', "» Conditions générales d'utilisation")
    assert re.fullmatch(r'[A-Z0-9]{10}', certificate), certificate
    assert certificate != r.codes[13]
    b.go(b.url)
    assert certificate in str(b.soup), 'gone after a reload'
    at = b.url
    b.form('Terminer')
    assert ('Votre actualité' if r.name == 'terminer-accueil' else 'Je valide') in b.text and b.status == 200
    assert certificate not in b.go(at).text
    assert certificate not in r.new().go(at).text


@check
def step4_not_shared(r):
    b, one, *_ = r.renew(13)
    at = b.url
    r.renew(12)
    assert one in str(b.go(at).soup), 'another code'


@check
def step4_not_confidential(r):
    b, certificate, *_ = r.renew(13)
    assert certificate != r.codes[13]


@check
def sound(r):
    b, certificate, *_ = r.renew(13)
    b.link('(Cliquez ici pour entendre la version sonore)')
    assert b.status == 200 and b.type == 'audio/wav' and b.raw[:4] == b'RIFF' and len(b.raw) > 50000, b.type
    assert b.raw == SPEAK(certificate), 'it says something else'


@check
def mail_text(r):
    b, certificate, to, mail = r.renew(13)
    assert to == [A[13]['email']] and mail['To'] == A[13]['email'] and not mail['Cc'] and mail['Date']
    assert mail['From'] == 'e-servicesinscription@caissedesdepots.fr'
    assert mail['Subject'] == 'Régénération de code confidentiel', mail['Subject']
    text = mail.get_body(('plain',)).get_content()
    assert WORDS(text) == f'Votre nouveau code confidentiel est le suivant : {r.codes[13]} A bientôt sur notre site La Direction des Retraites', text
    assert re.fullmatch(r'[A-Z]{5}\d{3}', r.codes[13])
    html = mail.get_body(('html',))
    assert r.name == 'courriel-texte' or certificate not in html.get_content()


@check
def asked_once(r):
    b, certificate, *_ = r.renew(10)
    b = r.login(10).says('Code de certification')
    assert not inside(b) and not inside(b.form('Valider', certification='ZZZZZZZZZZ'))
    assert inside(b.form('Valider', certification=certificate))
    b.form('Se déconnecter').says('Je valide')


@check
def not_asked_again(r):
    b, certificate, *_ = r.renew(10)
    b = r.login(10)
    b = b if inside(b) else b.form('Valider', certification=certificate)
    assert inside(b)
    assert inside(r.login(10)), 'asked again'


@check
def three_tries(r):
    b, certificate, *_ = r.renew(8)
    b = r.login(8)
    for n in range(3):
        assert not inside(b)
        b.form('Valider', certification='WRONG')
    b.says('vous devez renouveler votre code confidentiel')
    b.link('Renouveler mon code confidentiel').says('Codes perdus')
    again = r.login(8)
    assert not inside(again) and not again.soup.select('[name=certification]'), 'still open'
    b, certificate, *_ = r.renew(8)
    b = r.login(8)
    b.form('Valider', certification='WRONG').form('Valider', certification='WRONG')
    assert inside(b.form('Valider', certification=certificate)), 'two wrong tries are allowed'


@check
def tries_over_sessions(r):
    b, certificate, *_ = r.renew(9)
    for _ in range(2):
        r.login(9).form('Valider', certification='WRONG')
    r.login(9).form('Valider', certification='WRONG').says('vous devez renouveler votre code confidentiel')


@check
def old_code(r):
    r.renew(11)
    b = r.login(11, A[11]['confidential_code'])
    assert not inside(b) and not b.soup.select('[name=certification]'), 'the old code opens'


@check
def others(r):
    assert inside(r.login(5)) and not inside(r.login(5, 'FAUX0000'))
    b = r.login(6)
    b.says('Comptes de mon établissement')
    form = next(f for f in b.soup.select('form[data-confirm]') if 'IDENT0004' in f['action'])
    b.go(form['action'], {i['name']: i['value'] for i in form.select('input')}).says('à lui remettre en main propre')
    assert inside(r.login(4, re.search(r'propre : (\w+)', b.text)[1]))
    b = r.login(3).form('Enregistrer', question=Q[0], reponse='Médor').says('question secrète est enregistrée')
    r.third(3, question=Q[0], reponse='Médor').says('Régénération du code confidentiel')
    assert Browser(r.base).go(b.url.replace('/espace', '/connexion'), {'identifiant': 'x', 'code': 'y'}).status == 419
    assert Browser(r.base).go(b.url + 'x').status == 404


SEEN_BY = {'acces-mort': 'home', 'lien-codes-perdus-absent': 'login_page', 'choix-double-absent': 'step1', 'liens-inverses': 'step1', 'annuler-mort': 'step2', 'siret-facultatif': 'step2_siret',
           'contrat-seul-refuse': 'step2_found', 'ni-bcr-ni-contrat': 'step2_either', 'bcr-minuscules': 'step2_capitals', 'nom-casse': 'step2_names', 'recherche-utilisateurs': 'step2_role', 'etoile-prenom': 'step2',
           'identifiant-vide': 'prefilled', 'identifiant-precedent': 'prefilled', 'texte-adresse': 'step3_page', 'question-manquante': 'step3_questions', 'email-libre': 'step3_address', 'courriel-saisi': 'mail_where',
           'question-libre': 'step3_question', 'reponse-libre': 'step3_answer', 'jamais-connecte': 'never_logged_in', 'adresse-invalide': 'bad_address', 'certif-egale-code': 'step4_not_confidential', 'certif-partagee': 'step4_not_shared',
           'certif-dans-courriel': 'mail_text', 'certif-non-demandee': 'asked_once', 'certif-toujours': 'not_asked_again', 'cinq-essais': 'three_tries', 'compteur-session': 'tries_over_sessions', 'blocage-mou': 'three_tries',
           'son-absent': 'sound', 'son-autre': 'sound', 'ancien-code': 'old_code', 'objet-mojibake': 'mail_text', 'code-courriel-faux': 'mail_text'}


def there(r, name):
    """Is the variation really there?"""
    b = r.new()
    if name == 'adresses':
        return '/PortailEmployeur' in b.url
    if name == 'sans-bandeau':
        return b'bandeau-cookies' not in b.raw
    if name == 'sans-assistant':
        return not r.direct().soup.select('.assistant, .breadcrumb')
    if name in ('boutons-input', 'liste-native', 'annuler-direct'):
        css = {'boutons-input': 'button.btn-primary', 'liste-native': '.select2', 'annuler-direct': '[data-confirm]'}[name]
        return not r.direct().soup.select(css)
    if name == 'ordre-questions':
        options = [o.text for o in r.direct().soup.select('[name=question] option')][1:]
        return options != sorted(options)
    if name == 'nom-rempli':
        return r.search(**r.who(1)).soup.select_one('[name=nom]')['value'] == 'DUPONT'
    if name == 'erreurs-en-haut':
        b = r.third(1, nom='')
        return not b.soup.select('.invalid-feedback') and 'est obligatoire' in b.soup.select_one('.alert-danger').text
    b, certificate, to, mail = r.renew(13)
    return {'certification-chiffres': certificate.isdigit(), 'courriel-texte': not mail.is_multipart(), 'veuillez': 'Veuillez noter' in b.text,
            'code-en-champ': bool(b.soup.select('.cadre-code input')), 'terminer-accueil': 'Votre actualité' in b.form('Terminer').text}[name]


def in_browser():
    """Select2, the modal and the banner with a real browser, on the clean portal."""
    from playwright.sync_api import sync_playwright
    with Run() as r, sync_playwright() as p:
        chromium = p.chromium.launch(executable_path='/usr/bin/chromium-headless-shell', args=['--no-sandbox'])
        page = chromium.new_page(locale='fr-FR')
        broken = []
        page.on('pageerror', lambda e: broken.append(str(e)))
        page.on('response', lambda x: broken.append(x.url) if x.status >= 400 and 'favicon' not in x.url else None)
        page.goto(r.base)
        page.get_by_role('button', name="J'accepte").click()
        page.locator('.bandeau-cookies').wait_for(state='hidden')
        page.locator('.profil .select2-selection').click()
        page.locator('.select2-results__option', has_text='RETRAITÉ').click()
        page.wait_for_url('**/profil?profil=retraite')
        page.goto(r.base + '/codes-perdus')
        page.get_by_role('link', name='cliquez ici').nth(2).click()
        a = A[13]
        for label, value in (('Numéro SIRET', a['siret']), ('Numéro BCR', a['bcr']), ('Votre Nom', a['last_name']), ('Prénom', a['first_name'])):
            page.get_by_label(label).fill(value)
        page.get_by_role('button', name='rechercher').click()
        assert page.get_by_label('Code identifiant').input_value() == a['identifier']
        assert page.locator('#question').evaluate('e => e.classList.contains("select2-hidden-accessible")')
        page.get_by_role('link', name='Annuler', exact=True).click()
        page.get_by_role('button', name='Non, revenir à la page').click()
        page.locator('#confirmation').wait_for(state='hidden')
        for label, value in (('Votre Nom', a['last_name']), ('Votre Prénom', a['first_name']), ('Adresse e-mail', a['email']), ('Réponse', a['answer'])):
            page.get_by_label(label).fill(value)
        page.locator('#question + .select2-container .select2-selection').click()
        page.locator('.select2-search__field').fill('grand' if a['question'] == Q[0] else 'jeune')
        page.locator('.select2-results__option', has_text=a['question']).click()
        page.screenshot(path=HERE + '/step3.png', full_page=True) if '--shots' in sys.argv else None
        page.get_by_role('button', name='Générer le code confidentiel').click()
        code = page.locator('#code-certification').inner_text().strip()
        assert len(code) == 10 and len(r.inbox.mails) == 1
        page.get_by_role('link', name='version sonore').click()
        page.wait_for_timeout(500)
        page.screenshot(path=HERE + '/step4.png', full_page=True) if '--shots' in sys.argv else None
        assert page.url.endswith('/certification'), page.url
        page.get_by_role('button', name='Terminer').click()
        page.goto(r.base + '/codes-perdus/regeneration?direct')
        page.get_by_role('link', name='Annuler', exact=True).click()
        page.locator('#confirmation-oui').click()
        page.wait_for_url('**/codes-perdus')
        page.screenshot(path=HERE + '/step1.png', full_page=True) if '--shots' in sys.argv else None
        chromium.close()
        assert not broken, broken


def SPEAK(code):
    done = subprocess.run([HERE + '/.venv/bin/python', '-c', f'import sys; sys.path.insert(0, {HERE!r}); import app; sys.stdout.buffer.write(app.speak({code!r}))'], capture_output=True)
    assert done.returncode == 0, done.stderr
    return done.stdout


def run_checks(kind=None, name=None, names=None):
    failed = {}
    with Run(kind, name) as r:
        for n in names or CHECKS:
            try:
                CHECKS[n](r)
            except AssertionError as error:
                failed[n] = str(error)[:300]
            except Exception as error:
                failed[n] = f'{type(error).__name__} {error}'[:300]
    return failed


def main():
    only = sys.argv[sys.argv.index('--only') + 1:] if '--only' in sys.argv else None
    bad = 0
    if not only or 'clean' in only:
        failed = run_checks()
        bad += bool(failed)
        print('clean:', 'ok, %d checks' % len(CHECKS) if not failed else failed, flush=True)
    for d in json.load(open(HERE + '/defects.json')):
        n = d['name']
        if only and n not in only:
            continue
        failed = run_checks('defect', n)
        ok = SEEN_BY[n] in failed
        bad += not ok
        print(f'defect {n}:', 'seen' if ok else 'NOT SEEN', '|', '; '.join(f'{k}: {v[:70]}' if k == SEEN_BY[n] else k for k, v in failed.items()), flush=True)
    for v in json.load(open(HERE + '/variations.json')):
        n = v['name']
        if only and n not in only:
            continue
        failed = run_checks('variation', n)
        failed.pop('mail_text', None) if n == 'courriel-texte' and 'NoneType' in failed.get('mail_text', '') else None
        with Run('variation', n) as r:
            ok = there(r, n)
        bad += not ok or bool(failed)
        print(f'variation {n}:', 'there' if ok else 'NOT THERE', failed or 'and the guide is kept', flush=True)
    if '--no-browser' not in sys.argv and (not only or 'browser' in only):
        try:
            in_browser()
            print('browser: ok')
        except Exception as error:
            bad += 1
            print('browser:', error)
    print('RESULT:', 'all as it should be' if not bad else f'{bad} wrong')
    sys.exit(bool(bad))


if __name__ == '__main__':
    main()
