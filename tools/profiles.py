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
# Profiles: statements beyond the guide

    codes-perdus run --profile hardening
    codes-perdus run --profile accessibility
    codes-perdus run --driver http --profile hardening --only hardening      the profile's own scenarios alone

Profiles check security and accessibility, which the guide does not promise. They never change the
verdict of the guide or the exit code: if a statement of a profile does not hold, it gives a
warning. Without the option, nothing of a profile is loaded, run or judged. The statements are data
in `fixtures/profiles/`, in the form of [the guide](GUIDE-DATA.md), each with its source.

*By design of the guide*: if a source forbids what the guide asks for, the finding says so and
passes. The authors of the next guide can read there what to ask for instead.

The sources are OWASP ASVS 5.0.0 (V…), the OWASP Web Security Testing Guide 4.2 (WSTG-…), the OWASP
Forgot Password Cheat Sheet, NIST SP 800-63B-4, and the RGAA 4, whose tests the rules of axe-core
4.12 carry.
"""
_HARDENING = """\
Most statements are judged in every scenario of the run (headers, cookies, addresses).
`scenarios/hardening.py` has the scenarios of the profile: registered and unregistered accounts, a
hundred wrong codes, eight generations, a first login, a forged host. On a target with
`lock_account = false`, the scenarios that may lock an account are left out.

- *Times* are reported with an effect size, Cliff's delta: how often an answer for a registered
  account is slower than one for an unregistered account, minus how often it is faster; 0 if they
  cannot be distinguished. Times never give a warning, because on a network they prove little.
- *Codes* are only summarised. The journal stores how many codes there were, their shortest length,
  their alphabet and the number of positions that vary, never a code. The entropy is the number of
  varying positions times the logarithm of the observed alphabet, so it is a lower estimate.
- *Cookies* are stored as a digest that differs from run to run. It shows whether a cookie was
  renewed, and is of no other use.
- *Forged hosts* need `--driver http`. A portal that refuses them, by a status or by closing the
  connection, passes. Redirects to the forged host are reported and never followed.
- Over http on the same machine, `Secure` and `Strict-Transport-Security` are `unobservable`.
"""
_ACCESSIBILITY = """\
This profile needs the browser. axe-core checks its rules in every frame of every distinct page,
beside the page's own scripts and whatever content policy it has. Over HTTP all of its statements
are `unobservable`. A finding names the rule, the tests of the RGAA that the rule carries, and the
mark-up of the elements. A program finds only a part of what a person would find: no finding is not
a declaration of conformity.
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
        yield f"| `{one.slug}` | {one.means.en if one.means else one.sentence} | {one.source} | {_guide(one)} |"
    yield ""


def _guide(statement: Statement) -> str:
    if statement.by_design:
        return f"asks for the opposite: {statement.by_design.en}"
    return statement.why.en if statement.why else "is silent"


if __name__ == "__main__":
    PAGE.write_text(profiles(), encoding="utf-8")
