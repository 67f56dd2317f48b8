"""How the benches speak: a line a figure, and whether it lies within its limit; tables where figures stand side by side."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from operator import ge, le

NAME_WIDTH, CELL_WIDTH = 26, 12


@dataclass
class Report:
    """Prints figures as they come and remembers those that miss their limits."""

    missed: list[str] = field(default_factory=list)

    def headline(self, name: str) -> None:
        print(f"\n{name}", flush=True)

    def __call__(
        self, name: str, figure: float, unit: str = "", *, at_most: float | None = None, at_least: float | None = None
    ) -> None:
        """Says a figure; one over `at_most` or under `at_least` makes the run fail."""
        limits = [("at most", at_most, le), ("at least", at_least, ge)]
        told = "".join(f"  ({word} {limit:g})" for word, limit, _ in limits if limit is not None)
        kept = all(within(figure, limit) for _, limit, within in limits if limit is not None)
        if not kept:
            self.missed.append(name)
        print(f"  {name:<60} {figure:>10.3f} {unit}{told}{'' if kept else '  MISSED'}", flush=True)

    def row(self, name: str, cells: Sequence[object]) -> None:
        """Says a row of a table: figures with as many digits as tell something, None as a dash."""
        print(f"  {name:<{NAME_WIDTH}}" + "".join(f"{_cell(cell):>{CELL_WIDTH}}" for cell in cells), flush=True)

    def close(self) -> int:
        if self.missed:
            print(f"\nMissed: {'; '.join(self.missed)}.")
        return 1 if self.missed else 0


def _cell(cell: object) -> str:
    if cell is None:
        return "-"
    if isinstance(cell, float):
        return f"{cell:.1f}" if abs(cell) < 100 else f"{cell:,.0f}"
    return f"{cell:,}" if isinstance(cell, int) else str(cell)
