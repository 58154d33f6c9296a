"""The pages of the mails: all that arrived can be read, and nothing of it can act."""

from collections.abc import MutableMapping
from typing import Any, NamedTuple

import pytest
from starlette.applications import Starlette
from starlette.routing import Mount

from harness.mail.sources.smtp_sink import SmtpSink
from harness.mail.viewer import viewer
from tests.contracts.mail_source import mail

HOSTILE = "<script>alert(1)</script>"


class Answer(NamedTuple):
    """What a browser gets."""

    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def text(self) -> str:
        """The page."""
        return self.body.decode()


async def get(app: Starlette, path: str, **headers: str) -> Answer:
    """Ask the application without a network; French is preferred."""
    sent: list[MutableMapping[str, Any]] = []

    async def receive() -> MutableMapping[str, Any]:
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message: MutableMapping[str, Any]) -> None:
        sent.append(message)

    asked = {"host": "127.0.0.1", "accept-language": "fr"}
    asked |= {name.replace("_", "-"): value for name, value in headers.items()}
    scope = {
        "type": "http",
        "asgi": {"version": "3.0"},
        "http_version": "1.1",
        "method": "GET",
        "scheme": "http",
        "path": path,
        "raw_path": path.encode(),
        "query_string": b"",
        "root_path": "",
        "headers": [(name.encode(), value.encode()) for name, value in asked.items()],
        "server": ("127.0.0.1", 80),
        "client": ("127.0.0.1", 1),
    }
    await app(scope, receive, send)
    headers = {name.decode(): value.decode() for name, value in sent[0]["headers"]}
    return Answer(sent[0]["status"], headers, b"".join(one.get("body", b"") for one in sent[1:]))


@pytest.fixture
async def sink() -> SmtpSink:
    """A sink with three mails, one of them hostile."""
    sink = SmtpSink()
    await sink.store(mail("a@example.fr", "Premier"), "p@example.fr", ("a@example.fr",))
    await sink.store(mail("b@example.fr", "Deuxième", "Le code & la clé"), "", ("b@example.fr",))
    raw = (
        f'From: "{HOSTILE}" <x@example.fr>\r\nTo: <{HOSTILE}@example.fr>\r\n'
        f"Subject: {HOSTILE}\r\nContent-Type: text/html; charset=utf-8\r\n\r\n"
        f'<p>été {HOSTILE}<a href="javascript:alert(2)">x</a><img src="http://example.fr/i"></p>'
    )
    await sink.store(raw.encode(), f"{HOSTILE}@example.fr", (f'"{HOSTILE}"@example.fr',))
    return sink


async def test_list_newest_first(sink: SmtpSink) -> None:
    """Every mail stands in the list, the newest on top, with a link to its page."""
    page = (await get(viewer(sink), "/")).text
    assert page.index('href="mails/3"') < page.index('href="mails/2"') < page.index("Premier")
    assert "3 courriels" in page
    assert 'lang="fr"' in page


async def test_empty_list() -> None:
    """Before the first mail the list says so."""
    assert "Aucun courriel" in (await get(viewer(SmtpSink()), "/")).text


async def test_page_of_a_mail(sink: SmtpSink) -> None:
    """Headers and text of a mail stand on its page."""
    page = (await get(viewer(sink), "/mails/2")).text
    for words in ("Deuxième", "portail@example.fr", "b@example.fr", "Le code &amp; la clé"):
        assert words in page
    assert "<iframe" not in page


async def test_hostile_mail_cannot_act(sink: SmtpSink) -> None:
    """Nothing of a mail is mark-up of a page; its HTML part is framed without any right."""
    app = viewer(sink)
    for path in ("/", "/mails/3"):
        answer = await get(app, path)
        assert HOSTILE not in answer.text
        assert 'href="javascript' not in answer.text
        assert "unsafe" not in answer.headers["content-security-policy"]
        assert ("script-src" in answer.headers["content-security-policy"]) == (path == "/")
        assert answer.headers["content-security-policy"].startswith("default-src 'none'")
    assert '<iframe src="3/html" sandbox=""' in (await get(app, "/mails/3")).text


