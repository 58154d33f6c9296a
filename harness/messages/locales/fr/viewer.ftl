# La page des courriels, à côté du portail fourni.

viewer-title = Courriels reçus
viewer-count =
    { $n ->
        [one] { $n } courriel
       *[other] { $n } courriels
    }
viewer-caption =
    { $n ->
        [one] { $n } courriel
       *[other] { $n } courriels, le plus récent en premier
    }
viewer-refresh = Actualiser la liste
viewer-none-yet = Aucun courriel n’est encore arrivé.
viewer-subject = Objet
viewer-from = De
viewer-to = À
viewer-copies = Cc
viewer-date = Date
viewer-received = Reçu le
viewer-envelope = Enveloppe
viewer-attachments = Pièces jointes
viewer-no-subject = (sans objet)
viewer-no-date = (aucune)
viewer-unknown = (inconnu)
viewer-nobody = (personne)
viewer-empty = (vide)
viewer-navigation = Retour
viewer-back = Retour à la liste des courriels
viewer-download = Télécharger le courriel d’origine (.eml)
viewer-problems = Défauts de forme
viewer-text = Texte
viewer-html = Partie HTML
viewer-source = Code source de la partie HTML
viewer-links = Adresses des liens
viewer-missing = Ce courriel n’existe pas
viewer-time = { $day }/{ $month }/{ $year } { $clock }
