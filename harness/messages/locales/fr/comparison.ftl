# Ce que disent les rapports d’une comparaison.

## Ce que le guide dit d’une différence

ruling-regression = régression
ruling-both-break = aucun des deux ne le tient
ruling-both-keep = différent, et les deux tiennent le guide
ruling-improvement = amélioration

## Ce qui a été comparé

kind-statement = énoncé
kind-accepted-or-refused = accepté ou refusé
kind-refused-by = refusé par
kind-way = chemin
kind-text = texte
kind-title = titre
kind-heading = intitulé
kind-message = message
kind-label = libellé
kind-field = champ
kind-mark = marque
kind-mandatory = obligatoire
kind-type = genre
kind-length = longueur
kind-pattern = motif
kind-options = choix
kind-default = valeur de départ
kind-help = aide
kind-placeholder = invite
kind-group = groupe
kind-order = ordre
kind-state = état
kind-hidden-field = champ caché
kind-button = bouton
kind-link = lien
kind-where-it-leads = destination
kind-address = adresse
kind-frames = cadres
kind-dialog = boîte de dialogue
kind-language = langue
kind-character-set = jeu de caractères
kind-status = statut
kind-redirects = redirections
kind-cookie = témoin (cookie)
kind-header = en-tête
kind-code = code secret
kind-mail = courriel
kind-mail-header = en-tête du courriel
kind-mail-text = texte du courriel
kind-mail-parts = parties du courriel
kind-mail-link = lien du courriel
kind-sound = son
kind-accessibility = accessibilité
kind-typography = typographie
kind-unicode-form = forme Unicode
kind-mojibake = caractères brouillés

## Le rapport d’une comparaison

title-comparison = Comparaison
title-no-cause = Hors des causes
title-side-by-side = Les pages côte à côte
label-old = ancien
label-new = nouveau
label-causes = causes
label-differences = différences
label-time = durée
label-samples = mesures
label-apart = écart
label-ledger = registre
label-both-break-alike = non tenu de même des deux côtés
label-not-compared = non comparé
label-walked-on-one = parcouru d’un seul côté
label-walked-on-neither = parcouru d’aucun côté
text-times-apart = Pour information. Écart : +1 où le nouveau portail est chaque fois plus lent, -1 où il est plus rapide, près de 0 où le hasard explique tout.

## La comparaison en une phrase

compared-scenarios = { $n ->
    [one] { $compared } sur { $n } scénario comparé
   *[other] { $compared } sur { $n } scénarios comparés
}
title-changes = Ce qui a changé
compared-yes = oui, le nouveau portail tient ce que l’ancien tient
compared-no = non, le nouveau portail ne tient pas tout ce que l’ancien tient
compared-fault = aucun : le banc d’essai ou son environnement est en panne, rien n’est comparé
compared-nothing = aucun : aucun scénario n’a été parcouru des deux côtés
no-difference = aucune différence
no-regression = aucune régression
count-regressed = { $n ->
    [one] { $n } énoncé a régressé
   *[other] { $n } énoncés ont régressé
}
count-differences = { $n ->
    [one] { $n } différence
   *[other] { $n } différences
}
count-causes = { $n ->
    [one] { $n } cause
   *[other] { $n } causes
}
count-expected = { $n ->
    [one] dont { $n } attendue
   *[other] dont { $n } attendues
}
count-entries = { $n ->
    [one] { $n } entrée du registre à revoir
   *[other] { $n } entrées du registre à revoir
}

## Ce qui explique plusieurs différences à la fois

