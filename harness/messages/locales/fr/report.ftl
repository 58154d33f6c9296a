# Ce que disent les rapports d’une exécution.

colon =  :
decimal-sign = ,
semicolon =  ;
clauses = { LIST($clauses, separator: " ; ") }

## Verdicts et niveaux

verdict-pass = respecté
verdict-fail = non respecté
verdict-warn = conseil non suivi
verdict-accepted = accepté
verdict-flaky = instable
verdict-unreached = non atteint
verdict-unobservable = non observable
verdict-fault = panne
count-verdict-pass = { $n ->
    [one] { $n } respecté
   *[other] { $n } respectés
}
count-verdict-fail = { $n ->
    [one] { $n } non respecté
   *[other] { $n } non respectés
}
count-verdict-warn = { $n ->
    [one] { $n } conseil non suivi
   *[other] { $n } conseils non suivis
}
count-verdict-accepted = { $n ->
    [one] { $n } accepté
   *[other] { $n } acceptés
}
count-verdict-flaky = { $n ->
    [one] { $n } instable
   *[other] { $n } instables
}
count-verdict-unreached = { $n ->
    [one] { $n } non atteint
   *[other] { $n } non atteints
}
count-verdict-unobservable = { $n ->
    [one] { $n } non observable
   *[other] { $n } non observables
}
count-verdict-fault = { $n ->
    [one] { $n } panne
   *[other] { $n } pannes
}
level-required = exigé
level-advised = conseillé
level-profile = profil

## Noms que l’on compte

count-reasons = { $n ->
    [one] { $n } cause
   *[other] { $n } causes
}
count-scenarios = { $n ->
    [one] { $n } scénario
   *[other] { $n } scénarios
}
count-scenarios-of = { $n ->
    [one] { $played } scénario sur { $n }
   *[other] { $played } scénarios sur { $n }
}
count-pages = { $n ->
    [one] { $n } page
   *[other] { $n } pages
}
count-not-judged = { $n ->
    [one] L’énoncé qui n’a pas pu être jugé
   *[other] Les { $n } énoncés qui n’ont pas pu être jugés
}
count-not-judged-role = { $n ->
    [one] L’énoncé qui n’a pas pu être jugé
   *[other] Les { $n } énoncés qui n’ont pas pu être jugés
} pour le rôle « { $role } »
count-statements = { $n ->
    [one] { $n } énoncé
   *[other] { $n } énoncés
}
count-mails = { $n ->
    [one] { $n } courriel
   *[other] { $n } courriels
}
count-findings = { $n ->
    [one] { $n } vérification
   *[other] { $n } vérifications
}
count-more = { $n } de plus
count-at-once = { $n } à la fois
count-in-scenarios = { $n ->
    [one] dans { $n } scénario
   *[other] dans { $n } scénarios
}
count-blocked = { $n ->
    [one] { $n } autre énoncé n’a pu y être jugé pour cette raison
   *[other] { $n } autres énoncés n’ont pu y être jugés pour cette raison
}
hint-accounts-unknown = Cause probable : le portail ne connaît pas les comptes de cette exécution, car aucun formulaire n’en a accepté un seul ({ $forms }). Vérifiez d’abord [accounts] dans le fichier cible ; le reste peut en découler.
count-broken = { $causes ->
    [one] { $causes } cause
   *[other] { $causes } causes
}, { $n ->
    [one] { $n } énoncé
   *[other] { $n } énoncés
}
text-causes = { $n ->
    [one] { $n } énoncé n’est pas respecté
   *[other] { $n } énoncés ne sont pas respectés
}, pour { $causes ->
    [one] { $causes } cause.
   *[other] { $causes } causes, les plus graves d’abord.
}
overview-required = Exigé par le guide, et non respecté
overview-advised = Conseillé, et non suivi
overview-profile = Demandé par un profil, et non satisfait
label-root = peut-être à cause de
label-as-before = tout cela vu plus haut
count-walks = { $n } tentatives
count-steps = { $n ->
    [one] { $n } étape qui y a mené
   *[other] { $n } étapes qui y ont mené
}
count-broken-alike = { $n ->
    [one] { $n } autre énoncé, de la même façon
   *[other] { $n } autres énoncés, de la même façon
}
count-scenarios-hold = { $n ->
    [one] { $n } scénario où tout est respecté
   *[other] { $n } scénarios où tout est respecté
}
count-required-broken = { $n ->
    [one] { $n } énoncé exigé n’est pas respecté
   *[other] { $n } énoncés exigés ne sont pas respectés
}
count-advised-broken = { $n ->
    [one] { $n } conseil n’est pas suivi
   *[other] { $n } conseils ne sont pas suivis
}
count-accepted = { $n ->
    [one] { $n } écart est accepté
   *[other] { $n } écarts sont acceptés
}
count-flaky = { $n ->
    [one] { $n } point est instable
   *[other] { $n } points sont instables
}
count-entries-failing = { $n ->
    [one] { $n } entrée du registre est à revoir
   *[other] { $n } entrées du registre sont à revoir
}
count-walked = joué { $n } fois

