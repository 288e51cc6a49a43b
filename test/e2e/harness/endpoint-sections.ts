import type { Emulator } from "../../../emulator/index";
import { gpt } from "./programs";
import { byHand } from "./with-stack";

export const ENDPOINTS = "/api/2.0/serving-endpoints";

/** What a program says of its endpoints; another number changes every section. */
export interface Said {
  readonly model: string;
  readonly tag: string;
  readonly calls: number;
  readonly mail: string;
  readonly level: string;
}

export const FIRST: Said = {
  model: "gpt-5.4",
  tag: "1",
  calls: 10,
  mail: "a@example.com",
  level: "CAN_VIEW",
};
export const SECOND: Said = {
  model: "gpt-5.4-mini",
  tag: "2",
  calls: 20,
  mail: "b@example.com",
  level: "CAN_QUERY",
};

export const endpointsOf = (names: readonly string[], { model, tag, calls, mail, level }: Said) => `
  for (const name of ${JSON.stringify(names)}) {
    new s.ServingEndpoint(name, { name, preflight: false, config: { servedEntities: [${gpt("gpt", model)}] },
      tags: [{ key: "of", value: name }, { key: "tag", value: "${tag}" }],
      aiGateway: { rateLimits: [{ calls: ${calls}, renewalPeriod: "minute" }] },
      emailNotifications: { onUpdateFailure: ["${mail}"] },
      accessControlList: [{ groupName: "users", permissionLevel: "${level}" }] });
  }\n`;

/** What an endpoint is there, in the same terms; undefined where there is none. */
export async function shown(emulator: Emulator, name: string): Promise<Said | undefined> {
  const endpoint = (await byHand(emulator, "GET", `${ENDPOINTS}/${name}`).catch(() => undefined)) as any;
  if (endpoint === undefined) return undefined;
  const { access_control_list: entries } = (await byHand(
    emulator,
    "GET",
    `/api/2.0/permissions/serving-endpoints/${endpoint.id}`,
  )) as any;
  const ofUsers = entries.find(({ group_name }: any) => group_name === "users");
  return {
    model: (endpoint.pending_config ?? endpoint.config)?.served_entities[0].external_model.name,
    tag: endpoint.tags?.find(({ key }: any) => key === "tag")?.value,
    calls: endpoint.ai_gateway?.rate_limits?.[0]?.calls,
    mail: endpoint.email_notifications?.on_update_failure?.[0],
    level: ofUsers?.all_permissions[0].permission_level,
  };
}
