"""What the register can do, in figures: `make bench`, or a part of it by ARGS="duplicates".

Each bench is a module of this folder with `def run(report: Report) -> None`, named in `bench.__main__.BENCHES`. It finds
an empty scratch database with all regions in it (its own one, dropped afterwards; never the one of the site), makes its
data itself with a fixed seed, and says each figure by `report(name, figure, limit)`. Makers come from `bench.people` and
`bench.labelled`, and into the register by `bench.register`. The figures are for this machine, and nothing is written.
"""
