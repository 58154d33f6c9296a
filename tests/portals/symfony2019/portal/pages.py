"""Contenus éditoriaux."""

NEWS = [
    {"slug": "refonte-espace-personnalise", "date": "14/10/2019",
     "title": "Votre espace personnalisé fait peau neuve",
     "text": "Plus lisible, adapté aux tablettes et aux téléphones : découvrez la nouvelle présentation de vos services en ligne (...)",
     "html": "<p>Plus lisible, adapté aux tablettes et aux téléphones, votre espace personnalisé change de présentation. Vos codes d'accès "
             "et vos services restent les mêmes.</p><p>Les navigateurs pris en charge sont Firefox, Chrome, Edge et Safari, dans leurs versions récentes.</p>"},
    {"slug": "partenaire-iheps", "date": "23/09/2010",
     "title": "La Caisse des Dépôts partenaire de l'Institut des hautes études de la protection sociale (IHEPS)",
     "text": "L'IHEPS a pour objectif de promouvoir la connaissance et les réflexions sur les enjeux de la protection sociale dans le cadre des évolutions (...)",
     "html": "<p>L'IHEPS a pour objectif de promouvoir la connaissance et les réflexions sur les enjeux de la protection sociale dans le cadre "
             "des évolutions démographiques et économiques.</p><p>La Caisse des Dépôts apporte son concours aux sessions de l'institut.</p>"},
    {"slug": "campagne-dai-2010", "date": "16/09/2010",
     "title": "Campagne DAI 2010 : incidence du projet de réforme des retraites",
     "text": "Compte tenu du projet de réforme des retraites, le Gip Info retraite a décidé de ne pas transmettre d'EIG (Estimation indicative globale) aux (...)",
     "html": "<p>Compte tenu du projet de réforme des retraites, le Gip Info retraite a décidé de ne pas transmettre d'EIG (Estimation indicative "
             "globale) aux actifs concernés par la campagne.</p><p>Les relevés de situation individuelle sont adressés normalement.</p>"},
]

SCHEMES = [
    {"slug": "cnracl", "name": "CNRACL", "text": "Caisse nationale de retraites des agents des collectivités locales."},
    {"slug": "fiphfp", "name": "FIPHFP", "text": "Fonds pour l'insertion des personnes handicapées dans la fonction publique."},
    {"slug": "fspoeie", "name": "FSPOEIE", "text": "Fonds spécial des pensions des ouvriers des établissements industriels de l'État."},
    {"slug": "ircantec", "name": "Ircantec", "text": "Institution de retraite complémentaire des agents non titulaires de l'État et des collectivités publiques."},
    {"slug": "rafp", "name": "RAFP", "text": "Retraite additionnelle de la fonction publique."},
    {"slug": "mines", "name": "Retraite des Mines", "text": "Régime de retraite des mines."},
    {"slug": "saspa", "name": "SASPA", "text": "Service de l'allocation de solidarité aux personnes âgées."},
    {"slug": "autres-fonds", "name": "Autres fonds", "text": "Les autres fonds gérés par la Direction des retraites et de la solidarité."},
]

SERVICES = [
    {"slug": "declarations", "name": "Déclarations", "icon": "file-alt", "text": "Déposer et suivre vos déclarations individuelles."},
    {"slug": "cotisations", "name": "Cotisations", "icon": "euro-sign", "text": "Consulter vos appels et vos versements de cotisations."},
    {"slug": "affiliations", "name": "Affiliations", "icon": "user-plus", "text": "Affilier un agent, déclarer une mutation ou une fin d'activité."},
    {"slug": "dossiers", "name": "Dossiers retraite", "icon": "folder-open", "text": "Instruire les demandes de pension et les simulations de calcul."},
    {"slug": "carrieres", "name": "Comptes individuels retraite", "icon": "history", "text": "Fiabiliser les carrières de vos agents."},
    {"slug": "documents", "name": "Documents", "icon": "book", "text": "Retrouver les courriers et les attestations de votre établissement."},
]

PROFILES = {
    "actif": {"title": "Vous êtes actif", "html": "<p>Votre carrière, vos droits, votre relevé de situation individuelle : les informations destinées aux actifs.</p>"},
    "retraite": {"title": "Vous êtes retraité", "html": "<p>Le paiement de votre pension, vos attestations, vos changements de situation : les informations destinées aux retraités.</p>"},
    "autre-public": {"title": "Autre public", "html": "<p>Élus, partenaires, étudiants, journalistes : les informations destinées aux autres publics.</p>"},
}

