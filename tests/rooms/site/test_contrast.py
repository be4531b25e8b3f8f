import pytest

from generator.site.contrast import contrast


@pytest.mark.parametrize(
    ("one", "other", "ratio"),
    [
        ("#000000", "#ffffff", 21.0),
        ("#ffffff", "#000000", 21.0),
        ("#1b1f24", "#1b1f24", 1.0),
        # The grey that WCAG's own examples give as the lightest that white text can stand on.
        ("#767676", "#ffffff", 4.54),
    ],
)
def test_contrast(one: str, other: str, ratio: float) -> None:
    assert contrast(one, other) == pytest.approx(ratio, abs=0.005)
