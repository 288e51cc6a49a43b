/** The host of a URL in lower case, or `undefined` for a text that is no URL with a host. */
export function hostOf(url: string): string | undefined {
  return URL.canParse(url) ? new URL(url).hostname.toLowerCase() || undefined : undefined;
}

/** Names that no public resolver knows, and addresses of private networks (RFC 1918, 4193, 6598). */
const PRIVATE_HOST =
  /^(?:[^.:]+|.+\.(?:internal|intranet|local|lan|corp|home\.arpa|svc|cluster\.local)|(?:.+\.)?privatelink\..+|localhost)$|^(?:10|127)(?:\.\d+){3}$|^192\.168(?:\.\d+){2}$|^172\.(?:1[6-9]|2\d|3[01])(?:\.\d+){2}$|^100\.(?:6[4-9]|[7-9]\d|1[01]\d|12[0-7])(?:\.\d+){2}$|^\[(?:f[cd].*|::1)\]$/;

/** Whether a host is one of a private network, by its name or address. */
export function isPrivateHost(host: string): boolean {
  return PRIVATE_HOST.test(host);
}
