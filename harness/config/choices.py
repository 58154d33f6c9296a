"""The choices for a run: driver, language of its reports, which scenarios are recorded."""

from enum import StrEnum


class DriverName(StrEnum):
    """The driver: real browser or plain HTTP."""

    BROWSER = "browser"
    HTTP = "http"


class Lang(StrEnum):
    """Language of the reports."""

    EN = "en"
    FR = "fr"


class RecordingScope(StrEnum):
    """The scenarios whose recordings are stored."""

    FAILED = "failed"
    ALL = "all"
