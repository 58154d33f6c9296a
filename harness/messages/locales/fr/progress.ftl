# Où en est une commande.

progress-done = { $done } sur { $total }
results-moved = Les résultats précédents de { $folder } sont maintenant dans { $aside }.
progress-since = depuis { $time }
progress-left = encore { $left } environ
progress-rate = { $rate } par seconde, encore { $left }
progress-addresses = adresses connues à ce stade
progress-pages-again = pages ouvertes une seconde fois, pour le projet
progress-pages-read = { $n ->
    [one] { $n } page lue
   *[other] { $n } pages lues
}

# --- ce qu’affichent `recheck`, `replay` et `doctor` ---

recheck-not-judged = non jugé
recheck-reworded = { $verdict }, comme avant, mais dit autrement
recheck-leak = un secret est lisible dans { $place }
replay-target = La cible de cette exécution
replay-asks = requêtes à { $address }
replay-agree = L’utiliser ? [o/N]
doctor-ok = ok
doctor-missing = manque
