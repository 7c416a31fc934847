// The nouns of the API, as docs/glossary.md names them. Times are RFC 3339 in UTC.

export type Language = "ja" | "en";
export type Role = "owner" | "member";

export interface AccountGrant {
  id: string;
  key: string;
  name: string;
  role: Role;
}

export interface SessionMember {
  id: string;
  login: string;
  name: string;
  admin: boolean;
  language: Language;
}

export interface Session {
  member: SessionMember;
  accounts: AccountGrant[];
}

export interface Grant {
  account: string;
  role: Role;
}

export interface Member {
  id: string;
  login: string;
  name: string;
  admin: boolean;
  grants: Grant[];
}

export interface Account {
  id: string;
  key: string;
  name: string;
  role: Role;
  channelId: string;
  hookUrl: string;
  botUserId: string;
  chatMode: "chat" | "bot" | "";
  createdAt: string;
}

export type Params = Record<string, unknown>;

export interface Quota {
  known: boolean;
  limited: boolean;
  limit: number;
  used: number;
  askedAt?: string;
}

export interface AccountStatus {
  hookUrl: string;
  lastEventAt?: string;
  badSignatures: { count: number; lastAt?: string };
  quota: Quota;
  chatMode: "chat" | "bot" | "";
  problems: { code: string; params?: Params }[];
}

export type Filter = "all" | "unread" | "unanswered" | "manual" | "followup" | "done" | "spam";
export type ConversationStatus = "open" | "followup" | "done" | "spam";
export type SenderKind = "friend" | "member" | "rule" | "greeting" | "api";

export interface Contact {
  id: string;
  lineUserId: string;
  name: string;
  pictureUrl: string;
  statusMessage: string;
  friend: "friend" | "blocked" | "unknown";
}

export interface Sender {
  kind: SenderKind;
  id: string;
  name: string;
}

export interface LastMessage {
  id: string;
  direction: "in" | "out";
  kind: string;
  preview: string;
  at: string;
  sender: SenderKind;
}

export interface Route {
  method: "reply" | "push";
  freeUntil?: string;
}

export interface Conversation {
  id: string;
  accountId: string;
  contact: Contact;
  status: ConversationStatus;
  unread: number;
  unansweredSince?: string;
  lastMessage?: LastMessage;
  manual?: { until: string; by: Sender };
  route: Route;
  updatedAt: string;
}

export type DeliveryState = "queued" | "sending" | "accepted" | "failed" | "unknown";

export interface MessageDelivery {
  id: string;
  state: DeliveryState;
  method: "reply" | "push" | "";
  attempts: number;
  error?: { code: string; params?: Params; detail?: string };
}

export interface Decision {
  outcome: "answered" | "silent";
  reason: string;
  ruleId?: string;
  ruleTitle?: string;
  keyword?: string;
  others?: { ruleId: string; title: string; why: string; keyword?: string }[] | null;
  /** Rules that are on and did not fit; they are not listed. */
  noMatch?: number;
}

export interface Message {
  id: string;
  conversationId: string;
  direction: "in" | "out";
  kind: string;
  text: string;
  payload?: unknown;
  sender: Sender;
  at: string;
  delivery?: MessageDelivery;
  decision?: Decision;
}

export interface Bubble {
  text: string;
}

export interface RuleInput {
  title: string;
  enabled: boolean;
  keywords: string[];
  bubbles: Bubble[];
}

export interface Rule extends RuleInput {
  id: string;
  createdAt: string;
  updatedAt: string;
}

export type Method = "manual" | "manual+auto" | "auto";

export interface SettingsInput {
  chat: boolean;
  hours: boolean;
  inside: Method;
  outside: Method;
  greeting: boolean;
  manualMinutes: number;
  greetingBubbles: Bubble[];
}

export interface Settings extends SettingsInput {
  now: { inside: boolean; method: Method; rulesAnswer: boolean };
}

export type Day = "mon" | "tue" | "wed" | "thu" | "fri" | "sat" | "sun";
export type Week = { [day in Day]?: string[] };

export interface Hours {
  zone: string;
  week: Week;
}

export interface Page<T> {
  items: T[];
  next?: string;
}

export interface Problem {
  status: number;
  title: string;
  code: string;
  detail: string;
  params?: Params;
  errors?: { location: string; code: string; message: string }[];
}
