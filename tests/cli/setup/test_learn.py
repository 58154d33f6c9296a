"""`init --learn`: a few paths are played until they show nothing new, in a copy of the file."""

from pathlib import Path
from types import SimpleNamespace
from typing import cast

import pytest
import typer

from harness.app.accept_settings import ProposedSetting
from harness.app.suite import open_target, plan_all, scenarios_on
from harness.cli.setup import learn
from harness.cli.setup.learn import Learning, paths_to_learn
from harness.cli.setup.settings import wording_question
from harness.config.choices import DriverName
from harness.core.exit_codes import FINDINGS
from harness.guide.loader import load_guide
from harness.messages import catalogue
from harness.model.fact import fact
from harness.model.finding import Setting
from harness.planning.plan import Plan

TARGET = '[target]\nname = "x"\nlaunch = ["./start"]\n'
AT = Setting(section="pages.certification", key="address", value="/code", guide="Code")
WORD = Setting(section="words", key="certification.submit", value="Suite", guide="Je valide")
NOTHING = Setting(section="words", key="login.registered", value="", guide="Déjà inscrit")


def _plan(name: str, pages: str, *, movements: int = 3, locks: bool = False) -> Plan:
    plan = SimpleNamespace(blocked_reason=None, locks=locks, movements=movements)
    plan.pages, plan.scenario = tuple(pages), SimpleNamespace(slug=name)
    return cast(Plan, plan)


def test_each_page_is_passed_twice_and_no_account_is_locked() -> None:
    """One path may be stopped early; of those that pass as much, the short ones are played."""
    plans = [
        _plan("lock", "abcd", locks=True),
        _plan("long", "abc", movements=9),
        _plan("short", "abc"),
        _plan("other", "ab"),
        _plan("alone", "d"),
        _plan("more", "ad", movements=5),
    ]
    chosen = [plan.scenario.slug for plan in paths_to_learn(plans)]
    assert chosen == ["short", "long", "alone", "more"]


def test_the_bundled_suite_is_learned_by_a_few_paths() -> None:
    """They pass every page that any scenario passes."""
    target = open_target(None)
    guide = load_guide(target.suite)
    plans = plan_all(guide, scenarios_on(target, guide, ()), target)
    chosen = paths_to_learn(plans)
    assert len(chosen) < 6
    assert {p for one in chosen for p in one.pages} >= {p for one in plans for p in one.pages if p}


def test_each_round_goes_on_with_the_lines_of_the_earlier_ones(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Doubtful lines open the way in the copy; the user's file takes what hides no defect."""
    path, played = tmp_path / "x.toml", list[str]()
    path.write_text(TARGET, encoding="utf-8")
    rounds = iter(
        [
            (ProposedSetting(AT),),
            (ProposedSetting(WORD, fact("required-words-missing")),),
            (ProposedSetting(NOTHING),),
        ]
    )

    def play(target: str, *_: object, **__: object) -> None:
        played.append(Path(target).read_text(encoding="utf-8"))
        raise typer.Exit(FINDINGS)

    monkeypatch.setattr(learn, "run", play)
    monkeypatch.setattr(learn, "plan_all", lambda *_: [_plan("one", "a")])
    monkeypatch.setattr(learn, "proposed_settings", lambda folder: next(rounds))
    Learning(path, None, DriverName.HTTP, catalogue("en"), yes=True).learn()
    assert ["/code" in text for text in played] == [False, True, True]
    assert ["Suite" in text for text in played] == [False, False, True]
    written = path.read_text(encoding="utf-8")
    assert 'address = "/code"' in written
    assert "Suite" not in written
    assert list(tmp_path.iterdir()) == [path]


def test_what_was_refused_before_is_not_asked_again(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Another key for the same words asks nothing new."""
    path = tmp_path / "x.toml"
    path.write_text(TARGET, encoding="utf-8")
    monkeypatch.setattr(learn, "run", lambda *_, **__: None)
    monkeypatch.setattr(learn, "plan_all", lambda *_: [_plan("one", "a")])
    monkeypatch.setattr(learn, "proposed_settings", lambda folder: (ProposedSetting(WORD),))
    refused = frozenset({wording_question(str(WORD.guide).upper(), WORD.value)})
    for known, added in ((refused, False), (frozenset(), True)):
        Learning(path, None, DriverName.HTTP, catalogue("en"), yes=True, refused=known).learn()
        assert (WORD.value in path.read_text(encoding="utf-8")) is added
