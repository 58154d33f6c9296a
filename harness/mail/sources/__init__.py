"""The places where mails arrive: our SMTP sink, IMAP, Mailpit, files."""
