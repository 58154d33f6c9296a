# Ce que disent les rapports d’une comparaison.

## Ce que le guide dit d’une différence

ruling-regression = { $n ->
    [one] régression
   *[other] régressions
}
ruling-both-break = { $n ->
    [one] autre manquement
   *[other] autres manquements
}
ruling-both-keep = { $n ->
    [one] changement qui ne rompt aucune promesse
   *[other] changements qui ne rompent aucune promesse
}
ruling-improvement = { $n ->
    [one] amélioration
   *[other] améliorations
}
means-regression = l’ancien portail y respecte le guide, le nouveau ne le respecte pas
means-both-break = ni l’un ni l’autre n’y respecte le guide, chacun à sa façon
means-both-keep = le guide n’en dit rien, ou ce qu’il dit est respecté
means-improvement = l’ancien portail n’y respecte pas le guide, le nouveau le respecte
guide-kept-pass = respecte le guide
guide-kept-fail = ne respecte pas le guide

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
kind-mandatory = champ obligatoire
kind-type = type
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
kind-cookie = cookie
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
title-remarks = En marge des changements
title-side-by-side = Les pages côte à côte
label-old = ancien
label-new = nouveau
label-old-portal = ancien portail
label-new-portal = nouveau portail
label-met-by = concerne
label-only-here = ici seulement
label-fingerprint = empreinte
label-causes = causes
label-differences = différences
label-time = durée
label-samples = mesures
label-apart = écart
label-ledger = registre
label-both-break-alike = non respecté de la même façon par les deux portails
label-not-compared-old = { $n ->
    [one] 1 énoncé n’est pas comparé, car l’ancien portail ne le montre pas
   *[other] { $n } énoncés ne sont pas comparés, car l’ancien portail ne les montre pas
}
label-not-compared-new = { $n ->
    [one] 1 énoncé n’est pas comparé, car le nouveau portail ne le montre pas
   *[other] { $n } énoncés ne sont pas comparés, car le nouveau portail ne les montre pas
}
comparison-of-drivers = L’ancien portail a été parcouru par le pilote { $old }, le nouveau par { $new } : certaines différences viennent des pilotes, et non des portails. Comparez des exécutions d’un même pilote.
count-samples = { $n ->
    [one] une mesure sur chaque portail
   *[other] médianes de { $n } mesures sur chaque portail
}
count-not-compared = { $n ->
    [one] { $n } énoncé n’est pas comparé
   *[other] { $n } énoncés ne sont pas comparés
}
label-walked-on-one = joué sur un seul des portails
label-walked-on-neither = joué sur aucun des deux portails
text-times-apart = Pour information. Écart : +1 où le nouveau portail est chaque fois plus lent, -1 où il est plus rapide, près de 0 où le hasard explique tout.

text-guide-kept = La promesse du guide la plus proche, à laquelle cela ne manque pas :
text-guide-silent = Le guide n’en dit rien.

## Ce qu’il y a à faire

next-regressions-below = Corrigez les régressions ; ce sont les premiers changements ci-dessous, chacun avec ce que montrent les deux portails.
next-regressions-there = Corrigez les régressions, chacune dite avec ce que montrent les deux portails :
next-changes-below = Regardez les changements ci-dessous, et décidez pour chacun s’il est voulu.
next-changes-there = Regardez les changements, et décidez pour chacun s’il est voulu :
next-gaps = { $n ->
    [one] Voyez pourquoi { $n } scénario n’est pas comparé
   *[other] Voyez pourquoi { $n } scénarios ne sont pas comparés
}, sous « En marge des changements », et jouez le reste.
next-expected = Acceptez ce qui est voulu, un changement à la fois, ici le premier ({ $n ->
    [one] il reste { $n } différence
   *[other] il reste { $n } différences
}) :

## La comparaison en une phrase

compared-scenarios = { $n ->
    [one] { $compared } sur { $n } scénario comparé
   *[other] { $compared } sur { $n } scénarios comparés
}
title-changes = Ce qui a changé
compared-yes = oui, le nouveau portail respecte du guide tout ce que l’ancien respecte
compared-no = non, le nouveau portail ne respecte pas { $n ->
    [one] { $n } énoncé
   *[other] { $n } énoncés
} du guide que l’ancien respecte (dont { $required ->
    [one] { $required } exigé
   *[other] { $required } exigés
})
compared-almost = oui, sous réserve : le nouveau portail respecte du guide tout ce que l’ancien respecte, mais { LIST($reasons, separator: " et ") }
compared-fault = aucun pour l’instant : une panne hors des portails, comme un délai dépassé, a mis fin à { $n } des { $total } scénarios
compared-nothing = aucun : aucun scénario n’a été joué sur les deux portails
no-difference = aucune différence
count-unexpected = { $n ->
    [one] { $n } différence n’est pas encore acceptée
   *[other] { $n } différences ne sont pas encore acceptées
}
count-gaps = { $n ->
    [one] { $n } scénario n’est pas comparé
   *[other] { $n } scénarios ne sont pas comparés
}
count-differences = { $n ->
    [one] { $n } différence
   *[other] { $n } différences
}
count-causes = { $n ->
    [one] un changement
   *[other] { $n } changements
}
count-expected = { $n ->
    [one] dont { $n } attendue
   *[other] dont { $n } attendues
}
count-entries = { $n ->
    [one] { $n } entrée du registre est à revoir
   *[other] { $n } entrées du registre sont à revoir
}
count-more-differences = { $n ->
    [one] { $n } autre différence de même cause
   *[other] { $n } autres différences de même cause
}

