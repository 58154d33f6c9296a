# Ce qui ne va pas dans la forme d’un courriel. Chaque message peut faire partie d’une phrase.

body-unreadable = le corps est illisible ({ $error })
header-problem = { $header } : { $problem }
header-repeated = { $header } : présent { $count } fois ; le premier est retenu
header-too-long = { $header } : plus de { $limit } caractères ; la suite n’est pas lue
header-line-broken = une ligne parmi les en-têtes n’en est pas un ; elle est ignorée
head-not-ended = pas de ligne vide entre les en-têtes et le texte
head-too-long = les en-têtes dépassent { $limit } octets ; la suite est lue comme du texte
boundary-missing = une partie composée (multipart) n’indique pas son séparateur
boundary-never-used = le séparateur d’une partie composée (multipart) n’apparaît jamais
boundary-not-closed = une partie composée (multipart) n’a pas de séparateur final
too-many-parts = plus de { $limit } parties ; les suivantes ne sont pas lues
too-deep-parts = des parties imbriquées sur plus de { $limit } niveaux ; elles ne sont pas ouvertes
too-many-tokens = plus de { $limit } parties secrètes dans les liens des courriels ; ses liens sont omis
too-many-elements = plus de { $limit } éléments de HTML ; le texte n’est pas lu
text-too-long = plus de { $limit } octets de texte ; la suite n’est pas lue
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
charset-damaged = le texte n’est pas entièrement en { $charset } comme déclaré
charset-is-windows-1252 = déclaré en { $charset }, mais contient des caractères de windows-1252
base64-broken = base64 défectueux
transfer-encoding-unknown = encodage de transfert inconnu « { $encoding } »

# Ce que le serveur de réception des courriels a refusé.

mail-refused = { $count } fois, la réponse a été : { $answer }
mail-transaction-broken-off =
    { $count ->
        [one] une remise a été interrompue : elle n’était pas complète après { $seconds } secondes
       *[other] { $count } remises ont été interrompues : elles n’étaient pas complètes après { $seconds } secondes
    }
mail-transaction-left =
    { $count ->
        [one] un courriel s’est interrompu : la connexion a pris fin avant lui
       *[other] { $count } courriels se sont interrompus : la connexion a pris fin avant eux
    }
