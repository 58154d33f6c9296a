# Ce qui est montré avant d’employer un portail.

## Ce qu’un plan coûte à un portail, avant l’accord

plan-agree = Faire cela au portail ?
plan-lost-state = Les codes changés par des exécutions antérieures ne sont pas connus : { $path } n’existe pas. Chaque compte est supposé avoir le code de son fichier. Conservez `state`, ou donnez `reset` : docs/CI.md.
plan-left-out = { $n ->
    [one] { $n } laissé de côté
   *[other] { $n } laissés de côté
}
plan-rate = { $rate } par seconde
plan-unlimited = aussi vite qu’il répond
plan-mails = courriels envoyés, au plus
plan-codes = codes changés, au plus
plan-lockouts = comptes bloqués, au plus
plan-movements = mouvements
plan-duration = durée, environ
