"""Whatever is typed or sent, the portal answers with one of its pages."""

from collections.abc import Iterator
from dataclasses import asdict
from urllib.parse import quote_from_bytes

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reference_impl.app import Parts, Site, build
from reference_impl.domain import messages
from reference_impl.routes import addresses as at
from reference_impl.settings import Settings
from tests.reference_impl.conftest import register
from tests.reference_impl.journey import CODE, IDENTIFIER, USER
from tests.reference_impl.people import MARCEL, Outbox, recovery_form, search_form
from tests.reference_impl.visitor import Visitor

FORM = {"content-type": "application/x-www-form-urlencoded"}
SHARED = settings(
    max_examples=40,
    deadline=None,
    # The portal is meant to be one for all examples.
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
HARD = [
    "<script>alert(1)</script>",
    "\"'><img src=x onerror=alert(1)>",
    "a@b.fr\r\nBcc: c@d.fr",
    "' OR 1=1 --",
    "{{ 7 * 7 }}",
    "\x00\x1b\x7f",
    "x" * 200_000,
    "\U0001f468\u200d\U0001f469\u202e\ufeff",
    "%00%ff",
]


@pytest.fixture(scope="module")
def outbox() -> Outbox:
    """Give a postman who keeps the mails of all tests."""
    return Outbox()


@pytest.fixture(scope="module")
def site(outbox: Outbox, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """Give one portal for all tests; each visitor is a stranger to it."""
    accounts = register(tmp_path_factory.mktemp("town"))
    chosen = Settings(accounts=accounts, smtp_host="127.0.0.1", smtp_port=9)
    with build(chosen, Parts(mailer=outbox)) as site:
        yield site


@pytest.mark.parametrize("typed", HARD)
@pytest.mark.parametrize("field", list(asdict(search_form(MARCEL))))
async def test_no_search_breaks(field: str, typed: str, visitor: Visitor) -> None:
    """The form comes back with one message, and its markup is not the visitor's."""
    page = await visitor.submit(USER.search, **{**asdict(search_form(MARCEL)), field: typed})
    assert (page.status, len(page.alerts)) == (200, 1)
    assert b"<script" not in page.body
    assert b"<img" not in page.body
    assert b"\x00" not in page.body


@pytest.mark.parametrize("typed", HARD)
@pytest.mark.parametrize("field", list(asdict(recovery_form(MARCEL))))
async def test_no_recovery_breaks(field: str, typed: str, visitor: Visitor, outbox: Outbox) -> None:
    """The form comes back with one message, and no mail leaves."""
    typed_form = {**asdict(recovery_form(MARCEL)), field: typed}
    page = await visitor.submit(CODE.regeneration, **typed_form)
    assert (page.status, page.alerts) == (200, [messages.GENERATION_FAILED])
    assert b"<script" not in page.body
    assert outbox.sent == []


@SHARED
@given(typed=st.dictionaries(st.sampled_from(["siret", "bcr", "nom", "prenom", "x"]), st.text()))
async def test_any_text_is_shown_again(typed: dict[str, str], visitor: Visitor) -> None:
    """A refused search shows what was typed, whatever it is, without its control characters."""
    page = await visitor.submit(IDENTIFIER.search, **typed)
    assert (page.status, len(page.alerts)) == (200, 1)


@SHARED
@given(body=st.binary(max_size=300), kind=st.sampled_from(["raw", "quoted"]))
async def test_any_body_is_answered(body: bytes, kind: str, visitor: Visitor) -> None:
    """Bytes that are no form are refused as a forged one."""
    sent = quote_from_bytes(body, safe="=&").encode() if kind == "quoted" else body
    answer = await visitor.ask("POST", at.LOGIN, sent, FORM)
    assert answer.status == 303


@SHARED
@given(token=st.text(st.characters(min_codepoint=33, max_codepoint=126), max_size=60))
async def test_any_cookie_is_answered(token: str, visitor: Visitor) -> None:
    """A cookie that the portal never gave is no session."""
    answer = await Visitor(visitor.app, {"session": token}).ask("GET", at.SPACE)
    assert answer.header("location") == at.LOGIN


async def test_an_endless_form_is_cut_short(visitor: Visitor) -> None:
    """A body longer than a person types, or of too many fields, is answered by 413."""
    for body in (b"x=" + b"y" * 1_000_001, b"&".join([b"a=b"] * 60)):
        answer = await visitor.ask("POST", at.LOGIN, body, FORM)
        assert (answer.status, len(answer.alerts)) == (413, 1)


async def test_another_encoding_of_the_form_is_refused(visitor: Visitor) -> None:
    """A form that no page of the portal sends (JSON, multipart) is a forged one."""
    answer = await visitor.ask("POST", at.LOGIN, b"{}", {"content-type": "application/json"})
    assert answer.status == 303


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [("GET", "/nothing", 404), ("GET", "/rubriques/none", 404), ("PUT", at.LOGIN, 405)],
)
async def test_errors_are_pages(method: str, path: str, status: int, visitor: Visitor) -> None:
    """An address or a method that is not there is told in French, in the portal's frame."""
    answer = await visitor.ask(method, path)
    assert (answer.status, len(answer.alerts)) == (status, 1)
