"""Tables of figures, for a terminal or for a page."""


class Table:
    def __init__(self, title, *header):
        self.title, self.header, self.rows = title, header, []

    def add(self, *cells):
        self.rows.append(cells)

    def text(self):
        lines = [self.header, *self.rows]
        widths = [max(len(line[column]) for line in lines) for column in range(len(self.header))]
        return f"{self.title}\n\n" + "".join(
            "  ".join(cell.ljust(width) for cell, width in zip(line, widths)).rstrip() + "\n"
            for line in lines)

    def markdown(self):
        lines = [self.header, ["---"] * len(self.header), *self.rows]
        return f"### {self.title}\n\n" + "".join(f"| {' | '.join(line)} |\n" for line in lines)


class Comparison(Table):
    """Figures beside a yardstick's from the same run, and whether they keep to their limit."""

    def __init__(self, title):
        super().__init__(title, "", "what", "emic", "yardstick", "ratio", "limit", "met")
        self.wrong = []

    def row(self, number, what, figure, unit="ms", yardstick=None, name="", times=None, limit=None):
        """`times` limits the ratio to the yardstick, `limit` the figure itself."""
        ratio = figure / yardstick if yardstick else None
        beside = f"{shown(yardstick, unit)} {name}" if yardstick else name or "–"
        wanted, met = "", ""
        if limit is not None:
            wanted, met = f"≤ {limit:g} {unit}", answer(figure <= limit)
        elif times is not None:
            wanted, met = f"≤ {times:.3g}×", "–" if ratio is None else answer(ratio <= times)
        self.add(number, what, shown(figure, unit), beside, shown_ratio(ratio), wanted, met)

    def differs(self, what):
        """Ours and the yardstick do not give the same answer."""
        self.wrong.append(what)


def answer(is_met):
    return "yes" if is_met else "NO"


def shown(figure, unit="ms"):
    if figure is None:
        return "–"
    if unit == "ms" and figure >= 10_000:
        return f"{figure / 1000:,.1f} s"
    return f"{figure:,.0f} {unit}" if figure >= 100 else f"{figure:.3g} {unit}"


def shown_ratio(ratio):
    return "–" if ratio is None else f"{ratio:.2g}×" if ratio < 0.1 else f"{ratio:.2f}×"
