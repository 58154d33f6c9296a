"""Pages et fragments HTML du portail."""
from datetime import date
from html import escape as e


class Etape(Exception):
    """L'étape demandée n'est pas accessible : renvoyer vers une autre."""
    def __init__(self, etape, motif):
        super().__init__(etape)
        self.etape, self.motif = etape, motif


bug = var = questions = None
COMPTES = {}


def brancher(b, v, q, comptes):
    global bug, var, questions, COMPTES
    bug, var, questions, COMPTES = b, v, q, comptes


def prefixe():
    return 'champ_' if var('champs-renommes') else ''


JOURS = 'lundi mardi mercredi jeudi vendredi samedi dimanche'.split()
MOIS = 'janvier février mars avril mai juin juillet août septembre octobre novembre décembre'.split()


def date_du_jour():
    d = date.today()
    if var('date-courte'):
        return d.strftime('%d/%m/%Y')
    return '%s %s %s %d' % (JOURS[d.weekday()].capitalize(), '1er' if d.day == 1 else d.day, MOIS[d.month - 1], d.year)


# ------------------------------------------------------------------ éléments
def bouton(texte, attributs='', genre='a', classe='bouton'):
    if var('boutons-natifs'):
        return '<button type="button" class="%s" %s>%s</button>' % (classe, attributs, texte)
    if genre == 'span':
        return '<span role="button" tabindex="0" class="%s" %s>%s</span>' % (classe, attributs, texte)
    return '<a class="%s" href="javascript:void(0)" role="button" %s>%s</a>' % (classe, attributs, texte)


def ligne(nom, libelle, marque='*', valeur='', regle='', groupe='', aide='', titre='', genre='text', lecture=False, maxi=60, oblig=None):
    """Une ligne de formulaire : libellé, champ, message en rouge à côté."""
    n = prefixe() + nom
    oblig = (marque == '*') if oblig is None else oblig
    attr = 'type="%s" name="%s" id="%s" value="%s" maxlength="%d" autocomplete="off"' % (genre, n, n, e(valeur), maxi)
    for a, v in (('data-oblig', '1' if oblig else ''), ('data-regle', regle), ('data-groupe', groupe), ('title', titre)):
        if v:
            attr += ' %s="%s"' % (a, e(v))
    if lecture:
        attr += ' readonly="readonly"'
    return rang(n, libelle, marque, '<input %s />' % attr, aide)


def rang(n, libelle, marque, champ, aide=''):
    m = ' <span class="obligatoire">%s</span>' % marque if marque else ''
    return ('<tr><td class="libelle"><label for="%s">%s%s :</label></td><td>%s%s<span class="erreur" id="err-%s"></span></td></tr>\n'
            % (n, libelle, m, champ, ' <span class="aide-champ">%s</span>' % aide if aide else '', n))


def liste_questions(valeur=''):
    n = prefixe() + 'question'
    o = ''.join('<option value="%s"%s>%s</option>' % (e(q), ' selected="selected"' if q == valeur else '', e(q)) for q in questions())
    return rang(n, 'Question', '*', '<select name="%s" id="%s" data-oblig="1"><option value="">-- Sélectionnez votre question --</option>%s</select>' % (n, n, o))


def lien_cgu(puce='»'):
    return ('<p class="cgu">%s <a href="#" data-cgu="ajax/panneau.php?p=%s">Conditions générales d\'utilisation</a></p>'
            % (puce, 'conditions' if bug('lien-cgu-mort') else 'cgu'))


