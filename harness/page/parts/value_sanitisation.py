"""Which value a control keeps of what is written or typed (HTML Standard, 4.10.5)."""

import re
from collections.abc import Callable, Mapping
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from functools import partial
from math import isfinite

from PIL.ImageColor import getrgb

BLANKS = "\t\n\f\r "
_LINE_ENDS = re.compile(r"[\r\n]+")
_LINE_END = re.compile(r"\r\n?")
_NUMBER = re.compile(r"-?(?:\d+(?:\.\d+)?|\.\d+)(?:[eE][-+]?\d{1,3})?", re.ASCII)
_COLOR = re.compile(r"#[0-9a-f]{6}")
_DATE = re.compile(r"(\d{4,12})-(\d\d)-(\d\d)", re.ASCII)
_MONTH = re.compile(r"(\d{4,12})-(\d\d)", re.ASCII)
_WEEK = re.compile(r"(\d{4,12})-W(\d\d)", re.ASCII)
_TIME = re.compile(r"\d\d:\d\d(?::\d\d(?:\.\d{1,3})?)?", re.ASCII)
_MAX_DIGITS = 40  # of a number that is read
_LAST_DAY = (275760, 9, 13)  # that scripts can tell (ECMAScript, 21.4.1.1)
_LAST_WEEK = (275760, 37)
_CYCLE = 400  # years after which days and weeks fall alike


def sanitised(kind: str, value: str, attributes: Mapping[str, str]) -> str:
    """The value of a control after the value sanitisation algorithm of its type.

    Of its attributes `multiple`, `min`, `max` and `step` count.
    """
    rule = _RULES.get(kind)
    return rule(value, attributes) if rule else value


def _line(value: str, _attributes: Mapping[str, str]) -> str:
    return _LINE_ENDS.sub("", value)


def _lines(value: str, _attributes: Mapping[str, str]) -> str:
    return _LINE_END.sub("\n", value)


def _stripped(value: str, attributes: Mapping[str, str]) -> str:
    return _line(value, attributes).strip(BLANKS)


def _email(value: str, attributes: Mapping[str, str]) -> str:
    if "multiple" not in attributes:
        return _stripped(value, attributes)
    return ",".join(part.strip(BLANKS) for part in _line(value, attributes).split(","))


def _number(value: str, _attributes: Mapping[str, str]) -> str:
    return value if _decimal(value) is not None else ""


def _range(value: str, attributes: Mapping[str, str]) -> str:
    """A number between the bounds on a step; without one the middle (4.10.5.1.13)."""
    low = _or(_decimal(attributes.get("min", "")), 0)
    high = _or(_decimal(attributes.get("max", "")), 100)
    number = _decimal(value)
    middle = low + (high - low) / 2 if high >= low else low
    chosen = max(low, min(high, middle if number is None else number))
    if attributes.get("step", "").lower() != "any":
        step = _or(_decimal(attributes.get("step", "")), 1)
        stated = (_decimal(attributes.get(name, "")) for name in ("min", "value"))
        base = next((one for one in stated if one is not None), Decimal(0))
        chosen = _on_step(chosen, base, step if step > 0 else Decimal(1), high)
    return _written(chosen)


def _on_step(number: Decimal, base: Decimal, step: Decimal, high: Decimal) -> Decimal:
    """The nearest number on a step, the greater one of two."""
    steps = (number - base) / step
    try:
        near = base + step * (steps + Decimal("0.5")).to_integral_value("ROUND_FLOOR")
    except InvalidOperation:
        return number
    return near if near <= high or high < base else near - step


def _written(number: Decimal) -> str:
    text = str(number).lower()
    return text.rstrip("0").rstrip(".") if "." in text and "e" not in text else text


def _decimal(text: str) -> Decimal | None:
    """A valid floating-point number; None for any other text."""
    if len(text) > _MAX_DIGITS or not _NUMBER.fullmatch(text):
        return None
    return Decimal(text) if isfinite(float(text)) else None


def _or(number: Decimal | None, default: int) -> Decimal:
    return Decimal(default) if number is None else number


def _color(value: str, _attributes: Mapping[str, str]) -> str:
    """The colour without transparency, as Chromium reads it (a CSS colour in sRGB)."""
    text = value.strip(BLANKS).lower()
    if _COLOR.fullmatch(text):
        return text
    try:
        red, green, blue, *_ = getrgb(text)
    except ValueError:
        return "#000000"
    return f"#{red:02x}{green:02x}{blue:02x}"


def _date(value: str, _attributes: Mapping[str, str]) -> str:
    return value if _is_in_calendar(_DATE.fullmatch(value), date, _LAST_DAY) else ""


def _month(value: str, _attributes: Mapping[str, str]) -> str:
    found = _MONTH.fullmatch(value)
    return value if _is_in_calendar(found, partial(date, day=1), _LAST_DAY) else ""


def _week(value: str, _attributes: Mapping[str, str]) -> str:
    found = _WEEK.fullmatch(value)
    return value if _is_in_calendar(found, partial(date.fromisocalendar, day=1), _LAST_WEEK) else ""


def _is_in_calendar(
    found: re.Match[str] | None, read: Callable[..., date], last: tuple[int, ...]
) -> bool:
    """Whether numbers are a day, month or week, of a year that may have more than four digits."""
    year, *rest = (int(one) for one in found.groups()) if found else (0,)
    if year < 1 or (year, *rest) > last:
        return False
    return _is_valid(lambda: read(_CYCLE + year % _CYCLE, *rest))


def _time(value: str, _attributes: Mapping[str, str]) -> str:
    return value if _TIME.fullmatch(value) and _is_valid(lambda: _clock(value)) else ""


def _local(value: str, _attributes: Mapping[str, str]) -> str:
    """A date and a time, with a T between them and no needless seconds."""
    day, _, clock = value.replace("T", " ", 1).partition(" ")
    if not _date(day, {}) or not _time(clock, {}):
        return ""
    seconds = clock[6:].rstrip("0").rstrip(".") if "." in clock else clock[6:]
    year, _, rest = day.partition("-")
    return f"{int(year):04}-{rest}T{clock[:5]}" + (
        f":{seconds}" if seconds not in {"", "00"} else ""
    )


def _clock(text: str) -> datetime:
    pattern = "%H:%M:%S.%f" if "." in text else "%H:%M:%S" if text.count(":") > 1 else "%H:%M"
    return datetime.strptime(text, pattern)  # noqa: DTZ007 - the time of a clock, of no zone


def _is_valid(read: Callable[[], object]) -> bool:
    try:
        read()
    except ValueError:
        return False
    return True


_RULES: dict[str, Callable[[str, Mapping[str, str]], str]] = {
    **dict.fromkeys(("text", "search", "tel", "password"), _line),
    "textarea": _lines,
    "url": _stripped,
    "email": _email,
    "number": _number,
    "range": _range,
    "file": lambda *_: "",  # its name comes with a file
    "color": _color,
    "date": _date,
    "month": _month,
    "week": _week,
    "time": _time,
    "datetime-local": _local,
}
