"""What every address under /ogc/ shares: who is asking, one form of answer, errors as problems, links."""

from __future__ import annotations

import base64
import json
from collections.abc import Collection, Mapping
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.decorators import method_decorator
from django.views.decorators.gzip import gzip_page
from rest_framework.authentication import SessionAuthentication
from rest_framework.exceptions import MethodNotAllowed
from rest_framework.negotiation import BaseContentNegotiation
from rest_framework.request import Request
from rest_framework.reverse import reverse
from rest_framework.views import APIView

from incidents.api import views as api
from incidents.api.authentication import TokenAuthentication
from incidents.api.filtering import refuse_unknown
from incidents.api.problems import BadParameter
from incidents.models import ApiToken, User
from incidents.ogc.collection import Collection as Held
from incidents.ogc.incidents import INCIDENTS
from incidents.ogc.places import BORDERS, CROSSING_POINTS

COLLECTIONS: Mapping[str, Held] = {one.id: one for one in (INCIDENTS, BORDERS, CROSSING_POINTS)}
JSON, GEOJSON, SCHEMA = "application/json", "application/geo+json", "application/schema+json"
OPENAPI = "application/vnd.oai.openapi+json;version=3.0"


class BasicToken(TokenAuthentication):
    """Desktop GIS knows names and passwords: the token is the password, the name is not read."""

    def authenticate(self, request: HttpRequest) -> tuple[User, ApiToken] | None:
        scheme, _, rest = request.headers.get("Authorization", "").partition(" ")
        if scheme.lower() != "basic":
            return super().authenticate(request)
        token = self._live_token(_password(rest))
        return token.user, token


def _password(encoded: str) -> str:
    try:
        return base64.b64decode(encoded).decode().partition(":")[2]
    except ValueError:
        return ""


class OneForm(BaseContentNegotiation):
    """Each address has one form, whatever the client would like best."""

    def select_parser(self, request: Request, parsers: Any) -> Any:
        return parsers[0]

    def select_renderer(self, request: Request, renderers: Any, format_suffix: str | None = None) -> Any:
        return renderers[0], renderers[0].media_type


@method_decorator(gzip_page, name="dispatch")
class Door(api.Door, APIView):
    """Readers of the API and nobody else."""

    authentication_classes = [BasicToken, SessionAuthentication]
    content_negotiation_class = OneForm
    http_method_names = ["get", "head", "options"]
    schema = None
    words: Collection[str] = ()

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        super().initial(request, *args, **kwargs)
        if not hasattr(self, str(request.method).lower()):
            raise MethodNotAllowed(str(request.method))
        refuse_unknown(request, {"f", *self.allowed(**kwargs)}, set())
        if request.query_params.get("f", "json") != "json":
            raise BadParameter("f", "There is one form here.", ["json"])

    def allowed(self, **_kwargs: Any) -> Collection[str]:
        return self.words


class Nowhere(api.Nowhere):
    authentication_classes = Door.authentication_classes
    content_negotiation_class = OneForm


def collection_of(id: str) -> Held:
    if id not in COLLECTIONS:
        raise Http404(f"There is no such collection; there are: {', '.join(COLLECTIONS)}.")
    return COLLECTIONS[id]


def link(request: Request, rel: str, type: str, title: str, name: str, **at: str) -> dict[str, str]:
    return {"rel": rel, "type": type, "title": title, "href": reverse(f"ogc:{name}", kwargs=at, request=request)}


def told(body: Mapping[str, Any], type: str = JSON) -> HttpResponse:
    return HttpResponse(json.dumps(body, ensure_ascii=False).encode(), content_type=type)
