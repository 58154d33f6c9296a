"""Contenus web du site (articles, aides, pages légales) et libellés anglais de l'habillage."""

NEWS = [
    ("iheps", "La Caisse des Dépôts partenaire de l'Institut des hautes études de la protection sociale (IHEPS)",
     "23/09/2010",
     "L'IHEPS a pour objectif de promouvoir la connaissance et les réflexions sur les enjeux de la protection "
     "sociale dans le cadre des évolutions (...)",
     "<p>L'IHEPS a pour objectif de promouvoir la connaissance et les réflexions sur les enjeux de la protection "
     "sociale dans le cadre des évolutions démographiques, économiques et institutionnelles en France et en "
     "Europe.</p><p>La session annuelle réunit pendant neuf mois des responsables des secteurs public et privé, "
     "des partenaires sociaux, des élus et des journalistes. La Caisse des Dépôts, gestionnaire de régimes de "
     "retraite et de fonds de solidarité, y apporte son expérience.</p>"),
    ("dai-2010", "Campagne DAI 2010 : incidence du projet de réforme des retraites", "15/09/2010",
     "Compte tenu du projet de réforme des retraites, le Gip Info retraite a décidé de ne pas transmettre d'EIG "
     "(Estimation indicative globale) aux (...)",
     "<p>Compte tenu du projet de réforme des retraites, le Gip Info retraite a décidé de ne pas transmettre "
     "d'EIG (Estimation indicative globale) aux assurés des générations concernées avant la promulgation de la "
     "loi.</p><p>Les RIS (relevés individuels de situation) sont adressés selon le calendrier prévu. Les "
     "employeurs n'ont pas de démarche particulière à accomplir.</p>"),
    ("forum-retraite-2010", "Forum Retraite 2010 : les actes et les vidéos en ligne", "06/09/2010",
     "Retrouvez les interventions des tables rondes et les vidéos des ateliers du Forum Retraite (...)",
     "<p>Retrouvez les interventions des tables rondes et les vidéos des ateliers du Forum Retraite, qui a "
     "rassemblé plus de six cents employeurs publics.</p><ul><li>Ouverture et table ronde n° 1 : le droit à "
     "l'information</li><li>Table ronde n° 2 : la fiabilisation des comptes individuels</li><li>Ateliers : les "
     "e-services de l'espace personnalisé</li></ul>"),
]

GENERAL = [
    ("actualites-direction", "Actualités de la Direction des Retraites"),
    ("presentation-direction", "Présentation de la Direction des retraites"),
    ("etudes", "Études et Documentations"),
    ("presse", "Espace presse"),
    ("droit-information", "Droit à l'information sur la retraite"),
]
FUNDS = [
    ("cnracl", "CNRACL"), ("fiphfp", "FIPHFP"), ("fspoeie", "FSPOEIE"), ("ircantec", "Ircantec"),
    ("rafp", "RAFP"), ("retraite-mines", "Retraite des Mines"), ("saspa", "SASPA"), ("autres-fonds", "Autres fonds"),
]
EMPLOYER = [
    ("actualites", "Votre actualité"),
    ("services", "Services en ligne"),
    ("calendrier", "Calendrier des échéances"),
    ("formulaires", "Formulaires et notices"),
]
PROFILES = [("employeur", "EMPLOYEUR"), ("actif", "ACTIF"), ("retraite", "RETRAITÉ"), ("autre-public", "AUTRE PUBLIC")]

FUND_TEXT = {
    "cnracl": "La Caisse nationale de retraites des agents des collectivités locales est le régime spécial de "
              "sécurité sociale chargé de l'assurance vieillesse des fonctionnaires territoriaux et hospitaliers.",
    "fiphfp": "Le Fonds pour l'insertion des personnes handicapées dans la fonction publique aide les employeurs "
              "publics à recruter et à maintenir dans l'emploi les personnes handicapées.",
    "fspoeie": "Le Fonds spécial des pensions des ouvriers des établissements industriels de l'État verse les "
               "pensions des ouvriers de l'État et de leurs ayants cause.",
    "ircantec": "L'Institution de retraite complémentaire des agents non titulaires de l'État et des "
                "collectivités publiques est un régime complémentaire par points.",
    "rafp": "La Retraite additionnelle de la fonction publique est un régime par points, obligatoire, pour les "
            "fonctionnaires civils et militaires.",
    "retraite-mines": "Le régime minier gère les pensions des anciens mineurs et de leurs familles.",
    "saspa": "Le Service de l'allocation de solidarité aux personnes âgées s'adresse aux personnes qui ne "
             "relèvent d'aucun régime de base.",
    "autres-fonds": "La Caisse des Dépôts gère d'autres fonds de retraite et de solidarité : fonds de "
                    "compensation, rentes, accidents du travail.",
}