# ------------------------------------------------------------------ panneaux : accueil et connexion
def accueil(s, r):
    return '''
<div class="colonne large">
<div class="cadre" id="acces">
<p>Pour vous <strong>connecter</strong> à votre espace personnalisé, cliquez sur</p>
<p>''' + bouton('Accès à mon espace personnalisé', 'data-aller="connexion" id="bouton-acces"') + '''</p>
</div>
<h2>Votre actualité</h2>
<div class="actualite"><h3>La Caisse des Dépôts partenaire de l'Institut des hautes études de la protection sociale (IHEPS)</h3>
<p>L'IHEPS a pour objectif de promouvoir la connaissance et les réflexions sur les enjeux de la protection sociale dans le cadre des évolutions (...)</p>
<p>23/09/2010<br />&gt; <a href="#actualite" title="En savoir plus sur l'IHEPS">En savoir +</a></p></div>
<div class="actualite"><h3>Campagne DAI 2010 : incidence du projet de réforme des retraites</h3>
<p>Compte tenu du projet de réforme des retraites, le Gip Info retraite a décidé de ne pas transmettre d'EIG (Estimation indicative globale) aux (...)</p></div>
</div>
<div class="colonne">
<div class="cadre"><label for="mot-cle"><strong>RECHERCHER SUR LE SITE :</strong></label><br />
<input type="text" id="mot-cle" style="width:170px" placeholder="Tapez un mot-clé, une phrase" /> ''' + bouton('OK', 'id="ok-recherche" title="Lancer la recherche"') + '''</div>
<div class="cadre"><h3>Liens utiles</h3><p>Forum Retraite 2010 :<br />les actes et les vidéos en ligne<br />&gt; <a href="#forum" title="En savoir plus sur le Forum Retraite 2010">En savoir +</a></p></div>
<div class="cadre"><h3>Informations générales</h3><ul>''' + ''.join('<li><a href="#info/%d">%s</a></li>' % (i, t) for i, t in enumerate(INFOS)) + '''</ul></div>
<div class="cadre"><h3>Liste des régimes et fonds</h3><ul>''' + ''.join('<li><a href="#regime/%d">%s</a></li>' % (i, t) for i, t in enumerate(REGIMES)) + '''</ul></div>
<div class="cadre"><h3>Informations Employeur</h3><ul><li><a href="#actualite">Votre actualité</a></li></ul></div>
</div>'''


INFOS = ['Actualités de la Direction des Retraites', 'Présentation de la Direction des retraites', 'Études et Documentations', 'Espace presse',
         "Droit à l'information sur la retraite"]
REGIMES = ['CNRACL', 'FIPHFP', 'FSPOEIE', 'Ircantec', 'RAFP', 'Retraite des Mines', 'SASPA', 'Autres fonds']
ARIANE = [(('code', 'perdu', 'mot de passe', 'identifiant'), 'Si vous avez perdu vos codes, cliquez sur « Codes perdus » dans la fenêtre de connexion.'),
          (('inscri',), 'Pour vous inscrire, cliquez sur « Je m\'inscris » dans la fenêtre de connexion.'),
          (('bcr', 'siret', 'contrat'), 'Le numéro BCR figure sur les courriers et courriels de la direction des retraites et de la solidarité.'),
          (('bonjour',), 'Bonjour, quelle est votre question ?')]


