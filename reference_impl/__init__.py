"""The reference portal: the guide's pages and rules, as a portal that keeps every promise of it.

It is a target like any other: launched by a command (``python -m reference_impl``), driven over
HTTP, with its mail sent by real SMTP. It shares no code with the harness that judges it, so that
one misreading of the guide cannot hide in both.
"""
