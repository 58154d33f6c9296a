"""What moves through a portal: a real browser or plain HTTP."""