CGU = """<h3>Article 1 – Objet</h3><p>Les présentes conditions générales ont pour objet de définir les modalités
d'accès et d'utilisation de l'espace personnalisé mis à la disposition des employeurs par la Direction des retraites et
de la solidarité de la Caisse des Dépôts.</p><h3>Article 2 – Inscription</h3><p>L'administrateur est désigné par le
représentant légal de l'établissement. Il inscrit et gère les utilisateurs de son établissement.</p><h3>Article 3 –
Codes d'accès</h3><p>Les codes d'accès sont personnels et confidentiels. Leur titulaire en est seul responsable. Il
s'engage à ne pas les communiquer à un tiers.</p><h3>Article 4 – Disponibilité</h3><p>Le service est ouvert 24 heures
sur 24 et 7 jours sur 7, sauf opération de maintenance.</p><h3>Article 5 – Données personnelles</h3><p>Conformément à
la loi n° 78-17 du 6 janvier 1978 modifiée, vous disposez d'un droit d'accès, de rectification et d'opposition aux
données qui vous concernent.</p>"""

# slug → (titre, corps, colonne de menu)
PAGES = {
    "cgu": ("Conditions générales d'utilisation (CGU)", CGU),
    "mentions-legales": ("Mentions légales", """<p>Site édité par la Caisse des Dépôts, établissement spécial créé par
la loi du 28 avril 1816, 56 rue de Lille, 75007 Paris.</p><p>Directeur de la publication : le directeur des retraites et
de la solidarité.</p><p>Hébergement : Informatique CDC, 4 rue Berthollet, 94110 Arcueil.</p><p>La reproduction des
contenus est autorisée sous réserve de la mention de la source.</p>"""),
    "accessibilite": ("Accessibilité", """<p>Ce site s'efforce de respecter le référentiel général d'accessibilité pour
les administrations (RGAA) version 2.2.</p><ul><li>Des liens d'évitement mènent au contenu et à la zone de
connexion.</li><li>Les touches A⁻ et A⁺ modifient la taille des caractères.</li><li>Les fonctions du site restent
utilisables sans JavaScript.</li></ul>"""),
    "donnees-personnelles": ("Données personnelles et cookies", """<p>Les informations recueillies font l'objet d'un
traitement informatique déclaré à la CNIL, destiné à la gestion de l'espace personnalisé.</p><p>Le site dépose des
cookies de session et de préférence (langue, taille des caractères). Aucun cookie publicitaire n'est déposé.</p>"""),
    "contact": ("Contact", """<p><strong>Par téléphone</strong> : 05 56 11 41 00, du lundi au vendredi de 8 h 30 à
17 h 30 (prix d'un appel local).</p><p><strong>Par courrier</strong> : Caisse des Dépôts, Direction des retraites et de la
solidarité, rue du Vergne, 33059 Bordeaux cedex.</p><p>Indiquez votre numéro BCR ou votre numéro de contrat dans toute
correspondance.</p>"""),
    "aide-connexion": ("Aide à la connexion", """<h3>Se connecter</h3><p>Saisissez votre code identifiant et votre code
confidentiel dans la zone « Je suis déjà inscrit(e) », puis cliquez sur « Je valide ».</p><h3>Après une
régénération</h3><p>Lors de la connexion qui suit la régénération de votre code confidentiel, le code de certification
que vous avez noté vous est demandé.</p><h3>Vous avez perdu un code ?</h3><p>Cliquez sur « Codes perdus » dans la zone de
connexion.</p><h3>Votre navigateur</h3><p>Le site est prévu pour Internet Explorer 8 et suivants, Firefox, Chrome et
Safari. Il accepte les cookies de session.</p>"""),
    "je-suis-administrateur": ("Je suis administrateur", """<p>L'administrateur représente l'établissement. Il crée,
modifie et supprime les utilisateurs, et choisit les services qu'ils peuvent employer.</p><p>Il peut régénérer le code
confidentiel d'un utilisateur ou d'un autre administrateur de son établissement depuis son espace personnalisé.</p>"""),
    "je-suis-utilisateur": ("Je suis utilisateur", """<p>L'utilisateur accède aux services que l'administrateur de son
établissement lui a ouverts.</p><p>Pour toute question sur vos droits d'accès, adressez-vous à votre
administrateur.</p>"""),
    "presentation-espace": ("Présentation de l'espace personnalisé", """<p>L'espace personnalisé vous donne accès, par
une seule connexion, aux services en ligne de vos régimes et fonds : déclarations individuelles, suivi des cotisations,
comptes individuels retraite, liquidation.</p>"""),
    "demonstration-video": ("Démonstration vidéo de l'inscription", """<p>Durée : 4 min 12 s.</p><p class="video">La
vidéo demande le module Flash Player 9 ou supérieur.</p><h3>Transcription</h3><ol><li>Cliquez sur « Je
m'inscris ».</li><li>Indiquez votre établissement et vos coordonnées professionnelles.</li><li>Vous recevez votre code
identifiant par courriel et votre code confidentiel par courrier.</li><li>À la première connexion, choisissez une question
secrète et sa réponse.</li></ol>"""),
    "inscription-administrateur": ("Inscription d'un administrateur", """<p>Le représentant légal désigne
l'administrateur au moyen du bulletin de désignation. Un établissement peut avoir plusieurs administrateurs.</p><p>Les
codes d'accès sont envoyés séparément, sous huit jours.</p>"""),
    "inscription-utilisateur": ("Inscription d'un utilisateur", """<p>L'utilisateur est inscrit par l'administrateur
de son établissement, depuis l'espace personnalisé, rubrique « Gestion des comptes ».</p>"""),
    "inscription": ("Je m'inscris", """<p>L'inscription en ligne se fait en trois temps :</p><ol><li>téléchargez le
bulletin de désignation et faites-le signer par le représentant légal ;</li><li>renvoyez-le à la Direction des
retraites et de la solidarité ;</li><li>à réception de vos codes, connectez-vous et choisissez votre question
secrète.</li></ol><p class="portlet-msg-info">Le bulletin de désignation est disponible dans la rubrique « Formulaires et
notices ».</p>"""),
    "actualites-direction": ("Actualités de la Direction des Retraites", """<p>Les rendez-vous de la Direction des
retraites et de la solidarité : journées employeurs, salons, publications.</p>"""),
    "presentation-direction": ("Présentation de la Direction des retraites", """<p>La Direction des retraites et de la
solidarité de la Caisse des Dépôts gère quarante-huit régimes et fonds, au service de 7,3 millions d'actifs et de
3,5 millions de retraités.</p>"""),
    "etudes": ("Études et Documentations", "<p>Questions retraite et solidarité, Recueils statistiques, Rapports annuels des fonds.</p>"),
    "presse": ("Espace presse", "<p>Service de presse : 01 58 50 40 00. Communiqués et dossiers de presse depuis 2005.</p>"),
    "droit-information": ("Droit à l'information sur la retraite", """<p>Depuis la loi du 21 août 2003, chaque assuré
reçoit un relevé individuel de situation puis une estimation indicative globale.</p>"""),
    "services": ("Services en ligne", """<p>Déclarations individuelles (DI), comptes individuels retraite (CIR),
cotisations, simulation de calcul, demande d'avis préalable. L'accès se fait par l'espace personnalisé.</p>"""),
    "calendrier": ("Calendrier des échéances", """<table class="table"><thead><tr><th scope="col">Échéance</th><th
scope="col">Objet</th></tr></thead><tbody><tr><td>31 janvier</td><td>Déclaration individuelle N4DS</td></tr><tr><td>30
avril</td><td>Déclaration annuelle FIPHFP</td></tr><tr><td>5 de chaque mois</td><td>Versement des
cotisations</td></tr></tbody></table>"""),
    "formulaires": ("Formulaires et notices", """<ul><li>Bulletin de désignation d'un administrateur (demander au
05 56 11 41 00)</li><li>Demande de changement d'adresse de courriel</li><li>Notice « Espace personnalisé
employeur »</li></ul>"""),
    "actif": ("Espace actif", "<p>Vous êtes en activité : suivez votre carrière et estimez votre future retraite.</p>"),
    "retraite": ("Espace retraité", "<p>Vous êtes retraité : consultez vos paiements et vos attestations fiscales.</p>"),
    "autre-public": ("Autre public", "<p>Élèves, chercheurs, partenaires : découvrez la Direction des retraites et de la solidarité.</p>"),
}
for _slug, _name in FUNDS:
    PAGES[_slug] = (_name, "<p>%s</p>" % FUND_TEXT[_slug])

