"""What `openai` for Python sees of the data plane: one line of JSON."""

import json
import os

import openai
from pydantic import BaseModel

HOST = os.environ["DATABRICKS_HOST"] + "/serving-endpoints"
client = openai.OpenAI(api_key=os.environ["DATABRICKS_TOKEN"], base_url=HOST, max_retries=0)
user = [{"role": "user", "content": "the weather"}]
parameters = {"type": "object", "properties": {"city": {"type": "string"}}, "required": ["city"]}
tools = [{"type": "function", "function": {"name": "get_weather", "parameters": parameters}}]
seen = {}


class Step(BaseModel):
    text: str
    minutes: int


class Plan(BaseModel):
    title: str
    steps: list[Step]


raw = client.chat.completions.with_raw_response.create(model="gpt", messages=user, n=2, temperature=0.5)
chat = raw.parse()
seen["chat"] = [choice.message.content for choice in chat.choices]
seen["served by"] = raw.headers["served-model-name"]
seen["adds up"] = chat.usage.prompt_tokens + chat.usage.completion_tokens == chat.usage.total_tokens

stream = client.chat.completions.create(
    model="gpt", messages=user, stream=True, stream_options={"include_usage": True}
)
chunks = list(stream)
seen["stream"] = "".join(chunk.choices[0].delta.content or "" for chunk in chunks if chunk.choices)
seen["stream usage"] = chunks[-1].usage.total_tokens

first = client.chat.completions.create(model="gpt", messages=user, tools=tools, tool_choice="required")
called = first.choices[0].message
seen["tool"] = [called.tool_calls[0].function.name, json.loads(called.tool_calls[0].function.arguments)]
result = {"role": "tool", "tool_call_id": called.tool_calls[0].id, "content": "sunny"}
second = client.chat.completions.create(model="gpt", messages=[*user, called, result], tools=tools)
seen["after tool"] = second.choices[0].message.content
with client.chat.completions.stream(model="gpt", messages=user, tools=tools) as events:
    final = events.get_final_completion()
seen["streamed tool"] = json.loads(final.choices[0].message.tool_calls[0].function.arguments)

parsed = client.chat.completions.parse(model="claude", messages=user, response_format=Plan)
seen["parsed"] = isinstance(parsed.choices[0].message.parsed, Plan)

completion = client.completions.create(model="complete", prompt=["a", "b"], max_tokens=3, logprobs=1)
seen["completions"] = [[c.index, c.finish_reason, "".join(c.logprobs.tokens) == c.text] for c in completion.choices]
seen["embeddings"] = [len(item.embedding) for item in client.embeddings.create(model="embed", input=["a", "b"]).data]
seen["token ids"] = [len(client.embeddings.create(model="embed", input=ids).data) for ids in ([1, 2, 3], [[1], [2]])]

response = client.responses.create(model="gpt", input="Hi")
more = client.responses.create(model="gpt", input="More", previous_response_id=response.id)
seen["responses"] = [response.output_text, more.previous_response_id == response.id, more.usage.total_tokens > 20]
with client.responses.stream(model="gpt", input="Hi") as events:
    seen["streamed response"] = events.get_final_response().output_text
seen["parsed response"] = isinstance(
    client.responses.parse(model="gpt", input="plan", text_format=Plan).output_parsed, Plan
)


def refused(by=client, **over):
    try:
        by.chat.completions.create(**{"model": "gpt", "messages": user, **over})
    except openai.APIStatusError as error:
        return [type(error).__name__, error.status_code, error.body.get("error_code")]
    return None


seen["refused"] = [
    refused(model="none"),
    refused(by=client.with_options(api_key="wrong")),
    refused(by=client.with_options(api_key="token-bob")),
    refused(model="limited"),
    refused(n=9),
    refused(messages=[{"role": "zzz", "content": "x"}]),
]
print(json.dumps(seen))
