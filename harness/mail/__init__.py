"""Mails, and the sources that receive or read them."""
