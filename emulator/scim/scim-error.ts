/** An error as SCIM shapes it (RFC 7644 §3.12): the identity APIs do not use the envelope of the others. */
export class ScimError extends Error {
  override readonly name = "ScimError";

  constructor(
    readonly status: 400 | 403 | 404 | 409,
    detail: string,
    readonly scimType?: "invalidFilter" | "invalidValue" | "invalidSyntax" | "uniqueness",
  ) {
    super(detail);
  }

  toJSON(): Record<string, unknown> {
    return {
      schemas: ["urn:ietf:params:scim:api:messages:2.0:Error"],
      detail: this.message,
      status: String(this.status),
      ...(this.scimType && { scimType: this.scimType }),
    };
  }
}
