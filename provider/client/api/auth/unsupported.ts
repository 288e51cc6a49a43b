import type { SettingName } from "../connection-settings";
import type { SignInMethod } from "./sign-in";

/** A way to sign in that Databricks' SDKs know and this package does not: said rather than passed over in silence. */
function unsupported(name: string, instead: string, setting?: SettingName): SignInMethod {
  return {
    name,
    offer: ({ settings }) => {
      const isSet = setting !== undefined && settings.values[setting] !== undefined;
      const though = isSet ? `, though ${settings.source(setting)} is set` : "";
      return {
        whyNot: `not supported by this package${though}${isSet || settings.values.authType === name ? `; ${instead}` : ""}`,
      };
    },
  };
}

export const externalBrowser = unsupported(
  "external-browser",
  "run `databricks auth login`, which opens a browser, and use databricks-cli",
);

export const metadataService = unsupported(
  "metadata-service",
  "it is meant for programs that an editor starts",
  "metadataServiceUrl",
);

export const googleCredentials = unsupported(
  "google-credentials",
  "use a Databricks service principal (DATABRICKS_CLIENT_ID, DATABRICKS_CLIENT_SECRET)",
  "googleCredentials",
);

export const googleId = unsupported(
  "google-id",
  "use a Databricks service principal (DATABRICKS_CLIENT_ID, DATABRICKS_CLIENT_SECRET)",
  "googleServiceAccount",
);
