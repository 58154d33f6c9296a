"""Ledgers: what is accepted, by whom, why and until when."""
