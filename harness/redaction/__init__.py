"""Secrets: hidden while records are written, looked for again at the end."""
