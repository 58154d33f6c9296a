"""Made-up people: repeatable, independent of each other, valid, and hard on software."""

import re
import tomllib
from collections.abc import Sequence
from random import Random

import pytest
from faker import Faker
from faker.providers.person.fr_FR import Provider
from hypothesis import given
from hypothesis import strategies as st
from stdnum import luhn
from stdnum.fr import siret

from harness.accounts.generator import Draft, generate_accounts
from harness.accounts.model import Account, Needs, names, spelled
from harness.config.suite import bundled_suite
from harness.core.errors import UsageError

SCHEMA = bundled_suite().accounts
ADMINISTRATOR = Needs(role="administrator")
COLLEAGUE = Needs(role="user", same_establishment_as=0)
STRANGER = Needs(role="administrator", other_establishment_than=0)
NAMESAKE = Needs(role="administrator", namesake_of=0)
CROWD = {f"scenario-{n}": (ADMINISTRATOR, COLLEAGUE, STRANGER, NAMESAKE) for n in range(50)}

slugs = st.text("abcdefghijklmnopqrstuvwxyz-", min_size=1, max_size=12)


@pytest.fixture(scope="module")
def crowd() -> list[Account]:
    """Two hundred people of fifty scenarios."""
    return [one for cast in generate_accounts(CROWD, 2010).values() for one in cast]


def values(accounts: Sequence[Account], name: str) -> list[str]:
    """One attribute of all."""
    return [getattr(account, name) for account in accounts]


def test_the_same_seed_gives_the_same_people() -> None:
    """A run can be repeated with the same people, and another seed gives others."""
    assert generate_accounts(CROWD, 2010) == generate_accounts(CROWD, 2010)
    assert generate_accounts(CROWD, 2010) != generate_accounts(CROWD, 2011)


@given(st.dictionaries(slugs, st.just((ADMINISTRATOR,)), max_size=4), slugs)
def test_a_new_scenario_changes_nobody_else(
    requests: dict[str, Sequence[Needs]], added: str
) -> None:
    """People depend on the seed and on their own scenario's name alone."""
    before = generate_accounts(requests, 1)
    after = generate_accounts({added: (ADMINISTRATOR, COLLEAGUE), **requests}, 1)
    assert {slug: after[slug] for slug in requests} == before


def test_people_come_in_the_order_asked() -> None:
    """The answer has the scenarios of the request, and each person's needs are met."""
    made = generate_accounts(CROWD, 3)
    assert list(made) == list(CROWD)
    for slug, needs in CROWD.items():
        for place, (need, account) in enumerate(zip(needs, made[slug], strict=True)):
            assert need.fits(account)
            assert need.related(account, made[slug][:place])


@pytest.mark.parametrize("name", ["identifier", "confidential_code", "email", "answer"])
def test_what_tells_people_apart_is_unique(crowd: list[Account], name: str) -> None:
    """No two people share an identifier, a code, an address or an answer."""
    assert len(set(values(crowd, name))) == len(crowd)


def test_only_colleagues_share_an_establishment(crowd: list[Account]) -> None:
    """Of four people, two were asked to share: three establishments, each with its numbers."""
    for name in ("siret", "bcr", "contract"):
        assert len(set(values(crowd, name))) == len(crowd) * 3 // 4


def test_the_numbers_are_formed_as_real_ones(crowd: list[Account]) -> None:
    """SIRET and SIREN are valid by Luhn, BCR and contract have the guide's form (line 177)."""
    for account in crowd:
        assert siret.is_valid(account.siret)
        assert luhn.is_valid(account.siret)
        assert re.fullmatch(r"[0-9]{2}[A-Z]{3}[0-9]{3}", account.bcr)
        assert re.fullmatch(r"CT[0-9]{4}[A-Z]{2}", account.contract)
        assert re.fullmatch(r"IDENT[0-9]{8}", account.identifier)


def test_addresses_can_be_written_anywhere(crowd: list[Account]) -> None:
    """Small ASCII letters, a domain that never exists (RFC 2606), a short local part."""
    for address in values(crowd, "email"):
        assert re.fullmatch(r"[a-z0-9]+([.-][a-z0-9]+)*@[a-z0-9]+(-[a-z0-9]+)*\.example", address)
        assert len(address.partition("@")[0]) <= 64


def test_codes_are_unambiguous(crowd: list[Account]) -> None:
    """8 capitals and digits with both kinds, none that is misread on paper."""
    for code in values(crowd, "confidential_code"):
        assert re.fullmatch(r"[A-Z2-9]{8}", code)
        assert not set(code) & set("OIL")
        assert not code.isalpha()
        assert not code.isdigit()


def test_answers_are_words_of_nobody(crowd: list[Account]) -> None:
    """An answer can be looked for in a page by value: no name and no guide text holds it."""
    words = " ".join(
        path.read_text(encoding="utf-8") for path in bundled_suite().guide.glob("*.toml")
    )
    known = [*Provider.last_names, *Provider.first_names, *sum(SCHEMA.spelling.corpus, ())]
    text = " ".join([words, *known, *SCHEMA.fields["question"].one_of]).casefold()
    for answer in values(crowd, "answer"):
        assert len(answer) >= 8
        assert answer.casefold() not in text


