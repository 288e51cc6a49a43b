import pulumi
import pulumi_databricks_serving as serving

task = "llm/v1/chat"

assistant = serving.ServingEndpoint(
    "assistant",
    name="assistant",
    config={
        "served_entities": [
            {
                "name": "gpt",
                "external_model": {
                    "provider": "openai",
                    "name": "gpt-5.4",
                    "task": task,
                    "openai_config": {"openai_api_key": "{{secrets/llm-keys/openai}}"},
                },
            },
            {
                "name": "claude",
                "external_model": {
                    "provider": "anthropic",
                    "name": "claude-sonnet-4-6",
                    "task": task,
                    "anthropic_config": {"anthropic_api_key": "{{secrets/llm-keys/anthropic}}"},
                },
            },
        ],
        "traffic_config": {
            "routes": [
                {"served_model_name": "gpt", "traffic_percentage": 80},
                {"served_model_name": "claude", "traffic_percentage": 20},
            ]
        },
    },
    ai_gateway={
        "rate_limits": [{"key": "user", "calls": 100, "renewal_period": "minute"}],
        "usage_tracking_config": {"enabled": True},
    },
    tags=[{"key": "team", "value": "support"}, {"key": "environment", "value": "dev"}],
)

pulumi.export("endpointUrl", assistant.endpoint_url)
pulumi.export("invocationUrl", assistant.invocation_url)
pulumi.export("openaiBaseUrl", assistant.openai_base_url)
