"""All claims take the same placeholders, wherever words are compared."""

from typing import Any, get_args

import pytest
from pydantic import TypeAdapter

from harness.guide import claims as c
from harness.guide.filled import filled, placeholders, unfilled
from harness.guide.mail_claims import MailClaim

_CLAIM: TypeAdapter[Any] = TypeAdapter(c.Claim)
VALUES = {"email": "me@here.example", "host": "here.example"}
CLAIMS: tuple[dict[str, Any], ...] = (
    {"kind": "heading", "text": "{email}"},
    {"kind": "words", "text": ["Hello", "Hello {email}"]},
    {"kind": "account-words", "text": "{email}"},
    {"kind": "option", "label": "Address", "option": "{email}"},
    {"kind": "fits", "label": "Address", "example": "{email}"},
    {"kind": "action", "label": "{email}", "beside": "{host}"},
    {"kind": "order", "of": ["{email}", "Log out"], "variants": {"{email}": ["{host}"]}},
    {"kind": "value", "label": "{host}", "value": "{email}"},
    {"kind": "row", "cells": ["{email}", "paid"]},
    {"kind": "count", "of": "row", "words": "{email}", "count": 1},
    {"kind": "no-words", "text": "{email}"},
    {"kind": "leads", "page": "x", "says": "Sent to {email}."},
    {"kind": "refused", "page": "x", "reason": "wrong", "says": "{email} is not known."},
    {"kind": "download", "name": "{email}.pdf"},
    {"kind": "download", "contains": ["{email}"]},
    {"kind": "sum", "column": "Amount", "total": "Total of {email}"},
    {"kind": "mail-sender", "name": "{host}", "address": "office@{host}"},
    {"kind": "mail-reply-to", "address": "office@{host}"},
    {"kind": "mail-attachments", "names": ["{email}.pdf"]},
    {"kind": "mail-subject", "text": "{email}"},
    {"kind": "mail-words", "text": "{email}"},
    {"kind": "mail-no-words", "text": "{email}"},
)


@pytest.mark.parametrize("claim", CLAIMS, ids=lambda claim: claim["kind"])
def test_every_claim_of_words_is_filled_in(claim: dict[str, Any]) -> None:
    """With the account's values and the host."""
    one = _CLAIM.validate_python(claim)
    assert placeholders(one) <= {"email", "host"}
    assert placeholders(one)
    assert placeholders(filled(one, VALUES)) == frozenset()
    assert filled(one, {}) == one


def test_labels_of_fields_and_links_of_mails_stay() -> None:
    """They are names, and tell what is secret."""
    link = _CLAIM.validate_python({"kind": "mail-link", "to": "x", "address": "/{email}/*"})
    field = _CLAIM.validate_python({"kind": "field", "label": "{email}"})
    assert filled(link, VALUES) == link
    assert filled(field, VALUES) == field
    assert unfilled(field) == {"email"}


def test_every_kind_with_words_is_tried_here() -> None:
    """A new kind of claim with words stands in the list, or has none that are filled in."""
    tried = {claim["kind"] for claim in CLAIMS}
    kinds = (*get_args(c.PageClaim), *get_args(c.MovementClaim), *get_args(MailClaim))
    without = {
        "field",
        "mark",
        "shown-code",
        "gives",
        "kept-out",
        "lands",
        "refusal",
        "no-secret",
        "destination",
    }
    without |= {"absent", "mail-code", "mail-no-code", "mail-link", "mail-form"}
    names = {one.model_fields["kind"].annotation.__args__[0] for one in kinds}
    assert names == tried | without
