"""Reads the guide's data; a refusal names all errors at once."""

import hashlib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, TypeVar

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from harness.config.suite import Suite, bundled_suite
from harness.core.errors import GuideError, UsageError
from harness.core.files import read_toml
from harness.core.folders.safe import is_within
from harness.core.text import without_emphasis
from harness.core.validation import did_you_mean, plain
from harness.guide.claims import (
    EVERYWHERE,
    AccountWords,
    Action,
    Destination,
    Fits,
    Gives,
    KeptOut,
    Labelled,
    Leads,
    Mark,
    Offers,
    PageClaim,
    Refused,
    ShownCode,
)
from harness.guide.content_claims import NoWords, ShownValue, TableRow
from harness.guide.filled import ANNOUNCING, placeholders
from harness.guide.lookup import MOVEMENTS
from harness.guide.mail_claims import (
    ANY_MAIL,
    MailCode,
    MailLink,
    MailNoWords,
    MailSubject,
    MailWords,
    mails_promised,
)
from harness.guide.model import Chapter, Guide, Statement
from harness.guide.worded import ANNOUNCED, PLACEHOLDER, REMEMBERED, is_of_account
from harness.model.fact import Fact
from harness.model.page import BOXES
from harness.suite.bilingual import Bilingual

_A = TypeVar("_A")
_B = TypeVar("_B")

# A claim given by its kind alone takes its words from the sentence.
_SHORTHAND = {"heading": "text", "words": "text", "mail-words": "text", "action": "label"}


def load_guide(suite: Suite | None = None, *, profiles: Sequence[str] = ()) -> Guide:
    """Read the guide of a suite from its folder of TOML files.

    Args:
        suite: whose guide it is; its folder holds `guide.toml` (the order of chapters) and one
            file a chapter. The bundled suite when left out.
        profiles: names of the suite's profiles to judge as well, each a chapter more.

    Raises:
        GuideError: a file is missing or broken, a slug stands twice, a page or a field is
            unknown; it tells all that is wrong at once.
        UsageError: the suite has no profile of that name.
    """
    suite = suite or bundled_suite()
    folder = suite.guide
    front = _read_data(folder / "guide.toml")
    paths = [folder / f"{name}.toml" for name in _chapter_names(front)]
    chosen = [_profile(name, suite) for name in profiles]
    titles = _group_titles(front)
    chapters = tuple(
        _with_group_titles(chapter, titles) for chapter in _all_of(_chapter, (*paths, *chosen))
    )
    _all_of(
        lambda refuse: refuse(chapters, folder),
        (
            _refuse_duplicates,
            _refuse_unknown_pages,
            _refuse_unknown_mails,
            _refuse_pages_in_mails,
            _refuse_odd_claims_everywhere,
            _refuse_odd_announcements,
            _refuse_unknown_fields,
            _refuse_unknown_announcements,
            _refuse_unknown_actions,
            _refuse_unknown_openers,
            _refuse_unknown_steps,
        ),
    )
    _refuse_unknown_account_fields(chapters, suite)
    _refuse_flags_as_words(chapters, suite)
    digest = _digest([*sorted(folder.glob("*.toml")), *chosen])
    return Guide(
        chapters=chapters,
        digest=digest,
        accounts=suite.accounts,
        secrets=suite.secrets,
        titles=suite.titles,
        folded=suite.folded,
        flow=suite.flow,
    )


def _profile(name: str, suite: Suite) -> Path:
    if name not in suite.profiles:
        raise UsageError(
            f"a profile of the suite {suite.name}",
            seen=name,
            remedy=did_you_mean(name, suite.profile_names).capitalize() + ".",
        )
    return suite.profiles[name]


def _all_of(make: Callable[[_A], _B], parts: Iterable[_A]) -> tuple[_B, ...]:
    """What is made of each part."""
    made: list[_B] = []
    errors: list[GuideError] = []
    for part in parts:
        try:
            made.append(make(part))
        except GuideError as error:
            errors.append(error)
    if len(errors) > 1:
        raise GuideError(
            "; ".join(error.expected for error in errors),
            seen="\n".join(error.seen for error in errors),
            remedy=" ".join(dict.fromkeys(error.remedy for error in errors)),
        )
    if errors:
        raise errors[0]
    return tuple(made)


