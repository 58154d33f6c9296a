# Ce que les contrôles attendent et voient. Entre guillemets : ce que dit le portail, un courriel ou le guide.

# --- parties de phrases, et ce que plusieurs contrôles partagent ---

several = { LIST($facts, separator: " ; ") }
noun = { $fr }
profile-rule = { $words } ({ $source })
a-code = un code
the-code = le code
none = rien
as-expected = comme attendu
words-shown = { $words }
closest = le plus proche : { $words }
nothing-alike = rien de tel
words = les mots { $text }
not-the-words = les mots { $text } manquent
pages = { $count ->
    [one] { $count } page
   *[other] { $count } pages
}

# --- pages ---

heading = le titre { $text }
order = dans cet ordre : { LIST($items, separator: " – ") }
order-shown = { LIST($items, separator: " – ") }
order-lacks = il manque : { $items }
action = un lien ou un bouton { $label }
action-beside = un lien ou un bouton { $label } dans la ligne { $beside }
label-beside = { $label } dans la ligne { $beside }
only-actions = seulement { $labels }
link-around-picture = le lien autour de l’image { $name }
button-with-picture = le bouton avec l’image { $name }
link-without-words = le lien sans mots vers { $address }
button-without-words = un bouton sans mots
no-action = ni lien ni bouton
page = la page « { $title } » ({ $page })
page-with-status = { $page }, avec le statut { $status }
page-unlike = une page de ce titre qui n’est pas reconnue : il y manque { $missing }
page-told-too-little = une page de ce titre qui n’est pas reconnue : le guide en dit trop peu, il y faut un titre ou d’autres mots
option-disabled = le choix { $option }, que personne ne peut choisir
page-named = la page { $title }
no-page = aucune page
unknown-page = une page que le guide n’a pas ({ $title }, statut { $status })
page-of-refusal = la page { $title } où ce portail refuse le formulaire de { $places }
unknown-empty-page = une page vide que le guide n’a pas (statut { $status })
code-shown = { $what } d’au moins { $length ->
    [one] { $length } caractère
   *[other] { $length } caractères
}
code-of-length = une longueur de { $length ->
    [one] { $length } caractère
   *[other] { $length } caractères
}

# --- champs ---

field = un champ { $label }
field-of-kind = un champ { $label } ({ LIST($kinds, separator: " ou ") })
field-kind = { $kind ->
    [text] texte
    [password] mot de passe
    [select] liste
    [combobox] liste modifiable
    [checkbox] case à cocher
    [radio] bouton radio
    [textarea] texte sur plusieurs lignes
    [email] adresse électronique
    [tel] téléphone
    [number] nombre
    [search] recherche
    [file] fichier
   *[other] { $kind }
}
only-fields = seulement { $labels }
no-field = aucun champ
field-marked = { $label } marqué { $mark }
mark = marqué { $mark }
same-code = le code que montre la page précédente
another-code = un autre code qu’avant
mark-unseen = une image, ou des mots réservés aux lecteurs d’écran, qui disent { $words } : ce qui y est dessiné n’est pas connu
no-mark = aucune marque
option = { $option } dans la liste { $label }
no-option = une liste sans choix
example-fits = { $example } peut être saisi dans { $label }
example-does-fit = c’est possible
field-disabled = le champ est désactivé
field-too-short = le champ accepte { $takes ->
    [one] { $takes } caractère
   *[other] { $takes } caractères
}, l’exemple en a { $has }
field-takes-pattern = le champ n’accepte que ce qui correspond à { $pattern }
field-takes-numbers = le champ n’accepte que des chiffres

# --- étapes ---