## Titres

title-accepted = Écarts acceptés
title-flaky = Instables : non respectés, puis respectés à la seconde tentative
title-ledger = Le registre est à revoir
title-broken = Ce qui n’est pas respecté
title-overview = En bref
title-history = Depuis l’exécution { $run }
title-history-short = Depuis l’exécution précédente
title-new = Ce qui est nouveau
title-known = Ce qui n’est pas respecté, comme alors
title-faults = Pannes
title-unreached = Non atteints
title-unobservable = Non observables ici
words-folded = { $n } mots sont acceptés par le fichier cible ; { $file } les énumère.
title-words = Mots acceptés par le fichier cible
title-settings-short = Lignes pour le fichier cible
title-settings = Lignes à ajouter au fichier cible pour accepter d’autres mots, une autre place, une autre lecture, un chemin absent ou ce que ce portail ne peut pas montrer
title-reads = Lectures acceptées par le fichier cible
title-absent = Chemins que ce portail n’a pas, selon le fichier cible
title-accepted-unobservable = Énoncés que ce portail ne peut pas montrer, selon le fichier cible
title-unneeded = Lignes du fichier cible dont cette exécution n’a pas eu besoin
title-leaks = Des secrets sont lisibles dans ces fichiers : n’en transmettez aucun, supprimez-les et signalez-le-nous
title-opened = Panneaux fermés que les parcours ont d’abord ouverts
panel-opened = { $words }, sur la page { $page }
title-outside = Adresses hors du portail
title-orphans = Courriels qui n’appartiennent à aucun scénario
title-refused-mails = Courriels refusés par le serveur de réception
title-scenarios = Scénarios
title-times = Durées
title-flow = Le parcours
title-unwritten = Rapports qui n’ont pas pu être écrits
title-stopped = L’exécution s’est arrêtée avant la fin
title-run = Rapport d’exécution
title-contents = Sommaire
title-flow-walked = Le parcours, et ce qui en a été joué
title-matrix = Énoncés et scénarios
title-profiles = Profils au-delà du guide
title-scenarios-broken = Scénarios où quelque chose n’est pas respecté
title-scenarios-hold = Scénarios où tout est respecté
title-timeline = Quand chaque scénario a été joué
title-timeline-picture = Frise des scénarios
title-time-spent = À quoi les scénarios ont passé leur temps
title-slowest = Les scénarios les plus lents

## Couverture du guide

title-coverage = Couverture du guide
title-untested = Non testés
title-every-statement = Tous les énoncés
state-tested = testé
state-unobservable = non observable
state-unreached = non atteint
state-untracked = non suivi
label-excluded = exclu
label-not-in-guide = absent du guide

## Libellés

