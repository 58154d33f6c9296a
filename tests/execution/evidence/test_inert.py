"""A page that was kept does nothing when it is opened from the disk."""

import asyncio
from pathlib import Path

import pytest

from harness.driver.browser.process import BrowserProcess
from harness.execution.evidence.inert import inert

BUSY = """<!DOCTYPE html>
<html><head>
<meta charset="iso-8859-1">
<meta http-equiv="refresh" content="0;url={there}refresh">
<META HTTP-EQUIV='&#114;efresh' content="0;{there}letters">
<meta content="0;url={there}order" http-equiv=refresh>
<base href="{there}">
<link rel="preconnect" href="{there}"><link rel=dns-prefetch href="{there}">
<link rel="stylesheet" href="{there}style.css"><link rel="prefetch" href="{there}prefetch">
<script src="{there}script.js"></script>
<script>location = "{there}script"; fetch("{there}fetch")</script>
<style>@import url("{there}import.css"); body {{ background: url("{there}background.png") }}</style>
</head><body onload="location='{there}onload'">
<p>Écran gardé</p>
<img src="{there}image.png"><iframe src="{there}frame"></iframe>
<iframe srcdoc="&lt;meta http-equiv=refresh content='0;url={there}inner'&gt;"></iframe>
<object data="{there}object"></object><embed src="{there}embed"><audio src="{there}audio" autoplay>
<svg><image href="{there}svg.png"/><script>location='{there}svg'</script></svg>
<form id="f" action="{there}form"><button autofocus></button></form>
</body></html>
"""


def test_the_document_stays_what_it_was() -> None:
    """But for what would act: the doctype first, the policy before all else."""
    kept = inert("<!DOCTYPE html>\n<p>Bonjour</p><link rel=icon href=x>")
    assert kept.startswith('<!DOCTYPE html>\n<meta charset="utf-8">\n<meta http-equiv="Content-Sec')
    assert kept.endswith("<p>Bonjour</p><kept-link rel=icon href=x>")
    assert inert("<p>x</p>").endswith("<p>x</p>")
    assert "kept-HTTP-EQUIV=refresh" in inert("<meta HTTP-EQUIV=refresh content='0;url=x'>")


@pytest.mark.browser
def test_nothing_leaves_a_page_that_is_opened(tmp_path: Path) -> None:
    """Not even a connection; the words are read as they were written."""
    connections: list[bytes] = []

    async def look() -> tuple[str, str]:
        async def note(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            connections.append(await reader.read(100))
            writer.close()

        async with await asyncio.start_server(note, "127.0.0.1", 0) as server:
            port = server.sockets[0].getsockname()[1]
            file = tmp_path / "kept.html"
            file.write_text(inert(BUSY.format(there=f"http://127.0.0.1:{port}/")), "utf-8")
            process = BrowserProcess()
            try:
                async with process.lease() as browser:
                    page = await browser.new_page()
                    await page.goto(file.as_uri(), wait_until="commit")
                    await page.wait_for_selector("p")
                    await page.wait_for_timeout(700)
                    return page.url, await page.inner_text("p")
            finally:
                await process.close()

    url, words = asyncio.run(look())
    assert (url, words) == ((tmp_path / "kept.html").as_uri(), "Écran gardé")
    assert connections == []
