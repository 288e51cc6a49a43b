import * as z from "zod";
import { areaNames, areaOfRegion, noRegion, parseBedrockModelId, type Area } from "../../provider/catalog";
import type { Place } from "../kit/connection-view";
import { defineRule, type Report } from "../kit/define-rule";
import type { ModelView } from "../kit/model-view";
import { modelKinds } from "../kit/resource-kinds";
import { showValue } from "../kit/show-value";

/**
 * Areas from whose regions an inference profile can certainly not be called. Profiles reach a little beyond their own
 * area, and further each year, so that neighbours are left out; a prefix that is missing is not known.
 */
const unreachable: Readonly<Record<string, readonly Area[]>> = {
  us: ["eu", "ch", "uk", "apac", "jp", "in", "au", "af", "me"],
  eu: ["us", "ca", "sa", "apac", "jp", "in", "au"],
  apac: ["us", "ca", "sa", "eu", "ch", "uk"],
  jp: ["us", "ca", "sa", "eu", "ch", "uk", "au", "in", "af", "me"],
  au: ["us", "ca", "sa", "eu", "ch", "uk", "jp", "in", "af", "me"],
  ca: ["sa", "eu", "ch", "uk", "apac", "jp", "in", "au", "af", "me"],
};

export const requireCallableRegion = defineRule({
  name: "require-callable-region",
  title: "Regions that exist and reach the model",
  description:
    "The region of a provider exists, and the model's inference profile or ARN can be called from it.",
  why: "Databricks takes any text for a region, and each request then fails. An inference profile answers in the regions of its area alone, and an ARN in its own region.",
  severity: "high",
  level: "mandatory",
  remediation: [
    "Write the region as its cloud spells it: eu-central-1, europe-west4.",
    "Use the inference profile of the region's area (eu.…, us.…), or global.…, or a region in the profile's area.",
  ],
  config: z.strictObject({
    allowedRegions: z
      .array(z.string())
      .default([])
      .describe("Regions that are taken although this package does not know how they are named."),
  }),
  example: {
    rejected: 'name: "us.anthropic.claude-sonnet-4-6", amazonBedrockConfig: { awsRegion: "eu-central-1", … }',
    accepted: 'name: "eu.anthropic.claude-sonnet-4-6", amazonBedrockConfig: { awsRegion: "eu-central-1", … }',
  },
  sources: [
    "https://docs.aws.amazon.com/bedrock/latest/userguide/inference-profiles-support.html",
    "https://github.com/boto/botocore/blob/1.44.5/botocore/data/partitions.json",
    "https://cloud.google.com/vertex-ai/docs/generative-ai/learn/locations",
  ],
  kinds: modelKinds,

  check({ connections, models }, report, { config }) {
    for (const { region } of new Set(connections)) {
      if (region === undefined || config.allowedRegions.includes(region.value)) continue;
      // What documentation writes where a region goes; and of an empty text, the check says that it is one.
      if (/^(?:\s*|<.*>)$/.test(region.value)) continue;
      const wrong = noRegion(region.cloud, region.value);
      if (wrong === undefined) continue;
      const near = wrong.near.map((name) => JSON.stringify(name)).join(" or ");
      report({
        path: region.path,
        found: `${showValue(region.value)}, which is no region of ${region.cloud === "aws" ? "AWS" : "Google Cloud"}`,
        instead: near === "" ? "write a region of the cloud" : `write ${near}`,
      });
    }
    for (const model of models) {
      const { region } = model.connection;
      if (model.provider === "amazon-bedrock" && model.model !== undefined && region !== undefined)
        judgeReach(model, model.model, region, report);
    }
  },
});

function judgeReach({ namePath }: ModelView, name: string, region: Place, report: Report): void {
  const id = parseBedrockModelId(name);
  if (id.region !== undefined && id.region !== "" && id.region !== region.value) {
    report({
      path: namePath,
      found: `an ARN of the region ${showValue(id.region)}, called in ${showValue(region.value)}`,
      instead: `set awsRegion: ${JSON.stringify(id.region)}, or write the ARN of ${JSON.stringify(region.value)}`,
    });
    return;
  }
  const area = areaOfRegion("aws", region.value);
  if (id.area === undefined || area === undefined || !unreachable[id.area]?.includes(area)) return;
  const own = Object.keys(unreachable).includes(area) ? area : "global";
  const rest = name.slice(id.area.length);
  report({
    path: namePath,
    found: `an inference profile of ${showValue(id.area)}, called from ${showValue(region.value)}, which is in: ${areaNames[area]}`,
    instead: name.startsWith("arn:")
      ? "write the profile of the region's area"
      : `write ${JSON.stringify(`${own}${rest}`)}, where the model has that profile, or a region of the profile's`,
  });
}
