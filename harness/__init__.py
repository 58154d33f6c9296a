"""codes-perdus: tells whether a portal keeps the promises of its guide."""

__version__ = "0.1.0"
