"""What the official SDK sees of a workspace's control plane: one line of JSON."""

import io
import json
import warnings
from datetime import timedelta

from databricks.sdk import WorkspaceClient
from databricks.sdk.errors import DatabricksError
from databricks.sdk.service import catalog, iam, serving, workspace

warnings.simplefilter("ignore")
w = WorkspaceClient()
seen = {}


def refused(call):
    try:
        call()
    except DatabricksError as error:
        return [type(error).__name__, error.error_code]
    return None


def openai(name, model="gpt-4o"):
    return serving.ServedEntityInput(
        name=name,
        external_model=serving.ExternalModel(
            name=model,
            provider=serving.ExternalModelProvider.OPENAI,
            task="llm/v1/chat",
            openai_config=serving.OpenAiConfig(openai_api_key="{{secrets/llm/openai}}"),
        ),
    )


# Who calls, and who else there is.
seen["me"] = w.current_user.me().user_name
seen["workspace_id"] = str(w.get_workspace_id())
for i in range(3):
    w.users.create(user_name=f"user-{i}@example.com", display_name=f"User {i}")
seen["users"] = [one.user_name for one in w.users.list(count=2)]
seen["filtered"] = [one.user_name for one in w.users.list(filter='userName eq "user-1@example.com"')]
someone = next(w.users.list(filter="userName eq user-1@example.com"))
red = w.groups.create(display_name="red", members=[iam.ComplexValue(value=someone.id)])
seen["groups"] = [one.display_name for one in w.groups.list()]
w.groups.patch(
    red.id,
    operations=[iam.Patch(op=iam.PatchOp.REMOVE, path=f'members[value eq "{someone.id}"]')],
    schemas=[iam.PatchSchema.URN_IETF_PARAMS_SCIM_API_MESSAGES_2_0_PATCH_OP],
)
seen["members"] = w.groups.get(red.id).members
w.groups.delete(red.id)
seen["group_gone"] = refused(lambda: w.groups.get(red.id))
w.service_principals.create(display_name="robot")
seen["principals"] = len(list(w.service_principals.list()))

# Secrets.
w.secrets.create_scope("keys")
w.secrets.put_secret("keys", "a", string_value="one")
w.secrets.put_secret("keys", "b", bytes_value="dHdv")
seen["secrets"] = [one.key for one in w.secrets.list_secrets("keys")]
seen["secret"] = [w.dbutils.secrets.get("keys", "a"), w.secrets.get_secret("keys", "b").value]
w.secrets.put_acl("keys", "users", workspace.AclPermission.READ)
seen["acls"] = {one.principal: one.permission.value for one in w.secrets.list_acls("keys")}
seen["acl"] = w.secrets.get_acl("keys", "users").permission.value
w.secrets.delete_acl("keys", "users")
w.secrets.delete_secret("keys", "a")
seen["secret_errors"] = [
    refused(lambda: w.secrets.create_scope("keys")),
    refused(lambda: w.secrets.get_secret("keys", "a")),
    refused(lambda: w.secrets.get_acl("keys", "users")),
]
w.secrets.delete_scope("keys")
seen["scopes"] = [one.name for one in w.secrets.list_scopes()]

