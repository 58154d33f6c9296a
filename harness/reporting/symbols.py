"""One mark a verdict, the same in every report; always beside its word."""

from harness.model.finding import Verdict

MARKS = {
    Verdict.PASS: "✓",
    Verdict.ACCEPTED: "≈",
    Verdict.FLAKY: "~",
    Verdict.WARN: "!",
    Verdict.FAIL: "✗",
    Verdict.FAULT: "‼",
    Verdict.UNREACHED: "…",
    Verdict.UNOBSERVABLE: "–",
}
NOT_WALKED = "○"