leads-to = { $label } mène à { $page }
leads-anywhere = { $label } mène à une page, sans erreur
form-stays-filled = le même formulaire, toujours rempli
nothing-happens = une page sur laquelle rien ne se passe
gives = { LIST($labels, separator: ", ") } donné, dans le champ de { $page } ou dans le texte d’une autre page
page-opens = { $page } s’ouvre
page-opens-with = { $page } s’ouvre avec { LIST($parts, separator: ", ") }
field-filled = { $label } rempli
field-empty = { $label } vide
field-holds = { $label } contient { $value } au lieu de { $wanted }
box-ticked = { $label } coché
box-not-ticked = { $label } non coché
no-box = le champ { $label } n’est pas une case : il ne dit ni oui ni non
page-saying = { $page } avec { $says }
refused = refus : rien n’est fait et la personne en est avertie, sur { $page } ou sur une autre page
locks-after = bloqué après { $tries } { $tries ->
    [one] essai infructueux
   *[other] essais infructueux
}, et pas avant
locked-after = bloqué après { $failures } { $failures ->
    [one] essai infructueux
   *[other] essais infructueux
} : { $seen }
not-locked-after = pas bloqué après { $failures } { $failures ->
    [one] essai infructueux
   *[other] essais infructueux
} : { $seen }
refused-saying = refus avec les mots { $says }, sur { $page } ou sur une autre page
hint-gave-way = le champ dit { $said } à la place de son indication
held-back-by-browser = le navigateur lui-même n’a pas envoyé le formulaire, ce qui ne prouve rien du serveur : relancez avec --no-validation
refused-without-form = le refus est dit sur une page sans ce formulaire
mails-in-either-order = deux courriels arrivés dans un ordre ou dans l’autre : on ne peut pas dire lequel est le dernier
goal-never-seen = page inconnue, qui pourrait être le but lui-même : ce scénario n’a vu le but nulle part ; [refusals] et [pages] du fichier cible peuvent dire ce qu’elle est
after-status = { $seen }, après le statut { $status }
refused-and-mailed = { $seen }, et pourtant { $mails }
without-those-words = { $seen }, sans ces mots
words-as-before = { $seen }, avec ces mots tels qu’ils y étaient déjà
any-page-but = tout sauf { $page }
some-page = une page du guide
page-and-mails = { $page }, { $count ->
    [one] { $count } courriel
   *[other] { $count } courriels
}
mails-most-like = { $what }, qui ressemble le plus à { $title }
mails-first = { $count ->
    [one] { $count } courriel, { $subject }
   *[other] { $count } courriels, d’abord { $subject }
}
one-message = un seul message
messages = { LIST($texts, separator: " / ") }
no-message = aucun message
same-message = les mêmes mots, quelle que soit l’erreur
different-messages = { LIST($texts, separator: " ; ") }
typed-values-remain = les champs gardent ce qui a été saisi
secrets-not-sent-back = les secrets ne sont pas renvoyés
secrets-in = renvoyés dans { LIST($places, separator: ", ") }
words-of-page = les mots de la page
no-mail = aucun courriel

# --- courriels ---

