"""Which addresses belong to a portal, and what may be sent to the others."""

import pytest

from harness.core.errors import EgressBlocked
from harness.driver.egress_policy import EgressPolicy
from harness.redaction.vault import Vault

PORTAL = "https://portal.example/espace/"


@pytest.mark.parametrize(
    ("url", "inside"),
    [
        ("https://portal.example/x", True),
        ("https://portal.example:443/x", True),
        ("HTTPS://Portal.example\\x", True),
        ("https://user:pass@portal.example/x", True),
        ("about:blank", True),
        ("data:text/html,x", True),
        ("http://portal.example/x", False),  # in clear
        ("https://portal.example:8443/x", False),
        ("https://sso.portal.example/x", True),
        ("https://sso.portal.example.evil.example/x", False),
        ("https://evil.example/?portal.example", False),
        ("https://portal.example@evil.example/", False),
        ("https://mail.example:444/x", True),
        ("https://mail.example/x", False),
        ("https://webmail.example/x", True),
        ("http://webmail.example/x", False),
    ],
)
def test_what_belongs_to_the_portal(url: str, *, inside: bool) -> None:
    """Its own host, covered as it is, and those that the target file names."""
    egress = EgressPolicy(PORTAL, ("*.portal.example", "mail.example:444", "WebMail.example:443"))
    assert egress.is_inside(url) is inside


def test_a_portal_in_clear_may_cover_itself() -> None:
    """From http to https on the same host nothing is lost; our headers wait for the file."""
    egress = EgressPolicy("http://portal.example/")
    assert egress.is_inside("https://portal.example/login")
    assert not egress.is_own("https://portal.example/login")


def test_strangers_may_be_visited_with_nothing_in_hand() -> None:
    """A link to another site is followed, and told."""
    egress = EgressPolicy(PORTAL)
    egress.check("GET", "https://retraites.example/a?b", data=False)
    egress.check("GET", "https://retraites.example/c", data=False)
    assert egress.report() == ("https://retraites.example: opened 2 times",)


@pytest.mark.parametrize(
    ("method", "data", "told"),
    [
        ("POST", True, "what is typed to stay with the portal"),
        ("GET", False, "secrets to stay with the portal"),
    ],
)
def test_what_should_stay_with_the_portal_is_told(method: str, told: str, *, data: bool) -> None:
    """What was typed, or a secret in the address of a mailed link: nobody typed anything."""
    egress, vault = EgressPolicy(PORTAL), Vault()
    vault.add("AB2C+D3EF", "link-token")
    egress.protect(vault)
    with pytest.raises(EgressBlocked) as raised:
        egress.check(method, "https://other.example/?k=AB2C%2BD3EF", data=data)
    assert raised.value.expected == told


def test_nothing_is_sent_to_strangers() -> None:
    """Neither a form nor a secret, however it is written in the address."""
    egress, vault = EgressPolicy(PORTAL), Vault()
    vault.add("AB2C+D3EF", "certification-code")
    egress.protect(vault)
    with pytest.raises(EgressBlocked, match="name it in `hosts`"):
        egress.check("POST", "https://evil.example/", data=True)
    with pytest.raises(EgressBlocked) as caught:
        egress.check("GET", "https://evil.example/AB2C%2BD3EF?x", data=False)
    assert "AB2C" not in str(caught.value)
    assert not egress.outside_visits
    assert len(egress.report()) == 2
