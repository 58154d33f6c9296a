"""The values that the whole program shares: pages, mails, exchanges, journals, facts, findings."""
