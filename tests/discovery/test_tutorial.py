"""docs/TUTORIAL.md and TUTORIEL.md are true: their commands are run, and print what they show."""

import re
import tomllib
from pathlib import Path

import pytest

from harness.cli.app import main
from harness.config.target import load_target

DOCS = Path(__file__).parents[2] / "docs"
TUTORIAL, FRENCH = (
    (DOCS / name).read_text(encoding="utf-8") for name in ("TUTORIAL.md", "TUTORIEL.md")
)
TOML, FRENCH_TOML = (
    re.findall(r"```toml\n(.*?)```", text, re.DOTALL) for text in (TUTORIAL, FRENCH)
)
PORTAL = next(block for block in TOML if "launch" in block)
ONLY = ["administrator-lost-both-codes", "cancel-step-2", "links-of-the-login-window"]


def _codes_perdus(*arguments: str) -> int:
    with pytest.raises(SystemExit) as ended:
        main(arguments)
    return int(ended.value.code or 0)


def _shown_in(printed: str, *beginnings: str, tutorial: str = TUTORIAL) -> None:
    """Each line of the tutorial that begins so was printed as it stands there."""
    shown = [line.strip() for line in re.findall(r"^    (.+)$", tutorial, re.MULTILINE)]
    lines = {re.sub(r"http://127\.0\.0\.1:\d+", "", line).strip() for line in printed.splitlines()}
    for line in shown:
        if line.startswith(beginnings):
            assert line.replace("http://127.0.0.1:8090", "") in lines


def test_from_the_first_look_to_the_report(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """`init` proposes what the tutorial shows; the suite passes with it, and tells a defect."""
    monkeypatch.chdir(tmp_path)
    Path("portal.toml").write_text(PORTAL, encoding="utf-8")
    look = ("init", "portal.toml", "--out", "my-portal.toml", "--driver", "http")
    assert _codes_perdus(*look) == 0
    told = ("0.", "1.", "–", "field;", "title;", "link or button;", "my-portal.toml is")
    _shown_in(capsys.readouterr().out, *told)
    only = [argument for name in ONLY for argument in ("--only", name)]
    assert _codes_perdus("run", "my-portal.toml", "--driver", "http", *only, "--out", "kept") == 0
    printed = capsys.readouterr().out
    _shown_in(printed, "33 words are")
    assert "Verdict: every required statement that was tested holds" in printed  # only a part ran
    assert (tmp_path / "kept" / "report.html").is_file()
    text = Path("my-portal.toml").read_text(encoding="utf-8")
    broken = text.replace('"renamed",', '"renamed", "--mutant", "search-bcr-in-any-case",')
    Path("my-portal.toml").write_text(broken, encoding="utf-8")
    again = ("run", "my-portal.toml", "--driver", "http", "--only", "search-in-another-case")
    assert _codes_perdus(*again, "--out", "broken") == 1
    printed = capsys.readouterr().out
    _shown_in(printed, "Verdict: the portal does not keep the guide")
    assert "le n° de BCR ou de contrat est bien saisi en majuscules" in printed


def test_the_first_look_in_french(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The pages, the words and the last line are printed as docs/TUTORIEL.md shows them."""
    monkeypatch.chdir(tmp_path)
    Path("portail.toml").write_text(PORTAL, encoding="utf-8")
    look = ("init", "portail.toml", "--out", "mon-portail.toml", "--driver", "http")
    assert _codes_perdus(*look, "--lang", "fr") == 0
    told = (
        "0.",
        "1.",
        "–",
        "champ\u00a0;",
        "titre\u00a0;",
        "lien ou bouton\u00a0;",
        "mon-portail.toml est",
        "11 p",
    )
    _shown_in(capsys.readouterr().out, *told, tutorial=FRENCH)


def test_the_words_that_it_shows_are_those_of_the_target() -> None:
    """What stands in its TOML is part of the file under fixtures/targets/."""
    words = load_target("renamed").words
    shown = tomllib.loads(TOML[0])["words"]
    assert shown.pop("search") == words["search"]
    assert shown.items() <= words.items()


@pytest.mark.parametrize("block", [*TOML, *FRENCH_TOML])
def test_its_toml_can_be_read(block: str) -> None:
    """Nothing that a reader copies is broken."""
    assert tomllib.loads(block)
