"""What leaves for a form is what Chromium sends; each row was compared with it."""

import pytest

from harness.driver.http.document import read_document
from harness.driver.http.submission import Submission, submission

URL = "http://portal.test/dir/page?p=1"


def press(html: str, charset: str = "utf-8") -> Submission | None:
    """What the first submit button of a document sends."""
    document = read_document(html, url=URL, charset=charset)
    button = next(c for c in document.controls if c.kind in {"submit", "image"})
    form = next(form for form in document.forms if form.ref == button.form)
    owned = [control for control in document.controls if control.form == button.form]
    return submission(document, form, owned, button)


def sent(html: str, charset: str = "utf-8") -> str:
    """Method, path and body of that request."""
    # pyrefly: ignore[missing-attribute]
    request = press(html, charset).request
    path = request.url.removeprefix("http://portal.test")
    return f"{request.method} {path} {(request.body or b'').decode()}".strip()


def fields(inside: str) -> str:
    """The body that a form with these controls sends."""
    return sent(f"<form method=post action=/f>{inside}<button>Go</button></form>")[8:]


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        # the form element pointer
        ("<form method=post action=/a><input name=a><form action=/b><button>", "POST /a a="),
        ("<table><form method=post action=/a><tr><td><input name=a></table><button>", "POST /a a="),
        (
            (
                "<table><tr><form method=post action=/a><td><input name=a></form>"
                "<tr><td><form method=post action=/b><td><input name=b><button></table>"
            ),
            "POST /b b=",
        ),
        ("<form method=post action=/a><div></form><input name=a><button></div>", "POST /a a="),
        ("<form id=f method=post action=/a><button></form><input name=a form=f>", "POST /a a="),
        (
            "<form method=post action=/a><script>'</form>'</script><input name=a><button>",
            "POST /a a=",
        ),
        (
            "<form method=post action=/a><table><tr><td></form><input name=a></table><button>",
            "POST /a a=",
        ),
        # text that looks like tags
        (
            "<xmp><form action=/bad></xmp><form method=post action=/a><input name=a><button>",
            "POST /a a=",
        ),
        ("<!--><form method=post action=/a><!-- --!><input name=a><button>", "POST /a a="),
        (
            "<form method=post action=/a><select name=s><option>un<input name=a><button>",
            "POST /a s=un&a=",
        ),
        # where it goes
        ("<form method=post action=/a><button formaction=''>", f"POST {URL[18:]}"),
        ("<form method=post action=' \\echo\\b '><button>", "POST /echo/b"),
        ("<form action='/a?q=1#x'><input name=a><button>", "GET /a?a="),
        ("<base href='data:,x'><form method=post action=a><button>", "POST /dir/a"),
        ("<form action=a method=post><button></form><base href=/b/>", "POST /b/a"),
        # how
        ("<form method=post action=/a><input name=a><button formmethod=''>", "GET /a?a="),
        ("<form method=' post' action=/a><input name=a><button>", "GET /a?a="),
        ("<form method=put action=/a><input name=a><button>", "GET /a?a="),
        (
            (
                "<form method=post action=/a enctype=text/plain><input name=a value='1 2'>"
                "<button formenctype=''>"
            ),
            "POST /a a=1+2",
        ),
    ],
)
def test_where_and_how_a_form_goes(html: str, expected: str) -> None:
    """Owner, address, method and encoding."""
    assert sent(html) == expected


@pytest.mark.parametrize(
    ("controls", "expected"),
    [
        ("<input type=submit name=s>", "s=Submit"),
        ("<input type=submit name=s value=''>", "s="),
        (
            "<input name=t value='a&#10;b'><input type=hidden name=h value='a&#10;b'>",
            "t=ab&h=a%0D%0Ab",
        ),
        (
            "<input type=radio name=r value=1 checked><input type=radio name=r value=2 checked>",
            "r=2",
        ),
        ("<textarea name=t>\n\na\rb</textarea>", "t=%0D%0Aa%0D%0Ab"),
        ("<textarea name=t wrap=hard cols=5>aaa bbb ccc</textarea>", "t=aaa+%0D%0Abbb+%0D%0Accc"),
        ("<select name=s><option> a \n b&nbsp;<script>1</script></select>", "s=a+b%C2%A0"),
        ("<select name=s><option disabled>a<option>b</select>", "s=b"),
        ("<select name=s size=2><option>a</select>", ""),
        ("<select name=s><option selected>a<option selected>b</select>", "s=b"),
        (
            (
                "<fieldset disabled><legend><input name=a></legend><legend><input name=b></legend>"
                "<div><legend><input name=c></legend></div></fieldset>"
            ),
            "a=",
        ),
        ("<div><fieldset disabled><input name=a></div><input name=b>", "b="),
        (
            "<input name=a dirname=d dir=rtl><input type=checkbox name=b dirname=e checked>",
            "a=&d=rtl&b=on",
        ),
        ("<p dir=auto>שלום<input name=a dirname=d></p>", "a=&d=rtl"),
        ("<p dir=rtl><input type=tel name=a dirname=d></p>", "a=&d=ltr"),
        ("<p dir=rtl><input type=TEL name=a dirname=d dir=RTL></p>", "a=&d=rtl"),
        ("<input name=a dirname=d dir=auto value='1 א'>", "a=1+%D7%90&d=rtl"),
        ("<template><input name=t></template><noscript><input name=n></noscript>", "n="),
        ("<input name=''><input><input name=isindex>", "isindex="),
    ],
)
def test_what_a_form_holds(controls: str, expected: str) -> None:
    """The entries of a form, as a browser makes them."""
    if "type=submit" in controls:
        assert sent(f"<form method=post action=/f>{controls}")[8:] == expected
    else:
        assert fields(controls) == expected


def test_the_charset_of_a_page_counts_in_its_addresses() -> None:
    """The query of an action and the name of the charset are written as the page's."""
    html = "<form method=post action='/a?n=é'><input type=hidden name=_CHARSET_><button>"
    assert sent(html, "windows-1252") == "POST /a?n=%E9 _CHARSET_=windows-1252"
    html = html.replace("<form", "<form accept-charset='x ISO-8859-15'")
    assert sent(html) == "POST /a?n=%C3%A9 _CHARSET_=ISO-8859-15"


def test_a_form_that_closes_its_dialog_sends_nothing() -> None:
    """The method `dialog` makes no request."""
    assert press("<dialog open><form method=dialog><button>") is None


def test_an_address_that_swallowed_markup_sends_nothing() -> None:
    """Chromium goes nowhere by an action with a line end and a `<` in it."""
    assert press("<form action='/a\n<p'><button>") is None
    assert press("<form action=/a><button formaction='/b<\tp'>") is None
    assert press("<form action='/a<p'><button>") is not None


@pytest.mark.parametrize("blank", ["\t", " ", "\n\f"])
def test_a_blank_action_is_none(blank: str) -> None:
    """Chromium sends the form to the document itself, whatever its base."""
    base = "<base href=/other/>"
    assert sent(f"{base}<form action='{blank}'><button>") == "GET /dir/page?"
    assert sent(f"{base}<form action=/a><button formaction='{blank}'>") == "GET /dir/page?"
