import type { ServingEndpointInputs } from "../resources/serving-endpoint";

type Gateway = ServingEndpointInputs["aiGateway"];

/** The gateways to put, in order: the API refuses to move an inference table that is on, so that it is switched off first. */
export function gatewaySteps(before: Gateway, after: Gateway): Gateway[] {
  const old = before?.inferenceTableConfig;
  const table = after?.inferenceTableConfig;
  const moves = (["catalogName", "schemaName", "tableNamePrefix"] as const).some(
    (field) => old?.[field] !== table?.[field],
  );
  if (old?.enabled !== true || table?.enabled !== true || !moves) return [after];
  return [{ ...after, inferenceTableConfig: { ...old, enabled: false } }, after];
}
