# Ce que `init` a appris d’un portail, et les commentaires du fichier cible qu’il propose.

## Pourquoi une page du portail est prise pour une page du guide, ou aucune

page-words-similar = ses mots ({ NUMBER($similarity, minimumFractionDigits: 2, maximumFractionDigits: 2) })
page-fields-similar = ses champs ({ NUMBER($similarity, minimumFractionDigits: 2, maximumFractionDigits: 2) })
page-is-entry = c’est l’entrée du portail
page-linked = { $label } de « { $page } » y mène
unseen-mail = aucun courriel n’a été demandé
unseen-no-similar-page = aucune page vue ne lui ressemble
unseen-behind-form = elle se trouve derrière un formulaire, et rien n’a été envoyé

## Comment l’exploration s’est passée

exploration-ended = { $pages ->
    [one] { $pages } page a été vue
   *[other] { $pages } pages ont été vues
} ; { $untried ->
    [one] { $untried } lien n’a pas été essayé
   *[other] { $untried } liens n’ont pas été essayés
}
link-not-opened = { $label } : { FAULT($reason) }

## Pourquoi des mots du portail sont pris pour ceux du guide

word-kind-title = titre
word-kind-field = champ
word-kind-action = lien ou bouton
word-kind-text = texte
word-similar = mots semblables ({ NUMBER($similarity, minimumFractionDigits: 2, maximumFractionDigits: 2) })
word-same-meaning = mots de même sens
word-only-field-left = le seul champ qui reste
word-page-title = le titre de cette page
word-same-goal = mène à « { $page } », comme dans le guide
word-form-button = le bouton de ce formulaire
word-same-line = la même place parmi les lignes ({ $position })
word-same-field-position = la même place parmi les champs ({ $position })
word-same-field-kind = le même type de champ ({ $kind })
word-same-mark = la même marque ({ $mark })

## Pourquoi des mots du portail peuvent être une erreur

only-place-alike = rapproché d’après sa seule position : les mots ne se ressemblent pas
page-recognised-elsewhere = le portail montre cette page ailleurs, et elle y a été reconnue
reading-to-decide = une autre lecture du guide : à vous de décider si elle convient
refusal-to-decide = une erreur du serveur serait un refus : à vous d’en décider
unobservable-to-decide = cet énoncé ne serait plus jugé : à vous d’en décider
path-to-decide = ce chemin entier ne serait plus jugé : à vous d’en décider
required-words-missing = le guide exige ces mots, et la page ne les affiche pas
words-of-another = le guide a ces mots pour un autre énoncé, { $statement }
mistake-opposite = l’un dit le contraire de l’autre
mistake-only-signs-differ = seuls des accents, des majuscules ou des signes diffèrent
mistake-number-differs = un nombre diffère
mistake-one-denies = l’un nie ce que l’autre affirme
mistake-words-missing = il manque des mots
mistake-letters-differ = seules des lettres diffèrent
mistake-little-changed = une longue phrase à peine modifiée
mistake-rest-as-in-guide = presque tout le reste est ici comme dans le guide

## Commentaires du fichier cible proposé

draft-head-address = L’adresse du portail.
draft-head-mail = Où arrivent ses courriels : vous seul le savez (docs/TARGETS.md). D’ici là, ce que le guide promet des courriels n’est pas observable.
draft-head-mail-place = Ou : --mail { $place }
draft-head-accounts = Quels comptes peuvent servir : `codes-perdus accounts new` crée un tel fichier.
draft-head-allow = Ce que les exécutions peuvent faire à ce portail : docs/SUITES.md.
draft-head-entry = L’adresse de la première page.
draft-summary = `codes-perdus init` a exploré { $pages ->
    [one] { $pages } page
   *[other] { $pages } pages
} ; rien n’a été envoyé.
draft-page-unseen = { $page } n’a pas été vue : { $reason }
draft-not-opened = N’a pas pu être ouvert : { $problem }
draft-ended-early = L’exploration s’est arrêtée avant la fin : { $reason }
draft-folded-field = La fenêtre de connexion a un champ { $label } : elle prend les deux codes.
draft-page-address = Ses mots sont rares ou inconnus : elle est reconnue aussi à son adresse.
draft-not-set = Non réglé. Une différence minime peut être un défaut : une exécution le signalera.
draft-not-set-remedy = Si c’est correct, mettez la ligne dans [words.PAGE].
draft-doubt = différence minime, peut-être un défaut ({ $doubt })
draft-hidden = { $page } : { $text } est là, mais { $how } : personne ne le voit sans l’ouvrir
word-hidden = { $by ->
    [details] dans une partie repliée (<details>)
    [dialog] dans un dialogue fermé
    [attribute] caché par l’attribut `hidden`
   *[style] caché par la feuille de style
}
draft-silent = Les mots du guide sans équivalent ici ; une exécution les signalera :

