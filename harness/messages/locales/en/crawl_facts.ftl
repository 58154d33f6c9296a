# What a crawl found out about addresses, and how it paired the pages of two crawls.

## Why an address was not fetched

left-other-host = another host
left-resource = a resource
left-address-too-long = longer than { $max } characters
left-other-path = another path
left-by-target = excluded by the target file
left-would-log-out = it would log out
left-too-deep = more than { $max ->
    [one] one step
   *[other] { $max } steps
} from the start
left-chain-too-long = a chain of more than { $max ->
    [one] one page
   *[other] { $max } pages
} of the same shape
left-path-repeats = its path repeats itself
left-too-many-addresses = more than { $max ->
    [one] one address
   *[other] { $max } addresses
}
left-too-many-variants = more than { $max ->
    [one] one variant
   *[other] { $max } variants
} of one address
left-other-spelling = another spelling of { $address }
left-by-robots-txt = robots.txt
left-answer-lost = sent, and its answer lost in a crash
left-form-not-sent = not sent: { FAULT($reason) }
left-not-fetched-yet = still to be fetched
no-answer-in-time = no answer within { $seconds } s
document-too-large = the document is too large: more than { $elements } elements
connection-failed = no connection: { $error }

## What makes a crawl wait

robots-delay = robots.txt of { $host } asks for { $seconds } seconds between two requests
robots-delay-shortened = robots.txt of { $host } asks for { $asked } seconds between two requests; the crawl keeps { $kept } (--delay, or delay in the section [scrape] of the target file, allows more)
host-pause = { $host } asks the crawl to wait: { $seconds } seconds

## Why a page, form or field of one crawl was paired with one of another

pair-same-address = same address
pair-same-path = same address but for the query
pair-same-guide-page = the same page « { $page } » of the guide
pair-similar-part = { $part ->
    [title] title
    [heading] heading
    [text] text
    [fields] fields
   *[path] path
} { NUMBER($similarity, style: "percent") }
pair-nothing-better = nothing better
pair-no-similar-page = no page is similar
pair-same-file-name = same file name
pair-no-same-file = no file has this name
pair-form-on-other-page = on another page, { NUMBER($similarity, style: "percent") } alike
pair-no-similar-form = no form asks for the same
pair-redirected = the new portal redirects to it
pair-tie = { $address } would do as well
pair-answers-with = its address answers with status { $status }

## What changed between two crawls

