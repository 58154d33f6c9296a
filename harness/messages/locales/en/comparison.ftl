# What the reports of a comparison say.

## What the guide says of a difference

ruling-regression = regression
ruling-both-break = neither keeps it
ruling-both-keep = different, and both keep the guide
ruling-improvement = improvement

## What was compared

kind-statement = statement
kind-accepted-or-refused = accepted or refused
kind-refused-by = refused by
kind-way = way
kind-text = text
kind-title = title
kind-heading = heading
kind-message = message
kind-label = label
kind-field = field
kind-mark = mark
kind-mandatory = mandatory
kind-type = type
kind-length = length
kind-pattern = pattern
kind-options = options
kind-default = default
kind-help = help
kind-placeholder = placeholder
kind-group = group
kind-order = order
kind-state = state
kind-hidden-field = hidden field
kind-button = button
kind-link = link
kind-where-it-leads = where it leads
kind-address = address
kind-frames = frames
kind-dialog = dialog
kind-language = language
kind-character-set = character set
kind-status = status
kind-redirects = redirects
kind-cookie = cookie
kind-header = header
kind-code = code
kind-mail = mail
kind-mail-header = mail header
kind-mail-text = mail text
kind-mail-parts = mail parts
kind-mail-link = mail link
kind-sound = sound
kind-accessibility = accessibility
kind-typography = typography
kind-unicode-form = Unicode form
kind-mojibake = mojibake

## The report of a comparison

title-comparison = Comparison
title-no-cause = Not told by any cause
title-side-by-side = The pages side by side
label-old = old
label-new = new
label-causes = causes
label-differences = differences
label-time = time
label-samples = samples
label-apart = apart
label-ledger = ledger
label-both-break-alike = both break it alike
label-not-compared = not compared
label-walked-on-one = walked on one side only
label-walked-on-neither = walked on neither side
text-times-apart = Information only. Apart: +1 where the new portal is slower each time, -1 where it is faster, near 0 where noise explains all.

## The comparison in one sentence

compared-scenarios = { $n ->
    [one] { $compared } of { $n } scenario compared
   *[other] { $compared } of { $n } scenarios compared
}
title-changes = What changed
compared-yes = yes, the new portal keeps what the old one keeps
compared-no = no, the new portal does not keep all that the old one keeps
compared-fault = none: the harness or its environment broke, so nothing is compared
compared-nothing = none: no scenario was walked on both sides
no-difference = no difference at all
no-regression = no regression
count-regressed = { $n ->
    [one] { $n } statement regressed
   *[other] { $n } statements regressed
}
count-differences = { $n ->
    [one] { $n } difference
   *[other] { $n } differences
}
count-causes = { $n ->
    [one] { $n } cause
   *[other] { $n } causes
}
count-expected = { $n } expected
count-entries = { $n ->
    [one] { $n } entry to look after
   *[other] { $n } entries to look after
}

## What explains several differences at once

cause-new = { $new } is new
cause-gone = { $old } is gone
cause-became = { $old } became { $new }
cause-became-in-several-texts = { $old } became { $new } in several texts
cause-of-kind-new = { $kind }: { $new } is new
cause-of-kind-gone = { $kind }: { $old } is gone
cause-of-kind-became = { $kind }: { $old } became { $new }
cause-together-new = on { $pages } { $words } are new
cause-together-gone = on { $pages } { $words } are gone
cause-statement-regression = { $statement } was kept and no longer is
cause-statement-both-break = neither portal keeps { $statement }, each in another way
cause-statement-improvement = { $statement } was not kept and now is
cause-statement-both-keep = { $statement } differs
cause-address = pages and links have other addresses
cause-message = messages are worded otherwise, or others are shown
cause-character-set = pages and mails are written in another character set
cause-heading = headings are marked otherwise
cause-hidden-field = other hidden fields are sent
cause-group = fields are grouped otherwise
cause-frames = frames are used otherwise
cause-status = answers have another status
cause-redirects = other requests lead to the pages
cause-length = fields take other lengths
cause-header = answers have other headers
cause-cookie = cookies are set otherwise
cause-title = the windows have other titles
cause-mandatory = mandatory fields are declared otherwise
cause-typography = the same words in another typography
cause-unicode-form = the same words in another Unicode form
cause-mojibake = signs are garbled: a text is read in a wrong character set
cause-accessibility = other rules of accessibility are broken
cause-link = links are elsewhere, or another number of times
cause-default = fields open with something else in them
cause-help = hints are bound to their fields otherwise
count-pages = { $n ->
    [one] { $n } page
   *[other] { $n } pages
}

## What a portal shows, in our words

change-from-to = { $old } → { $new }
kept = kept
broken = not kept: expected { $expected }; seen: { $seen }
not-reached-because-of = not reached because of { $statement }
nothing = nothing
yes = yes
no = no
absent = none
given = given
a-script = a script
times-on-the-page = { $n ->
    [one] { $n } time
   *[other] { $n } times
}
length-at-most = at most { $n }
any-length = any
chosen-value = what was chosen
typed-value = what was typed
ticked = ticked
read-only-field = read only
disabled-field = disabled
field-of-type = a field { $label } ({ $type })
hidden-value = { $value }
changed-by-itself = none: the page changed by itself
no-request = no request
no-attribute = no attribute
text-part = text
html-part = HTML
mails-with-subjects = { $n ->
    [one] { $n } mail: { $subjects }
   *[other] { $n } mails: { $subjects }
}
rule-broken = broken: { PLAIN($help) }
audible = audible
inaudible-or-not-measured = not audible, or not measured
one-for-each-character = one for each character
other-or-not-measured = another number, or not measured
looks-like-a-title = a title by its looks
heading-of-level = heading { $level }
plain-text = plain text
the-browser = the browser
the-portal = the portal
page-without-message = { $page }
page-with-messages = { $page }, saying { LIST($messages, separator: " / ") }
format = { $length }, { LIST($classes, separator: " and ") }
format-with-pattern = { $length }, { LIST($classes, separator: " and ") }, as { $pattern }
length-exactly = { $n ->
    [one] { $n } character
   *[other] { $n } characters
}
length-between = { $shortest } to { $longest } characters
capitals = capitals
small-letters = small letters
digits = digits
movement-on = { $verb } { $words }
until-the-mail-arrives = until the mail arrives

## Why a scenario is not compared

not-in-its-plan = not in its plan
no-journal = planned, and left no journal

## Parts of mails and sounds

part-number = number
part-problems = problems
part-subject = subject
part-from = from
part-to = to
part-cc = cc
part-sender-name = name of the sender
part-envelope-from = envelope from
part-envelope-to = envelope to
part-date = date
part-status = status
part-type = type
part-format = format
part-valid = valid
part-loudness = loudness
part-segments = segments
