"""The office's log-in provider: OpenID Connect, authorization code with PKCE.

Its description and keys are asked for anew each time: officers log in rarely, and keys change without notice.
Sources: OpenID Connect Core 1.0 (3.1), RFC 7636 (PKCE), RFC 9207 (issuer in the answer), RFC 8176 (amr).
"""

import hashlib
from base64 import urlsafe_b64encode
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote, urlencode

import httpx
import structlog
from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import KeySet

from bimtek_api.access.sign_ons.errors import ProviderUnreachable, SignOnFailed, SignOnOff
from bimtek_api.core.shapes import Json
from bimtek_api.settings import Settings

log = structlog.get_logger()
SECONDS = 10
ALGORITHMS = ["RS256", "PS256", "ES256"]  # asymmetric alone: a client secret signs nothing here
LEEWAY = 60  # seconds two clocks may differ
BACK = "/masuk/kembali"


@dataclass(frozen=True)
class Secrets:
    """What one attempt alone knows: against forged answers, replayed tokens, and stolen codes."""

    state: str
    nonce: str
    verifier: str


@dataclass(frozen=True)
class Vouched:
    """Whom the provider has seen. `email` only where it has verified the address."""

    issuer: str
    subject: str
    email: str | None
    by_two_factors: bool


class Provider:
    """Talks to the provider of the settings. Raises SignOnOff where there is none."""

    def __init__(self, settings: Settings) -> None:
        if not settings.sign_on_issuer or not settings.sign_on_client_secret:
            raise SignOnOff
        self.issuer, self.client_id = settings.sign_on_issuer.rstrip("/"), settings.sign_on_client_id
        self.secret = settings.sign_on_client_secret.get_secret_value()
        self.back = settings.web_url.rstrip("/") + BACK

    async def address(self, secrets: Secrets) -> str:
        """Where the browser goes to log in."""
        async with httpx.AsyncClient(timeout=SECONDS) as http:
            about = await self.about(http)
        challenge = urlsafe_b64encode(hashlib.sha256(secrets.verifier.encode()).digest()).rstrip(b"=").decode()
        asked = {
            "response_type": "code", "client_id": self.client_id, "redirect_uri": self.back,
            "scope": "openid email", "state": secrets.state, "nonce": secrets.nonce,
            "code_challenge": challenge, "code_challenge_method": "S256",
        }  # fmt: skip
        return f"{about['authorization_endpoint']}?{urlencode(asked)}"

    async def vouched(self, secrets: Secrets, code: str, named: str | None) -> Vouched:
        """Whom the code stands for. Raises SignOnFailed when anything does not fit."""
        async with httpx.AsyncClient(timeout=SECONDS) as http:
            about = await self.about(http)
            if (named or about.get("authorization_response_iss_parameter_supported")) and named != about["issuer"]:
                raise SignOnFailed
            tokens = await self.tokens(http, about["token_endpoint"], secrets, code)
            keys = await ask(http.get(about["jwks_uri"]))
            claims = self.checked(str(tokens.get("id_token", "")), keys, secrets.nonce)
            if "email" not in claims and "userinfo_endpoint" in about:
                bearer = {"Authorization": f"Bearer {tokens.get('access_token', '')}"}
                more = await ask(http.get(about["userinfo_endpoint"], headers=bearer))
                claims |= more if more.get("sub") == claims["sub"] else {}
        email = str(claims["email"]) if claims.get("email") and claims.get("email_verified") is True else None
        return Vouched(self.issuer, str(claims["sub"]), email, "mfa" in (claims.get("amr") or ()))

    async def about(self, http: httpx.AsyncClient) -> Json:
        about = await ask(http.get(f"{self.issuer}/.well-known/openid-configuration"))
        if str(about.get("issuer", "")).rstrip("/") != self.issuer:
            log.error("sign_on_issuer_differs")
            raise ProviderUnreachable
        return about

    async def tokens(self, http: httpx.AsyncClient, endpoint: str, secrets: Secrets, code: str) -> Json:
        form = {
            "grant_type": "authorization_code", "code": code, "redirect_uri": self.back,
            "code_verifier": secrets.verifier,
        }  # fmt: skip
        who = httpx.BasicAuth(quote(self.client_id, safe=""), quote(self.secret, safe=""))
        return await ask(http.post(endpoint, data=form, auth=who))

    def checked(self, token: str, keys: Json, nonce: str) -> Json:
        """The claims of an ID token that is signed by the provider, for us, now, and for this attempt."""
        rules = jwt.JWTClaimsRegistry(
            leeway=LEEWAY,
            iss={"essential": True, "value": self.issuer},
            aud={"essential": True, "value": self.client_id},
            nonce={"essential": True, "value": nonce},
            exp={"essential": True},
            sub={"essential": True},
        )
        try:
            known = KeySet.import_key_set({"keys": keys.get("keys") or []})
            claims = dict(jwt.decode(token, known, algorithms=ALGORITHMS).claims)
            rules.validate(claims)
        except (JoseError, ValueError) as error:
            log.warning("sign_on_token_refused", kind=type(error).__name__)
            raise SignOnFailed from error
        if claims.get("azp", self.client_id) != self.client_id:
            raise SignOnFailed
        return claims


async def ask(sent: Any) -> Json:
    """One answer of the provider as JSON. What it refuses is the attempt's fault; silence and rubbish are its own."""
    try:
        answer = await sent
        body = answer.json() if answer.status_code < 300 else {}
    except (httpx.HTTPError, ValueError) as error:
        log.error("provider_unreachable", kind=type(error).__name__)
        raise ProviderUnreachable from error
    if answer.status_code in (400, 401, 403):
        log.warning("sign_on_refused", status=answer.status_code)
        raise SignOnFailed
    if not isinstance(body, dict) or not body:
        log.error("provider_unreachable", status=answer.status_code)
        raise ProviderUnreachable
    return body
