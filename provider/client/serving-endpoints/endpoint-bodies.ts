import { fieldsOf, listOf, type Fields } from "../../schema/plain-object";
import { putBackSecrets } from "../../resources/secret-values";
import { servingEndpoint } from "../../resources/serving-endpoint";
import type { Json } from "../../schema/json";
import { encode } from "../../schema/encode";

const { shape } = servingEndpoint.inputs;

/** What a create takes; permissions have a call of their own. */
const creatable = servingEndpoint.inputs.omit({
  accessControlList: true,
  secretValues: true,
  credentialsVersion: true,
});

/** Body of `POST /api/2.0/serving-endpoints`: everything that a create accepts. */
export function createBody(inputs: Fields): Json {
  const { secretValues, ...apart } = inputs;
  return encode(creatable, putBackSecrets(apart, fieldsOf(secretValues)));
}

/** Body of `PUT …/config`: the whole config, with every credential, since the call replaces all of it. */
export function configBody(inputs: Fields): Json {
  const { secretValues, ...apart } = inputs;
  return encode(shape.config, putBackSecrets(apart, fieldsOf(secretValues))["config"] ?? {});
}

/** The parts of a config beside entities and routes. */
export function configRest(inputs: Fields): { [field: string]: Json } {
  const { auto_capture_config } = fieldsOf(encode(shape.config, fieldsOf(inputs["config"]))) as {
    [field: string]: Json;
  };
  return auto_capture_config === undefined ? {} : { auto_capture_config };
}

/** Body of `PATCH …/tags`: what to add or change, and what to take away. */
export function tagsBody(olds: Fields, news: Fields): Json {
  const before = listOf(olds["tags"]).map(fieldsOf);
  const after = listOf(news["tags"]).map(fieldsOf);
  const add = after.filter(
    (tag) => !before.some((old) => old["key"] === tag["key"] && old["value"] === tag["value"]),
  );
  const gone = before.filter((tag) => !after.some((kept) => kept["key"] === tag["key"]));
  return {
    ...(add.length === 0 ? {} : { add_tags: encode(shape.tags, add) }),
    ...(gone.length === 0 ? {} : { delete_tags: gone.map((tag) => String(tag["key"])) }),
  };
}

/**
 * Bodies of `PUT …/ai-gateway`, in order. The call replaces the block, and `{}` removes it. The API refuses to move an
 * inference table that is on, so that it is switched off first.
 */
export function gatewayBodies(olds: Fields, news: Fields): Json[] {
  const target = encode(shape.aiGateway, news["aiGateway"] ?? {});
  const before = fieldsOf(fieldsOf(olds["aiGateway"])["inferenceTableConfig"]);
  const after = fieldsOf(fieldsOf(news["aiGateway"])["inferenceTableConfig"]);
  const moves = ["catalogName", "schemaName", "tableNamePrefix"].some(
    (field) => before[field] !== after[field],
  );
  if (before["enabled"] !== true || after["enabled"] !== true || !moves) return [target];
  const off = { ...fieldsOf(news["aiGateway"]), inferenceTableConfig: { ...before, enabled: false } };
  return [encode(shape.aiGateway, off), target];
}

/** Body of `PUT …/rate-limits`; an empty list removes them. */
export const rateLimitsBody = (news: Fields): Json => ({
  rate_limits: encode(shape.rateLimits, news["rateLimits"] ?? []),
});

/** Body of `PATCH …/notifications`; empty lists silence both kinds. */
export function notificationsBody(news: Fields): Json {
  const { onUpdateSuccess = [], onUpdateFailure = [] } = fieldsOf(news["emailNotifications"]);
  return {
    email_notifications: encode(shape.emailNotifications, { onUpdateSuccess, onUpdateFailure }),
  };
}

/** Body of `PATCH …/telemetry-config`; an empty body removes it. */
export const telemetryBody = (news: Fields): Json =>
  news["telemetryConfig"] === undefined
    ? {}
    : { telemetry_config: encode(shape.telemetryConfig, news["telemetryConfig"]) };

/** Body of `PUT /api/2.0/permissions/serving-endpoints/{id}`; `caller` keeps its right to manage whatever the list says. */
export function permissionsBody(
  news: Fields,
  caller: { userName: string; isServicePrincipal: boolean },
): Json {
  const list = listOf(news["accessControlList"]).map(fieldsOf);
  const field = caller.isServicePrincipal ? "servicePrincipalName" : "userName";
  const others = list.filter((entry) => entry[field] !== caller.userName);
  return {
    access_control_list: encode(shape.accessControlList, [
      ...others,
      { [field]: caller.userName, permissionLevel: "CAN_MANAGE" },
    ]),
  };
}
