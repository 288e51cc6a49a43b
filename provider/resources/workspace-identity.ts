import * as z from "zod";

/** Which workspace an object is in: two can hold objects of one name. */
export const workspaceIdentity = {
  /** Address of the workspace, `https://…`. */
  workspaceHost: z.string().optional(),
  /** Id of the workspace, a decimal number: the same under each of its addresses. */
  workspaceId: z.string().optional(),
};
