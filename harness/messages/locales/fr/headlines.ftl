# Une phrase simple par énoncé non respecté : où, ce qui devrait être, ce qui est.

headline = { $should }, mais { $but }.
headline-others = De même pour { $n ->
    [one] un autre énoncé
   *[other] { $n } autres énoncés
}.
headline-group = { $title } ({ $n ->
    [one] un énoncé
   *[other] { $n } énoncés
}).
told-at = { $scene }, { $told }
told-on-old-only = { $should } ; c’est le cas sur l’ancien portail, mais sur le nouveau { $but }.
told-on-new-only = { $should } ; sur l’ancien portail { $but }, mais sur le nouveau c’est bien le cas.
told-on-neither = { $should } ; sur l’ancien portail { $old }, et sur le nouveau { $new }.

# --- où ---

scene-mail = dans le courriel { $subject }
scene-page = sur la page { $title }
scene-pages = sur les pages { $titles }
scene-many-pages = sur { $n } pages
scene-mails = dans les courriels
scene-step = { $verb ->
    [open] après l’ouverture de { $words }
    [enter] après la saisie de l’adresse de { $words }
    [open-address] après la saisie d’une adresse
    [follow-mail] après l’ouverture du lien d’un courriel
    [press-key] après un appui sur une touche
    [wait] une fois la page affichée d’elle-même
    [download] après la demande du fichier de { $words }
    [override-host] après l’envoi d’un autre en-tête Host
    [follow] après un clic sur { $words }
    [press] après un clic sur { $words }
    [press-twice] après un double clic sur { $words }
    [remember] au moment de retenir { $words }
    [ask-again] une fois cliqué sur { $words }, qui redemande
    [unfold] une fois { $words } ouvert
    [fill] après la saisie dans { $words }
    [back] après un retour en arrière dans le navigateur
    [reload] après le rechargement de la page
    [receive] une fois le courriel arrivé
    [read] en lisant { $what }
    [note] en notant { $what }
    [hear] en écoutant { $what }
    [forget] après la suppression des cookies de session
   *[other] après l’étape « { $verb } » avec { $words }
}
scene-step-on-page = { $verb ->
    [open] après l’ouverture de { $words } depuis { $page }
    [enter] après la saisie de l’adresse de { $words }, sur la page { $page }
    [open-address] après la saisie d’une adresse, sur la page { $page }
    [follow-mail] après l’ouverture du lien d’un courriel, sur la page { $page }
    [press-key] après un appui sur une touche de la page { $page }
    [wait] une fois la page suivant { $page } affichée d’elle-même
    [download] après la demande du fichier de { $words } sur la page { $page }
    [override-host] après l’envoi d’un autre en-tête Host, sur la page { $page }
    [follow] après un clic sur { $words } de la page { $page }
    [press] après un clic sur { $words } de la page { $page }
    [press-twice] après un double clic sur { $words } de la page { $page }
    [remember] au moment de retenir { $words } sur la page { $page }
    [ask-again] une fois cliqué sur { $words } de la page { $page }, qui redemande
    [unfold] une fois { $words } ouvert sur la page { $page }
    [fill] après la saisie dans { $words } de la page { $page }
    [back] après un retour en arrière dans le navigateur depuis { $page }
    [reload] après le rechargement de la page { $page }
    [receive] une fois le courriel arrivé, sur la page { $page }
    [read] en lisant { $what } sur la page { $page }
    [note] en notant { $what } sur la page { $page }
    [hear] en écoutant { $what } de la page { $page }
    [forget] après la suppression des cookies de session, sur la page { $page }
   *[other] après l’étape « { $verb } » avec { $words } de la page { $page }
}

# --- ce qui devrait être ---

