"""From a journal to findings: every verdict, told once, and never an exception."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from harness.checks.judge import exercised, judge, unplayed
from harness.model.fact import fact, quote
from harness.model.finding import Level, Verdict
from harness.model.journal import (
    End,
    Head,
    Journal,
    PageRecord,
    Person,
    Record,
    Step,
    assemble,
    parse_line,
)
from tests.builders import (
    CERTIFICATION,
    GUIDE,
    ME,
    barred,
    choice,
    faulted,
    field,
    findings,
    heading,
    journal,
    link,
    mail,
    message,
    page,
    person,
    secret,
    sound,
    step,
)

SEARCH = page(1, "search", heading("Recherche de votre code identifiant"), field("Numéro SIRET"))
NO_MAILBOX = fact("target-does-not-show", what=(fact("feature", name="mailbox"),))
NOT_ALLOWED = fact("target-does-not-allow", names=("send_mail",))


class TestVerdicts:
    """What is known of a statement after one walk."""

    def test_pass_fail_and_warn(self) -> None:
        """By the level of the statement."""
        planned = ("search.heading", "search.bcr", "search.instruction")
        found = findings(journal(SEARCH, planned=planned))
        verdicts = [found[slug].verdict for slug in planned]
        assert verdicts == [Verdict.PASS, Verdict.FAIL, Verdict.WARN]

    def test_what_ended_a_scenario_is_told_though_its_plan_does_not_have_it(self) -> None:
        """Or what hangs on it would be unreached without a reason."""
        moved = step(1, on=1, trying="search.found")
        end = barred("search.submit")
        kept = journal(SEARCH, moved, end, planned=("search.heading", "lost-codes.home"))
        found = findings(kept)
        assert found["lost-codes.home"].cause == "search.submit"
        told = found["search.submit"]
        assert (told.verdict, told.expected, told.seen) == (
            Verdict.FAIL,
            fact("no-page"),
            fact("none"),
        )

    def test_what_a_detour_leaves_unseen_is_unreached(self) -> None:
        """A scenario goes on after an advised movement that led elsewhere: nothing is a fault."""
        slug = "regenerate.generated.email-case"
        moved = step(1, on=1, led_to=2, trying=slug)
        records = (page(1, "regenerate"), page(2, "regenerate"), moved)
        found = findings(journal(*records, planned=[slug, "certification-code.heading"]))
        assert found[slug].verdict is Verdict.WARN
        unseen = found["certification-code.heading"]
        assert (unseen.verdict, unseen.cause) == (Verdict.UNREACHED, slug)

    def test_what_another_right_way_leaves_unseen_is_no_fault(self) -> None:
        """The portal gives the identifier on a page of its own: step 3 is not missed."""
        slug = "search.found.identifier"
        moved = step(1, on=1, led_to=2, trying=slug, typed={"Votre Nom": ME.last_name})
        shown = page(2, "", f"Votre identifiant est : {ME.identifier}")
        records = (page(1, "search"), shown, moved)
        found = findings(journal(*records, planned=[slug, "regenerate.heading"]))
        assert found[slug].verdict is Verdict.PASS
        unseen = found["regenerate.heading"]
        assert (unseen.verdict, unseen.seen) == (Verdict.UNOBSERVABLE, fact("led-away"))

    def test_a_step_that_an_earlier_one_made_impossible_is_unreached(self) -> None:
        """The login after a code was cancelled too early: the failure that did it is to blame."""
        early, late = "certification.second-failure", "certification.asked"
        moved = step(1, on=1, led_to=2, trying=late)
        records = (page(1, "login"), page(2, "login"), moved)
        found = findings(journal(*records, barred(early), planned=[early, late]))
        assert found[early].verdict is Verdict.FAIL
        assert (found[late].verdict, found[late].cause) == (Verdict.UNREACHED, early)
        own = findings(journal(*records, barred(late), planned=[late]))[late]
        assert own.verdict is Verdict.FAIL

    def test_only_what_was_planned_in_the_guides_order(self) -> None:
        """Unknown slugs of an older guide are passed over."""
        planned = ("search.bcr", "search.of.yore", "search.heading")
        found = judge(GUIDE, journal(SEARCH, planned=planned))
        assert [one.statement for one in found] == ["search.heading", "search.bcr"]

    def test_a_finding_quotes_the_guide(self) -> None:
        """Sentence, line, level, and where to look."""
        found = findings(journal(SEARCH, planned=["search.bcr"]))["search.bcr"]
        assert (found.sentence, found.line, found.level) == ("Numéro BCR", 186, Level.REQUIRED)
        assert (found.scenario, found.evidence.page) == ("made-up", 1)

    def test_one_failure_among_many_pages_counts(self) -> None:
        """A page that keeps the promise does not excuse one that breaks it."""
        good = SEARCH.model_copy(update={"number": 2})
        records = (page(1, "search"), good)
        found = findings(journal(*records, planned=["search.heading"]))
        assert found["search.heading"].verdict is Verdict.FAIL
        assert found["search.heading"].evidence.page == 1

    def test_nothing_emitted_is_a_fault(self) -> None:
        """Planned, and nothing to judge on: a mistake of the harness, never a pass."""
        found = findings(journal(SEARCH, planned=["login.submit"]))["login.submit"]
        assert (found.verdict, found.seen) == (Verdict.FAULT, fact("nothing-recorded"))

    def test_a_target_without_a_mailbox(self) -> None:
        """Nothing about mails can be told: neither their words nor that none came."""
        refused = step(1, on=1, led_to=2, trying="search.siret.own")
        records = (page(1, "search"), page(2, "search", message("Non.")), refused)
        planned = ("mail.subject", "mail.once", "search.refusal.no-mail", "search.refusal.message")
        found = findings(journal(*records, planned=planned, observes=frozenset({"sound"})))
        assert [found[slug].verdict for slug in planned] == [
            Verdict.UNOBSERVABLE,
            Verdict.UNOBSERVABLE,
            Verdict.UNOBSERVABLE,
            Verdict.PASS,
        ]
        assert found["mail.subject"].seen == NO_MAILBOX

    def test_what_could_not_be_played(self) -> None:
        """All of it is unobservable, with the reason."""
        (found,) = unplayed(GUIDE, "x", ["search.bcr"], NOT_ALLOWED)
        assert found.verdict is Verdict.UNOBSERVABLE
        assert found.seen == NOT_ALLOWED


class TestToldOnce:
    """What an earlier failure barred is unreached, and names it."""

    def test_a_bar_is_told_by_its_own_statement(self) -> None:
        """The rest is unreached because of it."""
        end = barred("search.submit")
        planned = ("search.heading", "search.submit", "regenerate.heading", "mail.subject")
        moved = step(1, on=1)
        found = findings(journal(SEARCH, moved, end, planned=planned))
        assert {slug: (f.verdict, f.cause) for slug, f in found.items()} == {
            "search.heading": (Verdict.PASS, ""),
            "search.submit": (Verdict.FAIL, ""),
            "regenerate.heading": (Verdict.UNREACHED, "search.submit"),
            "mail.subject": (Verdict.UNREACHED, "search.submit"),
        }

    def test_a_bar_counts_though_the_checks_passed(self) -> None:
        """The button is there, and nobody can press it."""
        record = page(1, "search", link("rechercher"))
        found = findings(
            journal(record, step(1, on=1), barred("search.submit"), planned=["search.submit"])
        )["search.submit"]
        assert (found.verdict, found.expected, found.seen) == (
            Verdict.FAIL,
            fact("no-page"),
            fact("none"),
        )
        assert (found.evidence.step, found.evidence.page) == (1, 1)

    def test_a_failure_keeps_its_own_words(self) -> None:
        """What the check saw tells more than the bar."""
        record = page(1, "search", link("Chercher"))
        kept = journal(record, step(1, on=1), barred("search.submit"), planned=["search.submit"])
        assert findings(kept)["search.submit"].seen == fact("words-shown", words=quote("Chercher"))

    def test_an_advised_bar_warns(self) -> None:
        """Our reading is never a failure."""
        kept = journal(barred("certification.submit"), planned=["certification.submit"])
        assert findings(kept)["certification.submit"].verdict is Verdict.WARN

    @pytest.mark.parametrize("number", [0, 7, -3])
    def test_a_bar_without_its_step(self, number: int) -> None:
        """A journal may have lost it."""
        kept = journal(barred("search.submit", number), planned=["search.submit"])
        assert findings(kept)["search.submit"].verdict is Verdict.FAIL

    def test_where_the_target_shows_no_more(self) -> None:
        """Neither the portal's failure nor anybody's."""
        end = End(duration=1.0, unobservable=fact("empty-choice"))
        found = findings(journal(end, planned=["search.submit"]))["search.submit"]
        assert found.verdict is Verdict.UNOBSERVABLE
        assert found.seen == fact("ended-where-not-shown", what=fact("empty-choice"))


class TestFaults:
    """What the environment broke is never blamed on the portal."""

    def test_a_fault_is_a_finding_of_its_own(self) -> None:
        """What was recorded before is judged; the rest names the fault."""
        found = findings(
            journal(SEARCH, step(1), faulted(), planned=["search.heading", "login.submit"])
        )
        assert found["search.heading"].verdict is Verdict.PASS
        assert (found["login.submit"].verdict, found["login.submit"].seen) == (
            Verdict.UNREACHED,
            fact("ended-by-fault", name="Unreachable"),
        )
        assert (found[""].verdict, found[""].sentence) == (Verdict.FAULT, "Unreachable")
        assert found[""].evidence.step == 1

    def test_a_journal_that_was_cut_off(self) -> None:
        """It says so, and what was recorded is judged."""
        kept = journal(SEARCH, planned=["search.heading", "login.submit"], ended=False)
        found = findings(kept)
        assert found["search.heading"].verdict is Verdict.PASS
        assert found["login.submit"].verdict is Verdict.UNREACHED
        assert found["login.submit"].seen == fact("scenario-cut-off")
        assert (found[""].verdict, found[""].sentence) == (Verdict.FAULT, "CutOff")


# --- whatever a portal says ---

SLUGS = ["", "unheard-of", *GUIDE.pages]
WORDS = st.one_of(
    st.text(max_size=30),
    st.sampled_from([s.sentence for s in GUIDE if s.sentence]),
    st.sampled_from([CERTIFICATION, "\x00", "\u202e*", "{last_name}", "‹›", "(["]),
)
TRYING = st.lists(st.sampled_from([*GUIDE.by_slug, "of.yore"]), max_size=3).map(tuple)
NUMBER = st.one_of(st.none(), st.integers(-1, 6))


@st.composite
def pages(draw: st.DrawFn) -> PageRecord:
    """A page that says anything."""
    parts = draw(
        st.lists(
            st.one_of(
                WORDS,
                WORDS.map(heading),
                WORDS.map(message),
                WORDS.map(link),
                st.builds(field, WORDS, WORDS, mark=WORDS, pattern=WORDS),
                st.builds(choice, WORDS, WORDS),
            ),
            max_size=6,
        )
    )
    return page(draw(st.integers(1, 6)), draw(st.sampled_from(SLUGS)), *parts, title=draw(WORDS))


STEPS = st.builds(
    step,
    st.integers(1, 6),
    on=NUMBER,
    led_to=NUMBER,
    trying=TRYING,
    typed=st.dictionaries(WORDS, WORDS, max_size=3),
    statement=st.sampled_from(["", "of.yore", *GUIDE.by_slug]),
    verb=st.sampled_from(["press", "follow", "receive", "open"]),
)
MAILS = st.builds(
    mail,
    st.integers(1, 6),
    time=st.floats(0, 9),
    subject=WORDS,
    text=WORDS,
    html=WORDS,
    text_code=WORDS,
    date=st.none(),
)
SOUNDS = st.builds(sound, WORDS, page=st.integers(-1, 6), segments=st.integers(-1, 9))
RECORDS: st.SearchStrategy[list[Record]] = st.lists(
    st.one_of(pages(), STEPS, MAILS, SOUNDS, WORDS.map(lambda w: secret(CERTIFICATION, w + "x"))),
    max_size=8,
)
ENDS = st.sampled_from([None, End(duration=1), barred("search.submit", 3), faulted()])
PEOPLE = st.sampled_from([(), (person(),), (person(), person("IDENT2"))])


@given(RECORDS, ENDS, PEOPLE)
def test_judging_never_raises(
    records: list[Record], end: End | None, people: tuple[Person, ...]
) -> None:
    """Whatever stands in a journal, each planned statement has its one finding."""
    kept = journal(
        *records, *([end] if end else []), planned=GUIDE.by_slug, people=people, ended=False
    )
    found = judge(GUIDE, kept)
    assert [one.statement for one in found if one.statement] == list(GUIDE.by_slug)
    assert set(exercised(GUIDE, kept)) <= set(GUIDE.by_slug)


@given(RECORDS, ENDS)
def test_a_kept_journal_is_judged_to_the_letter(records: list[Record], end: End | None) -> None:
    """What is read back from disk gives the same findings."""
    kept = journal(*records, *([end] if end else []), planned=GUIDE.by_slug, ended=False)
    assert judge(GUIDE, _through_json(kept)) == judge(GUIDE, kept)


def _through_json(kept: Journal) -> Journal:
    ends = [kept.end] if kept.end else []
    secrets = [secret(one.pseudonym, "x" * one.shape.length) for one in kept.secrets]
    records = [*kept.pages, *kept.steps, *kept.mails, *kept.sounds, *ends]
    lines = [record.model_dump_json() for record in (kept.head, *records)]
    head, *rest = [parse_line(line) for line in lines]
    assert isinstance(head, Head)
    again = assemble(head, [record for record in rest if not isinstance(record, Head)])
    assert len(secrets) == len(kept.secrets)
    return again.model_copy(update={"secrets": kept.secrets})


def test_steps_name_what_the_guide_has_no_more() -> None:
    """A run of last year is judged by this year's guide."""
    old = Step(number=1, verb="press", trying=("of.yore",), on=1, led_to=1)
    kept = journal(page(1, "a-page-of-yore"), old, planned=["search.bcr", "of.yore"])
    assert [one.statement for one in judge(GUIDE, kept)] == ["search.bcr"]
