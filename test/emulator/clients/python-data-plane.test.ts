import { expect, test } from "vitest";
import { withWorkspace } from "./with-workspace";
import { PYTHON_TIMEOUT_MS, runPython } from "./with-python";

const hello = (said: string): string => `Hello from gpt-4o (openai, served as gpt). You said: ${said}`;
const claude = (said: string): string =>
  `Hello from claude-sonnet-4-5 (anthropic, served as claude). You said: ${said}`;
const afterTool = (result: string): string =>
  `Hello from gpt-4o (openai, served as gpt). The tool said: ${result}`;

const clients: [string, string, object][] = [
  [
    "openai",
    "openai-python.py",
    {
      chat: [hello("the weather"), hello("the weather")],
      "served by": "gpt",
      "adds up": true,
      stream: hello("the weather"),
      "stream usage": expect.any(Number),
      tool: ["get_weather", { city: "city" }],
      "after tool": afterTool("sunny"),
      "streamed tool": { city: "city" },
      parsed: true,
      completions: [
        [0, "length", true],
        [1, "length", true],
      ],
      embeddings: [1536, 1536],
      "token ids": [1, 2],
      responses: [hello("Hi"), true, true],
      "streamed response": hello("Hi"),
      "parsed response": true,
      refused: [
        ["NotFoundError", 404, "RESOURCE_DOES_NOT_EXIST"],
        ["PermissionDeniedError", 403, 403],
        ["PermissionDeniedError", 403, "PERMISSION_DENIED"],
        ["RateLimitError", 429, "REQUEST_LIMIT_EXCEEDED"],
        ["BadRequestError", 400, "INVALID_PARAMETER_VALUE"],
        ["BadRequestError", 400, "INVALID_PARAMETER_VALUE"],
      ],
    },
  ],
  [
    "langchain-openai",
    "langchain-openai.py",
    {
      chat: hello("Hi"),
      usage: true,
      stream: [claude("Hi"), true],
      tools: [["get_weather", { city: "city" }]],
      "after tools": afterTool("sunny in city"),
      "streamed tools": [["get_weather", { city: "city" }]],
      "any tool": "get_weather",
      structured: [true, true],
      responses: hello("Hi"),
      completion: "Hello from gpt-3.5-turbo-instruct (openai, served as complete). You said: Once",
      embeddings: [1536, 1536],
      refused: [
        "OpenAIModelNotFoundError",
        "OpenAIPermissionDeniedError",
        "OpenAIRateLimitError",
        "OpenAIInvalidRequestError",
      ],
    },
  ],
  [
    "MLflow's predict",
    "mlflow-predict.py",
    {
      chat: hello("Hi"),
      stream: claude("Hi"),
      completion: 1,
      embeddings: 2,
      scoring: 3,
      refused: [404, 400, 404],
    },
  ],
  [
    "databricks-sdk",
    "databricks-sdk-query.py",
    {
      chat: [hello("Hi"), "gpt", true],
      extra: "chat.completion",
      completion: ["Hello from gpt-3", "Hello from gpt-3"],
      embeddings: [1536, 1536],
      scoring: [2, 1, 3, 1],
      openapi: ["/served-models/gpt/invocations"],
      metrics: true,
      openai: "chat.completion",
      refused: [
        ["ResourceDoesNotExist", "RESOURCE_DOES_NOT_EXIST"],
        ["InvalidParameterValue", "INVALID_PARAMETER_VALUE"],
        ["BadRequest", "BAD_REQUEST"],
      ],
    },
  ],
  [
    "anthropic",
    "anthropic-python.py",
    {
      message: [claude("the weather"), "end_turn", true],
      counted: true,
      stream: [true, "end_turn"],
      tool: ["tool_use", "get_weather", { city: "city" }],
      "after tool": "Hello from claude-sonnet-4-5 (anthropic, served as claude). The tool said: sunny",
      refused: [
        ["NotFoundError", 404],
        ["PermissionDeniedError", 403],
        ["RateLimitError", 429],
        ["BadRequestError", 400],
      ],
    },
  ],
];

test.for(clients)(
  "%s for Python chats, streams, calls tools, embeds and sees refusals as at a workspace",
  { timeout: PYTHON_TIMEOUT_MS },
  async ([, script, expected], context) => {
    const { emulator } = await withWorkspace();
    expect(await runPython(script, emulator, context)).toEqual(expected);
  },
);