def connexion(s, r):
    note = '''<p>(*) Vous pouvez récupérer vos codes d'accès uniquement :</p>
<ul><li>si vous vous êtes connecté une 1<sup>ère</sup> fois et si vous avez choisi la question secrète et sa réponse</li>
<li>si l'adresse courriel enregistrée sur votre compte est valide</li></ul>
<p>Si ce n'est pas le cas :<br />demandez à un autre administrateur de votre établissement de régénérer votre code confidentiel</p>'''
    return '''<h1>ACCÈS À MON ESPACE PERSONNALISÉ &gt;</h1>
<div class="colonne cadre zone" id="deja-inscrit"><h2>Je suis déjà inscrit(e)</h2>
<form action="#" data-action="ajax/connexion.php"><table class="formulaire">
''' + ligne('identifiant', 'Code identifiant', '', oblig=True, maxi=20).replace('class="libelle"', '').replace(' :</label>', '</label>') + \
        ligne('code', 'Code confidentiel', '', oblig=True, genre='password', maxi=20).replace('class="libelle"', '').replace(' :</label>', '</label>') + '''</table>
<p class="actions">''' + bouton('Je valide', 'data-valider="1" id="je-valide"') + '''</p></form>
<p><a href="#etape1" id="codes-perdus">Codes perdus *</a></p>
<p><a href="#aide" title="Aide pour vous connecter à votre espace">Aide à la connexion</a></p>
<div class="accordeon" data-ouvert="1"><h4><a href="#">Plus d'info ?</a></h4><div>
<p>&gt; <a href="#administrateur">Je suis administrateur</a><br />&gt; <a href="#utilisateur">Je suis utilisateur</a></p></div></div></div>
<div class="colonne cadre" id="non-inscrit"><h2>Je ne suis pas encore inscrit(e)</h2>
<p class="actions">''' + bouton("Je m'inscris", 'data-aller="inscription"') + '''</p>
<div class="accordeon" data-ouvert="1"><h4><a href="#">Plus d'info ?</a></h4><div>
<p>&gt; <a href="#presentation">Présentation de l'espace personnalisé</a><br />
&gt; <a href="#video">Démonstration vidéo de l'inscription</a> &#9654;<br />
&gt; <a href="#inscription-administrateur">Inscription d'un administrateur</a><br />
&gt; <a href="#inscription-utilisateur">Inscription d'un utilisateur</a><br />
&gt; <a href="#" data-cgu="ajax/panneau.php?p=cgu">Conditions générales d'utilisation (CGU)</a></p></div></div></div>
<div class="colonne cadre" style="width:230px;margin-right:0"><h2>Poser votre question</h2>
<p><label for="ariane-question">Bonjour, je m'appelle Ariane et je suis là pour vous aider</label></p>
<p><input type="text" id="ariane-question" style="width:200px" /></p><p>''' + bouton('Demander', 'id="demander"', 'span') + '''</p>
<p id="ariane-reponse" aria-live="polite"></p></div>
<div style="clear:both" class="legende" id="note-codes-perdus">
<p>Pour récupérer votre code identifiant et/ou régénérer un code confidentiel provisoire, cliquez sur [Codes perdus]</p>
''' + ('' if bug('note-conditions-absente') else note) + '</div>'


def certification(s, r):
    if not s.get('attente'):
        raise Etape('connexion', 'Veuillez vous identifier.')
    return '''<h1>Code de certification</h1>
<div class="zone"><p>Votre code confidentiel a été régénéré. Saisissez le code de certification qui s'est affiché lors de la régénération de votre code confidentiel.</p>
<p class="legende">Après 3 essais infructueux, vous devrez renouveler votre code confidentiel.</p>
<form action="#" data-action="ajax/certification.php"><table class="formulaire">
''' + ligne('certification', 'Code de certification', '*', maxi=20) + '''</table>
<p class="actions">''' + bouton('Je valide', 'data-valider="1"') + bouton('Annuler', 'data-annuler="1"', 'span', 'bouton secondaire') + '''</p></form>
<p class="legende">* Champs obligatoires</p></div>'''


# ------------------------------------------------------------------ panneaux : codes perdus
def etape1(s, r):
    def cas(nom, quoi):
        return '<li>Vous avez perdu votre %s : <a href="#" data-cas="%s">cliquez ici</a></li>' % (quoi, nom)
    utilisateur = '''<h3>Vous êtes utilisateur sans être administrateur</h3>
<ul>''' + cas('utilisateur', '<strong>code identifiant et / ou votre code confidentiel</strong>') + '</ul>'
    return '''<h2>Vous avez perdu votre code confidentiel ou votre code identifiant</h2>
<p class="aide-champ">En fonction de votre situation, cliquez sur l'un des choix</p>
<h3>Vous êtes administrateur</h3>
<ul>''' + cas('confidentiel', '<strong>code confidentiel</strong>') + cas('identifiant', '<strong>code identifiant</strong>') + \
        cas('deux', '<strong>code identifiant et votre code confidentiel</strong>') + '</ul>' + \
        ('' if bug('bloc-utilisateur-absent') else utilisateur) + \
        '<p class="actions"><a href="#" data-annuler="1">[annuler]</a></p>' + lien_cgu()


