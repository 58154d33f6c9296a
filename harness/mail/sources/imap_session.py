"""One connection to an IMAP server; blocks. With `imap.py`, the one place of imap-tools."""

import re
import ssl
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from imaplib import IMAP4
from pathlib import Path
from socket import SHUT_RDWR, gaierror
from typing import Literal

from imap_tools import BaseMailBox, MailBox, MailBoxStartTls, MailBoxUnencrypted
from imap_tools.errors import (
    ImapToolsError,
    MailboxFolderSelectError,
    MailboxFolderStatusError,
    MailboxLoginError,
)

from harness.core.errors import MailError
from harness.core.tls import tls_context
from harness.mail.sources.polling import SIZE_LIMIT

_UNPRINTABLE = re.compile(r"[^\x20-\x7e\xa0-\uffff]+")
_LONGEST = 200  # letters of a server's own words that are told


@dataclass(frozen=True)
class Place:
    """Where an IMAP mailbox is.

    Attributes:
        host: of the server.
        port: of the server.
        user: its name there.
        password: its password; out of every repr.
        folder: the folder that the mails arrive in.
        tls: from the first byte on, after STARTTLS, or not at all.
        authorities: see `tls_context`.
        verify: see `tls_context`.
    """

    host: str
    port: int
    user: str
    password: str = field(repr=False)
    folder: str = "INBOX"
    tls: Literal["direct", "starttls", "none"] = "direct"
    authorities: Path | None = None
    verify: bool = True


class ImapSession:
    """A folder, opened for reading alone; nothing in it is marked, moved or deleted.

    Args:
        place: where it is.
        stall: seconds after which a silent server has failed.
    """

    def __init__(self, place: Place, stall: float) -> None:
        self._place = place
        self._stall = stall
        self._box: BaseMailBox | None = None

    def connect(self) -> tuple[int, int]:
        """Log in and open the folder, anew if need be.

        Returns:
            What tells this numbering of its mails from another (UIDVALIDITY), and the number
            that the next mail will have (UIDNEXT).

        Raises:
            MailError: the server is not there, refuses, or stalls.
        """
        self.drop()
        with _told(self._place):
            box = self._box = self._reach()
            self._log_in(box)
            state = box.folder.status(self._place.folder, ["UIDVALIDITY", "UIDNEXT"])
            box.folder.set(self._place.folder, readonly=True)
            return state["UIDVALIDITY"], state["UIDNEXT"]

    def _reach(self) -> BaseMailBox:
        place = self._place
        if place.tls == "none":
            return MailBoxUnencrypted(place.host, place.port, timeout=self._stall)
        context = tls_context(place.authorities, verify=place.verify)
        kind = MailBox if place.tls == "direct" else MailBoxStartTls
        return kind(place.host, place.port, timeout=self._stall, ssl_context=context)

    def _log_in(self, box: BaseMailBox) -> None:
        user, password = self._place.user, self._place.password
        if (user + password).isascii():
            box.login(user, password, initial_folder=None)
            return
        try:
            box.login_utf8(user, password, initial_folder=None)
        except IMAP4.abort:
            raise
        except IMAP4.error as error:
            raise _refused(self._place, error) from error

    @property
    def pushes(self) -> bool:
        """Whether the server says that it tells of new mails (IDLE); asked after the login."""
        with _told(self._place):
            _, answers = self._open.client.capability()
        return b"IDLE" in (answers[0] or b"").upper().split()

    def since(self, number: int) -> list[tuple[int, bytes]]:
        """The mails from a number (UID) on, with their numbers, in order.

        Raises:
            MailError: the connection failed.
        """
        with _told(self._place):
            client = self._open.client
            client.noop()  # a server tells of new mails when it likes, at the latest now
            # « n:* » names the last mail at least, whatever its number
            found = sorted(int(uid) for uid in self._open.uids(f"UID {number}:*", charset=None))
            fetched = [(uid, self._fetch(client, uid)) for uid in found if uid >= number]
            return [(uid, raw) for uid, raw in fetched if raw is not None]

    @staticmethod
    def _fetch(client: IMAP4, uid: int) -> bytes | None:
        """The bytes of a mail, not marked as seen; None where it is gone."""
        status, answers = client.uid("FETCH", str(uid), f"(BODY.PEEK[]<0.{SIZE_LIMIT}>)")
        if status != "OK":
            raise IMAP4.error(f"FETCH: {status}")
        literals = (one for one in answers if isinstance(one, tuple) and b"BODY[" in one[0].upper())
        return next((one[1] for one in literals), None)

    def listen(self) -> None:
        """Ask the server to tell of new mails from now on."""
        with _told(self._place):
            self._open.idle.start()  # type: ignore[no-untyped-call]

    def heard(self, seconds: float) -> bool:
        """Wait for the server to tell anything, so long at most.

        Raises:
            MailError: the connection is gone.
        """
        with _told(self._place):
            return bool(self._open.idle.poll(seconds))

    def unlisten(self) -> None:
        """End what `listen` began; finds out whether the server is still there."""
        with _told(self._place):
            self._open.idle.stop()  # type: ignore[no-untyped-call]

    def interrupt(self) -> None:
        """Break the connection off, from another thread: what waits for it ends at once."""
        if self._box is not None:
            with suppress(OSError, ValueError):
                self._box.client.socket().shutdown(SHUT_RDWR)

    def leave(self) -> None:
        """Say good-bye, and close."""
        if self._box is not None:
            with suppress(OSError, ImapToolsError, IMAP4.error):
                self._box.logout()
        self.drop()

    def drop(self) -> None:
        """Close without a word."""
        box, self._box = self._box, None
        if box is not None:
            with suppress(OSError):
                box.client.shutdown()

    @property
    def _open(self) -> BaseMailBox:
        if self._box is None:
            raise IMAP4.abort("no connection")
        return self._box


