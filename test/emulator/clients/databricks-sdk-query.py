"""What the official Python SDK sees of the data plane: one line of JSON."""

import json

from databricks.sdk import WorkspaceClient
from databricks.sdk.errors import DatabricksError
from databricks.sdk.service.serving import ChatMessage, ChatMessageRole, DataframeSplitInput

w = WorkspaceClient()
query = w.serving_endpoints.query
messages = [ChatMessage(role=ChatMessageRole.USER, content="Hi")]
seen = {}


def refused(**given):
    try:
        query(**given)
    except DatabricksError as error:
        return [type(error).__name__, error.error_code]
    return None


chat = query(name="gpt", messages=messages, max_tokens=100, temperature=0.5, usage_context={"team": "a"})
seen["chat"] = [chat.choices[0].message.content, chat.served_model_name, chat.usage.total_tokens > 10]
seen["extra"] = query(name="claude", messages=messages, extra_params={"top_k": "5"}).object.value
seen["completion"] = [choice.text for choice in query(name="complete", prompt="Once", n=2, stop=["."]).choices]
seen["embeddings"] = [len(item.embedding) for item in query(name="embed", input=["a", "b"]).data]
frame = DataframeSplitInput(columns=["a"], data=[[1], [2]])
seen["scoring"] = [
    len(query(name="fraud", **given).predictions)
    for given in ({"dataframe_split": frame}, {"dataframe_records": [{"a": 1}]}, {"instances": [1, 2, 3]}, {"inputs": [1]})
]
seen["openapi"] = list(json.loads(w.serving_endpoints.get_open_api("gpt").contents.read())["paths"])
seen["metrics"] = "request_count_total" in w.serving_endpoints.export_metrics("gpt").contents.read().decode()
openai = w.serving_endpoints.get_open_ai_client()
seen["openai"] = openai.chat.completions.create(model="gpt", messages=[{"role": "user", "content": "Hi"}]).object
seen["refused"] = [
    refused(name="none", messages=messages),
    refused(name="gpt", messages=messages, n=9),
    refused(name="claude", messages=messages, extra_params={"logit_bias": "{}"}),
]
print(json.dumps(seen))