## Ce qui explique plusieurs différences à la fois

cause-new = le nouveau portail a { $new }, que l’ancien n’a pas
cause-gone = le nouveau portail n’a plus { $old }
cause-became = le nouveau portail a { $new } là où l’ancien a { $old }
cause-became-in-several-texts = le nouveau portail écrit { $new } dans plusieurs textes où l’ancien écrit { $old }
cause-of-kind-new = { $kind } : rien sur l’ancien portail, { $new } sur le nouveau
cause-of-kind-gone = { $kind } : { $old } sur l’ancien portail, rien sur le nouveau
cause-of-kind-became = { $kind } : { $old } sur l’ancien portail, { $new } sur le nouveau
cause-accepted-or-refused-became = l’ancien portail affiche { $old } ; le nouveau affiche { $new }
cause-way-became = l’ancien portail affiche { $old } ; le nouveau affiche { $new }
cause-refused-by-became = c’est { $old } qui refuse sur l’ancien portail, et { $new } sur le nouveau
cause-mail-became = courriels envoyés : { $old } par l’ancien portail, { $new } par le nouveau
cause-together-new = le nouveau portail ajoute { $words }
cause-together-gone = le nouveau portail n’a plus { $words }
cause-statement-regression = { $statement } est respecté par l’ancien portail et ne l’est plus par le nouveau
cause-statement-both-break = { $statement } n’est respecté par aucun des deux portails, chacun à sa façon
cause-statement-improvement = { $statement } n’est pas respecté par l’ancien portail et l’est par le nouveau
cause-statement-both-keep = { $statement } diffère
cause-address = les pages et les liens du nouveau portail ont d’autres adresses
cause-message = le nouveau portail dit ses messages autrement, ou en affiche d’autres
cause-character-set = le nouveau portail écrit ses pages ou ses courriels dans un autre jeu de caractères
cause-heading = le nouveau portail balise autrement ses intitulés
cause-hidden-field = les formulaires du nouveau portail envoient d’autres champs cachés
cause-group = le nouveau portail groupe autrement ses champs
cause-frames = le nouveau portail emploie autrement les cadres
cause-status = le nouveau portail répond avec un autre statut HTTP
cause-redirects = d’autres requêtes mènent aux pages du nouveau portail
cause-length = les champs du nouveau portail acceptent d’autres longueurs
cause-header = les réponses du nouveau portail ont d’autres en-têtes HTTP
cause-cookie = le nouveau portail dépose d’autres cookies
cause-title = les fenêtres du nouveau portail ont d’autres titres
cause-mandatory = le nouveau portail déclare d’autres champs obligatoires
cause-typography = le nouveau portail écrit les mêmes mots dans une autre typographie
cause-unicode-form = le nouveau portail écrit les mêmes mots dans une autre forme Unicode
cause-mojibake = des signes sont brouillés : un texte est lu dans un mauvais jeu de caractères
cause-accessibility = le nouveau portail enfreint d’autres règles d’accessibilité
cause-link = le nouveau portail a des liens ailleurs, ou en autre nombre
cause-default = les champs du nouveau portail s’ouvrent avec un autre contenu
cause-help = le nouveau portail lie autrement les aides à leurs champs
kind-of-part = { $kind } de { $part }
kind-and-part = { $kind } ({ $part })

## Ce que montre un portail, avec nos mots

change-from-to = { $old } → { $new }
kept = respecté
broken = non respecté : attendu { $expected } ; vu : { $seen }
not-reached-because-of = non atteint à cause de { $statement }
nothing = rien
yes = oui
yes-mandatory = obligatoire
no-mandatory = facultatif
yes-valid = lisible
no-valid = illisible
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
page-with-messages = { $page } avec le message { LIST($messages, separator: " / ") }
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
part-type = type
part-format = format
part-valid = valide
part-loudness = volume
part-segments = segments
