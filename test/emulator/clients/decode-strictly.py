"""Whether answers decode as strictly as Go's clients decode them (the Terraform provider, the databricks CLI): each field that the SDK
knows has the type that the API's description gives it. Those clients and the SDK are generated from the same description. One line
of JSON: how many values were checked, and what is wrong."""

import dataclasses
import enum
import json
import typing
from datetime import timedelta

from databricks.sdk import WorkspaceClient
from databricks.sdk.service import catalog, iam, serving, workspace

w = WorkspaceClient()
seen = {"checked": 0, "wrong": []}
PLAIN = {str: str, bool: bool, int: int, float: (int, float), typing.Any: object, any: object, object: object}


def check(value, kind, at):
    if value is None:
        return
    seen["checked"] += 1
    origin = typing.get_origin(kind)
    if origin is typing.Union:
        [kind] = [one for one in typing.get_args(kind) if one is not type(None)]
        return check(value, kind, at)
    if origin in (list, dict):
        if not isinstance(value, origin):
            return seen["wrong"].append(f"{at} is no {origin.__name__}")
        items = enumerate(value) if origin is list else value.items()
        for key, one in items:
            check(one, typing.get_args(kind)[-1], f"{at}[{key}]")
    elif dataclasses.is_dataclass(kind):
        if not isinstance(value, dict):
            return seen["wrong"].append(f"{at} is no object")
        # How a field is spelled on the wire is known to the decoder alone.
        hints = typing.get_type_hints(kind)
        for name, hint in hints.items():
            for spelling in {name, "".join([part.capitalize() if i else part for i, part in enumerate(name.split("_"))])}:
                if spelling in value:
                    check(value[spelling], hint, f"{at}.{spelling}")
    elif isinstance(kind, type) and issubclass(kind, enum.Enum):
        if value not in [one.value for one in kind]:
            seen["wrong"].append(f"{at} is {value!r}, none of {kind.__name__}")
    elif kind in PLAIN:
        # Go takes no number for a text, no text for a number, and no fraction for an integer.
        if not isinstance(value, PLAIN[kind]) or (isinstance(value, bool) and kind in (int, float)):
            seen["wrong"].append(f"{at} is {value!r}, no {kind}")


def got(method, path, kind, body=None, query=None):
    answer = w.api_client.do(method, path, body=body, query=query)
    check(answer, kind, f"{method} {path}")
    return answer


E = "/api/2.0/serving-endpoints"
key = {"openai_api_key": "{{secrets/llm/openai}}"}
gpt = {"name": "gpt", "external_model": {"name": "gpt-4o", "provider": "openai", "task": "llm/v1/chat", "openai_config": key}}
fraud = {"name": "m", "entity_name": "main.ml.fraud", "entity_version": "1", "workload_size": "Small", "scale_to_zero_enabled": True}
limit = {"calls": 5, "key": "user", "renewal_period": "minute"}
# A percentage may come as a text, as protobuf allows it; it goes back as a number.
routes = {"routes": [{"served_model_name": "gpt", "traffic_percentage": "100"}]}
gateway = {"rate_limits": [limit], "usage_tracking_config": {"enabled": True}, "guardrails": {"input": {"pii": {"behavior": "BLOCK"}}}}
tags = [{"key": "team", "value": "ml"}]
whole = {"name": "chat", "config": {"served_entities": [gpt], "traffic_config": routes}, "ai_gateway": gateway, "tags": tags}
made = got("POST", E, serving.ServingEndpointDetailed, whole)
got("POST", E, serving.ServingEndpointDetailed, {"name": "fraud", "config": {"served_entities": [fraud]}})
units = {"entity_name": "system.ai.llama", "entity_version": "1", "provisioned_model_units": 50}
got("POST", f"{E}/pt", serving.ServingEndpointDetailed, {"name": "units", "config": {"served_entities": [units]}})
got("GET", f"{E}/chat", serving.ServingEndpointDetailed)
for name in ["chat", "fraud", "units"]:
    w.serving_endpoints.wait_get_serving_endpoint_not_updating(name, timeout=timedelta(seconds=30))
    got("GET", f"{E}/{name}", serving.ServingEndpointDetailed)
