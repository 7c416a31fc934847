import { ActionIcon } from "@mantine/core";
import { IconChevronLeft } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import classes from "./ThreadPane.module.css";

/** From the thread to the list, where there is room for only one of them. */
export function BackLink({ account }: { account: string }) {
  const { t } = useTranslation("inbox");
  return (
    <ActionIcon
      className={classes.back}
      variant="subtle"
      color="gray"
      size="lg"
      aria-label={t("thread.back")}
      data-testid="thread-back"
      renderRoot={(props) => (
        <Link to="/a/$account/talks" params={{ account }} search={(old) => old} {...props} />
      )}
    >
      <IconChevronLeft size={22} />
    </ActionIcon>
  );
}
