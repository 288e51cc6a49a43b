import { describe, expect, it } from "vitest";
import { isCredentialVariable } from "../../policies/kit/credential-variable";

describe("a variable that holds a credential by its name", () => {
  it.each([
    "OPENAI_API_KEY",
    "openaiApiKey",
    "openai-api-key",
    "AZURE_OPENAI_KEY",
    "HF_TOKEN",
    "DATABRICKS_TOKEN",
    "GITHUB_PAT",
    "AWS_SECRET_ACCESS_KEY",
    "AWS_BEARER_TOKEN_BEDROCK",
    "CLIENT_SECRET",
    "SECRET_KEY_BASE",
    "DB_PASSWORD_PROD",
    "PGPASSWORD_FOR_PASSWD",
    "STORAGE_CONNECTION_STRING",
    "SSH_PRIVATE_KEY",
  ])("%s, whatever its value looks like", (name) => {
    expect(isCredentialVariable(name, "x")).toBe(true);
  });

  it.each([
    "SECRET_SCOPE",
    "SECRET_NAME",
    "KEY_VAULT_NAME",
    "KEY_VAULT_URI",
    "MAX_TOKENS",
    "MAX_NEW_TOKEN",
    "TOKENIZERS_PARALLELISM",
    "PAD_TOKEN",
    "TOKEN_URL",
    "ACCESS_TOKEN_EXPIRE_MINUTES",
    "API_KEY_HEADER",
    "API_KEY_ENV_VAR",
    "PASSWORD_FILE",
    "PASSWORD_MIN_LENGTH",
    "DB_SECRET_ARN",
    "AUTH_TYPE",
    "PARTITION_KEY",
    "PASSWORDLESS_LOGIN",
  ])("not %s", (name) => {
    expect(isCredentialVariable(name, "some-value")).toBe(false);
  });

  it("unless the value is a switch, or says where the credential is", () => {
    for (const value of [
      "",
      "true",
      "false",
      "arn:aws:secretsmanager:eu-central-1:1:secret:db",
      "https://a.vault.azure.net/secrets/b",
    ])
      expect(isCredentialVariable("USE_API_KEY", value), value).toBe(false);
  });

  it("and of any other key, where its value looks like one", () => {
    expect(isCredentialVariable("PINECONE_KEY", "3f9c1b7ad2e84c0fb6a5d1e09c7b2f48")).toBe(true);
    expect(isCredentialVariable("PINECONE_KEY", "main-index")).toBe(false);
  });

  it("SECRET_KEY beside SECRET_SCOPE is the name of a secret", () => {
    expect(isCredentialVariable("SECRET_KEY", "openai")).toBe(true);
    expect(isCredentialVariable("SECRET_KEY", "openai", ["SECRET_KEY", "SECRET_SCOPE"])).toBe(false);
  });
});
