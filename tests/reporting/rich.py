"""A made-up run with something of everything in it, its words of our choice."""

from collections.abc import Mapping
from pathlib import Path

from PIL import Image

from harness.guide.loader import load_guide
from harness.ledger.matching import EntryStatus
from harness.messages import Language, catalogue
from harness.model.fact import fact, quote
from harness.model.finding import Evidence, Finding, Level, Verdict
from harness.model.journal import Journal
from harness.model.page import Box
from harness.reporting.html.run import html_report
from harness.reporting.run_state import RunState
from harness.reporting.svg.flow.render import flow_svg
from harness.reporting.svg.transitions import transitions
from tests.builders import field, journal, mail, message, page, step
from tests.reporting.made import finding, finished, passed, started, stopped, story_of, use, walk

GUIDE = load_guide(profiles=("hardening",))
PROFILE = next(s for s in GUIDE if s.level is Level.PROFILE)
SLUGS = ("administrator-identifier", "login-refused")


def rich_report(folder: Path, words: str = "Prénom", language: Language = "en") -> str:
    """The page of the run."""
    told, texts = rich_story(folder, words), catalogue(language)
    journals = rich_journals(folder, words)
    flow = flow_svg(GUIDE, told.findings, transitions(journals.values()), texts)
    return html_report(told, GUIDE, flow, folder=folder, catalogue=texts, journals=journals)


def rich_journals(folder: Path, words: str) -> Mapping[str, Journal]:
    """One walk of two pages and a mail, whatever can be said in it being these words."""
    (folder / "s").mkdir(exist_ok=True)
    Image.new("RGB", (1280, 1600), "#e4ecf4").save(folder / "s" / "2.png")
    raw = f"Subject: {words}\r\nContent-Type: text/html\r\n\r\n{words}\r\n"
    (folder / "s" / "1.eml").write_bytes(raw.encode("utf-8", "backslashreplace"))
    box = Box(x=400, y=300, width=300, height=24)
    record = page(2, "search", words, message(words), field(words, words, ref="7", box=box))
    content = record.page.model_copy(update={"title": words, "url": f"http://x.example/{words}"})
    shown = {"screenshot": "s/2.png", "html": f"s/{words}.html", "page": content}
    kept = journal(
        page(1, "home"),
        record.model_copy(update=shown),
        step(1, verb="open", words="home", led_to=1),
        step(2, verb="press", words=words, on=1, led_to=2, typed={words: words}, visitor="B"),
        mail(
            1,
            time=2.5,
            subject=words,
            sender=words,
            text=f"{words}\n{words}",
            html=words,
            recipients=(words,),
            copies=(words,),
            problems=(fact("charset-unknown", charset=words, used="utf-8"),),
        ).model_copy(update={"file": "s/1.eml"}),
    )
    return dict.fromkeys(SLUGS, kept)


def rich_story(folder: Path, words: str) -> RunState:
    """Every verdict, every kind of evidence, a run that was stopped."""
    findings = _findings(words)
    one, other = (tuple(f for f in findings if f.scenario == slug) for slug in SLUGS)
    begin = started(folder, *SLUGS, words).model_copy(update={"target": words, "base_url": words})
    titled = walk(*one).model_copy(update={"title": words})
    uses = [
        use(standing, words, owner=words, reason=words, reference=words, seen=words)
        for standing in (EntryStatus.EXCUSED, EntryStatus.CHANGED)
    ]
    end = finished(*findings, orphans=(words,)).model_copy(update={"uses": tuple(uses)})
    halt = stopped(words).model_copy(update={"reason": words, "remedy": words})
    return story_of(begin, titled, walk(*other, scenario=SLUGS[1]), halt, end)


def _findings(words: str) -> tuple[Finding, ...]:
    broken = finding(
        expected=fact("words", text=quote(words)),
        seen=fact("words-shown", words=quote(f"{words} x")),
        sentence=words,
        files=(words,),
    )
    return (
        _at(broken, page=2, ref="7"),
        _at(broken.model_copy(update={"statement": "search.bcr"}), page=2, ref="7"),
        _at(finding("mail.subject", seen=words), mail=1),
        finding("search.cancel", Verdict.WARN, level=Level.ADVISED, line=None, seen=words),
        finding(PROFILE.slug, Verdict.WARN, level=Level.PROFILE, seen=words, sentence=PROFILE.text),
        finding("", Verdict.FAULT, expected=words, seen=words, sentence=words, scenario=SLUGS[1]),
        finding("search.heading", Verdict.FLAKY, seen=words, scenario=SLUGS[1]),
        finding("search.submit", Verdict.ACCEPTED, seen=words),
        finding("mail.once", Verdict.UNREACHED, cause="search.siret.mandatory"),
        finding("mail.date", Verdict.UNREACHED, cause=words, scenario=SLUGS[1]),
        finding("mail.sender", Verdict.UNOBSERVABLE, seen=words),
        passed("home.opens"),
        passed("home.opens", SLUGS[1]),
    )


def _at(one: Finding, **where: object) -> Finding:
    evidence = Evidence.model_validate(one.evidence.model_dump() | where)
    return one.model_copy(update={"evidence": evidence})
