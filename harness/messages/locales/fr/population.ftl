# Ce que dit le rapport d’une liste de comptes.

## Une liste de comptes recherchés sur deux portails

count-accounts = { $n ->
    [one] { $n } compte
   *[other] { $n } comptes
}
population-unsearched = { $n ->
    [one] { $n } compte n’a pas pu être recherché
   *[other] { $n } comptes n’ont pas pu être recherchés
}
population-same = pareil pour tous les comptes
population-differs = { $n ->
    [one] une autre issue pour { $n } compte
   *[other] une autre issue pour { $n } comptes
}
population-share = { $n } sur { $all } diffèrent
label-rows = lignes