FOOTER = [
    ("Espace personnalisé", [("presentation", "Présentation de l'espace personnalisé"), ("aide-connexion", "Aide à la connexion"),
                             ("faq", "Questions fréquentes"), ("configuration", "Configuration requise")]),
    ("À propos", [("direction", "Présentation de la Direction des retraites"), ("presse", "Espace presse"),
                  ("etudes", "Études et Documentations"), ("marches", "Marchés publics")]),
    ("Informations légales", [("mentions-legales", "Mentions légales"), ("donnees-personnelles", "Données personnelles"),
                              ("accessibilite", "Accessibilité : non conforme"), ("plan", "Plan du site")]),
]

_CGU = """
<h2>Article 1 - Objet</h2>
<p>Les présentes conditions générales définissent les modalités d'accès à l'espace personnalisé mis à la disposition des employeurs par la
Direction des retraites et de la solidarité de la Caisse des Dépôts, et les conditions d'utilisation des services en ligne.</p>
<h2>Article 2 - Inscription et habilitations</h2>
<p>Chaque établissement désigne au moins un administrateur. L'administrateur inscrit les utilisateurs, gère leurs habilitations et peut régénérer
leur code confidentiel.</p>
<h2>Article 3 - Codes d'accès</h2>
<p>Le code identifiant et le code confidentiel sont strictement personnels. Leur titulaire s'engage à ne pas les communiquer. En cas de perte,
il utilise le service « Codes perdus ».</p>
<h2>Article 4 - Question secrète</h2>
<p>La question secrète et sa réponse sont choisies lors de la première connexion. Elles servent à vérifier l'identité du demandeur.</p>
<h2>Article 5 - Code de certification</h2>
<p>Le code de certification affiché à la fin de la demande est demandé lors de la connexion suivante.</p>
<h2>Article 6 - Disponibilité</h2>
<p>Le service est accessible tous les jours, hors interruptions de maintenance.</p>
<h2>Article 7 - Données personnelles</h2>
<p>Les données sont traitées conformément au règlement (UE) 2016/679 et à la loi du 6 janvier 1978 modifiée.</p>
<h2>Article 8 - Droit applicable</h2>
<p>Les présentes conditions sont régies par le droit français.</p>
"""

