"""The driver in a real browser: Playwright for starting and pages, DevTools events for timing.

Why the Chrome DevTools protocol (CDP) below Playwright:

- Playwright waits for "load" or "networkidle". The driver has to know more precisely whether an
  action leads to another document, to a request of a script, to a popup, a download, a dialog or
  to nothing, and it must not wait a fixed time to find out. The events of CDP tell all of these.
- Requests have to be blocked before they leave, in every window of the browser, also in the first
  request of a popup. `Fetch.requestPaused` on a session with the browser itself does this;
  Playwright's routes are set up per context and miss some of them.
- The driver's scripts run in an isolated world of each frame, so that a page that redefines
  `querySelector` cannot mislead them.

Who does what: `process` starts the browser, `engine` opens sessions, `tab` performs actions,
`cdp_window` listens to one window, `network_log` to its requests, `load_state` waits until it has
settled (with `document_state` and `idle`), `capture` makes the page. `chromium_errors` holds all
error texts that the driver compares with. See also docs/decisions/0020.
"""
