import { withoutHidden } from "../../provider/schema/without-fields";
import { fieldsOf, listOf, type Fields } from "../../provider/schema/plain-object";
import { servingEndpoint } from "../../provider/resources/serving-endpoint";
import { Remark } from "./marked-value";
import type { LiveEndpoint } from "./read-live-endpoint";
import { withoutEmpty } from "./without-empty";
import { writtenConfig } from "./written-config";

/** The arguments that describe a live endpoint, without what the server fills in by itself; marks stand for what it hides. */
export function writtenInputs(live: LiveEndpoint): Fields {
  const { name } = live.answer;
  // Of a field that is hidden by rule, a server that shows it all the same is not believed.
  const shown = fieldsOf(withoutHidden(servingEndpoint.inputs, live.answer.inputs));
  const gateway = withoutEmpty(writtenGateway(name, fieldsOf(shown["aiGateway"])));
  const { routeOptimized } = shown;
  const config = writtenConfig(name, fieldsOf(shown["config"]));
  const { description, ...rest } = withoutEmpty({
    description: shown["description"],
    aiGateway: gateway,
    rateLimits: olderLimits(live, gateway),
    tags: shown["tags"],
    routeOptimized: routeOptimized === true ? true : undefined,
    budgetPolicyId: shown["budgetPolicyId"] ?? budgetRemark(live.answer.effectiveBudgetPolicy),
    emailNotifications: shown["emailNotifications"],
    telemetryConfig: writtenTelemetry(fieldsOf(shown["telemetryConfig"])),
    accessControlList:
      live.permissions === "hidden"
        ? new Remark("you may not read the permissions, which stay as they are.")
        : live.permissions,
  });
  return {
    name,
    ...(description === undefined ? {} : { description }),
    ...(config === undefined ? {} : { config }),
    ...rest,
  };
}

/** Another tool's declaration says them; a workspace never does. */
function olderLimits({ origin, answer }: LiveEndpoint, gateway: Fields): unknown {
  if (origin !== undefined) return answer.inputs["rateLimits"];
  return gateway["rateLimits"] === undefined
    ? new Remark("the API never shows these older limits. Those that there are stay as they are.")
    : undefined;
}

function writtenGateway(endpoint: string, gateway: Fields): Fields {
  const table = fieldsOf(gateway["inferenceTableConfig"]);
  const { tableNamePrefix, ...rest } = table;
  return {
    ...gateway,
    inferenceTableConfig: tableNamePrefix === endpoint ? rest : table,
    rateLimits: listOf(gateway["rateLimits"])
      .map(fieldsOf)
      .map(({ key, ...limit }) => (key === "endpoint" ? limit : { ...limit, key })),
  };
}

const budgetRemark = (policy: string | undefined): Remark | undefined =>
  policy === undefined
    ? undefined
    : new Remark(
        `the policy in effect is ${JSON.stringify(policy)}; the API does not show whether it was set on this endpoint. ` +
          "If it was, write it here.",
      );

function writtenTelemetry(telemetry: Fields): Fields {
  const shown = withoutEmpty(telemetry);
  if (Object.keys(shown).length === 0) return {};
  return { tableNames: new Remark("the API shows the profile that was made for them instead."), ...shown };
}
