# What the reports of a run say.

colon = :
decimal-sign = .
semicolon = ;
clauses = { LIST($clauses, separator: "; ") }

## Verdicts and levels

verdict-pass = pass
verdict-fail = fail
verdict-warn = warn
verdict-accepted = accepted
verdict-flaky = flaky
verdict-unreached = unreached
verdict-unobservable = unobservable
verdict-fault = fault
count-verdict-pass = { $n } pass
count-verdict-fail = { $n } fail
count-verdict-warn = { $n } warn
count-verdict-accepted = { $n } accepted
count-verdict-flaky = { $n } flaky
count-verdict-unreached = { $n } unreached
count-verdict-unobservable = { $n } unobservable
count-verdict-fault = { $n } fault
level-required = required
level-advised = advised
level-profile = profile

## Nouns that are counted

count-reasons = { $n ->
    [one] { $n } cause
   *[other] { $n } causes
}
count-scenarios = { $n ->
    [one] { $n } scenario
   *[other] { $n } scenarios
}
count-scenarios-of = { $n ->
    [one] { $played } of { $n } scenario
   *[other] { $played } of { $n } scenarios
}
count-pages = { $n ->
    [one] { $n } page
   *[other] { $n } pages
}
count-not-judged = { $n ->
    [one] The statement that could not be judged
   *[other] The { $n } statements that could not be judged
}
count-not-judged-role = { $n ->
    [one] The statement that could not be judged
   *[other] The { $n } statements that could not be judged
} for the role « { $role } »
count-statements = { $n ->
    [one] { $n } statement
   *[other] { $n } statements
}
count-mails = { $n ->
    [one] { $n } mail
   *[other] { $n } mails
}
count-findings = { $n ->
    [one] { $n } check
   *[other] { $n } checks
}
count-more = { $n } more
count-at-once = { $n } at once
count-in-scenarios = { $n ->
    [one] in { $n } scenario
   *[other] in { $n } scenarios
}
count-blocked = { $n ->
    [one] there, { $n } other statement could not be judged because of it
   *[other] there, { $n } other statements could not be judged because of it
}
hint-accounts-unknown = Likely cause: the portal does not know the accounts of this run, as no form accepted any of them ({ $forms }). Check [accounts] in the target file first; the rest may follow from it.
count-broken = { $causes ->
    [one] { $causes } cause
   *[other] { $causes } causes
}, { $n ->
    [one] { $n } statement
   *[other] { $n } statements
}
text-causes = { $n ->
    [one] { $n } statement does not hold
   *[other] { $n } statements do not hold
}, for { $causes ->
    [one] { $causes } cause.
   *[other] { $causes } causes, the heaviest first.
}
overview-required = Required by the guide, and not kept
overview-advised = Advice, not followed
overview-profile = Asked by a profile, and not met
label-root = perhaps because of
label-as-before = all seen above
count-walks = { $n ->
    [one] { $n } walk
   *[other] { $n } walks
}
count-steps = { $n ->
    [one] { $n } step that led there
   *[other] { $n } steps that led there
}
count-broken-alike = { $n ->
    [one] { $n } more statement, alike
   *[other] { $n } more statements, alike
}
count-scenarios-hold = { $n ->
    [one] { $n } scenario in which all holds
   *[other] { $n } scenarios in which all holds
}
count-required-broken = { $n ->
    [one] { $n } required statement does not hold
   *[other] { $n } required statements do not hold
}
count-advised-broken = { $n ->
    [one] { $n } advised statement does not hold
   *[other] { $n } advised statements do not hold
}
count-accepted = { $n ->
    [one] { $n } deviation is accepted
   *[other] { $n } deviations are accepted
}
count-flaky = { $n ->
    [one] { $n } thing is flaky
   *[other] { $n } things are flaky
}
count-entries-failing = { $n ->
    [one] { $n } entry of the ledger has to be looked after
   *[other] { $n } entries of the ledger have to be looked after
}
count-walked = { $n ->
    [one] walked { $n } time
   *[other] walked { $n } times
}

## Titles

title-accepted = Accepted deviations
title-flaky = Flaky: did not hold, and held when run again
title-ledger = The ledger has to be looked after
title-broken = What does not hold
title-overview = At a glance
title-history = Since the run { $run }
title-history-short = Since the earlier run
title-new = What is new
title-known = What does not hold, as then
title-faults = Faults
title-unreached = Not reached
title-unobservable = Not observable here
words-folded = { $n } words are accepted by the target file; { $file } lists them.
title-words = Words accepted by the target file
title-settings-short = Lines for the target file
title-settings = Lines for the target file that would accept what differs in wording, place or reading, a path that is not there, or what this portal cannot show
title-reads = Readings accepted by the target file
title-absent = Paths that this portal does not have, by the target file
title-accepted-unobservable = Statements that this portal cannot show, by the target file
title-unneeded = Lines of the target file that this run did not need
title-leaks = Secrets can be read in these files: pass none of them on, delete them, and tell us of it
title-opened = Closed panels that walks opened first
panel-opened = { $words }, on the page { $page }
title-outside = Addresses outside the portal
title-orphans = Mails that belong to no scenario
title-refused-mails = What the mail sink of the run refused
title-scenarios = Scenarios
title-times = Times
title-flow = The flow
title-unwritten = Reports that could not be written
title-stopped = The run ended before its plan
title-run = Report of a run
title-contents = Contents
title-flow-walked = The flow and what was walked
title-matrix = Statements and scenarios
title-profiles = Profiles beyond the guide
title-scenarios-broken = Scenarios in which something does not hold
title-scenarios-hold = Scenarios in which all holds
title-timeline = When each scenario ran
title-timeline-picture = Timeline of the scenarios
title-time-spent = What took the time
title-slowest = The slowest scenarios

