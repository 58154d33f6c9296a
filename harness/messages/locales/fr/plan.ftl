# Ce qui est montré avant d’employer un portail.

## Ce qu’un plan coûte à un portail, avant l’accord

suite-here = La suite de ce dossier est prise : { $suite }. --suite DOSSIER en prend une autre, --suite { $bundled } celle qui est fournie.
plan-agree = Lancer cette exécution sur le portail ? [o/N]
plan-lost-state = On ne sait pas ce que des exécutions antérieures ont changé : { $path } n’existe pas. Chaque compte est supposé avoir { $what } de son fichier. Conservez `state`, ou donnez `reset` : docs/CI.md.
plan-left-out = { $n ->
    [one] { $n } laissé de côté
   *[other] { $n } laissés de côté
}
plan-rate = { $rate } par seconde
plan-unlimited = aussi vite qu’il répond
plan-mails = courriels envoyés, au plus
plan-lockouts = comptes bloqués, au plus
plan-movements = actions
plan-duration = durée

# --- un guide, son document et ses scénarios ---

guide-drafted = énoncés proposés : { $statements } ; pages et courriels : { $chapters } ; lignes écartées : { $excluded } ; dossier : { $folder }
guide-drafted-next = Confirmez chaque ligne de { $guide } ; puis :
untracked-line = aucun énoncé ni aucune exclusion ne cite cette ligne : { $text }
unquoted-sentence = aucun énoncé ne cite cette phrase de la ligne : { $text }. Citez-la, ou excluez aussi la ligne : ses autres phrases ne promettent alors rien.
words-not-in-text = { $slug } veut les mots { $text }, que le texte n’a pas. Citez-les tels qu’ils y sont ; ce qu’un scénario a saisi est {"{"}typed:LIBELLÉ{"}"} ; si le portail les calcule ou les a en mémoire, dites computed = true.
to-look-at = À regarder ({ $count }) :
untracked-line-of = ligne { $line } : aucun énoncé et aucune exclusion ne la cite : { $text }
misquote-found = { $slug } cite { $text } ; ses lignes disent { $found }
lines-tracked = { $tracked ->
    [one] { $tracked } ligne est citée
   *[other] { $tracked } lignes sont citées
}, { $untracked ->
    [one] { $untracked } ne l’est pas
   *[other] { $untracked } ne le sont pas
} ; { $misquoted ->
    [one] { $misquoted } citation n’est pas sur ses lignes
   *[other] { $misquoted } citations ne sont pas sur leurs lignes
}
misquote = { $slug } cite { $text }, qui n’est pas sur ses lignes
no-scenarios = la suite n’a pas de scénarios : une exécution ne fait qu’ouvrir les pages dont la cible donne l’adresse
not-exercised = aucun scénario ne vérifie { $slug }
unknown-name = { $slug } cherche { $name } tel quel : ce n’est ni un champ du compte qui y soit rempli, ni un champ du guide ({"{"}typed:LIBELLÉ{"}"}), ni rien que des mots annoncent par {"{"}any:NOM{"}"} ({"{"}remembered:NOM{"}"})
contradiction = { $slug } contredit { $other }
field-twice = { $slug } a le libellé de { $other } : si c’est un autre champ, donnez-lui un nom (called = "…") ; sinon, citez les lignes dans un seul énoncé
unknown-in-manifest = { $section } nomme « { $name } », et { $kind ->
    [page] le guide n’a pas de telle page
    [field] le guide n’a pas de tel énoncé sur un champ
    [scenario] la suite n’a pas de tel scénario
   *[other] le guide n’a pas de tel énoncé
}
flaws = { $count ->
    [0] { $statements } énoncés, rien à corriger
    [one] { $statements } énoncés, { $count } point à corriger
   *[other] { $statements } énoncés, { $count } points à corriger
}
plan-range = de { $least } à { $most }, selon la vitesse du portail et de la machine ; l’exécution affiche le temps restant
plan-more-accounts = environ { $seconds } avec plus de comptes : { $account } sert à { $n ->
    [one] { $n } scénario
   *[other] { $n } scénarios, l’un après l’autre
}

## Ce qu’un fichier de comptes permet de vérifier

accounts-lacking = { $scenario } : { $why }
somebody = personne
person-of-role = { $role }
person-needed = { $role } { LIST($traits, separator: " et ") }
name-holds = dont le nom contient { LIST($signs, separator: " et ") }
person-related = { $words } la personne { $number }
people-needed = { LIST($people, separator: " ; ") }
people-needed-together = { $n } personnes à la fois, à des adresses e-mail différentes : { LIST($people, separator: " ; ") }
accounts-used-up-by = { $n ->
    [one] Chaque exécution consomme { $n } compte
   *[other] Chaque exécution consomme { $n } comptes
} ({ LIST($by) }) : la suivante en demande d’autres, ou `reset` dans [accounts].
accounts-unused = { $account } : les mêmes scénarios sont possibles sans ce compte
accounts-written = { $n ->
    [one] { $path } contient { $n } compte.
   *[other] { $path } contient { $n } comptes.
} Chargez-les dans le portail, puis nommez ce fichier dans [accounts] du fichier cible.
accounts-made-up = Chaque exécution invente des comptes et les donne au portail : il n’y a rien à vérifier.
accounts-checked = { $n ->
    [one] { $n } compte
   *[other] { $n } comptes
} : { $played } scénarios sur { $scenarios } sont possibles

# --- ce qu’affichent `serve` et `run --last-failed` ---

serve-portal = portail
serve-mails = courriels
serve-account = compte
serve-end = Ctrl-C arrête les deux.
last-failed-none = Aucun échec dans les dernières exécutions de { $target } ({ $runs }) : rien à exécuter.
last-failed = En échec ou non joués dans { $runs } : { $n } sur { $of }.
