"""Old against new: what differs is told, with what the guide says of it; nothing else is."""

from dataclasses import replace

import pytest

from harness.compare.model import DifferenceKind, Gap, Ruling, Shown
from harness.compare.portal_runs import PortalRuns
from harness.guide.content_claims import TableRow
from harness.guide.model import Guide, Statement
from harness.model.fact import Fact, fact, quote
from harness.model.journal import Journal, MailRecord
from harness.model.page import Page, Text
from tests.builders import (
    GUIDE,
    ME,
    barred,
    field,
    link,
    mail,
    message,
    page,
    person,
    secret,
    step,
    text,
)
from tests.compare.pair import Edit, compared, kinds, of_kind, only, replaced, search, side, walk


def with_text(words: str) -> Edit:
    """Adds a text at the end of a page."""
    return lambda shown: shown.model_copy(update={"texts": (*shown.texts, text(words))})


def test_the_same_portal_differs_in_nothing() -> None:
    """Two walks of one portal, with other people at another time: no difference at all."""
    other = person("IDENT2", last_name="MARTIN", email="c.martin@ville.example")
    old = walk(search(with_text("Bonjour Marcel DUPONT")), planned=("search.heading",))
    new = walk(
        search(with_text("Bonjour Marcel MARTIN")), planned=("search.heading",), people=(other,)
    )
    assert not list(compared(side(old), side(new)).differences)


def test_a_reworded_sentence_of_the_guide_is_a_regression_with_its_statement() -> None:
    """The old one kept it, the new one does not: sentence and line are cited."""
    found = compared(search(), search(replaced("Votre établissement", "Votre entreprise")))
    assert [d.ruling for d in found.differences] == [Ruling.REGRESSION] * 2
    assert {d.statement for d in found.differences} == {"search.establishment"}
    assert {d.line for d in found.differences} == {183}


def test_one_cause_explains_a_renamed_label_and_the_statements_that_it_breaks() -> None:
    """The label, its mark, its text: one cause, whatever breaks with it."""
    found = compared(search(), search(replaced("Numéro SIRET", "N° SIRET")))
    assert len(found.causes) == 1
    assert found.causes[0].fact == fact(
        "cause-became", old=quote("Numéro SIRET"), new=quote("N° SIRET")
    )
    assert "search.siret" in found.causes[0].statements


def test_the_same_on_the_old_side_is_an_improvement() -> None:
    """The old one broke it, the new one keeps it."""
    found = compared(search(replaced("Votre établissement", "Votre entreprise")), search())
    assert {d.ruling for d in found.differences} == {Ruling.IMPROVEMENT}


def test_what_both_break_alike_is_told_and_no_difference() -> None:
    """Neither praise nor blame: the statement is listed."""
    broken = search(replaced("Votre établissement", "Votre entreprise"))
    found = compared(broken, broken)
    assert not list(found.differences)
    assert [one.statement for one in found.shared_failures] == ["search.establishment"]


def test_what_both_break_otherwise_is_a_difference() -> None:
    """Each in its own way."""
    found = compared(
        search(replaced("Coordonnées", "Données")), search(replaced("Coordonnées", "Coordonnes"))
    )
    assert Ruling.BOTH_BREAK in {d.ruling for d in found.differences}


def test_where_the_guide_is_silent_a_difference_is_no_regression() -> None:
    """A new sentence that nobody promised."""
    difference = only(compared(search(), search(with_text("Une bannière de trop."))))
    assert difference.ruling is Ruling.BOTH_KEEP
    assert (difference.change.old, difference.change.new) == ("", "Une bannière de trop.")


