"""Says what each label in a sentence of a manual is: a field, a button, a page, words that show."""

from enum import StrEnum

from harness.drafting.manual_words import ManualWords
from harness.drafting.sentences import Label, Sentence

_MIN_SAID = 3  # words that are said and that only a mark-up sets apart
_MIN_SHOWN = 4  # words that appear and are no name of a page
_MAX_BETWEEN = 6  # words between « click » and what is clicked
_ARROWS = ("→", "->", "➔", ">")
_ENDS = ".!?…"


class Role(StrEnum):
    """What a label is. The names are those of the groups in `ManualWords`."""

    FIELD = "field"
    BOX = "box"
    BUTTON = "button"
    LINK = "link"
    CLICK = "click"
    PAGE = "page"
    OPENS = "opens"
    SUBJECT = "subject"
    SAYS = "says"
    ALONE = "alone"
    TABLE = "table"
    COLUMN = "columns"
    NONE = ""


_OF_GROUPS = {
    "field": Role.FIELD,
    "enter": Role.FIELD,
    "asks": Role.FIELD,
    "box": Role.BOX,
    "tick": Role.BOX,
    "button": Role.BUTTON,
    "link": Role.LINK,
    "entry": Role.CLICK,
    "click": Role.CLICK,
    "page": Role.PAGE,
    "subject": Role.SUBJECT,
    "message": Role.SAYS,
    "says": Role.SAYS,
    "table": Role.TABLE,
    "columns": Role.COLUMN,
}
_CARRIED = frozenset(
    (Role.FIELD, Role.BOX, Role.BUTTON, Role.LINK, Role.CLICK, Role.TABLE, Role.COLUMN)
)
PRESSED = frozenset((Role.BUTTON, Role.LINK, Role.CLICK))


def roles(sentence: Sentence, words: ManualWords) -> tuple[Role, ...]:
    """The role of each label of a sentence; NONE where the sentence does not say."""
    found: list[Role] = []
    for place, label in enumerate(sentence.labels):
        role = _role(sentence, place, words, found[-1] if found else Role.NONE)
        # a link of the document leads to another part of it, unless somebody is to follow it
        found.append(Role.NONE if label.linked and role not in PRESSED else role)
    return tuple(
        Role.NONE if _is_value(sentence, place, role, found, words) else role
        for place, role in enumerate(found)
    )


def _role(sentence: Sentence, place: int, words: ManualWords, last: Role) -> Role:
    label = sentence.labels[place]
    before, behind = sentence.before(place), sentence.behind(place)
    if label.quoted and sentence.text.strip(" .") == sentence.text[label.start : label.stop]:
        return Role.ALONE
    if words.example.search(before):
        return Role.NONE
    if words.part_of_subject(_up_to(sentence, place)):
        return Role.SUBJECT
    role = _by_noun(before, behind, words)
    if role is Role.NONE and label.quoted and words.ends(before, words.under):
        return Role.ALONE
    may_be_said = role in {Role.NONE, Role.FIELD, Role.BOX} and label.quoted and _is_long(label)
    if may_be_said and before.rstrip().endswith(":"):
        role = Role.SAYS
    if role is Role.NONE and _is_pressed(sentence, place, words):
        role = Role.CLICK
    role = role or _by_verb(label, before, behind, words)
    if role is Role.NONE and _is_filled(sentence, words):
        role = Role.FIELD
    if role is Role.NONE and _goes_on(last, label, before, words):
        role = last
    is_name = role is Role.SAYS and not (label.quoted or len(label.words.split()) >= _MIN_SAID)
    return Role.NONE if is_name else role


def _goes_on(last: Role, label: Label, before: str, words: ManualWords) -> bool:
    """Whether a label is what the label before it is, by what stands between both."""
    if last is Role.SAYS:
        return label.quoted and words.join_said.fullmatch(before) is not None
    if last in _CARRIED and words.join.fullmatch(before):
        return True
    return last is Role.FIELD and words.next_field.fullmatch(before) is not None


