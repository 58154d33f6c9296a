# What the reports of a comparison say.

## What the guide says of a difference

ruling-regression = { $n ->
    [one] regression
   *[other] regressions
}
ruling-both-break = { $n ->
    [one] other failure
   *[other] other failures
}
ruling-both-keep = { $n ->
    [one] change that breaks no promise
   *[other] changes that break no promise
}
ruling-improvement = { $n ->
    [one] improvement
   *[other] improvements
}
means-regression = the old portal keeps the guide there, the new one breaks it
means-both-break = both portals break the guide there, each in its own way
means-both-keep = the guide says nothing of it, or what it says is not broken
means-improvement = the old portal breaks the guide there, the new one keeps it
guide-kept-pass = keeps the guide
guide-kept-fail = breaks the guide

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
kind-mandatory = mandatory field
kind-type = type
kind-length = length
kind-pattern = pattern
kind-options = options
kind-default = default value
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
title-remarks = Beside the changes
title-side-by-side = The pages side by side
label-old = old
label-new = new
label-old-portal = old portal
label-new-portal = new portal
label-met-by = concerns
label-only-here = only here
label-fingerprint = fingerprint
label-causes = causes
label-differences = differences
label-time = time
label-samples = samples
label-apart = apart
label-ledger = ledger
label-both-break-alike = both portals break it in the same way
label-not-compared-old = { $n ->
    [one] 1 statement not compared, as the old portal does not show it
   *[other] { $n } statements not compared, as the old portal does not show them
}
label-not-compared-new = { $n ->
    [one] 1 statement not compared, as the new portal does not show it
   *[other] { $n } statements not compared, as the new portal does not show them
}
comparison-of-drivers = The old portal was used by the driver { $old }, the new one by { $new }: some differences come from the drivers, and not from the portals. Compare runs of one driver.
count-samples = { $n ->
    [one] measured once on each portal
   *[other] medians of { $n } measurements on each portal
}
count-not-compared = { $n ->
    [one] { $n } statement is not compared
   *[other] { $n } statements are not compared
}
label-walked-on-one = run on one portal only
label-walked-on-neither = run on neither portal
text-times-apart = Information only. Apart: +1 where the new portal is slower each time, -1 where it is faster, near 0 where noise explains all.

text-guide-kept = The nearest promise of the guide, which this does not break:
text-guide-silent = The guide says nothing of it.

## What to do next

next-regressions-below = Mend the regressions; they are the first changes below, each with what both portals show.
next-regressions-there = Mend the regressions, each told with what both portals show:
next-changes-below = Look at the changes below, and decide of each whether it is meant.
next-changes-there = Look at the changes, and decide of each whether it is meant:
next-gaps = { $n ->
    [one] See why { $n } scenario is not compared
   *[other] See why { $n } scenarios are not compared
}, in « Beside the changes », and run the rest.
next-expected = Accept what is meant, one change at a time, here the first one ({ $n ->
    [one] { $n } difference is
   *[other] { $n } differences are
} left):

## The comparison in one sentence

compared-scenarios = { $n ->
    [one] { $compared } of { $n } scenario compared
   *[other] { $compared } of { $n } scenarios compared
}
title-changes = What changed
compared-yes = yes, the new portal keeps all of the guide that the old one keeps
compared-no = no, the new portal breaks { $n ->
    [one] { $n } statement
   *[other] { $n } statements
} of the guide that the old one keeps ({ $required } required)
compared-almost = yes, with reservations: the new portal keeps all of the guide that the old one keeps, but { LIST($reasons, separator: " and ") }
compared-fault = none yet: a fault outside of the portals, such as a time-out, ended { $n } of { $total } scenarios
compared-nothing = none: no scenario was run on both portals
no-difference = no difference at all
count-unexpected = { $n ->
    [one] { $n } difference is not accepted yet
   *[other] { $n } differences are not accepted yet
}
count-gaps = { $n ->
    [one] { $n } scenario is not compared
   *[other] { $n } scenarios are not compared
}
count-differences = { $n ->
    [one] { $n } difference
   *[other] { $n } differences
}
count-causes = { $n ->
    [one] one change
   *[other] { $n } changes
}
count-expected = { $n } expected
count-entries = { $n ->
    [one] { $n } entry of the ledger needs attention
   *[other] { $n } entries of the ledger need attention
}
count-more-differences = { $n ->
    [one] { $n } more difference with the same cause
   *[other] { $n } more differences with the same cause
}

## What explains several differences at once

cause-new = the new portal has { $new }, which the old one has not
cause-gone = the new portal lacks { $old } of the old one
cause-became = the new portal has { $new } where the old one has { $old }
cause-became-in-several-texts = the new portal writes { $new } in several texts where the old one writes { $old }
cause-of-kind-new = { $kind }: nothing on the old portal, { $new } on the new one
cause-of-kind-gone = { $kind }: { $old } on the old portal, nothing on the new one
cause-of-kind-became = { $kind }: { $old } on the old portal, { $new } on the new one
cause-accepted-or-refused-became = the old portal shows { $old }; the new one shows { $new }
cause-way-became = the old portal shows { $old }; the new one shows { $new }
cause-refused-by-became = { $old } refuses on the old portal, { $new } on the new one
cause-mail-became = the old portal sends { $old }, the new one { $new }
cause-together-new = the new portal adds { $words }
cause-together-gone = the new portal lacks { $words }
cause-statement-regression = { $statement } holds on the old portal, and no longer on the new one
cause-statement-both-break = { $statement } holds on neither portal, and each breaks it in its own way
cause-statement-improvement = { $statement } does not hold on the old portal, and does on the new one
cause-statement-both-keep = { $statement } differs
cause-address = the new portal's pages and links have other addresses
cause-message = the new portal words its messages otherwise, or shows others
cause-character-set = the new portal writes pages or mails in another character set
cause-heading = the new portal marks its headings otherwise
cause-hidden-field = the new portal's forms send other hidden fields
cause-group = the new portal groups its fields otherwise
cause-frames = the new portal uses frames otherwise
cause-status = the new portal answers with another HTTP status
cause-redirects = other requests lead to the new portal's pages
cause-length = the new portal's fields take texts of another length
cause-header = the new portal's answers have other HTTP headers
cause-cookie = the new portal sets other cookies
cause-title = the new portal's windows have other titles
cause-mandatory = the new portal declares other fields as mandatory
cause-typography = the new portal writes the same words in another typography
cause-unicode-form = the new portal writes the same words in another Unicode form
cause-mojibake = signs are garbled: a text is read in a wrong character set
cause-accessibility = the new portal breaks other rules of accessibility
cause-link = the new portal has links elsewhere, or another number of times
cause-default = the new portal's fields open with something else in them
cause-help = the new portal binds hints to its fields otherwise
kind-of-part = { $kind } of { $part }
kind-and-part = { $kind } ({ $part })

## What a portal shows, in our words

change-from-to = { $old } → { $new }
kept = kept
broken = not kept: expected { $expected }; seen: { $seen }
not-reached-because-of = not reached because of { $statement }
nothing = nothing
yes = yes
yes-mandatory = mandatory
no-mandatory = not mandatory
yes-valid = it can be played
no-valid = it cannot be played
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
page-with-messages = { $page } with the message { LIST($messages, separator: " / ") }
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
