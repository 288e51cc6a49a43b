import { describe, expect, it } from "vitest";
import { ConnectionError } from "../../../provider/client/api/connection-error";
import { isAccountHost, normaliseHost } from "../../../provider/client/api/normalise-host";

const normalised = (host: string) => normaliseHost(host, "DATABRICKS_HOST");

describe("a host", () => {
  it.each([
    ["adb-1234567890123456.7.azuredatabricks.net", "https://adb-1234567890123456.7.azuredatabricks.net"],
    ["https://dbc-a1b2345c-d6e7.cloud.databricks.com/", "https://dbc-a1b2345c-d6e7.cloud.databricks.com"],
    ["HTTPS://DBC-A1.cloud.Databricks.com", "https://dbc-a1.cloud.databricks.com"],
    [
      "https://1234567890123456.7.gcp.databricks.com/ml/endpoints?o=1#top",
      "https://1234567890123456.7.gcp.databricks.com",
    ],
    ["  accounts.cloud.databricks.com\n", "https://accounts.cloud.databricks.com"],
    ["https://x.cloud.databricks.com:443", "https://x.cloud.databricks.com"],
    ["localhost:8443", "https://localhost:8443"],
    ["http://127.0.0.1:8080/", "http://127.0.0.1:8080"],
    ["http://localhost:1", "http://localhost:1"],
    ["http://emulator.localhost:1", "http://emulator.localhost:1"],
    ["http://[::1]:9", "http://[::1]:9"],
  ])("written as %j is %s", (given, url) => {
    expect(normalised(given).url).toBe(url);
  });

  it.each([
    ["?o=1234", { workspaceId: "1234" }],
    ["?w=ws-abc", { workspaceId: "ws-abc" }],
    ["?o=1234&a=acc-1", { workspaceId: "1234", accountId: "acc-1" }],
    ["?o=notanumber", {}],
  ])("copied from the browser with %s names workspace and account", (query, ids) => {
    expect(normalised(`https://x.databricks.com/ml/endpoints${query}`)).toEqual({
      url: "https://x.databricks.com",
      ...ids,
    });
  });

  it.each(["http://x.cloud.databricks.com", "http://127.0.0.1.example.com", "http://localhost.example.com"])(
    "that would send the sign-in unencrypted is refused: %s",
    (host) => {
      expect(() => normalised(host)).toThrow(
        `The host ${JSON.stringify(host)} (from DATABRICKS_HOST) would send the sign-in unencrypted. Write https://`,
      );
    },
  );

  it.each(["https://", "ftp://x.databricks.com", "two words", "https://a b"])("%j is no address", (host) => {
    expect(() => normalised(host)).toThrow(ConnectionError);
  });

  it("does not show what somebody put into it as a password", () => {
    const refused = () => normalised("http://me:hunter22@x.databricks.com/?token=abc");
    expect(refused).toThrow("unencrypted");
    expect(refused).not.toThrow("hunter22");
    expect(() => normalised("me:hunter22@ x")).not.toThrow("hunter22");
  });

  it.each([
    "https://accounts.cloud.databricks.com",
    "https://accounts.azuredatabricks.net",
    "https://accounts-dod.cloud.databricks.mil",
  ])("%s is an account's", (url) => {
    expect(isAccountHost(url)).toBe(true);
    expect(isAccountHost(url.replace("accounts", "myaccounts"))).toBe(false);
  });
});
