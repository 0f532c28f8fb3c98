"""AWS::S3::BucketPolicy and AWS::SNS::TopicPolicy."""

import json

from moto.core.common_models import CloudFormationModel
from moto.s3.models import s3_backends
from moto.sns.models import sns_backends
from moto.utilities.utils import get_partition

from patches_of_moto.resource import Resource


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
