import { Button, Skeleton } from "@mantine/core";
import { IconUserPlus } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Member } from "@/api/types";
import { AdminOnly } from "@/components/AdminOnly";
import { ErrorState } from "@/components/ErrorState";
import { Page } from "@/components/Page";
import { AccessModal } from "./AccessModal";
import { LinkModal, RemoveModal } from "./ConfirmModals";
import { InviteModal } from "./InviteModal";
import { MemberRow } from "./MemberRow";
import classes from "./Members.module.css";
import { membersQuery } from "./members";

export type MemberAction = "access" | "link" | "remove";

const modals = { access: AccessModal, link: LinkModal, remove: RemoveModal };

export function MembersPage() {
  return (
    <AdminOnly>
      <Members />
    </AdminOnly>
  );
}

function Members() {
  const { t } = useTranslation("members");
  const { t: common } = useTranslation();
  const query = useQuery(membersQuery);
  const [inviting, setInviting] = useState(false);
  const [open, setOpen] = useState<{ member: Member; action: MemberAction }>();
  const OpenModal = open && modals[open.action];
  const invite = (
    <Button
      leftSection={<IconUserPlus size={16} />}
      onClick={() => setInviting(true)}
      data-testid="member-invite"
    >
      {t("invite.open")}
    </Button>
  );
  return (
    <Page title={t("title")} lead={t("lead")} actions={invite}>
      {query.isPending && (
        <div role="status" aria-label={common("loading")}>
          <Skeleton height={64} radius="md" mb="xs" />
          <Skeleton height={64} radius="md" />
        </div>
      )}
      {query.isError && !query.data && (
        <ErrorState error={query.error} onRetry={() => void query.refetch()} />
      )}
      {query.data && (
        <ul className={classes.list}>
          {query.data.map((member) => (
            <MemberRow key={member.id} member={member} onAction={(action) => setOpen({ member, action })} />
          ))}
        </ul>
      )}
      <InviteModal opened={inviting} onClose={() => setInviting(false)} />
      {open && OpenModal && <OpenModal member={open.member} onClose={() => setOpen(undefined)} />}
    </Page>
  );
}
