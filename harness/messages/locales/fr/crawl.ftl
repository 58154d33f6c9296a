# Ce que dit le rapport d’une exploration.

## Le rapport d’une exploration

title-crawl = Ce que contient le portail
crawl-dead = Le portail a cessé de répondre : voici ce qui a été trouvé jusque-là
crawl-links-broken = Des liens du portail sont rompus
crawl-links-whole = Aucun lien du portail n’est rompu
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

tile-pages = { $n ->
    [one] page
   *[other] pages
}
tile-forms = { $n ->
    [one] formulaire sur ces pages
   *[other] formulaires sur ces pages, comptés à chaque page
}
tile-fields = { $n ->
    [one] champ à remplir
   *[other] champs à remplir
}
tile-templates = { $n ->
    [one] gabarit
   *[other] gabarits
}
tile-failed = { $n ->
    [one] adresse en échec
   *[other] adresses en échec
}
tile-left = { $n ->
    [one] adresse non demandée
   *[other] adresses non demandées
}
tile-addresses = { $n ->
    [one] adresse en tout
   *[other] adresses en tout
}

## Ses parties

crawl-broken = Liens rompus
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
crawl-left = Laissé de côté, avec la raison

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
crawl-worst-high = Des éléments importants de l’ancien portail sont perdus ou différents
crawl-worst-medium = Rien d’important n’est perdu, mais certaines choses diffèrent
crawl-worst-low = Rien n’est perdu ; seules de petites choses diffèrent
crawl-worst-none = Les deux explorations montrent la même chose
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
