"""What the network's events say about the requests of one window."""

from typing import Any

from harness.driver.browser.network_log import NetworkLog

MAIN, INNER = "main", "inner"


def fetch(request_id: str, frame: str, load: str) -> dict[str, Any]:
    """The event of a request that a script makes."""
    return {
        "requestId": request_id,
        "frameId": frame,
        "loaderId": load,
        "type": "Fetch",
        "timestamp": 0.0,
        "request": {"method": "GET", "url": f"https://example.org/{request_id}", "headers": {}},
    }


def test_requests_of_a_document_that_is_gone_are_not_waited_for() -> None:
    """Those of the new document and of other frames are."""
    log = NetworkLog(lambda: None)
    for event in (fetch("old", MAIN, "1"), fetch("inner", INNER, "7"), fetch("new", MAIN, "2")):
        log.listeners["Network.requestWillBeSent"](event)
    log.document_replaced(MAIN, "2")
    assert log.running.keys() == {"inner", "new"}
    log.document_replaced(INNER, "")
    assert log.running.keys() == {"new"}
