"""Who may be in the register already: by name, phone, NIK and place, with a score and its reasons."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from artisans.actions.duplicates import count_words
from artisans.choices import ArtisanState
from artisans.duplicates import LIKELY, SURE, Reason, Sighting, likely, likely_many
from artisans.models import Artisan, PersonIdentity, WordShare
from tests.cast import BANDUNG_VILLAGE, PURWODINATAN, UNDIALLABLE
from tests.factories import ArtisanFactory
from tests.properties import examples

pytestmark = pytest.mark.django_db
OTHER_PHONE = "+620098765432"
# Purwodinatan's neighbour, a kilometre away; and a village of the same city ten kilometres away.
KAUMAN, FAR_IN_THE_CITY = "33.74.01.1008", "33.74.16.1002"
HERE = {"lat": -6.97, "lon": 110.43}


def maker(name: str, region: str = PURWODINATAN, phone: str = "", **values) -> Artisan:
    identity = {key: values.pop(key) for key in ("legal_name", "nik_hash", "nik_sealed") if key in values}
    artisan = ArtisanFactory(public_name=name, region_id=region, **values)
    PersonIdentity.objects.create(artisan=artisan, phone=phone, **identity)
    return artisan


def told(sighting: Sighting) -> list[tuple[str, tuple[Reason, ...]]]:
    return [(one.artisan.public_name, one.reasons) for one in likely(sighting)]


def seen(name: str, region_code: str = PURWODINATAN, **values) -> Sighting:
    return Sighting(name=name, region_code=region_code, **values)


def test_the_same_name_spelled_otherwise_in_the_same_village():
    maker("H. Moh. Soleh")
    assert told(seen("Haji Muhammad Sholeh")) == [("H. Moh. Soleh", (Reason.SAME_NAME, Reason.SAME_VILLAGE))]


def test_swapped_joined_and_mistyped_words_are_similar():
    maker("Sulastri Wiramah")
    assert [
        one.artisan.public_name
        for name in ("Wiramah Sulastri", "SulastriWiramah", "Sulasrti Wiramah")
        for one in likely(seen(name))
    ] == ["Sulastri Wiramah"] * 3
    assert told(seen("Sulastri Wiromoh")) == [("Sulastri Wiramah", (Reason.SIMILAR_NAME, Reason.SAME_VILLAGE))]


def test_two_words_written_as_one_are_known_beside_others():
    maker("Konveksi Pusaka Wiramah")
    maker("Sinanah Fadhilah")
    found = [told(seen(name))[0] for name in ("PusakaWiramah Konveksi", "SinanahFadhilah")]
    assert found == [
        ("Konveksi Pusaka Wiramah", (Reason.SIMILAR_NAME, Reason.SAME_VILLAGE)),
        ("Sinanah Fadhilah", (Reason.SIMILAR_NAME, Reason.SAME_VILLAGE)),
    ]


def test_one_maker_was_seen_so_a_likelier_record_speaks_against_the_others():
    maker("Wiramah", phone=OTHER_PHONE)
    (alone,) = likely(seen("Wiramah", phone=UNDIALLABLE))
    maker("Bu Wiramah", phone=UNDIALLABLE)
    assert told(seen("Wiramah", phone=UNDIALLABLE)) == [
        ("Bu Wiramah", (Reason.SAME_PHONE, Reason.SAME_NAME, Reason.SAME_VILLAGE))
    ]
    assert alone.score > 0.5


def test_records_that_are_sure_do_not_speak_against_each_other():
    for name in ("Sulastri Wiramah", "Bu Sulastri Wiramah", "SULASTRI WIRAMAH", "Hj. Sulastri Wiramah"):
        maker(name, phone=UNDIALLABLE)
    assert [one.is_sure for one in likely(seen("Sulastri Wiramah", phone=UNDIALLABLE))] == [True] * 4


def test_two_measured_places_far_apart_in_one_village_speak_against():
    maker("Wiramah", **HERE, precision_m=10)
    (village,) = likely(seen("Wiramah"))
    apart = likely(seen("Wiramah", lat=-6.975, lon=110.43, precision_m=10))
    assert [one.score for one in apart] < [village.score]


def test_another_maker_with_one_word_in_common_is_not_meant():
    maker("Siti Aminah")
    maker("Sri Rahayu")
    assert told(seen("Siti Rohmah")) == []


def test_a_neighbouring_village_counts_for_less_and_a_far_one_for_nothing():
    maker("Sulastri Wiramah", KAUMAN)
    (near,) = likely(seen("Sulastri Wiramah"))
    Artisan.objects.update(region_id=PURWODINATAN)
    (here,) = likely(seen("Sulastri Wiramah"))
    Artisan.objects.update(region_id=BANDUNG_VILLAGE)
    assert (near.reasons, likely(seen("Sulastri Wiramah"))) == ((Reason.SAME_NAME, Reason.NEAR_VILLAGE), [])
    assert LIKELY <= near.score < here.score


def test_a_rare_whole_name_is_found_anywhere_in_the_regency_in_any_order():
    maker("Kartiyem Sugilowati Pranoto", FAR_IN_THE_CITY)
    assert told(seen("Pranoto Kartiyem Sugilowati")) == [("Kartiyem Sugilowati Pranoto", (Reason.SAME_NAME,))]


def test_the_same_phone_and_name_is_sure_wherever_it_is():
    maker("Sulastri Wiramah", BANDUNG_VILLAGE, UNDIALLABLE)
    (one,) = likely(seen("Bu Sulastri Wiramah", phone=UNDIALLABLE))
    assert (one.reasons, one.is_sure) == ((Reason.SAME_PHONE, Reason.SAME_NAME), True)


def test_a_workshop_and_a_person_with_one_phone_may_be_one_but_two_persons_of_a_house_are_not():
    maker("Batik Kenanga", phone=UNDIALLABLE)
    maker("Sutrisno Wiyono", phone=UNDIALLABLE)
    assert told(seen("Partinah Lestari", phone=UNDIALLABLE)) == [
        ("Batik Kenanga", (Reason.SAME_PHONE, Reason.SAME_VILLAGE))
    ]


def test_the_owner_of_a_workshop_is_found_by_the_name_in_the_identity_card():
    maker("Batik Kenanga", legal_name="Sulastri Wiramah")
    assert told(seen("Sulastri Wiramah")) == [("Batik Kenanga", (Reason.SAME_NAME, Reason.SAME_VILLAGE))]
    maker("Sutrisno Wiyono", KAUMAN)
    assert told(seen("Tas Jaya", KAUMAN, legal_name="Sutrisno Wijono"))[0][0] == "Sutrisno Wiyono"


def test_the_same_nik_is_sure_and_another_one_speaks_against():
    maker("Wiramah", nik_hash="a" * 64, nik_sealed="sealed")
    (one,) = likely(Sighting(name="Wiramah", nik_hash="a" * 64))
    assert (one.reasons, one.is_sure) == ((Reason.SAME_NIK, Reason.SAME_NAME), True)
    assert likely(seen("Wiramah", nik_hash="b" * 64)) == []


def test_the_same_spot_counts_for_more_than_the_village():
    maker("Wiramah", **HERE, precision_m=10)
    (there,) = likely(seen("Wiramah", lat=-6.9702, lon=110.4301, precision_m=10))
    (village,) = likely(seen("Wiramah"))
    assert there.reasons == (Reason.SAME_NAME, Reason.NEAR_PLACE)
    assert there.score > village.score


@pytest.mark.parametrize("precision", [None, 2000])
def test_a_rough_position_says_no_more_than_the_village(precision):
    maker("Wiramah", **HERE, precision_m=10)
    assert told(seen("Wiramah", **HERE, precision_m=precision)) == [
        ("Wiramah", (Reason.SAME_NAME, Reason.SAME_VILLAGE))
    ]


def test_a_position_alone_says_where_to_look():
    maker("Sulastri Wiramah", **HERE, precision_m=10)
    there = Sighting(name="Sulastri Wiramah", **HERE, precision_m=20)
    assert told(there) == [("Sulastri Wiramah", (Reason.SAME_NAME, Reason.NEAR_PLACE))]
    assert told(Sighting(name="Sulastri Wiramah", lat=2.0, lon=99.0)) == []


def test_records_of_a_district_and_its_villages_are_neighbours():
    maker("Sulastri Wiramah", PURWODINATAN[:8])
    assert told(seen("Sulastri Wiramah")) == [("Sulastri Wiramah", (Reason.SAME_NAME, Reason.NEAR_VILLAGE))]
    Artisan.objects.update(region_id=PURWODINATAN)
    assert told(seen("Sulastri Wiramah", PURWODINATAN[:8])) == [
        ("Sulastri Wiramah", (Reason.SAME_NAME, Reason.NEAR_VILLAGE))
    ]


def test_a_merged_record_never_comes_back_and_a_rejected_one_does():
    artisan = maker("Sulastri Wiramah")
    Artisan.objects.update(state=ArtisanState.REJECTED)
    assert [one.artisan for one in likely(seen("Sulastri Wiramah"))] == [artisan]
    Artisan.objects.update(state=ArtisanState.MERGED)
    assert likely(seen("Sulastri Wiramah")) == []


def test_excluded_records_make_room_for_others():
    makers = [maker("Sulastri Wiramah") for _ in range(3)]
    found = likely(seen("Sulastri Wiramah"), exclude=[makers[0].pk], limit=1)
    assert [one.artisan for one in found] == [makers[1]]


def test_an_offices_number_given_by_many_says_nothing_new():
    for number in range(30):
        maker(f"Batik {'abcdefghijklmnopqrstuvwxyz'[number % 26]}{number}", BANDUNG_VILLAGE, UNDIALLABLE)
    assert len(likely(seen("Sulastri", phone=UNDIALLABLE), limit=50)) <= 20


def test_a_name_that_many_bear_says_less_than_a_rare_one():
    maker("Rusiyem")
    (rare,) = likely(seen("Rusiyem"))
    for _ in range(40):
        maker("Rusiyem", BANDUNG_VILLAGE)
    count_words()
    found = likely(seen("Rusiyem"))
    assert [one.score for one in found] == [] or found[0].score < rare.score


def test_a_word_that_one_maker_alone_bears_is_not_kept_in_the_count():
    maker("Rusiyem Langka")
    maker("Rusiyem Pranoto")
    count_words()
    assert set(WordShare.objects.values_list("word", flat=True)) == {"", "rusiem"}


def test_many_are_answered_in_order_as_each_alone():
    maker("Sulastri Wiramah", phone=UNDIALLABLE)
    maker("Sutrisno Wiyono", KAUMAN)
    sightings = [seen("Nobody Atall"), seen("Sutrisno Wijono", KAUMAN), seen("Bu Sulastri Wiramah"), Sighting(name="")]
    assert likely_many(sightings) == [likely(one) for one in sightings]
    assert [len(found) for found in likely_many(sightings)] == [0, 1, 1, 0]


@pytest.mark.parametrize("number", [1, 3])
def test_three_look_ups_cost_as_many_queries_as_one(number, django_assert_num_queries):
    maker("Sulastri Wiramah", phone=UNDIALLABLE)
    with django_assert_num_queries(9):
        likely_many([seen("Sulastri Wiramah")] * number)


@examples(40)
@given(st.text(max_size=200), st.text(max_size=60), st.text(max_size=30), st.floats(-90, 90))
def test_strange_text_finds_nothing_and_raises_nothing(name, phone, region, degrees):
    sighting = Sighting(name=name, phone=phone, region_code=region, lat=degrees, lon=degrees, nik_hash=phone)
    assert likely(sighting) == []


def test_likely_comes_before_sure():
    assert 0 < LIKELY < SURE < 1
