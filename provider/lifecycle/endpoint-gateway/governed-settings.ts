import type { EndpointGatewayInputs } from "../../resources/endpoint-gateway";
import { withoutUnset } from "../../schema/plain-object";

/** What of an endpoint is governed, and the call that sets it. */
export const SETTINGS = { aiGateway: "putAiGateway", accessControlList: "putPermissions" } as const;

export type Setting = keyof typeof SETTINGS;

/** Their names, in the order in which they are written. */
export const SETTING_NAMES = Object.keys(SETTINGS) as readonly Setting[];

/** Settings, as far as somebody says them. */
export type GatewaySettings = Pick<Partial<EndpointGatewayInputs>, Setting>;

/** The settings among inputs or outputs. */
export const settingsOf = ({ aiGateway, accessControlList }: GatewaySettings): GatewaySettings =>
  withoutUnset({ aiGateway, accessControlList });
