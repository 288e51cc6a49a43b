import * as z from "zod";

import { defineRule } from "../kit/define-rule";
import { matchesAny } from "../kit/glob";
import { hostOf } from "../kit/host-of";
import { modelKinds, resourceKinds } from "../kit/resource-kinds";
import { showHost } from "../kit/show-value";

export const requireHttpsBase = defineRule({
  name: "require-https-base",
  title: "Base URLs use https",
  description: "The base URLs of providers and workspaces use https.",
  why: "Over http, prompts, answers and the provider's key cross the network readable; Databricks refuses http for custom providers.",
  severity: "high",
  level: "mandatory",
  remediation: [
    "Write the URL with https://; where the server has no certificate, put a proxy with one before it.",
  ],
  config: z.strictObject({
    allowHttpHosts: z
      .array(z.string())
      .default([])
      .describe("Hosts that may be reached over http, for example an emulator; * stands for anything."),
  }),
  example: {
    rejected: 'customProviderConfig: { customProviderUrl: "http://llm.example.com/v1", … }',
    accepted: 'customProviderConfig: { customProviderUrl: "https://llm.example.com/v1", … }',
  },
  sources: ["https://docs.databricks.com/api/workspace/servingendpoints/create"],
  kinds: modelKinds,

  check({ connections, kind }, report, { config }) {
    for (const { base } of connections) {
      if (base === undefined) continue;
      const { path, value: url } = base;
      const host = hostOf(url);
      if (host === undefined) {
        // Of this package's resources, the check has said so.
        if (!resourceKinds[kind].bridged) continue;
        report({ path, found: "something that is no URL", instead: "write a URL that starts with https://" });
        continue;
      }
      const { protocol } = new URL(url);
      if (protocol === "https:" || (protocol === "http:" && matchesAny(config.allowHttpHosts, host)))
        continue;
      report({
        path,
        found: `${protocol}// for the host ${showHost(url)}`,
        instead: "write https:// instead",
      });
    }
  },
});
