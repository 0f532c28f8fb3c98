"""Change sets of the CDK, which have the same name in all stacks, and a role that executes them."""

from moto.cloudformation import models, responses
from moto.cloudformation.exceptions import CloudFormationError, ValidationError
from moto.core.responses import ActionResult, EmptyResult

from patches_of_moto.identities import has_role
from patches_of_moto.patch import patch

create_change_set = models.CloudFormationBackend.create_change_set


class ChangeSetNotFound(CloudFormationError):
    code = "ChangeSetNotFound"


@patch(
    models.CloudFormationBackend,
    "create_change_set",
    lacks="It accepts a role that does not exist.",
    aws="CreateChangeSet, RoleARN: CloudFormation assumes this role when it executes the change set.",
)
def create(backend, *args, role_arn=None, **kwargs):
    if role_arn and not has_role(role_arn, backend.account_id, backend.region_name):
        raise ValidationError(message=f"Role {role_arn} is invalid or cannot be assumed")
    return create_change_set(backend, *args, role_arn=role_arn, **kwargs)


def named_in(call):
    return call._get_param("ChangeSetName"), call._get_param("StackName")


@patch(
    models.CloudFormationBackend,
    "describe_change_set",
    lacks="It takes the last change set of a name, of any stack.",
    aws="DescribeChangeSet, StackName: with the name of a change set, the name or ID of its stack is required. Error: "
    "ChangeSetNotFound.",
)
def find(backend, name, stack=None):
    found = matching(backend, name, stack)
    if not found:
        raise ChangeSetNotFound(f"ChangeSet [{name}] does not exist")
    return backend.change_sets[found[-1]]


@patch(
    models.CloudFormationBackend,
    "delete_change_set",
    lacks="It deletes the first change set of a name, of any stack, and fails without one.",
    aws="DeleteChangeSet, StackName: as for DescribeChangeSet. InvalidChangeSetStatus is its only error.",
)
def delete(backend, name, stack=None):
    for change_set_id in matching(backend, name, stack):
        del backend.change_sets[change_set_id]


def matching(backend, name, stack):
    """Finds change sets by ARN, or by the names or ARNs of both the change set and the stack."""
    return [
        change_set_id
        for change_set_id, change_set in backend.change_sets.items()
        if name == change_set_id
        or (name == change_set.change_set_name and stack in (change_set.stack_name, change_set.stack_id))
    ]


@patch(
    responses.CloudFormationResponse,
    "describe_change_set",
    lacks="It ignores StackName where it looks for the change set.",
    aws="DescribeChangeSet, StackName: as above.",
)
def answer_description(call):
    return ActionResult(find(call.cloudformation_backend, *named_in(call)))


@patch(
    responses.CloudFormationResponse,
    "delete_change_set",
    lacks="It ignores StackName where it looks for the change set.",
    aws="DeleteChangeSet, StackName: as above.",
)
def answer_deletion(call):
    delete(call.cloudformation_backend, *named_in(call))
    return EmptyResult()
