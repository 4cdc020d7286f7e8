"""Checks an admission token as docs/admission.md says, by PyJWT: pip install "PyJWT[crypto]".

    python3 check_admission.py ROOM AUDIENCE < token-and-holder

ROOM is the waiting room's address, AUDIENCE the shop's origin; the token and the holder's cookie
come one a line. Prints the session, or why it is none. The list of ended sessions is not asked.
"""

import base64
import hashlib
import sys
from urllib.parse import urlsplit

import jwt

SKEW_SECONDS = 5
TOKEN_SECONDS = 60


def check(token: str, holder: str, room: str, audience: str) -> dict:
    parts = urlsplit(room)
    issuer = f"{parts.scheme}://{parts.netloc}"
    header = jwt.get_unverified_header(token)
    if set(header) != {"alg", "typ", "kid"} or header["typ"] != "admission+jwt":
        raise ValueError("this token was made for another use")
    key = jwt.PyJWKClient(f"{issuer}/.well-known/jwks.json").get_signing_key(header["kid"])
    claims = jwt.decode(
        token,
        key,
        algorithms=["ES256"],
        issuer=issuer,
        audience=audience,
        leeway=SKEW_SECONDS,
        options={"require": ["iss", "aud", "sub", "jti", "iat", "exp", "room", "epoch", "cnf"]},
    )
    digest = hashlib.sha256(holder.encode("ascii")).digest()
    bound = base64.urlsafe_b64encode(digest).rstrip(b"=").decode("ascii")
    if claims["room"] != parts.path.rsplit("/", 1)[-1]:
        raise ValueError("this token admits to another sale")
    if claims["exp"] - claims["iat"] > TOKEN_SECONDS:
        raise ValueError("this token would live longer than any may")
    if claims["cnf"] != {"cookie#S256": bound}:
        raise ValueError("this token admits only the browser it was given to")
    return claims


if __name__ == "__main__":
    lines = sys.stdin.read().split("\n")
    try:
        print(check(lines[0], lines[1], sys.argv[1], sys.argv[2])["jti"])
    except (jwt.PyJWTError, ValueError) as error:
        sys.exit(f"refused: {error}")
