"""What the user says of mails stands in the file as docs/TARGETS.md describes it."""

import tomllib
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from harness.config.mail import mail_problems
from harness.config.suite import bundled_suite
from harness.core.errors import UsageError
from harness.discovery.target_head import mail_entries, target_head
from harness.messages import LANGUAGES, catalogue

PLACES = {
    "none": {"source": "none"},
    "sink": {"source": "sink", "port": 2525},
    "sink:2600": {"source": "sink", "port": 2600},
    "imap://qa@portal.example@imap.portal.example:1143/INBOX/Tests": {
        "source": "imap",
        "host": "imap.portal.example",
        "port": 1143,
        "user": "qa@portal.example",
        "password": "${MAIL_PASSWORD}",
        "folder": "INBOX/Tests",
    },
    "mailpit:http://127.0.0.1:8025/": {"source": "mailpit", "url": "http://127.0.0.1:8025/"},
    "maildir:/var/mail/qa": {"source": "maildir", "path": "/var/mail/qa"},
}


@pytest.mark.parametrize("place", PLACES)
def test_a_place_is_read_into_its_section(place: str) -> None:
    """And the section has no problem."""
    entries = mail_entries(place)
    assert entries == PLACES[place]
    assert list(mail_problems(entries, launched=False)) == []


@given(st.text(max_size=40))
def test_any_other_text_is_refused_in_words(place: str) -> None:
    """Whatever is typed, the answer is a section or a sentence."""
    refused = ""
    try:
        mail_entries(place)
    except UsageError as error:
        refused = str(error)
    assert not refused or "sink:PORT" in refused


def test_what_the_suite_may_do_to_a_portal_is_named_with_its_default() -> None:
    """So that a target file shows what it can allow or forbid."""
    for language in LANGUAGES:
        text = target_head("http://p.example/", catalogue(language), bundled_suite())
        allowed = tomllib.loads(text)["allow"]
        permissions = bundled_suite().permissions
        assert allowed == {name: one.default for name, one in permissions.items()}
    bare = replace(bundled_suite(), permissions={})
    assert "[allow]" not in target_head("http://p.example/", catalogue(), bare)
