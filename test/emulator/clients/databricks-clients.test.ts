import { expect, test } from "vitest";
import { openaiConfig, PROVIDERS, query, routing, SERVICES, toOpenai } from "../unity-catalog/with-services";
import type { Client } from "../with-emulator";
import { withWorkspace } from "./with-workspace";
import { PYTHON_TIMEOUT_MS, runPython } from "./with-python";

/** Databricks' own clients take its hosted models and its model services for granted. */
async function withEverything(): Promise<Client> {
  const client = await withWorkspace({ switches: { platformEndpoints: true } });
  const parent = "schemas/main.ai";
  for (const [path, body] of [
    [query(PROVIDERS, { parent, model_provider_service_id: "openai" }), { config: openaiConfig() }],
    [query(SERVICES, { parent, model_service_id: "chat" }), { config: routing(toOpenai("gpt")) }],
  ] as const) {
    expect((await client.call("POST", path, body)).body.message).toBeUndefined();
  }
  return client;
}

const gpt = (said: string): string => `Hello from gpt-4o (openai, served as gpt). You said: ${said}`;
const service = (said: string): string => `Hello from gpt-5.4 (openai, served as gpt). You said: ${said}`;

test(
  "databricks-openai, the SDK's OpenAI clients and agents on them work on endpoints and model services",
  async (context) => {
    const { emulator } = await withEverything();
    const works = [{ city: "city" }, true, true];
    const afterTool = "Hello from gpt-4o (openai, served as gpt). The tool said: sunny in city";
    expect(await runPython("databricks-openai.py", emulator, context)).toEqual({
      gpt: works,
      claude: works,
      "databricks-gpt-oss-120b": works,
      embeddings: 1024,
      responses: [gpt("Hi"), gpt("More"), ["Hi"], "response.completed"],
      gateway: service("the weather"),
      native: service("the weather"),
      sdk: gpt("the weather"),
      "sdk langchain": gpt("Hi"),
      agents: [afterTool, afterTool, afterTool],
    });
  },
  PYTHON_TIMEOUT_MS,
);

test(
  "databricks-langchain chats, streams, structures, embeds and runs an agent as at a workspace",
  async (context) => {
    const { emulator } = await withEverything();
    const works = (text: string): object => ({
      text,
      usage: true,
      stream: true,
      async: true,
      args: "city",
      after: true,
      "streamed tool": ["get_weather"],
      choices: { any: ["get_weather"], get_weather: ["get_weather"], none: [] },
      structured: [true, true, true],
    });
    expect(await runPython("databricks-langchain.py", emulator, context)).toEqual({
      gpt: works(gpt("Hi")),
      claude: works("Hello from claude-sonnet-4-5 (anthropic, served as claude). You said: Hi"),
      "databricks-gpt-oss-120b": works(expect.stringContaining("You said: Hi") as unknown as string),
      "stream usage": true,
      responses: [gpt("Hi"), gpt("Hi"), ["get_weather"]],
      embeddings: [2, 8],
      agent: expect.stringContaining("The tool said: sunny in city"),
      refused: [404, "RESOURCE_DOES_NOT_EXIST"],
    });
  },
  PYTHON_TIMEOUT_MS,
);