def test_what_can_no_longer_be_reached_is_told_by_what_bars_it() -> None:
    """One regression, and the statements behind it as barred: not one each."""
    planned = ("search.found", "regenerate.heading")
    old = walk(
        search(),
        page(
            2,
            "regenerate",
            text("Regénérer votre code confidentiel", "heading", 1),
            field("Code identifiant", ME.identifier),
        ),
        step(1, on=1, led_to=2, trying="search.found"),
        planned=planned,
    )
    new = walk(
        search(),
        search(number=2),
        step(1, on=1, led_to=2, trying="search.found"),
        barred("search.found"),
        planned=planned,
    )
    found = compared(side(old), side(new))
    assert {d.statement for d in found.differences} == {"search.found"}
    assert {slug for cause in found.causes for slug in cause.blocked} == {"regenerate.heading"}
    assert {DifferenceKind.RULE, DifferenceKind.STATEMENT} == kinds(found)


@pytest.mark.parametrize(
    ("change", "kind", "old", "new"),
    [
        (
            {"max_length": 14},
            DifferenceKind.LENGTH,
            fact("any-length"),
            fact("length-at-most", n=14),
        ),
        ({"kind": "number"}, DifferenceKind.TYPE, "text", "number"),
        ({"required": True}, DifferenceKind.MANDATORY, fact("no"), fact("yes")),
        ({"help": "Sans espaces."}, DifferenceKind.HELP, "", "Sans espaces."),
        ({"value": "x"}, DifferenceKind.DEFAULT, "", "x"),
        ({"read_only": True}, DifferenceKind.STATE, "", fact("read-only-field")),
        ({"name": "another"}, None, "", ""),
    ],
)
def test_fields_are_compared_by_what_a_person_meets(
    change: dict[str, object], kind: DifferenceKind | None, old: Shown, new: Shown
) -> None:
    """Each constraint by itself; a name that nobody sees is none."""

    def edit(shown: Page) -> Page:
        first, *others = shown.fields
        return shown.model_copy(update={"fields": (first.model_copy(update=change), *others)})

    found = [d.change for d in compared(search(), search(edit)).differences]
    assert [(c.kind, c.old, c.new) for c in found] == ([(kind, old, new)] if kind else [])


def test_fields_in_another_order_are_told() -> None:
    """By their labels."""

    def turned(shown: Page) -> Page:
        return shown.model_copy(update={"fields": shown.fields[::-1]})

    (found,) = of_kind(compared(search(), search(turned)), DifferenceKind.ORDER)
    assert str(found.change.old).startswith("Numéro SIRET – Numéro BCR")
    assert str(found.change.new).endswith("Numéro BCR – Numéro SIRET")


def test_a_link_that_leads_to_another_page_is_told_by_the_pages() -> None:
    """Not by the addresses: each portal has its own."""

    def linked(url: str) -> Edit:
        return lambda shown: shown.model_copy(update={"links": (link("Aide", url=url),)})

    def made(url: str, where: str) -> PortalRuns:
        seen = page(2, "help").model_copy(
            update={"page": page(2, "help").page.model_copy(update={"url": where})}
        )
        return side(
            walk(
                search(linked(url)),
                seen,
                step(1, verb="open", led_to=1),
                step(2, verb="open", led_to=2),
            )
        )

    same = compared(
        made("http://portal.example/aide", "http://portal.example/aide"),
        made("http://portal.example/help.do", "http://portal.example/help.do"),
    )
    assert not of_kind(same, DifferenceKind.TARGET)
    other = compared(
        made("http://portal.example/aide", "http://portal.example/aide"),
        made("http://portal.example/search", "http://portal.example/aide"),
    )
    (found,) = of_kind(other, DifferenceKind.TARGET)
    assert (found.change.old, found.change.new) == ("help", "search")


def test_news_that_stays_for_a_while_may_be_gone_on_the_next_page() -> None:
    """How long a walk takes is chance; where the news is told first, it is compared."""
    news = message("Votre choix est enregistré").model_copy(update={"role": "status"})

    def told(*numbers: int) -> PortalRuns:
        pages = (page(1, "search"), page(2, "regenerate"))
        said = (
            p.page.model_copy(update={"messages": (news,) * (p.number in numbers)}) for p in pages
        )
        records = [p.model_copy(update={"page": s}) for p, s in zip(pages, said, strict=True)]
        moves = (step(1, verb="open", led_to=1), step(2, led_to=2).model_copy(update={"on": 1}))
        return side(walk(*moves, *records))

    assert kinds(compared(told(1, 2), told(1))) == set()
    assert kinds(compared(told(1), told())) == {DifferenceKind.MESSAGE}
    assert kinds(compared(told(2), told())) == {DifferenceKind.MESSAGE}