## Coverage of the guide

title-coverage = Coverage of the guide
title-untested = Not tested
title-every-statement = Every statement
state-tested = tested
state-unobservable = unobservable
state-unreached = unreached
state-untracked = untracked
label-excluded = excluded
label-not-in-guide = not in the guide

## Labels

label-guide-line = guide, line { NUMBER($line, useGrouping: 0) }
label-reading = { $line ->
    [0] our reading
   *[other] our reading of line { NUMBER($line, useGrouping: 0) }
}
label-statement = statement
label-statements = statements
label-findings = checks
label-verdict = verdict
label-expected = expected
label-seen = seen
label-evidence = evidence
label-scenarios = scenarios
label-scenario = scenario
label-bars = blocks
label-alike = alike
label-also-seen = also seen
label-accepted = accepted
label-remedy = remedy
label-reason = reason
label-owner = owner
label-reference = reference
label-until = until
label-cause = cause
label-folder = folder
label-target = target
label-address = address
label-driver = driver
label-started = started
label-not-walked = not walked
label-nothing = nothing
label-no-reason = no reason given
label-no-cause = no cause told
label-conclusion = Verdict
label-missing-words = missing words
label-other-words = other words
label-from = from
label-to = to
label-copies = copy to
label-subject = subject
label-date = date
label-problems = problems
label-line = line
label-number = nº
label-page = page
label-window = window { $letter }
label-and-numbers = and nº { $numbers }
label-again = Again
label-promised = Promised
label-recorded = Recorded
label-movement = movement
label-times = times
label-share = share
label-seconds = seconds
label-between-movements = between the movements
history-new = new
history-known = known
label-mended = mended
label-accepted-now = accepted now
label-barred-now = accepted without being judged
label-not-judged-now = did not hold then, not judged now
label-filter = Choose among what does not hold
label-search = search
label-all = all
label-level = level
label-role = account
label-role-of = role
label-history = since then
label-screenshot = screenshot
text-screenshot-borrowed = taken in the scenario { $scenario }, on the page with the same words: what is in its fields may be other values

## Times of a run

time-start-up = start-up
time-walking = walking
time-judging = judging
time-reporting = reporting
time-total = total

## How an entry of the ledger stands, and what to do about it

status-excused = accepted
status-untried = untried
status-stale = stale
status-expired = expired
status-changed = changed
remedy-stale = no longer seen: remove the entry
remedy-expired = seen after its last day: mend it, or accept it anew
remedy-changed = something else is seen: mend it, or accept that

## The page of a run

text-to-content = To the content
text-differing-words = Words that differ are marked.
text-nothing-broken = All that could be judged holds.
text-matrix = A mark a scenario, in their order; a dot where it says nothing of the statement.
text-profiles = What they ask is never part of the guide's verdict.
text-page = The page { $title }
text-page-framed = The page { $title }, the place framed
text-whole-page = The whole page
text-page-in-words = The page in words
text-mail = The mail as it was received
text-mail-text = Text of the mail
text-mail-html = Its HTML part
text-mail-source = Its source

## The picture of the flow

flow-stays = stays here
flow-again = again, at the next login
flow-mailed = a mail's way

## What a step does

verb-open = open
verb-enter = enter
verb-follow = follow
verb-fill = fill
verb-press = press
verb-press-twice = click twice on
verb-back = back
verb-reload = reload
verb-note = note
verb-receive = receive
verb-read = read
verb-hear = hear
verb-forget = forget
verb-override-host = forge
verb-follow-mail = follow the link of the mail
verb-open-address = open the address of
verb-press-key = press a key
verb-wait = wait for the page
verb-remember = remember
verb-ask-again = press first
verb-unfold = open first
verb-download = download
step-passed = , then « { $words } » on a page between

## The verdict of a run in one sentence

