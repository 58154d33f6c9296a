"""Makes the images of the legacy edition with a headless Chromium; run by hand when they change.

    python -m reference_impl.editions.legacy.make_images chromium-headless-shell

Buttons were pictures of words in 2010; what they say stands in their ``alt`` as well. No browser
is needed at run time.
"""

import base64
import subprocess
import sys
import tempfile
from html import escape
from pathlib import Path

STATIC = Path(__file__).parent / "static"

# One transparent pixel: what held the tables apart.
SPACER = base64.b64decode("R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7")

BUTTONS = {  # file: words, width in pixels, first and last colour
    "rechercher": ("rechercher", 104, "#a95200", "#974500"),
    "annuler": ("Annuler", 84, "#5c6977", "#4a5866"),
    "generer": ("Générer le code confidentiel", 224, "#a95200", "#974500"),
    "terminer": ("Terminer", 92, "#a95200", "#974500"),
    "valider": ("Je valide", 88, "#a95200", "#974500"),
    "inscrire": ("Je m'inscris", 104, "#3a679c", "#244d7d"),
    "demander": ("Demander", 90, "#3a679c", "#244d7d"),
    "ok": ("OK", 34, "#3a679c", "#244d7d"),
    "acces": ("Accès à mon espace personnalisé", 246, "#d6202f", "#9c0f1d"),
}
BUTTON_HEIGHT = 24

BUTTON = """<div style="box-sizing:border-box;width:{width}px;height:24px;border-radius:5px;
border:1px solid {last};background:linear-gradient(#fff2 0,#fff0 48%,#0000 50%),
linear-gradient({first},{last});color:#fff;font:bold 11.5px/22px 'DejaVu Sans',Verdana;
letter-spacing:-0.4px;text-align:center;text-shadow:0 1px 1px #0006">{words}</div>"""

PICTURES = {  # file: HTML, width, height
    "logo": (
        """<div style="width:178px;height:60px;font:bold 17px/20px 'DejaVu Sans';color:#9c0f1d">
<div style="float:left;width:44px;height:44px;margin:8px 10px 0 0;border-radius:50%;
background:radial-gradient(circle at 35% 30%,#ff6b76,#9c0f1d 70%)"></div>
<div style="padding-top:10px">Caisse<br>des Dépôts</div></div>""",
        178,
        60,
    ),
    "bandeau": (
        "<div style='height:64px;background:linear-gradient(#fff,#e4ebf3 70%,#c3d0de)'></div>",
        8,
        64,
    ),
    "barre": (
        "<div style='height:26px;background:linear-gradient(#3f6ea5,#1d4273)'></div>",
        8,
        26,
    ),
    "puce": (
        """<div style="width:0;height:0;border:4px solid transparent;
border-left-color:#d6202f"></div>""",
        8,
        8,
    ),
    "son": (
        "<div style='font:16px/20px DejaVu Sans;color:#1d4273'>♫</div>",
        16,
        20,
    ),
    "cadenas": (
        """<div style="margin-left:3px;width:9px;height:9px;border:2px solid #1d4273;
border-bottom:0;border-radius:6px 6px 0 0"></div><div style="width:19px;height:11px;
background:#f7941d;border-radius:2px"></div>""",
        20,
        24,
    ),
}


def draw(browser: str, name: str, html: str, width: int, height: int) -> None:
    """Draw a piece of HTML into a PNG file."""
    with tempfile.TemporaryDirectory() as folder:
        page = Path(folder) / "page.html"
        style = "<style>body{margin:0;overflow:hidden}</style>"
        page.write_text(f"<meta charset=utf-8>{style}{html}", encoding="utf-8")
        options = ["--no-sandbox", "--hide-scrollbars", "--default-background-color=00000000"]
        options += [f"--window-size={width},{height}", f"--screenshot={STATIC / name}.png"]
        subprocess.run([browser, *options, page.as_uri()], check=True, capture_output=True)  # noqa: S603 - our own fixed command


def main(browser: str) -> None:
    """Draw all images."""
    (STATIC / "espace.gif").write_bytes(SPACER)
    for name, (words, width, first, last) in BUTTONS.items():
        html = BUTTON.format(words=escape(words), width=width, first=first, last=last)
        draw(browser, f"btn_{name}", html, width, BUTTON_HEIGHT)
    for name, (html, width, height) in PICTURES.items():
        draw(browser, name, html, width, height)


if __name__ == "__main__":
    main(sys.argv[1])