label-guide-line = guide, ligne { NUMBER($line, useGrouping: 0) }
label-reading = { $line ->
    [0] notre lecture
   *[other] notre lecture de la ligne { NUMBER($line, useGrouping: 0) }
}
label-statement = énoncé
label-statements = énoncés
label-findings = vérifications
label-verdict = verdict
label-expected = attendu
label-seen = vu
label-evidence = preuve
label-scenarios = scénarios
label-scenario = scénario
label-bars = bloque
label-alike = de même
label-also-seen = vu aussi
label-accepted = accepté
label-remedy = remède
label-reason = raison
label-owner = responsable
label-reference = référence
label-until = jusqu’au
label-cause = cause
label-folder = dossier
label-target = cible
label-address = adresse
label-driver = pilote
label-started = début
label-not-walked = non joué
label-nothing = rien
label-no-reason = sans raison donnée
label-no-cause = sans cause connue
label-conclusion = Verdict
label-missing-words = mots manquants
label-other-words = autres mots
label-from = de
label-to = à
label-copies = copie à
label-subject = objet
label-date = date
label-problems = défauts
label-line = ligne
label-number = nº
label-page = page
label-window = fenêtre { $letter }
label-and-numbers = et nº { $numbers }
label-again = À nouveau
label-promised = Promis
label-recorded = Enregistré
label-movement = action
label-times = fois
label-share = part
label-seconds = secondes
label-between-movements = entre les actions
history-new = nouveau
history-known = connu
label-mended = réparé
label-accepted-now = accepté maintenant
label-barred-now = accepté sans être jugé
label-not-judged-now = non respecté alors, non jugé maintenant
label-filter = Filtrer ce qui n’est pas respecté
label-search = recherche
label-all = tous
label-level = niveau
label-role = compte
label-role-of = rôle
label-history = depuis lors
label-screenshot = capture d’écran
text-screenshot-borrowed = prise dans le scénario { $scenario }, sur la page qui porte les mêmes mots : ses champs peuvent contenir d’autres valeurs

## Durées d’une exécution

time-start-up = démarrage
time-walking = scénarios
time-judging = jugement
time-reporting = rapports
time-total = total

## Où en est une entrée du registre, et qu’y faire

status-excused = accepté
status-untried = non testé
status-stale = obsolète
status-expired = expiré
status-changed = changé
remedy-stale = n’est plus vu : retirez l’entrée
remedy-expired = vu après son dernier jour : corrigez, ou acceptez à nouveau
remedy-changed = autre chose est vu : corrigez, ou acceptez-le

## La page d’une exécution

text-to-content = Aller au contenu
text-differing-words = Les mots qui diffèrent sont marqués.
text-nothing-broken = Tout ce qui a pu être jugé est respecté.
text-matrix = Une marque par scénario, dans leur ordre ; un point là où il ne dit rien de l’énoncé.
text-profiles = Ce qu’ils demandent n’entre jamais dans le verdict sur le guide.
text-page = La page { $title }
text-page-framed = La page { $title }, l’endroit encadré
text-whole-page = La page entière
text-page-in-words = La page en mots
text-mail = Le courriel tel que reçu
text-mail-text = Texte du courriel
text-mail-html = Sa partie HTML
text-mail-source = Sa source

## Le dessin du parcours

flow-stays = reste ici
flow-again = à la prochaine connexion
flow-mailed = chemin d’un courriel

## Ce que fait une étape

verb-open = ouvrir
verb-enter = saisir l’adresse de
verb-follow = suivre le lien
verb-fill = remplir
verb-press = cliquer sur
verb-press-twice = cliquer deux fois sur
verb-back = revenir en arrière
verb-reload = recharger
verb-note = noter
verb-receive = recevoir le courriel
verb-read = lire
verb-hear = écouter
verb-forget = supprimer les cookies de session
verb-override-host = envoyer un autre en-tête Host
verb-follow-mail = suivre le lien du courriel
verb-open-address = ouvrir l’adresse de
verb-press-key = appuyer sur une touche
verb-wait = attendre la page
verb-remember = retenir
verb-ask-again = cliquer d’abord sur
verb-unfold = ouvrir d’abord
verb-download = télécharger
step-passed = , puis « { $words } » sur une page intermédiaire

