"""The evidence of a scenario: its steps, pages, screenshots, mails, sounds and codes."""
