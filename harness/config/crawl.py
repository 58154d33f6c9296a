"""The section ``[scrape]`` of a target file: how far a crawl goes, and what it may do."""

from typing import Annotated

from pydantic import Field, PositiveFloat, PositiveInt

from harness.config.base import Section

Word = Annotated[str, Field(min_length=1)]


class Sending(Section):
    """A form that may be sent, and what is written into it.

    Attributes:
        page: path of the page that it stands on, with * and ?.
        button: words on the button, or its name, that sends it.
        fields: what to write, by the labels of the fields; ``{siret}`` and the like stand for
            what the account that logs in has.
    """

    page: Word
    button: Word
    fields: dict[str, str] = Field(default_factory=dict)


class ScrapeSettings(Section):
    """How far a crawl goes, and what it may do.

    Attributes:
        hosts: those that belong to the portal beside its own, with * and ?.
        paths: the only ones that are asked for, with * and ?; () for all.
        leave: addresses that are left alone, with * and ?.
        depth: steps from the start.
        pages: addresses in all.
        bytes: of one answer, decompressed; more is cut off and told.
        seconds: that one answer may take; what came until then is kept and told.
        chain: pages of one shape, each found on the one before, as in an endless calendar.
        variants: addresses that differ in the values of their query only.
        significant: the query parameters that count; None for all but those of `ignore`.
        ignore: query parameters that count for nothing, beside those of sessions.
        robots: whether robots.txt is obeyed.
        resources: whether pictures, styles and scripts are kept too.
        connections: requests at once to one host.
        agent: the name under which the crawl asks.
        login: whether an account of the target logs in first.
        send: the forms that may be sent; all others are described only.
    """

    hosts: tuple[Word, ...] = ()
    paths: tuple[Word, ...] = ()
    leave: tuple[Word, ...] = ()
    depth: PositiveInt = 50
    pages: PositiveInt = 50_000
    bytes: PositiveInt = 20_000_000
    seconds: PositiveFloat = 30.0
    chain: PositiveInt = 100
    variants: PositiveInt = 1_000
    significant: tuple[Word, ...] | None = None
    ignore: tuple[Word, ...] = ()
    robots: bool = True
    resources: bool = True
    connections: Annotated[int, Field(ge=1, le=64)] = 8
    agent: Word = "codes-perdus"
    login: bool = False
    send: tuple[Sending, ...] = ()
