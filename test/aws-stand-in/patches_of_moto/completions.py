"""Properties and attributes that moto's own resource types lack."""

from moto.cloudformation.exceptions import UnformattedGetAttTemplateException
from moto.ecr.models import Repository, ecr_backends
from moto.logs.models import LogGroup
from moto.s3.models import FakeBucket, s3_backends
from moto.utilities.utils import get_partition

from patches_of_moto.patch import patch
from patches_of_moto.resource import api_names


def complete(model, *, lacks, aws, before=lambda properties: properties):
    """Extends how moto creates and updates a type. The decorated function runs after moto's own."""

    def extend(after):
        for way in ("create_from_cloudformation_json", "update_from_cloudformation_json"):
            function = completed(getattr(model, way).__func__, before, after)
            patch(model, way, kind=classmethod, lacks=lacks, aws=aws)(function)
        return after

    return extend


def completed(original, before, after):
    def run(cls, *args, **kwargs):
        named = dict(zip(("resource_name", "cloudformation_json", "account_id", "region_name"), args)) | kwargs
        document = named["cloudformation_json"]
        document = {**document, "Properties": before(document.get("Properties", {}))}
        if "cloudformation_json" in kwargs:
            made = original(cls, **(kwargs | {"cloudformation_json": document}))
        else:
            made = original(cls, args[0], document, *args[2:], **kwargs)
        after(made, document["Properties"], named["account_id"], named["region_name"])
        return made

    return run


def api_names_of_repository(properties):
    nested = {
        name: api_names(properties[name])
        for name in ("EncryptionConfiguration", "ImageScanningConfiguration")
        if name in properties
    }
    return properties | nested


@complete(
    Repository,
    before=api_names_of_repository,
    lacks="It ignores LifecyclePolicy, and keeps nested properties under the names of CloudFormation.",
    aws="AWS::ECR::Repository: LifecyclePolicy, EncryptionConfiguration, ImageScanningConfiguration.",
)
def lifecycle_of_repository(repository, properties, account_id, region_name):
    text = properties.get("LifecyclePolicy", {}).get("LifecyclePolicyText")
    if text:
        ecr_backends[account_id][region_name].put_lifecycle_policy(None, repository.name, text)


@complete(
    FakeBucket,
    lacks="It ignores VersioningConfiguration and PublicAccessBlockConfiguration.",
    aws="AWS::S3::Bucket: VersioningConfiguration, PublicAccessBlockConfiguration.",
)
def configuration_of_bucket(bucket, properties, account_id, region_name):
    bucket.versioning_status = properties.get("VersioningConfiguration", {}).get("Status")
    bucket.public_access_block_of_stack = properties.get("PublicAccessBlockConfiguration")


create_log_group = LogGroup.create_from_cloudformation_json


@patch(
    LogGroup,
    "create_from_cloudformation_json",
    kind=classmethod,
    lacks="It ignores KmsKeyId, so DescribeLogGroups returns no key.",
    aws="AWS::Logs::LogGroup: KmsKeyId is the ARN of the key with which CloudWatch Logs encrypts the log data.",
)
def created_log_group(cls, resource_name, cloudformation_json, account_id, region_name, **kwargs):
    group = create_log_group(resource_name, cloudformation_json, account_id, region_name, **kwargs)
    group.kms_key_id = cloudformation_json["Properties"].get("KmsKeyId")
    return group


@patch(
    LogGroup,
    "get_cfn_attribute",
    lacks="The ARN that it returns lacks the ending for the streams.",
    aws="AWS::Logs::LogGroup, return values: Arn is arn:aws:logs:REGION:ACCOUNT:log-group:NAME:*",
)
def attribute_of_log_group(group, attribute_name):
    if attribute_name != "Arn":
        raise UnformattedGetAttTemplateException()
    return f"{group.arn.removesuffix(':*')}:*"


@patch(
    FakeBucket,
    "delete",
    lacks="It keeps a bucket that is not empty, and reports that it is deleted.",
    aws="AWS::S3::Bucket: you can only delete empty buckets. Deletion fails for buckets that have contents.",
)
def delete_bucket(bucket, account_id, region_name):
    buckets = s3_backends[account_id][get_partition(region_name)]
    versions, _, markers, *_ = buckets.list_object_versions(bucket.name)
    if versions or markers:
        raise ValueError(
            f"The bucket you tried to delete is not empty. You must delete all versions in the bucket. ({bucket.name})"
        )
    buckets.delete_bucket(bucket.name)
