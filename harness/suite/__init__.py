"""What a suite says beside its guide: accounts, searches, pages that portals fold, the drawing."""