def _by_noun(before: str, behind: str, words: ManualWords) -> Role:
    noun = words.noun_behind.match(behind) or words.noun_before.search(before)
    role = _OF_GROUPS[noun.lastgroup or ""] if noun else Role.NONE
    if role is not Role.FIELD and noun and noun[0].rstrip().endswith(","):
        noun, role = None, Role.NONE  # which page it is, and then something else
    arrives = words.arrival.search(before)
    if role is Role.PAGE or arrives or (not noun and words.page_in_brackets.search(before)):
        follows = words.noun_behind.sub("", behind, count=1).lstrip(", )")
        opens = arrives or words.begins(follows, words.shown) or _is_seen(before, words)
        return Role.OPENS if opens else Role.PAGE
    return role


def _is_pressed(sentence: Sentence, place: int, words: ManualWords) -> bool:
    """Whether a sentence says what a label does, or has an arrow at it, as in Menu → **Names**."""
    before, behind = sentence.before(place).rstrip(), sentence.behind(place).lstrip()
    if before.endswith(_ARROWS):
        return True
    begins = not before and place == 0
    return begins and (
        words.begins(behind, words.does) or (sentence.begins_step and behind.startswith(_ARROWS))
    )


def _by_verb(label: Label, before: str, behind: str, words: ManualWords) -> Role:
    verbs = list(words.verb.finditer(before))
    if not verbs:
        return _shown(label) if words.begins(behind, words.shown) else Role.NONE
    group = verbs[-1].lastgroup or ""
    role = Role.SAYS if group == "asks" and _is_long(label) else _OF_GROUPS[group]
    between = before[verbs[-1].end() :]
    is_pick = words.is_one(verbs[-1][group], words.picks)
    if is_pick and _is_chosen_in(label, between, behind, words):
        return Role.FIELD
    if role is Role.CLICK:
        is_far = len(between.split()) > _MAX_BETWEEN or ":" in between
        is_vague = label.words[:1].islower() or words.is_one(between, words.articles)
        is_no_name = is_vague and is_pick
        return Role.NONE if is_far or (is_no_name and not label.quoted) else role
    return role


def _is_chosen_in(label: Label, between: str, behind: str, words: ManualWords) -> bool:
    """Whether a label is what something is chosen in: Choose the file in « File »."""
    if words.begins(behind, words.from_list) or words.ends(between, words.into):
        return True
    if words.told_options(behind):
        return True
    return label.quoted and words.is_one(between, words.articles)


def _is_filled(sentence: Sentence, words: ManualWords) -> bool:
    """Whether labels that begin a sentence are fields: **Name** and **Town** are filled in."""
    first = not sentence.before(0).strip()
    count = len(sentence.labels)
    joined = all(words.join.fullmatch(sentence.before(one)) for one in range(1, count))
    return first and joined and words.begins(sentence.behind(count - 1), words.filled)


def _up_to(sentence: Sentence, place: int) -> str:
    """All that stands before a label, the labels before it left out."""
    return " ".join(map(sentence.before, range(place + 1)))


def _is_seen(before: str, words: ManualWords) -> bool:
    """Whether a page is what somebody sees next: You will see your **Loans** page."""
    verbs = [found.lastgroup for found in words.verb.finditer(before)]
    return verbs[-1:] == ["says"]


def _is_long(label: Label) -> bool:
    """Whether a label is words that a page shows rather than a name."""
    return len(label.words.split()) >= _MIN_SHOWN or label.words[-1:] in _ENDS


def _shown(label: Label) -> Role:
    return Role.SAYS if label.quoted and _is_long(label) else Role.OPENS


def _is_value(
    sentence: Sentence, place: int, role: Role, found: list[Role], words: ManualWords
) -> bool:
    """Whether a label is typed or chosen in the field that the next label names."""
    if place + 1 >= len(found) or role not in {Role.FIELD, Role.CLICK}:
        return False
    following = found[place + 1] in {Role.FIELD, Role.BOX}
    return following and words.is_one(sentence.before(place + 1), words.into)
