"""Words of the portal that are not rules: questions offered, spelling, editorial pages."""
QUESTIONS = ["Quel est le nom de jeune fille de votre mère ?", "Quel est le prénom de votre premier enfant ?",
             "Quelle est votre ville de naissance ?", "Quel était le nom de votre premier animal ?",
             "Quel est votre film préféré ?", "Quel était le nom de votre première école ?"]
SPELL = dict(zip("ABCDEFGHIJKLMNOPQRSTUVWXYZ", "Anatole Berthe Célestin Désiré Eugène François Gaston Henri Irma Joseph Kléber Louis Marcel Nicolas Oscar Pierre Quintal Raoul Suzanne Thérèse Ursule Victor William Xavier Yvonne Zoé".split()))
PAGES = {
    "cgu": "Conditions générales d'utilisation", "je-suis-administrateur": "Je suis administrateur", "je-suis-utilisateur": "Je suis utilisateur",
    "presentation": "Présentation de l'espace personnalisé", "demonstration": "Démonstration vidéo de l'inscription", "inscription": "Inscription",
    "inscription-administrateur": "Inscription d'un administrateur", "inscription-utilisateur": "Inscription d'un utilisateur",
    "aide-connexion": "Aide à la connexion", "ariane": "Poser votre question", "recherche": "Rechercher sur le site", "numeros": "Où trouver votre numéro BCR ou de contrat",
    "actif": "Actif", "retraite": "Retraité", "autre-public": "Autre public", "iheps": "La Caisse des Dépôts partenaire de l'IHEPS", "dai-2010": "Campagne DAI 2010",
    "forum-2010": "Forum Retraite 2010", "actualites": "Actualités de la Direction des Retraites", "direction": "Présentation de la Direction des retraites",
    "etudes": "Études et Documentations", "presse": "Espace presse", "droit-information": "Droit à l'information sur la retraite",
    "plan-du-site": "Plan du site", "accessibilite": "Accessibilité : partiellement conforme", "mentions-legales": "Mentions légales",
    "donnees-personnelles": "Données personnelles", "cookies": "Gestion des cookies", "contact": "Nous contacter",
    **{x.lower().replace(" ", "-"): x for x in ("CNRACL", "FIPHFP", "FSPOEIE", "Ircantec", "RAFP", "Retraite des Mines", "SASPA", "Autres fonds")}}
CHECKS = """<ul><li>le n° de BCR ou de contrat est bien saisi en majuscules,</li>
<li>les coordonnées professionnelles sont bien identiques (majuscules et minuscules) à celles saisies lors de l'inscription,</li>
<li>vous êtes bien inscrit en tant qu'{} pour votre établissement.</li></ul>"""
