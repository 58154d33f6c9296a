# Où en est une commande.

progress-done = { $done } sur { $total }
progress-rate = { $rate } par seconde, encore { $left }
progress-addresses = adresses connues à ce stade
progress-pages-read = { $n ->
    [one] { $n } page lue
   *[other] { $n } pages lues
}
