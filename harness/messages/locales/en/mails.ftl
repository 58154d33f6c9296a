# What is wrong with the form of a mail. Each can be part of a longer sentence.

body-unreadable = the body cannot be read ({ $error })
header-problem = { $header }: { $problem }
header-repeated = { $header }: present { $count } times; the first one is read
header-too-long = { $header }: longer than { $limit } characters; the rest is not read
header-line-broken = a line among the headers is no header; it is ignored
head-not-ended = no blank line between the headers and the text
head-too-long = the headers are longer than { $limit } bytes; the rest is read as text
boundary-missing = a multipart part does not name its boundary
boundary-never-used = the boundary of a multipart part never occurs
boundary-not-closed = a multipart part has no closing boundary
too-many-parts = more than { $limit } parts; the rest is not read
too-deep-parts = parts within parts, deeper than { $limit } levels; they are not opened
too-many-tokens = more than { $limit } secret parts in the links of the mails; its links are left out
too-many-elements = more than { $limit } elements of HTML; the text is not read
text-too-long = more than { $limit } bytes of text; the rest is not read
header-not-encoded = { $header }: characters beyond ASCII without encoding; read as { $used }
header-with-control-character = { $header }: a line break or a control character inside
encoded-word-broken = { $header }: a broken encoded word
addresses-unreadable = { $header }: cannot be read as addresses
sender-missing = From: no address
date-missing = Date: missing
date-unreadable = Date: cannot be read as a date
charset-undeclared = text beyond ASCII without a declared charset; read as { $used }
charset-unknown = unknown charset « { $charset } »; read as { $used }
charset-wrong = the text is not { $charset } as declared; read as { $used }
charset-damaged = not all of the text is { $charset } as declared
charset-is-windows-1252 = declared as { $charset }, but contains characters of windows-1252
base64-broken = broken base64
transfer-encoding-unknown = unknown transfer encoding « { $encoding } »

# What the mail sink refused.

mail-refused =
    { $count ->
        [one] answered once: { $answer }
       *[other] answered { $count } times: { $answer }
    }
mail-transaction-broken-off =
    { $count ->
        [one] one delivery was broken off, as it was not complete after { $seconds } seconds
       *[other] { $count } deliveries were broken off, as they were not complete after { $seconds } seconds
    }
mail-transaction-left =
    { $count ->
        [one] one mail broke off: the connection ended before the mail did
       *[other] { $count } mails broke off: the connection ended before the mail did
    }
