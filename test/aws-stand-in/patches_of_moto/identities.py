"""IAM: groups, which moto's CloudFormation lacks, policy attachments, and existing roles for AssumeRole."""

import json

from moto.core.common_models import CloudFormationModel
from moto.iam.models import ManagedPolicy, Role, User, iam_backends
from moto.sts.exceptions import STSClientError
from moto.sts.models import STSBackend
from moto.utilities.utils import get_partition

from patches_of_moto.completions import complete
from patches_of_moto.patch import patch
from patches_of_moto.resource import Resource

assume_role = STSBackend.assume_role


class Group(Resource, CloudFormationModel):
    TYPE = "AWS::IAM::Group"
    NAME = "GroupName"
    PROPERTIES = ("GroupName", "Path", "ManagedPolicyArns", "Policies")
    ATTRIBUTES = ("Arn",)

    @classmethod
    def make(cls, name, properties, account_id, region_name):
        group = iam(account_id, region_name).create_group(name, properties.get("Path", "/"))
        has_policies(group, properties, account_id, region_name)
        return cls(name, {"Arn": group.arn}, properties)

    @classmethod
    def change(cls, original, properties, account_id, region_name):
        has_policies(
            iam(account_id, region_name).get_group(original.physical_resource_id), properties, account_id, region_name
        )
        return cls(original.physical_resource_id, original.attributes, properties)

    def delete(self, account_id, region_name):
        iam(account_id, region_name).delete_group(self.physical_resource_id)


def iam(account_id, region_name):
    return iam_backends[account_id][get_partition(region_name)]


def has_role(arn, account_id, region_name):
    return any(role.arn == arn for role in iam(account_id, region_name).roles.values())


@patch(
    STSBackend,
    "assume_role",
    lacks="It issues credentials of a role that does not exist.",
    aws="Troubleshoot IAM roles: AccessDenied for sts:AssumeRole where the role does not exist or does not trust the "
    "caller.",
)
def assume_role_that_exists(backend, *, region_name, role_arn, **kwargs):
    if not has_role(role_arn, backend.account_id, region_name):
        raise STSClientError(
            "AccessDenied", f"The caller is not authorized to perform: sts:AssumeRole on resource: {role_arn}"
        )
    return assume_role(backend, region_name=region_name, role_arn=role_arn, **kwargs)


def has_policies(principal, properties, account_id, region_name):
    """Exactly those of the template, also after a change."""
    policies = iam(account_id, region_name).managed_policies
    for policy in list(principal.managed_policies.values()):
        policy.detach_from(principal)
    for arn in properties.get("ManagedPolicyArns", []):
        policies[arn].attach_to(principal)
    principal.policies = {
        policy["PolicyName"]: json.dumps(policy["PolicyDocument"]) for policy in properties.get("Policies", [])
    }


@patch(
    Role,
    "update_from_cloudformation_json",
    kind=classmethod,
    lacks="It replaces a role when its tags or its description change.",
    aws="AWS::IAM::Role: only changes of Path and RoleName require replacement.",
)
def change_role(cls, original_resource, new_resource_name, cloudformation_json, account_id, region_name):
    properties = cloudformation_json["Properties"]
    original_resource.description = properties.get("Description", "")
    original_resource.tags = {tag["Key"]: tag for tag in properties.get("Tags", [])}
    return original_resource


@complete(
    Role,
    lacks="An update leaves the policies that the template no longer has, and the old trust policy.",
    aws="AWS::IAM::Role: AssumeRolePolicyDocument, ManagedPolicyArns and Policies change without interruption.",
)
def role_is_complete(role, properties, account_id, region_name):
    role.assume_role_policy_document = json.dumps(properties["AssumeRolePolicyDocument"])
    has_policies(role, properties, account_id, region_name)


@complete(
    User,
    lacks="It ignores Groups and ManagedPolicyArns.",
    aws="AWS::IAM::User: Groups, ManagedPolicyArns and Policies change without interruption.",
)
def user_is_complete(user, properties, account_id, region_name):
    has_policies(user, properties, account_id, region_name)
    for group in iam(account_id, region_name).groups.values():
        group.users = [member for member in group.users if member is not user]
    for name in properties.get("Groups", []):
        iam(account_id, region_name).add_user_to_group(name, user.name)


@patch(
    ManagedPolicy,
    "delete",
    lacks="It has no way to delete a managed policy with its stack.",
    aws="AWS::IAM::ManagedPolicy: deleting the stack deletes the policy.",
)
def delete_policy(policy, account_id, region_name):
    iam(account_id, region_name).managed_policies.pop(policy.arn, None)


@patch(
    ManagedPolicy,
    "update_from_cloudformation_json",
    kind=staticmethod,
    lacks="It does not change a managed policy.",
    aws="AWS::IAM::ManagedPolicy, PolicyDocument: update requires no interruption.",
)
def change_policy(original_resource, new_resource_name, cloudformation_json, account_id, region_name):
    for version in original_resource.versions:
        if version.is_default:
            version.document = json.dumps(cloudformation_json["Properties"]["PolicyDocument"])
    return original_resource


@patch(
    Role,
    "delete",
    lacks="It does not detach the managed policies of the template, so that the deletion fails.",
    aws="AWS::IAM::Role: CloudFormation detaches and deletes the policies that the template attached.",
)
def delete_role(role, account_id, region_name):
    has_policies(role, {}, account_id, region_name)
    iam(account_id, region_name).delete_role(role.name)


@patch(
    User,
    "delete",
    lacks="It deletes a user that has SSH keys, and does not detach the groups and policies of the template.",
    aws="DeleteUser: keys, which CloudFormation did not make, must be deleted first, or the deletion fails with "
    "DeleteConflict.",
)
def delete_user(user, account_id, region_name):
    if user.ssh_public_keys:
        raise ValueError(f"Cannot delete entity, must delete SSH public keys first. ({user.name})")
    has_policies(user, {}, account_id, region_name)
    for group in iam(account_id, region_name).groups.values():
        group.users = [member for member in group.users if member is not user]
    iam(account_id, region_name).delete_user(user.name)
