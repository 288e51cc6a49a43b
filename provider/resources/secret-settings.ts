/** Settings of a connection that are secrets. */
export const SECRET_SETTINGS: readonly string[] = [
  "token",
  "password",
  "clientSecret",
  "azureClientSecret",
  "actionsIdTokenRequestToken",
  "googleCredentials",
];
