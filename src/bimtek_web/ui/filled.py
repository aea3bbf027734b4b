"""A form as a class: the one list of its fields. What was typed is kept as it was typed, and the API judges it."""

from typing import Annotated, Self, TypeVar, cast

from pydantic import BaseModel, BeforeValidator, Field
from starlette.datastructures import FormData

Body = TypeVar("Body")
OWN = "own"


def text(value: object) -> str:
    """NUL cannot travel in a page; a file in the place of a text is not read."""
    return str(value or "")[:4000].replace("\0", "")


Text = Annotated[str, BeforeValidator(text)]
Texts = Annotated[list[str], BeforeValidator(lambda values: [str(each)[:100] for each in values])]
Own = Annotated[Text, OWN]  # steers the page, or becomes another field: it is not sent on by its name
Owns = Annotated[Texts, OWN]
Rest = dict[str, str | list[str]]


class Filled(BaseModel):
    """What a posted form holds. A page reads `filled.name`: a name that nobody declared is seen by the checker."""

    rest: Annotated[Rest, OWN] = Field(default_factory=dict)

    @classmethod
    def rest_of(cls, data: FormData) -> Rest:
        """Fields whose names depend on what there is: rows of a table, a session's own questions."""
        return {}

    @classmethod
    def of(cls, data: FormData) -> Self:
        fields = cls.model_fields.items()
        texts = {name: data.get(name) for name, field in fields if field.annotation is str}
        lists = {name: data.getlist(name) for name, field in fields if field.annotation == list[str]}
        return cls.model_validate(texts | lists | {"rest": cls.rest_of(data)})

    @classmethod
    def blank(cls, **begun: str | list[str]) -> Self:
        """The form as it opens."""
        return cls.of(FormData()).but(**begun)

    def but(self, **other: str | list[str]) -> Self:
        return self.model_copy(update=dict(other))

    @classmethod
    def asked(cls) -> list[str]:
        """The fields that are sent on by their names."""
        return [name for name, field in cls.model_fields.items() if OWN not in field.metadata]

    def with_rows(self, rows: Rest) -> Self:
        return self.model_copy(update={"rest": rows})

    def row(self, name: str) -> str:
        """One text of the rest."""
        return text(self.rest.get(name))

    def sent(self, shape: type[Body], **more: object) -> Body:
        """The request: fields that are not the page's own, without those left empty, and `more`.

        A test compares the fields of each form with the shape it is sent as.
        """
        kept = {name: value for name, value in self.model_dump(include={*self.asked()}).items() if value != ""}
        return cast("Body", kept | more)

    def values(self) -> dict[str, object]:
        """The fields as a page draws them again."""
        return self.model_dump(exclude={"rest"}) | self.rest
