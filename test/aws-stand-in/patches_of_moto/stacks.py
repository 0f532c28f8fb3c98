"""Creation and update of stacks: unknown types, failing resources, changes in place, rollbacks."""

import json
from copy import deepcopy

from moto.cloudformation import models, parsing, responses
from moto.cloudformation.exceptions import ValidationError

from patches_of_moto.patch import patch
from patches_of_moto.template import forbid_unknown

create_resource = parsing.parse_and_create_resource
update_resource = parsing.parse_and_update_resource
resource_class = parsing.resource_class_from_type
load_parameters = parsing.ResourceMap.load_parameters
update_resources = parsing.ResourceMap.update

# Changes in place that moto does not support: by type, the properties and the attributes of moto that hold them.
IN_PLACE = {
    "AWS::KMS::Key": {"KeyPolicy": "policy", "Description": "description", "EnableKeyRotation": "key_rotation_status"},
    "AWS::Logs::LogGroup": {"RetentionInDays": "retention_in_days", "KmsKeyId": "kms_key_id"},
}

# Properties whose changes replace the resource ("Update requires: Replacement"), and the property with its name.
REPLACING = {"AWS::ECR::Repository": ("RepositoryName", {"EncryptionConfiguration"})}


@patch(
    parsing,
    "resource_class_from_type",
    lacks="It warns of a type that it does not know, and goes on.",
    aws="The service refuses the template: \"Template format error: Unrecognized resource types\".",
)
def known_class(resource_type):
    found = resource_class(resource_type)
    if found is None and resource_type not in parsing.NULL_MODELS:
        raise ValidationError(message=f"Template format error: Unrecognized resource types: [{resource_type}]")
    return found


@patch(
    parsing,
    "parse_and_create_resource",
    lacks="Its errors do not name the resource. Of resources that depend on each other, it is the one where the "
    "failure began.",
    aws="DescribeStackEvents: the event of a failure has the LogicalResourceId and a ResourceStatusReason.",
)
def create_or_name(logical_id, resource_json, resources_map, *args, **kwargs):
    try:
        made = create_resource(logical_id, resource_json, resources_map, *args, **kwargs)
    except Exception as error:
        error.logical_id = getattr(error, "logical_id", logical_id)
        raise
    if made:
        made.said = said(logical_id, resource_json, resources_map)
    return made


@patch(
    parsing,
    "parse_and_update_resource",
    lacks="It updates a resource whose template text changed although its values did not, deletes a named resource to "
    "replace it, and forgets a resource that it cannot change.",
    aws="ResourceChangeDetail, Evaluation: a reference counts as changed only if its value does. Name type: with a "
    "custom name, updates that require replacement are impossible. Update behaviors of stack resources: an update "
    "changes a resource in place or replaces it. The stand-in refuses every other change.",
)
def update_or_refuse(logical_id, resource_json, resources_map, *args, **kwargs):
    original = resources_map[logical_id]
    now = said(logical_id, resource_json, resources_map)
    if plain(now) == plain(original.said):
        return original
    forbid_replacement(resource_json["Type"], original.said, now)
    updated = update_resource(logical_id, resource_json, resources_map, *args, **kwargs)
    if updated is None:
        updated = change_in_place(original, resource_json["Type"], now)
    updated.said = now
    return updated


def plain(value):
    """CloudFormation converts scalars to the type of the property: true and "true" are the same."""
    if isinstance(value, dict):
        return {name: plain(item) for name, item in value.items()}
    if isinstance(value, list):
        return [plain(item) for item in value]
    return str(value).lower() if isinstance(value, bool) else str(value)


def forbid_replacement(resource_type, before, now):
    name, replacing = REPLACING.get(resource_type, (None, ()))
    if name in now and now[name] == before.get(name) and any(
        plain(now.get(part)) != plain(before.get(part)) for part in replacing
    ):
        raise ValidationError(
            message="CloudFormation cannot update a stack when a custom-named resource requires replacing. "
            f"Rename {now[name]} and update the stack again."
        )


def change_in_place(resource, resource_type, now):
    changed = sorted(name for name in now | resource.said if plain(now.get(name)) != plain(resource.said.get(name)))
    attributes = IN_PLACE.get(resource_type, {})
    unknown = [name for name in changed if name not in attributes]
    if unknown:
        raise ValidationError(message=f"Our {resource_type} does not know how to change {', '.join(unknown)}.")
    for name in changed:
        # The API returns policies as strings.
        value = json.dumps(now[name]) if name == "KeyPolicy" else now.get(name)
        setattr(resource, attributes[name], value)
    return resource


