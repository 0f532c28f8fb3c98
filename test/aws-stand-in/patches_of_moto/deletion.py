"""Deletion of stacks and resources."""

from moto.cloudformation import models, parsing
from moto.cloudformation.exceptions import ValidationError
from moto.ecr.models import ecr_backends

from patches_of_moto.patch import patch
from patches_of_moto.template import imports

moto_delete_resources = parsing.ResourceMap.delete
moto_delete_resource = parsing.ResourceMap._delete_resource


@patch(
    parsing.ResourceMap,
    "delete",
    lacks="It knows the deletion policy Retain, and not RetainExceptOnCreate.",
    aws="DeletionPolicy attribute: RetainExceptOnCreate behaves like Retain, except for the operation that creates the "
    "resource first.",
)
def delete_resources(resources):
    kept = ("Retain",) if getattr(resources, "rolling_back", False) else ("Retain", "RetainExceptOnCreate")
    for resource in resources._resource_json_map.values():
        resource["DeletionPolicy"] = "Retain" if resource.get("DeletionPolicy") in kept else "Delete"
    moto_delete_resources(resources)


@patch(
    parsing.ResourceMap,
    "_delete_resource",
    lacks="It ignores EmptyOnDelete, and fails where the repository has images.",
    aws="AWS::ECR::Repository, EmptyOnDelete: if true, deleting the repository force deletes its contents.",
)
def delete_resource(resources, resource, definition):
    properties = definition.get("Properties", {})
    if definition["Type"] == "AWS::ECR::Repository" and properties.get("EmptyOnDelete") in (True, "true"):
        ecr_backends[resources._account_id][resources._region_name].delete_repository(resource.name, force=True)
    else:
        moto_delete_resource(resources, resource, definition)


@patch(
    models.CloudFormationBackend,
    "delete_stack",
    lacks="It deletes a stack whose exports others import, and forgets a stack whose deletion failed.",
    aws="Get exported outputs from a deployed stack: you can't delete a stack if another stack references one of its "
    "outputs. "
    "Stack status codes: DELETE_FAILED.",
)
def delete_stack(backend, name_or_stack_id):
    stack = next((stack for stack in backend.stacks.values() if name_or_stack_id in (stack.name, stack.stack_id)), None)
    if stack is None:
        return
    exports = [export.name for export in stack.exports]
    for other in backend.stacks.values():
        used = sorted(
            set(exports).intersection(value for value in imports(other.template_dict) if isinstance(value, str))
        )
        if other is not stack and used:
            raise ValidationError(message=f"Export {used[0]} cannot be deleted as it is in use by {other.name}")
    stack._add_stack_event("DELETE_IN_PROGRESS", resource_status_reason="User Initiated")
    try:
        stack.resource_map.delete()
    except Exception as error:
        stack.status = "DELETE_FAILED"
        stack._add_stack_event(stack.status, resource_status_reason=str(error))
        return
    stack.status = "DELETE_COMPLETE"
    stack._add_stack_event(stack.status)
    for name in exports:
        backend.exports.pop(name, None)
    backend.stacks.pop(stack.stack_id)
    backend.deleted_stacks[stack.stack_id] = stack
