"""AWS::S3::BucketPolicy and AWS::SNS::TopicPolicy."""

import json

from moto.core.common_models import CloudFormationModel
from moto.iam.access_control import IAMPolicy, PermissionResult
from moto.kms.models import Key
from moto.s3.models import FakeBucket, s3_backends
from moto.sns.models import sns_backends
from moto.utilities.utils import get_partition

from patches_of_moto.patch import patch
from patches_of_moto.resource import Resource

create_key = Key.create_from_cloudformation_json


@patch(
    Key,
    "create_from_cloudformation_json",
    kind=classmethod,
    lacks="It keeps the policy of a template as an object, so DescribeKey and GetKeyPolicy fail or return no JSON.",
    aws="KMS, GetKeyPolicy: Policy is a key policy document in JSON format, as a string.",
)
def created_key(cls, resource_name, cloudformation_json, account_id, region_name, **kwargs):
    key = create_key(resource_name, cloudformation_json, account_id, region_name, **kwargs)
    key.policy = json.dumps(key.policy)
    return key


class BucketPolicy(Resource, CloudFormationModel):
    TYPE = "AWS::S3::BucketPolicy"
    PROPERTIES = ("Bucket", "PolicyDocument")

    @classmethod
    def make(cls, name, properties, account_id, region_name):
        # Only stored: moto does not evaluate conditions, so a "Deny" without TLS would deny all requests.
        bucket = s3_backends[account_id][get_partition(region_name)].get_bucket(properties["Bucket"])
        bucket.stack_policy = json.dumps(properties["PolicyDocument"])
        return cls(properties["Bucket"], {}, properties)

    def delete(self, account_id, region_name):
        buckets = s3_backends[account_id][get_partition(region_name)].buckets
        if self.physical_resource_id in buckets:
            buckets[self.physical_resource_id].stack_policy = None


@patch(
    FakeBucket,
    "get_permission",
    lacks="It ignores the conditions of a bucket policy, so a statement that denies calls without TLS denies all.",
    aws="IAM, Condition: a statement applies only if its conditions are met.",
)
def get_permission(self, action, resource):
    if self.policy is None:
        return PermissionResult.NEUTRAL
    policy = json.loads(self.policy.decode())
    # Every call of the tests uses TLS. A statement with another condition stays, because moto cannot judge it.
    without_tls = {"Bool": {"aws:SecureTransport": "false"}}
    statements = [one for one in policy["Statement"] if one.get("Condition") != without_tls]
    return IAMPolicy(json.dumps({**policy, "Statement": statements})).is_action_permitted(action, resource)


class TopicPolicy(Resource, CloudFormationModel):
    TYPE = "AWS::SNS::TopicPolicy"
    PROPERTIES = ("Topics", "PolicyDocument")

    @classmethod
    def make(cls, name, properties, account_id, region_name):
        for topic in properties["Topics"]:
            sns_backends[account_id][region_name].get_topic(topic).policy = json.dumps(properties["PolicyDocument"])
        return cls(name, {}, properties)

    def delete(self, account_id, region_name):
        """The policy is deleted with its topics."""
