"""Whole templates."""

from moto.cloudformation import parsing
from moto.cloudformation.exceptions import ValidationError


def forbid_unknown(template):
    """Refuses an invalid template before it creates anything, as CloudFormation does."""
    unknown = sorted(
        {resource["Type"] for resource in template["Resources"].values()}
        - set(parsing.get_model_map())
        - set(parsing.NULL_MODELS)
    )
    if unknown:
        raise ValidationError(message=f"Template format error: Unrecognized resource types: [{', '.join(unknown)}]")


def imports(template):
    """The template's imports from other stacks."""
    if isinstance(template, dict):
        for name, value in template.items():
            if name == "Fn::ImportValue":
                yield value
            yield from imports(value)
    elif isinstance(template, list):
        for item in template:
            yield from imports(item)
