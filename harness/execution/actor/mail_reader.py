"""Reads the mails of the accounts of one scenario."""

from collections import defaultdict

from harness.accounts.model import Account
from harness.core.processes.deadline import Deadline
from harness.execution.evidence.store import EvidenceStore
from harness.mail.source import MailSource
from harness.model.mail import Mail

_BETWEEN_TWO = 2.0  # seconds between the mails of a request that was sent twice at once


class MailReader:
    """Receives mails and records them; each is waited for some seconds at most."""

    def __init__(self, source: MailSource, evidence: EvidenceStore, timeout: float) -> None:
        self.timeout = timeout
        self.others: tuple[str, ...] = ()  # kinds of the mails that came when another was awaited
        self._source = source
        self._evidence = evidence
        self._first = 0  # the scenario's mails lie between these bookmarks of the source
        self._last: int | None = None
        self._bookmarks: dict[str, int] = {}  # by visitor, before the last movement
        self._recorded: set[int] = set()  # ids
        self._read: dict[int, tuple[str, str]] = {}  # kind and code of each that was waited for
        self._taken: set[tuple[int, str]] = set()  # ids, each with the mailbox that received it
        self._received: defaultdict[str, list[Mail]] = defaultdict(list)  # by the guide's mail

    async def begin(self) -> None:
        """From now on mails to the accounts belong to this scenario."""
        self._first, self._last = await self._source.bookmark(), None

    async def release_accounts(self) -> None:
        """Mails to the accounts that arrive from now on belong to the next scenario."""
        self._last = await self._source.bookmark()

    async def before_movement(self, visitor: str) -> None:
        """Note that the mails of a visitor's next movement arrive from now on."""
        self._bookmarks[visitor] = await self._source.bookmark()

    async def wait_for(
        self, kind: str, account: Account, visitor: str, *, several: bool = False
    ) -> tuple[Mail, ...]:
        """The mail of a kind that a visitor's last movement sent to an account.

        A mail that is none of the guide's is taken for it if no other comes.

        Args:
            kind: slug of the guide's mail.
            account: that the mail goes to.
            visitor: whose movement it was.
            several: whether the movement may have sent several, and all of them are meant.

        Returns:
            The mail, or several in the order of their arrival; none if none comes in time.
        """
        since = self._bookmarks.get(visitor, 0)
        deadline, unlike = Deadline(self.timeout), None
        others: dict[str, None] = {}
        while mail := await self._source.wait(account.mailbox, since, max(0.0, deadline.left())):
            since = mail.id
            found = self._kind_for(mail, account)
            if found == kind:
                taken = await self._and_later(mail, kind, account) if several else (mail,)
                self._taken |= {(one.id, account.mailbox) for one in taken}
                return taken
            if mail.id not in self._recorded and not found:
                unlike = unlike or mail
            if mail.id not in self._recorded and found:
                others[found] = None
        self.others = tuple(others)
        return (unlike,) if unlike else ()

    async def gone_elsewhere(self, kind: str, account: Account, visitor: str) -> Mail | None:
        """A mail of a kind that a visitor's last movement sent, and not to this account."""
        for mail in await self._source.since(self._bookmarks.get(visitor, 0)):
            is_to_others = account.mailbox not in mail.addressed_to and bool(mail.addressed_to)
            is_new = mail.id not in self._recorded and self._evidence.may_have_sent(mail)
            if is_to_others and is_new and self._evidence.kind_of(mail) == kind:
                return mail
        return None

    def _kind_for(self, mail: Mail, account: Account) -> str:
        """The kind of a mail; "" for none, and for one that the account has received already.

        One that goes to several accounts is received by each of them.
        """
        if mail.id not in self._recorded:
            return self._evidence.kind_of(mail)
        is_taken = (mail.id, account.mailbox) in self._taken
        is_shared = len(mail.addressed_to & self._evidence.emails) > 1
        return self._read.get(mail.id, ("", ""))[0] if is_shared and not is_taken else ""

    async def _and_later(self, mail: Mail, kind: str, account: Account) -> tuple[Mail, ...]:
        """A mail and the later ones of its kind to an account, once no more are expected."""
        await self._source.wait(account.mailbox, mail.id, min(self.timeout, _BETWEEN_TWO))
        await self._source.quiesce()
        later = (
            one
            for one in await self._source.since(mail.id)
            if account.mailbox in one.addressed_to and self._evidence.kind_of(one) == kind
        )
        return (mail, *later)

    def record(self, mail: Mail, kind: str) -> str:
        """Record a mail that the scenario waited for; returns the code in it, "" for none."""
        self._received[kind].append(mail)
        if mail.id not in self._read:
            self._recorded.add(mail.id)
            code = self._evidence.record_mail(mail, waited=True, kind=kind)
            self._read[mail.id] = kind, code
        return self._read[mail.id][1]

    def received(self, kind: str, number: int) -> Mail:
        """A mail of a kind by its number among those received, from 1; 0 for the latest."""
        return self._received[kind][number - 1]

    async def collect(self) -> int:
        """Record the mails that no step waited for; returns their number."""
        await self._source.settle()
        mails = await self._source.since(self._first)
        own = mails if self._last is None else mails[: self._last - self._first]
        new = [mail for mail in own if self._is_new(mail)]
        for mail in new:
            self._recorded.add(mail.id)
            self._evidence.record_mail(mail, waited=False)
        return len(new)

    def _is_new(self, mail: Mail) -> bool:
        is_own = bool(mail.addressed_to & self._evidence.emails)
        return is_own and mail.id not in self._recorded
