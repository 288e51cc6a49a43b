import type { SignInMethod } from "./sign-in";

/** Personal access token. https://docs.databricks.com/dev-tools/auth/pat */
export const pat: SignInMethod = {
  name: "pat",
  offer({ settings }) {
    const { token } = settings.values;
    if (token === undefined) return { whyNot: "no token (DATABRICKS_TOKEN)" };
    return {
      certain: true,
      signIn: { source: settings.source("token"), authorization: () => Promise.resolve(`Bearer ${token}`) },
    };
  },
};
