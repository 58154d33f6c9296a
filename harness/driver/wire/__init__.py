"""HTTP/1.1 as tolerant as Chromium's: connections, answers, content codings and cookies."""
