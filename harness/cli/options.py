"""The options that commands have in common, each described once."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from harness.config.choices import DriverName, Lang, Whose


class Profile(StrEnum):
    """What is looked at beside the guide; never part of its verdict."""

    HARDENING = "hardening"
    ACCESSIBILITY = "accessibility"


# --- what to walk ---
TargetName = Annotated[str | None, typer.Argument(help="Target file, or its name.")]
Only = Annotated[list[str] | None, typer.Option(help="Name or label, with * and ?.")]
OwnScenarios = Annotated[Path | None, typer.Option(help="Folder of your own scenarios.")]
OwnGuide = Annotated[
    Path | None,
    typer.Option("--guide", help="Folder of your own guide: its pages are opened and read."),
]
Profiles = Annotated[list[Profile] | None, typer.Option(help="Judged beside the guide.")]
LastFailed = Annotated[
    bool,
    typer.Option("--last-failed", help="Only what failed, or was not walked, the last time."),
]
ShardText = Annotated[str | None, typer.Option("--shard", help="Part K of N, such as 2/5.")]
Durations = Annotated[
    Path | None, typer.Option(help="Earlier run by whose times the shards are balanced.")
]

# --- how ---
Driver = Annotated[DriverName, typer.Option(help="What moves.")]
Jobs = Annotated[int, typer.Option(min=0, help="Scenarios at once; 0 by the cores.")]
Headed = Annotated[bool, typer.Option("--headed", help="Show the browser.")]
Trace = Annotated[
    Whose | None, typer.Option("--trace", help="Whose traces by Playwright are kept.")
]
Film = Annotated[
    Whose | None, typer.Option("--film", help="Whose films, a picture for each step, are kept.")
]
Validation = Annotated[
    bool,
    typer.Option(
        "--validation/--no-validation",
        help="Whether the browser holds back what a page calls mandatory.",
    ),
]
Retries = Annotated[
    int, typer.Option(min=0, help="Walk what fails again, at most so often, with other people.")
]
FailFast = Annotated[bool, typer.Option("--fail-fast", help="End at the first failure.")]

# --- what is kept and told ---
Out = Annotated[Path | None, typer.Option(help="Folder to keep the run in.")]
Language = Annotated[Lang, typer.Option(help="Language of the reports.")]
Known = Annotated[Path | None, typer.Option(help="Ledger of known deviations.")]
Update = Annotated[
    bool, typer.Option("--update", help="Take out of the ledger what is seen no more.")
]
RunFolder = Annotated[Path, typer.Argument(help="Folder of a kept run.")]
