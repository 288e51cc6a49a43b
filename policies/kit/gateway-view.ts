import { fieldsOf, type Fields } from "../../provider/schema/plain-object";
import { isUnknown } from "../../provider/schema/unknown";

/** A part of an endpoint's AI gateway, or `undefined` while it is not known whether it is there. */
export function gatewayPart(fields: Fields, part: string): Fields | undefined {
  const gateway = fields["aiGateway"];
  if (isUnknown(gateway)) return undefined;
  const value = fieldsOf(gateway)[part];
  return isUnknown(value) ? undefined : fieldsOf(value);
}

/** The endpoint's AI gateway for writing, made where there is none. */
export function gatewayForWriting(props: Fields): Fields {
  if (props["aiGateway"] === undefined || props["aiGateway"] === null) props["aiGateway"] = {};
  return props["aiGateway"] as Fields;
}