def test_messages_are_paired_even_where_they_have_no_word_in_common() -> None:
    """One message on either side: it was reworded."""

    def saying(words: str) -> Edit:
        return lambda shown: shown.model_copy(update={"messages": (message(words),)})

    found = only(compared(search(saying("Champ vide.")), search(saying("Obligatoire !"))))
    assert (found.change.kind, found.change.new) == (DifferenceKind.MESSAGE, "Obligatoire !")


def letters(*mails: MailRecord, code: str = "FMWQS252") -> PortalRuns:
    """A side whose movement sent these mails."""
    return side(
        walk(
            search(),
            step(1, on=1, led_to=1),
            *mails,
            secret("‹confidential-code-1›", code),
            planned=("mail.subject", "mail.sender", "mail.code"),
        )
    )


def test_mails_are_compared_header_by_header_and_line_by_line() -> None:
    """With the statements of the mail that they touch."""
    new = mail(subject="Votre code", text=mail().mail.text.replace("A bientôt", "À bientôt"))
    found = compared(letters(mail()), letters(new))
    assert {(d.change.kind, d.ruling) for d in found.differences} >= {
        (DifferenceKind.MAIL_HEADER, Ruling.REGRESSION),
        (DifferenceKind.MAIL_TEXT, Ruling.BOTH_KEEP),
    }


def test_a_second_mail_is_told() -> None:
    """By number and subjects."""
    (found,) = of_kind(
        compared(letters(mail()), letters(mail(), mail(2, time=1.7))), DifferenceKind.MAIL
    )
    assert isinstance(found.change.old, Fact)
    assert isinstance(found.change.new, Fact)
    assert (found.change.old.params["n"], found.change.new.params["n"]) == (1, 2)


def test_a_code_that_shrinks_is_a_difference_though_its_value_never_counts() -> None:
    """Eight characters became six; another code of eight is none."""
    found = of_kind(compared(letters(mail()), letters(mail(), code="FMW252")), DifferenceKind.CODE)
    classes = (fact("capitals"), fact("digits"))
    assert [found[0].change.old, found[0].change.new] == [
        fact("format", length=fact("length-exactly", n=n), classes=classes) for n in (8, 6)
    ]
    assert not of_kind(
        compared(letters(mail()), letters(mail(), code="K7WQS25X")), DifferenceKind.CODE
    )


def test_a_counter_is_noise_once_the_old_portal_was_walked_twice_and_its_form_is_compared() -> None:
    """Other digits are none; two digits less are a difference."""

    def numbered(number: str) -> Journal:
        return walk(search(with_text(f"Demande n° {number} du guichet")))

    old = side(numbered("48213"), again=[numbered("90411")])
    assert not list(compared(old, side(numbered("77120"))).differences)
    found = only(compared(old, side(numbered("771"))))
    assert found.change.old == "Demande n° ‹5×0› du guichet"
    assert found.change.new == "Demande n° ‹3×0› du guichet"


def test_scenarios_of_one_side_alone_are_listed() -> None:
    """They prove nothing, and are not passed over in silence."""
    found = compared(side(walk(), walk(scenario="more")), side(walk()))
    assert found.gaps == (Gap(scenario="more", new=fact("not-in-its-plan")),)


