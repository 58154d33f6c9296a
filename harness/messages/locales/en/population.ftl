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
