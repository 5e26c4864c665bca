"""One person who gives files on a page, as a process of their own, since their work is not the server's.

Its argument is one JSON object: `port`, `address` of the page, `cookie`, `names` of the files in turn,
`size` in bytes of each, `speed` of their line in bytes a second. Prints the status of each answer, one a line.
"""

import http.client
import json
import re
import secrets
import sys
import time
from collections.abc import Iterator

PIECE = 64 * 1024
# A person's computer is not the server's: on the one machine of this proof it gives way.
AS_A_PROCESS = ["nice", "-n", "19", sys.executable, __file__]


def paced(body: bytes, speed: float) -> Iterator[bytes]:
    """The body in pieces, none earlier than a line of that speed would have brought it."""
    begun = time.monotonic()
    for start in range(0, len(body), PIECE):
        time.sleep(max(0.0, begun + start / speed - time.monotonic()))
        yield body[start : start + PIECE]


def give(port: int, address: str, cookie: str, name: str, size: int, speed: float = float("inf")) -> int:
    """Uploads that many bytes of text; the status."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=120)
    headers = {"Cookie": cookie, "Host": "localhost"}
    connection.request("GET", address, headers=headers)
    response = connection.getresponse()
    page = response.read().decode()
    token = re.search(r"csrftoken=([^;]+)", response.getheader("Set-Cookie") or "")
    assert token, page[:500]
    fields = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', page))
    edge = secrets.token_hex(8)
    parts = [
        f'--{edge}\r\nContent-Disposition: form-data; name="{key}"\r\n\r\n{value}\r\n' for key, value in fields.items()
    ]
    head = f'--{edge}\r\nContent-Disposition: form-data; name="documents"; filename="{name}"\r\n\r\n'
    words = f"{secrets.token_hex(20)} ".encode() + b"Some words. " * (size // 12)
    body = "".join(parts).encode() + head.encode() + words[:size] + f"\r\n--{edge}--\r\n".encode()
    headers |= {
        "Cookie": f"{cookie}; csrftoken={token[1]}",
        "Content-Type": f"multipart/form-data; boundary={edge}",
        "Content-Length": str(len(body)),
    }
    connection.close()
    connection.request("POST", address, body=paced(body, speed), headers=headers)
    response = connection.getresponse()
    response.read()
    connection.close()
    return response.status


if __name__ == "__main__":
    asked = json.loads(sys.argv[1])
    for name in asked["names"]:
        print(give(asked["port"], asked["address"], asked["cookie"], name, asked["size"], asked["speed"]), flush=True)