should = on devrait trouver { $fact }
should-nothing = on attendait autre chose
should-several = on attendait : { $facts }
should-order = on devrait lire dans cet ordre : { LIST($items, separator: " – ") }
should-only-fields = il ne devrait pas y avoir d’autres champs que { $labels }
should-only-actions = il ne devrait pas y avoir d’autres liens et boutons que { $labels }
should-field-marked = { $label } devrait porter la marque { $mark }
should-mark = il devrait y avoir la marque { $mark }
should-example-fits = { $example } devrait pouvoir être saisi dans { $label }
should-leads-to = { $label } devrait mener à { $page }
should-leads-anywhere = { $label } devrait mener à une page, sans erreur
should-gives = { LIST($labels, separator: ", ") } devrait être donné, dans le champ de { $page } ou dans le texte d’une autre page
should-stay = la même page devrait revenir
should-page-opens = la page { $page } devrait s’ouvrir
should-page-opens-with = la page { $page } devrait s’ouvrir avec { LIST($parts, separator: ", ") }
should-page-saying = la page { $page } devrait afficher { $says }
should-page = la page « { $title } » devrait s’ouvrir
should-page-named = la page { $title } devrait s’ouvrir
should-any-page-but = une autre page que { $page } devrait s’ouvrir
should-locks-after = le guide promet { $tries } { $tries ->
    [one] essai
   *[other] essais
}
should-refused = le portail devrait refuser : ne rien faire, et le dire
should-refused-saying = le portail devrait refuser avec les mots { $says }
should-field-filled = { $label } devrait être rempli
should-field-empty = { $label } devrait être vide
should-same-message = le message devrait être le même quelle que soit l’erreur
should-typed-values-remain = les champs devraient garder ce qui a été saisi
should-secrets-not-sent-back = aucun secret ne devrait être renvoyé
should-no-mail = aucun courriel ne devrait partir
should-no-message = aucun message ne devrait s’afficher
should-mail-from = le courriel devrait venir de { $address }
should-mail-to = le courriel devrait être adressé à { $addresses }
should-mail-to-only = le courriel devrait être adressé à { $address } et à personne d’autre
should-no-mail-copy = personne ne devrait recevoir de copie
should-date-between = la date devrait se situer entre { $begin } et { $end }
should-charset-fits = le jeu de caractères déclaré devrait convenir au texte
should-mail-without-shown-code = le courriel ne devrait pas contenir { $shown } que la page affiche
should-mail-without-secrets = le courriel ne devrait contenir aucun secret d’un compte, ni secret choisi
should-code-in-mail-alone = { $mailed } du courriel ne devrait figurer sur aucune page
should-no-shown-code = le courriel ne devrait contenir aucun code affiché par une page
should-same-code-in-parts = le texte et le HTML devraient porter le même code
should-same-links-in-parts = le texte et le HTML devraient avoir les mêmes liens, et chacun mener là où ses mots le disent
should-sound-arrives = le son devrait arriver quand on le demande
should-sound-of-audio-type = le son devrait être envoyé comme du son
should-sound-audible = le son devrait être audible
should-segments-as-characters = on devrait entendre autant de caractères que le code en compte
should-not-the-words = les mots { $text } ne devraient pas figurer
should-no-code-in-mail = le courriel ne devrait contenir aucun code
should-field-not-asked = le portail ne devrait pas demander { $label }
should-field-not-filled = le portail ne devrait pas remplir { $label } de lui-même

# --- ce qui est ---

but = voici ce qui a été vu : { $fact }
but-nothing = rien n’a été vu
but-none = il n’y en a pas
but-no-code-alone = aucun ne se trouve seul sur une ligne
but-no-code-behind = aucun ne se trouve derrière les mots { $words }
but-no-code-unannounced = ni lui ni les mots { $words } ne s’y trouvent
but-nothing-alike = rien n’y ressemble
but-words-shown = on lit { $words }
but-closest = le plus proche est { $words }
but-unreached = on n’arrive pas jusque-là, car ceci n’est pas respecté : { $because }
but-instead = on lit { $words } à la place
but-no-mark = il n’y a pas de marque
but-no-field = il n’y a aucun champ
but-no-action = il n’y a ni lien ni bouton
but-no-mail = aucun courriel n’est arrivé
but-no-message = il n’y a aucun message
but-no-page = aucune page ne s’est affichée
but-page = c’est la page « { $title } » qui s’est ouverte
but-page-saying = voici ce qui s’est affiché : { $page }, avec { $says }
but-page-unlike = une page de ce titre s’est ouverte sans être reconnue : il y manque { $missing }
but-page-told-too-little = une page de ce titre s’est ouverte sans être reconnue : le guide en dit trop peu, il y faut un titre ou d’autres mots
but-page-named = c’est la page { $title } qui s’est ouverte
but-locked-after = le portail bloque après { $failures } { $failures ->
    [one] essai infructueux
   *[other] essais infructueux
}
but-not-locked-after = le portail ne bloque pas après { $failures } { $failures ->
    [one] essai infructueux
   *[other] essais infructueux
}
but-form-stays-filled = le même formulaire revient, toujours rempli
but-nothing-happens = rien ne se passe
but-unknown-page = c’est une page inconnue du guide qui s’est ouverte ({ $title }, statut { $status })
but-page-of-refusal = ce portail l’a refusé, sur la page { $title }
but-unknown-empty-page = c’est une page vide qui s’est ouverte (statut { $status })
but-order-lacks = il manque : { $items }
but-field-disabled = le champ est désactivé
but-mail-without-sender = le courriel ne nomme pas d’expéditeur
but-mail-to-nobody = le courriel n’est adressé à personne
but-no-readable-date = aucune date n’est lisible
but-no-charset = aucun n’est déclaré, alors que le texte a des accents
