# How far a command is.

progress-done = { $done } of { $total }
results-moved = The earlier results in { $folder } are in { $aside } now.
progress-since = { $time } so far
progress-left = about { $left } left
progress-rate = { $rate } a second, { $left } left
progress-addresses = addresses known so far
progress-pages-again = pages opened a second time, for the draft
progress-pages-read = { $n ->
    [one] { $n } page read
   *[other] { $n } pages read
}

# --- what `recheck`, `replay` and `doctor` print ---

recheck-not-judged = not judged
recheck-reworded = { $verdict } as before, in other words
recheck-leak = a secret can be read in { $place }
replay-target = The run names this target
replay-asks = requests to { $address }
replay-agree = Use it? [y/N]
doctor-ok = ok
doctor-missing = missing
