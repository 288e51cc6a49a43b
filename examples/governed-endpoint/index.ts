import { EndpointGateway } from "pulumi-databricks-serving";

// The endpoint is another team's; what is governed here is put back as it was when this resource goes.
const gateway = new EndpointGateway("assistant", {
  endpoint: "assistant",
  aiGateway: {
    rateLimits: [{ key: "user", calls: 100, renewalPeriod: "minute" }],
    usageTrackingConfig: { enabled: true },
  },
  accessControlList: [{ groupName: "users", permissionLevel: "CAN_QUERY" }],
  onDelete: "restore",
});

export const endpointId = gateway.endpointId;
