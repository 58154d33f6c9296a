"""Measures the report of a very long run: its size, and the time to write and to open it.

Run `python benchmarks/report_size.py [SCENARIOS]`. It makes a synthetic run of 2,000 scenarios,
each of which judges many statements of the guide, breaks some, and has pages and pictures. It
prints the size of report.html, the seconds to write it, and the seconds until a browser has drawn
it (median of the rounds). The aim: under 20 MB, drawn in under 2 s.
"""

import asyncio
import statistics
import sys
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

from PIL import Image
from playwright.async_api import async_playwright

from harness import messages
from harness.driver.browser.discovery import arguments, need_browser
from harness.execution.events import RunFinished, RunStarted, ScenarioFinished, Times
from harness.guide.loader import load_guide
from harness.guide.model import Guide, Statement
from harness.model.fact import fact, quote
from harness.model.finding import Evidence, Finding, Level, Verdict
from harness.model.journal import Head, Journal, PageRecord, Step, assemble
from harness.model.page import Page, Text
from harness.reporting.html.run import html_report
from harness.reporting.run_state import RunState
from harness.reporting.svg.flow.render import flow_svg

ROUNDS = 5
STARTED = datetime(2010, 9, 23, 10, 30, tzinfo=UTC)
JUDGED_SHARE = 0.45  # of the guide's statements, by one scenario
BROKEN_SHARE = 0.02  # of the statements
OBSERVED_SHARE = 0.1  # of the scenarios that judge a broken statement
STEPS = 12
PICTURES = 40


def main(scenarios: int) -> None:
    """Make a synthetic run, write its report, open it."""
    guide, chance = load_guide(), Random(1)
    with TemporaryDirectory() as name:
        folder = Path(name)
        pictures(folder, chance)
        state, journals = run(guide, scenarios, chance)
        flow = flow_svg(guide, state.findings)
        begun = time.perf_counter()
        html = html_report(
            state, guide, flow, folder=folder, catalogue=messages.catalogue(), journals=journals
        )
        writing = time.perf_counter() - begun
        file = folder / "report.html"
        file.write_text(html, encoding="utf-8")
        opening = asyncio.run(drawing_seconds(file))
        size = file.stat().st_size / 1e6
    print(f"{scenarios} scenarios, {len(state.findings)} findings")
    print(f"size    {size:8.2f} MB")
    print(f"writing {writing:8.2f} s")
    print(f"opening {opening:8.2f} s")


def pictures(folder: Path, chance: Random) -> None:
    """Pages as busy as those of a portal: lines of grey and blue on white."""
    for number in range(PICTURES):
        image = Image.new("RGB", (1280, 1400), "white")
        for y in range(40, 1360, 12):
            colour = chance.choice(("#1b3a5c", "#777777", "#e4ecf4", "#b91f1f"))
            image.paste(colour, (80, y, chance.randrange(200, 1200), y + 7))
        image.save(folder / f"{number}.png")


def run(guide: Guide, scenarios: int, chance: Random) -> tuple[RunState, dict[str, Journal]]:
    """A run of many scenarios."""
    slugs = tuple(f"scenario-of-account-{number:05}" for number in range(scenarios))
    broken = {s.slug for s in guide if chance.random() < BROKEN_SHARE}
    walks = tuple(walk(guide, slug, broken, chance) for slug in slugs)
    findings = tuple(finding for one in walks for finding in one.findings)
    begin = RunStarted(
        target="synthetic",
        base_url="http://portal.example/",
        driver="browser",
        started=STARTED,
        scenarios=slugs,
        jobs=4,
        folder=Path("runs/made-up"),
    )
    times = Times(start_up=2, walking=900, judging=80, reporting=3, total=990)
    end = RunFinished(exit_code=1, findings=findings, times=times)
    journals = {slug: journal(slug, number, chance) for number, slug in enumerate(slugs)}
    return RunState(started=begin, walked=walks, finished=end), journals


def walk(guide: Guide, slug: str, broken: set[str], chance: Random) -> ScenarioFinished:
    """One scenario and its findings."""
    findings = tuple(
        finding(slug, statement, bad=statement.slug in broken and chance.random() < OBSERVED_SHARE)
        for statement in guide
        if chance.random() < JUDGED_SHARE
    )
    worst = Verdict.FAIL if any(f.verdict is Verdict.FAIL for f in findings) else Verdict.PASS
    return ScenarioFinished(
        scenario=slug,
        title="A synthetic scenario",
        verdict=worst,
        findings=findings,
        walking=chance.uniform(1, 4),
        judging=0.05,
    )


def finding(scenario: str, statement: Statement, *, bad: bool) -> Finding:
    """The finding of one scenario on one statement."""
    return Finding(
        scenario=scenario,
        statement=statement.slug,
        level=Level.REQUIRED,
        verdict=Verdict.FAIL if bad else Verdict.PASS,
        sentence=statement.text,
        line=1,
        expected=fact("words", text=statement.text),
        seen=fact("words-shown", words=quote(scenario) if bad else statement.text),
        evidence=Evidence(page=STEPS, files=(f"{scenario}/pages/1.html",)),
    )


def journal(slug: str, number: int, chance: Random) -> Journal:
    """The journal of a scenario with some pages."""
    head = Head(
        scenario=slug,
        title=slug,
        target="synthetic",
        driver="browser",
        base_url="http://portal.example/",
        started=STARTED + timedelta(seconds=number * 0.6),
        observes=frozenset(),
        planned=(),
        people=(),
        guide="",
    )
    records = [step_and_page(slug, one, chance.randrange(PICTURES)) for one in range(1, STEPS + 1)]
    return assemble(head, [record for pair in records for record in pair])


def step_and_page(slug: str, number: int, picture: int) -> tuple[PageRecord, Step]:
    """One step, and the page that it led to."""
    texts = tuple(Text(text=f"Line {line} of a page", kind="paragraph") for line in range(30))
    page = Page(url=f"http://portal.example/{slug}/{number}", title="A page", texts=texts)
    record = PageRecord(
        number=number,
        slug="search",
        score=1.0,
        time=number,
        page=page,
        html=f"{slug}/pages/{number}.html",
        screenshot=f"{picture}.png",
    )
    step = Step(number=number, verb="press", words="rechercher", led_to=number, time=number * 0.2)
    return record, step


async def drawing_seconds(file: Path) -> float:
    """Seconds until a browser has drawn the file."""
    choice = need_browser()
    seconds = []
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(
            executable_path=choice.path, args=arguments(choice)
        )
        for _ in range(ROUNDS):
            page = await browser.new_page(viewport={"width": 1280, "height": 900})
            begun = time.perf_counter()
            await page.goto(file.as_uri(), wait_until="load")
            await page.screenshot()
            seconds.append(time.perf_counter() - begun)
            await page.close()
        await browser.close()
    return statistics.median(seconds)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 2_000)