mail-from = de { $address }
mail-without-sender = aucun expéditeur
mail-answer-to = les réponses vont à { $addresses }
mail-files = en pièce jointe { $names }
no-mail-file = aucune pièce jointe
mail-link = un lien vers le portail comme { $address }, dont la partie secrète compte au moins { $length ->
    [one] { $length } caractère
   *[other] { $length } caractères
}
mail-link-plain = un lien vers le portail comme { $address }
mail-link-anywhere = un lien vers le portail, dont la partie secrète compte au moins { $length ->
    [one] { $length } caractère
   *[other] { $length } caractères
}
mail-link-of-length = { $address }, dont la partie secrète compte { $length ->
    [one] { $length } caractère
   *[other] { $length } caractères
}
mail-links = les liens { $addresses }
mail-link-to-host = { $address }, sur un autre hôte ({ $host }, non { $own })
mail-link-unencrypted = { $address }, sans chiffrement
no-mail-link = aucun lien
mails-titled = { $count ->
    [0] aucun courriel { $title }
    [one] { $count } courriel { $title }
   *[other] { $count } courriels { $title }
}
mail-subject = l’objet { $text }
mail-code = { $what }{ $length ->
    [0] { "" }
    [1] { "" }
   *[other] { " " }d’au moins { $length } caractères
}{ $capitals ->
    [0] { "" }
   *[other] , en capitales et en chiffres
}
code-of-before = ce qui valait avant
code-of-shape = la forme { $shape }
mail-code-of-shape = { $what } de la forme { $shapes }
code-shown-of-shape = { $what } de la forme { $shapes }
mail-without-code = un courriel sans code
mail-holds-codes = { $count ->
    [one] quelque chose qui a la forme d’un code : { $shapes }
   *[other] plusieurs choses qui ont la forme d’un code : { $shapes }
}
one-mail = exactement un courriel
mails = { $count ->
    [one] { $count } courriel
   *[other] { $count } courriels
}
mail-to = à { $addresses }
mail-elsewhere = un courriel, { $subject }, à { LIST($addresses, separator: ", ") }
mail-to-nobody = à personne
mail-to-only = à { $address } seulement
no-mail-copy = aucune copie à quiconque
mail-copies = copies à { $addresses }
date-between = une date entre le { $begin } et le { $end }
date = le { $date }
no-readable-date = aucune date lisible
charset-fits = un jeu de caractères déclaré qui convient au texte
charset = { $charset }
charset-problems = { LIST($problems, separator: " ; ") }
no-charset = aucun jeu de caractères déclaré, avec des accents dans le texte
mail-without-shown-code = un courriel sans { $shown } que la page affiche
no-shown-code = aucun code affiché par une page
shown-code-mailed = { $shown } que la page affiche figure dans le courriel
mail-without-secrets = un courriel sans secret d’un compte, ni secret choisi
secret-in-mail = { $what } d’un compte figure dans le courriel
secret-typed-in-mail = ce qui a été saisi comme secret figure dans le courriel
code-in-mail-alone = { $mailed } du courriel sur aucune page
sound-of-its-own = une version sonore propre à chaque code
sound-of-another = exactement la version sonore d’un autre code
sound-of-other-characters = des sons qui énoncent un autre code : { $count ->
    [one] { $count } paire de caractères différents a
   *[other] { $count } paires de caractères différents ont
} exactement le même extrait
no-other-sound = un seul code a été écouté dans ce scénario
codes-overlap = l’un des deux codes contient l’autre
mailed-code-on-page = { $mailed } du courriel figure dans le document de la page, visible ou non
same-code-in-parts = le texte et le HTML contiennent le même code
in-html-part = dans la partie HTML du courriel : { $seen }
in-text-part = dans la partie texte du courriel : { $seen }
codes-of-parts = texte : { $text }, HTML : { $html }
code-in-text-alone = texte : { $text }, HTML : aucun code
code-in-html-alone = texte : aucun code, HTML : { $html }
same-links-in-parts = le texte et le HTML ont les mêmes liens, et chacun mène là où ses mots le disent
links-of-parts = lien du texte : { $text }, du HTML : { $html }
link-in-text-alone = lien du texte : { $text }, du HTML : aucun lien
words-of-link = un lien dont les mots sont { $words } mène à { $address }
mail-link-elsewhere = { $address }, et à sa place un lien vers un autre hôte : { $other }

# --- version audio ---

sound-arrives = la version audio arrive quand elle est demandée
sound-response = statut { $status }, { $size ->
    [one] { $size } octet
   *[other] { $size } octets
}
sound-of-audio-type = un son envoyé comme audio/…
sound-sent-as = { $format }, envoyé comme { $type }
sound-sent-untyped = { $format }, envoyé sans type
sound-broken = { $problem }
sound-audible = un son audible
format-not-measured = le format { $format } n’est pas mesuré
sound-peak = crête à { $percent } % de la pleine échelle
segments-as-characters = autant de segments que de caractères
no-code-shown = aucun code n’a été montré
segments-expected = { $count ->
    [one] { $count } segment parlé, un par caractère
   *[other] { $count } segments parlés, un par caractère
}
segments = { $count ->
    [one] { $count } segment
   *[other] { $count } segments
}
segments-doubtful = de { $low } à { $high } segments : les silences ne disent pas quels sons forment un seul caractère
segments-maybe-introduced = { $seen } : la voix dit peut-être quelque chose avant le code
segments-maybe-again = { $seen } : le code est peut-être énoncé plusieurs fois

# --- ce qu’une page montre de son compte, fichiers ---

