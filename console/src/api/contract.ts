// The REST contract in the shape that openapi-typescript writes, so that the
// client below it stays the same when the types come from docs/openapi.yaml.
import type * as T from "./types";

interface Reply<Result> {
  responses: {
    200: { content: { "application/json": Result } };
    default: { content: { "application/problem+json": T.Problem } };
  };
}
interface Done {
  responses: {
    204: { content?: never };
    default: { content: { "application/problem+json": T.Problem } };
  };
}
interface Body<Input> {
  requestBody: { content: { "application/json": Input } };
}
interface Path<Names extends string> {
  parameters: { path: { [name in Names]: string } };
}
interface Query<Names extends string, Fields> {
  parameters: { path: { [name in Names]: string }; query?: Fields };
}

type ListQuery = { filter?: T.Filter; search?: string; cursor?: string; limit?: number };
type Credentials = { login: string; password: string };

export interface paths {
  "/session": {
    get: Reply<T.Session>;
    post: Body<Credentials> & Reply<T.Session>;
    delete: Done;
  };
  "/session/link": { post: Body<{ token: string }> & Reply<T.Session> };
  "/setup": {
    get: Reply<{ needed: boolean }>;
    post: Body<Credentials & { token: string; name: string }> & Reply<T.Session>;
  };
  "/join": { post: Body<{ token: string; name: string; password: string }> & Reply<T.Session> };
  "/me": { patch: Body<{ name?: string; language?: T.Language }> & Reply<T.SessionMember> };
  "/me/password": { put: Body<{ old: string; new: string }> & Done };
  "/members": {
    get: Reply<{ items: T.Member[] }>;
    post: Body<Omit<T.Member, "id">> & Reply<{ member: T.Member; link: string }>;
  };
  "/members/{id}": { delete: Path<"id"> & Done };
  "/members/{id}/grants": {
    put: Path<"id"> & Body<{ admin: boolean; grants: T.Grant[] }> & Reply<T.Member>;
  };
  "/accounts": {
    get: Reply<{ items: T.Account[] }>;
    post: Body<{ key: string; name: string; channel: { id: string; secret: string } }> & Reply<T.Account>;
  };
  "/accounts/{account}": {
    get: Path<"account"> & Reply<T.Account>;
    patch: Path<"account"> &
      Body<{ name?: string; channel?: { id: string; secret: string } }> &
      Reply<T.Account>;
  };
  "/accounts/{account}/status": { get: Path<"account"> & Reply<T.AccountStatus> };
  "/accounts/{account}/conversations": {
    get: Query<"account", ListQuery> & Reply<T.Page<T.Conversation>>;
  };
  "/accounts/{account}/conversations/{conversation}": {
    get: Path<"account" | "conversation"> & Reply<T.Conversation>;
  };
  "/accounts/{account}/conversations/{conversation}/messages": {
    get: Query<"account" | "conversation", { before?: string; limit?: number }> & Reply<T.Page<T.Message>>;
    post: Path<"account" | "conversation"> &
      Body<{ requestId: string; bubbles: T.Bubble[] }> &
      Reply<{ items: T.Message[] }>;
  };
  "/accounts/{account}/conversations/{conversation}/read": {
    post: Path<"account" | "conversation"> & Reply<T.Conversation>;
  };
  "/accounts/{account}/conversations/{conversation}/status": {
    put: Path<"account" | "conversation"> & Body<{ status: T.ConversationStatus }> & Reply<T.Conversation>;
  };
  "/accounts/{account}/conversations/{conversation}/manual": {
    put: Path<"account" | "conversation"> & Body<Record<string, never>> & Reply<T.Conversation>;
    delete: Path<"account" | "conversation"> & Reply<T.Conversation>;
  };
  "/accounts/{account}/rules": {
    get: Path<"account"> & Reply<{ items: T.Rule[] }>;
    post: Path<"account"> & Body<T.RuleInput> & Reply<T.Rule>;
  };
  "/accounts/{account}/rules/order": { put: Path<"account"> & Body<{ ids: string[] }> & Done };
  "/accounts/{account}/rules/{rule}": {
    get: Path<"account" | "rule"> & Reply<T.Rule>;
    put: Path<"account" | "rule"> & Body<T.RuleInput> & Reply<T.Rule>;
    delete: Path<"account" | "rule"> & Done;
  };
  "/accounts/{account}/settings": {
    get: Path<"account"> & Reply<T.Settings>;
    put: Path<"account"> & Body<T.SettingsInput> & Reply<T.Settings>;
  };
  "/accounts/{account}/hours": {
    get: Path<"account"> & Reply<T.Hours>;
    put: Path<"account"> & Body<T.Hours> & Reply<T.Hours>;
  };
}
