"""How much the features of a line speak for the report: two tables of weights, and the sums that they give."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from importlib.resources import files
from pathlib import Path

from stemma.page.features import first_look, second_look
from stemma.page.lines import Line

THRESHOLD = -1.3
"""A line of captured text with a higher score is the report. Chosen on the labelled texts, in folds by publisher, so
that 0.99 of the characters of the report are kept: losing a paragraph is worse than keeping a menu line."""
MARKUP_THRESHOLD = -0.4
"""The same for a line of HTML, whose markup tells more; chosen where snippets and whole bodies score best."""
_LOOKS = ("first", "second")


class Weights:
    """The weights of the two looks, by name of feature; the constant is under the empty name."""

    def __init__(self, first: Mapping[str, float], second: Mapping[str, float]):
        self._first, self._second = dict(first), dict(second)

    @classmethod
    def read(cls, table: str) -> Weights:
        """Weights from a table: look, feature and weight, tab-separated, a feature a line."""
        looks: dict[str, dict[str, float]] = {look: {} for look in _LOOKS}
        for row in table.splitlines()[1:]:
            look, feature, weight = row.split("\t")
            looks[look][feature] = float(weight)
        return cls(looks["first"], looks["second"])

    def write(self, path: Path) -> None:
        """The table as `read` reads it, the strongest features of each look first."""
        rows = ["look\tfeature\tweight"]
        for look, weights in zip(_LOOKS, (self._first, self._second), strict=True):
            ordered = sorted(weights.items(), key=lambda w: (-abs(w[1]), w[0]))
            rows += [f"{look}\t{feature}\t{weight:.3f}" for feature, weight in ordered]
        path.write_text("\n".join(rows) + "\n", encoding="utf-8")

    def first_scores(self, features: Sequence[Sequence[str]]) -> list[float]:
        """The score of each line by its own features: above 0 it looks more like the report than not."""
        return _sums(self._first, features)

    def scores(self, lines: Sequence[Line], features: Sequence[Sequence[str]]) -> list[float]:
        """The final score of each line; above `THRESHOLD` it is the report."""
        return _sums(self._second, second_look(lines, features, self.first_scores(features)))

    def why(self, features: Sequence[str], most: int = 5) -> list[tuple[str, float]]:
        """The features of a line that weigh most in the first look, for whoever asks why."""
        known = [(name, self._first[name]) for name in features if name in self._first]
        return sorted(known, key=lambda w: (-abs(w[1]), w[0]))[:most]


def _sums(weights: Mapping[str, float], features: Sequence[Sequence[str]]) -> list[float]:
    constant, known = weights.get("", 0.0), weights.get
    return [constant + sum([known(name, 0.0) for name in names]) for names in features]


@lru_cache(maxsize=2)
def weights_of(name: str) -> Weights:
    """The weights that come with the package: "lines" for captured text, "markup" for HTML."""
    return Weights.read((files("stemma.page") / "weights" / f"{name}.tsv").read_text(encoding="utf-8"))


def weigh(lines: Sequence[Line], name: str = "lines") -> list[float]:
    """The score of each line of a page."""
    return weights_of(name).scores(lines, first_look(lines))
