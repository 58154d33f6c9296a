# What the report of a list of accounts says.

## A list of accounts searched on two portals

count-accounts = { $n ->
    [one] { $n } account
   *[other] { $n } accounts
}
population-unsearched = { $n ->
    [one] { $n } account could not be searched
   *[other] { $n } accounts could not be searched
}
population-same = the same for all accounts
population-differs = { $n ->
    [one] another outcome for { $n } account
   *[other] another outcome for { $n } accounts
}
population-share = { $n } of { $all } differ
label-rows = rows

search-fault = fault: { $fault }
search-page-unknown = a page that the guide does not have
search-page = { $page }, with { $identifier }
search-page-without-identifier = { $page }
search-said = { $found }, saying { $words }
identifier-own = the account's identifier
identifier-another = another identifier
trait-accent = accent in the names
trait-apostrophe = apostrophe in the names
trait-hyphen = hyphen in the names
trait-ligature = ligature in the names
trait-blank = blank in the names
trait-capitals = last name in capitals
trait-searched-by = searched by
