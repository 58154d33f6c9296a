"""Every fault that is tried, and what a run tells of it: the tests and the document read this."""

# ruff: noqa: E501 - what is told stands on one line
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any

from harness.model.finding import Verdict
from tests.resilience import letters, strikes
from tests.resilience.browser_faults import crashes, ends
from tests.resilience.places import folder_without_mails, imap_of, mailpit_of, nobody_serves, tls
from tests.resilience.rig import WHOLE, Told, run_through
from tests.resilience.strikes import HTML, OK, WORDS, adds, answer, gives, once
from tests.resilience.wire import Strike

STEP_1 = r"GET /codes-perdus(\?.*)?"
REQUEST = r"POST /codes-perdus/administrateur.*"
SHORT = 2.5  # seconds, where the run is to wait in vain

Said = tuple[Verdict, str]  # of the message only what does not change; "…" for the rest
Play = Callable[..., Awaitable[Told]]

PASS: Said = (Verdict.PASS, "")
EMPTY = (
    "expected « Codes perdus : étape 1 » opens; "
    "seen an empty page that the guide does not have (status 200)"
)
STRANGE = "expected « Codes perdus : étape 1 » opens; seen a page that the guide does not have (« … », status "
NO_ANSWER = "expected an answer from …/codes-perdus; seen "


def fault(message: str) -> Said:
    """The environment broke."""
    return Verdict.FAULT, message


def fail(message: str) -> Said:
    """The portal did."""
    return Verdict.FAIL, message


@dataclass(frozen=True)
class Row:
    """One fault.

    Attributes:
        slug: names the test.
        what: happens, in words.
        play: runs through it; takes driver, folder, program.
        http: what is told over plain HTTP; None where the fault needs a browser.
        browser: what is told in the browser; None where that is the same thing.
    """

    slug: str
    what: str
    play: Play
    http: Said | None
    browser: Said | None = None
    same: bool = field(default=True)

    def said(self, driver: str) -> Said | None:
        """What a driver's run is to tell; None where it does not meet the fault."""
        if driver == "http":
            return self.http
        return self.browser or (self.http if self.same else None)


def struck(strike: Strike, where: str = STEP_1, **settings: Any) -> Play:
    """A run in which requests are struck."""

    async def play(**others: Any) -> Told:
        return await run_through(strike, where, **settings, **others)

    return play


def mailed(write: letters.Write, late: float = 0.0, mail: float = 0.3) -> Play:
    """A run in which mails are written so; they come late, and are waited for so many seconds."""
    return struck(strikes.passes, "", walk=WHOLE, mailer=letters.bad(write, late), mail=mail)


