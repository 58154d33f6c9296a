"""Texts that do not depend on the visitor."""

QUESTIONS = ["Quel est le nom de jeune fille de votre mère ?", "Quelle est votre ville de naissance ?",
             "Quel est le nom de votre premier animal de compagnie ?", "Quel était votre premier véhicule ?",
             "Quel est le nom de votre école primaire ?", "Quel est le prénom de votre grand-père maternel ?"]
MORE_QUESTIONS = ["Quel est votre plat préféré ?", "Dans quelle rue habitiez-vous enfant ?"]

INFOS = {
    "cgu": ("Conditions générales d'utilisation", "Les codes sont personnels : ne les communiquez à personne."),
    "aide": ("Aide à la connexion", "Saisissez vos codes puis cliquez sur « Je valide ». Pour récupérer votre code "
             "identifiant et/ou régénérer un code confidentiel provisoire, cliquez sur « Codes perdus »."),
    "administrateur": ("Je suis administrateur", "L'administrateur gère les accès de son établissement."),
    "utilisateur": ("Je suis utilisateur", "L'administrateur de votre établissement ouvre vos services."),
    "presentation": ("Présentation de l'espace personnalisé", "Vos services en ligne, réunis en un seul espace."),
    "video": ("Démonstration vidéo de l'inscription", "Demandez la démonstration à votre contact."),
    "inscription-administrateur": ("Inscription d'un administrateur", "Munissez-vous de vos numéros SIRET et BCR."),
    "inscription-utilisateur": ("Inscription d'un utilisateur", "Adressez-vous à votre administrateur."),
    "inscription": ("Je m'inscris", "Munissez-vous des références de votre établissement."),
    "iheps": ("La Caisse des Dépôts partenaire de l'Institut des hautes études de la protection sociale (IHEPS)",
              "L'IHEPS a pour objectif de promouvoir la connaissance et les réflexions sur les enjeux de la protection "
              "sociale dans le cadre des évolutions (...)"),
    "dai": ("Campagne DAI 2010 : incidence du projet de réforme des retraites",
            "Compte tenu du projet de réforme des retraites, le Gip Info retraite a décidé de ne pas transmettre "
            "d'EIG (Estimation indicative globale) aux (...)"),
    "forum": ("Forum Retraite 2010", "Les actes et les vidéos du forum sont en ligne."),
}
