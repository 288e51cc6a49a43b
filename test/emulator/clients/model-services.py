"""What the official SDK sees of Unity Catalog's secrets, provider services and model services: one line of JSON."""

import json

from databricks.sdk import WorkspaceClient
from databricks.sdk.common.types.fieldmask import FieldMask
from databricks.sdk.errors import DatabricksError
from databricks.sdk.service import catalog

w = WorkspaceClient()
seen = {}


def refused(call):
    try:
        call()
    except DatabricksError as error:
        return [type(error).__name__, error.error_code, str(error)]
    return None


secret = w.secrets_uc.create_secret(
    catalog.Secret(catalog_name="main", schema_name="ai", name="openai_key", value="sk-secret", comment="ours")
)
seen["secret"] = [secret.full_name, secret.value, secret.effective_value, secret.comment]
seen["value"] = w.secrets_uc.get_secret("main.ai.openai_key", include_value=True).effective_value
w.secrets_uc.update_secret(
    "main.ai.openai_key",
    catalog.Secret(catalog_name="main", schema_name="ai", name="openai_key", value="sk-2"),
    FieldMask(["value"]),
)
seen["rotated"] = w.secrets_uc.get_secret("main.ai.openai_key", include_value=True).effective_value
seen["secrets"] = [one.full_name for one in w.secrets_uc.list_secrets(catalog_name="main", schema_name="ai", page_size=1)]

provider = w.ai_gateway.create_model_provider_service(
    catalog.ModelProviderService(
        comment="one connection",
        config=catalog.ModelProviderServiceConfig(
            provider_type=catalog.ModelProviderServiceConfigExternalModelProviderType.EXTERNAL_MODEL_PROVIDER_TYPE_OPENAI,
            openai=catalog.ModelProviderServiceConfigOpenAiProviderConfig(
                direct=catalog.ModelProviderServiceConfigOpenAiProviderDirectConfig(
                    api_key=catalog.ModelProviderServiceConfigProviderSecret(
                        secret_reference=catalog.ModelProviderServiceConfigSecretReference(
                            name="secrets/main.ai.openai_key"
                        )
                    )
                )
            ),
            targets=[
                catalog.ModelProviderServiceConfigModelTargetConfig(
                    model="gpt-5.4", native_api_types=["openai/v1/chat/completions"]
                )
            ],
        ),
    ),
    parent="schemas/main.ai",
    model_provider_service_id="openai",
)
seen["provider"] = [provider.name, provider.effective_owner, provider.config.as_dict()]

destination = catalog.ModelServiceConfigDestinationConfig(
    name="gpt",
    destination_type=catalog.ModelServiceConfigDestinationConfigDestinationType.DESTINATION_TYPE_EXTERNAL_FOUNDATION_MODEL,
    external_model_config=catalog.ModelServiceConfigExternalModelConfig(
        model_provider_service=provider.name,
        target=catalog.ModelProviderServiceConfigModelTargetConfig(model="gpt-5.4"),
    ),
)
service = w.ai_gateway.create_model_service(
    catalog.ModelService(
        config=catalog.ModelServiceConfig(routing=catalog.ModelServiceConfigRoutingConfig(destinations=[destination]))
    ),
    parent="schemas/main.ai",
    model_service_id="chat",
)
seen["service"] = [service.name, service.supported_api_types, service.create_time.ToJsonString() == service.update_time.ToJsonString()]

updated = w.ai_gateway.update_model_service(
    service.name,
    catalog.ModelService(
        comment="limited",
        config=catalog.ModelServiceConfig(
            rate_limits=[
                catalog.RateLimit(
                    key=catalog.RateLimitRateLimitKey.RATE_LIMIT_KEY_USER_DEFAULT,
                    renewal_period=catalog.RateLimitRateLimitRenewalPeriod.RATE_LIMIT_RENEWAL_PERIOD_MINUTE,
                    requests=0,
                )
            ]
        ),
    ),
    FieldMask(["comment", "config.rate_limits"]),
    etag=service.etag,
)
seen["updated"] = [updated.comment, updated.config.as_dict()]
seen["stale"] = refused(
    lambda: w.ai_gateway.update_model_service(
        service.name, catalog.ModelService(comment="x"), FieldMask(["comment"]), etag=service.etag
    )
)
for number in range(3):
    w.ai_gateway.create_model_service(
        catalog.ModelService(config=service.config), parent="schemas/main.ai", model_service_id=f"more{number}"
    )
seen["listed"] = [
    [one.name, bool(one.config.routing.destinations)]
    for one in w.ai_gateway.list_model_services(
        parent="schemas/main.ai", page_size=2, view=catalog.ListModelServicesRequestView.FULL
    )
]
seen["providers"] = [one.name for one in w.ai_gateway.list_model_provider_services(parent="schemas/main.ai")]
w.grants.update(
    "model_service",
    "main.ai.chat",
    changes=[catalog.PermissionsChange(principal="account users", add=[catalog.Privilege.EXECUTE])],
)
seen["grants"] = w.grants.get("model_service", "main.ai.chat").as_dict()
seen["effective"] = w.grants.get_effective("model_service", "main.ai.chat", principal="account users").as_dict()
seen["missing"] = refused(lambda: w.ai_gateway.get_model_service("model-services/main.ai.none"))
w.ai_gateway.delete_model_service(service.name, etag=updated.etag)
seen["deleted"] = refused(lambda: w.ai_gateway.get_model_service(service.name))
w.ai_gateway.delete_model_provider_service(provider.name)
seen["broken"] = w.ai_gateway.get_model_service("model-services/main.ai.more0").config.routing.destinations[0].is_deleted
w.secrets_uc.delete_secret("main.ai.openai_key")
seen["catalogs"] = [[one.name, one.catalog_type.value] for one in w.catalogs.list()]
seen["schemas"] = [one.full_name for one in w.schemas.list("main")]

print(json.dumps(seen))
