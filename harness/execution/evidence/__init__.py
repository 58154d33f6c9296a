"""What is kept of a step: pages, screenshots, mails, sounds, codes."""
