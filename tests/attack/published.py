"""Someone who has the bytes of a site, knows how specs are written, and wants what was withheld.

Reads files only: pages, drawings, tables, indexes. Shares nothing with what built them. Each attack yields a
sentence for each thing it found, and nothing when there is nothing to find.
"""

import csv
import json
import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from html.parser import HTMLParser
from pathlib import Path

_PLACED = 2e-4
"""What rounding the place of a value on a chart to four digits makes of it."""
SMALL = 100
"""Under so many answers, a percentage has no decimal: R8."""
_VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
_PERCENT = re.compile(r"(\d+(?:[.,]\d+)?)[\u00a0\u202f ]?%")
_BETWEEN = re.compile(r"(\d+(?:[.,]\d+)?)[\u00a0\u202f ]?% (?:à|to) (\d+(?:[.,]\d+)?)[\u00a0\u202f ]?%")
_LABEL = re.compile(r"<text[^>]*translate\(([-\d.]+),[-\d.]+\)[^>]*>([-+−]?[\d,.]+)[\u00a0\u202f ]?%?</text>")
_MARK = re.compile(r'<path transform="translate\(([-\d.]+),([-\d.]+)\)"')

_DATA_OF = re.compile(r"^\(window\.\w+\?\?=\{\}\)\[[^]]*\]=")
_LETTERS = re.compile(r'<b class="bo-letters"[^>]*>([^<]*)</b>')

Row = Mapping[str, str]


def number(text: str) -> float:
    """A number as pages print it, in either language."""
    return float(text.replace(",", ".").replace("−", "-"))


def decimals(text: str) -> int:
    """How many decimals it is told with."""
    return len(re.sub(r"0+$", "", text.replace(",", ".").partition(".")[2]))


def _plain(text: str) -> str:
    return " ".join(text.split())