def test_nobody_of_a_scenario_has_a_name_of_another() -> None:
    """Neither the first name alone: typed by somebody else it would find that person."""
    cast = {f"cast-{n}": (ADMINISTRATOR, COLLEAGUE, STRANGER, COLLEAGUE) for n in range(60)}
    for people in generate_accounts(cast, 7).values():
        for name in ("last_name", "first_name"):
            found = values(people, name)
            assert len(set(found)) == len(found)


def test_half_of_the_names_are_hard(crowd: list[Account]) -> None:
    """Names from the corpus and drawn ones both come often, capitals and small letters too."""
    hard = sum(names(account) in SCHEMA.spelling.corpus for account in crowd)
    assert 0.35 < hard / len(crowd) < 0.65
    capitals = sum(account.last_name.isupper() for account in crowd)
    assert 0.2 < capitals / len(crowd) < 0.8


def test_the_rule_on_capitals_can_be_tried_on_every_name(crowd: list[Account]) -> None:
    """Each name changes when capitals and small letters are exchanged (line 209)."""
    for pair in [*SCHEMA.spelling.corpus, *map(names, crowd)]:
        assert all(name.swapcase() != name for name in pair)


def test_the_corpus_holds_every_sort_of_hard_name() -> None:
    """Signs, particles, the very short and the very long; all in windows-1252."""
    corpus = SCHEMA.spelling.corpus
    assert len(set(corpus)) == len(corpus) >= 30
    for sign in ("accent", "apostrophe", "hyphen", "ligature", "blank"):
        assert sum(spelled(pair, sign, SCHEMA) for pair in corpus) >= 4
    lasts = [last for last, _ in corpus]
    assert any(last.lower().startswith("de la ") for last in lasts)
    assert min(map(len, lasts)) == 1
    assert max(map(len, lasts)) > 45
    assert all(name.strip() == name and name.encode("cp1252") for pair in corpus for name in pair)


@pytest.mark.parametrize("sign", ["accent", "apostrophe", "hyphen", "ligature", "blank"])
def test_a_scenario_can_ask_for_a_spelling(sign: str) -> None:
    """The rule on accents needs somebody with an accent."""
    need = Needs.model_validate({"role": "user", "spelling": [sign]})
    assert all(
        need.fits(cast[0])
        for cast in generate_accounts({str(n): [need] for n in range(9)}, 1).values()
    )


@pytest.mark.parametrize("trait", ["first_login_done", "email_valid", "question_chosen"])
@pytest.mark.parametrize("asked", [True, False])
def test_each_trait_can_be_asked(trait: str, asked: bool) -> None:
    """One trait changes and nothing else does, so that each rule is tried alone."""
    [account] = generate_accounts({"x": [Needs.model_validate({"role": "user", trait: asked})]}, 1)[
        "x"
    ]
    traits = {"first_login_done": True, "email_valid": True, "question_chosen": True, trait: asked}
    assert {name: account.has(name) for name in traits} == traits


def test_users_differ_from_administrators_by_their_role_only() -> None:
    """A person drawn for either role is the same person."""
    [one] = generate_accounts({"x": [Needs(role="administrator")]}, 5)["x"]
    [other] = generate_accounts({"x": [Needs(role="user")]}, 5)["x"]
    assert one.model_copy(update={"role": "user"}) == other


@pytest.mark.parametrize(
    "needs",
    [
        [COLLEAGUE],
        [ADMINISTRATOR, Needs(role="user", namesake_of=1)],
        [ADMINISTRATOR, Needs(role="user", same_establishment_as=-1)],
        [ADMINISTRATOR, Needs(role="user", same_establishment_as=0, other_establishment_than=0)],
    ],
)
def test_impossible_people_are_refused(needs: list[Needs]) -> None:
    """Somebody related to nobody before is a fault of the scenario, named with its place."""
    with pytest.raises(UsageError, match=f"person {len(needs)} of my-scenario"):
        generate_accounts({"my-scenario": needs}, 1)


def test_the_guides_question_is_among_the_questions() -> None:
    """The first question is the one of line 235."""
    regenerate = tomllib.loads(
        (bundled_suite().guide / "regenerate.toml").read_text(encoding="utf-8")
    )
    assert SCHEMA.fields["question"].one_of[0] in str(regenerate)
    assert len(set(SCHEMA.fields["question"].one_of)) == len(SCHEMA.fields["question"].one_of) > 1


def test_a_pattern_keeps_the_signs_of_an_address() -> None:
    """Faker would replace them."""
    made = Draft(Random(1), Faker()).pattern("agent##@ministere.example!$")
    assert re.fullmatch(r"agent\d\d@ministere\.example!\$", made)
