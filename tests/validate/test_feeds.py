"""The feeds are Atom after RFC 4287: a reader of feeds takes them, and they keep the rules that a parser forgives."""

import re
import unittest
from collections import Counter
from urllib.parse import urlsplit

import feedparser
from lxml import etree, html

from built import SITE, editions, file_at, is_published_here, name, pages

ATOM = "{http://www.w3.org/2005/Atom}"
XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
RFC_3339 = re.compile(r"\d{4}-[01]\d-[0-3]\dT[0-2]\d:[0-5]\d:[0-6]\d(\.\d+)?(Z|[+-][0-2]\d:[0-5]\d)")

# How often a child may stand in its parent (RFC 4287, 4.1.1 and 4.1.2); links have rules of their own.
ANY = (0, None)
PERSON_AND_TEXT = {"author": ANY, "category": ANY, "contributor": ANY, "link": ANY, "rights": (0, 1)}
CHILDREN = {
    "feed": {**PERSON_AND_TEXT, "id": (1, 1), "title": (1, 1), "updated": (1, 1), "generator": (0, 1),
             "icon": (0, 1), "logo": (0, 1), "subtitle": (0, 1), "entry": ANY},
    "entry": {**PERSON_AND_TEXT, "id": (1, 1), "title": (1, 1), "updated": (1, 1), "content": (0, 1),
              "published": (0, 1), "source": (0, 1), "summary": (0, 1)},
    "author": {"name": (1, 1), "uri": (0, 1), "email": (0, 1)},
    "contributor": {"name": (1, 1), "uri": (0, 1), "email": (0, 1)},
}


def feeds() -> dict:
    trees = {path: etree.parse(path).getroot() for path in sorted(SITE.rglob("*.xml"))}
    return {path: root for path, root in trees.items() if root.tag == ATOM + "feed"}


class Feeds(unittest.TestCase):
    def test_each_edition_has_one_in_its_language(self):
        self.assertEqual(
            {name(path).split("/")[0]: feed.get(XML_LANG) for path, feed in feeds().items()}, editions())

    def test_pages_announce_theirs(self):
        for path, page in pages().items():
            folder = name(path).split("/")[0]
            if folder in editions() and path.name != "404.html":
                with self.subTest(page=name(path)):
                    [link] = page.xpath("/html/head/link[@rel='alternate'][@type='application/atom+xml']/@href")
                    target = file_at(link) if is_published_here(link) else (path.parent / link).resolve()
                    self.assertIn(target, feeds())

    def test_a_feed_reader_takes_them(self):
        for path, feed in feeds().items():
            with self.subTest(feed=name(path)):
                parsed = feedparser.parse(path.read_bytes())
                self.assertFalse(parsed.bozo, parsed.get("bozo_exception"))
                self.assertEqual(parsed.version, "atom10")
                self.assertEqual(len(parsed.entries), len(feed.findall(ATOM + "entry")))
                self.assertTrue(parsed.entries, "no entries")

    def test_elements_stand_where_they_may(self):
        for path, feed in feeds().items():
            with self.subTest(feed=name(path)):
                for parent, children in CHILDREN.items():
                    for element in feed.iter(ATOM + parent):
                        counts = Counter(etree.QName(child).localname for child in element.iterchildren(etree.Element))
                        self.assertLessEqual(set(counts), set(children), f"in <{parent}>")
                        for child, (least, most) in children.items():
                            self.assertGreaterEqual(counts[child], least, f"<{child}> in <{parent}>")
                            self.assertLessEqual(counts[child], most or counts[child], f"<{child}> in <{parent}>")

    def test_everything_has_an_author(self):
        for path, feed in feeds().items():
            with self.subTest(feed=name(path)):
                if feed.find(ATOM + "author") is None:
                    for entry in feed.iter(ATOM + "entry"):
                        self.assertIsNotNone(entry.find(ATOM + "author"), entry.findtext(ATOM + "title"))

    def test_ids_are_absolute_and_unique(self):
        for path, feed in feeds().items():
            with self.subTest(feed=name(path)):
                ids = [element.text for element in feed.iter(ATOM + "id")]
                self.assertEqual(len(ids), len(set(ids)))
                for identifier in ids:
                    self.assertTrue(urlsplit(identifier).scheme, identifier)
                    self.assertEqual(identifier, identifier.strip())

    def test_dates(self):
        for path, feed in feeds().items():
            with self.subTest(feed=name(path)):
                for date in [*feed.iter(ATOM + "updated"), *feed.iter(ATOM + "published")]:
                    self.assertRegex(date.text, RFC_3339)

    def test_links(self):
        for path, feed in feeds().items():
            with self.subTest(feed=name(path)):
                for parent in [feed, *feed.iter(ATOM + "entry")]:
                    links = parent.findall(ATOM + "link")
                    for link in links:
                        self.assertTrue(urlsplit(link.get("href")).scheme, f"{link.get('href')} is not absolute")
                        if is_published_here(link.get("href")):
                            self.assertTrue(file_at(link.get("href")).is_file(), f"{link.get('href')} is not there")
                    alternates = Counter(
                        (link.get("type"), link.get("hreflang")) for link in links if link.get("rel", "alternate") == "alternate")
                    self.assertTrue(all(count == 1 for count in alternates.values()), "two alternates of one kind")
                    if parent.find(ATOM + "content") is None:
                        self.assertTrue(alternates, "neither content nor a link to it")
                [itself] = [link.get("href") for link in feed.findall(ATOM + "link") if link.get("rel") == "self"]
                self.assertEqual(file_at(itself), path)

    def test_texts_are_of_a_kind(self):
        for path, feed in feeds().items():
            with self.subTest(feed=name(path)):
                for kind in ("title", "subtitle", "summary", "rights", "content"):
                    for element in feed.iter(ATOM + kind):
                        self.assertIn(element.get("type", "text"), {"text", "html", "xhtml"})
                        if element.get("type") == "html":
                            self.assertTrue(html.fragments_fromstring(element.text or ""), f"empty <{kind}>")
                        elif element.get("type", "text") == "text":
                            self.assertEqual(len(element), 0, f"<{kind}> of plain text holds elements")
                            self.assertTrue((element.text or "").strip(), f"empty <{kind}>")