LINE = (
    Row(
        "down",
        "nobody listens at the portal's address",
        nobody_serves,
        fault("expected an answer from …; seen no connection to …"),
        fault("expected an answer from …; seen net::ERR_CONNECTION_REFUSED"),
    ),
    Row(
        "goes-down",
        "the portal goes down during the run",
        struck(strikes.goes_down),
        fault(NO_ANSWER + "no connection to …"),
        fault(NO_ANSWER + "net::ERR_CONNECTION_REFUSED"),
    ),
    Row(
        "closes",
        "the portal closes the connection without an answer",
        struck(strikes.closes),
        fault(NO_ANSWER + "closed connection: nothing came"),
        fault(NO_ANSWER + "net::ERR_EMPTY_RESPONSE"),
    ),
    Row(
        "resets",
        "the portal resets the connection",
        struck(strikes.resets),
        fault(NO_ANSWER + "… Connection reset by peer"),
        fault(NO_ANSWER + "net::ERR_CONNECTION_RESET"),
    ),
    Row(
        "lost-now-and-then",
        "two answers in a row get lost, the third arrives",
        struck(once(strikes.closes, 2)),
        PASS,
    ),
    Row(
        "form-lost",
        "the answer to a form gets lost; the form is not sent again",
        struck(strikes.closes, REQUEST, walk=WHOLE),
        fault("expected an answer from …; seen closed connection: nothing came"),
        fault("expected an answer from …; seen net::ERR_EMPTY_RESPONSE"),
    ),
    Row(
        "hangs",
        "the portal takes the request and does not answer",
        struck(strikes.hangs, patience=SHORT),
        fault(NO_ANSWER + "no whole one within … s"),
        fault(NO_ANSWER + "nothing within … s"),
    ),
    Row(
        "drips-head",
        "one header after another, and never a page",
        struck(strikes.drips_head, patience=SHORT),
        fault(NO_ANSWER + "no whole one within … s"),
        fault(NO_ANSWER + "nothing within … s"),
    ),
    Row(
        "drips-body",
        "one character of the page after another, and never its end",
        struck(strikes.drips_body, patience=SHORT),
        fault(NO_ANSWER + "no whole one within … s"),
        fault("expected the whole page at …/codes-perdus; seen no end of it within … s"),
    ),
    Row(
        "length-too-long",
        "the portal hangs up before the declared length",
        struck(gives(answer(length=5000))),
        fault(NO_ANSWER + "closed connection: … bytes of the body were missing"),
        fault(NO_ANSWER + "one that broke off: net::ERR_CONTENT_LENGTH_MISMATCH"),
    ),
    Row(
        "length-too-short",
        "the portal sends more than the declared length",
        struck(gives(answer(length=30))),
        fail(STRANGE + "200)"),
    ),
    Row(
        "chunks-cut",
        "the portal hangs up between two chunks",
        struck(gives(OK + HTML + b"Transfer-Encoding: chunked\r\n\r\n5\r\n<h1>P\r\n")),
        fault(NO_ANSWER + "closed connection: the end of the connection before the last chunk"),
        fault(NO_ANSWER + "one that broke off: net::ERR_INCOMPLETE_CHUNKED_ENCODING"),
    ),
    Row(
        "chunks-broken",
        "a chunk has no length",
        struck(gives(OK + HTML + b"Transfer-Encoding: chunked\r\n\r\n5\r\n<h1>P\r\nxyz\r\n")),
        fail(NO_ANSWER + "a chunk whose size is …"),
        fail(NO_ANSWER + "net::ERR_INVALID_CHUNKED_ENCODING"),
    ),
    Row(
        "certificate",
        "an unknown authority signed the certificate",
        tls,
        fault("expected an answer from https://…; seen no connection to …certificate…"),
        fault("expected an answer from https://…; seen net::ERR_CERT_AUTHORITY_INVALID"),
    ),
)