async def test_html_part(sink: SmtpSink) -> None:
    """The HTML part by itself is sandboxed by its own policy, and fetches nothing."""
    answer = await get(viewer(sink), "/mails/3/html")
    assert "été" in answer.text
    policy = answer.headers["content-security-policy"]
    assert policy.startswith("sandbox; default-src 'none'")
    assert "allow-" not in policy


async def test_download(sink: SmtpSink) -> None:
    """The raw mail is a download, byte by byte."""
    answer = await get(viewer(sink), "/mails/1.eml")
    assert answer.body == mail("a@example.fr", "Premier")
    assert answer.headers["content-type"] == "message/rfc822"
    assert answer.headers["content-disposition"] == 'attachment; filename="courriel-1.eml"'
    assert answer.headers["x-content-type-options"] == "nosniff"


async def test_style(sink: SmtpSink) -> None:
    """The style sheet that the pages name is there."""
    answer = await get(viewer(sink), "/style.css")
    assert answer.status == 200
    assert answer.headers["content-type"].startswith("text/css")


@pytest.mark.parametrize("path", ["/mails/0", "/mails/4", "/mails/99/html", "/mails/9.eml", "/x"])
async def test_unknown_addresses(sink: SmtpSink, path: str) -> None:
    """An address that shows nothing is 404, with the way back."""
    answer = await get(viewer(sink), path)
    assert answer.status == 404
    assert 'href="/"' in answer.text


async def test_mounted(sink: SmtpSink) -> None:
    """The application works below any address; links stay inside it."""
    app = Starlette(routes=[Mount("/courriels", viewer(sink))])
    assert (await get(app, "/courriels/")).status == 200
    assert 'href="../style.css"' in (await get(app, "/courriels/mails/1")).text
    assert 'href="/courriels/"' in (await get(app, "/courriels/mails/9")).text


@pytest.mark.parametrize(
    ("accepted", "language"),
    [
        ("", "en"),
        ("fr-FR,fr;q=0.9,en;q=0.8", "fr"),
        ("en-GB, fr;q=0.5", "en"),
        ("de, fr;q=0.3", "fr"),
        ("fr;q=0.2,en;q=0.7", "en"),
        ("fr;q=0", "en"),
        ("*;q=x;;,,", "en"),
    ],
)
async def test_the_language_of_the_visitor(sink: SmtpSink, accepted: str, language: str) -> None:
    """Pages are in the language that the browser asks for."""
    for path in ("/", "/mails/1", "/x"):
        answer = await get(viewer(sink), path, accept_language=accepted)
        assert f'<html lang="{language}">' in answer.text
        assert answer.headers["vary"] == "Accept-Language"


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1:8080", "127.0.0.1.evil.example", ""])
async def test_other_names_get_no_answer(sink: SmtpSink, host: str) -> None:
    """A foreign name that points to this machine shows no mail (DNS rebinding)."""
    for path in ("/", "/mails/1", "/mails/1.eml", "/count"):
        answer = await get(viewer(sink), path, host=host)
        assert answer.status == 421
        assert "FMWQS252" not in answer.text


@pytest.mark.parametrize("host", ["127.0.0.1", "LOCALHOST:80", "[::1]", "localhost"])
async def test_own_names(sink: SmtpSink, host: str) -> None:
    """The local names of the machine, with the port or without where it is 80."""
    assert (await get(viewer(sink), "/", host=host)).status == 200


async def test_the_list_refreshes_itself(sink: SmtpSink) -> None:
    """A script of ours compares the number of mails with the one that is shown."""
    app = viewer(sink)
    assert 'src="refresh.js" data-count="3"' in (await get(app, "/")).text
    assert (await get(app, "/count")).text == "3"
    script = await get(app, "/refresh.js")
    assert script.headers["content-type"].startswith("text/javascript")
    assert '"count"' in script.text
