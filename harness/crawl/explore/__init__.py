"""Fetches addresses, over HTTP or in a browser, and analyses the answers."""
