"""The driver in a real browser, by Playwright and the DevTools protocol."""