## Ce que `init` montre et demande

init-looked-at = { $n ->
    [one] { $n } page explorée
   *[other] { $n } pages explorées
} ; rien n’a été envoyé.
init-unseen = pas vue : { $reason }
init-not-opened = n’a pas pu être ouvert : { $problem }
init-no-pages = Aucune page du guide ne s’y trouve : rien n’a été écrit.
init-proposed = Mots proposés
init-doubts = Non retenus : incertains, ou un défaut du portail
init-pair = { $guide } : ici, { $portal }
init-silent = { $n ->
    [one] { $n } mot du guide n’a pas d’équivalent ici ; le fichier l’indique.
   *[other] { $n } mots du guide n’ont pas d’équivalent ici ; le fichier les énumère.
}
init-nothing-written = Rien n’a été écrit.
init-written = { $path } est écrit : { $n ->
    [one] { $n } mot est défini
   *[other] { $n } mots sont définis
}.
init-look-at-doubts = { $n ->
    [one] Vérifiez le mot qui n’est pas retenu.
   *[other] Vérifiez les { $n } mots qui ne sont pas retenus.
}
init-next = Ensuite (un portail qui n’est pas lancé avec { "{smtp}" } et { "{accounts}" } demande d’abord [mail] et [accounts] dans ce fichier) :
init-ask-address = Adresse du portail
init-ask-replace = { $path } existe déjà. Le remplacer ? Une copie en est gardée. [o]ui, [n]on
init-copied = { $path } existait déjà : une copie en est gardée sous { $copy }.
init-ask-words = Écrire { $path } avec ces mots ? [o]ui, un par un [e], [n]on
init-ask-word = { $page } : { $guide } : ici, { $portal }{ $doubt } - [o]ui, [n]on, ou les mots du portail
init-ask-mail = Où arrivent ses courriels ? sink:2525, imap://COMPTE@SERVEUR, mailpit:URL, maildir:CHEMIN, ou none pour l’instant
init-ask-accounts = Fichier des comptes qui peuvent servir, ou - pour aucun encore
init-ask-run = Lancer la première exécution maintenant ? Rien n’est envoyé sans votre accord, sauf à un portail que la commande démarre elle-même
learn-round = Tour { $n } : { $scenarios } …
answer-yes = o
answer-no = n

## Ce qu’une exécution propose, repris dans un fichier cible

take-over-target = Le fichier cible de l’exécution est { $path }.
take-over-nothing = L’exécution ne propose aucune ligne : rien à accepter.
take-over-written = { $path } est écrit : { $n ->
    [one] { $n } ligne ajoutée
   *[other] { $n } lignes ajoutées
}.
take-over-doubt = Peut-être un défaut : { $doubt }
take-over-question = [o]ui, [n]on, [q]uitter, ou { $asked ->
    [reason] la raison, avec vos mots
    [value] une autre valeur
   *[words] les mots du portail
}
take-over-meaning = o : ajouter la ligne ; n : ne pas l’ajouter ; q : s’arrêter là, ce qui est accepté est écrit ; ou tapez ce qui doit se trouver à droite du signe « = »
init-meaning-word = o : retenir le mot ; n : ne pas le retenir ; ou tapez le mot du portail
take-over-not-taken = non retenu : { $guide } ({ $doubt })
