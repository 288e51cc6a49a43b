import type { SignInMethod } from "./sign-in";

/** User name and password: ended in Databricks' own clouds in 2024, still there in some private ones. */
export const basic: SignInMethod = {
  name: "basic",
  offer({ settings }) {
    const { username, password } = settings.values;
    if (username === undefined || password === undefined) {
      return { whyNot: "no user name and password (DATABRICKS_USERNAME, DATABRICKS_PASSWORD)" };
    }
    const value = Buffer.from(`${username}:${password}`, "utf8").toString("base64");
    return {
      certain: true,
      signIn: { source: settings.source("password"), authorization: () => Promise.resolve(`Basic ${value}`) },
    };
  },
};