def etape2(s, r):
    if s.get('cas') not in ('identifiant', 'deux', 'utilisateur'):
        raise Etape('etape1', 'Veuillez indiquer votre situation.')
    v = s.get('saisie', {})
    bcr = ("Le numéro BCR vous est attribué par la direction des retraites et de la solidarité et permet votre identification (exemple 01ABC111). "
           "Vous le retrouvez sur les courriers et courriels.")
    groupe = '' if bug('bcr-contrat-facultatifs') else 'bcr-contrat'
    if bug('bcr-exige'):
        groupe = ''
    maj = '' if bug('minuscules-acceptees') else 'majuscules'
    return '<h1>%s</h1>' % ('Identification de votre établissement' if bug('titre-recherche') else 'Recherche de votre code identifiant') + '''
<div class="zone"><div class="bulle">''' + bcr + '''</div>
<p>Complétez les champs obligatoires * puis cliquez sur « rechercher »</p>
<form action="#" data-action="ajax/recherche.php">
<h2>Votre établissement</h2><table class="formulaire">
''' + ligne('siret', 'Numéro SIRET', '' if bug('siret-sans-asterisque') else '*', v.get('siret', ''), 'siret', oblig=True, maxi=14, titre='14 chiffres') + \
        ligne('bcr', 'Numéro BCR', '**', v.get('bcr', ''), maj, groupe, 'Saisie en majuscules', 'Exemple : 01ABC111', oblig=bug('bcr-exige'), maxi=20) + \
        ligne('contrat', 'Numéro de contrat', '**', v.get('contrat', ''), maj, groupe, 'Saisie en majuscules', maxi=20) + '''</table>
<h2>Coordonnées professionnelles</h2><table class="formulaire">
''' + ligne('nom', 'Votre Nom', '*', v.get('nom', '')) + ligne('prenom', 'Prénom', '*', v.get('prenom', '')) + '''</table>
<p class="actions">''' + bouton('rechercher', 'data-valider="1" id="btn-rechercher"') + bouton('Annuler', 'data-annuler="recherche"', 'span', 'bouton secondaire') + '''</p></form>
<p class="legende">* Champs obligatoires<br />''' + ('' if bug('legende-bcr-absente') else "** Vous devez obligatoirement compléter au moins l'un de ces deux champs") + '''</p>
<div class="accordeon" data-ouvert="1"><h4><a href="#">Aide à la recherche</a></h4><div><p>Si votre requête n'aboutit pas, vérifiez que :</p>
<ul><li>le n° de BCR ou de contrat est bien saisi en majuscules,</li>
<li>les coordonnées professionnelles sont bien identiques (majuscules et minuscules) à celles saisies lors de l'inscription,</li>
<li>vous êtes bien inscrit en tant ''' + ("qu'utilisateur" if s['cas'] == 'utilisateur' else "qu'administrateur") + ''' pour votre établissement.</li></ul></div></div>
</div>''' + lien_cgu()


def resultat(s, r):
    if not s.get('compte') or s.get('cas') == 'deux':
        raise Etape('etape1', 'Veuillez indiquer votre situation.')
    suite = ''
    if s['cas'] == 'utilisateur':
        suite = ('<p>Si vous avez aussi perdu votre code confidentiel, vous pouvez demander un nouveau code :</p><p>%s</p>'
                 % bouton('Regénérer votre code confidentiel', 'data-aller="etape3"'))
    return '''<h1>Recherche de votre code identifiant</h1>
<div class="cadre"><p>Votre code identifiant est le suivant :</p><p class="cadre-code" id="identifiant-trouve">''' + e(s['compte']) + '''</p>
<p>Veuillez le noter : il vous sera demandé à chaque connexion à votre espace personnalisé.</p>''' + suite + '''</div>
<p class="actions">''' + bouton('Retour à la connexion', 'data-annuler="1"', 'span') + '</p>' + lien_cgu()