def _chapter_names(front: Mapping[str, Any]) -> list[str]:
    names = front.get("chapters")
    if isinstance(names, list) and names and all(map(_is_file_name, names)):
        return names
    raise GuideError(
        "the names of the chapters in guide.toml",
        seen="none" if names is None else repr(names),
        remedy='List the files in the order of the flow: chapters = ["start", …].',
    )


def _group_titles(front: Mapping[str, Any]) -> dict[str, Fact]:
    titles = front.get("groups", {})
    try:
        return {name: Bilingual.model_validate(title).fact for name, title in titles.items()}
    except (ValidationError, AttributeError) as error:
        raise GuideError(
            "[groups] in guide.toml: what the statements of each group are together",
            seen=str(error).partition("\n")[0],
            remedy='Write it in both languages: notes = { en = "…", fr = "…" }.',
        ) from error


def _with_group_titles(chapter: Chapter, titles: Mapping[str, Fact]) -> Chapter:
    statements = (
        one.model_copy(update={"group_title": titles[one.group]}) if one.group in titles else one
        for one in chapter.statements
    )
    return chapter.model_copy(update={"statements": tuple(statements)})


def _is_file_name(name: object) -> bool:
    return isinstance(name, str) and is_within(name) and "/" not in name


def _read_data(path: Path) -> dict[str, Any]:
    return read_toml(
        path,
        GuideError,
        expected=f"the guide's data in {path.name}",
        remedy="Correct the file; each chapter is one TOML file named in guide.toml.",
    )


def _chapter(path: Path) -> Chapter:
    data = _read_data(path)
    raw = data.pop("statement", [])
    entries = raw if isinstance(raw, list) else [raw]
    if not entries:
        raise GuideError(
            f"what {path.stem} promises, in {path.name}",
            seen="no statement",
            remedy="A page or a mail is recognised by its statements: add its heading or some of "
            "its words, or take it out of guide.toml.",
        )
    data["statements"] = [_statement(entry, data.get("slug", "")) for entry in entries]
    try:
        return Chapter.model_validate(data)
    except ValidationError as error:
        raise GuideError(
            f"statements as described in docs/GUIDE-DATA.md in {path.name}",
            seen="\n".join(_problem(data, detail) for detail in error.errors()),
            remedy="Correct the entries named.",
        ) from error


def _problem(data: dict[str, Any], detail: ErrorDetails) -> str:
    place = list(detail["loc"])
    if place[:1] == ["statements"] and len(place) > 1:
        number = int(place[1])
        entry = data["statements"][number]
        slug = entry.get("slug") if isinstance(entry, dict) else None
        place[:2] = [slug or f"statement {number + 1}"]
    return f"{' › '.join(map(str, place))}: {plain(detail)}"


def _statement(entry: Any, page: str) -> Any:
    if not isinstance(entry, dict):
        return entry
    claim = entry.get("claim")
    if isinstance(claim, str):
        sentence = entry.get("sentence", "")
        words = without_emphasis(sentence) if isinstance(sentence, str) else sentence
        claim = {"kind": claim, _SHORTHAND.get(claim, "text"): words}
    return {**entry, "claim": claim, "page": page}


def _refuse(wrong: Sequence[str], expected: str, folder: Path, remedy: str) -> None:
    if wrong:
        raise GuideError(expected, seen=f"{'; '.join(wrong)} in {folder.name}", remedy=remedy)


def _statements(chapters: Iterable[Chapter]) -> Iterator[Statement]:
    return (statement for chapter in chapters for statement in chapter.statements)


def _refuse_duplicates(chapters: tuple[Chapter, ...], folder: Path) -> None:
    counts = Counter(statement.slug for statement in _statements(chapters))
    counts += Counter(f"the chapter {chapter.slug}" for chapter in chapters)
    duplicates = sorted(slug for slug, count in counts.items() if count > 1)
    if duplicates:
        raise GuideError(
            "each slug once",
            seen=f"{', '.join(duplicates)} more than once in {folder.name}",
            remedy="Rename one of each pair; reports and ledgers know statements by slug.",
        )