value-under-label = { $value } sous le libellé { $label }
values-shown = { LIST($values, separator: " / ") }
label-missing = aucun libellé de ce nom
row = une ligne { LIST($cells, separator: " | ") }
no-row = aucun tableau
parts = { $count } { $part ->
    [row] { $count ->
        [one] ligne
       *[other] lignes
    }
    [item] { $count ->
        [one] élément de liste
       *[other] éléments de liste
    }
    [heading] { $count ->
        [one] titre
       *[other] titres
    }
    [link] { $count ->
        [one] lien
       *[other] liens
    }
    [button] { $count ->
        [one] bouton
       *[other] boutons
    }
    [field] { $count ->
        [one] champ
       *[other] champs
    }
   *[picture] { $count ->
        [one] image
       *[other] images
    }
}
at-least = au moins { $what }
with-words = { $what } avec les mots { $words }
no-words = nulle part les mots { $text }
file-expected = un fichier { $name }, d’au moins { $size ->
    [one] { $size } octet
   *[other] { $size } octets
}
file-of-type = un fichier { $name } de type { $type }, d’au moins { $size ->
    [one] { $size } octet
   *[other] { $size } octets
}
file-expected-sized = un fichier { $name }, de { $size }
file-of-type-sized = un fichier { $name } de type { $type }, de { $size }
bytes-between = { $least } à { $most ->
    [one] { $most } octet
   *[other] { $most } octets
}
bytes-exactly = { $size ->
    [one] { $size } octet
   *[other] { $size } octets
}
file-seen = un fichier { $name } de type { $type }, de { $size ->
    [one] { $size } octet
   *[other] { $size } octets
}
status-of-file = aucun fichier : le portail répond { $status }
file-lines = { $count ->
    [one] { $count } ligne non vide
   *[other] { $count } lignes non vides
}
file-unchanged = le fichier { $name } tel qu’il a été déposé
file-with-other-bytes = un fichier { $name } de { $size ->
    [one] { $size } octet
   *[other] { $size } octets
}, avec d’autres octets que le fichier déposé
no-file-chosen = aucun fichier n’a été déposé auquel le comparer
file-with = un fichier { $name } avec { LIST($parts, separator: ", ") }
file-is-no-text = le fichier est de type { $type } : ses mots ne sont pas lus
file-is-cut = le fichier dépasse { $length } caractères : la suite n’est pas lue
no-secret = une page sans secret
no-secret-of-kind = une page sans { $what }
secret-of-link = la partie secrète d’un lien envoyé par courriel
secret-shown = la page montre { $name }
sum = des montants sous { $column } dont la somme est { $total }
sum-seen = la somme des montants est { $sum }, le total { $total }
no-column-with-total = aucun tableau avec une telle colonne et une telle ligne
amounts-unread = une cellule au moins de la colonne n’est pas un montant
no-page-there = aucune page : le portail répond 401, 403, 404 ou 410

# --- pourquoi rien n’a été jugé ---