def etape3(s, r):
    cas = s.get('cas')
    if not (cas == 'confidentiel' or (s.get('compte') and cas in ('deux', 'utilisateur'))):
        raise Etape('etape1', 'Veuillez indiquer votre situation.')
    ident = '' if cas == 'confidentiel' or bug('identifiant-non-renseigne') else s['compte']
    return '''<h1>Regénérer votre code confidentiel</h1>
<div class="zone"><p>Saisissez toutes les rubriques du formulaire puis cliquez sur "Générer le code confidentiel", <strong>un nouveau code confidentiel vous sera envoyé à l'adresse e-mail enregistrée dans nos fichiers.</strong></p>
''' + ('<div class="bulle">Votre identifiant est renseigné automatiquement</div>' if cas != 'confidentiel' else '') + '''
<form action="#" data-action="ajax/generer.php"><table class="formulaire">
''' + ligne('nom', 'Votre Nom') + ligne('prenom', 'Votre Prénom') + \
        ligne('identifiant', 'Code identifiant', valeur=ident, lecture=bool(ident), maxi=20) + \
        ligne('courriel', 'Adresse e-mail', regle='courriel', aide='(doit être identique à celle qui est mentionnée sur votre compte)', maxi=100,
              titre='Adresse à laquelle vous recevrez votre nouveau code confidentiel. Elle doit être identique à celle qui est enregistrée sur votre compte.') + \
        '<tr><td></td><td class="aide-champ">Adresse à laquelle vous recevrez votre nouveau code confidentiel. Elle doit être identique à celle qui est enregistrée sur votre compte.</td></tr>' + \
        '<tr><td colspan="2">Sélectionnez la question que vous avez choisie lors de votre inscription :</td></tr>' + \
        liste_questions() + ligne('reponse', 'Réponse') + '''</table>
<p class="actions">''' + bouton('Envoyer ma demande' if bug('libelle-generer') else 'Générer le code confidentiel', 'data-valider="1" id="btn-generer"') + \
        bouton('Annuler', 'data-annuler="1"', 'span', 'bouton secondaire') + '''</p></form>
<p class="legende">* Champs obligatoires</p></div>''' + lien_cgu('►')


def etape4(s, r):
    c = COMPTES.get(s.get('gen'))
    if not c or not c['certification']:
        raise Etape('etape1', "Cette étape n'est plus disponible.")
    code = c['confidential_code'] if bug('code-confidentiel-affiche') else c['certification']
    fin = (" Si, lors de votre prochaine connexion, vous faites 3 essais infructueux de saisie de ce code, vous devrez renouveler votre code confidentiel.")
    return '''<h1>Régénération du code confidentiel</h1>
<p>Vous recevrez prochainement par courriel votre nouveau code confidentiel, qui vous sera nécessaire pour vous connecter à nos différents services.</p>
<p>Veuillez noter le <strong>code de certification</strong> que vous devrez impérativement saisir lors de votre prochaine connexion :</p>
<p class="cadre"><strong>Important :</strong> Vous devez impérativement noter le code qui s'affiche dans ce cadre : <strong>il ne s'agit pas de votre code confidentiel</strong>, il vous sera demandé lors de votre prochaine connexion.''' + \
        ('' if bug('avertissement-tronque') else fin) + '''</p>
<p class="cadre-code" id="code-certification">''' + code + '''</p>
<p class="son"><span role="button" tabindex="0" id="icone-son" data-son="son.php" title="Écouter le code de certification"><img src="static/haut-parleur.png" alt="Écouter le code" width="16" height="11" /></span>
<a href="son.php" target="_blank" title="Version sonore du code (fichier WAV, nouvelle fenêtre)">(Cliquez ici pour entendre la version sonore)</a></p>
<p class="actions">''' + bouton('Terminer', 'data-terminer="1" id="btn-terminer"', 'span') + '</p>' + lien_cgu()