PAGES = {
    "cgu": {"title": "Conditions générales d'utilisation", "html": _CGU},
    "aide-connexion": {"title": "Aide à la connexion", "html":
        "<h2>Vos codes</h2><p>Le code identifiant et le code confidentiel vous ont été remis lors de votre inscription. Respectez les majuscules et les minuscules.</p>"
        "<h2>Vous avez perdu vos codes</h2><p>Sur la page de connexion, cliquez sur « Codes perdus ». Les administrateurs récupèrent leurs codes "
        "en ligne ; les utilisateurs s'adressent à un administrateur de leur établissement.</p>"
        "<h2>Code de certification</h2><p>Après une régénération, notez le code de certification : il est demandé lors de la connexion suivante. "
        "Après 3 essais infructueux, le code confidentiel doit être renouvelé.</p>"
        "<h2>Session</h2><p>Sans activité de votre part pendant 20 minutes, la session prend fin et les saisies en cours sont perdues.</p>"},
    "je-suis-administrateur": {"title": "Je suis administrateur", "html":
        "<p>L'administrateur représente son établissement dans l'espace personnalisé. Il inscrit les utilisateurs, leur ouvre des services et "
        "régénère leur code confidentiel.</p><p>Nous vous conseillons de désigner au moins deux administrateurs.</p>"},
    "je-suis-utilisateur": {"title": "Je suis utilisateur", "html":
        "<p>L'utilisateur accède aux services ouverts par son administrateur. Pour tout changement, il s'adresse à un administrateur de son établissement.</p>"},
    "presentation": {"title": "Présentation de l'espace personnalisé", "html":
        "<p>L'espace personnalisé réunit les services en ligne destinés aux employeurs : déclarations, cotisations, affiliations, dossiers de retraite.</p>"},
    "demonstration-video": {"title": "Démonstration vidéo de l'inscription", "html":
        "<p>La vidéo est en cours de mise à jour. En voici la transcription.</p><ol><li>Ouvrez la page « Je m'inscris ».</li><li>Munissez-vous du numéro SIRET "
        "et du numéro BCR ou de contrat de votre établissement.</li><li>Complétez vos coordonnées professionnelles.</li><li>Vos codes vous sont adressés.</li></ol>"},
    "inscription-administrateur": {"title": "Inscription d'un administrateur", "html":
        "<p>La demande est faite par le représentant légal de l'établissement. Les codes sont adressés par courrier sous huit jours.</p>"},
    "inscription-utilisateur": {"title": "Inscription d'un utilisateur", "html":
        "<p>L'utilisateur est inscrit par un administrateur de son établissement, depuis « Gestion des comptes ».</p>"},
    "inscription": {"title": "Je m'inscris", "html":
        "<p>Pour une première inscription, l'établissement adresse à la Direction des retraites et de la solidarité le formulaire de désignation d'un "
        "administrateur, signé de son représentant légal.</p><p>Munissez-vous de votre numéro SIRET et de votre numéro BCR ou de contrat.</p>"},
    "faq": {"title": "Questions fréquentes", "html":
        "<h2>Je ne reçois pas le courriel</h2><p>Vérifiez votre dossier de courriers indésirables. Le courriel est envoyé par "
        "e-servicesinscription@caissedesdepots.fr.</p><h2>J'ai perdu mon code de certification</h2><p>Renouvelez votre code confidentiel par « Codes perdus ».</p>"
        "<h2>Qu'est-ce que le numéro BCR ?</h2><p>Il est attribué par la direction des retraites et de la solidarité et figure sur les courriers et courriels.</p>"},
    "configuration": {"title": "Configuration requise", "html": "<p>Un navigateur récent et un cookie de session. Les scripts améliorent le confort mais ne sont pas obligatoires.</p>"},
    "direction": {"title": "Présentation de la Direction des retraites", "html": "<p>La Direction des retraites et de la solidarité gère des régimes de retraite et des fonds de solidarité pour le compte de leurs conseils d'administration.</p>"},
    "actualites": {"title": "Actualités de la Direction des Retraites", "html": "<p>Retrouvez les actualités sur la page d'accueil.</p>"},
    "etudes": {"title": "Études et Documentations", "html": "<p>Études statistiques, recueils et documentation des régimes.</p>"},
    "presse": {"title": "Espace presse", "html": "<p>Communiqués et dossiers de presse.</p>"},
    "droit-information": {"title": "Droit à l'information sur la retraite", "html": "<p>Relevé de situation individuelle, estimation indicative globale, entretien information retraite.</p>"},
    "forum-retraite-2010": {"title": "Forum Retraite 2010", "html": "<p>Les actes et les vidéos des tables rondes.</p>"},
    "marches": {"title": "Marchés publics", "html": "<p>Les avis sont publiés sur le profil d'acheteur du groupe.</p>"},
    "mentions-legales": {"title": "Mentions légales", "html":
        "<h2>Éditeur</h2><p>Caisse des Dépôts, Direction des retraites et de la solidarité, rue du Vergne, 33059 Bordeaux Cedex.</p>"
        "<h2>Hébergement</h2><p>Informatique CDC.</p><h2>Propriété intellectuelle</h2><p>Toute reproduction est soumise à autorisation.</p>"},
    "donnees-personnelles": {"title": "Données personnelles", "html":
        "<p>Les informations recueillies servent à gérer les accès à l'espace personnalisé. Vous disposez d'un droit d'accès, de rectification et "
        "d'effacement auprès du délégué à la protection des données.</p><p>Les traces de connexion sont conservées un an.</p>"},
    "accessibilite": {"title": "Accessibilité", "html": "<p>Un audit RGAA est prévu en 2020. Pour signaler une difficulté, utilisez la page « Nous contacter ».</p>"},
    "plan": {"title": "Plan du site", "html": "<ul><li>Accueil</li><li>Espace personnalisé : connexion, codes perdus</li><li>Régimes et fonds</li><li>Informations générales</li><li>Aide</li></ul>"},
}


def ariane(question):
    words = question.lower()
    found = []
    if any(part in words for part in ("code", "perdu", "oubli", "identifiant", "mot de passe", "confidentiel")):
        found.append(("lost", None, "Codes perdus", "Pour récupérer votre code identifiant ou régénérer votre code confidentiel."))
    if any(part in words for part in ("connect", "connexion", "accès", "acces")):
        found.append(("page", "aide-connexion", "Aide à la connexion", "Pour comprendre comment vous connecter."))
    if any(part in words for part in ("inscri", "compte")):
        found.append(("page", "inscription", "Je m'inscris", "Pour ouvrir un accès à votre établissement."))
    return found
