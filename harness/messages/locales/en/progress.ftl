# How far a command is.

progress-done = { $done } of { $total }
progress-rate = { $rate } a second, { $left } left
progress-addresses = addresses known so far
progress-pages-read = { $n ->
    [one] { $n } page read
   *[other] { $n } pages read
}
