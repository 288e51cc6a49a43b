import { describe, expect, it } from "vitest";
import { requireGuardrails as rule } from "../../../policies/rules/require-guardrails";
import { endpoint, endpointTypes, UNKNOWN } from "../baseline";
import { findings, withValue } from "../judge";

const input = "aiGateway.guardrails.input";

describe("require-guardrails", () => {
  it.each(endpointTypes)("reports an endpoint without guardrails on %s", (type) => {
    expect(findings(rule, { name: "chat" }, { type })).toEqual([
      `${input}.safety: found nothing; write true`,
      `${input}.pii.behavior: found nothing; write "BLOCK" or "MASK"`,
    ]);
  });

  it("reports guardrails that are switched off", () => {
    expect(findings(rule, withValue(endpoint(), `${input}.safety`, false))).toHaveLength(1);
    expect(findings(rule, withValue(endpoint(), `${input}.pii.behavior`, "NONE"))).toHaveLength(1);
    expect(findings(rule, withValue(endpoint(), `${input}.pii.behavior`, "MASK"))).toEqual([]);
  });

  it("demands what the configuration says of requests and of answers", () => {
    expect(findings(rule, endpoint(), { config: { output: { safety: true } } })).toEqual([
      "aiGateway.guardrails.output.safety: found nothing; write true",
    ]);
    expect(findings(rule, { name: "chat" }, { config: { input: { safety: false, pii: false } } })).toEqual(
      [],
    );
  });

  it("leaves embeddings alone, and what is not known yet", () => {
    const embeddings = {
      config: {
        servedEntities: [
          {
            externalModel: { provider: "openai", name: "text-embedding-3-small", task: "llm/v1/embeddings" },
          },
        ],
      },
    };
    expect(findings(rule, embeddings)).toEqual([]);
    for (const path of ["aiGateway", "aiGateway.guardrails", input, `${input}.pii`]) {
      expect(findings(rule, withValue(endpoint(), path, UNKNOWN))).toEqual([]);
    }
  });
});
