# What checks expect and see. A value in quotes is what the portal, a mail or the guide says.

# --- parts of sentences, and what many checks share ---

several = { $facts }
noun = { $en }
profile-rule = { $words } ({ $source })
a-code = a code
the-code = the code
none = none
as-expected = as expected
words-shown = { $words }
closest = closest: { $words }
nothing-alike = nothing like it
words = the words { $text }
not-the-words = not the words { $text }
pages = { $count ->
    [one] { $count } page
   *[other] { $count } pages
}

# --- pages ---

heading = the heading { $text }
order = in this order: { LIST($items, separator: " – ") }
order-shown = { LIST($items, separator: " – ") }
order-lacks = missing: { $items }
action = a link or button { $label }
action-beside = a link or button { $label } in the line { $beside }
label-beside = { $label } in the line { $beside }
only-actions = only { $labels }
link-around-picture = the link around the picture { $name }
button-with-picture = the button with the picture { $name }
link-without-words = the link without words to { $address }
button-without-words = a button without words
no-action = no link and no button
page = the page « { $title } » ({ $page })
page-with-status = { $page }, with the status { $status }
page-unlike = a page with this title that is not recognised: it lacks { $missing }
page-told-too-little = a page with this title that is not recognised: the guide tells too little of it, and a heading or further words are needed
option-disabled = the option { $option }, which nobody can choose
page-named = the page { $title }
no-page = no page
unknown-page = a page that the guide does not have ({ $title }, status { $status })
page-of-refusal = the page { $title } where this portal refuses the form of { $places }
unknown-empty-page = an empty page that the guide does not have (status { $status })
code-shown = { $what } of at least { $length ->
    [one] { $length } character
   *[other] { $length } characters
}
code-of-length = one of { $length ->
    [one] { $length } character
   *[other] { $length } characters
}

# --- fields ---

field = a field { $label }
field-of-kind = a field { $label } ({ LIST($kinds, separator: " or ") })
field-kind = { $kind }
only-fields = only { $labels }
no-field = no field at all
field-marked = { $label } marked { $mark }
mark = marked { $mark }
same-code = the code that the page before it shows
another-code = another code than before
mark-unseen = a picture, or words for screen readers alone, that say { $words }: what is drawn there is not known
no-mark = no mark
option = { $option } in the list { $label }
no-option = a list without options
example-fits = { $example } can be typed into { $label }
example-does-fit = it can
field-disabled = the field is disabled
field-too-short = the field takes { $takes ->
    [one] { $takes } character
   *[other] { $takes } characters
}, the example has { $has }
field-takes-pattern = the field takes only what matches { $pattern }
field-takes-numbers = the field takes only numbers

# --- steps ---

leads-to = { $label } leads to { $page }
leads-anywhere = { $label } leads to a page, without an error
form-stays-filled = the same form, still filled in
nothing-happens = a page on which nothing happens
gives = { LIST($labels, separator: ", ") } given, in the field of { $page } or in the words of another page
page-opens = { $page } opens
page-opens-with = { $page } opens with { LIST($parts, separator: ", ") }
field-filled = { $label } filled in
field-empty = { $label } empty
field-holds = { $label } holds { $value }, not { $wanted }
box-ticked = { $label } ticked
box-not-ticked = { $label } not ticked
no-box = the field { $label } is no box: it does not tell whether
page-saying = { $page } saying { $says }
refused = refused: nothing is done and the person is told, on { $page } or on another page
locks-after = locked after { $tries } failed { $tries ->
    [one] try
   *[other] tries
}, and not before
locked-after = locked after { $failures } failed { $failures ->
    [one] try
   *[other] tries
}: { $seen }
not-locked-after = not locked after { $failures } failed { $failures ->
    [one] try
   *[other] tries
}: { $seen }
refused-saying = refused with the words { $says }, on { $page } or on another page
hint-gave-way = the field says { $said } in the place of its hint
held-back-by-browser = the browser itself did not send the form, which proves nothing about the server: run again with --no-validation
refused-without-form = the refusal is told on a page without that form
mails-in-either-order = two mails that came in either order: which of them is the last cannot be told
goal-never-seen = an unknown page, which may be the goal itself: this scenario saw the goal nowhere; [refusals] and [pages] in the target file can tell what it is
after-status = { $seen }, after the status { $status }
refused-and-mailed = { $seen }, and all the same { $mails }
without-those-words = { $seen }, without those words
words-as-before = { $seen }, with those words as they stood there before
any-page-but = anything but { $page }
some-page = a page of the guide
page-and-mails = { $page }, { $count ->
    [one] { $count } mail
   *[other] { $count } mails
}
mails-most-like = { $what }, which is most like { $title }
mails-first = { $count ->
    [one] { $count } mail, { $subject }
   *[other] { $count } mails, { $subject } first
}
one-message = one message
messages = { LIST($texts, separator: " / ") }
no-message = no message
same-message = the same words, whatever was wrong
different-messages = { LIST($texts, separator: "; ") }
typed-values-remain = the fields hold what was typed
secrets-not-sent-back = secrets are not sent back
secrets-in = sent back in { LIST($places, separator: ", ") }
words-of-page = the words of the page
no-mail = no mail

