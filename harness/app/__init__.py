"""Use cases, for the command line and for the pytest plugin; neither typer nor pytest in here."""
