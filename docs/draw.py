#!/usr/bin/env python3
"""The draw as docs/draw.md specifies it, with nothing but Python's standard library.

    python3 docs/draw.py docs/draw-vectors.json        checks the test vectors
    python3 docs/draw.py DOCUMENT.json LANE NUMBER     prints where a number stands

DOCUMENT.json is a draw's document once its phase is "drawn". The beacon's signature is not
checked here: Python has no pairing of its own. admit-one verify-draw does.
"""

import base64
import hashlib
import hmac
import json
import sys

ROUNDS = 10
BITS_MIN = 8


def encoded(purpose, *fields):
    out = b""
    for field in ("admit-one/draw/1/" + purpose, *fields):
        if isinstance(field, str):
            field = field.encode()
        elif isinstance(field, int):
            field = field.to_bytes(8, "big")
        out += len(field).to_bytes(4, "big") + field
    return out


def commitment_of(epoch, seed):
    return hashlib.sha256(encoded("commitment", epoch, seed)).digest()


def bytes_of(ranges):
    return base64.urlsafe_b64decode(ranges + "=" * (-len(ranges) % 4))


def read_ranges(ranges):
    values, value, shift = [], 0, 0
    for byte in bytes_of(ranges):
        value |= (byte & 127) << shift
        shift += 7
        if byte < 128:
            values.append(value)
            value, shift = 0, 0
    found, at = [], 0
    for gap, size in zip(values[::2], values[1::2]):
        found.append((at + gap, at + gap + size))
        at += gap + size
    return found


def digest_of(document):
    fields = [document["epoch"], bytes.fromhex(document["commitment"])]
    fields += [bytes.fromhex(document["chain"]), document["round"]]
    fields += [document["countedAtMs"], len(document["lanes"])]
    for lane in document["lanes"]:
        fields += [lane["id"], lane["size"], lane["upTo"], lane["unaccounted"]]
        fields += [bytes_of(lane["ranges"])]
    return hashlib.sha256(encoded("count", *fields)).digest()


def lane_key(document, lane):
    message = encoded(
        "lane-key",
        document["epoch"],
        lane,
        bytes.fromhex(document["chain"]),
        document["round"],
        bytes.fromhex(document["randomness"]),
        bytes.fromhex(document["digest"]),
    )
    return hmac.digest(bytes.fromhex(document["seed"]), message, "sha256")


def round_value(key, number, half, bits):
    block = hmac.digest(key, number.to_bytes(4, "big") + (half // 8).to_bytes(4, "big"), "sha256")
    word = int.from_bytes(block[half % 8 * 4 : half % 8 * 4 + 4], "big")
    return word & ((1 << bits) - 1)


def position_of(key, size, rank):
    bits = max(BITS_MIN, (size - 1).bit_length())
    low_bits = (bits + 1) // 2
    value = rank
    while True:
        high, low = value >> low_bits, value & ((1 << low_bits) - 1)
        for number in range(0, ROUNDS, 2):
            high ^= round_value(key, number, low, bits - low_bits)
            low ^= round_value(key, number + 1, high, low_bits)
        value = high << low_bits | low
        if value < size:
            return value


def rank_of(ranges, number):
    rank = 0
    for first, end in ranges:
        if first <= number < end:
            return rank + number - first
        rank += end - first
    return None


def stands_at(document, lane_id, number):
    lane = next(lane for lane in document["lanes"] if lane["id"] == lane_id)
    if number >= lane["upTo"]:
        return lane["size"] + number - lane["upTo"]
    rank = rank_of(read_ranges(lane["ranges"]), number)
    return None if rank is None else position_of(lane_key(document, lane_id), lane["size"], rank)


def check(draw):
    document = draw["document"]
    commitment = commitment_of(document["epoch"], bytes.fromhex(document["seed"]))
    assert commitment.hex() == document["commitment"], "commitment"
    assert digest_of(document).hex() == document["digest"], "digest"
    randomness = hashlib.sha256(bytes.fromhex(document["signature"])).hexdigest()
    assert randomness == document["randomness"], "randomness"
    for lane, key in draw["keys"].items():
        assert lane_key(document, lane).hex() == key, "key of " + lane
    for said in draw["positions"]:
        found = stands_at(document, said["lane"], said["number"])
        assert found == said["position"], f"{said}: here {found}"
    return len(draw["positions"])


def main(path, *asked):
    with open(path, encoding="utf-8") as file:
        given = json.load(file)
    if asked:
        position = stands_at(given, asked[0], int(asked[1]))
        print("in no position" if position is None else position)
    else:
        print(f"{sum(check(draw) for draw in given['draws'])} positions as they should be")


if __name__ == "__main__":
    main(*sys.argv[1:])
