"""A long list of accounts searched on two portals: whose outcome differs, and what they share."""
