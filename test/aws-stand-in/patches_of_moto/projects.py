"""
AWS::CodeBuild::Project and AWS::CodePipeline::Pipeline, on moto's own CodeBuild and CodePipeline. What their properties
say is looked at by those who run them.
"""

from moto.codebuild.models import codebuild_backends
from moto.codepipeline.models import codepipeline_backends
from moto.core.common_models import CloudFormationModel

from patches_of_moto.resource import Resource, api_names


class Project(Resource, CloudFormationModel):
    TYPE = "AWS::CodeBuild::Project"
    NAME = "Name"
    PROPERTIES = (
        "Name",
        "Description",
        "Source",
        "Artifacts",
        "Environment",
        "ServiceRole",
        "EncryptionKey",
        "Tags",
        "Cache",
        "TimeoutInMinutes",
        "QueuedTimeoutInMinutes",
        "SourceVersion",
        "SecondarySources",
        "SecondarySourceVersions",
        "LogsConfig",
        "VpcConfig",
    )
    ATTRIBUTES = ("Arn",)

    @classmethod
    def make(cls, name, properties, account_id, region_name):
        project = api_names(properties)
        source = project["source"]
        if "buildSpec" in source:
            source["buildspec"] = source.pop("buildSpec")
        made = codebuild_backends[account_id][region_name].create_project(
            name,
            project.get("description"),
            source,
            project["artifacts"],
            project["environment"],
            project["serviceRole"],
            project.get("tags"),
            project.get("cache"),
            project.get("timeoutInMinutes"),
            project.get("queuedTimeoutInMinutes"),
            project.get("sourceVersion"),
            project.get("logsConfig"),
            project.get("vpcConfig"),
        )
        # moto's create_project has no parameters for them.
        made["encryptionKey"] = project.get("encryptionKey", made["encryptionKey"])
        made["secondarySources"] = project.get("secondarySources", [])
        made["secondarySourceVersions"] = project.get("secondarySourceVersions", [])
        return cls(name, {"Arn": made["arn"]}, properties)

    @classmethod
    def change(cls, original, properties, account_id, region_name):
        return cls.make(original.physical_resource_id, properties, account_id, region_name)

    def delete(self, account_id, region_name):
        codebuild_backends[account_id][region_name].delete_project(self.physical_resource_id)


class Pipeline(Resource, CloudFormationModel):
    TYPE = "AWS::CodePipeline::Pipeline"
    NAME = "Name"
    PROPERTIES = ("Name", "PipelineType", "ExecutionMode", "RoleArn", "ArtifactStore", "Stages", "Tags")
    ATTRIBUTES = ("Version",)

    @classmethod
    def make(cls, name, properties, account_id, region_name):
        pipeline, tags = as_api(name, properties)
        made, _ = codepipeline_backends[account_id][region_name].create_pipeline(pipeline, tags)
        return cls(name, {"Version": str(made["version"])}, properties)

    @classmethod
    def change(cls, original, properties, account_id, region_name):
        pipeline, _ = as_api(original.physical_resource_id, properties)
        made = codepipeline_backends[account_id][region_name].update_pipeline(pipeline)
        return cls(original.physical_resource_id, {"Version": str(made["version"])}, properties)

    def delete(self, account_id, region_name):
        codepipeline_backends[account_id][region_name].delete_pipeline(self.physical_resource_id)


def as_api(name, properties):
    pipeline = api_names(properties, free=("Configuration",))
    pipeline["name"] = name
    for stage in pipeline["stages"]:
        for action in stage["actions"]:
            action["actionTypeId"]["version"] = str(action["actionTypeId"]["version"])
            action["configuration"] = {key: text(value) for key, value in action.get("configuration", {}).items()}
    return pipeline, pipeline.pop("tags", [])


def text(value):
    return str(value).lower() if isinstance(value, bool) else str(value)