# An external model's endpoint from its creation to its end.
made = w.serving_endpoints.create_and_wait(
    "chat",
    config=serving.EndpointCoreConfigInput("chat", served_entities=[openai("gpt")]),
    tags=[serving.EndpointTag("team", "ml")],
    timeout=timedelta(seconds=30),
)
seen["made"] = [made.state.ready.value, made.state.config_update.value, made.config.served_entities[0].name]
seen["again"] = refused(lambda: w.serving_endpoints.create("chat"))
answer = w.serving_endpoints.query(
    "chat", messages=[serving.ChatMessage(content="hello", role=serving.ChatMessageRole.USER)], max_tokens=50
)
seen["answer"] = answer.choices[0].message.content
seen["openapi"] = json.loads(w.serving_endpoints.get_open_api("chat").contents.read())["openapi"]
seen["metrics"] = "request_count_total" in w.serving_endpoints.export_metrics("chat").contents.read().decode()
seen["logs"] = [
    "gpt" in w.serving_endpoints.logs("chat", "gpt").logs,
    "gpt" in w.serving_endpoints.build_logs("chat", "gpt").logs,
]
seen["tags"] = w.serving_endpoints.patch(
    "chat", add_tags=[serving.EndpointTag("env", "dev")], delete_tags=["team"]
).as_dict()
seen["gateway"] = w.serving_endpoints.put_ai_gateway(
    "chat",
    usage_tracking_config=serving.AiGatewayUsageTrackingConfig(enabled=True),
    rate_limits=[
        serving.AiGatewayRateLimit(calls=100, renewal_period=serving.AiGatewayRateLimitRenewalPeriod.MINUTE)
    ],
).as_dict()
seen["limits"] = w.serving_endpoints.put(
    "chat", rate_limits=[serving.RateLimit(calls=10, renewal_period=serving.RateLimitRenewalPeriod.MINUTE)]
).as_dict()
seen["notified"] = w.serving_endpoints.update_notifications(
    "chat", email_notifications=serving.EmailNotifications(on_update_failure=["ann@example.com"])
).as_dict()
updated = w.serving_endpoints.update_config_and_wait(
    "chat",
    served_entities=[openai("gpt"), openai("ada", "gpt-4o-mini")],
    traffic_config=serving.TrafficConfig(
        routes=[
            serving.Route(served_model_name="gpt", traffic_percentage=60),
            serving.Route(served_model_name="ada", traffic_percentage=40),
        ]
    ),
    timeout=timedelta(seconds=30),
)
seen["updated"] = [updated.config.config_version, updated.config.traffic_config.as_dict()]

# Permissions hang on the id.
seen["levels"] = [
    one.permission_level.value for one in w.serving_endpoints.get_permission_levels(made.id).permission_levels
]
w.serving_endpoints.set_permissions(
    made.id,
    access_control_list=[
        serving.ServingEndpointAccessControlRequest(
            group_name="users", permission_level=serving.ServingEndpointPermissionLevel.CAN_VIEW
        )
    ],
)
w.serving_endpoints.update_permissions(
    made.id,
    access_control_list=[
        serving.ServingEndpointAccessControlRequest(
            user_name="user-1@example.com", permission_level=serving.ServingEndpointPermissionLevel.CAN_QUERY
        )
    ],
)
seen["permissions"] = {
    one.user_name or one.group_name: [all.permission_level.value for all in one.all_permissions]
    for one in w.serving_endpoints.get_permissions(made.id).access_control_list
}
seen["generic"] = w.permissions.get("serving-endpoints", made.id).object_type

# Other kinds of endpoints.
throughput = w.serving_endpoints.create_provisioned_throughput_endpoint_and_wait(
    "pt",
    serving.PtEndpointCoreConfig(
        served_entities=[serving.PtServedModel("system.ai.llama_v3", 50, entity_version="1")]
    ),
    timeout=timedelta(seconds=30),
)
seen["throughput"] = w.serving_endpoints.update_provisioned_throughput_endpoint_config_and_wait(
    "pt",
    serving.PtEndpointCoreConfig(
        served_entities=[serving.PtServedModel("system.ai.llama_v3", 100, entity_version="1")]
    ),
    timeout=timedelta(seconds=30),
).config.served_entities[0].provisioned_model_units
custom = w.serving_endpoints.create_and_wait(
    "fraud",
    config=serving.EndpointCoreConfigInput(
        "fraud",
        served_entities=[
            serving.ServedEntityInput(
                entity_name="main.ml.fraud", entity_version="1", workload_size="Small", scale_to_zero_enabled=True
            )
        ],
    ),
    timeout=timedelta(seconds=30),
)
seen["custom"] = [custom.config.served_entities[0].environment_vars, custom.config.served_models[0].model_name]
seen["predictions"] = len(w.serving_endpoints.query("fraud", dataframe_records=[{"a": 1}, {"a": 2}]).predictions)
seen["platform"] = w.serving_endpoints.query("databricks-gte-large-en", input=["a", "b"]).usage.total_tokens

