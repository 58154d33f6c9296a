"""The options that several commands have, each described once."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from harness.cli.help.language import spoken_language
from harness.config.choices import DriverName, Lang, RecordingScope


class Job(StrEnum):
    """What a command does for those who write a suite."""

    NEW = "new"
    CHECK = "check"


# --- which scenarios, on which portal ---
TargetName = Annotated[
    str | None, typer.Argument(help="Target file, or the name of one of the suite's targets.")
]
SuiteName = Annotated[
    str | None,
    typer.Option("--suite", help="Suite folder to use instead of the one that the target names."),
]
Only = Annotated[
    list[str] | None,
    typer.Option(help="Scenarios with this name or label; * and ? are wildcards. Repeatable."),
]
OwnScenarios = Annotated[Path | None, typer.Option(help="Folder with your own scenarios.")]
OwnGuide = Annotated[
    Path | None,
    typer.Option("--guide", help="Folder with your own guide; its pages are opened and checked."),
]
Profiles = Annotated[
    list[str] | None,
    typer.Option(help="Profile to check beside the guide: hardening or accessibility. Repeatable."),
]
LastFailed = Annotated[
    bool, typer.Option("--last-failed", help="Only scenarios that failed or did not run last time.")
]
ShardText = Annotated[
    str | None, typer.Option("--shard", help="Part K of N of the scenarios, such as 2/5.")
]
Durations = Annotated[
    Path | None, typer.Option(help="Folder of an earlier run, whose times even out the shards.")
]

# --- how they run ---
Driver = Annotated[DriverName, typer.Option(help="Real browser or plain HTTP.")]
Jobs = Annotated[
    int, typer.Option(min=0, max=256, help="Parallel scenarios; 0 chooses by the number of cores.")
]
Headed = Annotated[bool, typer.Option("--headed", help="Show the browser window.")]
SlowMo = Annotated[
    float,
    typer.Option(min=0, max=60_000, help="Pause of the browser before each action."),
]
Step = Annotated[bool, typer.Option("--step", help="Wait for Enter before each step.")]
Debug = Annotated[
    str | None,
    typer.Option(help="Run this one scenario in a window, slowly, step by step, with a trace."),
]
Trace = Annotated[
    RecordingScope | None,
    typer.Option("--trace", help="Save Playwright traces of failed scenarios, or of all."),
]
Film = Annotated[
    RecordingScope | None,
    typer.Option("--film", help="Save an animation of failed scenarios, or of all."),
]
Validation = Annotated[
    bool,
    typer.Option(
        "--validation/--no-validation",
        help="Keep the browser's built-in form validation, or switch it off.",
    ),
]
Retries = Annotated[
    int,
    typer.Option(
        min=0, max=100, help="Retry a failed scenario up to N times, with other accounts."
    ),
]
FailFast = Annotated[bool, typer.Option("--fail-fast", help="Stop at the first failure.")]
Yes = Annotated[
    bool, typer.Option("--yes", help="Start without asking for confirmation, as in CI.")
]
PlanOnly = Annotated[bool, typer.Option("--plan", help="Show the plan and its cost; run nothing.")]

# --- what is written ---
Out = Annotated[Path | None, typer.Option(help="Folder for the results.")]
LANGUAGE = spoken_language()
"""The language of the reports where the command's own `--lang` names none."""
Language = Annotated[Lang, typer.Option(help="Language of the reports and of the help.")]
Known = Annotated[
    Path | None,
    typer.Option(help="Ledger of known deviations: what it lists does not fail the run."),
]
Update = Annotated[
    bool,
    typer.Option("--update", help="Remove from the ledger of --known what is no longer observed."),
]
RunFolder = Annotated[Path, typer.Argument(help="Folder of a run.")]
