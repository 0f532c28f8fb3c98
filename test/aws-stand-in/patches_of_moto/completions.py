"""What moto's own types of resources leave out of what a template says."""

from moto.cloudformation.exceptions import UnformattedGetAttTemplateException
from moto.ecr.models import Repository, ecr_backends
from moto.logs.models import LogGroup
from moto.s3.models import FakeBucket, s3_backends
from moto.utilities.utils import get_partition

from patches_of_moto.resource import api_names


def install():
    complete(Repository, before=api_names_of_repository, after=lifecycle_of_repository)
    complete(FakeBucket, after=configuration_of_bucket)
    FakeBucket.delete = delete_bucket
    LogGroup.get_cfn_attribute = attribute_of_log_group


def complete(model, after, before=lambda properties: properties):
    """Extends how a type is made and how it is changed."""
    for way in ("create_from_cloudformation_json", "update_from_cloudformation_json"):
        setattr(model, way, classmethod(completed(getattr(model, way).__func__, before, after)))


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
    nested = {name: api_names(properties[name]) for name in ("EncryptionConfiguration", "ImageScanningConfiguration") if name in properties}
    return properties | nested


def lifecycle_of_repository(repository, properties, account_id, region_name):
    text = properties.get("LifecyclePolicy", {}).get("LifecyclePolicyText")
    if text:
        ecr_backends[account_id][region_name].put_lifecycle_policy(None, repository.name, text)


def configuration_of_bucket(bucket, properties, account_id, region_name):
    bucket.versioning_status = properties.get("VersioningConfiguration", {}).get("Status")
    bucket.public_access_block_of_stack = properties.get("PublicAccessBlockConfiguration")


def attribute_of_log_group(group, attribute_name):
    """With the ending that stands for all of its streams."""
    if attribute_name != "Arn":
        raise UnformattedGetAttTemplateException()
    return f"{group.arn.removesuffix(':*')}:*"


def delete_bucket(bucket, account_id, region_name):
    """moto keeps a bucket that is not empty, and says that it is gone."""
    buckets = s3_backends[account_id][get_partition(region_name)]
    versions, _, markers, *_ = buckets.list_object_versions(bucket.name)
    if versions or markers:
        raise ValueError(f"The bucket you tried to delete is not empty. You must delete all versions in the bucket. ({bucket.name})")
    buckets.delete_bucket(bucket.name)
