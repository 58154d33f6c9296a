"""The words of the reports, in English or French."""

from typing import Literal

Language = Literal["en", "fr"]

_FRENCH = {
    # verdicts and levels
    "pass": "tenu",
    "fail": "rompu",
    "warn": "conseil non suivi",
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
    "{n} word accepted by the target file": "{n} mot accepté par le fichier de la cible",
    "{n} words accepted by the target file": "{n} mots acceptés par le fichier de la cible",
    "{n} exclusion": "{n} exclusion",
    "{n} exclusions": "{n} exclusions",
    "{n} more": "{n} de plus",
    "{n} at once": "{n} à la fois",
    "{n} page": "{n} page",
    "{n} pages": "{n} pages",
    "{n} mail": "{n} courriel",
    "{n} mails": "{n} courriels",
    "{n} required statement does not hold": "{n} énoncé exigé n’est pas tenu",
    "{n} required statements do not hold": "{n} énoncés exigés ne sont pas tenus",
    "{n} advised statement does not hold": "{n} conseil n’est pas suivi",
    "{n} advised statements do not hold": "{n} conseils ne sont pas suivis",
    # titles
    "Broken statements": "Énoncés rompus",
    "Faults": "Pannes",
    "Not reached": "Non atteints",
    "Not observable here": "Non observables ici",
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
    "also seen": "vu aussi",
    "remedy": "remède",
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
    "The scenarios and their verdicts": "Les scénarios et leurs verdicts",
    "stays here": "reste ici",
    "again, at the next login": "à la prochaine connexion",
    "walked {n} times": "parcouru {n} fois",
    "a mail's way": "chemin d’un courriel",
    # the verdict in words
    "the guide is kept: every required statement that could be judged holds": (
        "le guide est tenu : chaque énoncé exigé qui a pu être jugé est tenu"
    ),
    "the guide is broken": "le guide est rompu",
    "there are findings": "il y a des constats",
    "none: the harness or its environment broke, so the portal is not judged": (
        "aucun : le banc d’essai ou son environnement est en panne, le portail n’est pas jugé"
    ),
    "none: nothing was exercised": "aucun : rien n’a été éprouvé",
    "none: only profiles were looked at, the guide was not judged": (
        "aucun : seuls des profils ont été regardés, le guide n’a pas été jugé"
    ),
    "none: the run was not finished": "aucun : l’exécution n’est pas terminée",
    "none: exit code {code}": "aucun : code de sortie {code}",
}


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
