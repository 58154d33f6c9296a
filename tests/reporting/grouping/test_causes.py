"""One cause is told once: statements that the same was seen in the place of stand together."""

from harness.model.fact import Fact, fact, quote
from harness.model.finding import Evidence, Finding, Level, Verdict
from harness.reporting.grouping.causes import group_causes
from harness.reporting.grouping.findings import group_findings
from tests.reporting.made import finding

ELSEWHERE = fact("unknown-page", title=quote("Erreur 404"), status=404)


def words(text: str) -> Fact:
    """Words that should stand on a page."""
    return fact("words", text=quote(text))


def shown(text: str) -> Fact:
    """Words that stand there."""
    return fact("words-shown", words=quote(text))


def test_statements_of_a_page_that_saw_the_same_are_one_cause() -> None:
    """Told by the first; all scenarios, and what is barred, once."""
    broken = group_findings(
        (
            finding("search.found", seen=ELSEWHERE, scenario="a"),
            finding("search.found.by-bcr", seen=ELSEWHERE, scenario="b"),
            finding("mail.once", Verdict.UNREACHED, cause="search.found", scenario="a"),
            finding("mail.once", Verdict.UNREACHED, cause="search.found.by-bcr", scenario="b"),
        )
    ).broken
    (cause,) = group_causes(broken)
    assert [one.statement for one in cause.members] == ["search.found", "search.found.by-bcr"]
    assert cause.first.statement == "search.found"
    assert cause.scenarios == ("a", "b")
    assert cause.blocked == ("mail.once",)
    (observation,) = cause.observations
    assert observation.scenarios == ("a", "b")


def test_other_sights_other_pages_and_profiles_stay_apart() -> None:
    """What happens to look alike is not one cause."""
    broken = group_findings(
        (
            finding("search.found", seen="one"),
            finding("search.cancel", seen="two"),
            finding("login.submit", seen="one"),
            finding("search.header", Verdict.WARN, level=Level.PROFILE, seen="one"),
            finding("search.silent", seen=""),
            finding("search.mute", seen=""),
        )
    ).broken
    assert len(group_causes(broken)) == 6


def test_what_is_gone_from_a_page_is_gone_at_once() -> None:
    """A block that was taken away breaks its heading, its links and its words together."""
    broken = group_findings(
        (
            finding("home.a", expected=words("Informations"), seen=fact("nothing-alike")),
            finding(
                "home.b",
                expected=fact("order", items=("x", "y")),
                seen=fact("order-lacks", items=("x", "y")),
            ),
            finding("home.c", expected=words("Liste des fonds"), seen=shown("Accueil")),
            finding("home.d", expected=words("Code perdu"), seen=shown("Codes perdus")),
        )
    ).broken
    gone, changed = group_causes(broken)
    assert [one.statement for one in gone.members] == ["home.a", "home.b", "home.c"]
    assert [one.statement for one in changed.members] == ["home.d"]


def test_the_worse_verdict_is_the_causes() -> None:
    """A required statement among advised ones makes the cause a failure."""
    advised = finding("home.b", Verdict.WARN, level=Level.ADVISED)
    (cause,) = group_causes(group_findings((advised, finding("home.a"))).broken)
    assert cause.verdict is Verdict.FAIL
    assert cause.first.statement == "home.a"


def opens(title: str) -> Fact:
    """A page that should open."""
    return fact("page-opens", title=title)


def test_the_root_stands_before_its_consequence() -> None:
    """A form without its field does not open the next page, which bars more than the field."""
    found = group_causes(
        group_findings(
            (
                finding("search.found", expected=opens("x"), seen=ELSEWHERE, line=1),
                finding("search.siret", expected=fact("field", label=quote("SIRET")), line=9),
                finding("mail.once", Verdict.UNREACHED, cause="search.found"),
            )
        ).broken
    )
    assert [one.first.statement for one in found] == ["search.siret", "search.found"]
    assert [one.root for one in found] == ["", "search.siret"]


def test_what_is_missing_elsewhere_or_seldom_is_no_root() -> None:
    """Another page's field explains nothing, nor does one that other scenarios have."""
    found = group_causes(
        group_findings(
            (
                finding("search.found", expected=opens("x"), seen=ELSEWHERE),
                finding("login.code", expected=fact("field", label=quote("Code"))),
                finding("search.bcr", expected=fact("field", label=quote("BCR")), scenario="b"),
                finding("search.note", expected=words("Note"), seen=shown("Notes")),
            )
        ).broken
    )
    assert {one.root for one in found} == {""}


def test_a_less_binding_root_stays_behind_and_is_named() -> None:
    """Required statements come first whatever explains them."""
    found = group_causes(
        group_findings(
            (
                finding("search.found", expected=opens("x"), seen=ELSEWHERE),
                finding(
                    "mail.code",
                    Verdict.WARN,
                    level=Level.ADVISED,
                    expected=fact("mail-code", length=6),
                ),
            )
        ).broken
    )
    assert [(one.first.statement, one.root) for one in found] == [
        ("search.found", "mail.code"),
        ("mail.code", ""),
    ]


def test_what_differs_by_the_value_of_an_account_is_one_cause() -> None:
    """Everybody's greeting is wrong in the same way."""

    def greeting(slug: str, name: str) -> Finding:
        one = finding(slug, scenario=name, seen=shown(f"Bonsoir {name}"))
        return one.model_copy(update={"fingerprint": slug, "likeness": "Bonsoir ‹name›"})

    broken = group_findings(
        greeting(slug, name)
        for slug in ("space.greeting", "space.name")
        for name in ("Anne", "Jean")
    ).broken
    (cause,) = group_causes(broken)
    assert [one.statement for one in cause.members] == ["space.greeting", "space.name"]
    assert [len(one.observations) for one in cause.members] == [1, 1]
    assert cause.scenarios == ("Anne", "Jean")


def test_readings_of_steps_are_causes_of_their_own() -> None:
    """Two inputs that meet one refusal are two things, unless the guide's sentence is broken."""

    def refused(slug: str, sentence: str | Fact) -> Finding:
        one = finding(slug, Verdict.WARN, level=Level.ADVISED, sentence=sentence, seen=ELSEWHERE)
        return one.model_copy(update={"evidence": Evidence(step=3)})

    readings = [
        refused(f"search.found.{name}", fact("noun", en=name, fr=name))
        for name in ("apostrophe", "decomposed")
    ]
    assert len(group_causes(group_findings(readings).broken)) == 2
    guide = refused("search.found", "La recherche aboutit")
    (cause,) = group_causes(group_findings((*readings, guide)).broken)
    assert len(cause.members) == 3
