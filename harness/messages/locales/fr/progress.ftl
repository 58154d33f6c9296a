# Où en est une commande.

progress-done = { $done } sur { $total }
progress-rate = { $rate } par seconde, encore { $left }
progress-addresses = adresses connues à ce stade
progress-pages-read = { $n ->
    [one] { $n } page lue
   *[other] { $n } pages lues
}

# --- ce qu’affichent `recheck`, `replay` et `doctor` ---

recheck-not-judged = non jugé
recheck-reworded = { $verdict } comme avant, en d’autres mots
recheck-leak = un secret peut être lu dans { $place }
replay-target = L’exécution nomme cette cible
replay-asks = requêtes à { $address }
replay-agree = L’utiliser ? [o/N]
doctor-ok = bien
doctor-missing = manque
