# The page with the mails, beside the bundled portal.

viewer-title = Mails received
viewer-count =
    { $n ->
        [one] { $n } mail
       *[other] { $n } mails
    }
viewer-caption =
    { $n ->
        [one] { $n } mail
       *[other] { $n } mails, the newest first
    }
viewer-refresh = Refresh the list
viewer-none-yet = No mail has arrived yet.
viewer-subject = Subject
viewer-from = From
viewer-to = To
viewer-copies = Cc
viewer-date = Date
viewer-received = Received
viewer-envelope = Envelope
viewer-attachments = Attachments
viewer-no-subject = (no subject)
viewer-no-date = (none)
viewer-unknown = (unknown)
viewer-nobody = (nobody)
viewer-empty = (empty)
viewer-navigation = Back
viewer-back = Back to the list of mails
viewer-download = Download the original mail (.eml)
viewer-problems = Problems with its form
viewer-text = Text
viewer-html = HTML part
viewer-source = Source of the HTML part
viewer-links = Addresses of the links
viewer-missing = There is no such mail
viewer-time = { $year }-{ $month }-{ $day } { $clock }
