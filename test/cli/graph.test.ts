import { describe, expect, it } from "vitest";
import { shownAt } from "../../cli/diff/shown-at";
import { readables } from "../../cli/diff/readables";
import { toGraph } from "../../cli/graph/to-graph";
import { toMermaid } from "../../cli/graph/to-mermaid";
import { toSvg } from "../../cli/graph/to-svg";
import { EventReader } from "../../cli/policy-report/read-events";
import { toMarkdown } from "../../cli/policy-report/to-markdown";
import * as provider from "../../provider/index";

const model = (name: string, provider: string) => ({
  name,
  externalModel: {
    provider,
    name: `${name}-1`,
    task: "llm/v1/chat",
    openaiConfig: { openaiApiKeyPlaintext: "sk-SECRET" },
  },
});

const endpoint = {
  type: "ServingEndpoint",
  name: "chat",
  inputs: {
    name: "chat",
    config: {
      servedEntities: [model("gpt", "openai"), model("claude", "anthropic")],
      trafficConfig: { routes: [{ servedModelName: "gpt", trafficPercentage: 100 }] },
    },
    aiGateway: { fallbackConfig: { enabled: true } },
  },
};

const services = [
  {
    type: "ModelProviderService",
    name: "openai",
    inputs: {
      parent: "schemas/main.llm",
      modelProviderServiceId: "openai",
      config: { providerType: "EXTERNAL_MODEL_PROVIDER_TYPE_OPENAI" },
    },
  },
  {
    type: "ModelService",
    name: "assistant",
    inputs: {
      parent: "main.llm",
      modelServiceId: "assistant",
      config: {
        routing: {
          destinations: [
            {
              name: "gpt",
              trafficPercentage: 100,
              externalModelConfig: {
                modelProviderService: "model-provider-services/main.llm.openai",
                target: { model: "gpt-5.4" },
              },
            },
          ],
          fallback: {
            destinations: [{ name: "llama", payPerTokenConfig: { model: "models/system.ai.llama" } }],
          },
        },
      },
    },
  },
];

describe("the picture", () => {
  it("draws models, shares and the order of fallbacks", () => {
    const text = toMermaid(toGraph([endpoint]));
    expect(text).toBe(
      [
        "flowchart LR",
        '  n0[["chat"]]',
        '  n1("gpt<br/>gpt-1")',
        '  n2[("openai")]',
        '  n3("claude<br/>claude-1")',
        '  n4[("anthropic")]',
        '  n0 -->|"100 %"| n1',
        "  n1 --> n2",
        "  n0 --> n3",
        "  n3 --> n4",
        '  n1 -.->|"fallback"| n3',
        "",
      ].join("\n"),
    );
  });

  it("draws model services with their provider services and explicit fallbacks", () => {
    const text = toMermaid(toGraph(services));
    for (const part of [
      "main.llm.assistant",
      "main.llm.openai<br/>openai",
      '|"fallback 1"|',
      "gpt<br/>gpt-5.4",
    ])
      expect(text).toContain(part);
  });

  it("lets no name break out of its place", async () => {
    const graph = toGraph([{ ...endpoint, inputs: { ...endpoint.inputs, name: 'a"]] --> x["<script>' } }]);
    expect(toMermaid(graph)).not.toContain("<script>");
    expect(toMermaid(graph)).toContain('n0[["a#34;#93;#93; --#62; x');
    const svg = await toSvg(graph);
    expect(svg).not.toContain("<script>");
    expect(svg).toContain("&lt;script&gt;");
  });

  it("stands in the policy report of a preview, without anything secret", () => {
    const reader = new EventReader();
    const event = (type: string, inputs: object, op = "create") =>
      reader.read(
        JSON.stringify({
          resourcePreEvent: {
            metadata: { op, type, urn: `urn:pulumi:dev::x::${type}::chat`, new: { inputs } },
          },
        }),
      );
    event("pulumi-nodejs:dynamic/databricks:ServingEndpoint", {
      ...endpoint.inputs,
      secretValues: "sk-SECRET",
    });
    event("aws:s3/bucket:Bucket", { name: "sk-SECRET" });
    reader.read('{"summaryEvent":{"resourceChanges":{"create":1},"result":"succeeded"}}');
    const text = toMarkdown(reader.outcome);
    expect(text).toContain('```mermaid\nflowchart LR\n  n0[["chat"]]');
    expect(text + JSON.stringify(reader.outcome)).not.toContain("sk-SECRET");
  });
});

describe("diff", () => {
  it("can read each resource that the provider serves", () => {
    expect(Object.keys(readables).toSorted()).toEqual(Object.keys(provider).toSorted());
  });

  it("shows a value by its path, and none that may be a secret", () => {
    const { inputs } = endpoint;
    expect(shownAt(inputs, "config.servedEntities[gpt].externalModel.name")).toBe('"gpt-1"');
    expect(shownAt(inputs, "config.servedEntities[gpt]")).not.toContain("sk-SECRET");
    expect(shownAt(inputs, "config.servedEntities[gpt].environmentVars.KEY")).toBe("(not shown)");
    expect(shownAt(inputs, "config.servedEntities[none].name")).toBe("(none)");
  });
});
