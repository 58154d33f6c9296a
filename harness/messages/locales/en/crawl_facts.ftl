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
left-form-not-sent = not sent: { $reason }
left-not-fetched-yet = still to be fetched
no-answer-in-time = no answer within { $seconds } s
connection-failed = no connection: { $error }

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
pair-form-on-paired-page = on the page that replaces its page, { NUMBER($similarity, style: "percent") } alike
pair-form-on-other-page = on another page, { NUMBER($similarity, style: "percent") } alike
pair-no-similar-form = no form asks for the same
pair-same-label = same label
pair-same-name = same name
pair-similar-label = similar label
pair-no-similar-field = no field has its label or name

## What changed between two crawls

change-field-lost = { $count ->
    [one] field lost
   *[other] fields lost
}
change-form-lost = { $count ->
    [one] form lost
   *[other] forms lost
}
change-page-gone = { $count ->
    [one] page gone
   *[other] pages gone
}
change-field-changed = { $count ->
    [one] field changed
   *[other] fields changed
}
change-page-moved = { $count ->
    [one] page moved
   *[other] pages moved
}
change-words-changed = { $count ->
    [one] page with other words
   *[other] pages with other words
}
change-form-new = { $count ->
    [one] new form
   *[other] new forms
}
change-field-new = { $count ->
    [one] new field
   *[other] new fields
}
change-page-new = { $count ->
    [one] new page
   *[other] new pages
}
field-label-changed = label { $old } → { $new }
field-mark-changed = mark { $old } → { $new }
field-kind-changed = kind { $old } → { $new }
field-max-length-changed = maximum length { $old ->
    [0] none
   *[other] { $old }
} → { $new ->
    [0] none
   *[other] { $new }
}
field-options-lost = choices lost: { $options }
title-lost = - Title: { $text }
title-new = + Title: { $text }
text-lost = - { $text }
text-new = + { $text }

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
