"""Answers that got lost on the way, and which of them are asked for again.

A line that breaks once is no portal that is down. What was asked for by GET may be asked for
again (RFC 9110, 9.2.2), as a person does who reloads; what a form sends never is, whatever its
method: nobody can know whether it arrived.
"""

from harness.model.exchange import Exchange

MOST_TRIES = 3  # for one document


def lost(url: str, why: str) -> Exchange:
    """The record of a request whose answer got lost."""
    return Exchange(method="GET", url=url, status=0, headers={"x-fault": why})
