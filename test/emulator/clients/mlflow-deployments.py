"""What MLflow's deployments client sees, as the external models page uses it: one line of JSON."""

import json
import os
import time

os.environ["MLFLOW_DISABLE_TELEMETRY"] = "true"

import mlflow.deployments
from requests.exceptions import HTTPError

client = mlflow.deployments.get_deploy_client("databricks")
seen = {}


def refused(call):
    try:
        call()
    except HTTPError as error:
        return [error.response.status_code, error.response.json()["error_code"]]
    return None


def settled(name):
    for _ in range(100):
        endpoint = client.get_endpoint(name)
        if endpoint["state"]["config_update"] != "IN_PROGRESS":
            return endpoint
        time.sleep(0.05)
    raise TimeoutError(name)


entity = {
    "name": "gpt",
    "external_model": {
        "name": "gpt-4o",
        "provider": "openai",
        "task": "llm/v1/chat",
        "openai_config": {"openai_api_key": "{{secrets/llm/openai}}"},
    },
}
messages = [{"role": "user", "content": "Hello!"}]

client.create_endpoint(name="chat", config={"served_entities": [entity]})
client.create_endpoint(config={"name": "tagged", "config": {"served_entities": [entity]}, "tags": [{"key": "a", "value": "b"}]})
seen["ready"] = settled("chat")["state"]["ready"]
seen["tags"] = settled("tagged")["tags"]
seen["listed"] = sorted(one["name"] for one in client.list_endpoints())
seen["answer"] = client.predict(endpoint="chat", inputs={"messages": messages, "temperature": 0})["choices"][0]["message"]
seen["stream"] = "".join(
    choice["delta"].get("content") or ""
    for chunk in client.predict_stream(endpoint="chat", inputs={"messages": messages})
    for choice in chunk["choices"]
)
client.update_endpoint_config(
    endpoint="chat",
    config={
        "served_entities": [entity],
        "traffic_config": {"routes": [{"served_model_name": "gpt", "traffic_percentage": 100}]},
    },
)
seen["version"] = settled("chat")["config"]["config_version"]
client.update_endpoint(endpoint="chat", config={"served_entities": [entity]})
seen["updated"] = settled("chat")["config"]["config_version"]
seen["patched"] = client.update_endpoint_tags(
    endpoint="chat", config={"add_tags": [{"key": "k", "value": "v"}], "delete_tags": []}
)
seen["limits"] = client.update_endpoint_rate_limits(
    endpoint="chat", config={"rate_limits": [{"key": "user", "renewal_period": "minute", "calls": 10}]}
)
seen["gateway"] = client.update_endpoint_ai_gateway(
    endpoint="chat", config={"usage_tracking_config": {"enabled": True}}
)
seen["deleted"] = client.delete_endpoint("chat")
seen["missing"] = [refused(lambda: client.get_endpoint("chat")), refused(lambda: client.delete_endpoint("chat"))]

print(json.dumps(seen))