# --- mails ---

mail-from = from { $address }
mail-without-sender = no sender
mail-answer-to = answers go to { $addresses }
mail-files = the attached { $names }
no-mail-file = no attached file
mail-link = a link to the portal like { $address }, whose secret part has { $length ->
    [one] { $length } character
   *[other] { $length } characters
} or more
mail-link-plain = a link to the portal like { $address }
mail-link-anywhere = a link to the portal, whose secret part has { $length ->
    [one] { $length } character
   *[other] { $length } characters
} or more
mail-link-of-length = { $address }, whose secret part has { $length ->
    [one] { $length } character
   *[other] { $length } characters
}
mail-links = the links { $addresses }
mail-link-to-host = { $address }, on another host ({ $host }, not { $own })
mail-link-unencrypted = { $address }, without encryption
no-mail-link = no link
mails-titled = { $count ->
    [0] no mail { $title }
    [one] { $count } mail { $title }
   *[other] { $count } mails { $title }
}
mail-subject = the subject { $text }
mail-code = { $what }{ $length ->
    [0] { "" }
    [1] { "" }
   *[other] { " " }of at least { $length } characters
}{ $capitals ->
    [0] { "" }
   *[other] , capitals and digits
}
code-of-before = the one that was in force before
code-of-shape = one of the shape { $shape }
mail-code-of-shape = { $what } of the shape { $shapes }
code-shown-of-shape = { $what } of the shape { $shapes }
mail-without-code = a mail without a code
mail-holds-codes = { $count ->
    [one] something of the shape of a code: { $shapes }
   *[other] several things of the shape of a code: { $shapes }
}
one-mail = exactly one mail
mails = { $count ->
    [one] { $count } mail
   *[other] { $count } mails
}
mail-to = to { $addresses }
mail-elsewhere = a mail, { $subject }, to { LIST($addresses, separator: ", ") }
mail-to-nobody = to nobody
mail-to-only = to { $address } only
no-mail-copy = no copy to anybody
mail-copies = copies to { $addresses }
date-between = a date between { $begin } and { $end }
date = { $date }
no-readable-date = no readable date
charset-fits = a declared character set that fits the text
charset = { $charset }
charset-problems = { $problems }
no-charset = none declared, with accents in the text
mail-without-shown-code = a mail without { $shown } that the page shows
no-shown-code = no code that a page shows
shown-code-mailed = { $shown } that the page shows stands in the mail
mail-without-secrets = a mail without a secret of an account, and without one that was chosen
secret-in-mail = { $what } of an account stands in the mail
secret-typed-in-mail = what was typed as a secret stands in the mail
code-in-mail-alone = { $mailed } of the mail on no page
sound-of-its-own = a sound of its own for each code
sound-of-another = the very same sound as that of another code
sound-of-other-characters = sounds that speak another code: { $count ->
    [one] { $count } pair of different characters has
   *[other] { $count } pairs of different characters have
} the very same clip
no-other-sound = only one code was heard in this scenario
codes-overlap = one of the two codes contains the other
mailed-code-on-page = { $mailed } of the mail stands in the document of the page, shown or not
same-code-in-parts = text and HTML hold the same code
in-html-part = in the HTML part of the mail: { $seen }
in-text-part = in the text part of the mail: { $seen }
codes-of-parts = text: { $text }, HTML: { $html }
code-in-text-alone = text: { $text }, HTML: no code
code-in-html-alone = text: no code, HTML: { $html }
same-links-in-parts = text and HTML have the same links, each of which leads where its words say
links-of-parts = link in the text: { $text }, in the HTML: { $html }
link-in-text-alone = link in the text: { $text }, in the HTML: no link
words-of-link = a link with the words { $words } leads to { $address }
mail-link-elsewhere = { $address }, and in its place a link to another host: { $other }

