import { keyShaped } from "../../provider/resources/kit/key-shaped";

/**
 * What kind of key a text of the user's holds, or `undefined` where it holds none. Stricter than `keyShaped`, which
 * redacts and may take too much: here "help-desk-production-chat" must not pass for a key that begins with sk-.
 */
export function keyIn(text: string): string | undefined {
  return keyShaped(text.replace(/(?<=[A-Za-z0-9])sk-/g, "sk."));
}
