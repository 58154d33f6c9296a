# Pourquoi un scénario n’a pas pu continuer, ou n’a pas pu être joué du tout.

# --- ce qu’une action demande, et ce que la page offrait à la place ---

panel-to-point-at = { $words } sous le pointeur
button-to-press = un bouton { $label } à presser
link-to-click = un lien { $label } à suivre
list-to-open = une liste où choisir
field-takes-file = un champ { $field } qui prend le fichier { $file }
key = la touche { $key }
key-unknown = aucune touche de ce nom ({ $error })
field-takes = un champ { $field } qui accepte { $text }
field-takes-text = un champ { $field } qui accepte du texte
no-such-field = aucun champ { $label }
none-on-page = aucun sur { $page }
only-options = seulement { $options }
element-disabled = désactivé
element-read-only = en lecture seule
element-invisible = invisible
element-gone = absent de la page à présent
element-covered = recouvert par { $by }
element-without-place = sans place sur la page
element-takes-file = attend un fichier
element-without-file = un champ qui ne prend pas de fichier
element-of-kind = du genre { $kind }
frame-gone = son cadre n’est plus sur la page
tick-not-clickable = ni l’élément ni son libellé ne sont cliquables
code-on-page = { $what } sur la page
code-in-a-mail = { $what } dans le courriel
no-code-behind = les mots { $words }, et sur leur ligne rien qui ressemble à { $what } ; sur les { $lines } lignes suivantes, rien non plus qui y ressemble, seul sur sa ligne, après un deux-points ou après « code »
no-code-unannounced = rien, seul sur une ligne, qui ressemble à { $what }, ni les mots { $words } avant
no-code-alone = rien, seul sur une ligne, qui ressemble à { $what }
with-possible-codes = { $seen }. Ce qui pourrait en être un est masqué dans tous les fichiers de l’exécution : { $names }
mail-to-account = un courriel à { $address }
none-within = rien en { $seconds } s
only-mails-like = rien en { $seconds } s, mais ce qui ressemble le plus à { $titles } par son objet, ses phrases et ses liens
mail-to-others = rien en { $seconds } s, mais un courriel du genre { $title } à { LIST($addresses, separator: ", ") }

# --- pourquoi un scénario ne peut pas être joué sur une cible ---

target-without-accounts = la cible ne nomme aucun compte
target-without-address = la cible ne dit pas, sous [entry], à quelle adresse s’ouvrent ces pages : { LIST($names) }
accounts-alike = ses comptes ont les mêmes valeurs là où elles doivent différer, si bien que rien de faux ne serait essayé : { LIST($statements) }
secret-chosen-already = le compte a déjà le secret que le scénario choisit, si bien que rien de faux ne serait essayé : { LIST($statements) }
no-account = aucun compte : { $lacking }
no-account-left = il ne reste aucun compte : { $lacking }. { $n ->
    [one] { $n } scénario consomme
   *[other] { $n } scénarios consomment
} des comptes, qui ne servent à personne d’autre
accounts-used-up = des exécutions antérieures ont consommé ce qu’il lui faut : { $lacking }. Remettez ces comptes en l’état sur le portail et ôtez leurs entrées de { $path } ; ou ajoutez-en d’autres au fichier de comptes ; ou donnez `reset` dans [accounts]
secret-had-before = le portail a refusé un secret que le compte a déjà eu, ce qu’un portail peut faire : que le scénario en invente un par walk.new_secret()
target-does-not-allow = la cible n’autorise pas { LIST($names, separator: " et ") }
account-not-renewable = { $account } : on ne sait pas si { $what } est encore valable, et la cible n’en permet pas le renouvellement
account-not-renewed = { $account } : on ne sait pas si { $what } est encore valable, et le renouvellement a échoué : { $why }
expected-and-seen = attendu { FAULT($expected) }, vu { FAULT($seen) }
login-failed = la connexion a échoué
