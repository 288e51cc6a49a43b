/** Claims of a JSON web token, as far as a token exchange looks at them. */
export interface JwtClaims {
  iss?: unknown;
  sub?: unknown;
  aud?: unknown;
  exp?: unknown;
}

/**
 * The claims of a JSON web token, or undefined when it is none. The signature is not checked: the emulator has no keys of
 * the issuers that it plays a relying party to, and is not a place to protect.
 */
export function readJwt(token: string): JwtClaims | undefined {
  const parts = token.split(".");
  if (parts.length !== 3) return undefined;
  try {
    const claims: unknown = JSON.parse(Buffer.from(parts[1]!, "base64url").toString("utf8"));
    return claims !== null && typeof claims === "object" ? claims : undefined;
  } catch {
    return undefined;
  }
}

/** A token with these claims, of the right shape and with a signature that nobody can check. */
export function writeJwt(claims: JwtClaims & Record<string, unknown>): string {
  const encode = (part: object): string => Buffer.from(JSON.stringify(part)).toString("base64url");
  return `${encode({ alg: "RS256", typ: "JWT", kid: "emulator" })}.${encode(claims)}.${Buffer.from("emulator").toString("base64url")}`;
}
