"""Change sets as the CDK needs them: it gives those of all stacks the same name, and says in which role they are to be executed."""

from moto.cloudformation import models, responses
from moto.cloudformation.exceptions import CloudFormationError, ValidationError
from moto.core.responses import ActionResult, EmptyResult

from patches_of_moto.identities import has_role

create_change_set = models.CloudFormationBackend.create_change_set


class ChangeSetNotFound(CloudFormationError):
    code = "ChangeSetNotFound"


def install():
    models.CloudFormationBackend.create_change_set = create
    models.CloudFormationBackend.describe_change_set = find
    models.CloudFormationBackend.delete_change_set = delete
    responses.CloudFormationResponse.describe_change_set = lambda call: ActionResult(find(call.cloudformation_backend, *named_in(call)))
    responses.CloudFormationResponse.delete_change_set = lambda call: delete(call.cloudformation_backend, *named_in(call)) or EmptyResult()


def create(backend, *args, role_arn=None, **kwargs):
    if role_arn and not has_role(role_arn, backend.account_id, backend.region_name):
        raise ValidationError(message=f"Role {role_arn} is invalid or cannot be assumed")
    return create_change_set(backend, *args, role_arn=role_arn, **kwargs)


def named_in(call):
    return call._get_param("ChangeSetName"), call._get_param("StackName")


def find(backend, name, stack=None):
    found = matching(backend, name, stack)
    if not found:
        raise ChangeSetNotFound(f"ChangeSet [{name}] does not exist")
    return backend.change_sets[found[-1]]


def delete(backend, name, stack=None):
    """There may be none: the CDK asks in case that there is one."""
    for change_set_id in matching(backend, name, stack):
        del backend.change_sets[change_set_id]


def matching(backend, name, stack):
    """By an ARN alone, or by the names or ARNs of both."""
    return [
        change_set_id
        for change_set_id, change_set in backend.change_sets.items()
        if name == change_set_id or (name == change_set.change_set_name and stack in (change_set.stack_name, change_set.stack_id))
    ]
