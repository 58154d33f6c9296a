"""Engines for runs of many scenarios, which must not depend on the speed of the machine."""

from harness.driver.http.engine import HttpEngine

_PATIENCE = 60.0  # seconds for one answer: a run waits as long only on a machine that stands still


def patient_engine(url: str) -> HttpEngine:
    """An engine over plain HTTP that waits for a slow machine."""
    return HttpEngine(base_url=url, timeout=_PATIENCE)