cause-new = { $new } est nouveau
cause-gone = { $old } a disparu
cause-became = { $old } est devenu { $new }
cause-became-in-several-texts = { $old } est devenu { $new } dans plusieurs textes
cause-of-kind-new = { $kind } : { $new } est nouveau
cause-of-kind-gone = { $kind } : { $old } a disparu
cause-of-kind-became = { $kind } : { $old } est devenu { $new }
cause-together-new = sur { $pages }, { $words } sont nouveaux
cause-together-gone = sur { $pages }, { $words } ont disparu
cause-statement-regression = { $statement } était tenu et ne l’est plus
cause-statement-both-break = aucun des deux portails ne tient { $statement }, chacun à sa façon
cause-statement-improvement = { $statement } n’était pas tenu et l’est
cause-statement-both-keep = { $statement } diffère
cause-address = pages et liens ont d’autres adresses
cause-message = des messages sont dits autrement, ou d’autres sont affichés
cause-character-set = pages et courriels sont écrits dans un autre jeu de caractères
cause-heading = les intitulés sont balisés autrement
cause-hidden-field = d’autres champs cachés accompagnent l’envoi
cause-group = les champs sont groupés autrement
cause-frames = les cadres servent autrement
cause-status = les réponses ont un autre statut
cause-redirects = d’autres requêtes mènent aux pages
cause-length = les champs acceptent d’autres longueurs
cause-header = les réponses ont d’autres en-têtes
cause-cookie = les témoins (cookies) sont posés autrement
cause-title = les fenêtres ont d’autres titres
cause-mandatory = les champs obligatoires sont déclarés autrement
cause-typography = les mêmes mots dans une autre typographie
cause-unicode-form = les mêmes mots dans une autre forme Unicode
cause-mojibake = des signes sont brouillés : un texte est lu dans un mauvais jeu de caractères
cause-accessibility = d’autres règles d’accessibilité sont enfreintes
cause-link = des liens sont ailleurs ou en autre nombre
cause-default = les champs s’ouvrent avec un autre contenu
cause-help = les aides sont liées autrement à leurs champs
count-pages = { $n ->
    [one] { $n } page
   *[other] { $n } pages
}

## Ce que montre un portail, avec nos mots

change-from-to = { $old } → { $new }
kept = tenu
broken = non tenu : attendu { $expected } ; vu : { $seen }
not-reached-because-of = non atteint à cause de { $statement }
nothing = rien
yes = oui
no = non
absent = aucun
given = donné
a-script = un script
times-on-the-page = { $n ->
    [one] { $n } fois
   *[other] { $n } fois
}
length-at-most = au plus { $n }
any-length = quelconque
chosen-value = ce qui a été choisi
typed-value = ce qui a été saisi
ticked = coché
read-only-field = en lecture seule
disabled-field = désactivé
field-of-type = un champ { $label } ({ $type })
hidden-value = { $value }
changed-by-itself = aucun : la page a changé d’elle-même
no-request = aucune requête
no-attribute = aucun attribut
text-part = texte
html-part = HTML
mails-with-subjects = { $n ->
    [one] { $n } courriel : { $subjects }
   *[other] { $n } courriels : { $subjects }
}
rule-broken = enfreinte : { PLAIN($help) }
audible = audible
inaudible-or-not-measured = inaudible, ou non mesuré
one-for-each-character = un par caractère
other-or-not-measured = un autre nombre, ou non mesuré
looks-like-a-title = un titre par son aspect
heading-of-level = titre de niveau { $level }
plain-text = texte simple
the-browser = le navigateur
the-portal = le portail
page-without-message = { $page }
page-with-messages = { $page }, disant { LIST($messages, separator: " / ") }
format = { $length }, { LIST($classes, separator: " et ") }
format-with-pattern = { $length }, { LIST($classes, separator: " et ") }, comme { $pattern }
length-exactly = { $n ->
    [one] { $n } caractère
   *[other] { $n } caractères
}
length-between = de { $shortest } à { $longest } caractères
capitals = capitales
small-letters = minuscules
digits = chiffres
movement-on = { $verb } { $words }
until-the-mail-arrives = jusqu’à l’arrivée du courriel

## Pourquoi un scénario n’est pas comparé

not-in-its-plan = absent de son plan
no-journal = prévu, et sans journal

## Parties des courriels et des sons

part-number = nombre
part-problems = défauts
part-subject = objet
part-from = de
part-to = à
part-cc = copie
part-sender-name = nom de l’expéditeur
part-envelope-from = expéditeur de l’enveloppe
part-envelope-to = destinataire de l’enveloppe
part-date = date
part-status = statut
part-type = genre
part-format = format
part-valid = valide
part-loudness = volume
part-segments = segments
