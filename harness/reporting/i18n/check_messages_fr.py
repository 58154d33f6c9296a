"""What checks expected and saw, in French: their own words, never those of the portal.

The portal's words stand in quotes, mostly, and are left alone. Those that do not (an address, a
header, an order of fields) are safe because only whole phrases of ours are put into French: single
words are where nothing else stands beside them, and where they count something.
"""

import re
from collections.abc import Iterable

from harness.messages import Language

_QUOTES = re.compile(r"(«[^»]*»)")

_PHRASES = {
    # pages and movements
    "a page that the guide does not have": "une page que le guide n’a pas",
    "a page of the guide": "une page du guide",
    "the words of the page": "les mots de la page",
    "the page": "la page",
    "no page": "aucune page",
    "leads to": "mène à",
    "opens with": "s’ouvre avec",
    "refused:": "refusé :",
    "is shown": "s’affiche",
    "anything but": "tout sauf",
    "with the words": "avec les mots",
    "not the words": "sans les mots",
    "without those words": "sans ces mots",
    "the words": "les mots",
    "the heading": "le titre",
    "in this order:": "dans cet ordre :",
    "missing:": "il manque :",
    "nothing like it": "rien de tel",
    "saying": "disant",
    "no message": "aucun message",
    "one message": "un message",
    "the same words, whatever was wrong": "les mêmes mots, quelle que soit l’erreur",
    "the fields hold what was typed": "les champs gardent ce qui a été saisi",
    "sent back in": "renvoyé dans",
    "they are not": "ils ne le sont pas",
    "secrets are not sent back": "les secrets ne sont pas renvoyés",
    "a way on": "une suite",
    # links, buttons, fields
    "a link or button": "un lien ou un bouton",
    "no link and no button": "ni lien ni bouton",
    "in the line": "dans la ligne",
    "in the list": "dans la liste",
    "a list without choices": "une liste sans choix",
    "closest:": "le plus proche :",
    "a field": "un champ",
    "no field at all": "aucun champ",
    "no field": "aucun champ",
    "no mark": "aucune marque",
    "can be typed into": "peut être saisi dans",
    "it can": "c’est possible",
    "the field is disabled": "le champ est désactivé",
    "the field takes only what matches": "le champ n’accepte que ce qui correspond à",
    "the field takes only numbers": "le champ n’accepte que des chiffres",
    "the field takes": "le champ accepte",
    "the example has": "l’exemple en a",
    # codes and mails
    "a certification-code": "un code de certification",
    "a confidential-code": "un code confidentiel",
    "of at least": "d’au moins",
    "at least": "au moins",
    "one of the shape": "un code de la forme",
    "one of": "un de",
    "capitals and digits": "capitales et chiffres",
    "the one that was in force before": "celui qui valait avant",
    "exactly one mail": "exactement un courriel",
    "no mail": "aucun courriel",
    "the subject": "l’objet",
    "no sender": "aucun expéditeur",
    "copies to": "copies à",
    "no copy to anybody": "aucune copie à personne",
    "no readable date": "aucune date lisible",
    "a declared character set that fits the text": "un jeu de caractères déclaré qui convient",
    "none declared, with accents in the text": "aucun déclaré, avec des accents dans le texte",
    "as declared": "comme déclaré",
    "without encoding": "sans codage",
    "only the confidential code": "seulement le code confidentiel",
    "a mail without the certification code": "un courriel sans le code de certification",
    "the certification code stands in the mail": "le code de certification est dans le courriel",
    "text and HTML hold the same code": "le texte et le HTML ont le même code",
    "they do": "c’est le cas",
    "text:": "texte :",
    "HTML:": "HTML :",
    "no code was shown": "aucun code n’a été montré",
    "no code": "aucun code",
    # sounds
    "a sound that can be heard": "un son audible",
    "a sound sent as audio/…": "un son envoyé comme audio/…",
    "the sound comes when it is asked for": "le son vient quand il est demandé",
    "as many segments as characters": "autant de segments que de caractères",
    "spoken segments, one for each character": "segments parlés, un par caractère",
    "sent as": "envoyé comme",
    "is not measured": "n’est pas mesuré",
    "peak at": "crête à",
    "of full scale": "de la pleine échelle",
    # why nothing was judged
    "this target shows no": "cette cible ne montre pas de",
    "and no": "ni de",
    "the walk ended where": "le parcours a fini là où",
    "not in its plan": "absent de son plan",
    "planned, and left no journal": "prévu, et sans journal",
    "the walk was cut off": "le parcours a été interrompu",
    "a journal with an end": "un journal avec une fin",
    "one that was cut off": "un journal interrompu",
    "something to judge": "quelque chose à juger",
    "nothing was emitted": "rien n’a été émis",
    "fault:": "panne :",
}
_LINKS = {
    "opens": "s’ouvre",
    "holds": "contient",
    "filled in": "rempli",
    "empty": "vide",
    "with": "avec",
    "and": "et",
    "or": "ou",
    "not": "non",
    "none": "rien",
    "only": "seulement",
    "marked": "marqué",
    "text": "texte",
    "first": "d’abord",
    "from": "de",
    "to": "à",
}
"""Words between two quotes, or between a quote and a comma, an end or a bracket."""
_COUNTED = {
    "characters": "caractères",
    "mails": "courriels",
    "mail(s)": "courriel(s)",
    "segments": "segments",
    "bytes": "octets",
    "pages": "pages",
}


def _one_of(words: Iterable[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))


_PHRASE = re.compile(rf"(?<![\w’'./-])(?:{_one_of(_PHRASES)})(?![\w’'/-])")
_LINK = re.compile(rf"(?<![^,;(])(\s*)({_one_of(_LINKS)})(?=\s*(?:$|[,;)]))")
_COUNT = re.compile(rf"(?<=\d )(?:{_one_of(_COUNTED)})(?![\w/-])")
_STATUS = re.compile(r"\bstatus (?=\d)")


_KINDS = re.compile(r"\(\w+(?: or \w+)+\)")  # of a field
_WHOLE = (
    (re.compile(r"to (\S+) only"), r"à \1 seulement"),
    (re.compile(r"from (\S+)"), r"de \1"),
    (re.compile(r"a date between (.+) and (.+)"), r"une date entre \1 et \2"),
)


def told(text: str, language: Language) -> str:
    """What a check expected or saw, in a language."""
    return in_french(text) if language == "fr" else text


def in_french(text: str) -> str:
    """A check's words in French as far as they are known; the portal's stay as they are."""
    for form, french in _WHOLE:
        if form.fullmatch(text):
            return form.sub(french, text)
    return "".join(
        part if part.startswith("«") else _own_words(part) for part in _QUOTES.split(text)
    )


def _own_words(part: str) -> str:
    part = _KINDS.sub(lambda hit: hit[0].replace(" or ", " ou "), part)
    part = _PHRASE.sub(lambda hit: _PHRASES[hit[0]], part)
    part = _LINK.sub(lambda hit: hit[1] + _LINKS[hit[2]], part)
    part = _COUNT.sub(lambda hit: _COUNTED[hit[0]], part)
    return _STATUS.sub("statut ", part)
