"""Every rule has its words, in both languages, with the facts that a violation has."""

from __future__ import annotations

from string import Formatter

import pytest

from optimizer.domain.vocabulary import RuleKey
from optimizer.language import LANGUAGES, catalogue

FACTS = {"items", "begeleider", "half_day", "found", "limit"}


def placeholders(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}


@pytest.mark.parametrize("key", list(RuleKey))
def test_label_and_sentence(key: RuleKey) -> None:
    sentences = [catalogue(lang)[f"violation.{key.value}"] for lang in LANGUAGES]
    labels = [catalogue(lang)[f"rule.{key.value}"] for lang in LANGUAGES]
    for sentence in sentences:
        assert sentence.endswith(".")
        assert {"items", "limit"} <= placeholders(sentence) <= FACTS
    assert placeholders(sentences[0]) == placeholders(sentences[1])
    assert not any(placeholders(label) for label in labels)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_no_text_for_a_rule_that_is_not_there(lang: str) -> None:
    named = {key.split(".")[1] for key in catalogue(lang) if key.split(".")[0] in ("rule", "violation")}
    assert named == {key.value for key in RuleKey}
