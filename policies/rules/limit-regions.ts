import * as z from "zod";
import { areaNames, areas } from "../../provider/catalog";
import { defineRule } from "../kit/define-rule";
import { matchesAny } from "../kit/glob";
import { locationsOf, profileLocationsOf } from "../kit/model-location";
import { modelKinds } from "../kit/resource-kinds";

export const limitRegions = defineRule({
  name: "limit-regions",
  title: "Data stays in approved regions",
  description:
    "External models process requests in the areas of the world, or the cloud regions, that are approved.",
  why: "Depending on the external model, data may be processed outside the region where it originated: the one limitation that the documentation of external models states.",
  severity: "high",
  level: "advisory",
  remediation: [
    "Use the provider's region in an approved area: awsRegion, region, or the base URL of a resource there.",
    "On Amazon Bedrock, use an inference profile of the area (eu.…, us.…) instead of a global one.",
    "For a host whose name does not tell its region, say where it is in hosts.",
  ],
  config: z.strictObject({
    allowedAreas: z
      .array(z.enum(areas))
      .optional()
      .describe(`Approved areas: ${areas.map((area) => `${area} (${areaNames[area]})`).join(", ")}.`),
    allowedRegions: z
      .array(z.string())
      .optional()
      .describe("Approved cloud regions, besides those of allowedAreas; * stands for anything."),
    hosts: z
      .record(z.string(), z.enum(areas))
      .default({})
      .describe('Areas of hosts, by host pattern, for example { "my-resource.openai.azure.com": "eu" }.'),
    unknown: z
      .enum(["report", "ignore"])
      .default("report")
      .describe("What to do where a region or host does not tell its area."),
  }),
  example: {
    rejected: 'amazonBedrockConfig: { awsRegion: "us-east-1", … } with allowedAreas: ["eu"]',
    accepted: 'amazonBedrockConfig: { awsRegion: "eu-central-1", … }',
  },
  sources: [
    "https://docs.databricks.com/aws/en/generative-ai/external-models/#limitations",
    "https://docs.aws.amazon.com/bedrock/latest/userguide/inference-profiles-support.html",
    "https://cloud.google.com/vertex-ai/docs/generative-ai/learn/locations",
    "https://learn.microsoft.com/azure/reliability/regions-list",
  ],
  kinds: modelKinds,

  check({ connections, models }, report, { config }) {
    const { allowedAreas = [], allowedRegions = [], hosts, unknown } = config;
    if (allowedAreas.length + allowedRegions.length === 0) return;
    const instead = `use ${[...allowedAreas.map((area) => areaNames[area]), ...allowedRegions].join(" or ")}`;
    const places = [
      ...connections.flatMap((one) => locationsOf(one, hosts)),
      ...models.flatMap(profileLocationsOf),
    ];
    for (const { path, what, region, area } of places) {
      if (region !== undefined && matchesAny(allowedRegions, region)) continue;
      if (area !== undefined && allowedAreas.includes(area)) continue;
      if (area !== undefined) {
        report({ path, found: `${what}, which is in: ${areaNames[area]}`, instead });
      } else if (unknown === "report") {
        report({
          path,
          found: `${what}, of which it is not known where it processes data`,
          instead: `${instead}, or say where it is in hosts or allowedRegions`,
        });
      }
    }
  },
});
