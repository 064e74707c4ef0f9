"""Family names: a given name that the source has behind another surname."""

from __future__ import annotations

import pytest

from translate.check.names.families import family_findings


@pytest.mark.parametrize(
    ("source", "target", "fact", "expected"),
    [
        ("2023年冬，祝春红4次驾驶公车。", "In 2023, Guo Chunhong drove official cars.", "祝春红", "Zhu Chunhong"),
        ("局长王建国说，工程已完工。", "Director Li Jianguo said the work was done.", "王建国", "Wang Jianguo"),
        ("校长谌贻琴出席。", "President Chang Yiqin attended.", "谌贻琴", "Chen Yiqin"),
    ],
)
def test_another_family_is_told(source: str, target: str, fact: str, expected: str) -> None:
    (finding,) = family_findings(source, target)
    assert dict(finding.values) == {"fact": fact, "found": target[slice(*finding.target)], "expected": expected}  # type: ignore[misc]
    assert source[slice(*finding.source)] == fact  # type: ignore[misc]


@pytest.mark.parametrize(
    ("source", "target"),
    [
        ("祝春红4次驾驶公车。", "Zhu Chunhong drove official cars."),
        ("校长谌贻琴出席。", "President Shen Yiqin attended."),  # her family reads 谌 so
        ("王建国和李建国出席。", "Li Jianguo attended."),
        ("记者从建国饭店获悉。", "Reporters learned from the Li Jianguo hotel."),  # no surname before it
        ("他来自和春红的村庄。", "He comes from the village of Li Chunhong."),  # 和 is a word more often than a surname
        ("王芳说，她来自西安。", "Wang Fang says that she is from Xi'an."),
    ],
)
def test_what_may_be_right_is_not(source: str, target: str) -> None:
    assert not family_findings(source, target)


def test_the_whole_article_may_name_somebody() -> None:
    assert not family_findings("局长王建国说。", "Li Jianguo said so.", context="副局长李建国参加。")
