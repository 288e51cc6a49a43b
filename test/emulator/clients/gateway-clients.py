"""What the OpenAI and Google clients see of a model service: one line of JSON. The services are there already."""

import json
import os

from google import genai
from google.genai import types
from openai import OpenAI, BadRequestError, RateLimitError

host = os.environ["DATABRICKS_HOST"]
token = os.environ["DATABRICKS_TOKEN"]
seen = {}

unified = OpenAI(base_url=f"{host}/ai-gateway/mlflow/v1", api_key=token, max_retries=0)
messages = [{"role": "user", "content": "Hi"}]
chat = unified.chat.completions.create(model="main.ai.chat", messages=messages)
seen["chat"] = chat.choices[0].message.content
stream = unified.chat.completions.create(model="main.ai.chat", messages=messages, stream=True)
seen["stream"] = "".join(chunk.choices[0].delta.content or "" for chunk in stream if chunk.choices)
seen["response"] = unified.responses.create(model="main.ai.chat", input="Hi").output_text
seen["embedding"] = len(unified.embeddings.create(model="databricks-gte-large-en", input="Hi").data[0].embedding)

native = OpenAI(
    base_url=f"{host}/ai-gateway/openai/v1",
    api_key=token,
    default_headers={"Databricks-Model-Provider-Service": "main.ai.openai"},
)
seen["direct"] = native.chat.completions.create(model="gpt-5.4-mini", messages=messages).choices[0].message.content
try:
    native.chat.completions.create(model="gpt-9", messages=messages)
except BadRequestError as error:
    seen["unlisted"] = error.body["message"]
try:
    unified.chat.completions.create(model="main.ai.denied", messages=messages)
except RateLimitError as error:
    seen["denied"] = error.response.headers["retry-after"].isdigit()

gemini = genai.Client(
    api_key="unused",
    http_options=types.HttpOptions(
        base_url=f"{host}/ai-gateway/gemini", headers={"Authorization": f"Bearer {token}"}
    ),
)
answer = gemini.models.generate_content(model="main.ai.gemini-pro", contents="Hi")
seen["gemini"] = [answer.text, answer.usage_metadata.total_token_count > 0]
seen["gemini_stream"] = "".join(
    chunk.text or "" for chunk in gemini.models.generate_content_stream(model="main.ai.gemini-pro", contents="Hi")
)

print(json.dumps(seen))
