"""The exit codes of all commands."""

OK = 0
"""All that was asked for holds."""
FINDINGS = 1
"""Something does not hold, or differs."""
USAGE = 2
"""The command line, a target file or a folder is wrong; nothing was done."""
FAULT = 3
"""The program or its environment broke; the result proves nothing."""
NOTHING = 4
"""There was nothing to do."""

INTERRUPTED = 130
"""The user pressed Ctrl-C."""