def _refuse_unknown_pages(chapters: tuple[Chapter, ...], folder: Path) -> None:
    known = {chapter.slug for chapter in chapters if chapter.is_page}
    ends = ((one.slug, _leads_to(one.claim)) for one in _statements(chapters))
    pages = [(slug, page) for slug, page in ends if page]
    pages += [(f"the form of {one.slug}", page) for one in chapters for page in one.goals]
    wrong = [f"{subject} leads to {page!r}" for subject, page in pages if page not in known]
    exempt = ((one.slug, page) for one in chapters for page in one.not_on)
    wrong += [f"{slug} is not on {page!r}" for slug, page in exempt if page not in known]
    expected = f"pages of the guide ({', '.join(sorted(known))})"
    _refuse(wrong, expected, folder, "Correct the page, or add its chapter to guide.toml.")


def _refuse_unknown_mails(chapters: tuple[Chapter, ...], folder: Path) -> None:
    """Refuse numbers of mails that the guide has no chapter of."""
    known = {chapter.slug for chapter in chapters if chapter.mail}
    wrong = [
        f"{one.slug} sends {kind!r}"
        for one in _statements(chapters)
        for kind in mails_promised(getattr(one.claim, "mails", None))
        if kind not in {*known, ANY_MAIL}
    ]
    expected = f"mails of the guide ({', '.join(sorted(known)) or 'none'})"
    remedy = "Correct the name, or add a chapter with `mail = true` to guide.toml."
    _refuse(wrong, expected, folder, remedy)


def _refuse_pages_in_mails(chapters: tuple[Chapter, ...], folder: Path) -> None:
    """Refuse what is said of a page in the chapter of a mail, where nobody would judge it."""
    wrong = [
        f"{one.slug} is about {one.claim.kind}"
        for chapter in chapters
        if chapter.mail
        for one in chapter.statements
        if isinstance(one.claim, PageClaim)
    ]
    expected = "claims about a mail in the chapter of a mail"
    remedy = "The kinds of a mail begin with mail-: mail-words, mail-no-words, mail-link, …"
    _refuse(wrong, expected, folder, remedy)


def _refuse_odd_announcements(chapters: tuple[Chapter, ...], folder: Path) -> None:
    """Refuse `{any:NAME}` where no words announce what the portal makes up."""
    wrong = [
        f"{one.slug} has {{{name}}}"
        for one in _statements(chapters)
        for name in sorted(placeholders(one.claim))
        if name.startswith(ANNOUNCED) and not isinstance(one.claim, ANNOUNCING)
    ]
    kinds = "heading, words, account-words, value, row, leads, refused, mail-words, mail-subject"
    remedy = f"{{{REMEMBERED}NAME}} expects it, once a scenario has remembered it."
    _refuse(
        wrong, f"{{{ANNOUNCED}NAME}} in a claim of a kind that is read ({kinds})", folder, remedy
    )


def _refuse_odd_claims_everywhere(chapters: tuple[Chapter, ...], folder: Path) -> None:
    """Refuse what can be said of one page only in a chapter about all pages."""
    wrong = [
        f"{one.slug} is about {one.claim.kind}"
        for chapter in chapters
        if chapter.everywhere
        for one in chapter.statements
        if not isinstance(one.claim, EVERYWHERE) or getattr(one.claim, "when", "always") != "always"
    ]
    wrong += [f"{one.slug} has {name}" for one in chapters for name in _oddities(one)]
    wrong += _unknown_steps(chapters)
    expected = "claims that any page can keep in a chapter about every page (everywhere = true)"
    remedy = "docs/GUIDE-DATA.md names them; write the others into the chapter of their page."
    _refuse(wrong, expected, folder, remedy)


def _unknown_steps(chapters: tuple[Chapter, ...]) -> list[str]:
    """What a chapter about every page names as a step and what none is."""
    kinds = (*MOVEMENTS, Action, MailLink)
    steps = {one.slug for one in _statements(chapters) if isinstance(one.claim, kinds)}
    ends = ((one.slug, slug) for one in chapters for slug in (*one.since, *one.until))
    wrong = [f"{chapter} names the step {slug!r}" for chapter, slug in ends if slug not in steps]
    without = [one.slug for one in chapters if one.until and not one.since]
    return [*wrong, *(f"{slug} has until without since" for slug in without)]