target-does-not-show = cette cible ne montre pas { LIST($what, separator: " ni ") }
ended-where-not-shown = le scénario s’est arrêté là où cette cible ne montre pas { $what }
path-absent = accepté par le fichier cible : ce portail n’a pas { $what }
path-absent-because = accepté par le fichier cible : ce portail n’a pas { $what } ({ $why })
unobservable-accepted = accepté par le fichier cible : ce portail ne peut pas le montrer ; { $seen }
unobservable-accepted-because = accepté par le fichier cible : ce portail ne peut pas le montrer ({ $why }) ; { $seen }
path-behind = ce qui suit cette étape : { $step }
path-to-page = le chemin vers { $page }
path-of-role = les chemins du rôle « { $role } »
led-away = le portail continue autrement, ce qui est tout aussi correct
feature = { $name ->
    [mailbox] de boîte à courriels
    [sound] de version audio
    [screenshots] de captures d’écran
    [javascript] de scripts
    [layout] de mise en page
    [validation] de validation par le navigateur
    [audit] d’audit d’accessibilité
    [download-by-button] de fichier derrière un bouton (seul un lien est suivi)
    [link-lifetime] de durée de validité des liens des courriels (link sous [timeouts])
    [forged-host] de moyen d’envoyer un autre hôte (seul le HTTP simple en a un)
   *[other] { $name }
}
page-of-guide = de page { $page }
other-choice = d’autre choix dans la liste
empty-choice = de choix vide dans la liste
behind-dialog = { $words } tant qu’une boîte de dialogue est devant
absent-by-target = { $words }, que ce portail n’a pas selon le fichier cible
no-link-to-itself = { $words } comme lien : le menu y nomme la page où l’on est
another-way = le chemin vers { $page } là où nous le cherchons : le portail procède autrement que dans notre lecture du guide
page-closed = la page demandée ({ FAULT($text) })
field-filled-in = d’autre contenu du champ { $label }, que le portail remplit lui-même
dialog-after-first = le formulaire envoyé deux fois par deux clics sur { $words } : après le premier, une boîte de dialogue est devant
second-answered-otherwise = le résultat du premier de deux clics sur { $words } : la réponse au second est une autre page
frames-begin-anew = la page à recharger : elle est dans un cadre, et les cadres reprennent à leur première page quand on les recharge
dialog-closed-by-reload = la page à recharger : elle est dans une boîte de dialogue, et recharger ferme ces boîtes
told-in-dialog = dit dans une boîte de dialogue, dont le titre peut être celui de tout message
way-without-scripts = de chemin sans scripts : attendu { FAULT($expected) }, vu { FAULT($seen) }
scenario-cut-off = le scénario a été interrompu
ended-by-fault = panne : { $name }
something-to-judge = quelque chose à juger
nothing-recorded = rien n’en a été enregistré, bien que le scénario soit allé à son terme : il ne rencontre pas ce que son plan contient, comme le courriel d’une étape (walk.receive_mail)
whole-journal = un journal avec une fin
journal-cut-off = un journal interrompu. L’exécution a été arrêtée de force. Ce qu’elle avait enregistré est jugé.
fault-expected = { FAULT($text) }
fault-seen = { FAULT($text) }. { FAULT($remedy) }
by-design = voulu par le guide : { $reason } Vu : { $seen }
run-to-its-end = une exécution de { $target } jusqu’à sa fin

# --- sécurité et accessibilité ---

