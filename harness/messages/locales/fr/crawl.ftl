# Ce que dit le rapport d’une exploration.

## Le rapport d’une exploration

title-crawl = Ce que contient le portail
crawl-dead = Le portail a cessé de répondre : voici ce qui a été trouvé jusque-là
crawl-links-broken = { $links ->
    [one] Un lien du portail est cassé
   *[other] { $links } liens du portail sont cassés
}{ $addresses ->
    [one] {" : une adresse ne fonctionne pas"}
   *[other] {" : "}{ $addresses } adresses ne fonctionnent pas
}
crawl-also-wrong = À regarder aussi
crawl-nothing-wrong = Rien d’autre d’anormal n’a été trouvé : ni chaîne de redirections, ni page orpheline, ni jeu de caractères faux.
crawl-next-look = Regardez ce qui ne va pas, cité ci-dessus ; chaque point a sa section ci-dessous.
crawl-next-diff = Après un changement du portail, explorez-le de nouveau dans un autre dossier, et comparez les deux :
crawl-links-whole = Aucun lien du portail n’est cassé
label-start = départ
label-begun = commencé
label-finished = fini
title-map = Plan
text-map = Chaque cadre est un dossier du portail, ou un gabarit, avec le nombre de ses pages. Les traits partent des pages où un dossier a été trouvé d’abord. Un point bleu marque une page avec un formulaire, un point rouge une adresse qui ne répond pas.
count-more-pages = et { $n ->
    [one] { $n } autre page
   *[other] { $n } autres pages
}
count-more-in-inventory = { $n } de plus se trouvent dans inventory.csv

## Ce que comptent ses cases

tile-addresses = { $n ->
    [one] adresse trouvée
   *[other] adresses trouvées
}
tile-page = { $n ->
    [one] page
   *[other] pages
}
tile-file = { $n ->
    [one] autre fichier (image, feuille de style, document)
   *[other] autres fichiers (images, feuilles de style, documents)
}
tile-redirect = { $n ->
    [one] redirection vers une autre adresse
   *[other] redirections vers d’autres adresses
}
tile-broken = { $n ->
    [one] adresse cassée vers laquelle mène une page
   *[other] adresses cassées vers lesquelles mènent des pages
}
tile-missing = { $n ->
    [one] adresse seulement essayée (comme /favicon.ico) et absente
   *[other] adresses seulement essayées (comme /favicon.ico) et absentes
}
tile-left = { $n ->
    [0] adresse non demandée
    [one] adresse non demandée, avec sa raison plus bas
   *[other] adresses non demandées, avec les raisons plus bas
}
crawl-holds = { $pages ->
    [one] La page contient
   *[other] Les { $pages } pages contiennent
} { $forms ->
    [0] 0 formulaire
    [one] un formulaire
   *[other] { $forms } formulaires
} avec { $fields ->
    [0] 0 champ
    [one] un champ
   *[other] { $fields } champs
} à remplir{ $hidden ->
    [0] { "" }
    [one] {" "}et un champ qui n’est pas affiché
   *[other] {" "}et { $hidden } qui ne sont pas affichés
} ; un formulaire présent sur plusieurs pages compte chaque fois. { $templates ->
    [one] Toutes les pages sont bâties de même.
   *[other] Les pages bâties de même partagent un gabarit : il y en a { $templates }.
}

label-results = résultats
crawl-needs-browser = { $n ->
    [one] Une page ne montre rien sans scripts : ajoutez --driver browser
   *[other] { $n } pages ne montrent rien sans scripts : ajoutez --driver browser
}
crawl-dropped = { $n ->
    [one] Une autre adresse a été écartée et n’est pas dans la liste
   *[other] { $n } autres adresses ont été écartées et ne sont pas dans la liste
}
crawl-secrets = { $n ->
    [one] Une adresse semble secrète, et se lit en clair dans ce dossier : ne le transmettez à personne
   *[other] { $n } adresses semblent secrètes, et se lisent en clair dans ce dossier : ne le transmettez à personne
}
crawl-draft-unseen = Le portail n’a pas pu être vu une seconde fois ({ FAULT($reason) }) : ôtez du projet à la main ce qui peut changer
crawl-draft-gone = { $n ->
    [one] Une page ne s’est pas ouverte une seconde fois, dans une nouvelle session, et n’est pas dans le projet
   *[other] { $n } pages ne se sont pas ouvertes une seconde fois, dans une nouvelle session, et ne sont pas dans le projet
} : { LIST($pages) }
crawl-draft-behind-login = { $n ->
    [one] Une page ne s’ouvre qu’après la connexion ; elle est dans le projet telle qu’elle a été vue une fois, et aucune exécution ne l’ouvre avant qu’un de vos scénarios se connecte
   *[other] { $n } pages ne s’ouvrent qu’après la connexion ; elles sont dans le projet telles qu’elles ont été vues une fois, et aucune exécution ne les ouvre avant qu’un de vos scénarios se connecte
} : { LIST($pages) }
crawl-draft-varying = { $n ->
    [one] Un énoncé n’a pas tenu une seconde fois, dans une nouvelle session, et n’est pas dans le projet
   *[other] { $n } énoncés n’ont pas tenu une seconde fois, dans une nouvelle session, et ne sont pas dans le projet
}
crawl-draft = Un projet de guide de { $n ->
    [one] une page
   *[other] { $n } pages
} est dans { $folder } ; comparez-lui le portail avec

