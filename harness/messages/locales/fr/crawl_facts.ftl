# Ce qu’une exploration a appris des adresses, et comment elle a rapproché les pages de deux explorations.

## Pourquoi une adresse n’a pas été demandée

left-other-host = autre hôte
left-resource = ressource
left-address-too-long = plus de { $max } caractères
left-other-path = autre chemin
left-by-target = exclue par le fichier de cible
left-would-log-out = elle fermerait la session
left-too-deep = à plus { $max ->
    [one] d’un pas
   *[other] de { $max } pas
} du départ
left-chain-too-long = chaîne de plus { $max ->
    [one] d’une page
   *[other] de { $max } pages
} de même forme
left-path-repeats = son chemin se répète
left-too-many-addresses = plus { $max ->
    [one] d’une adresse
   *[other] de { $max } adresses
}
left-too-many-variants = plus { $max ->
    [one] d’une variante
   *[other] de { $max } variantes
} d’une même adresse
left-other-spelling = autre écriture de { $address }
left-by-robots-txt = robots.txt
left-answer-lost = envoyée, mais la réponse a été perdue dans une panne
left-form-not-sent = non envoyé : { $reason }
left-not-fetched-yet = reste à demander
no-answer-in-time = pas de réponse en { $seconds } s
connection-failed = pas de connexion : { $error }

## Pourquoi une page, un formulaire ou un champ a été rapproché d’un autre

pair-same-address = même adresse
pair-same-path = même adresse, hormis les paramètres
pair-same-guide-page = la même page « { $page } » du guide
pair-similar-part = { $part ->
    [title] titre
    [heading] intertitre
    [text] texte
    [fields] champs
   *[path] chemin
} { NUMBER($similarity, style: "percent") }
pair-nothing-better = rien de mieux
pair-no-similar-page = aucune page ne lui ressemble
pair-same-file-name = même nom de fichier
pair-no-same-file = aucun fichier ne porte ce nom
pair-form-on-paired-page = sur la page qui remplace la sienne, { NUMBER($similarity, style: "percent") } de ressemblance
pair-form-on-other-page = sur une autre page, { NUMBER($similarity, style: "percent") } de ressemblance
pair-no-similar-form = aucun formulaire ne demande la même chose
pair-same-label = même libellé
pair-same-name = même nom
pair-similar-label = libellé semblable
pair-no-similar-field = aucun champ n’a son libellé ni son nom

## Ce qui a changé entre deux explorations

change-field-lost = { $count ->
    [one] champ perdu
   *[other] champs perdus
}
change-form-lost = { $count ->
    [one] formulaire perdu
   *[other] formulaires perdus
}
change-page-gone = { $count ->
    [one] page disparue
   *[other] pages disparues
}
change-field-changed = { $count ->
    [one] champ modifié
   *[other] champs modifiés
}
change-page-moved = { $count ->
    [one] page déplacée
   *[other] pages déplacées
}
change-words-changed = { $count ->
    [one] page au texte modifié
   *[other] pages au texte modifié
}
change-form-new = { $count ->
    [one] nouveau formulaire
   *[other] nouveaux formulaires
}
change-field-new = { $count ->
    [one] nouveau champ
   *[other] nouveaux champs
}
change-page-new = { $count ->
    [one] nouvelle page
   *[other] nouvelles pages
}
field-label-changed = libellé { $old } → { $new }
field-mark-changed = marque { $old } → { $new }
field-kind-changed = genre { $old } → { $new }
field-max-length-changed = longueur maximale { $old ->
    [0] aucune
   *[other] { $old }
} → { $new ->
    [0] aucune
   *[other] { $new }
}
field-options-lost = choix perdus : { $options }
title-lost = - Titre : { $text }
title-new = + Titre : { $text }
text-lost = - { $text }
text-new = + { $text }

## Ce qui ne va pas dans une redirection

redirect-loop = une boucle
redirect-too-many = plus de { $max } redirections
redirect-status = code { $status }
redirect-soft-404 = une page qui dit qu’elle n’existe pas (404 déguisée)
redirect-elsewhere = elle mène à { $address }
redirect-parameters-lost = { $count ->
    [one] paramètre perdu : { $names }
   *[other] paramètres perdus : { $names }
}
redirect-chain = une chaîne de { $count } redirections
redirect-not-permanent = non permanente : les moteurs de recherche gardent l’ancienne adresse

## Techniques anciennes

relic-frames = cadres
relic-inline-frames = cadres intégrés
relic-font-elements = éléments de police
relic-center-elements = centrage par éléments
relic-moving-text = texte défilant
relic-applets = appliquettes
relic-plug-ins = modules externes
relic-background-sound = son de fond
relic-layers = calques
relic-layout-tables = tableaux de mise en page
relic-image-buttons = boutons en image
relic-browser-specific-scripts = scripts propres à un navigateur
relic-javascript-links = liens javascript:
relic-window-open = window.open
relic-no-doctype = sans doctype

## Ce qui ne va pas dans une réponse

charset-invalid-bytes = des octets n’y ont pas de sens
cut-size = trop grande
cut-time = trop lente, coupée
cut-connection = connexion perdue
cut-slow = lente
