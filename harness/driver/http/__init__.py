"""The driver over plain HTTP: no scripts, no layout, a few milliseconds a page."""