ANSWERS = (
    Row(
        "no-http",
        "bytes that are not HTTP",
        struck(gives(b"\x00\x01\x02 no HTTP \xff\xfe\r\n\r\n" * 20)),
        fail(NO_ANSWER + "no status line of HTTP"),
        fail(NO_ANSWER + "net::ERR_INVALID_HTTP_RESPONSE"),
    ),
    Row(
        "binary",
        "bytes that are not text, as a page",
        struck(gives(answer(bytes(range(256)) * 40))),
        fail("expected a readable page at …; seen … characters are control characters"),
    ),
    Row(
        "frames",
        "a page with two hundred frames",
        struck(
            gives(answer(WORDS + b"<iframe src=/aide-a-la-connexion></iframe>" * 200)),
        ),
        fail("expected a page at …/codes-perdus; seen more than 100 frames"),
    ),
    Row("empty", "an empty page", struck(gives(answer(b""))), fail(EMPTY)),
    Row(
        "too-big",
        "a page of 50 megabytes",
        struck(strikes.too_big),
        fail("expected a document at …/codes-perdus; seen more than 20000000 bytes"),
        fail(NO_ANSWER + "more than 20000000 bytes"),
    ),
    Row(
        "endless",
        "a page that goes on as fast as it is read",
        struck(strikes.pours),
        fail("expected a document at …/codes-perdus; seen more than 20000000 bytes"),
        same=False,
    ),
    Row(
        "bomb",
        "a page of 40 megabytes, small when compressed",
        struck(strikes.bomb),
        fail("expected a document at …/codes-perdus; seen more than 20000000 bytes"),
        same=False,
    ),
    Row(
        "not-packed",
        "an uncompressed page that is declared as compressed",
        struck(gives(answer(head=HTML + b"Content-Encoding: gzip\r\n"))),
        fail(NO_ANSWER + "a body that is not in gzip"),
        fail(NO_ANSWER + "net::ERR_CONTENT_DECODING_FAILED"),
    ),
    Row(
        "wrong-charset",
        "words in windows-1252 that are declared as UTF-8",
        struck(strikes.misreads_charset),
        fail("expected the words « Non connecté »; seen « Non connect\ufffd »"),
    ),
    Row(
        "unknown-charset",
        "an unknown charset, on a page of ASCII letters",
        struck(strikes.says_charset(b"x-martien")),
        fail("expected the words « Non connecté »; seen …"),
    ),
    Row(
        "many-links",
        "two thousand links on a page",
        struck(strikes.many_links),
        fail(STRANGE + "200)"),
    ),
    Row(
        "status-500",
        "status 500",
        struck(gives(answer(status=b"500 Oops"))),
        fail(STRANGE + "500)"),
    ),
    Row(
        "status-503",
        "status 503, with a Retry-After of an hour",
        struck(gives(answer(status=b"503 Busy", head=HTML + b"Retry-After: 3600\r\n"))),
        fail(STRANGE + "503)"),
    ),
    Row(
        "status-404", "status 404", struck(gives(answer(status=b"404 No"))), fail(STRANGE + "404)")
    ),
    Row(
        "status-429",
        "status 429",
        struck(gives(answer(status=b"429 Slow"))),
        fail(STRANGE + "429)"),
    ),
    Row(
        "status-401",
        "HTTP authentication asks for a name and a password",
        struck(
            gives(answer(status=b"401 Who", head=HTML + b'WWW-Authenticate: Basic realm="x"\r\n'))
        ),
        fault('expected a page at …/codes-perdus; seen status 401: Basic realm="x"'),
    ),
    Row(
        "status-204",
        "status 204: the previous page stays",
        struck(gives(answer(b"", status=b"204 No Content"))),
        fail("… opens; seen the page « Accès à la fenêtre de connexion » (login)"),
    ),
    Row(
        "once-500",
        "status 500 once, then the page",
        struck(once(gives(answer(status=b"500 Oops")))),
        fail(STRANGE + "500)"),
    ),
    Row(
        "pdf",
        "a PDF instead of the page",
        struck(gives(answer(b"%PDF-1.4", head=b"Content-Type: application/pdf\r\n"))),
        fail("expected a page at …/codes-perdus; seen content of type application/pdf"),
        fail("expected a page at …/codes-perdus; seen a file to be kept"),
    ),
    Row(
        "download",
        "a download instead of the page",
        struck(gives(answer(head=HTML + b"Content-Disposition: attachment\r\n"))),
        fail("expected a page at …/codes-perdus; seen a file to be kept"),
    ),
)

