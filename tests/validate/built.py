"""The built site as the validators see it: its pages, its editions, its address."""

import os
from functools import cache
from pathlib import Path
from urllib.parse import unquote, urlsplit

from lxml import html

ROOT = Path(__file__).resolve().parents[2]
SITE = Path(os.environ.get("SHANBEN_SITE", ROOT / "site")).resolve()
BROWSER_MODULES = ROOT / "tests" / "browser" / "node_modules"


def name(path: Path) -> str:
    """A file's path in the site, as messages and addresses write it."""
    return path.relative_to(SITE).as_posix()


@cache
def pages() -> dict:
    """Every page's document by its file."""
    parser = html.HTMLParser(encoding="utf-8")
    return {path: html.parse(path, parser).getroot() for path in sorted(SITE.rglob("*.html"))}


@cache
def editions() -> dict:
    """Each edition's folder and language tag, as its home page states it: {"zh-hant": "zh-Hant-TW", …}."""
    homes = (folder / "index.html" for folder in SITE.iterdir())
    return {home.parent.name: pages()[home].get("lang") for home in homes if home in pages()}


@cache
def address() -> str:
    """Where the site is published, with a slash at the end: the root page's canonical address."""
    [canonical] = pages()[SITE / "index.html"].xpath("//link[@rel='canonical']/@href")
    return canonical


def is_published_here(url: str) -> bool:
    return url.startswith(address())


def file_at(url: str) -> Path:
    """The file that an absolute address of the site names; a folder's is its index.html."""
    path = unquote(urlsplit(url.removeprefix(address())).path)
    return SITE / (path + "index.html" if path.endswith("/") or not path else path)


def alternates(page) -> set:
    """The hreflang links in a page's head, as (tag, address)."""
    links = page.xpath("/html/head/link[@rel='alternate'][@hreflang]")
    return {(link.get("hreflang"), link.get("href")) for link in links}


def is_indexable(page) -> bool:
    return not any("noindex" in content for content in page.xpath("//meta[@name='robots']/@content"))
