"""Consumers of events and findings; none of them touches a portal."""
