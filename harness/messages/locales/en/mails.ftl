# What is wrong with the form of a mail. Each can be part of a longer sentence.

structure-unreadable = the structure cannot be read ({ $error })
structure-defect = the structure is broken: { $words }
body-unreadable = the body cannot be read ({ $error })
header-problem = { $header }: { $problem }
header-repeated = { $header }: present { $count } times; the first one is read
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
charset-is-windows-1252 = declared as { $charset }, but contains characters of windows-1252
base64-broken = broken base64
transfer-encoding-unknown = unknown transfer encoding « { $encoding } »
