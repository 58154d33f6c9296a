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

search-fault = panne : { $fault }
search-page-unknown = une page que le guide n’a pas
search-page = { $page }, avec { $identifier }
search-page-without-identifier = { $page }
search-said = { $found }, disant { $words }
identifier-own = l’identifiant du compte
identifier-another = un autre identifiant
trait-accent = accent dans les noms
trait-apostrophe = apostrophe dans les noms
trait-hyphen = trait d’union dans les noms
trait-ligature = ligature dans les noms
trait-blank = espace dans les noms
trait-capitals = nom en capitales
trait-searched-by = recherché par
