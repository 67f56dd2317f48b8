"""What a worker remembers is shared by its threads: each gets what is true at its own moment."""

from collections.abc import Callable
from dataclasses import dataclass
from threading import Thread

import pytest

from products.search.memory import Look, Memory, one_moment
from tests.factories import ProductFactory


@dataclass
class Shared(Memory):
    """A memory in which another thread replaces what is kept under one name, right after it is read once."""

    watched: str = ""

    def __getattribute__(self, name: str) -> object:
        value = super().__getattribute__(name)
        if name == super().__getattribute__("watched"):
            other = Thread(target=self.replace, args=[name])
            other.start()
            other.join()
        return value

    def replace(self, name: str) -> None:
        self.watched = ""
        setattr(self, name, ("another moment", "another answer"))


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("kept", "read"),
    [
        ("crafts", Look.crafts),
        ("materials", Look.materials),
        ("names", Look.materials_by_name),
        ("provinces", Look.provinces),
        ("layout", Look._layout),
        ("versions", Look._segments_versions),
        ("overlay", Look._pending),
    ],
)
def test_a_thread_never_gets_what_another_one_has_just_put_in_place(kept: str, read: Callable[[Look], object]):
    ProductFactory(published=True)
    with one_moment() as look:
        right = read(look)
        look.memory = Shared(**vars(look.memory), watched=kept)
        assert read(look) is right
        assert look.memory.watched == ""
