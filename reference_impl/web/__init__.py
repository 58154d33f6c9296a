"""Requests and answers: visits, sessions, headers and byte ranges."""
