"""Runs scenarios on a portal and keeps their journals."""