WAYS = (
    Row(
        "redirect-loop",
        "a redirect to itself",
        struck(gives(strikes.redirect(b"/codes-perdus"))),
        fail(NO_ANSWER + "redirects without end: 2 so far, the last to …"),
        fail(NO_ANSWER + "redirects without end: net::ERR_TOO_MANY_REDIRECTS"),
    ),
    Row(
        "redirect-chain",
        "endless redirects, each to a new address",
        struck(strikes.redirects_on),
        fail("expected an answer from …; seen redirects without end: 21 so far, the last to …"),
        fail("expected an answer from …; seen redirects without end: net::ERR_TOO_MANY_REDIRECTS"),
    ),
    Row(
        "redirect-to-nobody",
        "a redirect to a port where nobody listens",
        struck(strikes.redirects_to_nobody),
        fault("expected an answer from …; seen no connection to …"),
        fault("expected an answer from …; seen net::ERR_CONNECTION_REFUSED"),
    ),
    Row(
        "redirect-off-the-web",
        "a redirect to an ftp address",
        struck(gives(strikes.redirect(b"ftp://127.0.0.1/"))),
        fail("expected a redirect from …; seen a redirect that browsers refuse: …"),
    ),
    Row(
        "redirect-to-a-file",
        "a redirect to a file of the visitor",
        struck(gives(strikes.redirect(b"file:///etc/passwd"))),
        fail("expected a redirect from …; seen a redirect that browsers refuse: …"),
    ),
    Row(
        "refresh-loop",
        "a page that refreshes itself at once, without end",
        struck(gives(answer(WORDS + b"<meta http-equiv=refresh content='0;url=/codes-perdus'>"))),
        fail("expected a page at …; seen … pages that lead on by themselves"),
    ),
    Row(
        "script-loop",
        "a page whose script opens another such page, without end",
        struck(
            gives(answer(WORDS + b"<script>location.href='/codes-perdus?'+Math.random()</script>"))
        ),
        fail(STRANGE + "200)"),
        fail("expected a page at …; seen … pages that lead on by themselves"),
    ),
    Row(
        "new-tab",
        "a link opens a new tab",
        struck(strikes.opens_tabs, "GET /connexion"),
        PASS,
    ),
)

SCRIPTS = (
    Row("alert", "an alert", struck(adds("alert('Attention')")), PASS),
    Row(
        "questions",
        "a confirm and a prompt",
        struck(adds("confirm('Oui ?'); prompt('Nom ?')")),
        PASS,
    ),
    Row(
        "alerts-without-end",
        "endless alerts",
        struck(adds("while (true) alert('Encore')")),
        PASS,
        fail("expected a page at …/codes-perdus; seen 21 dialogs, the last « Encore »"),
    ),
    Row(
        "beforeunload",
        "a page that asks whether the visitor wants to leave it",
        struck(adds("onbeforeunload = (e) => { e.preventDefault(); return 'Rester ?'; }")),
        PASS,
    ),
    Row("throws", "a script that throws an error", struck(adds("throw new Error('non')")), PASS),
    Row(
        "never-ends",
        "a script that never ends",
        struck(adds("while (true) {}"), patience=SHORT),
        PASS,
        fail("expected a page at … that can be used; seen scripts … no moment for … s"),
    ),
    Row(
        "promises-without-end",
        "a script that never yields to others",
        struck(adds("(function f() { Promise.resolve().then(f) })()"), patience=SHORT),
        PASS,
        fail("expected a page at … that can be used; seen scripts … no moment for … s"),
    ),
    Row(
        "never-rests",
        "a page that changes all the time",
        struck(adds("setInterval(() => { document.title = Math.random(); }, 5)")),
        PASS,
    ),
    Row(
        "polls",
        "a script that requests an address again and again",
        struck(adds("setInterval(() => fetch('/connexion'), 100)")),
        PASS,
    ),
    Row(
        "address-storm",
        "a script that changes the address within the page all the time",
        struck(
            adds(
                "setInterval(() => { history.pushState(0, '', '?' + Math.random());"
                " location.hash = Math.random(); }, 1)"
            )
        ),
        PASS,
    ),
    Row(
        "navigation-storm",
        "a script that asks for another page before the last one has come",
        struck(adds("setInterval(() => { location.href = '/codes-perdus?' + Math.random(); }, 1)")),
        PASS,
        fail("expected a page at …; seen … pages that lead on by themselves"),
    ),
    Row(
        "opens-by-itself",
        "a window that opens by itself, which browsers usually block",
        struck(adds("window.open('/aide-a-la-connexion')")),
        PASS,
    ),
    Row(
        "tab-crashes",
        "the browser's tab crashes",
        crashes,
        None,
        fault("expected a page at …; seen the browser's page crashed"),
    ),
    Row(
        "browser-ends",
        "the browser ends during the run",
        ends,
        None,
        fault("expected a page at …; seen the browser's process ended"),
    ),
)