# ------------------------------------------------------------------ pages d'information
CGU = '''<p>Les présentes conditions générales régissent l'accès à l'espace personnalisé mis à la disposition des employeurs par la Direction des retraites.</p>
<h4>1. Accès</h4><p>L'accès est réservé aux personnes inscrites, administrateurs ou utilisateurs, au moyen d'un code identifiant et d'un code confidentiel.</p>
<h4>2. Confidentialité des codes</h4><p>Les codes sont strictement personnels. L'inscrit est responsable de leur conservation et de leur usage.</p>
<h4>3. Données personnelles</h4><p>Conformément à la loi « Informatique et libertés » du 6 janvier 1978 modifiée, vous disposez d'un droit d'accès et de rectification.</p>'''
TEXTES = {
    'cgu': ('Conditions générales d\'utilisation', CGU),
    'mentions': ('Mentions légales', '<p>Éditeur : Caisse des Dépôts, Direction des retraites, rue du Vergne, 33059 Bordeaux cedex.</p><p>Directeur de la publication : le directeur des retraites et de la solidarité.</p>'),
    'accessibilite': ('Accessibilité', '<p>Les boutons A⁻ et A⁺ modifient la taille des caractères. Le code de certification est proposé en version sonore.</p>'),
    'contact': ('Contact', '<p>Pour toute question, adressez-vous à votre correspondant habituel de la Direction des retraites.</p>'),
    'plan': ('Plan du site', '<ul><li><a href="#accueil">Accueil</a></li><li><a href="#connexion">Accès à mon espace personnalisé</a><ul><li><a href="#etape1">Codes perdus</a></li><li><a href="#inscription">Inscription</a></li><li><a href="#aide">Aide à la connexion</a></li></ul></li><li><a href="#mentions">Mentions légales</a></li></ul>'),
    'aide': ('Aide à la connexion', '''<div class="tabs"><ul class="onglets"><li><a href="#aide-codes">Vos codes</a></li><li><a href="#aide-navigateur">Votre navigateur</a></li></ul>
<div class="onglet" id="aide-codes"><div class="accordeon" data-ouvert="0"><h4><a href="#">J'ai perdu mes codes</a></h4><div><p>Cliquez sur « Codes perdus » dans la fenêtre de connexion.</p></div>
<h4><a href="#">Je n'ai jamais été connecté</a></h4><div><p>Demandez à un autre administrateur de votre établissement de régénérer votre code confidentiel.</p></div></div></div>
<div class="onglet" id="aide-navigateur"><p>Le site est optimisé pour Internet Explorer 8 et suivants et Firefox 10 et suivants, en 1024 x 768. Le JavaScript et les cookies doivent être activés.</p></div></div>'''),
    'inscription': ('Inscription', '<p>Êtes-vous administrateur ou utilisateur ?</p><p>&gt; <a href="#inscription-administrateur">Inscription d\'un administrateur</a><br />&gt; <a href="#inscription-utilisateur">Inscription d\'un utilisateur</a></p>'),
    'inscription-administrateur': ("Inscription d'un administrateur", '<p>Le formulaire d\'inscription est adressé par courrier au représentant légal de l\'établissement.</p>'),
    'inscription-utilisateur': ("Inscription d'un utilisateur", "<p>L'inscription d'un utilisateur est faite par l'administrateur de l'établissement.</p>"),
    'administrateur': ('Je suis administrateur', "<p>L'administrateur gère les inscriptions et les droits des utilisateurs de son établissement.</p>"),
    'utilisateur': ('Je suis utilisateur', "<p>L'utilisateur accède aux services que l'administrateur de l'établissement lui a ouverts.</p>"),
    'presentation': ("Présentation de l'espace personnalisé", "<p>L'espace personnalisé réunit les services en ligne des employeurs : déclarations, simulation, suivi des dossiers.</p>"),
    'video': ("Démonstration vidéo de l'inscription", '<p>La vidéo est momentanément indisponible.</p>'),
    'actualite': ('Votre actualité', "<p>La Caisse des Dépôts est partenaire de l'Institut des hautes études de la protection sociale (IHEPS), qui a pour objectif de promouvoir la connaissance et les réflexions sur les enjeux de la protection sociale.</p>"),
    'forum': ('Forum Retraite 2010', '<p>Les actes et les vidéos du forum sont disponibles sur demande.</p>'),
}


def texte(nom):
    def f(s, r):
        titre, corps = TEXTES[nom]
        return ('' if nom == 'cgu' else '<h1>%s</h1>' % titre) + corps
    return f


