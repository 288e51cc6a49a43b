import { describe, expect, it } from "vitest";
import { openai, withEmulator, type Client } from "../emulator/with-emulator";
import { exported, runProgram } from "./exported-program";

/** A workspace with one endpoint, and its id. */
async function assistant(): Promise<{ client: Client; id: string }> {
  const client = await withEmulator();
  const body = { name: "assistant", config: { served_entities: [openai("gpt")] } };
  await client.call("POST", "/api/2.0/serving-endpoints", body);
  return { client, id: (await client.settled("assistant")).id as string };
}

describe("permissions in the exported program", () => {
  const put = ({ call }: Client, id: string, list: object[], token?: string) =>
    call("PUT", `/api/2.0/permissions/serving-endpoints/${id}`, { access_control_list: list }, token);
  const admin = { user_name: "admin@emulator.example", permission_level: "CAN_MANAGE" };

  it("are written whole, with the right of who exports: somebody else may deploy", async () => {
    const { client, id } = await assistant();
    await put(client, id, [admin, { group_name: "analysts", permission_level: "CAN_QUERY" }]);
    const { text } = await exported(client.emulator, "assistant");
    expect(runProgram(text).args["accessControlList"]).toEqual([
      { userName: "admin@emulator.example", permissionLevel: "CAN_MANAGE" },
      { groupName: "analysts", permissionLevel: "CAN_QUERY" },
    ]);
  });

  it("are left out where nobody but the creator was given any", async () => {
    const { client, id } = await assistant();
    await put(client, id, [admin]);
    expect((await exported(client.emulator, "assistant")).text).not.toContain("accessControlList");
  });

  it("are a remark where they may not be read", async () => {
    const { client, id } = await assistant();
    client.emulator.addFault({
      method: "GET",
      path: `/api/2.0/permissions/serving-endpoints/${id}`,
      action: { kind: "status", status: 403, errorCode: "PERMISSION_DENIED", message: "no" },
    });
    const { code, text } = await exported(client.emulator, "assistant");
    expect(text).toContain(
      "  // accessControlList: you may not read the permissions, which stay as they\n  // are.\n",
    );
    expect(code).toBe(0);
  });
});
