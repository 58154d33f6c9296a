"""Plain scripts are read, others are left alone."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from harness.driver.http.inline_handlers import (
    Click,
    CloseWindow,
    GoBack,
    Navigate,
    NoAction,
    OpenWindow,
    SendForm,
    SetField,
    SetFields,
    passes_address,
    read_script,
    script_of,
    stops_link,
)


@pytest.mark.parametrize(
    ("script", "action"),
    [
        ("window.open('/aide.html')", OpenWindow("/aide.html")),
        (
            "javascript:void(window.open('/a?b=1;c','w','width=3,height=4'))",
            OpenWindow("/a?b=1;c", "w"),
        ),
        ('var w = open("/x"); w.focus(); return false;', None),
        ("window.open('/x'); return false", OpenWindow("/x")),
        ("location.href='/x'", Navigate("/x")),
        ('window.location = "/x";', Navigate("/x")),
        ("document.location.href='/x'", Navigate("/x")),
        ("top.location='/x'", Navigate("/x", "_top")),
        ("parent.location.replace('/x')", Navigate("/x", "_parent")),
        ("document.forms[0].submit()", SendForm(0)),
        ("document.forms['f'].submit();return false;", SendForm("f")),
        ("document.forms.f.submit()", SendForm("f")),
        ("document.f.submit()", SendForm("f")),
        ("document.getElementById('f').submit()", SendForm("f")),
        ("this.form.submit()", SendForm(None)),
        ("document.getElementById('x').click()", Click("x")),
        ("document.x.click(); return false;", Click("x")),
        ("document.forms['f'].x.click()", Click("x")),
        ("this.form.elements['x'].click()", Click("x")),
        ("document.querySelector('#x').click()", Click("x")),
        ("$('#x').trigger('click')", Click("x")),
        ("document.getElementById('x').click(); window.open('/x')", None),
        ("document.getElementById(x).click()", None),
        (
            "document.f.mode.value='a'; document.forms[0]['to'].value = \"b\"; document.f.submit()",
            SendForm("f", (SetField("mode", "a"), SetField("to", "b"))),
        ),
        (
            "document.forms['f'].elements['x'].value='';this.form.submit()",
            SendForm(None, (SetField("x", ""),)),
        ),
        ("document.f.submit(); document.f.mode.value='a'", None),
        ("document.f.mode.value='a'; window.open('/x')", None),
        ("document.f.mode.value=other; document.f.submit()", None),
        ("this.form.mode.value='a'", SetFields((SetField("mode", "a"),))),
        (
            "javascript:__doPostBack('ctl00$Suite','a')",
            SendForm(
                None,
                (SetField("__EVENTTARGET", "ctl00$Suite"), SetField("__EVENTARGUMENT", "a")),
                having="__EVENTTARGET",
            ),
        ),
        ("__doPostBack(this.name,'')", None),
        (
            "return _doClick('C1.$Body/0.2A', this, null)",
            SendForm(None, (SetField("__Click", "C1.$Body/0.2A"),), having="__Click"),
        ),
        ("_doClick('2A', this, '_blank')", None),
        ("history.back()", GoBack()),
        ("history.go(-1)", GoBack()),
        ("window.close()", CloseWindow()),
        ("void(0)", NoAction()),
        ("", NoAction()),
        ("return false", NoAction()),
        ("window.print()", NoAction()),
        ("location.href = base + '/x'", None),
        ("if (ok) location.href='/x'", None),
        ("valider()", None),
        ("location.href='/x'; location.href='/y'", None),
        ("window.open('/x' + id)", None),
    ],
)
def test_reading(script: str, action: object) -> None:
    """One plain action is understood; anything more is not guessed."""
    assert read_script(script) == action


def test_the_own_address() -> None:
    """`this.href` is the address of the link, whatever quotes it holds."""
    script = "window.open(this.href, 'connexion', 'width=800'); return false;"
    assert read_script(script, "/l'accès\\x") == OpenWindow("/l'accès\\x", "connexion")
    assert read_script("location.href = this.getAttribute('href')", "/x") == Navigate("/x")
    assert read_script(script) is None


@pytest.mark.parametrize(
    ("script", "hands_on"),
    [
        ("return popup(this)", True),
        ("ouvrir(this.href, 'aide', 300); return false;", True),
        ("Portail.ouvrir(this.href);return false", True),
        ("suivre(this)", False),  # the browser follows the link itself
        ("ouvrir('/x'); return false", False),
        ("if (ok) ouvrir(this.href); return false", False),
        ("confirm('Sûr ?'); ouvrir(this.href); return false", False),
    ],
)
def test_the_address_handed_on(script: str, hands_on: bool) -> None:
    """One call with the link's own address, in the link's stead, is taken for its opening."""
    assert passes_address(script) is hands_on


@given(st.text(max_size=80))
def test_any_script_is_survived(script: str) -> None:
    """Whatever a portal writes there, reading it ends."""
    read_script(script)
    stops_link(script)
    passes_address(script)


def test_script_addresses() -> None:
    """Only `javascript:` addresses hold a script."""
    assert script_of(" JavaScript:void%280%29") == "void(0)"
    assert script_of("/javascript:x") is None
