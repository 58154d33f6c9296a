# Ce que `init` a appris d’un portail, et les commentaires du fichier de cible qu’il propose.

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
link-not-opened = { $label } : { $reason }

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
word-same-field-kind = le même genre de champ ({ $kind })
word-same-mark = la même marque ({ $mark })

## Pourquoi des mots du portail peuvent être une erreur

required-words-missing = le guide dit ces mots, et la page ne les dit pas
mistake-only-signs-differ = seuls des accents, des majuscules ou des signes diffèrent
mistake-number-differs = un nombre diffère
mistake-one-denies = l’un nie ce que l’autre affirme
mistake-words-missing = il manque des mots
mistake-letters-differ = seules des lettres diffèrent
mistake-little-changed = une longue phrase à peine modifiée
mistake-rest-as-in-guide = presque tout le reste est ici comme dans le guide

## Commentaires du fichier de cible proposé

draft-head-address = L’adresse du portail.
draft-head-mail = Où arrivent ses courriels, et quels comptes peuvent servir : vous seul le savez
draft-head-mail-none = (docs/TARGETS.md). D’ici là, ce que le guide promet des courriels n’est pas observable.
draft-head-entry = L’adresse de la page d’accueil publique.
draft-summary = `codes-perdus init` a regardé { $pages ->
    [one] { $pages } page
   *[other] { $pages } pages
} ; rien n’a été envoyé.
draft-page-unseen = { $page } n’a pas été vue : { $reason }
draft-not-opened = N’a pas pu être ouvert : { $problem }
draft-ended-early = L’exploration s’est arrêtée avant la fin : { $reason }
draft-folded-field = La fenêtre de connexion a un champ { $label } : elle prend les deux codes.
draft-page-address = Ses mots sont rares ou inconnus : elle est reconnue aussi à son adresse.
draft-not-set = Non réglé. Ce qui diffère à peine peut être un défaut : un test le dira rompu.
draft-not-set-remedy = Si c’est correct, mettez la ligne dans [words.PAGE].
draft-doubt = diffère à peine, un défaut ? ({ $doubt })
draft-silent = Les mots du guide auxquels rien ne ressemble ici ; un test les dira rompus :
