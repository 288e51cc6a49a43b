import type { SettingName } from "../connection-settings";
import type { SignInMethod } from "./sign-in";

/** A way to sign in that Databricks' SDKs know and this package does not: said rather than passed over in silence. */
function unsupported(name: string, setting: SettingName, instead: string): SignInMethod {
  return {
    name,
    offer: ({ settings }) => ({
      whyNot:
        settings.values[setting] === undefined
          ? "not supported by this package"
          : `not supported by this package, though ${settings.source(setting)} is set; ${instead}`,
    }),
  };
}

export const metadataService = unsupported(
  "metadata-service",
  "metadataServiceUrl",
  "it is meant for programs that an editor starts",
);

export const googleCredentials = unsupported(
  "google-credentials",
  "googleCredentials",
  "use a Databricks service principal (DATABRICKS_CLIENT_ID, DATABRICKS_CLIENT_SECRET)",
);

export const googleId = unsupported(
  "google-id",
  "googleServiceAccount",
  "use a Databricks service principal (DATABRICKS_CLIENT_ID, DATABRICKS_CLIENT_SECRET)",
);
