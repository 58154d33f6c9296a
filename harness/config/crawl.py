"""The section ``[scrape]`` of a target file: how far a crawl goes, and what it may do."""

from typing import Annotated

from pydantic import Field, PositiveFloat, PositiveInt

from harness.config.base import Section

Word = Annotated[str, Field(min_length=1)]


class Sending(Section):
    """A form that a crawl may send, and its values.

    Attributes:
        page: path of its page, with * and ?, and the parameters that tell it apart, such as
            ``/index.php?page=contact``; further parameters of the address do not count.
        button: label or name of the button that sends it.
        fields: the values by the labels of the fields; ``{number}`` and the like are replaced by
            the data of the account that logs in.
    """

    page: Word
    button: Word
    fields: dict[str, str] = Field(default_factory=dict)


class ScrapeSettings(Section):
    """How far a crawl goes, and what it may do.

    Attributes:
        hosts: further hosts of the portal, with * and ?.
        paths: the only paths to fetch, with * and ?; () for all.
        leave: addresses not to fetch, with * and ?.
        depth: maximal number of steps from the start.
        pages: maximal number of addresses.
        bytes: maximal size of one answer, decompressed; the rest is cut off and reported.
        seconds: maximal time of one answer; what came until then is stored and reported.
        chain: maximal number of pages of one shape, each found on the one before, as in an endless
            calendar.
        variants: maximal number of addresses that differ only in the values of their query.
        significant: the query parameters that count; None for all except those of `ignore`.
        ignore: query parameters that do not count, in addition to those of sessions.
        robots: whether robots.txt is obeyed.
        delay: longest pause between two requests, in seconds, that robots.txt may ask for
            (`Crawl-delay`); a longer one is shortened and reported.
        resources: whether images, styles and scripts are stored too.
        connections: number of concurrent requests to one host.
        agent: the name of the crawler in its requests.
        login: whether an account of the target logs in first.
        send: the forms that may be sent; all others are only described.
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
    delay: PositiveFloat = 10.0
    resources: bool = True
    connections: Annotated[int, Field(ge=1, le=64)] = 8
    agent: Word = "codes-perdus"
    login: bool = False
    send: tuple[Sending, ...] = ()
