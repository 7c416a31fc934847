import { useQuery } from "@tanstack/react-query";
import { Outlet, useNavigate, useParams } from "@tanstack/react-router";
import { useEffect } from "react";
import { useTranslation } from "react-i18next";
import type { Session } from "@/api/types";
import { rememberAccount, sessionQuery } from "@/features/session/session";
import { setLanguage } from "@/i18n";
import { currentLanguage } from "@/i18n/language";
import { LiveProvider } from "@/live/LiveProvider";
import { useShownAccount } from "./account";
import { BottomNav } from "./BottomNav";
import { NavRail } from "./NavRail";
import { NoAccess } from "./NoAccess";
import { OfflineBar } from "./OfflineBar";
import classes from "./Shell.module.css";

/** The frame of everything behind the session. */
export function Shell() {
  const { data: session } = useQuery(sessionQuery);
  const navigate = useNavigate();
  const ended = session === null;
  useEffect(() => {
    if (ended)
      void navigate({ to: "/login", search: { next: window.location.pathname + window.location.search } });
  }, [ended, navigate]);
  return session ? <Inside session={session} /> : null;
}

function Inside({ session }: { session: Session }) {
  const { t } = useTranslation();
  const params = useParams({ strict: false });
  const account = useShownAccount();
  const unknown = params.account !== undefined && !account;

  const { language } = session.member;
  useEffect(() => {
    if (language !== currentLanguage()) void setLanguage(language);
  }, [language]);
  useEffect(() => {
    if (account) rememberAccount(account.id);
  }, [account]);

  const frame = (
    <div className={classes.shell} data-thread={params.conversation ? "" : undefined}>
      <a className={classes.skip} href="#main">
        {t("skipToContent")}
      </a>
      <NavRail />
      <div className={classes.main}>
        <OfflineBar />
        <main id="main" tabIndex={-1} className={classes.content}>
          {unknown ? <NoAccess /> : <Outlet />}
        </main>
      </div>
      <BottomNav />
    </div>
  );
  return account ? (
    <LiveProvider key={account.id} account={account.id}>
      {frame}
    </LiveProvider>
  ) : (
    frame
  );
}
