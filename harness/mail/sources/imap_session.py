"""One connection to an IMAP server; blocks. Only this module and `imap` use imap-tools."""

import re
import ssl
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from imaplib import IMAP4
from socket import SHUT_RDWR, gaierror

from imap_tools import BaseMailBox, MailBox, MailBoxStartTls, MailBoxUnencrypted
from imap_tools.errors import (
    ImapToolsError,
    MailboxFolderSelectError,
    MailboxFolderStatusError,
    MailboxLoginError,
)

from harness.config.mail import MailSettings
from harness.core.errors import MailError
from harness.core.tls import tls_context
from harness.mail.source import MAX_MAIL_BYTES

_UNPRINTABLE = re.compile(r"[^\x20-\x7e\xa0-\uffff]+")
_MAX_ERROR_TEXT = 200  # characters of a server's message that are shown


class ImapSession:
    """A folder opened read-only; nothing in it is marked, moved or deleted.

    Args:
        account: server, user and folder, as `[mail]` has them.
        stall: seconds after which a silent server counts as failed.
    """

    def __init__(self, account: MailSettings, stall: float) -> None:
        self._account = account
        self._stall = stall
        self._box: BaseMailBox | None = None

    def connect(self) -> tuple[int, int]:
        """Log in and open the folder; a new connection replaces the current one.

        Returns:
            The identity of the folder's numbering (UIDVALIDITY), and the number of the next mail
            (UIDNEXT).

        Raises:
            MailError: the server is unreachable, refuses, or stalls.
        """
        self.drop()
        with _as_mail_error(self._account):
            box = self._box = self._reach()
            self._log_in(box)
            state = box.folder.status(self._account.folder, ["UIDVALIDITY", "UIDNEXT"])
            box.folder.set(self._account.folder, readonly=True)
            return state["UIDVALIDITY"], state["UIDNEXT"]

    def _reach(self) -> BaseMailBox:
        account = self._account
        if account.tls == "none":
            return MailBoxUnencrypted(account.host, account.imap_port, timeout=self._stall)
        context = tls_context(account.authorities, verify=account.verify)
        kind = MailBox if account.tls == "direct" else MailBoxStartTls
        return kind(account.host, account.imap_port, timeout=self._stall, ssl_context=context)

    def _log_in(self, box: BaseMailBox) -> None:
        user, password = self._account.user, self._account.password
        if (user + password).isascii():
            box.login(user, password, initial_folder=None)
            return
        try:
            box.login_utf8(user, password, initial_folder=None)
        except IMAP4.abort:
            raise
        except IMAP4.error as error:
            raise _login_error(self._account, error) from error

    @property
    def pushes(self) -> bool:
        """Whether the server can notify of new mails (IDLE); only known after the login."""
        with _as_mail_error(self._account):
            _, answers = self._open.client.capability()
        return b"IDLE" in (answers[0] or b"").upper().split()

    def since(self, number: int) -> list[tuple[int, bytes]]:
        """The mails from a number (UID) on, with their numbers, in order.

        Raises:
            MailError: the connection failed.
        """
        with _as_mail_error(self._account):
            client = self._open.client
            client.noop()  # a server reports new mails at this command at the latest
            # "n:*" always contains the last mail, whatever its number
            found = sorted(int(uid) for uid in self._open.uids(f"UID {number}:*", charset=None))
            fetched = [(uid, self._fetch(client, uid)) for uid in found if uid >= number]
            return [(uid, raw) for uid, raw in fetched if raw is not None]

    @staticmethod
    def _fetch(client: IMAP4, uid: int) -> bytes | None:
        """The bytes of a mail, not marked as seen; None if it was deleted."""
        status, answers = client.uid("FETCH", str(uid), f"(BODY.PEEK[]<0.{MAX_MAIL_BYTES}>)")
        if status != "OK":
            raise IMAP4.error(f"FETCH: {status}")
        literals = (one for one in answers if isinstance(one, tuple) and b"BODY[" in one[0].upper())
        return next((one[1] for one in literals), None)

    def listen(self) -> None:
        """Ask the server to notify of new mails from now on."""
        with _as_mail_error(self._account):
            self._open.idle.start()

    def wait_for_news(self, seconds: float) -> bool:
        """Wait for a notification.

        Raises:
            MailError: the connection is lost.
        """
        with _as_mail_error(self._account):
            return bool(self._open.idle.poll(seconds))

    def unlisten(self) -> None:
        """End what `listen` began; fails if the connection is lost."""
        with _as_mail_error(self._account):
            self._open.idle.stop()

    def interrupt(self) -> None:
        """Break the connection off, from another thread; a waiting call ends at once."""
        if self._box is not None:
            with suppress(OSError, ValueError):
                self._box.client.socket().shutdown(SHUT_RDWR)

    def leave(self) -> None:
        """Log out, and close."""
        if self._box is not None:
            with suppress(OSError, ImapToolsError, IMAP4.error):
                self._box.logout()
        self.drop()

    def drop(self) -> None:
        """Close without logging out."""
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
def _as_mail_error(account: MailSettings) -> Iterator[None]:
    """Turn errors of the connection into a MailError."""
    try:
        yield
    except MailError:
        raise
    except MailboxLoginError as error:
        raise _login_error(account, error) from error
    except (MailboxFolderSelectError, MailboxFolderStatusError) as error:
        remedy = "Correct `folder` under [mail]."
        raise _mail_error(f"a mail folder {account.folder!r}", error, remedy) from error
    except ssl.SSLError as error:
        expected = f"an encrypted connection to {account.host}:{account.imap_port}"
        remedy = "Correct `tls`, `port` or `authorities` under [mail]."
        raise _mail_error(expected, error, remedy) from error
    except (OSError, EOFError, ValueError, KeyError, ImapToolsError, IMAP4.error) as error:
        expected = f"a mail server that speaks IMAP at {account.host}:{account.imap_port}"
        remedy = "See that it runs there, then `host`, `port` and `tls` under [mail]."
        raise _mail_error(expected, error, remedy) from error


def _login_error(account: MailSettings, error: Exception) -> MailError:
    expected = f"the mail server at {account.host}:{account.imap_port} to let us in"
    return _mail_error(expected, error, "Correct `user` and `password` under [mail].")


def _mail_error(expected: str, error: Exception, remedy: str) -> MailError:
    return MailError(expected, seen=_error_text(error), remedy=remedy)


def _error_text(error: Exception) -> str:
    """What went wrong, safe to print; a server's message may contain anything."""
    if isinstance(error, gaierror):
        return "no such host"
    if isinstance(error, TimeoutError):
        return "no answer in time"
    answer = getattr(error, "command_result", None)
    parts = answer[1] if answer else ()
    text = b" ".join(p for p in parts if isinstance(p, bytes)) if answer else str(error)
    text = text.decode("utf-8", "replace") if isinstance(text, bytes) else text
    return _UNPRINTABLE.sub(" ", text)[:_MAX_ERROR_TEXT].strip(" .") or type(error).__name__
