"""What becomes of the texts of crafts and clusters when a person is erased."""

from collections.abc import Iterator

from clusters.models import Craft
from core.personal_text import CODE, Fate, Harmless, declare, harmless, things_are_called


def _crafts() -> Iterator[str]:
    for names in Craft.objects.values_list("name_id", "name_en"):
        yield from names


def register() -> None:
    things_are_called(_crafts)
    harmless("clusters.Craft", "the administrators' list of crafts", "name_id", "name_en", "slug", "kbli")
    declare(
        "clusters.Cluster",
        places=("region__code",),
        cluster="pk",
        code=CODE,
        photo=Harmless("the name of a file; it goes with the photo"),
        name=Harmless("what the cluster is called, also where it is called after a maker"),
        decree_no=Harmless("the number of a public decree"),
        **dict.fromkeys(["description", "how_to_join", "fees", "visitor_hours"], Fate.PAGE),
    )
    of_cluster = {"places": ("cluster__region__code",), "cluster": "cluster"}
    declare("clusters.ClusterNews", **of_cluster, title=Fate.PAGE, text=Fate.PAGE)
    declare(
        "clusters.ClusterPhoto",
        **of_cluster,
        key=Harmless("the name of a file; it goes with the photo"),
        alt=Fate.PAGE,
    )
    declare("clusters.KindChange", **of_cluster, reason=Fate.PAGE)