## Le verdict d’une exécution en une phrase

untried-not-shown = ce portail ne montre pas { $what }
conclusion-untried-only = { $n ->
    [one] 1 scénario sur { $total } n’a pas été joué
   *[other] { $n } scénarios sur { $total } n’ont pas été joués
} jusqu’au bout
conclusion-untried = { $n ->
    [one] 1 scénario sur { $total } n’a pas été joué
   *[other] { $n } scénarios sur { $total } n’ont pas été joués
} jusqu’au bout : { $reason }
conclusion-untried-more = { $n ->
    [one] 1 autre
   *[other] { $n } autres
} : { $reason }
untried-scripts = ce portail a besoin de scripts : utilisez le pilote browser
setting-not-read-so = pas ainsi ici : { $reading }
untried-barred = le parcours s’est arrêté là où ceci n’est pas respecté : { LIST($sentences, separator: ", ") }{ $more ->
    [0] { "" }
    [one] { " " }et 1 autre énoncé
   *[other] { " " }et { $more } autres énoncés
}
untried-early = le parcours s’est arrêté à une étape précédente
count-judged-elsewhere = { $n ->
    [one] 1 d’entre eux l’est pour un autre rôle
   *[other] { $n } d’entre eux le sont pour un autre rôle
}
count-accepted-unjudged = { $n ->
    [one] 1 énoncé est accepté sans être jugé : selon le fichier cible, ce portail n’a pas le chemin qui y mène
   *[other] { $n } énoncés sont acceptés sans être jugés : selon le fichier cible, ce portail n’a pas le chemin qui y mène
}
count-accepted-unobservable = { $n ->
    [one] 1 énoncé est accepté sans être jugé : selon le fichier cible, ce portail ne peut pas le montrer
   *[other] { $n } énoncés sont acceptés sans être jugés : selon le fichier cible, ce portail ne peut pas les montrer
}
count-unjudged-here = { $n ->
    [0] tous leurs énoncés sont jugés ailleurs
    [one] 1 énoncé accepté sans être jugé
   *[other] { $n } énoncés acceptés sans être jugés
}
unneeded-line = [{ $section }] "{ $key }" : { $why }
unneeded-as-the-guide = elle dit ce que dit le guide
unneeded-words-there = les mots y sont
unneeded-holds = l’énoncé est respecté selon notre lecture du guide
unneeded-path = aucun scénario ne s’est arrêté là
unneeded-judged = l’énoncé a été jugé
unneeded-unmet = aucun scénario ne l’a rencontré
setting-path-absent = ce portail n’a pas ce chemin : { $reading }
setting-not-shown = ce portail ne peut pas montrer : { $reading }
conclusion-unjudged = chaque énoncé exigé qui a pu être jugé est respecté, mais { $n ->
    [one] 1 énoncé n’a pas pu être jugé
   *[other] { $n } énoncés n’ont pas pu être jugés
}
conclusion-unjudged-role = chaque énoncé exigé qui a pu être jugé est respecté, mais { $n ->
    [one] 1 énoncé n’a pas pu être jugé
   *[other] { $n } énoncés n’ont pas pu être jugés
} pour le rôle « { $role } »
conclusion-kept-whole = le guide est respecté : chaque énoncé exigé l’est
conclusion-kept-walked = le guide est respecté là où passent les scénarios : chaque énoncé exigé que l’un d’eux exerce est respecté
count-no-scenario = { $n ->
    [one] 1 énoncé du guide n’a jamais été jugé, car aucun scénario ne l’exerce
   *[other] { $n } énoncés du guide n’ont jamais été jugés, car aucun scénario ne les exerce
}
count-unwalked = { $n ->
    [one] { $n } non joué
   *[other] { $n } non joués
}
count-on-no-card = { $n ->
    [one] 1 autre ne porte sur aucune page en particulier, et n’est sur aucune carte
   *[other] { $n } autres ne portent sur aucune page en particulier, et ne sont sur aucune carte
}
title-unwalked = Énoncés qu’aucun scénario n’exerce
conclusion-kept-part = { $n ->
    [one] chaque énoncé exigé qui a été testé est respecté, mais une partie seulement des scénarios était à jouer : { $n } énoncé
   *[other] chaque énoncé exigé qui a été testé est respecté, mais une partie seulement des scénarios était à jouer : { $n } énoncés
}
conclusion-kept = le guide est respecté : chaque énoncé exigé qui a pu être jugé l’est
conclusion-kept-but-accepted = le guide est respecté, hormis les écarts acceptés
conclusion-broken = le portail ne respecte pas le guide
conclusion-findings = il y a des constats
conclusion-off-plan = pas encore de verdict : { $n } des { $total } scénarios n’ont pas rencontré ce que leur plan contient
conclusion-fault = aucun pour l’instant : une panne hors du portail, comme un délai dépassé, a mis fin à { $n } des { $total } scénarios
conclusion-leaked = aucun : des secrets sont lisibles dans les fichiers conservés
conclusion-stopped = aucun : tout ce qui était prévu n’a pas été joué, le portail n’est pas jugé
conclusion-nothing = aucun : rien n’a été testé
conclusion-profiles-only = aucun : seuls des profils ont été vérifiés, le guide n’a pas été jugé
conclusion-unfinished = aucun : l’exécution n’est pas terminée
conclusion-exit-code = aucun : code de sortie { $code }
label-next = À faire
next-shard = Ces nombres sont ceux de la part { $shard }. Une fois toutes les parts jouées, réunissez-les, ce qui juge l’ensemble :
next-causes = Regardez les causes, chacune avec ce qui était attendu, ce qui a été vu et la preuve :
next-causes-below = Regardez les causes ci-dessous, chacune avec ce qui était attendu, ce qui a été vu et la preuve.
next-replay = Rejouez un scénario de la première cause, pour le voir se produire ou pour vérifier la correction :
next-absent = Si ce portail n’a pas le chemin où des scénarios se sont arrêtés, dites-le dans le fichier cible :
next-unobservable = Si ce portail ne peut pas montrer ce qui reste, dites-le dans le fichier cible :
next-absent-unobservable = Si ce portail n’a pas le chemin où des scénarios se sont arrêtés, ou ne peut pas montrer ce qui reste, dites-le dans le fichier cible :
next-unjudged = Voyez sous le verdict ce qui n’a pas pu être jugé, et pourquoi :
next-accounts = Vérifiez [accounts] dans le fichier cible et relancez, avant d’accepter quoi que ce soit.
next-settings = Seulement si le portail a raison de faire autrement, décidez ligne par ligne ce qui est à accepter ({ $n ->
    [one] { $n } ligne
   *[other] { $n } lignes
}) :