def _oddities(chapter: Chapter) -> list[str]:
    """What a chapter has that fits only another sort of chapter."""
    if not chapter.everywhere:
        own = {"not_on": chapter.not_on, "since": chapter.since, "until": chapter.until}
        return [f"{name} without everywhere" for name, value in own.items() if value]
    of_others = {"goals": chapter.goals, "gives": chapter.gives, "never": chapter.never}
    return [name for name, value in (*of_others.items(), ("mail = true", chapter.mail)) if value]


def _refuse_unknown_fields(chapters: tuple[Chapter, ...], folder: Path) -> None:
    statements = tuple(_statements(chapters))
    fields = [(one.page, one.claim) for one in statements if isinstance(one.claim, Labelled)]
    labels = {
        (page, name)
        for page, claim in fields
        for name in (claim.label, claim.called or claim.label)
    }
    wrong = [
        f"{one.slug} speaks of « {label} » on {page!r}"
        for one in statements
        for page, label in _fields_of(one)
        if (page, label) not in labels
    ]
    remedy = "Correct the label, or add a statement with a claim of kind field."
    _refuse(wrong, "fields that a statement of their page tells", folder, remedy)


def _refuse_unknown_announcements(chapters: tuple[Chapter, ...], folder: Path) -> None:
    """Refuse codes whose `announced_by` names no statement with words on the same page."""
    statements = tuple(_statements(chapters))
    announcing = {(one.page, one.slug) for one in statements if hasattr(one.claim, "text")}
    wrong = [
        f"{one.slug} is announced by {one.claim.announced_by!r}"
        for one in statements
        if isinstance(one.claim, ShownCode | MailCode)
        and one.claim.announced_by
        and (one.page, one.claim.announced_by) not in announcing
    ]
    expected = "codes announced by a statement with words, of the same page"
    _refuse(wrong, expected, folder, "Correct the slug in announced_by, or leave it out.")


def _refuse_unknown_actions(chapters: tuple[Chapter, ...], folder: Path) -> None:
    """Refuse destinations of links and buttons that no statement tells so."""
    statements = tuple(_statements(chapters))
    actions = {s.slug: s.claim for s in statements if isinstance(s.claim, Action)}
    wrong = [
        f"{s.slug} speaks of {s.claim.of!r}"
        for s in statements
        if isinstance(s.claim, Destination)
        and ((action := actions.get(s.claim.of)) is None or action.to != s.claim.page)
    ]
    expected = "links and buttons with that page, each told by a statement"
    remedy = "Correct the slug, or give the claim of kind action the same page in `to`."
    _refuse(wrong, expected, folder, remedy)


def _refuse_unknown_openers(chapters: tuple[Chapter, ...], folder: Path) -> None:
    """Refuse what stands behind something that is no link or button, or about no page."""
    statements = tuple(_statements(chapters))
    actions = {one.slug for one in statements if isinstance(one.claim, Action)}
    wrong = [
        f"{one.slug} stands behind {one.behind!r}"
        for one in statements
        if one.behind and (one.behind not in actions or not isinstance(one.claim, PageClaim))
    ]
    expected = "what a page shows, behind a link or button that a statement tells"
    _refuse(wrong, expected, folder, "Correct the slug in behind, or leave it out.")


def _refuse_unknown_steps(chapters: tuple[Chapter, ...], folder: Path) -> None:
    """Refuse what stands after something that no step tries, or about no page."""
    statements = tuple(_statements(chapters))
    moves = {one.slug for one in statements if isinstance(one.claim, MOVEMENTS)}
    wrong = [
        f"{one.slug} stands after {one.after!r}"
        for one in statements
        if one.after and (one.after not in moves or not isinstance(one.claim, PageClaim))
    ]
    expected = "what a page shows, after a step that a statement tells (leads, gives, refused …)"
    _refuse(wrong, expected, folder, "Correct the slug in after, or leave it out.")


