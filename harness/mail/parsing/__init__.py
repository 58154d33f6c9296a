"""From the bytes of a mail to its text, its links and its problems."""
