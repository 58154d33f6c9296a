"""What is wrong with a command line, in words: what was not understood, what may be meant."""

import re
from difflib import get_close_matches
from typing import Any

from harness.cli.help.language import spoken_language
from harness.cli.help.layout import translated
from harness.config.choices import Lang

_QUOTED = re.compile(r"'([^']*)'")
_NO_DAY = re.compile(r"('[^']*') does not match the formats? '%Y-%m-%d'\.?")
_SIGN = re.compile(r"[ \N{NO-BREAK SPACE}]?([:;?!])(?=\s|$)")
"""What French parts from the word before it by a space that breaks no line."""


def usage_problem(error: Any) -> str:
    """The lines to print for a command line that typer, or the click within it, refused."""
    if type(error).__name__ == "NoArgsIsHelpError":
        return f"{error.format_message()}\n"
    ctx, path = error.ctx, "codes-perdus"
    if ctx is not None:
        path = ctx.command_path
    more = f"  {path} --help {translated('shows how it is used')}"
    return typeset(f"codes-perdus: {_in_words(error)}\n{more}\n")


def typeset(text: str) -> str:
    """A text with the quotation marks and spaces of the language that is spoken."""
    if spoken_language() is Lang.EN:
        return text
    quoted = _QUOTED.sub("«\N{NO-BREAK SPACE}\\1\N{NO-BREAK SPACE}»", text)
    return _SIGN.sub("\N{NO-BREAK SPACE}\\1", quoted)


def _in_words(error: Any) -> str:
    param = getattr(error, "param", None)
    if (option := getattr(error, "option_name", "")) and hasattr(error, "possibilities"):
        return f"{translated('no such option')}: {option}{meant(error.possibilities or ())}"
    if type(error).__name__ == "MissingParameter" and param is not None:
        return f"{translated('missing')}: {_name(param)}"
    message = error.format_message().replace("Value error, ", "")
    choices = (param.metavar or "").split("|") if param is not None else ()
    if len(choices) > 1 and (typed := _QUOTED.search(message.partition(": ")[2])):
        wrong, near = typed[1], get_close_matches(typed[1], choices, n=1)
        listed = f" ({', '.join(choices)})"
        return f"{_name(param)}: {translated('not a choice')}: '{wrong}'{meant(near)}{listed}"
    if param is not None:
        problem = error.message.removeprefix("Value error, ")
        if found := _NO_DAY.fullmatch(problem):
            wanted = _told("expected a date such as 2026-12-31")
            return f"{_name(param)} {param.metavar or ''}: {found[1]}; {wanted}"
        return f"{_name(param)} {param.metavar or ''}: {_told(problem)}"
    return _told(str(message))


def _told(message: str) -> str:
    """What the library says, in the language that is spoken."""
    if spoken_language() is Lang.EN:
        return message
    from harness.messages.faults import fault_words  # noqa: PLC0415 - the help needs no catalogue

    return fault_words(message, spoken_language().value)


def meant(names: Any) -> str:
    """A question after a word that was not understood; "" if nothing is near."""
    if not names:
        return ""
    listed = f" {translated('or')} ".join(names)
    return f"; {translated('did you mean')} {listed}?"


def _name(param: Any) -> str:
    return param.opts[0] if param.param_type_name == "option" else str(param.metavar or param.name)
