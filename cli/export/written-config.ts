import { ENTITY_NAME } from "../../provider/resources/endpoint-config";
import { entityName } from "../../provider/resources/entity-name";
import { fieldsOf, listOf, type Fields } from "../../provider/schema/plain-object";
import { mayBeSecret } from "../../provider/resources/may-be-secret";
import { FromConfig, Remark } from "./marked-value";
import { neededCredentials, type NeededCredential } from "./needed-credentials";
import { withoutEmpty } from "./without-empty";

/**
 * A config as a program writes it: without what the server fills in by itself, and with a mark for each credential.
 *
 * @param endpoint name of the endpoint, which begins the keys of secret config
 * @param config as the API shows it, in the resource's terms
 */
export function writtenConfig(endpoint: string, config: Fields): Fields | undefined {
  const entities = listOf(config["servedEntities"]).map(fieldsOf);
  if (entities.length === 0) return undefined;
  const routes = listOf(fieldsOf(config["trafficConfig"])["routes"]).map(fieldsOf);
  const [only] = entities.length === 1 ? entities : [];
  const isDefaultSplit =
    only !== undefined &&
    routes.every((route) => route["servedModelName"] === only["name"] && route["trafficPercentage"] === 100);
  const servedEntities = entities.map((entity) => {
    const written = fieldsOf(entity["externalModel"])["provider"]
      ? writtenExternal(endpoint, entity)
      : writtenOther(endpoint, entity);
    // Routes read better beside the names that they refer to.
    return isDefaultSplit ? withoutDerivedName(written) : written;
  });
  const capture = withoutEmpty(fieldsOf(config["autoCaptureConfig"]));
  if (capture["tableNamePrefix"] === endpoint) delete capture["tableNamePrefix"];
  if (capture["enabled"] === true) delete capture["enabled"];
  return {
    servedEntities,
    ...(isDefaultSplit ? {} : { trafficConfig: { routes } }),
    ...(Object.keys(capture).length === 0 ? {} : { autoCaptureConfig: capture }),
  };
}

function withoutDerivedName(entity: Fields): Fields {
  const { name, ...rest } = entity;
  const derived = entityName(rest);
  return derived === name && derived !== undefined && ENTITY_NAME.test(derived) ? rest : entity;
}

/** Servers show compute fields beside an external model at times, and refuse every one of them. */
function writtenExternal(endpoint: string, { name, externalModel }: Fields): Fields {
  const model = fieldsOf(externalModel);
  const needed = neededCredentials(model);
  const whole = needed.reduce((at, credential) => {
    const key = `${endpoint}-${String(name)}-${credential.reference.replaceAll(".", "-")}`;
    return withField(
      at,
      [credential.configKey, ...credential.plaintext.split(".")],
      new FromConfig(key, hint(key, credential)),
    );
  }, model);
  return withoutEmpty({ name, externalModel: whole });
}

const hint = (key: string, { reference }: NeededCredential): string =>
  "TODO: the API does not show this credential. Give it with " +
  `\`pulumi config set --secret ${key}\`, or keep it in a secret scope and write ` +
  `\`${reference.split(".").at(-1)}: secretRef("<scope>", "<key>")\` instead.`;

function writtenOther(endpoint: string, entity: Fields): Fields {
  const { environmentVars, modelName, modelVersion, workloadSize, workloadType, ...rest } = entity;
  const hasConcurrency =
    rest["minProvisionedConcurrency"] !== undefined || rest["maxProvisionedConcurrency"] !== undefined;
  const variables = Object.entries(fieldsOf(environmentVars)).map(([variable, value]) => [
    variable,
    mayBeSecret(variable, String(value))
      ? hidden(`${endpoint}-${String(rest["name"])}-${variable}`, String(value))
      : value,
  ]);
  const { name, ...others } = rest;
  return {
    ...withoutEmpty({
      name,
      entityName: modelName,
      entityVersion: modelVersion,
      ...others,
      // The API takes one of the two; a server that shows both has derived the size.
      workloadSize: hasConcurrency ? undefined : workloadSize,
      workloadType: workloadType === "CPU" ? undefined : workloadType,
    }),
    ...(variables.length === 0 ? {} : { environmentVars: Object.fromEntries(variables) }),
    burstScalingEnabled: new Remark("the API never shows it. Write it here if it was set."),
  };
}

const hidden = (key: string, value: string): FromConfig =>
  new FromConfig(
    key,
    "TODO: this may be a secret, so that it is not printed. Give its present value with " +
      `\`pulumi config set --secret ${key}\`, or keep it in a secret scope and write ` +
      '`secretRef("<scope>", "<key>")`.',
    value,
  );

function withField(fields: Fields, [field = "", ...below]: readonly string[], value: unknown): Fields {
  return {
    ...fields,
    [field]: below.length === 0 ? value : withField(fieldsOf(fields[field]), below, value),
  };
}
