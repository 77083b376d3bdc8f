#!/usr/bin/env python3
"""Finds where the vocabulary and OpenCC could take characters from two neighbouring words.

    vocabulary-edges.py words                the pairs of common words that hold a term across their
                                             edge, for data/words.tsv
    vocabulary-edges.py characters CORPUS    what OpenCC (s2tw) gets wrong for the same reason, for
                                             data/characters.tsv; CORPUS is segmented Simplified
                                             text, words separated by spaces, `word/tag` or `word`

Needs `pip install opencc==1.4.2 jieba`. The frequencies are those of jieba's dictionary (MIT).
Prints candidates for somebody to go over: both words of a pair can be a coincidence.
"""

import collections
import pathlib
import sys

import jieba
import opencc

DATA = pathlib.Path(__file__).parent.parent / "src/script/vocabulary/data"
NOT_PAIRS = {"names.tsv", "words.tsv", "characters.tsv"}
# A word rarer than this in jieba's dictionary is no common word.
COMMON = 150
# Pairs printed for one term.
MOST = 5


def common_words():
    """Words of two to four Han characters, with their frequencies."""
    path = pathlib.Path(jieba.__file__).parent / "dict.txt"
    for line in path.read_text(encoding="utf-8").splitlines():
        word, frequency, _ = line.split(" ")
        if int(frequency) >= COMMON and 2 <= len(word) <= 4 and all("一" <= c <= "鿿" for c in word):
            yield word, int(frequency)


def terms():
    """The terms of all tables, in Simplified."""
    simplified = opencc.OpenCC("tw2s")
    for path in sorted(DATA.glob("*.tsv")):
        if path.name in NOT_PAIRS:
            continue
        for line in path.read_text(encoding="utf-8").splitlines()[1:]:
            tw, cn = line.split("\t")[:2]
            yield simplified.convert(tw)
            yield cn


def words():
    frequency = dict(common_words())
    ending, beginning = collections.defaultdict(list), collections.defaultdict(list)
    for word in sorted(frequency, key=lambda word: -frequency[word]):
        for cut in range(1, len(word)):
            ending[word[cut:]].append(word)
            beginning[word[:cut]].append(word)
    known = {term for term in terms() if len(term) > 1}
    for term in sorted(term for term in known if len(term) <= 4):
        pairs = []
        for cut in range(1, len(term)):
            for left in ending[term[:cut]][:12]:
                for right in beginning[term[cut:]][:12]:
                    outside = (len(left) - cut, len(right) - (len(term) - cut))
                    holds = any(other in left or other in right for other in known)
                    if outside == (1, 1) and not holds:
                        pairs.append((frequency[left] * frequency[right], left + right))
        for _, pair in sorted(pairs, reverse=True)[:MOST]:
            print(term, pair, sep="\t")


def characters(corpus):
    traditional = opencc.OpenCC("s2tw")
    wrong = collections.Counter()
    for line in open(corpus, encoding="utf-8"):
        tokens = [token.rsplit("/", 1)[0].lstrip("[") for token in line.split()]
        sentence = "".join(tokens)
        converted = traditional.convert(sentence)
        if len(converted) != len(sentence):
            continue
        start = 0
        for token in tokens:
            alone = traditional.convert(token)
            here = converted[start : start + len(token)]
            if len(token) > 1 and here != alone:
                wrong[(sentence[max(0, start - 2) : start], token, here, alone)] += 1
            start += len(token)
    for (before, token, here, alone), count in wrong.most_common():
        print(count, before + token, here, alone, sep="\t")


def main():
    if sys.argv[1:] == ["words"]:
        words()
    elif len(sys.argv) == 3 and sys.argv[1] == "characters":
        characters(sys.argv[2])
    else:
        sys.exit(__doc__)


if __name__ == "__main__":
    main()
