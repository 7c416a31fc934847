// Reads addresses as the server does (Go's net/url): a browser's own parser
// repairs what LINE would refuse.

interface Address {
  scheme: string;
  host: string;
  /** What there is behind the scheme, when nothing is a host. */
  rest: string;
}

/** The parts of an address, or undefined when it is none. */
export function parseAddress(text: string): Address | undefined {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these make an address invalid
  if (/[\x00-\x1f\x7f]/.test(text)) return undefined;
  const hash = text.indexOf("#");
  if (hash >= 0 && !escapesFit(text.slice(hash + 1))) return undefined;
  const whole = hash >= 0 ? text.slice(0, hash) : text;
  if (whole.startsWith(":")) return undefined;
  const scheme = /^([a-zA-Z][-+.a-zA-Z0-9]*):/.exec(whole)?.[1] ?? "";
  const behind = (scheme ? whole.slice(scheme.length + 1) : whole).split("?", 1)[0] ?? "";
  if (!behind.startsWith("/")) {
    if (!scheme && behind.split("/", 1)[0]?.includes(":")) return undefined;
    if (!scheme && !escapesFit(behind)) return undefined;
    return { scheme: scheme.toLowerCase(), host: "", rest: behind };
  }
  if (!behind.startsWith("//") || (!scheme && behind.startsWith("///"))) {
    return escapesFit(behind) ? { scheme: scheme.toLowerCase(), host: "", rest: behind } : undefined;
  }
  const slash = behind.indexOf("/", 2);
  const authority = slash < 0 ? behind.slice(2) : behind.slice(2, slash);
  const path = slash < 0 ? "" : behind.slice(slash);
  const host = hostOf(authority);
  if (host === undefined || !escapesFit(path)) return undefined;
  return { scheme: scheme.toLowerCase(), host, rest: path };
}

const escapesFit = (text: string) => !/%(?![0-9a-fA-F]{2})/.test(text);

function hostOf(authority: string): string | undefined {
  const at = authority.lastIndexOf("@");
  const person = at < 0 ? "" : authority.slice(0, at);
  const host = authority.slice(at + 1);
  if (!/^[-A-Za-z0-9._:~!$&'()*+,;=%@]*$/.test(person) || !escapesFit(person)) return undefined;
  if (host.startsWith("[")) return /^\[[0-9a-fA-F:.]+(%25[^\]]+)?\](:\d*)?$/.test(host) ? host : undefined;
  const [name = "", port, ...more] = host.split(":");
  if (more.length > 0 || (port !== undefined && !/^\d*$/.test(port))) return undefined;
  // Escapes in a name are for letters beyond ASCII.
  if (!/^(%25|%[89a-fA-F][0-9a-fA-F]|[^%\s/?#@\\^{|}`])*$/.test(name)) return undefined;
  return host;
}

export const isHTTPS = (text: string): boolean => {
  const address = parseAddress(text);
  return address?.scheme === "https" && address.host !== "";
};

/** How the addresses of media begin. */
export const https = "https://";

const schemes = ["http", "https", "line", "tel"];

/** True for what a tap may lead to. */
export const isLink = (text: string): boolean => {
  const address = parseAddress(text);
  return address !== undefined && schemes.includes(address.scheme) && address.host + address.rest !== "";
};