importance-high = important
importance-medium = to look at
importance-low = minor
no-value = none
page-gone = the page is gone
page-moved = the page has another address
page-new = a new page
file-gone = the file is gone
file-changed = another file: { $old ->
    [one] one byte
   *[other] { $old } bytes
} → { $new ->
    [one] one byte
   *[other] { $new } bytes
}
file-new = a new file
page-status-changed = status { $old } → { $new }
charset-changed = charset { $old } → { $new }
title-changed = title { $old } → { $new }
language-changed = language { $old } → { $new }
robots-noindex = search engines are told to leave the page out (noindex)
robots-changed = rules for search engines { $old } → { $new }
description-changed = description { $old } → { $new }
canonical-changed = canonical address { $old } → { $new }
refresh-changed = the page leads on by itself: { $old } → { $new }
direction-changed = direction of the lines { $old } → { $new }
part-languages-changed = other languages of parts { $old } → { $new }
abbreviation-changed = what the abbreviation { $name } stands for: { $old } → { $new }
page-itself = itself, again
alternate-changed = address in the language { $language }: { $old } → { $new }
meta-changed = meta { $name }: { $old } → { $new }
data-lost = structured data lost: { $type }
data-new = new structured data: { $type }
data-changed = structured data of { $type }: { $count ->
    [one] one property differs
   *[other] { $count } properties differ
}: { $names }
heading-lost = the heading (level { $level }) is gone
heading-new = a new heading (level { $level })
heading-changed = heading { $old } → { $new }
heading-level-changed = heading of level { $old } → level { $new }
heading-unmarked = it was a heading of level { $level }; now it is plain text
heading-marked = it was plain text; now it is a heading of level { $level }
text-lost = the text is gone
text-new = a new text
text-changed = text { $old } → { $new }
texts-reordered = { $count ->
    [one] one text stands at another place
   *[other] { $count } texts stand at other places
}: { $texts }
link-lost = the link to { $address } is gone
link-new = a new link to { $address }
link-target-changed = the link leads elsewhere: { $old } → { $new }
link-fragment-changed = the link leads to another place of the page: { $old } → { $new }
link-window-changed = window in which the link opens: { $old } → { $new }
link-follow-changed = why search engines do not follow the link: { $old } → { $new }
link-label-changed = link { $old } → { $new }
picture-lost = the picture is gone
picture-new = a new picture
picture-file-changed = another picture with the same words: { $old } → { $new }
picture-alt-changed = words for the picture { $old } → { $new }
frame-lost = the embedded page or sound is gone
frame-new = a new embedded page or sound
form-lost = the form is gone
form-new = a new form
form-moved = the form is on another page
form-method-changed = sent by { $old } → { $new }
form-action-changed = sent to { $old } → { $new }
form-enctype-changed = sent as { $old } → { $new }
form-charset-changed = charset in which it is sent: { $old } → { $new }
form-checks-removed = the browser no longer checks what is filled in (novalidate)
form-checks-added = the browser checks what is filled in now
button-action-changed = sent to { $old } → { $new }
button-method-changed = sent by { $old } → { $new }
fields-reordered = { $count ->
    [one] one field stands at another place
   *[other] { $count } fields stand at other places
}: { $fields }
field-lost = the field is gone from the form { $form }
field-new = a new field in the form { $form }
field-label-changed = label { $old } → { $new }
field-mark-changed = mark { $old } → { $new }
field-name-changed = name under which it is sent: { $old } → { $new }
field-kind-changed = kind of field: { $old } → { $new }
field-required-added = it must be filled in now
field-required-removed = it need not be filled in any more
field-pattern-changed = pattern { $old } → { $new }
field-rule-changed = rule for what is filled in, { $name }: { $old } → { $new }
field-aid-changed = help for filling in, { $name }: { $old } → { $new }
field-max-length-changed = maximum length { $old ->
    [0] none
   *[other] { $old }
} → { $new ->
    [0] none
   *[other] { $new }
}
field-read-only-added = it can only be read now
field-read-only-removed = it can be changed now
field-disabled-added = it is disabled now
field-disabled-removed = it is no longer disabled
field-options-lost = choices lost: { $options }
field-options-new = new choices: { $options }
field-options-reordered = choices at another place: { $options }
field-option-value-changed = value of the choice { $option }: { $old } → { $new }
field-default-changed = filled in beforehand: { $old } → { $new }
field-checked-added = it is ticked beforehand now
field-checked-removed = it is no longer ticked beforehand
field-value-changed = value that is sent: { $old } → { $new }
field-placeholder-changed = example in the field: { $old } → { $new }
hidden-field-lost = the hidden field is gone from the form { $form }
hidden-field-new = a new hidden field in the form { $form }
button-lost = the button is gone from the form { $form }
button-new = a new button in the form { $form }
button-label-changed = button { $old } → { $new }
button-kind-changed = kind of button: { $old } → { $new }
button-disabled-added = the button is disabled now
button-disabled-removed = the button is no longer disabled
button-sent-changed = what the button sends: { $old } → { $new }
buttons-reordered = { $count ->
    [one] one button stands at another place
   *[other] { $count } buttons stand at other places
}: { $buttons }

## What is wrong with a redirect

redirect-loop = a loop
redirect-too-many = more than { $max } redirects
redirect-status = status { $status }
redirect-soft-404 = a page that says that it does not exist (soft 404)
redirect-elsewhere = it leads to { $address }
redirect-parameters-lost = { $count ->
    [one] parameter lost: { $names }
   *[other] parameters lost: { $names }
}
redirect-chain = a chain of { $count } redirects
redirect-not-permanent = not permanent: search engines keep the old address

## Outdated technologies

relic-frames = frames
relic-inline-frames = inline frames
relic-font-elements = font elements
relic-center-elements = centred by elements
relic-moving-text = moving text
relic-applets = applets
relic-plug-ins = plug-ins
relic-background-sound = background sound
relic-layers = layers
relic-layout-tables = tables for layout
relic-image-buttons = image buttons
relic-browser-specific-scripts = scripts for one browser
relic-javascript-links = javascript: links
relic-window-open = window.open
relic-no-doctype = no doctype

## What is wrong with an answer

charset-invalid-bytes = some bytes are invalid in it
cut-size = too large
cut-time = too slow, cut off
cut-connection = connection lost
cut-slow = slow
