"""What `databricks-langchain` and LangGraph see of the data plane: one line of JSON."""

import asyncio
import json

from databricks_langchain import ChatDatabricks, DatabricksEmbeddings
from langchain_core.messages import HumanMessage, ToolMessage
from langchain_core.tools import tool
from langgraph.prebuilt import create_react_agent
from pydantic import BaseModel


@tool
def get_weather(city: str, days: int) -> str:
    """The weather of a city."""
    return f"sunny in {city}"


class Plan(BaseModel):
    title: str
    steps: list[str]


PROMPT = "Give JSON by this schema: " + json.dumps(Plan.model_json_schema())
seen = {}

for name in ["gpt", "claude", "databricks-gpt-oss-120b"]:
    chat = ChatDatabricks(model=name, max_tokens=200, temperature=0)
    able = chat.bind_tools([get_weather])
    first = able.invoke("the weather")
    [call] = first.tool_calls
    turns = [HumanMessage("the weather"), first, ToolMessage(get_weather.invoke(call["args"]), tool_call_id=call["id"])]
    whole = None
    for chunk in able.stream("the weather"):
        whole = chunk if whole is None else whole + chunk
    choices = {
        choice: [one["name"] for one in chat.bind_tools([get_weather], tool_choice=choice).invoke("Hi").tool_calls]
        for choice in ["any", "get_weather", "none"]
    }
    structured = [
        isinstance(chat.with_structured_output(Plan, method=method).invoke(PROMPT), Plan)
        for method in ["function_calling", "json_schema", "json_mode"]
    ]
    plain = chat.invoke([("system", "Be brief."), ("human", "Hi")])
    seen[name] = {
        "text": plain.content,
        "usage": plain.usage_metadata["total_tokens"] > 10,
        "stream": "".join(chunk.content for chunk in chat.stream("Hi")) == plain.content,
        "async": asyncio.run(chat.ainvoke("Hi")).content == plain.content,
        "args": call["args"]["city"],
        "after": able.invoke(turns).content.endswith("sunny in city"),
        "streamed tool": [one["name"] for one in whole.tool_calls],
        "choices": choices,
        "structured": structured,
    }
hosted = ChatDatabricks(model="databricks-gpt-oss-120b", stream_usage=True)
seen["stream usage"] = max(chunk.usage_metadata["total_tokens"] for chunk in hosted.stream("Hi") if chunk.usage_metadata) > 10
responses = ChatDatabricks(model="gpt", use_responses_api=True)
seen["responses"] = [
    responses.invoke("Hi").text,
    "".join(chunk.text for chunk in responses.stream("Hi")),
    [one["name"] for one in responses.bind_tools([get_weather]).invoke("the weather").tool_calls],
]
seen["embeddings"] = [
    len(DatabricksEmbeddings(endpoint="databricks-gte-large-en").embed_documents(["a", "b"])),
    len(DatabricksEmbeddings(endpoint="embed", query_params={"dimensions": 8}).embed_query("a")),
]
agent = create_react_agent(ChatDatabricks(model="claude"), [get_weather])
seen["agent"] = agent.invoke({"messages": [("user", "the weather")]})["messages"][-1].content
try:
    ChatDatabricks(model="none").invoke("Hi")
except Exception as error:
    seen["refused"] = [error.status_code, error.body["error_code"]]
print(json.dumps(seen))
