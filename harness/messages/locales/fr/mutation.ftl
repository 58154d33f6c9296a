# Ce que `mutants` affiche de sa matrice.

mutants-killed = { $killed ->
    [one] { $killed } mutant sur { $mutants } détecté
   *[other] { $killed } mutants sur { $mutants } détectés
} ({ $rate })
mutants-survived = { $n ->
    [one] { $n } survivant
   *[other] { $n } survivants
}
mutants-collateral = { $n ->
    [one] { $n } mutant qui fait aussi échouer d’autres énoncés
   *[other] { $n } mutants qui font aussi échouer d’autres énoncés
}
mutants-alarms = { $n ->
    [one] { $n } fausse alerte
   *[other] { $n } fausses alertes
} sur { $variations ->
    [one] { $variations } variante
   *[other] { $variations } variantes
}
mutants-faults = { $n ->
    [one] { $n } panne
   *[other] { $n } pannes
} de la matrice
mutants-statements = { $failed ->
    [one] { $failed } énoncé sur { $statements } a échoué
   *[other] { $failed } énoncés sur { $statements } ont échoué
} sur un mutant
mutants-unseen = { $n ->
    [one] { $n } non essayé : le pilote ne peut pas le voir
   *[other] { $n } non essayés : le pilote ne peut pas les voir
}
mutants-absent = { $n } sans objet : ce portail n’a rien de tel
mutants-stopped = arrêt : { $tried } sur { $total } essayés ; pour continuer : --out { $folder } --resume

## Ce que chacun est devenu

mutant-killed = détecté
mutant-survived = survivant
mutant-kept = respecté
mutant-blamed = fausse alerte
mutant-off = non activé
mutant-fault = panne
mutant-unseen = non visible
mutant-absent = sans objet
mutant-silent = silencieux
mutant-barred = non atteints
mutant-untried = non essayés
mutant-collateral = autres échecs

## La page de la matrice

matrix-title = Mutants
matrix-faults = Pannes de la matrice
matrix-survivors = Survivants
matrix-collateral = Autres échecs
matrix-alarms = Fausses alertes
matrix-mutants = Tous les mutants
matrix-variations = Toutes les variantes
matrix-unbroken = Énoncés qu’aucun mutant n’a fait échouer
matrix-none = Rien.
matrix-alteration = altération
matrix-kind = genre
matrix-status = résultat
mutant-killed-by = détecté par
mutant-unreached = non atteints
mutant-faults = pannes
