import { useTranslation } from "react-i18next";
import { maxLabel } from "../check/limits";
import type { Action } from "../types";
import { ActionFields } from "./ActionFields";
import { blankAction } from "./blank";
import { List } from "./List";

interface Props {
  path: string;
  actions: Action[];
  onChange: (actions: Action[]) => void;
  min: number;
  max: number;
}

/** The buttons of a template. */
export function ActionList({ path, actions, onChange, min, max }: Props) {
  const { t } = useTranslation("bubbles");
  return (
    <List
      path={path}
      items={actions}
      onChange={onChange}
      min={min}
      max={max}
      blank={() => blankAction()}
      name={(number) => t("action.name", { number })}
      add={t("action.add")}
      summary={(action) => action.label}
    >
      {(action, set, at) => <ActionFields path={at} action={action} onChange={set} maxLabel={maxLabel} />}
    </List>
  );
}