def _refuse_unknown_account_fields(chapters: tuple[Chapter, ...], suite: Suite) -> None:
    """Refuse what stands on a field of an account that the suite's accounts do not have."""
    named = [(s.slug, name) for s in _statements(chapters) for name in _account_fields(s.claim)]
    named += [(chapter.slug, name) for chapter in chapters for name in chapter.gives]
    wrong = [
        f"{slug} speaks of {name!r}" for slug, name in named if name not in suite.accounts.fields
    ]
    if wrong:
        raise GuideError(
            f"fields of the suite's accounts ({', '.join(suite.accounts.fields) or 'none'})",
            seen="; ".join(wrong),
            remedy="Correct the name, or add the field to [account.fields] of suite.toml.",
        )


def _refuse_flags_as_words(chapters: tuple[Chapter, ...], suite: Suite) -> None:
    """Refuse words that speak of a flag: it has none, and says only whether a box is ticked."""
    flags = {name for name, field in suite.accounts.fields.items() if field.kind == "flag"}
    statements = tuple(_statements(chapters))
    boxes = _fields_that_may_be_boxes(statements)
    named = [(s.slug, name) for s in statements for name in _fields_in_words(s.claim)]
    named += [
        (s.slug, name)
        for s in statements
        if isinstance(s.claim, Leads)
        for label, name in s.claim.filled.items()
        if (s.claim.page, label) not in boxes
    ]
    named += [(chapter.slug, name) for chapter in chapters for name in chapter.gives]
    wrong = [f"{slug} speaks of {str(name).lower()!r}" for slug, name in named if name in flags]
    wrong += [f"{slug} says {str(name).lower()}" for slug, name in named if isinstance(name, bool)]
    if wrong:
        raise GuideError(
            "words, or the state of a box, where the guide speaks of a flag of the account",
            seen="; ".join(wrong),
            remedy="A flag has no words: name it in `filled` of a claim leads, for a field that is "
            'a checkbox or a radio button (kinds = ["checkbox"]).',
        )


def _fields_that_may_be_boxes(statements: Iterable[Statement]) -> set[tuple[str, str]]:
    """The pages and labels of the fields that may be ticked."""
    claims = ((one.page, one.claim) for one in statements)
    return {
        (page, name)
        for page, claim in claims
        if isinstance(claim, Labelled) and (not claim.kinds or BOXES & set(claim.kinds))
        for name in (claim.label, claim.called or claim.label)
    }


def _account_fields(claim: object) -> Iterator[str]:
    """The fields of an account that a claim stands on."""
    if isinstance(claim, Leads | Gives):
        yield from (name for name in claim.filled.values() if isinstance(name, str))
    yield from _fields_in_words(claim)


def _fields_in_words(claim: object) -> Iterator[str]:
    """The fields of an account whose words a claim takes."""
    if isinstance(claim, Gives):
        yield from claim.filled.values()
    for text in _filled_in(claim):
        yield from filter(is_of_account, PLACEHOLDER.findall(text))


def _filled_in(claim: object) -> tuple[str, ...]:
    """The texts of a claim that are filled in from the account."""
    match claim:
        case AccountWords() | MailWords() | MailSubject() | Leads() | Refused():
            return claim.wordings
        case ShownValue(value=text) | NoWords(text=text) | MailNoWords(text=text):
            return (text,)
        case TableRow(cells=cells):
            return cells
    return ()


def _fields_of(statement: Statement) -> Iterator[tuple[str, str]]:
    """The fields that a statement refers to, each with its page."""
    claim = statement.claim
    if isinstance(claim, Mark | Offers | Fits):
        yield statement.page, claim.label
    if isinstance(claim, Leads):
        yield from ((claim.page, label) for label in (*claim.filled, *claim.empty))
    if isinstance(claim, Gives):
        yield from ((claim.page, label) for label in claim.filled)


def _leads_to(claim: object) -> str:
    if isinstance(claim, Action | MailLink):
        return claim.to
    if isinstance(claim, Leads | Gives | Refused | KeptOut | Destination):
        return claim.page
    return ""


def _digest(paths: Iterable[Path]) -> str:
    digest = hashlib.sha256()
    for path in paths:
        digest.update(path.name.encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()
