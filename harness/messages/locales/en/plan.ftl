# What is shown before a portal is used.

## What a plan costs a portal, before somebody agrees to it

suite-here = The suite of this folder is taken: { $suite }. --suite FOLDER takes another one, --suite { $bundled } the bundled one.
plan-agree = Do this to the portal? [y/N]
plan-lost-state = Nobody knows what earlier runs changed: there is no { $path }. Each account is taken to have { $what } of its file. Keep `state`, or give `reset`: docs/CI.md.
plan-left-out = { $n } left out
plan-rate = { $rate } a second
plan-unlimited = as fast as it answers
plan-mails = mails sent, at most
plan-lockouts = accounts locked, at most
plan-movements = movements
plan-duration = duration

# --- a guide, its document and its scenarios ---

guide-drafted = statements proposed: { $statements }; pages and mails: { $chapters }; lines excluded: { $excluded }; folder: { $folder }
guide-drafted-next = Confirm each line of { $guide }; then:
untracked-line = no statement and no exclusion cites this line: { $text }
unquoted-sentence = no statement quotes this sentence of the line: { $text }. Quote it, or exclude the line too: then its other sentences promise nothing.
words-not-in-text = { $slug } wants the words { $text }, which the text does not have. Quote them as they stand there; what a scenario typed is {"{"}typed:LABEL{"}"}; if the portal works them out or has them stored, say computed = true.
to-look-at = To look at ({ $count }):
untracked-line-of = line { $line }: no statement and no exclusion cites it: { $text }
misquote-found = { $slug } quotes { $text }; its lines say { $found }
lines-tracked = { $tracked ->
    [one] 1 line is cited
   *[other] { $tracked } lines are cited
}, { $untracked } not; { $misquoted ->
    [one] 1 quote is not on its lines
   *[other] { $misquoted } quotes are not on their lines
}
misquote = { $slug } quotes { $text }, which is not on its lines
no-scenarios = the suite has no scenarios: a run only opens the pages whose addresses the target names
not-exercised = no scenario exercises { $slug }
unknown-name = { $slug } looks for { $name } as it stands: it is no field of the account that is filled in there, no field of the guide ({"{"}typed:LABEL{"}"}), and nothing that words announce as {"{"}any:NAME{"}"} ({"{"}remembered:NAME{"}"})
contradiction = { $slug } contradicts { $other }
field-twice = { $slug } has the label of { $other }: if it is another field, name it (called = "…"); if not, cite the lines in one statement
unknown-in-manifest = { $section } names « { $name } », and { $kind ->
    [page] the guide has no such page
    [field] the guide has no such statement about a field
    [scenario] the suite has no such scenario
   *[other] the guide has no such statement
}
flaws = { $count ->
    [0] { $statements } statements, nothing to mend
    [one] { $statements } statements, { $count } thing to mend
   *[other] { $statements } statements, { $count } things to mend
}
plan-range = { $least } to { $most }, by the speed of portal and machine; the run shows what is left
plan-more-accounts = about { $seconds } with more accounts: { $account } is used by { $n ->
    [one] { $n } scenario
   *[other] { $n } scenarios
}, one after the other

## What a file of accounts can exercise

accounts-lacking = { $scenario }: { $why }
somebody = person
person-of-role = { $role }
person-needed = { $role } { LIST($traits, separator: " and ") }
name-holds = whose name holds { LIST($signs, separator: " and ") }
person-related = { $words } person { $number }
people-needed = { LIST($people, separator: "; ") }
people-needed-together = { $n } people together, no two with one e-mail address: { LIST($people, separator: "; ") }
accounts-used-up-by = { $n ->
    [one] Each run uses up { $n } account
   *[other] Each run uses up { $n } accounts
} ({ LIST($by) }): the next one needs others, or `reset` in [accounts].
accounts-unused = { $account }: the same scenarios can run without this account
accounts-written = { $n ->
    [one] { $path } has { $n } account.
   *[other] { $path } has { $n } accounts.
} Load them into the portal, and name this file in [accounts] of the target file.
accounts-made-up = Each run makes up accounts and gives them to the portal: there is nothing to check.
accounts-checked = { $n ->
    [one] { $n } account
   *[other] { $n } accounts
}: { $played } of { $scenarios } scenarios can run

# --- what `serve` and `run --last-failed` print ---

serve-portal = portal
serve-mails = mails
serve-account = account
serve-end = Ctrl-C ends both.
last-failed-none = Nothing failed in the last runs of { $target } ({ $runs }): nothing to run.
last-failed = Failed or not run in { $runs }: { $n } of { $of }.