redirects-followed = { $n ->
    [one] { $n } adresse suivie
   *[other] { $n } adresses suivies
}, { $wrong ->
    [one] { $wrong } ne mène pas où elle devrait
   *[other] { $wrong } ne mènent pas où elles devraient
}
redirects-note = note
redirects-silent = sans réponse

## Ses parties

crawl-broken = Liens cassés
crawl-redirects = Redirections en chaîne et en boucle
crawl-soft-404s = Fausses pages (404 déguisées)
crawl-orphans = Pages orphelines
crawl-charsets = Jeux de caractères faux, mêlés ou absents
crawl-cut = Coupé, trop grand, lent
crawl-accessibility = Accessibilité
crawl-forms = Les formulaires et leurs champs
crawl-guide = Ce qui a été reconnu du guide, et où
crawl-relics = Techniques anciennes
crawl-hosts = Hôtes tiers
crawl-documents = Documents
crawl-mails = Adresses de courriel
crawl-duplicates = Pages qui disent la même chose
crawl-templates = Gabarits
crawl-left = Adresses non demandées, avec la raison

## Nombres et colonnes

column-pages = pages
column-addresses = adresses
column-page = page
column-link = lien
column-leads-to = mène à
column-answer = réponse
column-address = adresse
column-by-way-of = en passant par
column-title = titre
column-links-in = liens entrants
column-known-by = connue par
column-answer-says = la réponse dit
column-document-says = le document dit
column-read-as = lu comme
column-what = quoi
column-bytes = octets
column-seconds = secondes
column-rule = règle
column-impact = gravité
column-what-it-asks = ce qu’elle demande
column-elements = éléments
column-first-page = première page
column-sent-to = envoyé à
column-label = libellé
column-found-as = trouvé comme
column-name = nom
column-kind = genre
column-traits = traits
column-page-of-guide = page du guide
column-likeness = ressemblance
column-times = fois
column-host = hôte
column-used-as = emploi
column-type = type
column-as = comme
column-template = gabarit
column-reason = raison
column-first = première

## La comparaison de deux explorations

crawl-found-again = retrouvés : { $pages } pages sur { $of-pages }, { $forms } formulaires sur { $of-forms }, { $fields } champs sur { $of-fields }
crawl-no-difference = aucune différence
crawl-on-pages = { $address }{ $more ->
    [0] { "" }
    [one] {" "}et { $more } autre page
   *[other] {" "}et { $more } autres pages
}
crawl-more-differences = … et { $n ->
    [one] { $n } autre différence
   *[other] { $n } autres différences
}
title-crawl-differences = Ce qui diffère entre deux explorations
crawl-worst-high = non, le nouveau portail n’a pas tout ce que l’ancien a : { $n ->
    [one] { $n } différence importante
   *[other] { $n } différences importantes
}
crawl-worst-medium = oui, sous réserve : rien d’important n’est perdu, mais { $n ->
    [one] { $n } différence mérite
   *[other] { $n } différences méritent
} l’attention
crawl-worst-low = oui, rien n’est perdu : { $n ->
    [one] { $n } petite différence
   *[other] { $n } petites différences
}
crawl-worst-none = oui, les deux explorations montrent la même chose
again-pages = { $n ->
    [one] page retrouvée
   *[other] pages retrouvées
}
again-forms = { $n ->
    [one] formulaire retrouvé
   *[other] formulaires retrouvés
}
again-fields = { $n ->
    [one] champ retrouvé
   *[other] champs retrouvés
}
column-change = ce qui a changé
column-about = sujet
several-text-new = nouveaux textes
several-text-lost = des textes ont disparu
several-link-new = nouveaux liens
several-link-lost = des liens ont disparu
several-picture-new = nouvelles images
text-crawl-differences = Toutes les différences, avec toutes leurs pages, sont dans differences.csv et differences.jsonl ; redirects.csv propose la nouvelle adresse de chaque ancienne.
