"""What the user says of mails stands in the file as docs/TARGETS.md describes it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from harness.config.mail import mail_problems
from harness.core.errors import UsageError
from harness.discovery.target_head import mail_entries

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
