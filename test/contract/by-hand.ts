import type { Emulator } from "../../emulator/index";

/** Calls the API as somebody else does. */
export type ByHand = (method: string, path: string, body?: unknown) => Promise<any>;

export const byHandIn =
  ({ url, token }: Emulator): ByHand =>
  async (method, path, body) => {
    const answer = await fetch(`${url}${path}`, {
      method,
      headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await answer.text();
    if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${text}`);
    return text === "" ? {} : JSON.parse(text);
  };
