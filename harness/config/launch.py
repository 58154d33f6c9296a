"""The sections ``[target]`` and ``[launch]`` of a target file: the portal's address or command."""

import re
from typing import Annotated

from pydantic import AfterValidator, Field

from harness.config.base import Section
from harness.config.placeholders import with_placeholders
from harness.core.validation import web_address

PLACEHOLDERS = ("python", "port", "smtp", "smtp_host", "smtp_port", "accounts", "mutant")


def _address(address: str) -> str:
    if address:
        web_address(address.replace("{port}", "1"))
    return address


def _regular_expression(pattern: str) -> str:
    try:
        re.compile(pattern)
    except re.error as error:
        raise ValueError(f"expected a regular expression; {error}") from error
    return pattern


Argument = Annotated[str, with_placeholders(*PLACEHOLDERS)]
Command = Annotated[tuple[Argument, ...], Field(min_length=1)]


class TargetSection(Section):
    """The section ``[target]``: exactly one of an address and a command.

    Attributes:
        name: in small letters; part of the name of a run's folder.
        base_url: address of the portal.
        launch: the command that starts the portal, without a shell.
        missing_pages: pages of the guide that the portal does not have.
        suite: folder of the suite that the portal is held to, relative to the target file, or
            the name of the bundled one. Default: the suite in whose folder the file lies, else
            the bundled one.
    """

    name: Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9._-]*$", max_length=60)]
    base_url: Annotated[str, AfterValidator(web_address)] | None = None
    launch: Command | None = None
    missing_pages: tuple[str, ...] = ()
    suite: str = ""


class LaunchSettings(Section):
    """The section ``[launch]``: how the command of a launched portal is run.

    Attributes:
        cwd: the folder it runs in, relative to the target file; ``{bundled}`` is the folder of
            the bundled portal. Default: the target file's folder.
        env: further environment variables; ``{mutant}`` in them is the name of the defect to
            switch on, or nothing.
        shell: whether ``launch`` is one line for the shell.
        build: a command that runs before, such as ``["npm", "ci"]``.
        address: address of the portal; it is ready as soon as something answers there. Default:
            ``http://127.0.0.1:{port}/`` if the command has ``{port}``.
        ready: a regular expression; the portal is ready when it matches a line of the output.
            Default: the portal is ready as soon as it answers.
        stop: a command that ends the portal, for commands that leave a service running.
        reuse: whether a portal that already answers at ``address`` is used as it is.
    """

    cwd: Annotated[str, with_placeholders("bundled")] = ""
    env: dict[str, str] = Field(default_factory=dict)
    shell: bool = False
    build: Command | None = None
    address: Annotated[Argument, AfterValidator(_address)] = ""
    ready: Annotated[str, AfterValidator(_regular_expression)] = ""
    stop: Command | None = None
    reuse: bool = False
