"""A wrong link: its secret is another one, and nothing else of it changes."""

import pytest

from harness.guide.mail_claims import MailLink
from harness.redaction.links import with_wrong_token
from harness.redaction.tokens import altered

TOKEN = "17-0a0b0c0d"
WRONG = altered(TOKEN)
URL = f"http://p.example/go?username=member0042&token={TOKEN}"


@pytest.mark.parametrize(
    "address", ["/go?*", "/go*", "/go?username=*&token=*", "/go?username={any}&token=*"]
)
def test_the_names_of_the_parameters_and_of_the_account_stay(address: str) -> None:
    """Whatever the guide declares as secret: everybody knows the account, and the names."""
    claim = MailLink(kind="mail-link", to="home", address=address)
    wrong = with_wrong_token(URL, claim, lambda part: part == "member0042")
    assert wrong == f"http://p.example/go?username=member0042&token={WRONG}"


def test_a_secret_that_is_part_of_a_name() -> None:
    """Only the value changes."""
    claim = MailLink(kind="mail-link", to="home", address="/go?*")
    url = "http://p.example/go?tokens=x&b=tokens"
    assert with_wrong_token(url, claim, bool) == ""
    wrong = with_wrong_token(url, claim, lambda _: False)
    assert wrong == f"http://p.example/go?tokens=x&b={altered('tokens')}"


def test_a_link_without_a_query() -> None:
    """The part of the path is replaced, however the link writes it."""
    claim = MailLink(kind="mail-link", to="home", address="/go/*")
    assert with_wrong_token(f"http://p.example/go/{TOKEN}", claim, lambda _: False) == (
        f"http://p.example/go/{WRONG}"
    )
