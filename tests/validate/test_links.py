"""Every link of the site leads somewhere, stays inside the site unless it is meant to leave, and nothing that a page
loads comes from elsewhere."""

import re
import unittest
from urllib.parse import unquote, urlsplit

from built import SITE, address, alternates, editions, file_at, is_indexable, is_published_here, name, pages

# What a browser loads by itself (or makes ready to), beside what a reader may follow.
LOADED = (
    "//link[not(@rel = 'canonical' or @rel = 'alternate' or @rel = 'license' or @rel = 'prev' or @rel = 'next')]/@href"
    " | //@src | //@poster | //object/@data"
)
FOLLOWED = "//a/@href | //area/@href | //form/@action"
ELSEWHERE = {"http", "https", "mailto", "tel"}


def loaded(page) -> list:
    from_sets = [url.split()[0] for urls in page.xpath("//*/@srcset") for url in urls.split(",")]
    from_styles = [url for css in page.xpath("//style/text() | //*/@style") for url in in_css(css)]
    return [str(url) for url in page.xpath(LOADED)] + from_sets + from_styles


def in_css(css: str) -> list:
    urls = re.findall(r"""url\(\s*["']?([^"')]+)|@import\s+["']([^"']+)""", css)
    return [url or imported for url, imported in urls if not url.startswith("data:")]


class Links(unittest.TestCase):
    def test_links_lead_to_a_file_and_a_place_in_it(self):
        for path, page in pages().items():
            for link in page.xpath(FOLLOWED):
                with self.subTest(page=name(path), link=link):
                    if urlsplit(link).scheme and not is_published_here(link):
                        self.assertIn(urlsplit(link).scheme, ELSEWHERE)
                    else:
                        self.assert_leads_somewhere(path, link)

    def test_links_inside_the_site_are_relative(self):
        for path, page in pages().items():
            if path == SITE / "404.html":  # a host shows it at any depth, so its links cannot be relative
                continue
            for link in page.xpath(FOLLOWED) + loaded(page):
                with self.subTest(page=name(path), link=link):
                    self.assertFalse(link.startswith("/") or is_published_here(link), "not relative")

    def test_what_pages_load_is_there(self):
        for path, page in pages().items():
            for link in loaded(page):
                with self.subTest(page=name(path), link=link):
                    self.assert_is_own_file(path, link)

    def test_what_styles_load_is_there(self):
        for path in SITE.rglob("*.css"):
            for link in in_css(path.read_text(encoding="utf-8")):
                with self.subTest(style=name(path), link=link):
                    self.assert_is_own_file(path, link)

    def test_every_page_can_be_reached(self):
        linked = {self.target(path, link) for path, page in pages().items() for link in page.xpath(FOLLOWED)}
        for path in pages():
            if path.name != "404.html" and path != SITE / "index.html":
                with self.subTest(page=name(path)):
                    self.assertIn(path, linked, "no page links to it")

    def assert_leads_somewhere(self, path, link):
        target = self.target(path, link)
        self.assertTrue(target.is_file(), f"{target} is not there")
        fragment = unquote(urlsplit(link).fragment)
        if fragment and target in pages():
            self.assertTrue(pages()[target].xpath("//*[@id=$id]", id=fragment), f"no #{fragment} in it")

    def assert_is_own_file(self, path, link):
        if link.startswith("data:"):
            return
        self.assertFalse(urlsplit(link).scheme or urlsplit(link).netloc, "comes from elsewhere")
        self.assertTrue(self.target(path, link).is_file(), "is not there")

    @staticmethod
    def target(path, link):
        if is_published_here(link):
            return file_at(link)
        relative = unquote(urlsplit(link).path)
        return (path.parent / relative).resolve() if relative else path


class Twins(unittest.TestCase):
    def test_pages_of_one_edition_stand_in_the_others(self):
        names = {folder: self.names_in(folder) for folder in editions()}
        for folder, own in names.items():
            for other, theirs in names.items():
                self.assertEqual(sorted(own - theirs), [], f"pages of {folder} that {other} lacks")

    def test_twins_have_the_same_places(self):
        first, *others = editions()
        for page_name in self.names_in(first):
            ids = pages()[SITE / first / page_name].xpath("//main//*/@id")
            for other in others:
                with self.subTest(page=page_name, edition=other):
                    twin = pages().get(SITE / other / page_name)
                    if twin is not None:
                        self.assertEqual(ids, twin.xpath("//main//*/@id"))

    def test_alternates_are_mutual(self):
        for path, page in pages().items():
            if not is_indexable(page):
                continue
            with self.subTest(page=name(path)):
                [canonical] = page.xpath("/html/head/link[@rel='canonical']/@href")
                self.assertEqual(file_at(canonical), path)
                tags = [tag for tag, _ in alternates(page)]
                self.assertEqual(len(tags), len(set(tags)), "a language twice")
                self.assertEqual(set(tags), {*editions().values(), "x-default"})
                for tag, url in alternates(page):
                    self.assertTrue(url.startswith(address()))
                    self.assertEqual(alternates(pages()[file_at(url)]), alternates(page), f"the {tag} page says otherwise")
                if path.parent != SITE:
                    self.assertIn((page.get("lang"), canonical), alternates(page))

    @staticmethod
    def names_in(folder):
        return {path.relative_to(SITE / folder) for path in pages() if path.is_relative_to(SITE / folder)}