seen["listed"] = sorted(one.name for one in w.serving_endpoints.list() if not one.name.startswith("databricks-"))
w.serving_endpoints.delete("chat")
seen["errors"] = [
    refused(lambda: w.serving_endpoints.get("chat")),
    refused(lambda: w.serving_endpoints.delete("chat")),
    refused(lambda: w.serving_endpoints.create("a b")),
    refused(lambda: w.serving_endpoints.delete("databricks-gte-large-en")),
    refused(lambda: w.api_client.do("GET", "/api/2.0/nothing")),
    refused(lambda: w.serving_endpoints.get_permissions(made.id)),
]

# A service behind a connection: this workspace itself.
where = w.config.host.rsplit(":", 1)
w.connections.create(
    "itself", catalog.ConnectionType.HTTP, {"host": where[0], "port": where[1], "bearer_token": w.config.token}
)
answer = w.serving_endpoints.http_request(
    "itself", serving.ExternalFunctionRequestHttpMethod.GET, "/api/2.0/preview/scim/v2/Me"
)
seen["connected"] = [[one.name for one in w.connections.list()], answer.json()["userName"]]

# Files and tokens.
home = "/Users/admin@emulator.example/demo"
w.workspace.mkdirs(home)
w.workspace.upload(f"{home}/a.bin", io.BytesIO(b"a\xff"), format=workspace.ImportFormat.AUTO)
seen["files"] = [
    [one.path for one in w.workspace.list(home)],
    w.workspace.download(f"{home}/a.bin").read() == b"a\xff",
    refused(lambda: w.workspace.upload(f"{home}/a.bin", io.BytesIO(b"b"), format=workspace.ImportFormat.AUTO)),
    refused(lambda: w.workspace.get_status(f"{home}/none")),
]
w.workspace.delete(home, recursive=True)
token = w.tokens.create(comment="ci", lifetime_seconds=600)
seen["token"] = [
    WorkspaceClient(host=w.config.host, token=token.token_value).current_user.me().user_name,
    [one.comment for one in w.tokens.list()],
]
w.tokens.delete(token.token_info.token_id)

# Other ways to sign in.
host = w.config.host
machine = WorkspaceClient(
    host=host,
    client_id="5f3a1c2e-0b7d-4e6f-8a9b-0c1d2e3f4a5b",
    client_secret="emulator-client-secret",
    auth_type="oauth-m2m",
)
seen["m2m"] = machine.current_user.me().user_name
optimised = w.serving_endpoints.create_and_wait(
    "optimised",
    config=serving.EndpointCoreConfigInput(
        "optimised",
        served_entities=[
            serving.ServedEntityInput(
                entity_name="main.ml.fraud", entity_version="1", workload_size="Small", scale_to_zero_enabled=False
            )
        ],
    ),
    route_optimized=True,
    timeout=timedelta(seconds=30),
)
seen["refused"] = refused(lambda: machine.serving_endpoints.delete("optimised"))
w.serving_endpoints.update_permissions(
    optimised.id,
    access_control_list=[
        serving.ServingEndpointAccessControlRequest(
            service_principal_name=machine.config.client_id,
            permission_level=serving.ServingEndpointPermissionLevel.CAN_QUERY,
        )
    ],
)
answer = machine.serving_endpoints_data_plane.query("optimised", dataframe_records=[{"a": 1}])
seen["data plane"] = len(answer.predictions)
basic = WorkspaceClient(host=host, username="token", password=w.config.token, auth_type="basic")
seen["basic"] = basic.current_user.me().user_name
wrong = WorkspaceClient(host=host, token="dapi-wrong")
seen["wrong"] = refused(lambda: wrong.current_user.me())

print(json.dumps(seen))
