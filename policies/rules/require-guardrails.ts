import * as z from "zod";
import { fieldsOf } from "../../provider/schema/plain-object";
import { hasUnknown, isUnknown } from "../../provider/schema/unknown";
import { defineRule } from "../kit/define-rule";
import { gatewayPart } from "../kit/gateway-view";
import { kindsWith } from "../kit/resource-kinds";
import { showValue } from "../kit/show-value";

const side = (safety: boolean, pii: boolean) =>
  z
    .strictObject({
      safety: z.boolean().default(safety),
      pii: z.boolean().default(pii),
    })
    .prefault({});

export const requireGuardrails = defineRule({
  name: "require-guardrails",
  title: "Guardrails on each endpoint",
  description: "Each endpoint's AI gateway filters unsafe content and personal data.",
  why: "Without guardrails, personal data and unsafe content reach the provider, and its answers the users, unfiltered.",
  severity: "medium",
  level: "advisory",
  remediation: [
    'Add them: aiGateway: { guardrails: { input: { safety: true, pii: { behavior: "BLOCK" } } } }.',
  ],
  config: z.strictObject({
    input: side(true, true).describe(
      "What is demanded of requests: the safety filter, and BLOCK or MASK of personal data.",
    ),
    output: side(false, false).describe(
      "What is demanded of answers; { safety: true, pii: true } demands guardrails in both directions.",
    ),
  }),
  example: {
    rejected: "aiGateway: { guardrails: { input: { safety: false } } }",
    accepted: 'aiGateway: { guardrails: { input: { safety: true, pii: { behavior: "BLOCK" } } } }',
  },
  sources: ["https://docs.databricks.com/aws/en/ai-gateway/configure-ai-gateway-endpoints"],
  kinds: kindsWith("endpoint", "gateway"),

  check({ fields, models }, report, { config }) {
    const guardrails = gatewayPart(fields, "guardrails");
    // Embeddings have no text to answer with, and the gateway filters none for them.
    const embeds = models.length > 0 && models.every(({ task }) => task === "llm/v1/embeddings");
    if (guardrails === undefined || embeds) return;
    for (const direction of ["input", "output"] as const) {
      const wanted = config[direction];
      if (isUnknown(guardrails[direction])) continue;
      const { safety, pii } = fieldsOf(guardrails[direction]);
      const path = ["aiGateway", "guardrails", direction];
      if (wanted.safety && safety !== true && !isUnknown(safety)) {
        report({ path: [...path, "safety"], found: showValue(safety), instead: "write true" });
      }
      const behavior = fieldsOf(pii)["behavior"];
      if (wanted.pii && !hasUnknown([pii, behavior]) && behavior !== "BLOCK" && behavior !== "MASK") {
        report({
          path: [...path, "pii", "behavior"],
          found: showValue(behavior),
          instead: 'write "BLOCK" or "MASK"',
        });
      }
    }
  },
});
