"""The words of the reports, in English or French."""

from typing import Literal

from harness.reporting.i18n.check_messages_fr import in_french
from harness.reporting.i18n.fr_compare import COMPARED
from harness.reporting.i18n.fr_crawl import SITE

Language = Literal["en", "fr"]

_RUN = {
    # verdicts and levels
    "pass": "tenu",
    "fail": "rompu",
    "warn": "conseil non suivi",
    "accepted": "accepté",
    "flaky": "instable",
    "unreached": "non atteint",
    "unobservable": "non observable",
    "fault": "panne",
    "required": "exigé",
    "advised": "conseillé",
    "hardening": "renforcement",
    # nouns that are counted
    "{n} scenario": "{n} scénario",
    "{n} scenarios": "{n} scénarios",
    "{n} statement": "{n} énoncé",
    "{n} statements": "{n} énoncés",
    "{n} finding": "{n} constat",
    "{n} findings": "{n} constats",
    "{n} fault": "{n} panne",
    "{n} faults": "{n} pannes",
    "{n} broken": "{n} rompu",
    "{n} not walked": "{n} non parcouru",
    "{n} exclusion": "{n} exclusion",
    "{n} exclusions": "{n} exclusions",
    "{n} more": "{n} de plus",
    "{n} at once": "{n} à la fois",
    "{n} left out": "{n} laissés de côté",
    "{n} a second": "{n} par seconde",
    "as fast as it answers": "aussi vite qu’il répond",
    "mails sent, at most": "courriels envoyés, au plus",
    "codes changed, at most": "codes changés, au plus",
    "accounts locked, at most": "comptes bloqués, au plus",
    "movements": "mouvements",
    "duration, about": "durée, environ",
    "Do this to the portal?": "Faire cela au portail ?",
    "Codes that earlier runs changed are not known: there is no {path}. Each account is taken to "
    "have the code of its file. Keep `state`, or give `reset`: docs/CI.md.": (
        "Les codes changés par des exécutions antérieures ne sont pas connus : {path} n’existe "
        "pas. Chaque compte est supposé avoir le code de son fichier. Conservez `state`, ou "
        "donnez `reset` : docs/CI.md."
    ),
    "{n} page": "{n} page",
    "{n} pages": "{n} pages",
    "{n} mail": "{n} courriel",
    "{n} mails": "{n} courriels",
    "{n} required statement does not hold": "{n} énoncé exigé n’est pas tenu",
    "{n} required statements do not hold": "{n} énoncés exigés ne sont pas tenus",
    "{n} advised statement does not hold": "{n} conseil n’est pas suivi",
    "{n} advised statements do not hold": "{n} conseils ne sont pas suivis",
    "{n} deviation is accepted": "{n} écart est accepté",
    "{n} deviations are accepted": "{n} écarts sont acceptés",
    "{n} thing is flaky": "{n} point est instable",
    "{n} things are flaky": "{n} points sont instables",
    "{n} entry of the ledger has to be looked after": "{n} entrée du registre est à revoir",
    "{n} entries of the ledger have to be looked after": "{n} entrées du registre sont à revoir",
    "{n} walks": "{n} parcours",
    # titles
    "Accepted deviations": "Écarts acceptés",
    "Flaky: broken, and not when walked again": "Instables : rompus, puis non au second parcours",
    "The ledger has to be looked after": "Le registre est à revoir",
    "Broken statements": "Énoncés rompus",
    "Faults": "Pannes",
    "Not reached": "Non atteints",
    "Not observable here": "Non observables ici",
    "Words accepted by the target file": "Mots acceptés par le fichier de la cible",
    "Secrets can be read in these files: pass none of them on, delete them, and tell us of it": (
        "Des secrets se lisent dans ces fichiers : n’en transmettez aucun, supprimez-les et "
        "signalez-le-nous"
    ),
    "none: secrets can be read in the files that were kept": (
        "aucun : des secrets se lisent dans les fichiers conservés"
    ),
    "Addresses outside the portal": "Adresses hors du portail",
    "Mails that belong to no scenario": "Courriels qui n’appartiennent à aucun scénario",
    "Scenarios": "Scénarios",
    "Totals": "Totaux",
    "Times": "Durées",
    "The flow": "Le parcours",
    "Reports that could not be written": "Rapports qui n’ont pas pu être écrits",
    "Coverage of the guide": "Couverture du guide",
    "Not tested": "Non éprouvés",
    "Every statement": "Tous les énoncés",
    "tested": "éprouvé",
    "untracked": "non suivi",
    "excluded": "exclu",
    "not in the guide": "absent du guide",
    # labels
    "guide": "guide",
    "guide, line {line}": "guide, ligne {line}",
    "our reading": "notre lecture",
    "statement": "énoncé",
    "statements": "énoncés",
    "findings": "constats",
    "level": "niveau",
    "verdict": "verdict",
    "expected": "attendu",
    "seen": "vu",
    "evidence": "preuve",
    "scenarios": "scénarios",
    "scenario": "scénario",
    "bars": "barre",
    "alike": "de même",
    "also seen": "vu aussi",
    "remedy": "remède",
    "reason": "raison",
    "owner": "responsable",
    "reference": "référence",
    "until": "jusqu’au",
    "excused": "excusé",
    "stale": "caduc",
    "expired": "échu",
    "changed": "changé",
    "untried": "non éprouvé",
    "seen no more: take the entry out": "n’est plus vu : retirez l’entrée",
    "seen after its last day: mend it, or accept it anew": (
        "vu après son dernier jour : corrigez, ou acceptez à nouveau"
    ),
    "something else is seen: mend it, or accept that": (
        "autre chose est vu : corrigez, ou acceptez-le"
    ),
    "cause": "cause",
    "total": "total",
    "start-up": "démarrage",
    "walking": "parcours",
    "judging": "jugement",
    "reporting": "rapports",
    "seconds": "secondes",
    "folder": "dossier",
    "target": "cible",
    "address": "adresse",
    "driver": "pilote",
    "started": "début",
    "running": "en cours",
    "not walked": "non parcouru",
    "nothing": "rien",
    "no reason given": "sans raison donnée",
    "no cause told": "sans cause connue",
    "Verdict": "Verdict",
    "The run ended before its plan": "L’exécution s’est arrêtée avant la fin de son plan",
    "missing words": "mots manquants",
    "other words": "autres mots",
    "Words that differ are marked.": "Les mots qui diffèrent sont marqués.",
    "Report of a run": "Rapport d’exécution",
    "To the content": "Aller au contenu",
    "Contents": "Sommaire",
    "Nothing is broken.": "Rien n’est rompu.",
    "screenshot": "copie d’écran",
    "The flow and what was walked": "Le parcours et ce qui en a été suivi",
    "stays here": "reste ici",
    "again, at the next login": "à la prochaine connexion",
    "walked {n} times": "parcouru {n} fois",
    "a mail's way": "chemin d’un courriel",
    # the page of a run
    "What is accepted, by whom and until when": "Ce qui est accepté, par qui et jusqu’à quand",
    "from": "de",
    "to": "à",
    "copy to": "copie à",
    "subject": "objet",
    "date": "date",
    "problems": "défauts",
    "line": "ligne",
    "nº": "nº",
    "page": "page",
    "window {letter}": "fenêtre {letter}",
    "and nº {numbers}": "et nº {numbers}",
    "Again": "À nouveau",
    "Recorded": "Enregistré",
    "The page {title}": "La page {title}",
    "The page {title}, the place framed": "La page {title}, l’endroit encadré",
    "The whole page": "La page entière",
    "The page in words": "La page en mots",
    "The mail as it was received": "Le courriel tel que reçu",
    "Text of the mail": "Texte du courriel",
    "Its HTML part": "Sa partie HTML",
    "Its source": "Sa source",
    "{n} step that led there": "{n} étape qui y a mené",
    "{n} steps that led there": "{n} étapes qui y ont mené",
    "{n} more statement broken alike": "{n} autre énoncé rompu de même",
    "{n} more statements broken alike": "{n} autres énoncés rompus de même",
    "Statements and scenarios": "Énoncés et scénarios",
    "A mark a scenario, in their order; a dot where it says nothing of the statement.": (
        "Une marque par scénario, dans leur ordre ; un point là où il ne dit rien de l’énoncé."
    ),
    "Profiles beyond the guide": "Profils au-delà du guide",
    "What they ask is never part of the guide's verdict.": (
        "Ce qu’ils demandent n’entre jamais dans le verdict sur le guide."
    ),
    "Scenarios in which something does not hold": "Scénarios où quelque chose n’est pas tenu",
    "Scenarios in which all holds": "Scénarios où tout est tenu",
    "{n} scenario in which all holds": "{n} scénario où tout est tenu",
    "{n} scenarios in which all holds": "{n} scénarios où tout est tenu",
    "When each scenario was walked": "Quand chaque scénario a été parcouru",
    "Lanes of the walks": "Couloirs des parcours",
    "What the walks spent their time on": "À quoi les parcours ont passé leur temps",
    "movement": "mouvement",
    "times": "fois",
    "share": "part",
    "between the movements": "entre les mouvements",
    "The slowest scenarios": "Les scénarios les plus lents",
    # what a person does
    "open": "ouvrir",
    "enter": "entrer l’adresse de",
    "follow": "suivre",
    "fill": "remplir",
    "press": "presser",
    "back": "revenir en arrière",
    "reload": "recharger",
    "note": "noter",
    "receive": "recevoir le courriel",
    "read": "lire",
    "hear": "écouter",
    "forget": "perdre les témoins de session",
    "forge": "prétendre un autre hôte",
    # the verdict in words
    "the guide is kept: every required statement that could be judged holds": (
        "le guide est tenu : chaque énoncé exigé qui a pu être jugé est tenu"
    ),
    "the guide is kept but for what is accepted": "le guide est tenu, à ce qui est accepté près",
    "the guide is broken": "le guide est rompu",
    "there are findings": "il y a des constats",
    "none: the harness or its environment broke, so the portal is not judged": (
        "aucun : le banc d’essai ou son environnement est en panne, le portail n’est pas jugé"
    ),
    "none: not all that was planned was walked, so the portal is not judged": (
        "aucun : tout ce qui était prévu n’a pas été parcouru, le portail n’est pas jugé"
    ),
    "none: nothing was exercised": "aucun : rien n’a été éprouvé",
    "none: only profiles were looked at, the guide was not judged": (
        "aucun : seuls des profils ont été regardés, le guide n’a pas été jugé"
    ),
    "none: the run was not finished": "aucun : l’exécution n’est pas terminée",
    "none: exit code {code}": "aucun : code de sortie {code}",
}
_FRENCH = {**_RUN, **COMPARED, **SITE}


class Words:
    """Says a report's own words in one language.

    Args:
        language: "en", or "fr" for French.
    """

    def __init__(self, language: Language = "en") -> None:
        self.language: Language = language
        self._table = _FRENCH if language == "fr" else {}

    def __call__(self, text: str, **values: object) -> str:
        """The words for an English text, its `{names}` filled in."""
        return self._table.get(text, text).format(**values)

    def told(self, text: str) -> str:
        """What a check expected or saw; the portal's own words in it stay as they are."""
        return in_french(text) if self.language == "fr" else text

    def pair(self, name: str, value: str) -> str:
        """A name and its value with the language's colon; the name is one of our words."""
        return f"{self(name)}{self.colon} {value}"

    @property
    def colon(self) -> str:
        """The colon as the language sets it."""
        return "\u00a0:" if self.language == "fr" else ":"

    def count(self, n: int, one: str, many: str) -> str:
        """A number with its noun, `one` or `many` being texts with `{n}`."""
        single = n < 2 if self.language == "fr" else n == 1  # noqa: PLR2004 - French zero is singular
        return self(one if single else many, n=n)
