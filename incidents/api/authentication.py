"""Who is asking: a token in the header, or the session of a signed-in page."""

from __future__ import annotations

from drf_spectacular.extensions import OpenApiAuthenticationExtension
from rest_framework.authentication import BaseAuthentication, get_authorization_header
from rest_framework.exceptions import AuthenticationFailed
from rest_framework.request import Request

from incidents.models import ApiToken, User

KEYWORD = "token"


class TokenAuthentication(BaseAuthentication):
    """`Authorization: Token bw_…`; the key is looked up by its hash, so a copy of the table opens nothing."""

    def authenticate(self, request: Request) -> tuple[User, ApiToken] | None:
        parts = get_authorization_header(request).split()
        if not parts or parts[0].lower() != KEYWORD.encode():
            return None
        if len(parts) != 2:
            raise AuthenticationFailed("Give the header as: Authorization: Token <key>")
        token = self._live_token(parts[1].decode("latin-1"))
        return token.user, token

    def _live_token(self, key: str) -> ApiToken:
        token = ApiToken.live(key)
        if token is None:
            raise AuthenticationFailed("This token is not known, has expired or was revoked.")
        return token

    def authenticate_header(self, request: Request) -> str:
        return "Token"


class TokenScheme(OpenApiAuthenticationExtension):
    target_class = TokenAuthentication
    name = "token"

    def get_security_definition(self, auto_schema: object) -> dict[str, str]:
        return {
            "type": "apiKey",
            "in": "header",
            "name": "Authorization",
            "description": "`Token bw_…`, from your account page. Only a hash of it is stored.",
        }