# --- audio ---

sound-arrives = the audio arrives when it is requested
sound-response = status { $status }, { $size ->
    [one] { $size } byte
   *[other] { $size } bytes
}
sound-of-audio-type = audio sent as audio/…
sound-sent-as = { $format }, sent as { $type }
sound-sent-untyped = { $format }, sent without a type
sound-broken = { $problem }
sound-audible = audio that can be heard
format-not-measured = { $format } is not measured
sound-peak = peak at { $percent } % of full scale
segments-as-characters = as many segments as characters
no-code-shown = no code was shown
segments-expected = { $count ->
    [one] { $count } spoken segment, one for each character
   *[other] { $count } spoken segments, one for each character
}
segments = { $count ->
    [one] { $count } segment
   *[other] { $count } segments
}
segments-doubtful = { $low } to { $high } segments: the pauses do not tell which sounds are one character
segments-maybe-introduced = { $seen }: the voice may say something before the code
segments-maybe-again = { $seen }: the code may be spoken more than once

# --- what a page holds for its account, files ---

value-under-label = { $value } under the label { $label }
values-shown = { LIST($values, separator: " / ") }
label-missing = no such label
row = a row { LIST($cells, separator: " | ") }
no-row = no table
parts = { $count } { $part ->
    [row] { $count ->
        [one] row
       *[other] rows
    }
    [item] { $count ->
        [one] item of a list
       *[other] items of a list
    }
    [heading] { $count ->
        [one] heading
       *[other] headings
    }
    [link] { $count ->
        [one] link
       *[other] links
    }
    [button] { $count ->
        [one] button
       *[other] buttons
    }
    [field] { $count ->
        [one] field
       *[other] fields
    }
   *[picture] { $count ->
        [one] picture
       *[other] pictures
    }
}
at-least = at least { $what }
with-words = { $what } with the words { $words }
no-words = nowhere the words { $text }
file-expected = a file { $name }, of { $size ->
    [one] { $size } byte
   *[other] { $size } bytes
} or more
file-of-type = a file { $name } of type { $type }, of { $size ->
    [one] { $size } byte
   *[other] { $size } bytes
} or more
file-expected-sized = a file { $name }, of { $size }
file-of-type-sized = a file { $name } of type { $type }, of { $size }
bytes-between = { $least } to { $most ->
    [one] { $most } byte
   *[other] { $most } bytes
}
bytes-exactly = { $size ->
    [one] { $size } byte
   *[other] { $size } bytes
}
file-seen = a file { $name } of type { $type }, of { $size ->
    [one] { $size } byte
   *[other] { $size } bytes
}
status-of-file = no file: the portal answers { $status }
file-lines = { $count ->
    [one] { $count } line
   *[other] { $count } lines
} that are not blank
file-unchanged = the file { $name } as it was uploaded
file-with-other-bytes = a file { $name } of { $size ->
    [one] { $size } byte
   *[other] { $size } bytes
}, with other bytes than the uploaded one
no-file-chosen = no file was uploaded that it could be compared with
file-with = a file { $name } with { LIST($parts, separator: ", ") }
file-is-no-text = the file is of type { $type }: its words are not read
file-is-cut = the file is longer than { $length } characters: the rest is not read
no-secret = a page without a secret
no-secret-of-kind = a page without { $what }
secret-of-link = the secret part of a mailed link
secret-shown = the page shows { $name }
sum = amounts under { $column } that add up to { $total }
sum-seen = the amounts add up to { $sum }, the total is { $total }
no-column-with-total = no table with such a column and such a row
amounts-unread = not every cell of the column is an amount
no-page-there = no page: the portal answers 401, 403, 404 or 410

