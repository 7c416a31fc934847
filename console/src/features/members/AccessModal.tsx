import { Button, Group, Modal, Stack } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Member } from "@/api/types";
import { describeError } from "@/components/describeError";
import { FormError } from "@/features/session/FormError";
import { AccessFields } from "./AccessFields";
import { type Access, useSetAccess } from "./members";

export function AccessModal({ member, onClose }: { member: Member; onClose: () => void }) {
  const { t } = useTranslation("members");
  const { t: common } = useTranslation();
  const [access, setAccess] = useState<Access>({ admin: member.admin, grants: member.grants });
  const save = useSetAccess(member.id);
  return (
    <Modal opened onClose={onClose} title={t("change.title", { name: member.name })} centered>
      <Stack>
        <AccessFields value={access} onChange={setAccess} />
        <FormError text={save.error ? describeError(save.error) : undefined} />
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {common("cancel")}
          </Button>
          <Button
            loading={save.isPending}
            onClick={() => save.mutate(access, { onSuccess: onClose })}
            data-testid="member-access-save"
          >
            {common("save")}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
