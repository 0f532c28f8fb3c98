"""AWS::Signer::SigningProfile and AWS::ECR::SigningConfiguration."""

from moto.core.common_models import CloudFormationModel
from moto.ecr.models import ecr_backends
from moto.signer.models import signer_backends

from patches_of_moto.resource import Resource


class SigningProfile(Resource, CloudFormationModel):
    TYPE = "AWS::Signer::SigningProfile"
    NAME = "ProfileName"
    PROPERTIES = ("ProfileName", "PlatformId", "SignatureValidityPeriod")
    ATTRIBUTES = ("Arn", "ProfileName", "ProfileVersion", "ProfileVersionArn")

    @classmethod
    def make(cls, name, properties, account_id, region_name):
        # Profile names must not contain hyphens.
        name = name.replace("-", "_")
        made = signer_backends[account_id][region_name].put_signing_profile(
            name, properties.get("SignatureValidityPeriod"), properties["PlatformId"], {}, {}
        )
        attributes = {
            "Arn": made.arn,
            "ProfileName": name,
            "ProfileVersion": made.profile_version,
            "ProfileVersionArn": made.profile_version_arn,
        }
        return cls(made.arn, attributes, properties)

    def delete(self, account_id, region_name):
        signer_backends[account_id][region_name].cancel_signing_profile(self.attributes["ProfileName"])


class SigningConfiguration(Resource, CloudFormationModel):
    """A registry has at most one."""

    TYPE = "AWS::ECR::SigningConfiguration"
    PROPERTIES = ("Rules",)
    ATTRIBUTES = ("RegistryId",)

    @classmethod
    def make(cls, name, properties, account_id, region_name):
        registry = ecr_backends[account_id][region_name]
        if getattr(registry, "signing", None):
            raise ValueError(f"Resource of type '{cls.TYPE}' with identifier '{account_id}' already exists.")
        profiles = {profile.arn for profile in signer_backends[account_id][region_name].signing_profiles.values()}
        for rule in properties["Rules"]:
            if rule["SigningProfileArn"] not in profiles:
                raise ValueError(f"There is no signing profile {rule['SigningProfileArn']}.")
        registry.signing = properties["Rules"]
        return cls(account_id, {"RegistryId": account_id}, properties)

    def delete(self, account_id, region_name):
        ecr_backends[account_id][region_name].signing = None