@contextmanager
def _told(place: Place) -> Iterator[None]:
    """Say what failed as a MailError."""
    try:
        yield
    except MailError:
        raise
    except MailboxLoginError as error:
        raise _refused(place, error) from error
    except (MailboxFolderSelectError, MailboxFolderStatusError) as error:
        remedy = "Correct `folder` under [mail]."
        raise _fault(f"a mail folder {place.folder!r}", error, remedy) from error
    except (ssl.SSLError, ssl.CertificateError) as error:
        expected = f"an encrypted connection to {place.host}:{place.port}"
        remedy = "Correct `tls`, `port` or `authorities` under [mail]."
        raise _fault(expected, error, remedy) from error
    except (OSError, EOFError, ValueError, KeyError, ImapToolsError, IMAP4.error) as error:
        expected = f"a mail server that speaks IMAP at {place.host}:{place.port}"
        remedy = "See that it runs there, then `host`, `port` and `tls` under [mail]."
        raise _fault(expected, error, remedy) from error


def _refused(place: Place, error: Exception) -> MailError:
    expected = f"the mail server at {place.host}:{place.port} to let us in"
    return _fault(expected, error, "Correct `user` and `password` under [mail].")


def _fault(expected: str, error: Exception, remedy: str) -> MailError:
    return MailError(expected, seen=_words(error), remedy=remedy)


def _words(error: Exception) -> str:
    """What went wrong, fit to be printed; what a server says is anybody's text."""
    if isinstance(error, gaierror):
        return "no such host"
    if isinstance(error, TimeoutError):
        return "no answer in time"
    said = getattr(error, "command_result", None)
    text = b" ".join(part for part in said[1] if isinstance(part, bytes)) if said else str(error)
    text = text.decode("utf-8", "replace") if isinstance(text, bytes) else text
    return _UNPRINTABLE.sub(" ", text)[:_LONGEST].strip(" .") or type(error).__name__
