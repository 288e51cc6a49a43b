"""What `anthropic` for Python sees of the data plane: one line of JSON."""

import json
import os

import anthropic

url = os.environ["DATABRICKS_HOST"] + "/serving-endpoints/anthropic"
client = anthropic.Anthropic(auth_token=os.environ["DATABRICKS_TOKEN"], base_url=url, max_retries=0)
base = {"model": "claude", "max_tokens": 100}
user = [{"role": "user", "content": "the weather"}]
schema = {"type": "object", "properties": {"city": {"type": "string"}}, "required": ["city"]}
tools = [{"name": "get_weather", "input_schema": schema}]
seen = {}

message = client.messages.create(**base, messages=user)
seen["message"] = [message.content[0].text, message.stop_reason, message.usage.output_tokens > 5]
seen["counted"] = client.messages.count_tokens(model="claude", messages=user).input_tokens == message.usage.input_tokens
with client.messages.stream(**base, messages=user) as stream:
    text = "".join(stream.text_stream)
    seen["stream"] = [text == message.content[0].text, stream.get_final_message().stop_reason]

first = client.messages.create(**base, messages=user, tools=tools)
use = first.content[0]
seen["tool"] = [first.stop_reason, use.name, use.input]
result = {"type": "tool_result", "tool_use_id": use.id, "content": [{"type": "text", "text": "sunny"}]}
turns = [*user, {"role": "assistant", "content": first.content}, {"role": "user", "content": [result]}]
seen["after tool"] = client.messages.create(**base, messages=turns, tools=tools).content[0].text


def refused(by=client, **over):
    try:
        by.messages.create(**{**base, "messages": user, **over})
    except anthropic.APIStatusError as error:
        return [type(error).__name__, error.status_code]
    return None


seen["refused"] = [
    refused(model="none"),
    refused(by=client.with_options(auth_token="wrong")),
    refused(model="limited"),
    refused(messages=[{"role": "zzz", "content": "x"}]),
]
print(json.dumps(seen))
