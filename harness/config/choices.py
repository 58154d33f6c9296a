"""What may be chosen for a run: the driver, the language of its reports, whose evidence is kept."""

from enum import StrEnum


class DriverName(StrEnum):
    """What moves."""

    BROWSER = "browser"
    HTTP = "http"


class Lang(StrEnum):
    """Language of the reports."""

    EN = "en"
    FR = "fr"


class Whose(StrEnum):
    """Of which walks something is kept."""

    FAILED = "failed"
    ALL = "all"