def test_scenarios_that_neither_side_could_walk_are_listed_with_the_reasons() -> None:
    """They leave no journal anywhere: the plans know of them."""
    old = replace(side(walk()), left_out={"lock": "no account", "more": "no account"})
    new = replace(side(walk(), walk(scenario="more")), left_out={"lock": "not allowed"})
    found = compared(old, new)
    assert found.gaps == (
        Gap(scenario="lock", old="no account", new="not allowed"),
        Gap(scenario="more", old="no account"),
    )
    assert [gap.on_neither for gap in found.gaps] == [True, False]
    assert (len(found.scenarios), found.planned) == (1, 3)


def test_a_fault_on_either_side_is_no_difference_of_the_portals() -> None:
    """It is told as what it is."""
    cut = walk()
    found = compared(side(cut), side(cut.model_copy(update={"end": None})))
    assert [one.sentence for one in found.faults] == ["CutOff"]


def test_what_a_form_shows_of_what_was_typed_is_no_value_of_its_own() -> None:
    """Two walks may type other words; a form that forgets them differs."""

    def typed(words: str, shown: str) -> PortalRuns:
        def edit(page: Page) -> Page:
            first, *others = page.fields
            return page.model_copy(
                update={"fields": (first.model_copy(update={"value": shown}), *others)}
            )

        return side(walk(search(edit), step(1, led_to=1, typed={"Numéro SIRET": words})))

    assert not list(compared(typed("123", "123"), typed("456", "456")).differences)
    difference = only(compared(typed("123", "123"), typed("456", "")))
    assert (difference.change.old, difference.change.new) == (fact("typed-value"), "")


def with_statement(one: Statement, *, instead_of: Statement) -> Guide:
    """The guide with another statement in the place of one."""
    return GUIDE.with_chapters(
        chapter.model_copy(
            update={"statements": tuple(one if s == instead_of else s for s in chapter.statements)}
        )
        for chapter in GUIDE.chapters
    )


def test_a_row_that_is_broken_and_the_sum_in_it_are_one_cause() -> None:
    """The two sums are not told a second time, as a change that the guide allows."""
    heading = GUIDE.by_slug["search.heading"]
    claim = TableRow(kind="row", cells=("Total", "318,75"))
    total = heading.model_copy(update={"slug": "search.total", "claim": claim})
    guide = with_statement(total, instead_of=heading)

    def sum_of(amount: str) -> Edit:
        cells = tuple(Text(text=words, kind="cell", row=1) for words in ("Total", amount))
        return lambda shown: shown.model_copy(update={"texts": (*shown.texts, *cells)})

    planned = ("search.total",)
    old, new = (side(walk(search(sum_of(one)), planned=planned)) for one in ("318,75", "328,75"))
    found = compared(old, new, guide)
    assert {one.ruling for one in found.differences} == {Ruling.REGRESSION}
    assert len(found.causes) == 1
    better = compared(new, old, guide)
    assert {one.ruling for one in better.differences} == {Ruling.IMPROVEMENT}
    assert len(better.causes) == 1


def test_a_mail_that_the_guide_promises_and_that_lacks_is_one_cause_with_its_statement() -> None:
    """The number of mails is broken by the step that sends them."""
    planned = ("regenerate.generated",)
    sends = GUIDE.by_slug["regenerate.generated"]
    each = sends.model_copy(update={"claim": sends.claim.model_copy(update={"mails": {"mail": 2}})})
    guide = with_statement(each, instead_of=sends)

    def sent(*mails: MailRecord) -> PortalRuns:
        walked = (
            page(1, "regenerate"),
            page(2, "certification-code"),
            step(1, on=1, led_to=2, trying="regenerate.generated"),
            *mails,
        )
        return side(walk(*walked, planned=planned))

    found = compared(sent(mail(), mail(2, time=1.7)), sent(mail()), guide)
    (number,) = of_kind(found, DifferenceKind.MAIL)
    assert (number.ruling, number.statement) == (Ruling.REGRESSION, "regenerate.generated")
    broken = of_kind(found, DifferenceKind.STATEMENT)
    assert [one.statement for one in broken] == ["regenerate.generated"]
    (cause,) = (one for one in found.causes if number in one.differences)
    assert broken[0] in cause.differences
