"""What counts as the same sending of a form."""

from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import QueryDict
from django.utils.datastructures import MultiValueDict

from accounts.pages import sha256_of


def sent(content: bytes) -> tuple[str, SimpleUploadedFile]:
    file = SimpleUploadedFile("list.csv", content)
    return sha256_of("/page/", QueryDict("op=1&title=A"), MultiValueDict({"file": [file]})), file


def test_another_file_of_the_same_name_and_size_is_another_sending() -> None:
    (one, file), (same, _), (other, _) = sent(b"abc"), sent(b"abc"), sent(b"abd")
    assert one == same
    assert one != other
    assert file.read() == b"abc"
