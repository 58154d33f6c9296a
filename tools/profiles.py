"""Writes docs/PROFILES.md from fixtures/profiles/: each statement, its source, the guide's word.

python tools/profiles.py
"""

from collections.abc import Iterator
from pathlib import Path

from harness.config.suite import bundled_suite
from harness.guide.loader import load_guide
from harness.guide.model import Chapter, Statement

PAGE = Path(__file__).parents[1] / "docs" / "PROFILES.md"

_HEAD = """\
# Profiles: what the guide never promised

    codes-perdus run --profile hardening
    codes-perdus run --profile accessibility
    codes-perdus run --driver http --profile hardening --only hardening      the profile's own walks alone

Security and accessibility are looked at beside the guide and never change its verdict or the exit code: a statement of a profile
that does not hold is a warning. Without the option nothing of it is loaded, walked or tried. The statements are data in
`fixtures/profiles/`, in the form of [the guide's](GUIDE-DATA.md), each with its source.

*By design of the guide*: where a source forbids what the guide asks for, the finding says so and passes; whoever writes the next
guide finds there what to ask for otherwise.

The sources: OWASP ASVS 5.0.0 (V…), the OWASP Web Security Testing Guide 4.2 (WSTG-…), the OWASP Forgot Password Cheat Sheet, NIST
SP 800-63B-4, and the RGAA 4 as the rules of axe-core 4.12 carry its tests.
"""
_HARDENING = """\
Most of it is judged on every walk of the run (headers, cookies, addresses); `scenarios/hardening.py` has the walks of its own: people
who are registered and people who are not, a hundred wrong codes, eight generations, a first login, a forged host. On a target with
`lock_account = false` those that may lock an account are left out.

- *Times* are told with an effect size (Cliff's delta: how often an answer for known people is later than one for unknown people, less
  how often it is earlier; 0 where they cannot be told apart) and never warn: on a network they tell little.
- *Codes* are surveyed: the journal keeps how many there were, their shortest length, the alphabet and the number of places that vary,
  never a code. The entropy is that number times the logarithm of the alphabet as seen, so it is an estimate from below.
- *Cookies* are known by a digest that another run computes otherwise: enough to see one renewed, of no use to anybody else.
- *Forged hosts* need `--driver http`; a portal that refuses them, by a status or by hanging up, passes. Redirects to the forged host are
  told and never followed.
- Over http on the machine itself, `Secure` and `Strict-Transport-Security` are unobservable, and said to be.
"""
_ACCESSIBILITY = """\
In the browser only: axe-core tries its rules in every frame of every distinct page, beside the page's own scripts and whatever policy
it has; over HTTP all of it is unobservable. What it finds is told by rule, with the tests of the RGAA that the rule carries and the
mark-up of the elements. A machine finds a part of what a person would: no finding is no declaration of conformity.
"""
_INTRODUCTIONS = {"hardening": _HARDENING, "accessibility": _ACCESSIBILITY}


def profiles() -> str:
    """The page as text."""
    guide = load_guide(profiles=bundled_suite().profile_names)
    parts = [
        _HEAD,
        *("\n".join(_part(guide.pages[name])) for name in bundled_suite().profile_names),
    ]
    return "\n".join(parts)


def _part(chapter: Chapter) -> Iterator[str]:
    yield f"## `{chapter.slug}`\n"
    yield _INTRODUCTIONS[chapter.slug]
    yield "| statement | holds when | source | the guide |"
    yield "| --- | --- | --- | --- |"
    for one in chapter.statements:
        yield f"| `{one.slug}` | {one.means} | {one.source} | {_guide(one)} |"
    yield ""


def _guide(statement: Statement) -> str:
    if statement.by_design:
        return f"asks for the opposite: {statement.by_design}"
    return statement.why or "is silent"


if __name__ == "__main__":
    PAGE.write_text(profiles(), encoding="utf-8")
