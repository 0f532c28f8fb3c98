"""IAM: groups, which moto's CloudFormation does not know, who has which policies, and which roles there are to be assumed."""

import json

from moto.core.common_models import CloudFormationModel
from moto.iam.models import ManagedPolicy, Role, User, iam_backends
from moto.sts.exceptions import STSClientError
from moto.sts.models import STSBackend
from moto.utilities.utils import get_partition

from patches_of_moto.completions import complete
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
        has_policies(iam(account_id, region_name).get_group(original.physical_resource_id), properties, account_id, region_name)
        return cls(original.physical_resource_id, original.attributes, properties)

    def delete(self, account_id, region_name):
        iam(account_id, region_name).delete_group(self.physical_resource_id)


def install():
    complete(Role, after=role_is_complete)
    complete(User, after=user_is_complete)
    Role.delete = delete_role
    User.delete = delete_user
    ManagedPolicy.delete = lambda policy, account_id, region_name: iam(account_id, region_name).managed_policies.pop(policy.arn, None)
    ManagedPolicy.update_from_cloudformation_json = staticmethod(change_policy)
    STSBackend.assume_role = assume_role_that_exists


def iam(account_id, region_name):
    return iam_backends[account_id][get_partition(region_name)]


def has_role(arn, account_id, region_name):
    return any(role.arn == arn for role in iam(account_id, region_name).roles.values())


def assume_role_that_exists(backend, *, region_name, role_arn, **kwargs):
    """moto hands out credentials of roles that nobody has made."""
    if not has_role(role_arn, backend.account_id, region_name):
        raise STSClientError("AccessDenied", f"The caller is not authorized to perform: sts:AssumeRole on resource: {role_arn}")
    return assume_role(backend, region_name=region_name, role_arn=role_arn, **kwargs)


def has_policies(principal, properties, account_id, region_name):
    """Exactly those of the template, also after a change."""
    policies = iam(account_id, region_name).managed_policies
    for policy in list(principal.managed_policies.values()):
        policy.detach_from(principal)
    for arn in properties.get("ManagedPolicyArns", []):
        policies[arn].attach_to(principal)
    principal.policies = {policy["PolicyName"]: json.dumps(policy["PolicyDocument"]) for policy in properties.get("Policies", [])}


def role_is_complete(role, properties, account_id, region_name):
    role.assume_role_policy_document = json.dumps(properties["AssumeRolePolicyDocument"])
    has_policies(role, properties, account_id, region_name)


def user_is_complete(user, properties, account_id, region_name):
    has_policies(user, properties, account_id, region_name)
    for group in iam(account_id, region_name).groups.values():
        group.users = [member for member in group.users if member is not user]
    for name in properties.get("Groups", []):
        iam(account_id, region_name).add_user_to_group(name, user.name)


def change_policy(original_resource, new_resource_name, cloudformation_json, account_id, region_name):
    for version in original_resource.versions:
        if version.is_default:
            version.document = json.dumps(cloudformation_json["Properties"]["PolicyDocument"])
    return original_resource


def delete_role(role, account_id, region_name):
    has_policies(role, {}, account_id, region_name)
    iam(account_id, region_name).delete_role(role.name)


def delete_user(user, account_id, region_name):
    """CloudFormation takes away what it made itself, and nothing else."""
    if user.ssh_public_keys:
        raise ValueError(f"Cannot delete entity, must delete SSH public keys first. ({user.name})")
    has_policies(user, {}, account_id, region_name)
    for group in iam(account_id, region_name).groups.values():
        group.users = [member for member in group.users if member is not user]
    iam(account_id, region_name).delete_user(user.name)