header-on-every-page = l’en-tête { $name } sur chaque page
header-needs-https = http : l’en-tête ne compte qu’en https
no-answer-seen = aucune réponse n’a été vue
header-at = { $value } à { $path }
no-header-at = pas de tel en-tête à { $path }
header-on-all = sur toutes les { $count }
header-value = { $value }
no-such-header = pas de tel en-tête
cookie-attribute = chaque cookie avec { $attribute }
secure-needs-https = http sur cette machine même : Secure n’est exigé qu’en https
no-cookie-set = aucun cookie n’a été déposé
cookie-without-attribute = le cookie { $name } sans cet attribut
cookies = { $names }
not-stored = Cache-Control: no-store sur { $of ->
    [sound] la version audio
   *[page] la page
} du code
no-such-answer = { $of ->
    [sound] aucune version audio d’un code n’a été vue
   *[page] aucune page d’un code n’a été vue
}
clean-addresses = des adresses sans codes, réponses ni sessions
secret-in-address = { $secret } dans { $url }
session-in-address = une session ({ $session }) dans { $url }
with-hint = { $seen }. Peut-être le compte a-t-il un autre secret depuis : { $hint }
secret-chosen-undeclared = le scénario { $scenario } choisit un autre secret pour son compte sur la page { $page }, et suite.toml ne le dit pas : la connexion suivante se ferait avec l’ancien. Si le compte y est créé, `sets` le dit ; sinon, ajoutez sous [account.lifecycle] : { $lines }
value-announced = { $name } dans les mots { $words }
in-closed-panel = c’est dans un panneau fermé qu’aucune étape n’a ouvert ; { $words } l’ouvre
panel-stays-closed = { $words } a été actionné, et le panneau qui le cache reste fermé
pointed-stays-closed = le pointeur a été mis sur { $words }, et ce qui y est caché reste caché
address-passed-on = { $address } ; la page a un lien vers { $host }, qui peut l’apprendre
form-by-get = un formulaire qui envoie { $label } dans son adresse
no-code-in-mail = aucun code dans un courriel
field-not-asked = aucun champ { $label }
field-not-filled = rien de prérempli sous { $label }
code-in-mail = un code dans le courriel { $subject }
same-answers = la même page, le même statut, les mêmes mots et les mêmes courriels, que la personne soit connue ou non
not-both-tried = les deux cas n’ont pas été essayés
answers-differ = { $part ->
    [page] page
    [status] statut
    [words] mots
    [mails] courriels
   *[other] { $part }
} : { $known } pour une personne connue, { $unknown } pour une inconnue
answers-alike = pareil, { $tries ->
    [one] { $tries } essai
   *[other] { $tries } essais
} de chaque sorte
times-alike = des durées qui ne distinguent pas les personnes connues des inconnues (signalé, sans verdict)
too-few-times = { $known-count } et { $unknown-count } durées ; il en faut { $wanted } de chaque sorte
times-of-answers = médiane de { NUMBER($known-median, minimumFractionDigits: 1) } ms pour les personnes connues, de { NUMBER($unknown-median, minimumFractionDigits: 1) } ms pour les inconnues ; delta de Cliff { $delta } sur { $known-count } et { $unknown-count } réponses
tries-limited = une limite après { $after } codes faux de suite au plus tard
limit-seen = { $sign }, { $wrong ->
    [one] { $wrong } code faux essayé
   *[other] { $wrong } codes faux essayés
}
limit-by-status = statut { $status }
limit-by-retry-after = un Retry-After
limit-by-closed-login = la connexion ne peut plus être essayée
limit-by-refusal = le bon code est refusé
limit-by-delay = les réponses viennent de plus en plus tard
too-few-tries = { $wrong ->
    [one] seulement { $wrong } code faux a été essayé
   *[other] seulement { $wrong } codes faux ont été essayés
}
right-code-taken = après { $wrong ->
    [one] { $wrong } code faux
   *[other] { $wrong } codes faux
}, le bon est accepté aussitôt
session-renewed = une session avec un autre identifiant après la connexion
cookie-renewed = { $name } renouvelé
cookies-of-before = { $names }, comme avant la connexion
no-cookie-of-before = aucun cookie, comme avant la connexion
form-for-own-code = un formulaire pour un code personnel avant toute autre chose
login-led-nowhere = la connexion n’a mené nulle part
no-address-of-host = aucune adresse de { $host }, hôte prétendu dans la requête
address = { $url }
host-in-mail = dans le courriel
request-refused = la requête est refusée
host-nowhere = aucune, ni dans les pages ni dans les courriels
no-look-alikes = des codes sans caractères qui se confondent (0 et O, 1 et I…)
look-alikes = à la fois { LIST($pairs, separator: ", ") } ; { $codes ->
    [one] { $codes } code
   *[other] { $codes } codes
}
pair = { $one } et { $other }
distinct-characters = { $count ->
    [one] { $count } caractère, qui ne se confond avec aucun autre
   *[other] { $count } caractères, dont aucun ne se confond avec un autre
} ; { $codes ->
    [one] { $codes } code
   *[other] { $codes } codes
}
too-few-codes = trop peu de codes ont été vus
no-code-twice = aucun code deux fois
code-repeated = { $code } est apparu { $count } fois
different-codes = { $count ->
    [one] { $count } code
   *[other] { $count } codes différents
}
code-strength = au moins { $length ->
    [one] { $length } caractère
   *[other] { $length } caractères
} et { $bits ->
    [one] { $bits } bit
   *[other] { $bits } bits
}
code-strength-seen = { $length ->
    [one] { $length } caractère
   *[other] { $length } caractères
}, dont { $varying } variables sur un alphabet de { $alphabet } : { $bits ->
    [one] { $bits } bit
   *[other] { $bits } bits
} ; { $codes ->
    [one] { $codes } code
   *[other] { $codes } codes
}
axe-finds-nothing = rien que trouve axe-core
no-page-audited = aucune page n’a été auditée
axe-finds = { LIST($rules, separator: " ; ") }
axe-found-nothing = { $pages ->
    [one] rien sur { $pages } page
   *[other] rien sur { $pages } pages
}
axe-violation = { $rule } : { $help } : { LIST($elements, separator: " · ") }{ $more ->
    [0] { "" }
   *[other] { " " }et { $more } de plus
}
axe-rule = { $rule }
axe-rule-of-rgaa = { $rule } ({ $references })
element = { $html }
element-in-frame = dans le cadre { $frame } : { $html }