# --- why nothing was judged ---

target-does-not-show = this target shows no { LIST($what, separator: " and no ") }
ended-where-not-shown = the scenario ended where this target shows no { $what }
path-absent = accepted by the target file: this portal does not have { $what }
path-absent-because = accepted by the target file: this portal does not have { $what } ({ $why })
unobservable-accepted = accepted by the target file: this portal cannot show it; { $seen }
unobservable-accepted-because = accepted by the target file: this portal cannot show it ({ $why }); { $seen }
path-behind = what follows this step: { $step }
path-to-page = the path to { $page }
path-of-role = the paths of the role « { $role } »
led-away = the portal goes on in another way, which is as right
feature = { $name ->
    [mailbox] mailbox
    [sound] audio
    [screenshots] screenshots
    [javascript] scripts
    [layout] layout
    [validation] validation by the browser
    [audit] audit of accessibility
    [download-by-button] file behind a button (only one behind a link is fetched)
    [link-lifetime] time after which the links of mails are too old (link under [timeouts])
    [forged-host] way to send another host (only plain HTTP does)
   *[other] { $name }
}
page-of-guide = page { $page }
other-choice = other option in the list
empty-choice = empty option in the list
behind-dialog = { $words } while a dialog lies over it
absent-by-target = { $words }, which this portal does not have, as the target file says
no-link-to-itself = { $words } as a link: the menu names the page at hand there
another-way = way to { $page } where we look for it: it goes on in another way than we read
page-closed = page that { FAULT($text) }
field-filled-in = other content of the field { $label }, which the portal fills in by itself
dialog-after-first = form that two clicks on { $words } send twice: after the first one a dialog lies over it
second-answered-otherwise = result of the first of two clicks on { $words }: the answer to the second is another page
frames-begin-anew = page to load again: it stands in a frame, and frames begin with their first page when they are loaded again
dialog-closed-by-reload = page to load again: it stands in a dialog, and loading closes dialogs
told-in-dialog = told in a dialog, whose title may be that of every message
way-without-scripts = way without scripts: expected { FAULT($expected) }, seen { FAULT($seen) }
scenario-cut-off = the scenario was cut off
ended-by-fault = fault: { $name }
something-to-judge = something to judge
nothing-recorded = nothing was recorded of it, though the scenario came to its end: the scenario does not meet what its plan has, such as the mail of a step (walk.receive_mail)
whole-journal = a journal with an end
journal-cut-off = one that was cut off. The run was killed. What it had recorded is judged.
fault-expected = { FAULT($text) }
fault-seen = { FAULT($text) }. { FAULT($remedy) }
by-design = by design of the guide: { $reason } Seen: { $seen }
run-to-its-end = a run of { $target } to its end

# --- security and accessibility ---

