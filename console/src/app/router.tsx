import type { QueryClient } from "@tanstack/react-query";
import {
  createRootRouteWithContext,
  createRoute,
  createRouter,
  lazyRouteComponent,
  Outlet,
  redirect,
} from "@tanstack/react-router";
import type { Filter } from "@/api/types";
import { ErrorPage } from "@/components/ErrorPage";
import { NotFoundPage } from "@/components/NotFoundPage";
import { isFilter } from "@/features/inbox/filters";
import { isKind, type Kind } from "@/features/rehearse/kinds";
import { rulesFilterOf } from "@/features/rules/rulesSearch";
import { homeAccount, sessionQuery } from "@/features/session/session";

interface Context {
  client: QueryClient;
}

const root = createRootRouteWithContext<Context>()({ component: Outlet });

const login = createRoute({
  getParentRoute: () => root,
  path: "/login",
  validateSearch: (search): { next?: string } => ({ next: localPath(search.next) }),
  component: lazyRouteComponent(() => import("@/features/session/LoginPage"), "LoginPage"),
});
const loginLink = createRoute({
  getParentRoute: () => root,
  path: "/login/link",
  component: lazyRouteComponent(() => import("@/features/session/LinkPage"), "LinkPage"),
});
const setup = createRoute({
  getParentRoute: () => root,
  path: "/setup",
  component: lazyRouteComponent(() => import("@/features/session/SetupPage"), "SetupPage"),
});
const join = createRoute({
  getParentRoute: () => root,
  path: "/join",
  component: lazyRouteComponent(() => import("@/features/session/JoinPage"), "JoinPage"),
});

const apiDocs = createRoute({
  getParentRoute: () => root,
  path: "/api-docs",
  component: lazyRouteComponent(() => import("@/features/apidocs/ApiDocsPage"), "ApiDocsPage"),
});

// Everything behind the session.
const desk = createRoute({
  getParentRoute: () => root,
  id: "desk",
  beforeLoad: async ({ context, location }) => {
    const session = await context.client.ensureQueryData(sessionQuery);
    if (!session) throw redirect({ to: "/login", search: { next: nextOf(location.href) } });
    return { session };
  },
  component: lazyRouteComponent(() => import("./Shell"), "Shell"),
});
const home = createRoute({
  getParentRoute: () => desk,
  path: "/",
  beforeLoad: ({ context }) => {
    const account = homeAccount(context.session);
    throw account
      ? redirect({ to: "/a/$account/talks", params: { account } })
      : redirect({ to: "/accounts/new" });
  },
});
const account = createRoute({ getParentRoute: () => desk, path: "/a/$account", component: Outlet });
const accountHome = createRoute({
  getParentRoute: () => account,
  path: "/",
  beforeLoad: ({ params }) => {
    throw redirect({ to: "/a/$account/talks", params });
  },
});
const talks = createRoute({
  getParentRoute: () => account,
  path: "/talks",
  validateSearch: (search): { filter?: Filter; q?: string } => ({
    filter: isFilter(search.filter) && search.filter !== "all" ? search.filter : undefined,
    q: typeof search.q === "string" && search.q ? search.q : undefined,
  }),
  component: lazyRouteComponent(() => import("@/features/inbox/InboxPage"), "InboxPage"),
});
const talk = createRoute({ getParentRoute: () => talks, path: "/$conversation" });
const manual = createRoute({
  getParentRoute: () => account,
  path: "/manual",
  component: lazyRouteComponent(() => import("@/features/manual/ManualPage"), "ManualPage"),
});

