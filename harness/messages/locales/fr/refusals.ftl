# Pourquoi un scénario n’a pas pu continuer, ou n’a pas pu être joué du tout.

# --- ce qu’une action demande, et ce que la page offrait à la place ---

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
code-on-page = un code sur la page
code-in-a-mail = un code dans le courriel
nothing-like-code = rien qui ressemble à un code
mail-to-account = un courriel à { $address }
none-within = rien en { $seconds } s

# --- pourquoi un scénario ne peut pas être joué sur une cible ---

target-without-accounts = la cible ne nomme aucun compte
accounts-alike = ses comptes ont les mêmes valeurs là où elles doivent différer, si bien que rien de faux ne serait essayé : { LIST($statements) }
no-account = aucun compte : { $lacking }
target-does-not-allow = la cible n’autorise pas { LIST($names, separator: " et ") }
account-not-renewable = { $account }, dont on ne sait pas si le code ouvre l’espace personnel : la cible n’autorise pas à le renouveler
account-not-renewed = { $account }, dont on ne sait pas si le code ouvre l’espace personnel, n’a pas pu être renouvelé : { $why }
expected-and-seen = attendu { $expected }, vu { $seen }
login-failed = la connexion a échoué