def rubrique(liste):
    def f(s, r):
        t = liste[int(r)] if r.isdigit() and int(r) < len(liste) else liste[0]
        return '<h1>%s</h1><p>Cette rubrique est en cours de mise à jour.</p><p><a href="#accueil">Retour à l\'accueil</a></p>' % t
    return f


def recherche(s, r):
    mot = r.strip().lower()
    trouves = [(n, t) for n, (t, c) in TEXTES.items() if mot and mot in (t + c).lower()]
    trouves += [('regime/%d' % i, t) for i, t in enumerate(REGIMES) if mot and mot in t.lower()]
    return '<h1>Résultats de la recherche</h1><p>%s</p><ul>%s</ul>' % (
        '%d résultat(s) pour « %s »' % (len(trouves), e(r)) if mot else 'Saisissez un mot-clé.', ''.join('<li><a href="#%s">%s</a></li>' % x for x in trouves))


def profil(s, r):
    return '<h1>Changer de profil</h1><p>Les pages de ce profil sont sur le site www.cdc.retraites.fr.</p><p><a href="#accueil">Retour au profil EMPLOYEUR</a></p>'


PANNEAUX = {n: globals()[n] for n in ('accueil', 'connexion', 'certification', 'etape1', 'etape2', 'etape3', 'etape4', 'resultat', 'recherche', 'profil')}
PANNEAUX.update({n: texte(n) for n in TEXTES}, info=rubrique(INFOS), regime=rubrique(REGIMES))


# ------------------------------------------------------------------ espace personnalisé et gabarit
def espace(c):
    info = ''.join('<tr><td class="libelle">%s :</td><td>%s</td></tr>' % (l, e(v or '-')) for l, v in (
        ('Code identifiant', c['identifier']), ('Nom', c['last_name']), ('Prénom', c['first_name']),
        ('Profil', 'Administrateur' if c['role'] == 'administrator' else 'Utilisateur'), ('Numéro SIRET', c['siret']),
        ('Numéro BCR', c['bcr']), ('Numéro de contrat', c['contract']), ('Adresse e-mail', c['email'])))
    avis = []
    if c['provisoire']:
        avis.append('Votre code confidentiel est provisoire : vous pouvez le modifier dans « Mes codes d\'accès ».')
    if not c['first_login_done']:
        avis.append('Vous n\'avez pas encore choisi de question secrète : choisissez-la dans « Mes codes d\'accès ».')
    services = ['Déclarations individuelles', 'Simulation de calcul', 'Suivi des dossiers'] + (['Gestion des utilisateurs'] if c['role'] == 'administrator' else [])
    return '<h1>Mon espace personnalisé</h1><p>Bienvenue %s %s</p>' % (e(c['first_name']), e(c['last_name'])) + \
        ''.join('<div class="cadre">%s</div>' % a for a in avis) + '''
<div class="tabs"><ul class="onglets"><li><a href="#mes-informations">Mes informations</a></li><li><a href="#mes-services">Mes services</a></li><li><a href="#mes-codes">Mes codes d'accès</a></li></ul>
<div class="onglet" id="mes-informations"><table class="formulaire">''' + info + '''</table></div>
<div class="onglet" id="mes-services"><div class="accordeon" data-ouvert="0">''' + \
        ''.join('<h4><a href="#">%s</a></h4><div><p>Aucun dossier en cours.</p></div>' % x for x in services) + '''</div></div>
<div class="onglet" id="mes-codes"><div class="zone"><h2>Modifier mon code confidentiel</h2><form action="#" data-action="ajax/code.php"><table class="formulaire">
''' + ligne('code', 'Code confidentiel actuel', genre='password') + ligne('nouveau', 'Nouveau code confidentiel', genre='password', aide='8 à 12 lettres ou chiffres') + \
        ligne('confirmation', 'Confirmation', genre='password') + '</table><p class="actions">' + bouton('Modifier', 'data-valider="1"') + '''</p></form></div>
<div class="zone"><h2>Ma question secrète</h2><form action="#" data-action="ajax/question.php"><table class="formulaire">
''' + liste_questions(c['question'] if c['first_login_done'] else '') + ligne('reponse', 'Réponse') + '</table><p class="actions">' + bouton('Enregistrer', 'data-valider="1"', 'span') + '''</p></form></div>
<p class="legende">* Champs obligatoires</p></div></div>'''


