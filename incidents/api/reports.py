"""Reports come in and are listed at one address."""

from __future__ import annotations

from typing import Any

from drf_spectacular.utils import extend_schema, extend_schema_view
from rest_framework import generics, serializers, status
from rest_framework.exceptions import ValidationError
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.reverse import reverse

from incidents import intake
from incidents.api.bodies import StorableJSONParser, UploadParser
from incidents.api.filtering import refuse_unknown, refuse_unknown_fields
from incidents.api.flat import in_either_form
from incidents.api.flattened import flat_form
from incidents.api.lists import Reports
from incidents.api.once import PARAMETER, once
from incidents.api.serializers import ReportSerializer
from incidents.api.views import CONFLICTS, REFUSALS, UNFIT_BODY, documented


class Submission(serializers.Serializer):
    """Either `text`, or a `file` as multipart/form-data; the rest is read from the text where it is not given."""

    text = serializers.CharField(
        required=False, allow_blank=True, trim_whitespace=False, help_text="the report as published"
    )
    file = serializers.FileField(
        required=False,
        allow_empty_file=True,
        help_text="txt, html, eml, pdf, docx, rtf, NewsML-G2, ninjs or a zip of these",
    )
    source = serializers.CharField(required=False, max_length=120, help_text="who published it")
    published_on = serializers.DateField(required=False, help_text="the day of publication")
    language = serializers.RegexField(r"^[a-z]{2,3}$", required=False, help_text="ISO 639 code, e.g. en")

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        if ("text" in attrs) == ("file" in attrs):
            raise serializers.ValidationError({"text": "Give either `text` or `file`."})
        return attrs

    def receipts(self, by: Any) -> list[intake.Receipt]:
        given = self.validated_data
        said = intake.Said(given.get("source", ""), given.get("published_on"), given.get("language", ""))
        if "text" in given:
            return [intake.paste(text=given["text"], by=by, said=said)]
        file = given["file"]
        if problem := intake.too_large(file.size):
            return [intake.Receipt(file.name, "refused", problem)]
        return intake.submit_files(files=[(file.name, file.read())], by=by, said=said)


class ReceiptSerializer(serializers.Serializer):
    name = serializers.CharField(help_text="the file, or the member of a zip")
    outcome = serializers.ChoiceField(choices=["accepted", "already_here", "refused"])
    message = serializers.CharField()
    report = serializers.IntegerField(
        source="report.pk", allow_null=True, default=None, help_text="number of the report"
    )


class ReceiptsSerializer(serializers.Serializer):
    receipts = ReceiptSerializer(many=True)


@extend_schema_view(
    get=documented(
        "reports",
        in_either_form(ReportSerializer, flat_form(ReportSerializer), many=True),
        "Reports and the state of their reading",
        many=True,
        parameters=Reports.parameters(many=True),
    ),
    post=extend_schema(
        tags=["reports"],
        summary="Submit a report",
        description="Kept as it came, read soon after. 201: something is new; 200: the same bytes are already here.",
        parameters=[PARAMETER],
        request={"application/json": Submission, "multipart/form-data": Submission},
        responses={
            201: ReceiptsSerializer,
            200: ReceiptsSerializer,
            (422, "application/problem+json"): CONFLICTS[422, "application/problem+json"],
            **UNFIT_BODY,
            **REFUSALS,
        },
    ),
)
class ReportList(Reports, generics.ListAPIView):
    parser_classes = [StorableJSONParser, UploadParser]

    @once
    def post(self, request: Request) -> Response:
        refuse_unknown(request, set())
        refuse_unknown_fields(request.data, set(Submission().fields))
        submission = Submission(data=request.data)
        submission.is_valid(raise_exception=True)
        receipts = submission.receipts(request.user)
        outcomes = {receipt.outcome for receipt in receipts}
        if outcomes == {"refused"}:
            field = "text" if "text" in submission.validated_data else "file"
            raise ValidationError({field: [receipt.message for receipt in receipts]})
        response = Response(
            ReceiptsSerializer({"receipts": receipts}).data,
            status=status.HTTP_201_CREATED if "accepted" in outcomes else status.HTTP_200_OK,
        )
        kept = [receipt.report for receipt in receipts if receipt.report]
        if len(kept) == 1:
            response["Location"] = reverse("api:report-detail", args=[kept[0].pk], request=request)
        return response