## Ce que JUnit dit en outre

junit-warn = non suivi
junit-flaky = instable : non respecté, puis respecté à la seconde tentative
junit-accepted = accepté jusqu’au { $until } par { $owner } : { $reason }
junit-unreached = non atteint à cause de { $cause }
junit-unobservable = non observable ici : { $reason }
junit-not-walked = non joué : l’exécution s’est arrêtée avant
junit-nothing = rien n’a été testé
junit-unfinished = l’exécution n’est pas terminée

# What `accept` wrote into a ledger.
accept-entry = { $ledger } : { $what }, constaté : { $seen }
accept-next = Ensuite : une exécution jugée d’après ce registre le tient pour accepté :
accept-until = accepté jusqu’au { $until } dans { $scenarios }

## Ce que pytest affiche

it-shows-nothing = il ne montre rien
pytest-after-its-test = après son test : { $scenario }
pytest-leak-or-report-missing = un secret est lisible, ou un rapport manque, dans { $folder }
pytest-folder = pages, courriels et report.html dans { $folder }
pytest-no-account = aucun compte de la cible n’a ce que le test demande
pytest-no-mails = le fichier cible ne nomme aucun endroit où arrivent les courriels
pytest-no-mail = aucun courriel à { $address } n’est arrivé en { $seconds } s
