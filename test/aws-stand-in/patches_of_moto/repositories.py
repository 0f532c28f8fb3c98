"""AWS::CodeCommit::Repository, in the CodeCommit that holds real Git repositories."""

import boto3
from moto.core.common_models import CloudFormationModel

from patches_of_moto.resource import Resource


class Repository(Resource, CloudFormationModel):
    TYPE = "AWS::CodeCommit::Repository"
    NAME = "RepositoryName"
    PROPERTIES = ("RepositoryName", "RepositoryDescription")
    ATTRIBUTES = ("Arn", "CloneUrlHttp", "CloneUrlSsh", "Name")

    @classmethod
    def make(cls, name, properties, account_id, region_name):
        made = codecommit(region_name).create_repository(
            repositoryName=properties["RepositoryName"],
            repositoryDescription=properties.get("RepositoryDescription", ""),
        )["repositoryMetadata"]
        attributes = {
            "Arn": made["Arn"],
            "CloneUrlHttp": made["cloneUrlHttp"],
            "CloneUrlSsh": made["cloneUrlSsh"],
            "Name": made["repositoryName"],
        }
        return cls(made.get("repositoryId", name), attributes, properties)

    @classmethod
    def change(cls, original, properties, account_id, region_name):
        return cls(original.physical_resource_id, original.attributes, properties)

    def delete(self, account_id, region_name):
        codecommit(region_name).delete_repository(repositoryName=self.attributes["Name"])


def codecommit(region_name):
    return boto3.client("codecommit", region_name=region_name)
