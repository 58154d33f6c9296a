# What `init` found out about a portal, and the comments of the target file that it proposes.

## Why a page of the portal is taken for one of the guide, or none is

page-words-similar = its words ({ NUMBER($similarity, minimumFractionDigits: 2, maximumFractionDigits: 2) })
page-fields-similar = its fields ({ NUMBER($similarity, minimumFractionDigits: 2, maximumFractionDigits: 2) })
page-is-entry = where the portal was entered
page-linked = { $label } of « { $page } » leads there
unseen-mail = no mail was asked for
unseen-no-similar-page = no page seen resembles it
unseen-behind-form = it lies behind a form, and nothing was sent

## How the exploration went

exploration-ended = { $pages ->
    [one] one page was looked at
   *[other] { $pages } pages were looked at
}; { $untried ->
    [one] one link was not tried
   *[other] { $untried } links were not tried
}
link-not-opened = { $label }: { FAULT($reason) }

## Why words of the portal are taken for the guide's

word-kind-title = title
word-kind-field = field
word-kind-action = link or button
word-kind-text = text
word-similar = similar words ({ NUMBER($similarity, minimumFractionDigits: 2, maximumFractionDigits: 2) })
word-same-meaning = words of the same meaning
word-only-field-left = the only field that is left
word-page-title = the title of that page
word-same-goal = leads to « { $page } », as in the guide
word-form-button = the button of that form
word-same-line = the same place among the lines ({ $position })
word-same-field-position = the same place among the fields ({ $position })
word-same-field-kind = the same kind of field ({ $kind })
word-same-mark = the same mark ({ $mark })

## Why words of the portal may be a mistake

only-place-alike = only its place speaks for it: the words are not alike
page-recognised-elsewhere = the portal shows that page elsewhere, and it was recognised there
reading-to-decide = how the portal reads the guide here is for somebody to decide
refusal-to-decide = a server error would be a refusal: that is for you to decide
unobservable-to-decide = this statement would not be judged any more: that is for you to decide
path-to-decide = none of this path would be judged any more: that is for you to decide
required-words-missing = the guide says these words, and the page does not
words-of-another = the guide has these words for another statement, { $statement }
mistake-opposite = one says the opposite of the other
mistake-only-signs-differ = only accents, capitals or signs differ
mistake-number-differs = a number differs
mistake-one-denies = one denies what the other says
mistake-words-missing = words are missing
mistake-letters-differ = only letters differ
mistake-little-changed = a long sentence with little changed
mistake-rest-as-in-guide = nearly all the rest stands here as in the guide

## Comments of the proposed target file

draft-head-address = Where the portal serves.
draft-head-mail = Where its mails arrive: only you know (docs/TARGETS.md). Until then what the guide promises of mails is unobservable.
draft-head-mail-place = Or: --mail { $place }
draft-head-accounts = Which accounts may be used: `codes-perdus accounts new` makes such a file.
draft-head-allow = What runs may do to this portal: docs/SUITES.md.
draft-head-entry = Where the first page is opened.
draft-summary = `codes-perdus init` looked at { $pages ->
    [one] one page
   *[other] { $pages } pages
}; nothing was sent.
draft-page-unseen = { $page } was not seen: { $reason }
draft-not-opened = Could not be opened: { $problem }
draft-ended-early = The look ended early: { $reason }
draft-folded-field = The login window has a field { $label }: it takes both codes.
draft-page-address = Its words are few or strange: it is known by its address as well.
draft-not-set = Not set. What differs slightly may be a defect: a run will report it.
draft-not-set-remedy = If it is right as it stands, take the line into [words.PAGE].
draft-doubt = differs slightly, a defect? ({ $doubt })
draft-hidden = { $page }: { $text } is there, but { $how }: nobody sees it without opening that
word-hidden = { $by ->
    [details] inside a closed part that unfolds (<details>)
    [dialog] inside a closed dialog
    [attribute] hidden by the attribute `hidden`
   *[style] hidden by the style sheet
}
draft-silent = The guide's words that nothing there resembles; a run reports them:

## What `init` shows and asks

init-looked-at = { $n ->
    [one] One page
   *[other] { $n } pages
} looked at; nothing was sent.
init-unseen = not seen: { $reason }
init-not-opened = could not be opened: { $problem }
init-no-pages = None of the guide's pages is there: nothing was written.
init-proposed = Proposed words
init-doubts = Not set: unsure, or a defect of the portal
init-pair = { $guide } is here { $portal }
init-silent = { $n ->
    [one] One word of the guide resembles
   *[other] { $n } words of the guide resemble
} nothing there; the file lists them.
init-nothing-written = Nothing was written.
init-written = { $path } is written: { $n ->
    [one] one word is
   *[other] { $n } words are
} set.
init-look-at-doubts = Look at the { $n ->
    [one] word that is
   *[other] { $n } words that are
} not set.
init-next = Next (a portal that is not launched with { "{smtp}" } and { "{accounts}" } needs [mail] and [accounts] there first):
init-ask-address = Address of the portal
init-ask-replace = { $path } is already there. Replace it? A copy is kept. [y]es, [n]o
init-copied = { $path } was already there: a copy is kept as { $copy }.
init-ask-words = Write { $path } with these words? [y]es, [e]ach in turn, [n]o
init-ask-word = { $page }: { $guide } is here { $portal }{ $doubt } - [y]es, [n]o, or the portal's words
init-ask-mail = Where do its mails arrive? sink:2525, imap://USER@HOST, mailpit:URL, maildir:PATH, or none for now
init-ask-accounts = File with the accounts that may be used, or - for none yet
init-ask-run = Make the first run now? It shows its plan, and asks before it sends anything
learn-round = Round { $n }: { $scenarios } …
answer-yes = y
answer-no = n

## What a run proposes, taken over into a target file

take-over-target = The run names the target file { $path }.
take-over-nothing = The run proposes no line: nothing to accept.
take-over-written = { $path } is written: { $n ->
    [one] one line
   *[other] { $n } lines
}.
take-over-doubt = A defect? { $doubt }
take-over-question = [y]es, [n]o, [q]uit, or { $asked ->
    [reason] why, in your words
    [value] another value
   *[words] the portal's words
}
take-over-meaning = y: add the line; n: do not; q: stop here, what was accepted is written; or type what is to stand to the right of the sign « = »
init-meaning-word = y: take the word; n: do not; or type the word of the portal
take-over-not-taken = not taken: { $guide } ({ $doubt })
