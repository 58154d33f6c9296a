"""What scenarios call the fields of a page, and which one is meant where several have one label."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from harness.core.text import label_key
from harness.guide.claims import Action, Labelled


@dataclass(frozen=True)
class NamedField:
    """A field of a page of the guide, by its name.

    Attributes:
        label: of the field.
        wordings: all wordings of the label, each as good.
        kinds: the kinds of field that it may have, and those of the others with its label.
        place: its place among the fields with its label, from 0.
        among: the number of those fields.
        buttons: for each of those fields, the words of the buttons that the guide tells with it;
            () unless each has some. They tell the forms of a page apart.
    """

    label: str
    wordings: tuple[str, ...]
    kinds: frozenset[str] = frozenset()
    place: int = 0
    among: int = 1
    buttons: tuple[tuple[str, ...], ...] = ()


def name_of(claim: Labelled, claims: Sequence[Labelled]) -> str:
    """The name of a field of a page: its label, unless that names another field.

    A label that several fields have names the first one that is called nothing else, or the first.

    Args:
        claim: about the field.
        claims: about all fields of the page, in the guide's order.
    """
    alike = [one for one in claims if _is_alike(one, claim)] or [claim]
    first = next((one for one in alike if not one.called), alike[0])
    return claim.called if claim.called and claim.called != first.called else claim.label


def named_fields(claims: Sequence[Labelled], said: Sequence[object] = ()) -> dict[str, NamedField]:
    """The fields of a page by their names.

    Args:
        claims: about them, in the guide's order.
        said: all claims about the page, in the guide's order.
    """
    found: dict[str, NamedField] = {}
    buttons = _buttons_of(said)
    for claim in claims:
        rivals = [one for one in claims if _is_alike(one, claim) and _may_share(one, claim)]
        callings = list(dict.fromkeys(one.called for one in rivals))
        wordings = (one.wordings for one in rivals if one.called == claim.called)
        firsts = [next(one for one in rivals if one.called == called) for called in callings]
        beside = tuple(buttons.get(id(one), ()) for one in firsts)
        is_known = all(beside) and all(one in rivals for one in claims if _is_alike(one, claim))
        field = NamedField(
            label=claim.label,
            wordings=tuple(dict.fromkeys(words for said in wordings for words in said)),
            kinds=frozenset(kind for one in _several(rivals, callings) for kind in one.kinds),
            place=callings.index(claim.called),
            among=len(callings),
            buttons=beside if is_known else (),
        )
        found.setdefault(name_of(claim, claims), field)
    return found


def unnamed_twins(claims: Iterable[tuple[str, Labelled]]) -> dict[str, str]:
    """The statements about a field that nobody tells from an earlier one, each with that one.

    Args:
        claims: about the fields of a page, each with the slug of its statement.
    """
    seen: dict[tuple[str, frozenset[str]], str] = {}
    found = {}
    for slug, claim in claims:
        if claim.called:
            continue
        earlier = seen.setdefault((label_key(claim.label), frozenset(claim.kinds)), slug)
        if earlier != slug:
            found[slug] = earlier
    return found


def _buttons_of(said: Sequence[object]) -> dict[int, tuple[str, ...]]:
    """The words of the buttons that are told after each field, by the identity of its claim.

    A field after a button begins another form, and so does one with the label of an earlier one.
    """
    found: dict[int, tuple[str, ...]] = {}
    form: list[Labelled] = []
    words: tuple[str, ...] = ()
    for claim in said:
        if isinstance(claim, Action) and claim.only != "link":
            words += claim.wordings
            found |= dict.fromkeys(map(id, form), words)
        elif isinstance(claim, Labelled):
            is_again = any(_is_alike(one, claim) and one.called != claim.called for one in form)
            form = [claim] if words or is_again else [*form, claim]
            words = ()
    return found


def _is_alike(one: Labelled, other: Labelled) -> bool:
    return label_key(one.label) == label_key(other.label)


def _may_share(one: Labelled, other: Labelled) -> bool:
    """Whether a field can be of a kind that both claims allow."""
    return one.called == other.called or (
        not one.kinds or not other.kinds or bool({*one.kinds} & {*other.kinds})
    )


def _several(rivals: list[Labelled], callings: list[str]) -> list[Labelled]:
    """The claims whose kinds narrow the search: none where one of them allows any kind."""
    is_open = len(callings) > 1 and any(not one.kinds for one in rivals)
    return [] if is_open else rivals
