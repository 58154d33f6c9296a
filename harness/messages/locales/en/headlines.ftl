# One plain sentence for a broken statement: where, what should be, what is.

headline = { $should }, but { $but }.
headline-others = The same holds for { $n ->
    [one] one more statement
   *[other] { $n } more statements
}.
headline-group = { $title } ({ $n ->
    [one] one statement
   *[other] { $n } statements
}).
told-at = { $scene }, { $told }
told-on-old-only = { $should }; this holds on the old portal, but on the new one { $but }.
told-on-new-only = { $should }; on the old portal { $but }, but on the new one this holds.
told-on-neither = { $should }; on the old portal { $old }, and on the new one { $new }.

# --- where ---

scene-mail = in the mail { $subject }
scene-page = on the page { $title }
scene-pages = on the pages { $titles }
scene-many-pages = on { $n } pages
scene-mails = in the mails
scene-step = { $verb ->
    [open] after { $words } was opened
    [enter] after the address of { $words } was typed
    [open-address] after an address was typed
    [follow-mail] after the link of a mail was opened
    [press-key] after a key was pressed
    [wait] once the page had come by itself
    [download] after the file behind { $words } was asked for
    [override-host] after another host was claimed
    [follow] after a click on { $words }
    [press] after { $words } was pressed
    [press-twice] after { $words } was clicked twice at once
    [remember] when { $words } was to be remembered
    [ask-again] after { $words } was pressed, which asks again
    [unfold] after { $words } was opened
    [fill] after { $words } was filled in
    [back] after a step back in the browser
    [reload] after the page was loaded again
    [receive] once the mail had come
    [read] when { $what } was read
    [note] when { $what } was noted
    [hear] when { $what } was listened to
    [forget] after the cookies of the session were lost
   *[other] after the step « { $verb } » with { $words }
}
scene-step-on-page = { $verb ->
    [open] after { $words } was opened from { $page }
    [enter] after the address of { $words } was typed, on the page { $page }
    [open-address] after an address was typed, on the page { $page }
    [follow-mail] after the link of a mail was opened, on the page { $page }
    [press-key] after a key was pressed on the page { $page }
    [wait] once the page after { $page } had come by itself
    [download] after the file behind { $words } was asked for on the page { $page }
    [override-host] after another host was claimed, on the page { $page }
    [follow] after a click on { $words } on the page { $page }
    [press] after { $words } was pressed on the page { $page }
    [press-twice] after { $words } was clicked twice at once on the page { $page }
    [remember] when { $words } was to be remembered on the page { $page }
    [ask-again] after { $words } was pressed on the page { $page }, which asks again
    [unfold] after { $words } was opened on the page { $page }
    [fill] after { $words } was filled in on the page { $page }
    [back] after a step back in the browser from { $page }
    [reload] after the page { $page } was loaded again
    [receive] once the mail had come, on the page { $page }
    [read] when { $what } was read on the page { $page }
    [note] when { $what } was noted on the page { $page }
    [hear] when { $what } of the page { $page } was listened to
    [forget] after the cookies of the session were lost, on the page { $page }
   *[other] after the step « { $verb } » with { $words } on the page { $page }
}

# --- what should be ---

should = there should be { $fact }
should-nothing = something else was expected
should-several = this was expected: { $facts }
should-order = these should stand in this order: { LIST($items, separator: " – ") }
should-only-fields = there should be no other fields than { $labels }
should-only-actions = there should be no other links and buttons than { $labels }
should-field-marked = { $label } should be marked { $mark }
should-mark = it should be marked { $mark }
should-example-fits = { $example } should fit into { $label }
should-leads-to = { $label } should lead to { $page }
should-leads-anywhere = { $label } should lead to a page, without an error
should-gives = { LIST($labels, separator: ", ") } should be given, in the field of { $page } or in the words of another page
should-stay = the same page should come again
should-page-opens = the page { $page } should open
should-page-opens-with = the page { $page } should open with { LIST($parts, separator: ", ") }
should-page-saying = the page { $page } should say { $says }
should-page = the page « { $title } » should open
should-page-named = the page { $title } should open
should-any-page-but = any page but { $page } should open
should-locks-after = the guide promises { $tries } { $tries ->
    [one] try
   *[other] tries
}
should-refused = the portal should refuse: do nothing, and say so
should-refused-saying = the portal should refuse with the words { $says }
should-field-filled = { $label } should be filled in
should-field-empty = { $label } should be empty
should-same-message = the words should be the same, whatever was wrong
should-typed-values-remain = the fields should still hold what was typed
should-secrets-not-sent-back = no secret should be sent back
should-no-mail = no mail should be sent
should-no-message = no message should be shown
should-mail-from = the mail should come from { $address }
should-mail-to = the mail should go to { $addresses }
should-mail-to-only = the mail should go to { $address } and to nobody else
should-no-mail-copy = nobody should get a copy
should-date-between = the date should lie between { $begin } and { $end }
should-charset-fits = the declared character set should fit the text
should-mail-without-shown-code = the mail should not hold { $shown } that the page shows
should-mail-without-secrets = the mail should hold no secret of an account, and none that was chosen
should-code-in-mail-alone = { $mailed } of the mail should stand on no page
should-no-shown-code = the mail should hold no code that a page shows
should-same-code-in-parts = text and HTML should hold the same code
should-same-links-in-parts = text and HTML should have the same links, and each should lead where its words say
should-sound-arrives = the audio should arrive when it is requested
should-sound-of-audio-type = the audio should be sent as audio
should-sound-audible = the audio should be audible
should-segments-as-characters = as many characters should be spoken as the code has
should-not-the-words = the words { $text } should not be there
should-no-code-in-mail = the mail should hold no code
should-field-not-asked = the portal should not ask { $label }
should-field-not-filled = the portal should not fill in { $label } by itself

# --- what is ---

but = this was seen: { $fact }
but-nothing = nothing was seen
but-none = there is none
but-no-code-alone = it holds none alone on a line
but-no-code-behind = it holds none behind the words { $words }
but-no-code-unannounced = it holds neither a code nor the words { $words }
but-nothing-alike = there is nothing like it
but-words-shown = there is { $words }
but-closest = the closest is { $words }
but-unreached = nobody gets that far, because this does not hold: { $because }
but-instead = { $words } stands in its place
but-no-mark = there is no mark
but-no-field = there is no field at all
but-no-action = there is no link and no button
but-no-mail = no mail came
but-no-message = there is no message
but-no-page = no page came
but-page = the page « { $title } » came
but-page-saying = what came is { $page }, saying { $says }
but-page-unlike = a page with this title came that is not recognised: it lacks { $missing }
but-page-told-too-little = a page with this title came that is not recognised: the guide tells too little of it, and a heading or further words are needed
but-page-named = the page { $title } came
but-locked-after = the portal locks after { $failures } failed { $failures ->
    [one] try
   *[other] tries
}
but-not-locked-after = the portal does not lock after { $failures } failed { $failures ->
    [one] try
   *[other] tries
}
but-form-stays-filled = the same form comes again, still filled in
but-nothing-happens = nothing happens
but-unknown-page = a page came that the guide does not have ({ $title }, status { $status })
but-page-of-refusal = this portal refused it, on the page { $title }
but-unknown-empty-page = an empty page came (status { $status })
but-order-lacks = these are missing: { $items }
but-field-disabled = the field is disabled
but-mail-without-sender = the mail names no sender
but-mail-to-nobody = the mail goes to nobody
but-no-readable-date = there is no readable date
but-no-charset = none is declared, and the text has accents