header-on-every-page = the header { $name } on every page
header-needs-https = http: the header only counts over https
no-answer-seen = no answer was seen
header-at = { $value } at { $path }
no-header-at = no such header at { $path }
header-on-all = on all { $count }
header-value = { $value }
no-such-header = no such header
cookie-attribute = every cookie with { $attribute }
secure-needs-https = http on this machine itself: Secure is asked of https only
no-cookie-set = no cookie was set
cookie-without-attribute = the cookie { $name } without it
cookies = { $names }
not-stored = Cache-Control: no-store on the { $of ->
    [sound] audio
   *[page] page
} of the code
no-such-answer = { $of ->
    [sound] no audio of a code was seen
   *[page] no page of a code was seen
}
clean-addresses = addresses without codes, answers and sessions
secret-in-address = { $secret } in { $url }
session-in-address = a session ({ $session }) in { $url }
with-hint = { $seen }. Perhaps the account has another secret by now: { $hint }
secret-chosen-undeclared = the scenario { $scenario } chooses another secret for its account on the page { $page }, and suite.toml does not say so: the next login would be made with the old one. If the account is made there, `sets` says it; else add under [account.lifecycle]: { $lines }
value-announced = { $name } in the words { $words }
in-closed-panel = it stands in a closed panel that no step opened; { $words } opens it
panel-stays-closed = { $words } was pressed, and the panel that hides it stays closed
pointed-stays-closed = the pointer was put on { $words }, and what stands hidden there stays hidden
address-passed-on = { $address }; the page links to { $host }, which may be told
form-by-get = a form that sends { $label } in its address
no-code-in-mail = no code in a mail
field-not-asked = no field { $label }
field-not-filled = nothing filled in under { $label }
code-in-mail = a code in the mail { $subject }
same-answers = the same page, status, words and mails for known and unknown people
not-both-tried = not both were tried
answers-differ = { $part }: { $known } for known, { $unknown } for unknown people
answers-alike = alike, { $tries ->
    [one] { $tries } try
   *[other] { $tries } tries
} of each
times-alike = times that do not tell known from unknown people (reported, never broken)
too-few-times = { $known-count } and { $unknown-count } times, { $wanted } of each are wanted
times-of-answers = median { NUMBER($known-median, minimumFractionDigits: 1) } ms for known, { NUMBER($unknown-median, minimumFractionDigits: 1) } ms for unknown people; Cliff's delta { $delta } over { $known-count } and { $unknown-count } answers
tries-limited = a limit after { $after } wrong codes in a row at the latest
limit-seen = { $sign }, { $wrong ->
    [one] { $wrong } wrong code
   *[other] { $wrong } wrong codes
} tried
limit-by-status = status { $status }
limit-by-retry-after = a Retry-After
limit-by-closed-login = the login can no longer be tried
limit-by-refusal = the right code is refused
limit-by-delay = the answers come later and later
too-few-tries = only { $wrong ->
    [one] { $wrong } wrong code was
   *[other] { $wrong } wrong codes were
} tried
right-code-taken = after { $wrong ->
    [one] { $wrong } wrong code
   *[other] { $wrong } wrong codes
} the right one is taken at once
session-renewed = a session with another identifier after the login
cookie-renewed = { $name } renewed
cookies-of-before = { $names }, as before the login
no-cookie-of-before = no cookie, as before the login
form-for-own-code = a form for a code of one's own before anything else
login-led-nowhere = the login led nowhere
no-address-of-host = no address of { $host }, which was claimed in the request
address = { $url }
host-in-mail = in the mail
request-refused = the request is refused
host-nowhere = none, in pages and mails
no-look-alikes = codes without characters that are taken for one another (0 and O, 1 and I …)
look-alikes = both { LIST($pairs, separator: ", ") }; { $codes ->
    [one] { $codes } code
   *[other] { $codes } codes
}
pair = { $one } and { $other }
distinct-characters = { $count ->
    [one] { $count } character
   *[other] { $count } characters
}, none taken for another; { $codes ->
    [one] { $codes } code
   *[other] { $codes } codes
}
too-few-codes = too few codes were seen
no-code-twice = no code twice
code-repeated = { $code } came { $count } times
different-codes = { $count ->
    [one] { $count } code
   *[other] { $count } different codes
}
code-strength = at least { $length ->
    [one] { $length } character
   *[other] { $length } characters
} and { $bits ->
    [one] { $bits } bit
   *[other] { $bits } bits
}
code-strength-seen = { $length ->
    [one] { $length } character
   *[other] { $length } characters
}, { $varying } of them varying over an alphabet of { $alphabet }: { $bits ->
    [one] { $bits } bit
   *[other] { $bits } bits
}; { $codes ->
    [one] { $codes } code
   *[other] { $codes } codes
}
axe-finds-nothing = nothing that axe-core finds
no-page-audited = no page was audited
axe-finds = { $rules }
axe-found-nothing = { $pages ->
    [one] nothing on { $pages } page
   *[other] nothing on { $pages } pages
}
axe-violation = { $rule }: { $help }: { LIST($elements, separator: " · ") }{ $more ->
    [0] { "" }
   *[other] { " " }and { $more } more
}
axe-rule = { $rule }
axe-rule-of-rgaa = { $rule } ({ $references })
element = { $html }
element-in-frame = in frame { $frame }: { $html }
