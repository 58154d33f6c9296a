"""The smaller sections of a target file; `harness.config.target` puts them together."""

import re
from pathlib import Path
from typing import Annotated, Literal

from pydantic import AfterValidator, Field, NonNegativeFloat, NonNegativeInt, PositiveFloat

from harness.config.base import Section, beside
from harness.core.validation import did_you_mean, web_address

PLACEHOLDERS = ("python", "port", "smtp", "smtp_host", "smtp_port", "accounts")
OF_RESET = ("accounts", "identifiers")

_PLACEHOLDER = re.compile(r"\{(\w+)\}")
_HOST = r"^[\w.*?:\[\]-]+$"


def _host(name: str) -> str:
    if not re.search(_HOST, name):
        raise ValueError(
            "expected the name of a host, without scheme and path, such as api.portail.example"
        )
    return name


def _placeholders(argument: str) -> str:
    return _known(argument, PLACEHOLDERS)


def _of_reset(argument: str) -> str:
    return _known(argument, OF_RESET)


def _known(argument: str, placeholders: tuple[str, ...]) -> str:
    for name in _PLACEHOLDER.findall(argument):
        if name not in placeholders:
            raise ValueError(f"unknown placeholder {{{name}}}; {did_you_mean(name, placeholders)}")
    return argument


def from_the_root(path: str) -> str:
    """A path of the portal, from its base address."""
    if not path.startswith("/"):
        raise ValueError("expected a path that starts with /")
    return path


def _of_folder(path: str) -> str:
    return _known(path, ("bundled",))


def _of_address(address: str) -> str:
    if address:
        web_address(address.replace("{port}", "1"))
    return address


def _regular_expression(pattern: str) -> str:
    try:
        re.compile(pattern)
    except re.error as error:
        raise ValueError(f"expected a regular expression; {error}") from error
    return pattern


Command = Annotated[tuple[Annotated[str, AfterValidator(_placeholders)], ...], Field(min_length=1)]


class Head(Section):
    """The section ``[target]``: exactly one of an address and a command.

    Attributes:
        name: in small letters; part of the name of a run's folder.
        base_url: where the portal serves.
        launch: the command that starts the portal, without a shell.
    """

    name: Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9._-]*$", max_length=60)]
    base_url: Annotated[str, AfterValidator(web_address)] | None = None
    launch: Command | None = None


class LaunchSettings(Section):
    """The section ``[launch]``: how the command of a launched portal is run.

    Attributes:
        cwd: the folder it runs in, relative to the target file; ``{bundled}`` is the folder of
            the bundled portal. Left out: the target file's folder.
        env: what its environment has beside the usual variables.
        shell: whether ``launch`` is one line for the shell.
        build: a command that runs before, such as ``["npm", "ci"]``.
        address: where the portal serves; it is ready as soon as something answers there. Left
            out: ``http://127.0.0.1:{port}/`` if the command has ``{port}``.
        ready: a regular expression; a line of the output that it matches says that the portal is
            ready. Left out: the portal is ready as soon as it answers.
        stop: a command that ends the portal, for commands that leave a service behind.
        reuse: whether a portal that already answers at ``address`` is used as it is.
    """

    cwd: Annotated[str, AfterValidator(_of_folder)] = ""
    env: dict[str, str] = Field(default_factory=dict)
    shell: bool = False
    build: Command | None = None
    address: Annotated[str, AfterValidator(_placeholders), AfterValidator(_of_address)] = ""
    ready: Annotated[str, AfterValidator(_regular_expression)] = ""
    stop: Command | None = None
    reuse: bool = False


class AccountSettings(Section):
    """Whose accounts the target has.

    Attributes:
        generate: make people up and hand them to the launched target.
        file: a JSON list of accounts, relative to the target file.
        state: where what runs change of them is kept, relative to the target file; beside the
            file of accounts unless named.
        reset: the command that puts accounts back to what their file says, without a shell.
        reset_before: whether it runs before each scenario, or once before the run.
        seed: of the made-up people; the same seed gives the same people.
    """

    generate: bool = False
    file: Annotated[Path, AfterValidator(beside)] | None = None
    seed: NonNegativeInt = 2010
    state: Annotated[Path, AfterValidator(beside)] | None = None
    reset: (
        Annotated[tuple[Annotated[str, AfterValidator(_of_reset)], ...], Field(min_length=1)] | None
    ) = None
    reset_before: Literal["run", "scenario"] = "run"


class Allow(Section):
    """What may be done to the target.

    Attributes:
        send_mail: it may be made to send mails.
        change_code: a confidential code may be renewed.
        lock_account: a code may be lost to three wrong tries.
        hosts: that belong to the portal beside its own, with * and ?.
    """

    send_mail: bool = True
    change_code: bool = True
    lock_account: bool = False
    hosts: tuple[
        Annotated[str, AfterValidator(_host), Field(json_schema_extra={"pattern": _HOST})], ...
    ] = ()


class Pace(Section):
    """How fast the target may be asked.

    Attributes:
        requests_per_second: documents at most; None for as fast as it answers.
    """

    requests_per_second: PositiveFloat | None = None


class Limits(Section):
    """When a run stops by itself; 0 for never.

    Attributes:
        errors: share of the last 20 movements that met an error of the server or no answer.
        slowdown: how many times as long as at first the portal takes for an answer.
        requests: movements at most.
        stop: a file that stops the run as soon as it is there.
    """

    errors: Annotated[float, Field(ge=0, le=1)] = 0.0
    slowdown: NonNegativeFloat = 0.0
    requests: NonNegativeInt = 0
    stop: Annotated[Path, AfterValidator(beside)] | None = None


class Timeouts(Section):
    """How long is waited, in seconds.

    Attributes:
        page: for a page.
        mail: for a mail.
        launch: until a launched portal prints the line READY.
    """

    page: PositiveFloat = 10.0
    mail: PositiveFloat = 10.0
    launch: PositiveFloat = 20.0


class LoginSettings(Section):
    """What is different at this portal's login.

    Attributes:
        from_home: whether the login window is reached from a public home page, as the guide says;
            else walks begin at the address of `login` under [entry].
        certification: where the certification code is asked at the next login: on a page of its
            own after identifier and confidential code ("own-page"), or by a field beside them
            ("login-form").
    """

    from_home: bool = True
    certification: Literal["own-page", "login-form"] = "own-page"

    @property
    def lacks(self) -> tuple[str, ...]:
        """Pages of the guide that this portal does not have."""
        home = () if self.from_home else ("home",)
        return (*home, "certification") if self.certification == "login-form" else home


class PageHint(Section):
    """By what a page of this portal is known, where its words are not enough.

    Attributes:
        address: of the page, from the base address, with * and ?.
        marker: words that stand on this page and on no other.
    """

    address: Annotated[str, AfterValidator(from_the_root)] = ""
    marker: Annotated[str, Field(max_length=400)] = ""


Words = dict[str, str | dict[str, str]]
