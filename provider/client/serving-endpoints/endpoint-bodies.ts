import { servingEndpoint, type ServingEndpointInputs } from "../../resources/serving-endpoint";
import { encode } from "../../schema/encode";
import type { Json } from "../../schema/json";

const { shape } = servingEndpoint.inputs;

type Inputs = ServingEndpointInputs;

/** What a create takes; permissions have a call of their own. */
const creatable = servingEndpoint.inputs.omit({ accessControlList: true, credentialsVersion: true });

/** Body of `POST /api/2.0/serving-endpoints`: everything that a create accepts. */
export const createBody = (inputs: Inputs): Json => encode(creatable, inputs);

/** Body of `PUT …/config`: the whole config, with every credential, since the call replaces all of it. */
export const configBody = ({ config }: Pick<Inputs, "config">): Json => encode(shape.config, config ?? {});

/** The parts of a config beside entities and routes. */
export function configRest({ config }: Pick<Inputs, "config">): { [field: string]: Json } {
  const { autoCaptureConfig } = config ?? {};
  return autoCaptureConfig === undefined
    ? {}
    : (encode(shape.config, { autoCaptureConfig }) as { [field: string]: Json });
}

/** Body of `PATCH …/tags`: what to add or change, and what to take away. */
export function tagsBody(before: Inputs["tags"] = [], after: Inputs["tags"] = []): Json {
  const add = after.filter(({ key, value }) => !before.some((old) => old.key === key && old.value === value));
  const gone = before.filter(({ key }) => !after.some((kept) => kept.key === key));
  return {
    ...(add.length === 0 ? {} : { add_tags: encode(shape.tags, add) }),
    ...(gone.length === 0 ? {} : { delete_tags: gone.map(({ key }) => key) }),
  };
}

/** Body of `PUT …/ai-gateway`. The call replaces the block, and `{}` removes it. */
export const gatewayBody = (gateway: Inputs["aiGateway"]): Json => encode(shape.aiGateway, gateway ?? {});

/** Body of `PUT …/rate-limits`; an empty list removes them. */
export const rateLimitsBody = (limits: Inputs["rateLimits"] = []): Json => ({
  rate_limits: encode(shape.rateLimits, limits),
});

/** Body of `PATCH …/notifications`; empty lists silence both kinds. */
export const notificationsBody = ({
  onUpdateSuccess = [],
  onUpdateFailure = [],
}: Inputs["emailNotifications"] = {}): Json => ({
  email_notifications: encode(shape.emailNotifications, { onUpdateSuccess, onUpdateFailure }),
});

/** Body of `PATCH …/telemetry-config`; an empty body removes it. */
export const telemetryBody = (telemetry: Inputs["telemetryConfig"]): Json =>
  telemetry === undefined ? {} : { telemetry_config: encode(shape.telemetryConfig, telemetry) };
