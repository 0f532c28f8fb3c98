"""Where moto's CloudFormation is unlike AWS': unknown types, policies of deletion, change sets, failures."""

from copy import deepcopy

from moto.cloudformation import models, parsing, responses
from moto.cloudformation.exceptions import ValidationError

from patches_of_moto.deletion import delete_resources, delete_stack
from patches_of_moto.template import forbid_unknown

create_resource = parsing.parse_and_create_resource
update_resource = parsing.parse_and_update_resource
resource_class = parsing.resource_class_from_type

# What changes in place of a type that moto itself cannot change: properties, and the attributes that hold them.
IN_PLACE = {
    "AWS::KMS::Key": {"KeyPolicy": "policy", "Description": "description", "EnableKeyRotation": "key_rotation_status"},
    "AWS::Logs::LogGroup": {"RetentionInDays": "retention_in_days", "KmsKeyId": "kms_key_id"},
}


def install():
    parsing.resource_class_from_type = known_class
    parsing.parse_and_create_resource = create_or_name
    parsing.parse_and_update_resource = update_or_refuse
    parsing.ResourceMap.delete = delete_resources
    models.CloudFormationBackend.execute_change_set = execute_change_set
    models.CloudFormationBackend.delete_stack = delete_stack
    models.Stack.has_parameters = has_parameters
    # An update without a change is a change set that failed, and not an error.
    responses.CloudFormationResponse._validate_different_update = lambda *_: None


def known_class(resource_type):
    found = resource_class(resource_type)
    if found is None and resource_type not in parsing.NULL_MODELS:
        raise ValidationError(message=f"Template format error: Unrecognized resource types: [{resource_type}]")
    return found


def create_or_name(logical_id, resource_json, resources_map, *args, **kwargs):
    """Says which resource could not be made: of those that wait for each other, the one where it began."""
    try:
        made = create_resource(logical_id, resource_json, resources_map, *args, **kwargs)
    except Exception as error:
        error.logical_id = getattr(error, "logical_id", logical_id)
        raise
    if made:
        made.said = said(logical_id, resource_json, resources_map)
    return made


def update_or_refuse(logical_id, resource_json, resources_map, *args, **kwargs):
    """moto would forget a resource that it cannot change. What nobody here can change is an error."""
    original = resources_map[logical_id]
    now = said(logical_id, resource_json, resources_map)
    updated = update_resource(logical_id, resource_json, resources_map, *args, **kwargs)
    if updated is None:
        updated = change_in_place(original, resource_json["Type"], now)
    updated.said = now
    return updated


def change_in_place(resource, resource_type, now):
    changed = sorted(name for name in now | resource.said if now.get(name) != resource.said.get(name))
    attributes = IN_PLACE.get(resource_type, {})
    unknown = [name for name in changed if name not in attributes]
    if unknown:
        raise ValidationError(message=f"Our {resource_type} does not know how to change {', '.join(unknown)}.")
    for name in changed:
        setattr(resource, attributes[name], now.get(name))
    return resource


def said(logical_id, resource_json, resources_map):
    """The properties that the template says, with what it refers to."""
    _, document, _ = parsing.parse_resource_and_generate_name(logical_id, resource_json, resources_map)
    return deepcopy(document["Properties"])


def has_parameters(stack, others):
    """What is not said stays as it was."""
    present = stack.resource_map.resolved_parameters
    return all(str(present.get(name)) == str(value) for name, value in others.items())


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
            raise ValidationError(message=f"Export with name {export.name} is already exported by stack {other.exporting_stack_id}.")
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
