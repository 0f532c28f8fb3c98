"""Calls of CodeBuild and CodePipeline outside of stacks, as Terraform makes them."""

from moto.codebuild import responses as codebuild
from moto.codebuild.models import CodeBuildBackend
from moto.codepipeline.models import CodePipeline

from patches_of_moto.patch import patch

# ProjectSource, location: not for CODEPIPELINE. NO_SOURCE: the project does not have input source code.
WITHOUT_SOURCE_LOCATION = ("CODEPIPELINE", "NO_SOURCE")
# ProjectArtifacts, location: ignored for CODEPIPELINE and NO_ARTIFACTS.
WITHOUT_ARTIFACTS_LOCATION = ("CODEPIPELINE", "NO_ARTIFACTS")
LAMBDA_SIZES = tuple(f"BUILD_LAMBDA_{size}GB" for size in (1, 2, 4, 8, 10))

validate_source = codebuild._validate_required_params_source
validate_artifacts = codebuild._validate_required_params_artifacts
validate_environment = codebuild._validate_required_params_environment
create_project = codebuild.CodeBuildResponse.create_project
delete_project = CodeBuildBackend.delete_project


@patch(
    codebuild,
    "_validate_required_params_source",
    lacks="It requires a location of every source.",
    aws="CodeBuild, ProjectSource: location is not used for CODEPIPELINE, and NO_SOURCE has none.",
)
def validated_source(source):
    if source["type"] not in WITHOUT_SOURCE_LOCATION:
        validate_source(source)


@patch(
    codebuild,
    "_validate_required_params_artifacts",
    lacks="It requires a location of every output.",
    aws="CodeBuild, ProjectArtifacts: location is ignored for CODEPIPELINE and NO_ARTIFACTS.",
)
def validated_artifacts(artifacts):
    if artifacts["type"] not in WITHOUT_ARTIFACTS_LOCATION:
        validate_artifacts(artifacts)


@patch(
    codebuild,
    "_validate_required_params_environment",
    lacks="It knows neither Lambda compute nor its sizes.",
    aws="CodeBuild, ProjectEnvironment: type LINUX_LAMBDA_CONTAINER or ARM_LAMBDA_CONTAINER; computeType BUILD_LAMBDA_1GB "
    "to BUILD_LAMBDA_10GB.",
)
def validated_environment(environment):
    if environment["type"] not in ("LINUX_LAMBDA_CONTAINER", "ARM_LAMBDA_CONTAINER"):
        validate_environment(environment)
    elif environment["computeType"] not in LAMBDA_SIZES:
        raise codebuild.InvalidInputException(f"Invalid compute type provided: {environment['computeType']}")


@patch(
    codebuild.CodeBuildResponse,
    "create_project",
    lacks="It ignores encryptionKey.",
    aws="CodeBuild, CreateProject: encryptionKey is the KMS key for the artifacts.",
)
def created_project(self):
    answer = create_project(self)
    key = self._get_param("encryptionKey")
    if key:
        name = self._get_param("name")
        self.codebuild_backend.codebuild_projects[name].project_metadata["encryptionKey"] = key
    return answer


@patch(
    CodeBuildBackend,
    "delete_project",
    lacks="It finds a project only by its name.",
    aws="CodeBuild, DeleteProject: the AWS CLI and the SDKs also accept the ARN.",
)
def deleted_project(self, project_name):
    delete_project(self, project_name.rsplit("/", 1)[-1])


@patch(
    CodePipeline,
    "metadata",
    kind=property,
    lacks="It writes times as strings.",
    aws="CodePipeline, PipelineMetadata: created and updated are timestamps, which are numbers in JSON.",
)
def metadata(self):
    return {
        "pipelineArn": self._arn,
        "created": self._created.timestamp(),
        "updated": self._updated.timestamp(),
    }
