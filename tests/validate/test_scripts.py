"""What says that it is Simplified is Simplified: no character in it that OpenCC would still convert, be it text, an
attribute that readers or search engines see, or metadata."""

import unittest

import opencc
from lxml import etree

from built import SITE, editions, name, pages

XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
READ_ATTRIBUTES = {"alt", "title", "content", "placeholder", "label", "value", "summary", "data-title"}
# From Traditional in general, and from that of Taiwan and Hong Kong with their own variants of characters.
TO_SIMPLIFIED = [opencc.OpenCC(config) for config in ("t2s", "tw2s", "hk2s")]


def language(element) -> str:
    """The language of an element, which the nearest of its ancestors states that states one."""
    while element is not None:
        tag = element.get("lang") or element.get(XML_LANG)
        if tag:
            return tag
        element = element.getparent()
    return ""


def written(root) -> list:
    """Everything that a document says, each with its language."""
    said = []
    for element in root.iter(etree.Element):
        if element.tag == "style":
            continue
        said.append((language(element), element.text))
        if element.getparent() is not None:
            said.append((language(element.getparent()), element.tail))
        for attribute, value in element.items():
            if attribute in READ_ATTRIBUTES or attribute.startswith("aria-"):
                said.append((language(element), value))
    return [(tag, text.strip()) for tag, text in said if text and text.strip()]


class Scripts(unittest.TestCase):
    def assert_simplified(self, text):
        for converter in TO_SIMPLIFIED:
            self.assertEqual(text, converter.convert(text), "Traditional characters are left")

    def test_the_folder_tells_the_language(self):
        for path, page in pages().items():
            folder = path.relative_to(SITE).parts[0]
            with self.subTest(page=name(path)):
                self.assertTrue(page.get("lang"), "no language is stated")
                if folder in editions():
                    self.assertEqual(page.get("lang"), editions()[folder])
                    self.assertTrue(page.get("lang").lower().startswith(folder))

    def test_pages(self):
        for path, page in pages().items():
            for tag, text in written(page):
                if tag.startswith("zh-Hans"):
                    with self.subTest(page=name(path), text=text):
                        self.assert_simplified(text)

    def test_feeds_and_other_xml(self):
        for path in SITE.rglob("*.xml"):
            for tag, text in written(etree.parse(path).getroot()):
                if tag.startswith("zh-Hans"):
                    with self.subTest(file=name(path), text=text):
                        self.assert_simplified(text)

    def test_other_files_of_a_simplified_edition(self):
        for folder, tag in editions().items():
            if not tag.startswith("zh-Hans"):
                continue
            for path in (SITE / folder).rglob("*"):
                if path.suffix in {".md", ".txt", ".json", ".js", ".bib", ".ris", ".webmanifest"}:
                    with self.subTest(file=name(path)):
                        self.assert_simplified(path.read_text(encoding="utf-8"))
