# What the report of a crawl says.

## The report of a crawl

title-crawl = What the portal holds
crawl-dead = The portal stopped to answer: this is what was found until then
crawl-links-broken = { $links ->
    [one] One link of the portal is broken
   *[other] { $links } links of the portal are broken
}{ $addresses ->
    [one] {": one address does not work"}
   *[other] {": "}{ $addresses } addresses do not work
}
crawl-also-wrong = To look at, too
crawl-nothing-wrong = Nothing else was found wrong: no chain of redirects, no orphan, no wrong character set.
crawl-next-look = Look at what is wrong, listed above; each has its section below.
crawl-next-diff = After a change of the portal, crawl it again into another folder, and compare both:
crawl-links-whole = No link of the portal is broken
label-start = start
label-begun = begun
label-finished = finished
title-map = Map
text-map = Each box is a folder of the portal, or a template, with the number of its pages. Lines lead from the pages on which a folder was found first. A blue dot marks a page with a form, a red one an address that does not work.
count-more-pages = and { $n ->
    [one] one more page
   *[other] { $n } more pages
}
count-more-in-inventory = { $n } more stand in inventory.csv

## What its tiles count

tile-addresses = { $n ->
    [one] address found
   *[other] addresses found
}
tile-page = { $n ->
    [one] page
   *[other] pages
}
tile-file = { $n ->
    [one] other file (a picture, a style sheet, a document)
   *[other] other files (pictures, style sheets, documents)
}
tile-redirect = { $n ->
    [one] redirect to another address
   *[other] redirects to other addresses
}
tile-broken = { $n ->
    [one] broken address that a page links to
   *[other] broken addresses that pages link to
}
tile-missing = { $n ->
    [one] address that was only tried (such as /favicon.ico) and is not there
   *[other] addresses that were only tried (such as /favicon.ico) and are not there
}
tile-left = { $n ->
    [0] addresses that were not asked for
    [one] address that was not asked for, with its reason below
   *[other] addresses that were not asked for, with the reasons below
}
crawl-holds = { $pages ->
    [one] The page holds
   *[other] The { $pages } pages hold
} { $forms ->
    [one] one form
   *[other] { $forms } forms
} with { $fields ->
    [one] one field
   *[other] { $fields } fields
} to fill in{ $hidden ->
    [0] { "" }
    [one] {" "}and one that is not shown
   *[other] {" "}and { $hidden } that are not shown
}; a form that stands on several pages counts each time. { $templates ->
    [one] All pages are built alike.
   *[other] Pages that are built alike share a template: there are { $templates } templates.
}

label-results = results
crawl-needs-browser = { $n ->
    [one] One page shows nothing without scripts: add --driver browser
   *[other] { $n } pages show nothing without scripts: add --driver browser
}
crawl-dropped = { $n ->
    [one] One more address was left out and is not listed
   *[other] { $n } more addresses were left out and are not listed
}
crawl-secrets = { $n ->
    [one] One address looks secret, and stands in clear in this folder: pass it on to nobody
   *[other] { $n } addresses look secret, and stand in clear in this folder: pass it on to nobody
}
crawl-draft-unseen = The portal could not be looked at a second time ({ FAULT($reason) }): take out of the draft by hand what may change
crawl-draft-gone = { $n ->
    [one] One page did not open a second time, in a new session, and is not in the draft
   *[other] { $n } pages did not open a second time, in a new session, and are not in the draft
}: { LIST($pages) }
crawl-draft-behind-login = { $n ->
    [one] One page opens only after the login; it is in the draft as it was seen once, and no run opens it before a scenario of yours logs in
   *[other] { $n } pages open only after the login; they are in the draft as they were seen once, and no run opens them before a scenario of yours logs in
}: { LIST($pages) }
crawl-draft-varying = { $n ->
    [one] One statement did not hold a second time, in a new session, and is not in the draft
   *[other] { $n } statements did not hold a second time, in a new session, and are not in the draft
}
crawl-draft = A draft guide of { $n ->
    [one] one page
   *[other] { $n } pages
} is in { $folder }; check the portal against it with

redirects-followed = { $n ->
    [one] One address followed
   *[other] { $n } addresses followed
}, { $wrong ->
    [one] one does not lead where it should
   *[other] { $wrong } do not lead where they should
}
redirects-note = note
redirects-silent = no answer

## Its sections

crawl-broken = Broken links
crawl-redirects = Redirect chains and loops
crawl-soft-404s = Soft 404s
crawl-orphans = Orphans
crawl-charsets = Wrong, mixed and missing charsets
crawl-cut = Cut off, too large, slow
crawl-accessibility = Accessibility
crawl-forms = Forms and their fields
crawl-guide = What of the guide was recognised where
crawl-relics = Old technologies
crawl-hosts = Third-party hosts
crawl-documents = Documents
crawl-mails = Mail addresses
crawl-duplicates = Pages that say the same
crawl-templates = Templates
crawl-left = Addresses that were not asked for, with the reason

## Numbers and columns

column-pages = pages
column-addresses = addresses
column-page = page
column-link = link
column-leads-to = leads to
column-answer = answer
column-address = address
column-by-way-of = by way of
column-title = title
column-links-in = links in
column-known-by = known by
column-answer-says = answer says
column-document-says = document says
column-read-as = read as
column-what = what
column-bytes = bytes
column-seconds = seconds
column-rule = rule
column-impact = impact
column-what-it-asks = what it asks
column-elements = elements
column-first-page = first page
column-sent-to = sent to
column-label = label
column-found-as = found as
column-name = name
column-kind = kind
column-traits = traits
column-page-of-guide = page of the guide
column-likeness = likeness
column-times = times
column-host = host
column-used-as = used as
column-type = type
column-as = as
column-template = template
column-reason = reason
column-first = first

## The comparison of two crawls

crawl-found-again = found again: { $pages } of { $of-pages } pages, { $forms } of { $of-forms } forms, { $fields } of { $of-fields } fields
crawl-no-difference = no difference
crawl-on-pages = { $address }{ $more ->
    [0] { "" }
    [one] {" "}and one more page
   *[other] {" "}and { $more } more pages
}
crawl-more-differences = … and { $n ->
    [one] one more difference
   *[other] { $n } more differences
}
title-crawl-differences = What differs between two crawls
crawl-worst-high = no, the new portal does not have all that the old one has: { $n ->
    [one] one important difference
   *[other] { $n } important differences
}
crawl-worst-medium = yes, with reservations: nothing important is lost, but { $n ->
    [one] one difference deserves
   *[other] { $n } differences deserve
} attention
crawl-worst-low = yes, nothing is lost: { $n ->
    [one] one small difference
   *[other] { $n } small differences
}
crawl-worst-none = yes, both crawls show the same
again-pages = { $n ->
    [one] page found again
   *[other] pages found again
}
again-forms = { $n ->
    [one] form found again
   *[other] forms found again
}
again-fields = { $n ->
    [one] field found again
   *[other] fields found again
}
column-change = what changed
column-about = about
several-text-new = new texts
several-text-lost = texts are gone
several-link-new = new links
several-link-lost = links are gone
several-picture-new = new pictures
text-crawl-differences = All differences, with all their pages, are in differences.csv and differences.jsonl; redirects.csv proposes the new address of each old one.
