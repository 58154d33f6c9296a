"""Recognises the pages of a scenario, finds the codes on them, and stores their evidence."""

from collections.abc import Iterable, Mapping

from harness.core.errors import CaptureError, EnvironmentFault, GuideError
from harness.driver.protocol import Capture, Tab
from harness.execution.evidence.code_finder import Wanted, code_on_page, other_secrets
from harness.execution.evidence.inert import inert
from harness.execution.evidence.page_tokens import possible_tokens_on, tokens_on
from harness.execution.evidence.secret_policy import SecretPolicy
from harness.execution.run_context import RunContext
from harness.guide.claims import Heading
from harness.guide.promised_code import code_shown_on
from harness.journal.writer import JournalWriter
from harness.model.journal import AuditRecord, PageRecord
from harness.model.page import Page
from harness.model.secret import POSSIBLE_TOKEN
from harness.page.classify import Classification, fits
from harness.page.find import find_field
from harness.page.fingerprint import fingerprint
from harness.page.folded import fold_of
from harness.redaction.documents import redacted_document
from harness.redaction.drawn_codes import draws_code
from harness.redaction.mail import MAX_TOKENS
from harness.redaction.secret_links import secret_addresses
from harness.redaction.split_codes import is_split, joined, joined_in_page, split_in_page

_FAR_LESS = 0.6  # share of the best score of a page, below which another title counts


