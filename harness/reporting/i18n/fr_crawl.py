"""The words of the report of a crawl, in French."""

SITE = {
    "What the portal holds": "Ce que contient le portail",
    "The portal stopped to answer: this is what was found until then": (
        "Le portail a cessé de répondre : voici ce qui a été trouvé jusque-là"
    ),
    "Some links of the portal are broken": "Des liens du portail sont rompus",
    "No link of the portal is broken": "Aucun lien du portail n’est rompu",
    "start": "départ",
    "begun": "commencé",
    "finished": "fini",
    "Map": "Plan",
    (
        "Columns are steps from the start; darker lines are the ways by which pages were found;"
        " a blue edge marks a form, a red one a broken address."
    ): (
        "Les colonnes sont les pas depuis le départ ; les traits foncés, les chemins par lesquels"
        " les pages ont été trouvées ; un bord bleu marque un formulaire, un rouge une adresse"
        " rompue."
    ),
    "{n} more stand in inventory.csv": "{n} de plus se trouvent dans inventory.csv",
    # sections
    "Broken links": "Liens rompus",
    "Redirect chains and loops": "Redirections en chaîne et en boucle",
    "Soft 404s": "Fausses pages (404 déguisées)",
    "Orphans": "Pages orphelines",
    "Wrong, mixed and missing charsets": "Jeux de caractères faux, mêlés ou absents",
    "Cut off, too large, slow": "Coupé, trop grand, lent",
    "Accessibility": "Accessibilité",
    "Forms and their fields": "Les formulaires et leurs champs",
    "What of the guide was recognised where": "Ce qui a été reconnu du guide, et où",
    "Old technologies": "Techniques anciennes",
    "Third-party hosts": "Hôtes tiers",
    "Documents": "Documents",
    "Mail addresses": "Adresses de courriel",
    "Pages that say the same": "Pages qui disent la même chose",
    "Templates": "Gabarits",
    "Left alone, with the reason": "Laissé de côté, avec la raison",
    # numbers and columns
    "forms": "formulaires",
    "fields": "champs",
    "templates": "gabarits",
    "addresses": "adresses",
    "leads to": "mène à",
    "answer": "réponse",
    "by way of": "en passant par",
    "links in": "liens entrants",
    "known by": "connue par",
    "answer says": "la réponse dit",
    "document says": "le document dit",
    "read as": "lu comme",
    "what": "quoi",
    "bytes": "octets",
    "rule": "règle",
    "impact": "gravité",
    "what it asks": "ce qu’elle demande",
    "elements": "éléments",
    "first page": "première page",
    "sent to": "envoyé à",
    "found as": "trouvé comme",
    "name": "nom",
    "kind": "genre",
    "traits": "traits",
    "page of the guide": "page du guide",
    "likeness": "ressemblance",
    "host": "hôte",
    "used as": "emploi",
    "as": "comme",
    "template": "gabarit",
    "first": "première",
}