class Printed(HTMLParser):
    """A page: the text under each mark with its ids, the rest of its text, and the widths of its bars."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.marks: list[tuple[tuple[str, ...], str]] = []
        self.rest: list[str] = []
        self.widths: list[str] = []
        self._open: list[tuple[str, str | None]] = []
        self._said: list[str] = []
        self.feed(text)
        self.words = _plain("".join(self._said)) if self.marks else ""
        """What it says from end to end, when some of it is marked."""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        stated = {name: value or "" for name, value in attrs}
        self.rest += [stated[name] for name in ("alt", "aria-label", "title", "content") if name in stated]
        self.widths += re.findall(r"--v:\s*(-?[\d.]+)", stated.get("style", ""))
        if tag not in _VOID:
            self._open.append((tag, stated.get("data-number")))
            if stated.get("data-number"):
                self.marks.append((tuple(stated["data-number"].split()), ""))

    def handle_endtag(self, tag: str) -> None:
        while self._open and self._open.pop()[0] != tag:
            pass

    def handle_data(self, data: str) -> None:
        if any(tag in {"script", "style"} for tag, _ in self._open):
            return
        self._said.append(data)
        if any(ids for _, ids in self._open):
            ids, before = self.marks[-1]
            self.marks[-1] = (ids, before + data)
        else:
            self.rest.append(data)

    @property
    def ids(self) -> list[str]:
        """Every id, in the order of the page, once."""
        return list(dict.fromkeys(name for ids, _ in self.marks for name in ids))


class Site:
    """All that a site says."""

    def __init__(self, folder: Path, declared: str = "") -> None:
        self.pages = {p.relative_to(folder).as_posix(): p.read_text("utf-8") for p in folder.rglob("*.html")}
        self.read = {name: Printed(text) for name, text in sorted(self.pages.items())}
        self.drawings = {
            p.relative_to(folder).as_posix(): p.read_text("utf-8") for p in folder.rglob("*.svg")
        }
        self.rows: list[Row] = []
        for path in sorted(folder.rglob("chiffres.csv")):
            with path.open(encoding="utf-8", newline="") as file:
                self.rows += csv.DictReader(file)
        self.row = {row["id"]: row for row in self.rows}
        self.charts = {
            p.relative_to(folder).as_posix(): json.loads(_DATA_OF.sub("", p.read_text("utf-8")).rstrip(";\n"))
            for p in folder.rglob("figures/*.js")
        }
        self.search = [json.loads(p.read_text("utf-8")) for p in sorted(folder.rglob("search_index.json"))]
        self.declared = {number(one) for one in re.findall(r"\d+(?:[.,]\d+)?", declared)}

    def is_withheld(self, name: str) -> bool:
        """Whether the tables say so."""
        return name in self.row and self.row[name]["withheld"] == "True"


def by_subtraction(site: Site, smallest: int) -> Iterator[str]:
    """What the levels of a segment leave of everyone: a withheld level alone, or a few people without any."""
    bases: dict[tuple[str, ...], dict[str, Row]] = defaultdict(dict)
    for row in site.rows:
        if row["statistic"] == "base" and "&" not in row["segment"]:
            bases[row["study"], row["wave"], row["id"].split("/")[3], row["segment"]][row["level"]] = row
    for (study, wave, subject, segment), levels in bases.items():
        whole = bases[study, wave, subject, ""].get("")
        told = [row for row in levels.values() if row["value"]]
        hidden = len(levels) - len(told)
        if not segment or whole is None or not whole["value"] or not told:
            continue
        left = float(whole["value"]) - sum(float(row["value"]) for row in told)
        if 0 < left < smallest:
            yield f"{subject} {wave}: {segment} leaves {left:.0f}"
        elif hidden == 1 and left > 0 and all(row["withheld"] == "False" for row in told):
            (alone,) = (row for row in levels.values() if not row["value"])
            if alone["withheld"] == "True":
                yield f"{subject} {wave}: {alone['level']} is what {segment} leaves"


def by_what_is_left_in_tables(site: Site, smallest: int) -> Iterator[str]:
    """A withheld line that says something, a base under the threshold."""
    for row in site.rows:
        said = [name for name in ("value", "low", "high", "n", "n_eff", "method") if row[name]]
        if row["withheld"] == "True" and said:
            yield f"{row['id']} is withheld and tells {said}"
        if row["n"] and float(row["n"]) < smallest:
            yield f"{row['id']} has too small a base"


def by_precision(site: Site) -> Iterator[str]:
    """Decimals from which a count, or a weight, follows."""
    for row in site.rows:
        if decimals(row["n_eff"]):
            yield f"{row['id']} tells an effective base to {decimals(row['n_eff'])} decimals"
        if row["n"] and float(row["n"]) < SMALL and row["statistic"] not in {"base", "mean", "median"}:
            yield from (
                f"{row['id']} tells its {name} finer than its base allows"
                for name in ("value", "low", "high")
                if decimals(row[name]) > 2
            )
    for page, read in site.read.items():
        for ids, text in read.marks:
            bases = [float(site.row[one]["n"]) for one in ids if one in site.row and site.row[one]["n"]]
            is_fine = any(decimals(one) for one in _PERCENT.findall(text))
            if is_fine and bases and min(bases) < SMALL:
                yield f"{page} prints {ids[0]} finer than its base allows"


def by_coordinates(site: Site) -> Iterator[str]:
    """Marks that stand where their value is, rather than where the value printed beside them is."""
    for name, text in site.drawings.items():
        pairs = list(_marks(text))
        if len(pairs) > 2 and _is_bent(sorted(pairs, key=lambda pair: pair[1])):
            yield f"{name} has marks more precise than their labels"


def _marks(drawing: str) -> Iterator[tuple[float, float]]:
    """The height of each mark and the number printed above it, where one of each stands there."""
    labels, marks = _alone(_LABEL.findall(drawing)), _alone(_MARK.findall(drawing))
    yield from ((float(marks[place]), number(labels[place])) for place in labels.keys() & marks.keys())


def _alone(found: list[tuple[str, str]]) -> Mapping[str, str]:
    places = [place for place, _ in found]
    return {place: told for place, told in found if places.count(place) == 1}


def _is_bent(labels: list[tuple[float, float]], slack: float = 0.02) -> bool:
    """Whether places are no line of the values, to a fiftieth of a point of a drawing."""
    (first, low), (last, high) = labels[0], labels[-1]
    if high == low:
        return len({place for place, _ in labels}) > 1
    slope = (last - first) / (high - low)
    return any(abs(first + slope * (value - low) - place) > 0.02 for place, value in labels)


def by_chart_data(site: Site) -> Iterator[str]:
    """Values that the script of a chart holds and that are not those printed beside them.

    A share is what its percentage says; other values are places on the chart, a line of what is printed.
    """
    for name, told in site.charts.items():
        for size in ("wide", "narrow"):
            points = told[size].get("datasets", {}).get("points", [])
            pairs = [(number(_figure(p["text"])), p["value"]) for p in points if _is_printed(p)]
            if len(pairs) > 2 and _is_bent(sorted(pairs, key=lambda pair: pair[1]), _PLACED):
                yield f"{name} holds values that are not printed"
            for point in points:
                fine = [key for key in ("value", "low", "high") if _is_fine(point, key)]
                yield from (f"{name} holds {point[key]} for {point['text']}" for key in fine)


def _is_printed(point: Mapping[str, object]) -> bool:
    return isinstance(point.get("value"), float | int) and bool(_figure(str(point.get("text", ""))))


def _figure(text: str) -> str:
    return next(iter(re.findall(r"[-−+]?\d+(?:[.,]\d+)?", text)), "")


def _is_fine(point: Mapping[str, object], key: str) -> bool:
    """Whether a share is told with more decimals than the percentage beside it."""
    text, value = str(point.get("text", "")), point.get(key)
    if not _PERCENT.search(text) or not isinstance(value, float):
        return False
    told = len(re.split("[.,]", _PERCENT.findall(text)[0] + ".")[1])
    return abs(round(value, told + 2) - value) > 1e-9


def by_letters(site: Site) -> Iterator[str]:
    """Letters of columns of which the line withholds its number: what is withheld is then bounded by what it
    differs from."""
    for name, page in site.pages.items():
        for table in re.findall(r"<table.*?</table>", page, re.DOTALL):
            head = re.findall(r"<th\b[^>]*>(.*?)</th>", table.partition("</thead>")[0], re.DOTALL)
            letters = {
                re.sub("<[^>]*>", "", one).split()[-1]: at
                for at, one in enumerate(head)
                if "bo-letter" in one
            }
            for line in re.findall(r"<tr>(.*?)</tr>", table.partition("</thead>")[2], re.DOTALL):
                cells = re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", line, re.DOTALL)
                for cell in cells:
                    said = " ".join(_LETTERS.findall(cell)).split()
                    yield from (
                        f"{name} compares with {letter}, which the line withholds"
                        for letter in said
                        if letter in letters and "data-number" not in cells[letters[letter]]
                    )


def by_widths(site: Site) -> Iterator[str]:
    """Bars as long as a number that the page does not print."""
    for page, read in site.read.items():
        told = {
            abs(number(one)) for text in (*read.rest, *(t for _, t in read.marks)) for one in _numbers(text)
        }
        yield from (f"{page} has a bar of {one}" for one in read.widths if abs(float(one)) not in told)


def _numbers(text: str) -> list[str]:
    return re.findall(r"\d+(?:[.,]\d+)?", re.sub(r"(?<=\d)[\u00a0\u202f](?=\d{3})", "", text))


def by_order(site: Site) -> Iterator[str]:
    """Levels sorted by what they show where one of them is withheld: its place bounds its value."""
    planned = {row["id"]: place for place, row in enumerate(site.rows)}
    families: dict[tuple[str, ...], list[str]] = defaultdict(list)
    for name in planned:
        families[_family(site, name)].append(name)
    holed = {family for family, names in families.items() if any(map(site.is_withheld, names))}
    for page, read in site.read.items():
        lists: dict[tuple[str, ...], list[str]] = defaultdict(list)
        for name in read.ids:
            if name in planned and site.row[name]["level"]:
                lists[_family(site, name)].append(name)
        for family, names in lists.items():
            if family in holed and names != sorted(names, key=planned.__getitem__):
                yield f"{page} sorts {names[0]} and its like, one of which is withheld"


def _family(site: Site, name: str) -> tuple[str, ...]:
    """The same number at the other levels of a segment."""
    study, wave, _, subject, *statistic = name.split("/")
    return study, wave, subject, site.row[name]["segment"], *statistic


def by_unexplained(site: Site) -> Iterator[str]:
    """Percentages outside every mark that are no value, bound or derivation of the marks of their page."""
    for page, read in site.read.items():
        values = sorted({value for name in read.ids for value in _values(site, name)} | _derived(site, read))
        for text in read.rest:
            if not _is_elsewhere(site, page, text):
                near = [*values, *_of_waves(site, text)]
                said = text.strip()[:80]
                yield from (f"{page} prints {told} %: {said}" for told in _unknown(site, text, near))


def _unknown(site: Site, text: str, values: list[float]) -> Iterator[str]:
    bounds = [(number(low), number(high)) for low, high in _BETWEEN.findall(text)]
    known = [ends for ends in bounds if any(ends[0] <= value <= ends[1] for value in values)]
    around = {end for ends in known for end in ends}
    for told in _PERCENT.findall(text):
        value, step = number(told), 10.0 ** -len(re.split("[.,]", told + ".")[1])
        is_told = any(abs(value - one) <= 1.001 * step for one in values)
        if not (is_told or value in around or value in site.declared or value % 5 == 0):
            yield told


def _is_elsewhere(site: Site, page: str, text: str) -> bool:
    """A sentence of another page, where its numbers are marked: a list of findings says them again."""
    said = _plain(text)
    return len(said) > 30 and any(said in other.words for name, other in site.read.items() if name != page)


def _of_waves(site: Site, text: str) -> Iterator[float]:
    """A sentence that names a wave may print what everyone answered in it."""
    named = set(re.findall(r"(?:vague|wave)[\u00a0\u202f ](\w+)", text))
    for row in site.rows:
        if row["wave"] in named and row["id"].endswith("/score") and not row["level"]:
            yield from _values(site, row["id"])


def _values(site: Site, name: str) -> Iterator[float]:
    row = site.row.get(name, {})
    yield from (100 * float(row[key]) for key in ("value", "low", "high") if row.get(key))


def _derived(site: Site, read: Printed) -> set[float]:
    """Sums under one mark, equal parts of a whole, and the means of what a page compares."""
    found = {100 / parts for parts in range(2, 30)}
    for ids, _ in read.marks:
        found.add(sum(next(_values(site, one), 0.0) for one in ids))
    families: dict[str, dict[str, float]] = defaultdict(dict)
    for name in read.ids:
        if name.endswith("/score") and "." in name:
            families[name.rpartition(".")[0]][name] = next(_values(site, name), 0.0)
    return found | {sum(known.values()) / len(known) for known in families.values()}


def by_search(site: Site) -> Iterator[str]:
    """Percentages of the search index that no page prints; texts that touch in a page are one word there."""
    printed = [text for read in site.read.values() for text in (*read.rest, *(t for _, t in read.marks))]
    told = tuple({one for text in printed for one in _PERCENT.findall(text)})
    for index in site.search:
        for entry in index["docs"]:
            text = re.sub(r"<[^>]*>", " ", entry["text"])
            yield from (
                f"{entry['location']} holds {one} %"
                for one in _PERCENT.findall(text)
                if not one.endswith(told)
            )


ATTACKS: Mapping[str, Callable[[Site], Iterator[str]]] = {
    "subtraction": lambda site: by_subtraction(site, 10),
    "what is left in tables": lambda site: by_what_is_left_in_tables(site, 10),
    "precision": by_precision,
    "coordinates": by_coordinates,
    "chart data": by_chart_data,
    "letters": by_letters,
    "widths": by_widths,
    "order": by_order,
    "unexplained": by_unexplained,
    "search": by_search,
}
