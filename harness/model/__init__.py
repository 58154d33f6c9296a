"""Values that the whole program uses: pages, mails, exchanges, journals, facts, findings."""