const rules = createRoute({
  getParentRoute: () => account,
  path: "/rules",
  validateSearch: rulesFilterOf,
  component: lazyRouteComponent(() => import("@/features/rules/RulesPage"), "RulesPage"),
});
const rule = createRoute({
  getParentRoute: () => account,
  path: "/rules/$rule",
  validateSearch: (search): { copy?: string; title?: string; keywords?: string[] } => ({
    copy: typeof search.copy === "string" ? search.copy : undefined,
    // A new rule can be begun elsewhere: ?title=…&keywords=…&keywords=…
    title: textOf(search.title),
    keywords: textsOf(search.keywords),
  }),
  component: lazyRouteComponent(() => import("@/features/rules/RulePage"), "RulePage"),
});
const rulesTest = createRoute({
  getParentRoute: () => account,
  path: "/rules/test",
  // What is to be tried can come from elsewhere: ?text=…, ?kind=sticker, ?kind=postback&data=…, &talk={conversation}
  validateSearch: (search): { text?: string; kind?: Kind; data?: string; talk?: string } => ({
    text: textOf(search.text),
    kind: isKind(search.kind) && search.kind !== "text" ? search.kind : undefined,
    data: textOf(search.data),
    talk: textOf(search.talk),
  }),
  component: lazyRouteComponent(() => import("@/features/rehearse/RehearsePage"), "RehearsePage"),
});
const rulesSuggestions = createRoute({
  getParentRoute: () => account,
  path: "/rules/suggestions",
  component: lazyRouteComponent(() => import("@/features/suggest/SuggestPage"), "SuggestPage"),
});
const rulesTransfer = createRoute({
  getParentRoute: () => account,
  path: "/rules/transfer",
  component: lazyRouteComponent(() => import("@/features/transfer/TransferPage"), "TransferPage"),
});
const settings = createRoute({
  getParentRoute: () => account,
  path: "/settings",
  component: lazyRouteComponent(() => import("@/features/settings/SettingsPage"), "SettingsPage"),
});
const accountPage = createRoute({
  getParentRoute: () => account,
  path: "/account",
  component: lazyRouteComponent(() => import("@/features/account/AccountPage"), "AccountPage"),
});
const newAccount = createRoute({
  getParentRoute: () => desk,
  path: "/accounts/new",
  component: lazyRouteComponent(() => import("@/features/account/NewAccountPage"), "NewAccountPage"),
});
const members = createRoute({
  getParentRoute: () => desk,
  path: "/members",
  component: lazyRouteComponent(() => import("@/features/members/MembersPage"), "MembersPage"),
});
const me = createRoute({
  getParentRoute: () => desk,
  path: "/me",
  component: lazyRouteComponent(() => import("@/features/me/MePage"), "MePage"),
});

const routeTree = root.addChildren([
  login,
  loginLink,
  setup,
  join,
  apiDocs,
  desk.addChildren([
    home,
    account.addChildren([
      accountHome,
      talks.addChildren([talk]),
      manual,
      rules,
      rule,
      rulesTest,
      rulesSuggestions,
      rulesTransfer,
      settings,
      accountPage,
    ]),
    newAccount,
    members,
    me,
  ]),
]);

export function makeRouter(client: QueryClient) {
  return createRouter({
    routeTree,
    context: { client },
    defaultPreload: "intent",
    defaultPreloadStaleTime: 0,
    defaultErrorComponent: ErrorPage,
    defaultNotFoundComponent: NotFoundPage,
  });
}

declare module "@tanstack/react-router" {
  interface Register {
    router: ReturnType<typeof makeRouter>;
  }
}

/** A path of this site to return to after the log-in; never another site's. */
function localPath(value: unknown): string | undefined {
  return typeof value === "string" && /^\/(?![/\\])/.test(value) ? value : undefined;
}

/** The address's parser makes numbers of texts that look like one. */
const textOf = (value: unknown): string | undefined =>
  typeof value === "string" || typeof value === "number" ? String(value) : undefined;

function textsOf(value: unknown): string[] | undefined {
  const list = (Array.isArray(value) ? value : [value]).map(textOf).filter((text) => text !== undefined);
  return list.length > 0 ? list : undefined;
}

const nextOf = (href: string) => (href === "/" ? undefined : localPath(href));
