# Ce qui ne va pas dans la forme d’un courriel. Chaque message peut faire partie d’une phrase.

structure-unreadable = la structure est illisible ({ $error })
structure-defect = la structure est défectueuse : { $words }
body-unreadable = le corps est illisible ({ $error })
header-problem = { $header } : { $problem }
header-repeated = { $header } : présent { $count } fois ; le premier est retenu
header-not-encoded = { $header } : caractères hors ASCII sans encodage ; lus en { $used }
header-with-control-character = { $header } : contient un saut de ligne ou un caractère de contrôle
encoded-word-broken = { $header } : mot encodé défectueux
addresses-unreadable = { $header } : aucune adresse lisible
sender-missing = From : aucune adresse
date-missing = Date : absente
date-unreadable = Date : n’est pas une date lisible
charset-undeclared = texte hors ASCII sans jeu de caractères déclaré ; lu en { $used }
charset-unknown = jeu de caractères inconnu « { $charset } » ; lu en { $used }
charset-wrong = le texte n’est pas en { $charset } comme déclaré ; lu en { $used }
charset-is-windows-1252 = déclaré en { $charset }, mais contient des caractères de windows-1252
base64-broken = base64 défectueux
transfer-encoding-unknown = encodage de transfert inconnu « { $encoding } »
