"""What `databricks-openai`, and agents on it, see of endpoints and model services: one line of JSON."""

import asyncio
import json

from agents import Agent, Runner, function_tool, set_default_openai_api, set_default_openai_client, set_tracing_disabled
from databricks.sdk import WorkspaceClient
from databricks_openai import AsyncDatabricksOpenAI, DatabricksOpenAI

client = DatabricksOpenAI(max_retries=0)
messages = [{"role": "user", "content": "the weather"}]
parameters = {
    "type": "object",
    "properties": {"city": {"type": "string"}},
    "required": ["city"],
    "additionalProperties": False,
}
tools = [{"type": "function", "function": {"name": "get_weather", "parameters": parameters, "strict": True}}]
seen = {}

for name in ["gpt", "claude", "databricks-gpt-oss-120b"]:
    create = client.chat.completions.create
    first = create(model=name, messages=messages, tools=tools, tool_choice="required").choices[0].message
    result = {"role": "tool", "tool_call_id": first.tool_calls[0].id, "content": "sunny"}
    second = create(model=name, messages=[*messages, first.model_dump(exclude_none=True), result], tools=tools)
    stream = list(create(model=name, messages=messages, stream=True))
    seen[name] = [
        json.loads(first.tool_calls[0].function.arguments),
        "sunny" in second.choices[0].message.content,
        "".join(choice.delta.content or "" for chunk in stream for choice in chunk.choices).endswith("the weather"),
    ]
seen["embeddings"] = len(client.embeddings.create(model="databricks-gte-large-en", input="Hi").data[0].embedding)
response = client.responses.create(model="gpt", input="Hi")
seen["responses"] = [
    response.output_text,
    client.responses.create(model="gpt", input="More", previous_response_id=response.id).output_text,
    [item.content[0].text for item in client.responses.input_items.list(response.id)],
    [event.type for event in client.responses.create(model="gpt", input="Hi", stream=True)][-1],
]
unified = DatabricksOpenAI(use_ai_gateway=True)
seen["gateway"] = unified.chat.completions.create(model="main.ai.chat", messages=messages).choices[0].message.content
native = DatabricksOpenAI(use_ai_gateway_native_api=True)
seen["native"] = native.chat.completions.create(model="main.ai.chat", messages=messages).choices[0].message.content

# The SDK's own way to the same clients.
w = WorkspaceClient()
ask = {"model": "gpt", "messages": messages}
seen["sdk"] = w.serving_endpoints.get_open_ai_client().chat.completions.create(**ask).choices[0].message.content
seen["sdk langchain"] = w.serving_endpoints.get_langchain_chat_open_ai_client("gpt").invoke("Hi").content


@function_tool
def get_weather(city: str) -> str:
    return f"sunny in {city}"


async def agents():
    set_tracing_disabled(True)
    set_default_openai_client(AsyncDatabricksOpenAI())
    agent = Agent(name="meteorologist", instructions="Be brief.", model="gpt", tools=[get_weather])
    said = []
    for api in ["chat_completions", "responses"]:
        set_default_openai_api(api)
        said.append((await Runner.run(agent, "the weather")).final_output)
    streamed = Runner.run_streamed(agent, "the weather")
    async for _ in streamed.stream_events():
        pass
    return [*said, streamed.final_output]


seen["agents"] = asyncio.run(agents())
print(json.dumps(seen))
