import { isObject } from "../field-readers";

/**
 * The items that a response was asked with, the latest first, as `GET /responses/{id}/input_items` lists them.
 *
 * @param input as the request gave it: a text, or items of which messages may have a text for content.
 */
export function listInputItems(input: unknown): Record<string, unknown> {
  const items = typeof input === "string" ? [{ role: "user", content: input }] : (input as unknown[]);
  const data = items
    .filter(isObject)
    .map(({ type = "message", content, ...rest }, index) => ({
      id: `${type === "message" ? "msg" : "item"}_${index}`,
      type,
      ...rest,
      ...(content !== undefined && {
        content: typeof content === "string" ? [{ type: "input_text", text: content }] : content,
      }),
    }))
    .toReversed();
  return {
    object: "list",
    data,
    first_id: data[0]?.id ?? null,
    last_id: data.at(-1)?.id ?? null,
    has_more: false,
  };
}
