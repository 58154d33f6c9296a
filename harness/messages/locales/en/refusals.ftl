# Why a scenario could not go on, or could not be played at all.

# --- what an action needs, and what a page offered instead ---

panel-to-point-at = { $words } to point at
button-to-press = a button { $label } to press
link-to-click = a link { $label } to click
list-to-open = a list to choose from
field-takes-file = a field { $field } that takes the file { $file }
key = the key { $key }
key-unknown = no such key ({ $error })
field-takes = a field { $field } that takes { $text }
field-takes-text = a field { $field } that takes text
no-such-field = no field { $label }
none-on-page = none on { $page }
only-options = only { $options }
element-disabled = it is disabled
element-read-only = it is read-only
element-invisible = it is not visible
element-gone = it is no longer on the page
element-covered = covered by { $by }
element-without-place = it has no place on the page
element-takes-file = it takes a file
element-without-file = one that takes no file
element-of-kind = it is of the kind { $kind }
frame-gone = its frame is no longer on the page
tick-not-clickable = neither it nor its label can be clicked
code-on-page = { $what } on the page
code-in-a-mail = { $what } in the mail
no-code-behind = the words { $words }, and on their line nothing that looks like { $what }; on the { $lines } lines below them nothing alone on its line, behind a colon or behind « code » that does
no-code-unannounced = nothing alone on a line that looks like { $what }, and not the words { $words } before it
no-code-alone = nothing that looks like { $what }, alone on a line
with-possible-codes = { $seen }. What may be one is hidden in all files of the run: { $names }
mail-to-account = a mail to { $address }
none-within = none within { $seconds } s
only-mails-like = none within { $seconds } s, but what is most like { $titles } by its subject, its sentences and its links
mail-to-others = none within { $seconds } s, but a mail of the kind { $title } to { LIST($addresses, separator: ", ") }

# --- why a scenario cannot be played on a target ---

target-without-accounts = the target names no accounts
target-without-address = the target does not say under [entry] where these pages are opened: { LIST($names) }
accounts-alike = its accounts have equal values where they must differ, so that nothing wrong would be tried: { LIST($statements) }
secret-chosen-already = the account has the secret already that the scenario chooses, so that nothing wrong would be tried: { LIST($statements) }
no-account = no account: { $lacking }
no-account-left = no account is left: { $lacking }. { $n ->
    [one] { $n } scenario uses
   *[other] { $n } scenarios use
} up accounts, which serve nobody else
accounts-used-up = earlier runs have used up what it needs: { $lacking }. Put such accounts back on the portal and take their entries out of { $path }; or add others to the file of accounts; or give `reset` in [accounts]
secret-had-before = the portal refused a secret that the account has had before, as a portal may: let the scenario make one up with walk.new_secret()
target-does-not-allow = the target does not allow { LIST($names, separator: " and ") }
account-not-renewable = { $account }: nobody knows whether { $what } is still good, and the target does not allow to renew it
account-not-renewed = { $account }: nobody knows whether { $what } is still good, and it could not be renewed: { $why }
expected-and-seen = expected { FAULT($expected) }, seen { FAULT($seen) }
login-failed = the login failed
