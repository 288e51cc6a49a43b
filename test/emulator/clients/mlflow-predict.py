"""What MLflow's deployments client sees of endpoints and the data plane: one line of JSON."""

import json

from mlflow.deployments import get_deploy_client

client = get_deploy_client("databricks")
messages = [{"role": "user", "content": "Hi"}]
seen = {}


def refused(call):
    try:
        call()
    except Exception as error:
        response = getattr(error, "response", None)
        return response.status_code if response is not None else type(error).__name__
    return None


chat = client.predict(endpoint="gpt", inputs={"messages": messages, "max_tokens": 100})
seen["chat"] = chat["choices"][0]["message"]["content"]
chunks = list(client.predict_stream(endpoint="claude", inputs={"messages": messages}))
seen["stream"] = "".join(chunk["choices"][0]["delta"].get("content", "") for chunk in chunks if chunk["choices"])
seen["completion"] = client.predict(endpoint="complete", inputs={"prompt": "Once", "n": 2})["choices"][1]["index"]
seen["embeddings"] = len(client.predict(endpoint="embed", inputs={"input": ["a", "b"]})["data"])
frame = {"columns": ["a"], "data": [[1], [2], [3]]}
seen["scoring"] = len(client.predict(endpoint="fraud", inputs={"dataframe_split": frame})["predictions"])
seen["refused"] = [
    refused(lambda: client.predict(endpoint="none", inputs={"messages": messages})),
    refused(lambda: client.predict(endpoint="gpt", inputs={"messages": messages, "n": 1.5})),
    refused(lambda: list(client.predict_stream(endpoint="none", inputs={"messages": messages}))),
]
print(json.dumps(seen))
