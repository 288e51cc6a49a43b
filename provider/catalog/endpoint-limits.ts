/** A limit, who says so, and what else was heard. */
export interface Limit {
  /** The documented value. */
  documented: number;
  /** What users report where it differs; plan for the documented one, and reject only beyond this one. */
  reported?: number;
  source: string;
  reportedBy?: string;
}

/** Limits of one serving endpoint. */
export const endpointLimits = {
  /** Served entities in one endpoint's config. */
  servedEntities: {
    documented: 10,
    reported: 15,
    source: "https://docs.databricks.com/api/workspace/servingendpoints/create",
    reportedBy: "https://github.com/databricks/databricks-sdk-py/issues/1496",
  },
  /** `aiGateway.rateLimits`, all of them. */
  rateLimits: {
    documented: 20,
    source: "https://docs.databricks.com/aws/en/ai-gateway/configure-ai-gateway-endpoints",
  },
  /** `aiGateway.rateLimits` with `key: "user_group"`. */
  groupRateLimits: {
    documented: 5,
    source: "https://docs.databricks.com/aws/en/ai-gateway/configure-ai-gateway-endpoints",
  },
  /** Characters of a description. */
  description: {
    documented: 1000,
    source: "https://docs.databricks.com/api/workspace/servingendpoints/create",
  },
} as const satisfies Record<string, Limit>;