def page(contenu, panneau, classe, compte):
    liens = [('mentions', 'Mentions légales'), ('accessibilite', 'Accessibilité'), ('plan', 'Plan du site'), ('contact', 'Contact')]
    if var('pied-de-page'):
        liens = [('aide', 'Aide')] + liens[::-1]
    base = '/' if panneau == 'espace' else ''
    pied = ' | '.join('<a href="%s#%s">%s</a>' % (base, h, t) for h, t in liens)
    if compte:
        etat = 'Connecté : %s %s' % (e(compte['first_name']), e(compte['last_name']))
        liens_etat = '<a href="espace.php">Mon espace</a> <a href="deconnexion.php" id="deconnexion">Se déconnecter</a>'
    else:
        etat, liens_etat = 'Non connecté', ''
    titre = 'Mon espace personnalisé - Retraites et solidarité' if panneau == 'espace' else 'Retraites et solidarité - Direction Employeur'
    return '''<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Transitional//EN" "http://www.w3.org/TR/xhtml1/DTD/xhtml1-transitional.dtd">
<html xmlns="http://www.w3.org/1999/xhtml" xml:lang="fr" lang="fr"''' + (' class="vert"' if var('theme-vert') else '') + '''>
<head>
<meta http-equiv="Content-Type" content="text/html; charset=utf-8" />
<title>''' + titre + '''</title>
<link rel="stylesheet" type="text/css" href="static/portail.css" />
<script type="text/javascript" src="static/jq.js"></script>
<script type="text/javascript" src="static/portail.js"></script>
</head>
<body class="''' + classe + '''">
<div id="page">
<div id="entete"><div id="logo">Caisse des Dépôts <span>RETRAITES ET SOLIDARITÉ</span>Direction Employeur</div>
<div id="outils"><div id="date-du-jour">''' + date_du_jour() + '''</div>
<a href="#" id="imprimer" title="Imprimer cette page">Imprimer</a> <a href="#" data-taille="-10" title="Réduire la taille des caractères">A⁻</a> <a href="#" data-taille="10" title="Augmenter la taille des caractères">A⁺</a><br />
<a href="''' + base + '''#accueil">Accueil</a> <a href="''' + base + '''#profil" title="Actif, retraité ou autre public">Changer de profil</a>
<div>Vous êtes <ul class="profils" style="display:inline"><li>EMPLOYEUR</li><li><a href="''' + base + '''#profil/actif">ACTIF</a></li><li><a href="''' + base + '''#profil/retraite">RETRAITÉ</a></li><li><a href="''' + base + '''#profil/autre">AUTRE PUBLIC</a></li></ul></div></div></div>
<div id="bandeau"><span class="droite seulement-espace"><span id="etat">''' + etat + '</span> ' + liens_etat + ' <a href="' + base + '''#accueil">Retour accueil cdc.retraites</a></span>
<strong class="seulement-espace">ESPACE PERSONNALISÉ</strong><strong class="seulement-accueil">Espace employeurs</strong></div>
<noscript><p class="messages">Le JavaScript doit être activé dans votre navigateur pour utiliser ce site.</p></noscript>
<div id="contenu" data-panneau="''' + panneau + '">' + contenu + '''</div>
<div id="pied">''' + pied + ''' | &copy; Caisse des Dépôts</div>
</div>
<div id="chargement"><span>Chargement...</span></div>
</body>
</html>'''


def page_erreur(code, texte_):
    return '<!DOCTYPE html><html lang="fr"><head><meta charset="utf-8" /><title>Erreur %s</title></head><body><h1>Erreur %s</h1><p>%s</p><p><a href="/">Retour à l\'accueil</a></p></body></html>' % (code, code, texte_)