untried-not-shown = this portal shows no { $what }
conclusion-untried-only = { $n ->
    [one] 1 scenario of { $total } was
   *[other] { $n } scenarios of { $total } were
} not played to the end
conclusion-untried = { $n ->
    [one] 1 scenario of { $total } was
   *[other] { $n } scenarios of { $total } were
} not played to the end: { $reason }
conclusion-untried-more = { $n } more: { $reason }
untried-scripts = this portal needs scripts, so use the browser driver
setting-not-read-so = not so here: { $reading }
untried-barred = the way ended where this does not hold: { LIST($sentences, separator: ", ") }{ $more ->
    [0] { "" }
    [one] { " " }and 1 more statement
   *[other] { " " }and { $more } more statements
}
untried-early = the way ended at an earlier step
count-judged-elsewhere = { $n ->
    [one] 1 of them is judged for another role
   *[other] { $n } of them are judged for another role
}
count-accepted-unjudged = { $n ->
    [one] 1 statement is accepted without being judged: by the target file, this portal does not have the path to it
   *[other] { $n } statements are accepted without being judged: by the target file, this portal does not have the path to them
}
count-accepted-unobservable = { $n ->
    [one] 1 statement is accepted without being judged: by the target file, this portal cannot show it
   *[other] { $n } statements are accepted without being judged: by the target file, this portal cannot show them
}
count-unjudged-here = { $n ->
    [0] all their statements are judged elsewhere
    [one] 1 statement accepted without being judged
   *[other] { $n } statements accepted without being judged
}
unneeded-line = [{ $section }] "{ $key }": { $why }
unneeded-as-the-guide = it says what the guide says
unneeded-words-there = the words are there
unneeded-holds = it holds as we read the guide
unneeded-path = no scenario ended there
unneeded-judged = it was judged
unneeded-unmet = no scenario met it
setting-path-absent = this portal does not have this path: { $reading }
setting-not-shown = this portal cannot show: { $reading }
conclusion-unjudged = no failure, but { $n ->
    [one] 1 statement
   *[other] { $n } statements
} could not be judged
conclusion-unjudged-role = no failure, but { $n ->
    [one] 1 statement
   *[other] { $n } statements
} could not be judged for the role « { $role } »
conclusion-kept-whole = the guide is kept: every required statement holds
conclusion-kept-walked = the guide is kept as far as scenarios walk it: every required statement that one exercises holds
count-no-scenario = { $n ->
    [one] 1 statement of the guide was never judged, as no scenario exercises it
   *[other] { $n } statements of the guide were never judged, as no scenario exercises them
}
count-unwalked = { $n } not walked
count-on-no-card = { $n ->
    [one] 1 more is about no single page, and on no card
   *[other] { $n } more are about no single page, and on no card
}
title-unwalked = Statements that no scenario exercises
conclusion-kept-part = { $n ->
    [one] every required statement that was tested holds, but only a part of the scenarios was to run: { $n } statement
   *[other] every required statement that was tested holds, but only a part of the scenarios was to run: { $n } statements
}
conclusion-kept = the guide is kept: every required statement that could be judged holds
conclusion-kept-but-accepted = the guide is kept but for what is accepted
conclusion-broken = the portal does not keep the guide
conclusion-findings = there are findings
conclusion-off-plan = none yet: { $n } of { $total } scenarios did not meet what their plan has
conclusion-fault = none yet: a fault outside of the portal, such as a time-out, ended { $n } of { $total } scenarios
conclusion-leaked = none: secrets can be read in the files that were kept
conclusion-stopped = none: not all that was planned was walked, so the portal is not judged
conclusion-nothing = none: nothing was exercised
conclusion-profiles-only = none: only profiles were looked at, the guide was not judged
conclusion-unfinished = none: the run was not finished
conclusion-exit-code = none: exit code { $code }
label-next = Next
next-shard = These are the numbers of shard { $shard }. Once all shards have run, merge them, which judges the whole:
next-causes = Look at the causes, each with what was expected, what was seen and the evidence:
next-causes-below = Look at the causes below, each with what was expected, what was seen and the evidence.
next-replay = Play a scenario of the first cause again, to see it happen or to check the repair:
next-absent = If this portal does not have the path where scenarios ended, say so in the target file:
next-unobservable = If this portal cannot show what is left, say so in the target file:
next-absent-unobservable = If this portal does not have the path where scenarios ended, or cannot show what is left, say so in the target file:
next-unjudged = See under the verdict what could not be judged, and why:
next-accounts = Check [accounts] in the target file and run again, before anything is accepted.
next-settings = Only if the portal is right to differ, decide what to accept, line by line ({ $n ->
    [one] { $n } line
   *[other] { $n } lines
}):

## What JUnit says beside

junit-warn = does not hold
junit-flaky = flaky: did not hold, and held when run again
junit-accepted = accepted until { $until } by { $owner }: { $reason }
junit-unreached = not reached because of { $cause }
junit-unobservable = not observable here: { $reason }
junit-not-walked = not run: the run ended before
junit-nothing = nothing was exercised
junit-unfinished = the run was not finished

# What `accept` wrote into a ledger.
accept-entry = { $ledger }: { $what }, seen { $seen }
accept-next = Next: a run that is judged by this ledger takes it as accepted:
accept-until = accepted until { $until } in { $scenarios }

## What pytest prints

it-shows-nothing = it shows nothing
pytest-after-its-test = after its test: { $scenario }
pytest-leak-or-report-missing = a secret can be read, or a report is missing, in { $folder }
pytest-folder = pages, mails and report.html in { $folder }
pytest-no-account = no account of the target has the traits that the test asks for
pytest-no-mails = the target file names no place where mails arrive
pytest-no-mail = no mail to { $address } came within { $seconds } s
