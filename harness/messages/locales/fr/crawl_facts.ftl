# Ce qu’une exploration a appris des adresses, et comment elle a rapproché les pages de deux explorations.

## Pourquoi une adresse n’a pas été demandée

left-other-host = autre hôte
left-resource = ressource
left-address-too-long = plus de { $max } caractères
left-other-path = autre chemin
left-by-target = exclue par le fichier cible
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
left-form-not-sent = non envoyé : { FAULT($reason) }
left-not-fetched-yet = reste à demander
no-answer-in-time = pas de réponse en { $seconds } s
document-too-large = le document est trop grand : plus de { $elements } éléments
connection-failed = pas de connexion : { $error }

## Ce qui fait attendre une exploration

robots-delay = le robots.txt de { $host } demande { $seconds } secondes entre deux requêtes
robots-delay-shortened = le robots.txt de { $host } demande { $asked } secondes entre deux requêtes ; l’exploration en observe { $kept } (--delay, ou delay dans la section [scrape] du fichier cible, en permet davantage)
host-pause = { $host } demande à l’exploration d’attendre : { $seconds } secondes

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
pair-form-on-other-page = sur une autre page, { NUMBER($similarity, style: "percent") } de ressemblance
pair-no-similar-form = aucun formulaire ne demande la même chose
pair-redirected = le nouveau portail y redirige
pair-tie = { $address } conviendrait aussi
pair-answers-with = son adresse répond avec le code { $status }

## Ce qui a changé entre deux explorations

importance-high = important
importance-medium = à regarder
importance-low = mineur
no-value = rien
page-gone = la page a disparu
page-moved = la page a une autre adresse
page-new = nouvelle page
file-gone = le fichier a disparu
file-changed = autre fichier : { $old ->
    [one] { $old } octet
   *[other] { $old } octets
} → { $new ->
    [one] { $new } octet
   *[other] { $new } octets
}
file-new = nouveau fichier
page-status-changed = code { $old } → { $new }
charset-changed = jeu de caractères { $old } → { $new }
title-changed = titre { $old } → { $new }
language-changed = langue { $old } → { $new }
robots-noindex = les moteurs de recherche sont priés d’ignorer la page (noindex)
robots-changed = règles pour les moteurs de recherche { $old } → { $new }
description-changed = description { $old } → { $new }
canonical-changed = adresse canonique { $old } → { $new }
refresh-changed = la page mène d’elle-même ailleurs : { $old } → { $new }
direction-changed = sens de lecture { $old } → { $new }
part-languages-changed = autres langues dans la page { $old } → { $new }
abbreviation-changed = sens de l’abréviation { $name } : { $old } → { $new }
page-itself = elle-même, de nouveau
alternate-changed = adresse dans la langue { $language } : { $old } → { $new }
meta-changed = meta { $name } : { $old } → { $new }
data-lost = données structurées perdues : { $type }
data-new = nouvelles données structurées : { $type }
data-changed = données structurées de { $type } : { $count ->
    [one] { $count } propriété diffère
   *[other] { $count } propriétés diffèrent
} : { $names }
heading-lost = l’intertitre (niveau { $level }) a disparu
heading-new = nouvel intertitre (niveau { $level })
heading-changed = intertitre { $old } → { $new }
heading-level-changed = intertitre de niveau { $old } → niveau { $new }
heading-unmarked = c’était un intertitre de niveau { $level } ; c’est un simple texte
heading-marked = c’était un simple texte ; c’est un intertitre de niveau { $level }
text-lost = le texte a disparu
text-new = nouveau texte
text-changed = texte { $old } → { $new }
texts-reordered = { $count ->
    [one] { $count } texte a changé de place
   *[other] { $count } textes ont changé de place
} : { $texts }
link-lost = le lien vers { $address } a disparu
link-new = nouveau lien vers { $address }
link-target-changed = le lien mène ailleurs : { $old } → { $new }
link-fragment-changed = le lien mène à un autre endroit de la page : { $old } → { $new }
link-window-changed = fenêtre où s’ouvre le lien : { $old } → { $new }
link-follow-changed = pourquoi les moteurs de recherche ne suivent pas le lien : { $old } → { $new }
link-label-changed = lien { $old } → { $new }
picture-lost = l’image a disparu
picture-new = nouvelle image
picture-file-changed = autre image, même texte : { $old } → { $new }
picture-alt-changed = texte de l’image { $old } → { $new }
frame-lost = la page ou le son intégré a disparu
frame-new = nouvelle page intégrée ou nouveau son
form-lost = le formulaire a disparu
form-new = nouveau formulaire
form-moved = le formulaire est sur une autre page
form-method-changed = envoyé par { $old } → { $new }
form-action-changed = envoyé à { $old } → { $new }
form-enctype-changed = envoyé comme { $old } → { $new }
form-charset-changed = jeu de caractères de l’envoi : { $old } → { $new }
form-checks-removed = le navigateur ne vérifie plus la saisie (novalidate)
form-checks-added = le navigateur vérifie désormais la saisie
button-action-changed = envoie à { $old } → { $new }
button-method-changed = envoie par { $old } → { $new }
fields-reordered = { $count ->
    [one] { $count } champ a changé de place
   *[other] { $count } champs ont changé de place
} : { $fields }
field-lost = le champ a disparu du formulaire { $form }
field-new = nouveau champ dans le formulaire { $form }
field-label-changed = libellé { $old } → { $new }
field-mark-changed = marque { $old } → { $new }
field-name-changed = nom sous lequel il est envoyé : { $old } → { $new }
field-kind-changed = type de champ : { $old } → { $new }
field-required-added = il faut désormais le remplir
field-required-removed = il n’est plus nécessaire de le remplir
field-pattern-changed = motif { $old } → { $new }
field-rule-changed = règle de saisie { $name } : { $old } → { $new }
field-aid-changed = aide à la saisie { $name } : { $old } → { $new }
field-max-length-changed = longueur maximale { $old ->
    [0] aucune
   *[other] { $old }
} → { $new ->
    [0] aucune
   *[other] { $new }
}
field-read-only-added = il est désormais en lecture seule
field-read-only-removed = il n’est plus en lecture seule
field-disabled-added = il est désormais désactivé
field-disabled-removed = il n’est plus désactivé
field-options-lost = choix perdus : { $options }
field-options-new = nouveaux choix : { $options }
field-options-reordered = choix à une autre place : { $options }
field-option-value-changed = valeur du choix { $option } : { $old } → { $new }
field-default-changed = rempli d’avance : { $old } → { $new }
field-checked-added = il est désormais coché d’avance
field-checked-removed = il n’est plus coché d’avance
field-value-changed = valeur envoyée : { $old } → { $new }
field-placeholder-changed = exemple dans le champ : { $old } → { $new }
hidden-field-lost = le champ caché a disparu du formulaire { $form }
hidden-field-new = nouveau champ caché dans le formulaire { $form }
button-lost = le bouton a disparu du formulaire { $form }
button-new = nouveau bouton dans le formulaire { $form }
button-label-changed = bouton { $old } → { $new }
button-kind-changed = type de bouton : { $old } → { $new }
button-disabled-added = le bouton est désormais désactivé
button-disabled-removed = le bouton n’est plus désactivé
button-sent-changed = ce que le bouton envoie : { $old } → { $new }
buttons-reordered = { $count ->
    [one] { $count } bouton a changé de place
   *[other] { $count } boutons ont changé de place
} : { $buttons }

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
relic-applets = applets
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