got("GET", E, serving.ListEndpointsResponse)
got("PUT", f"{E}/chat/config", serving.ServingEndpointDetailed, {"served_entities": [gpt], "traffic_config": routes})
got("PUT", f"{E}/chat/ai-gateway", serving.PutAiGatewayResponse, gateway)
got("PUT", f"{E}/chat/rate-limits", serving.PutResponse, {"rate_limits": [limit]})
got("PATCH", f"{E}/chat/tags", serving.EndpointTags, {"add_tags": tags})
mails = {"email_notifications": {"on_update_failure": ["ann@example.com"]}}
got("PATCH", f"{E}/chat/notifications", serving.UpdateInferenceEndpointNotificationsResponse, mails)
got("GET", f"{E}/fraud/served-models/m/logs", serving.ServerLogsResponse)
got("GET", f"{E}/fraud/served-models/m/build-logs", serving.BuildLogsResponse)
messages = [{"role": "user", "content": "Hi"}]
got("POST", "/serving-endpoints/chat/invocations", serving.QueryEndpointResponse, {"messages": messages})
got("POST", "/serving-endpoints/fraud/invocations", serving.QueryEndpointResponse, {"inputs": [1, 2]})
acl = f"/api/2.0/permissions/serving-endpoints/{made['id']}"
grants = {"access_control_list": [{"group_name": "users", "permission_level": "CAN_VIEW"}]}
got("PUT", acl, serving.ServingEndpointPermissions, grants)
got("PATCH", acl, iam.ObjectPermissions, grants)
got("GET", acl, serving.ServingEndpointPermissions)
got("GET", f"{acl}/permissionLevels", serving.GetServingEndpointPermissionLevelsResponse)
got("GET", "/api/2.0/secrets/scopes/list", workspace.ListScopesResponse)
got("GET", "/api/2.0/secrets/list", workspace.ListSecretsResponse, query={"scope": "llm"})
got("GET", "/api/2.0/secrets/get", workspace.GetSecretResponse, query={"scope": "llm", "key": "openai"})
got("GET", "/api/2.0/secrets/acls/list", workspace.ListAclsResponse, query={"scope": "llm"})
got("GET", "/api/2.0/preview/scim/v2/Me", iam.User)
got("GET", "/api/2.0/preview/scim/v2/Users", iam.ListUsersResponse)
got("GET", "/api/2.0/preview/scim/v2/Groups", iam.ListGroupsResponse)
got("GET", "/api/2.0/preview/scim/v2/ServicePrincipals", iam.ListServicePrincipalResponse)
UC = "/api/2.1/unity-catalog"
target = {"model": "gpt-5.4", "native_api_types": ["openai/v1/chat/completions"]}
config = {
    "provider_type": "EXTERNAL_MODEL_PROVIDER_TYPE_OPENAI",
    "openai": {"direct": {"api_key": {"plaintext": "sk"}}},
    "targets": [target],
}
at = {"parent": "schemas/main.ai", "model_provider_service_id": "openai"}
got("POST", f"{UC}/model-provider-services", catalog.ModelProviderService, {"config": config}, at)
to = {"model_provider_service": "model-provider-services/main.ai.openai", "target": target}
destination = {"name": "gpt", "destination_type": "DESTINATION_TYPE_EXTERNAL_FOUNDATION_MODEL", "external_model_config": to}
at = {"parent": "schemas/main.ai", "model_service_id": "chat"}
got("POST", f"{UC}/model-services", catalog.ModelService, {"config": {"routing": {"destinations": [destination]}}}, at)
listed = {"parent": "schemas/main.ai", "view": "FULL"}
got("GET", f"{UC}/model-services", catalog.ListModelServicesResponse, query=listed)
got("GET", f"{UC}/model-provider-services", catalog.ListModelProviderServicesResponse, query=listed)
print(json.dumps(seen))
