"""The sources of mails: SMTP sink, IMAP, Mailpit, files."""