MAILS = (
    Row(
        "no-mail",
        "no mail arrives",
        mailed(letters.never),
        fail("expected exactly one mail; seen 0 mails"),
        same=False,
    ),
    Row(
        "two-mails",
        "the mail arrives twice",
        mailed(letters.twice),
        fail("expected exactly one mail; seen 2 mails"),
        same=False,
    ),
    Row(
        "late-mail",
        "the mail arrives late, but in time",
        mailed(letters.once, 0.1, mail=60.0),
        PASS,
        same=False,
    ),
    Row(
        "too-late",
        "the mail arrives after `timeouts.mail`",
        mailed(letters.once, 3600.0),
        fail("expected exactly one mail; seen 0 mails"),
        same=False,
    ),
    Row(
        "astray",
        "the mail goes to another address",
        mailed(letters.astray),
        fail("expected a mail to …; seen none within … s, but a mail of the kind « … » to « … »"),
        same=False,
    ),
    Row(
        "no-code",
        "the mail has no code",
        mailed(letters.without_code),
        fail(
            "expected a confidential code; seen the words « Votre nouveau code confidentiel est le "
            "suivant », and on their line nothing that looks like a confidential code…"
        ),
        same=False,
    ),
    Row("utf-16", "the mail is in UTF-16", mailed(letters.in_utf_16), PASS, same=False),
    Row(
        "undeclared",
        "the mail is in windows-1252, and does not declare it",
        mailed(letters.undeclared),
        (
            Verdict.WARN,
            "expected a declared character set …; seen text beyond ASCII without a declared charset; …",
        ),
        same=False,
    ),
    Row(
        "misdeclared",
        "the mail declares an unknown charset",
        mailed(letters.misdeclared),
        (Verdict.WARN, "expected a declared character set …; seen unknown charset « martien »; …"),
        same=False,
    ),
    Row(
        "torn",
        "parts without an end, one of them in broken base64",
        mailed(letters.torn),
        PASS,
        same=False,
    ),
    Row(
        "no-server",
        "no server takes the portal's mails",
        struck(strikes.passes, "", walk=WHOLE, mailer=lambda _smtp: letters.NoPostman()),
        fail(
            "expected « Codes perdus : étape 4 » opens; seen …status 503) saying « Le courriel n'a pas pu être envoyé …"
        ),
        same=False,
    ),
    Row(
        "imap-refuses",
        "nobody listens at the mailbox (IMAP)",
        imap_of(None),
        fault("expected a mail server that speaks IMAP at …; seen … Connection refused"),
        same=False,
    ),
    Row(
        "imap-garbage",
        "the mailbox does not speak IMAP",
        imap_of(b"\x00\x01 no IMAP\r\n"),
        fault("expected a mail server that speaks IMAP at …; seen unexpected response: …"),
        same=False,
    ),
    Row(
        "mailpit-refuses",
        "nobody listens at Mailpit's address",
        mailpit_of(None),
        fault("expected Mailpit at …; seen Cannot connect to host …"),
        same=False,
    ),
    Row(
        "mailpit-garbage",
        "Mailpit answers with something else than JSON",
        mailpit_of(answer(b"<html>")),
        fault("expected Mailpit at …; seen an answer that is no list of mails"),
        same=False,
    ),
    Row(
        "mailpit-500",
        "Mailpit answers with status 500",
        mailpit_of(answer(b"{}", status=b"500 Oops")),
        fault("expected Mailpit at …; seen it answers with 500"),
        same=False,
    ),
    Row(
        "no-folder",
        "the folder of the mails does not exist",
        folder_without_mails,
        fault("expected a folder 'new' of mails that can be read; seen No such file or directory"),
        same=False,
    ),
)

CHAPTERS = {
    "The line to the portal": LINE,
    "What the portal answers": ANSWERS,
    "Where it leads": WAYS,
    "What its scripts do, and the browser": SCRIPTS,
    "Mails": MAILS,
}
ROWS = tuple(row for rows in CHAPTERS.values() for row in rows)