def said(logical_id, resource_json, resources_map):
    """The properties of the template, with resolved references."""
    _, document, _ = parsing.parse_resource_and_generate_name(logical_id, resource_json, resources_map)
    return deepcopy(document["Properties"])


@patch(
    parsing.ResourceMap,
    "load_parameters",
    lacks="After an update with previous values, it fails for a parameter that the new template lacks.",
    aws="Parameters section: a stack has the parameters that its template declares.",
)
def load_declared_parameters(resources):
    declared = resources._template.get("Parameters", {})
    for name in set(resources.resolved_parameters) - set(declared):
        del resources.resolved_parameters[name]
        resources._parsed_resources.pop(name, None)
    load_parameters(resources)


@patch(
    parsing.ResourceMap,
    "update",
    lacks="It keeps a resource that an update deleted, and takes it for the new one when a later update adds it again.",
    aws="Update behaviors of stack resources: an update creates the resources that the template adds.",
)
def update_and_forget(resources, template, parameters=None):
    before = set(resources._resource_json_map)
    update_resources(resources, template, parameters)
    for logical_id in before - set(template["Resources"]):
        resources._parsed_resources.pop(logical_id, None)


@patch(
    models.Stack,
    "has_parameters",
    lacks="It takes a change set that leaves parameters out for one that changes them.",
    aws="Parameter, UsePreviousValue: an update keeps the value that the stack has.",
)
def has_parameters(stack, others):
    present = stack.resource_map.resolved_parameters
    return all(str(present.get(name)) == str(value) for name, value in others.items())


@patch(
    responses.CloudFormationResponse,
    "_validate_different_update",
    lacks="It refuses to create a change set without changes.",
    aws="DescribeChangeSet: such a change set has the status FAILED, and a StatusReason that says so.",
)
def accept_no_difference(*_):
    return None


@patch(
    models.CloudFormationBackend,
    "execute_change_set",
    lacks="It does not roll back: a failure leaves what was created, and answers the call with an error.",
    aws="Stack failure options: by default, CloudFormation rolls back. Status codes: ROLLBACK_COMPLETE, "
    "UPDATE_ROLLBACK_COMPLETE.",
)
def execute_change_set(backend, change_set_name, stack_name=None):
    change_set = backend.describe_change_set(change_set_name, stack_name)
    stack = backend.stacks[change_set.stack_id]
    first = change_set.change_set_type == "CREATE"
    change_set.execution_status = "EXECUTE_COMPLETE"
    stack.status = "CREATE_IN_PROGRESS" if first else "UPDATE_IN_PROGRESS"
    stack._add_stack_event(stack.status, resource_status_reason="User Initiated")
    try:
        create(stack, change_set, backend) if first else update(stack, change_set)
        publish_exports(stack, backend)
    except Exception as error:
        fail(stack, error, "CREATE" if first else "UPDATE")
        if first:
            stack.resource_map.rolling_back = True
            stack.resource_map.delete()
        stack.status = "ROLLBACK_COMPLETE" if first else "UPDATE_ROLLBACK_COMPLETE"
    stack._add_stack_event(stack.status)


def create(stack, change_set, backend):
    stack.template, stack.parameters = change_set.template, change_set.parameters
    stack._parse_template()
    forbid_unknown(stack.template_dict)
    stack.cross_stack_resources = backend.exports
    stack.resource_map = stack._create_resource_map()
    stack.resource_map.create(stack.template_dict)
    stack.description = stack.template_dict.get("Description")
    stack.output_map = stack._create_output_map()
    stack.status = "CREATE_COMPLETE"


def update(stack, change_set):
    forbid_unknown(change_set.template_dict)
    stack.template = change_set.template
    stack._parse_template()
    stack.resource_map.update(stack.template_dict, {**stack.parameters, **change_set.parameters})
    stack.parameters = {**stack.parameters, **change_set.parameters}
    stack.output_map = stack._create_output_map()
    stack.status = "UPDATE_COMPLETE"


def publish_exports(stack, backend):
    for export in stack.exports:
        other = backend.exports.get(export.name)
        if other and other.exporting_stack_id != stack.stack_id:
            raise ValidationError(
                message=f"Export with name {export.name} is already exported by stack {other.exporting_stack_id}."
            )
        backend.exports[export.name] = export


def fail(stack, error, action):
    stack.events.append(
        models.Event(
            stack_id=stack.stack_id,
            stack_name=stack.name,
            logical_resource_id=getattr(error, "logical_id", stack.name),
            physical_resource_id="",
            resource_type="",
            resource_status=f"{action}_FAILED",
            resource_status_reason=str(getattr(error, "message", None) or error) or type(error).__name__,
            resource_properties=None,
        )
    )
