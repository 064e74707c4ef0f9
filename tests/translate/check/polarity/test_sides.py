"""Two who have changed places: who did it to whom, from where to where."""

import pytest

from translate.check.polarity.sides import Deed, deeds
from translate.check.report import Reason
from translate.given import compare


def _sides(source: str, target: str) -> bool:
    return any(f.reason is Reason.POLARITY_SIDES for pair in compare(source, target) for f in pair.report.findings)


@pytest.mark.parametrize("deed", deeds(), ids=lambda deed: deed.example)
def test_each_deed_has_its_examples(deed: Deed) -> None:
    assert _sides(deed.example, deed.wrong)
    assert not _sides(deed.example, deed.right)


@pytest.mark.parametrize(
    ("source", "wrong", "right"),
    [
        (
            "列车由北京开往上海。",
            "The train runs from Shanghai to Beijing.",
            "The train runs from Beijing to Shanghai.",
        ),
        (
            "列车由北京丰台站始发，终到厦门北站。",
            "It departs from Xiamen North and terminates at Beijing Fengtai.",
            "It departs from Beijing Fengtai and terminates at Xiamen North.",
        ),
        ("货物从越南运往日本。", "The goods go from Japan to Vietnam.", "The goods go to Japan from Vietnam."),
    ],
)
def test_two_ends_of_a_way(source: str, wrong: str, right: str) -> None:
    assert _sides(source, wrong)
    assert not _sides(source, right)


@pytest.mark.parametrize(
    ("source", "target"),
    [
        ("中国女排3比1战胜日本队。", "Japan was beaten 3-1 by the Chinese women."),
        ("中国女排3比1战胜日本队。", "After Japan had taken the first set, China won 3-1."),
        ("日本队被中国队击败。", "China defeated Japan."),
    ],
)
def test_other_ways_to_say_it(source: str, target: str) -> None:
    assert not _sides(source, target)
