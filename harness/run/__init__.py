"""Walks scenarios on a target and keeps their journals."""