class PageEvidence:
    """The pages of one scenario, with a screenshot of each by its number if a film is wanted."""

    def __init__(self, context: RunContext, journal: JournalWriter, secrets: SecretPolicy) -> None:
        self._context = context
        self._journal = journal
        self._secrets = secrets
        self._secret_addresses = secret_addresses(context.guide)
        self._codes: dict[int, str] = {}  # by the number of the page that shows it
        self._addresses: dict[str, str] = {}  # by the slug of the page
        self._best: dict[str, tuple[float, str]] = {}  # by the slug: score and window title
        self._around: dict[str, float] = {}  # by the slug: the best score of another page
        self._told: tuple[Page, str] | None = None  # the dialog that is a page, and its slug
        self._recognised: tuple[Page, Classification] | None = None
        self.film_frames: dict[int, bytes] = {}

    def active_page(self, capture: Capture, opened_for: str = "") -> Capture:
        """The page that the visitor deals with: a modal dialog, if it is a page of the guide.

        With any other dialog, the page around the dialog stays the active one.

        Args:
            capture: what the tab shows.
            opened_for: the page to which a link leads that opened the dialog, if it did. Where the
                guide names no more of that page than its heading, the dialog is that page.
        """
        front = capture.front
        if front is None:
            return capture
        if self._recognise(front).slug is None:
            if not (opened_for and self._is_told_in(front, opened_for)):
                return capture
            self._told = front, opened_for
        return capture.model_copy(update={"page": front, "front": None, "around": capture.page})

    def _is_told_in(self, dialog: Page, slug: str) -> bool:
        """Whether a dialog tells something and may be a page of which only the heading is known."""
        claims = [one.claim for one in self._context.guide.on(slug)]
        is_open = bool(claims) and all(isinstance(claim, Heading) for claim in claims)
        return is_open and bool(dialog.words) and not dialog.visible_fields

    def shows(self, capture: Capture, expected: str = "") -> str:
        """Slug of the guide's page that a capture shows; "" for none.

        Args:
            capture: what the tab shows.
            expected: the page that should have come. One page may hold two of the guide's, such as
                the terms of use below the help: it is the expected one of those it is most like.
        """
        return self._slug_of(self.active_page(capture).page, expected)

    def _slug_of(self, page: Page, expected: str) -> str:
        """The page that was recognised; of those that are equally like it, the expected one.

        The form that has the field of the expected page besides its own, or in their place, asks
        what that page asks.
        """
        if self._told and self._told[0] is page:
            return self._told[1]
        found = self._recognise(page)
        likest = found.slug or max(found.scores, key=lambda one: found.scores[one], default="")
        if self._asks_instead(page, expected, likest):
            return expected
        if found.slug is None:
            return ""
        if found.scores.get(expected) == found.scores[found.slug]:
            return expected
        if found.slug in found.elsewhere and self._is_likely(expected, found):
            return expected
        fold = fold_of(page, expected, self._context.guide)
        return expected if fold and fold.into == found.slug else found.slug

    def _asks_instead(self, page: Page, slug: str, found: str) -> bool:
        """Whether a page asks all that a page of the guide asks, and nothing of the one found."""
        guide = self._context.guide
        wanted, others = guide.labels(slug), guide.labels(found)
        every = (*wanted, *others)
        return (
            slug != found
            and bool(wanted and others)
            and all(find_field(page, label, every) for label in wanted)
            and not any(find_field(page, label, every) for label in others)
        )

    def _is_likely(self, slug: str, found: Classification) -> bool:
        """Whether a page has enough of a page of the guide, at an address that it may have."""
        score, best = found.scores.get(slug, 0.0), found.scores[found.slug or ""]
        is_enough = score >= max(self._context.classifier.threshold, _FAR_LESS * best)
        return is_enough and slug not in found.elsewhere

    def _recognise(self, page: Page) -> Classification:
        """Recognise a page; the last answer is cached."""
        if self._recognised is None or self._recognised[0] is not page:
            found = self._context.classifier.classify(page)
            self._recognised = page, self._beyond_frame(found, page)
        return self._recognised[1]

    def _beyond_frame(self, found: Classification, page: Page) -> Classification:
        """The page of the guide that a page is most like, if it has more of it than its frame."""
        scores, least = found.scores, self._context.classifier.threshold
        likely = sorted(scores, key=lambda one: -scores[one]) if found.slug else []
        if found.slug in found.frame_alone and self._stood_around(found.slug, scores):
            likely.sort(key=lambda one: self._stood_around(one, scores))
        for slug in (one for one in likely if scores[one] >= least):
            score = min(scores[slug], 1.0)
            if not self._is_frame(slug, score, page):
                return found.model_copy(update={"slug": slug, "score": score})
        return found.model_copy(update={"slug": None})

    def _stood_around(self, slug: str, scores: Mapping[str, float]) -> bool:
        """Whether as much of a page of the guide stood on a page that is another one."""
        return scores[slug] <= min(self._around.get(slug, 0.0), 1.0)

    def _is_frame(self, slug: str, score: float, page: Page) -> bool:
        """Whether what a page has of a page of the guide stands around other pages, too.

        It was seen better before. Then no more of it is there than on a page that is another one
        (the fields of the login beside each page). Or it is far less, and the page has another
        title and asks for nothing: a page that does is known by what it asks.
        """
        best, title = self._best.get(slug, (0.0, ""))
        if score <= self._around.get(slug, 0.0) < best:
            return True
        asks = bool(self._context.guide.labels(slug))
        return not asks and score < _FAR_LESS * best and page.title != title

    async def record(self, capture: Capture, tab: Tab, expected: str = "") -> PageRecord:
        """Record a page with its HTML, its screenshot and its audit; `expected` as for `shows`."""
        self._learn_tokens(capture)
        number = self._journal.count(PageRecord) + 1
        found = self._recognise(capture.page)
        refuses = self._refused_forms(capture.page)
        goals = {goal for page in refuses for goal in self._context.guide.pages[page].goals}
        recognised = self._slug_of(capture.page, expected)
        slug = "" if recognised in goals else recognised
        for other, score in found.scores.items() if slug else ():
            if other != slug:
                self._around[other] = max(self._around.get(other, 0.0), score)
        self._best[slug] = max(self._best.get(slug, (0.0, "")), (found.score, capture.page.title))
        code = self._learn_code(slug or expected, capture.page)
        if code and slug:
            self._codes[number] = code
        shown_in_pieces = bool(code) and is_split(capture.page, code)
        if shown_in_pieces:
            capture = _with_joined_code(capture, code)
        self._addresses[slug] = capture.page.url
        name = f"pages/{number:02d}-{slug or 'unknown'}"
        apart = split_in_page(capture.page, self._journal.vault.distinctive)
        for secret in apart:
            capture = _with_joined_code(capture, secret)
        shown_in_pieces = shown_in_pieces or bool(apart)
        document = redacted_document(capture.html, self._journal.vault)
        html = self._journal.store(f"{name}.html", inert(document.text).encode("utf-8", "replace"))
        # A screenshot cannot cover a code whose characters stand apart, nor one that is drawn.
        is_open = shown_in_pieces or (bool(document.held) and draws_code(capture.html))
        picture = "" if is_open else await self._screenshot(capture, tab, number, f"{name}.png")
        await self._audit(capture, tab, number)
        return self._journal.add(
            PageRecord(
                number=number,
                slug=slug,
                score=round(found.score, 3),
                refuses=refuses,
                as_told=self._is_told(capture.page, slug, refuses),
                time=self._journal.elapsed,
                page=capture.page,
                blocked=capture.blocked,
                dialogs=capture.dialogs,
                questions=capture.questions,
                exchanges=capture.exchanges,
                calls=capture.calls,
                around=capture.around,
                around_slug=self._slug_of(capture.around, "") if capture.around else "",
                html=html,
                screenshot=picture,
                holds=document.held,
            )
        )

    def _is_told(self, page: Page, slug: str, refuses: Iterable[str]) -> bool:
        """Whether the target file gives a page the error's status that it has.

        It does for a page of the guide, and for what tells that a form is refused.
        """
        target = self._context.target
        hints = (target.pages.get(slug), *map(target.refusals.get, refuses))
        return page.is_error and page.status in {hint.status for hint in hints if hint}

    def _refused_forms(self, page: Page) -> tuple[str, ...]:
        """The guide's pages whose forms a page refuses, as the target file says."""
        hints = self._context.refusals.items()
        return tuple(
            slug
            for slug, hint in hints
            if fits(hint["address"], hint["marker"], page) and hint["status"] in {None, page.status}
        )

    def _learn_tokens(self, capture: Capture) -> None:
        """Learn what the guide calls secret in the links of mails, wherever a page has it."""
        for part in self._secrets.private(tokens_on(capture, self._secret_addresses)):
            self._journal.learn(part, "link-token")
        known = self._journal.vault.values()
        found = possible_tokens_on(capture, self._context.base_url)
        new = [one for one in found if not any(one in value or value in one for value in known)]
        if len(known) < MAX_TOKENS:
            for part in self._secrets.private(new):
                self._journal.learn(part, POSSIBLE_TOKEN)

    def _learn_code(self, slug: str, page: Page) -> str:
        """Learn the code as a secret that a page of the guide shows; returns it, "" for none.

        A page that was expected and is not recognised may show it all the same.
        """
        guide = self._context.guide
        promised = code_shown_on(slug, guide) if slug else None
        if promised is None:
            return ""
        others = other_secrets(promised.announcement, guide)
        known = self._secrets.no_codes
        wanted = Wanted(promised.announcement, known, others, promised.shapes)
        found = code_on_page(page, wanted)
        if found.code:
            self._journal.learn(found.code, promised.secret, shown=found.shown)
        return found.code

    async def _screenshot(self, capture: Capture, tab: Tab, number: int, name: str) -> str:
        """Store a screenshot of a page, once for each distinct page; returns its file."""
        screenshots = self._context.screenshots
        if screenshots is None:
            return ""
        if self._context.config.films:
            self.film_frames[number] = await self._take_screenshot(tab)

        async def take() -> str:
            image = self.film_frames.get(number) or await self._take_screenshot(tab)
            return self._journal.store(name, image) if image else ""

        return await screenshots.once(self._fingerprint(capture), take)

    async def _take_screenshot(self, tab: Tab) -> bytes:
        try:
            return await tab.screenshot(self._journal.vault.values()) or b""
        except CaptureError:  # a page that is too heavy to be drawn is still judged
            return b""

    async def _audit(self, capture: Capture, tab: Tab, number: int) -> None:
        """Record the accessibility of a page, audited once for each distinct page."""
        if self._context.audits is None:
            return

        async def take() -> AuditRecord:
            try:
                return AuditRecord(page=number, violations=await tab.audit() or ())
            except EnvironmentFault as fault:
                return AuditRecord(page=number, problem=fault.seen)

        found = await self._context.audits.once(self._fingerprint(capture), take)
        self._journal.add(found.model_copy(update={"page": number}))

    def _fingerprint(self, capture: Capture) -> str:
        return fingerprint(capture.page, hide=self._secrets.without_account_facts)

    def address_of(self, page: str) -> str:
        """The address under which a page of the guide was seen last.

        Raises:
            GuideError: no visitor of this scenario has seen it.
        """
        if page not in self._addresses:
            raise GuideError(
                "a page that somebody saw before on this walk",
                seen=page,
                remedy="Let another visitor of the scenario go there first.",
            )
        return self._addresses[page]

    def code_on(self, record: PageRecord | None) -> str:
        """The code that a recorded page shows; "" for none."""
        return self._codes.get(record.number, "") if record else ""


def _with_joined_code(capture: Capture, code: str) -> Capture:
    page, html = joined_in_page(capture.page, code), joined(capture.html, code)
    return capture.model_copy(update={"page": page, "html": html})
