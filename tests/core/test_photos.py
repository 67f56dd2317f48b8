import io

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from core import photos


def upload(content: bytes, name: str = "foto.jpg") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content, content_type="image/jpeg")


def picture(size=(60, 40), form="JPEG", **options) -> bytes:
    buffer = io.BytesIO()
    Image.new("RGB", size, "peru").save(buffer, form, **options)
    return buffer.getvalue()


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP"])
def test_photos_of_phones_are_read(form):
    image = photos.read_photo(upload(picture(form=form)))
    assert (image.mode, image.size) == ("RGB", (60, 40))


def test_a_photo_taken_sideways_stands_upright():
    exif = Image.Exif()
    exif[0x0112] = 6
    image = photos.read_photo(upload(picture(exif=exif)))
    assert image.size == (40, 60)


HOSTILE = {
    "no picture": b"Bukan foto",
    "empty": b"",
    "html": b"<html><script>alert(1)</script></html>",
    "svg": b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>',
    "gif": picture(form="GIF"),
    "bmp": picture(form="BMP"),
    "tiff": picture(form="TIFF"),
    "cut off": picture(size=(600, 400))[:300],
    "only a header": b"\xff\xd8\xff\xe0" + b"\x00" * 200,
    "a bomb": picture(size=(9000, 9000), form="PNG", compress_level=9),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_what_is_no_photo_is_refused_with_a_sentence(name):
    with pytest.raises(ValidationError) as refusal:
        photos.read_photo(upload(HOSTILE[name]))
    assert refusal.value.messages[0].endswith(".")


def test_a_photo_of_60_megabytes_is_refused_before_it_is_read():
    huge = upload(b"")
    huge.size = 60 * 2**20
    with pytest.raises(ValidationError, match="60 MB"):
        photos.read_photo(huge)


@pytest.mark.parametrize(
    ("form", "mode"), [("JPEG", "RGB"), ("PNG", "RGBA"), ("PNG", "P"), ("PNG", "I;16"), ("WEBP", "RGB")]
)
def test_a_large_photo_is_shrunk_and_turned_upright_as_soon_as_it_is_read(form, mode):
    exif = Image.Exif()
    exif[0x0112] = 6  # the camera was held on its side
    file = io.BytesIO()
    Image.new(mode, (6400, 3200)).save(file, form, exif=exif)
    image = photos.read_photo(upload(file.getvalue()))
    assert (image.mode, image.size) == ("RGB", (1600, 3200))


def test_position_and_all_other_exif_data_are_dropped(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    exif = Image.Exif()
    exif.get_ifd(0x8825)[1] = "S"
    key = photos.store_photo(photos.read_photo(upload(picture(exif=exif))), "artisans")
    for path in (tmp_path / key).iterdir():
        with Image.open(path) as stored:
            assert dict(stored.getexif()) == {}


def test_a_deleted_photo_leaves_no_file(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    key = photos.store_photo(Image.new("RGB", (40, 30)), "artisans")
    photos.delete_photo(key)
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []
