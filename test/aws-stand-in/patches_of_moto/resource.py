"""The common base of resource types that moto's CloudFormation lacks."""

from moto.cloudformation.exceptions import UnformattedGetAttTemplateException


class Resource:
    """Extends moto's CloudFormationModel; a type defines how it is created, changed and deleted."""

    TYPE = ""
    NAME = ""  # The property that holds its name.
    PROPERTIES: tuple[str, ...] = ()  # All that a template may say of it.
    ATTRIBUTES: tuple[str, ...] = ()

    def __init__(self, physical_id, attributes, properties):
        self.physical_resource_id = physical_id
        self.attributes = attributes
        self.properties = properties

    @classmethod
    def cloudformation_type(cls):
        return cls.TYPE

    @classmethod
    def cloudformation_name_type(cls):
        return cls.NAME

    @classmethod
    def has_cfn_attr(cls, attr):
        return attr in cls.ATTRIBUTES

    def get_cfn_attribute(self, attribute_name):
        if attribute_name not in self.ATTRIBUTES:
            raise UnformattedGetAttTemplateException()
        return self.attributes[attribute_name]

    def is_created(self):
        return True

    @classmethod
    def create_from_cloudformation_json(cls, resource_name, cloudformation_json, account_id, region_name, **_):
        return cls.make(resource_name, cls.known(cloudformation_json), account_id, region_name)

    @classmethod
    def update_from_cloudformation_json(
        cls, original_resource, new_resource_name, cloudformation_json, account_id, region_name
    ):
        properties = cls.known(cloudformation_json)
        if properties.get(cls.NAME) == original_resource.properties.get(cls.NAME):
            return cls.change(original_resource, properties, account_id, region_name)
        original_resource.delete(account_id, region_name)
        return cls.make(new_resource_name, properties, account_id, region_name)

    @classmethod
    def known(cls, cloudformation_json):
        """The properties. An unsupported property is an error."""
        properties = cloudformation_json["Properties"]
        unknown = sorted(set(properties) - set(cls.PROPERTIES))
        if unknown:
            raise ValueError(f"Our {cls.TYPE} does not know the property {', '.join(unknown)}.")
        return properties

    @classmethod
    def change(cls, original, properties, account_id, region_name):
        """Replaces the resource, unless a type overrides this."""
        original.delete(account_id, region_name)
        return cls.make(original.physical_resource_id, properties, account_id, region_name)


def api_names(value, free=()):
    """
    CloudFormation writes `ServiceRole` where the APIs write `serviceRole`. What is below a name in `free` is the user's
    own.
    """
    if isinstance(value, dict):
        return {
            name[0].lower() + name[1:]: below if name in free else api_names(below, free)
            for name, below in value.items()
        }
    if isinstance(value, list):
        return [api_names(item, free) for item in value]
    return value
