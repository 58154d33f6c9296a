"""The drivers: they operate a portal through a real browser or over plain HTTP."""
