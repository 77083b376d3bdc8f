"""The sitemap is valid and lists each page that search engines may index, with its alternates."""

import unittest
from pathlib import Path

from lxml import etree

from built import SITE, address, alternates, file_at, is_indexable, name, pages

SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
XHTML = "{http://www.w3.org/1999/xhtml}"


class Sitemap(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.sitemap = etree.parse(SITE / "sitemap.xml")

    def test_is_valid(self):
        schema = etree.XMLSchema(file=Path(__file__).with_name("sitemap.xsd"))
        schema.validate(self.sitemap)
        self.assertEqual([str(error) for error in schema.error_log], [])

    def test_lists_every_indexable_page_once(self):
        listed = [location.text for location in self.sitemap.iter(SITEMAP + "loc")]
        self.assertEqual(len(listed), len(set(listed)), "an address twice")
        for url in listed:
            self.assertTrue(url.startswith(address()), url)
        indexable = {name(path) for path, page in pages().items() if is_indexable(page)}
        self.assertEqual({name(file_at(url)) for url in listed}, indexable)

    def test_has_the_alternates_of_the_pages(self):
        for entry in self.sitemap.iter(SITEMAP + "url"):
            url = entry.findtext(SITEMAP + "loc")
            with self.subTest(url=url):
                links = {(link.get("hreflang"), link.get("href")) for link in entry.iter(XHTML + "link")}
                self.assertEqual(links, alternates(pages()[file_at(url)]))
