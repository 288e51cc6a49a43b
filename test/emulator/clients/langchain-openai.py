"""What `langchain-openai` sees of the data plane: one line of JSON."""

import json
import os

from langchain_core.messages import HumanMessage, ToolMessage
from langchain_core.tools import tool
from langchain_openai import ChatOpenAI, OpenAI, OpenAIEmbeddings
from pydantic import BaseModel

connection = {
    "api_key": os.environ["DATABRICKS_TOKEN"],
    "base_url": os.environ["DATABRICKS_HOST"] + "/serving-endpoints",
    "max_retries": 0,
}
seen = {}


class Plan(BaseModel):
    title: str
    steps: list[str]


@tool
def get_weather(city: str) -> str:
    """The weather of a city."""
    return f"sunny in {city}"


chat = ChatOpenAI(model="gpt", **connection)
answer = chat.invoke("Hi")
seen["chat"] = answer.content
seen["usage"] = answer.usage_metadata["total_tokens"] == sum(
    answer.usage_metadata[name] for name in ("input_tokens", "output_tokens")
)
chunks = list(ChatOpenAI(model="claude", stream_usage=True, **connection).stream("Hi"))
seen["stream"] = [
    "".join(chunk.content for chunk in chunks),
    sum(chunk.usage_metadata["output_tokens"] for chunk in chunks if chunk.usage_metadata) > 5,
]

messages = [HumanMessage("the weather?")]
bound = chat.bind_tools([get_weather])
called = bound.invoke(messages)
messages += [called, *(ToolMessage(get_weather.invoke(call["args"]), tool_call_id=call["id"]) for call in called.tool_calls)]
seen["tools"] = [[call["name"], call["args"]] for call in called.tool_calls]
seen["after tools"] = bound.invoke(messages).content
gathered = None
for chunk in bound.stream([HumanMessage("the weather?")]):
    gathered = chunk if gathered is None else gathered + chunk
seen["streamed tools"] = [[call["name"], call["args"]] for call in gathered.tool_calls]
seen["any tool"] = chat.bind_tools([get_weather], tool_choice="any").invoke("x").tool_calls[0]["name"]

seen["structured"] = [
    isinstance(chat.with_structured_output(Plan, method=method).invoke("plan"), Plan)
    for method in ("json_schema", "function_calling")
]
seen["responses"] = ChatOpenAI(model="gpt", use_responses_api=True, **connection).invoke("Hi").text
seen["completion"] = OpenAI(model="complete", **connection).invoke("Once")
seen["embeddings"] = [
    len(vector)
    # Counting tokens here would fetch an encoding from the internet.
    for vector in OpenAIEmbeddings(model="embed", check_embedding_ctx_length=False, **connection).embed_documents(["a", "b"])
]


def refused(**over):
    try:
        ChatOpenAI(**{"model": "gpt", **connection, **over}).invoke("x")
    except Exception as error:
        return type(error).__name__
    return None


seen["refused"] = [refused(model="none"), refused(api_key="wrong"), refused(model="limited"), refused(model="embed")]
print(json.dumps(seen))