OWN_QUESTIONS = [
    "Quel est le nom de jeune fille de votre mère ?",
    "Quelle est votre ville de naissance ?",
    "Quel était le nom de votre premier animal de compagnie ?",
    "Quel est le prénom de votre grand-père maternel ?",
    "Quel est le nom de votre école primaire ?",
    "Quelle était la marque de votre première voiture ?",
    "Quel est votre livre préféré ?",
]

ENGLISH = {
    "Accueil": "Home", "Non connecté": "Not signed in", "Connecté": "Signed in",
    "Retour accueil cdc.retraites": "Back to cdc.retraites home", "Aller à": "Go to",
    "Se déconnecter": "Sign out", "Mon espace": "My space", "Vous êtes ici :": "You are here:",
    "Plan du site": "Site map", "Contact": "Contact", "Mentions légales": "Legal notice",
    "Accessibilité": "Accessibility", "Données personnelles": "Personal data", "Imprimer": "Print",
    "Langue :": "Language:", "Aller au contenu": "Skip to content", "Aller à la zone de connexion": "Skip to sign-in",
    "Changer de profil": "Change profile", "Vous êtes": "You are", "Votre actualité": "News",
    "Services en ligne": "Online services", "Codes perdus": "Lost codes",
    "Accès à mon espace personnalisé": "My personal space", "Se connecter": "Sign in",
}
