import { ActionIcon, Menu } from "@mantine/core";
import { IconBraces } from "@tabler/icons-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { variables } from "../variables";
import { AttributeForm } from "./AttributeForm";

interface Props {
  label: string;
  onPick: (variable: string) => void;
}

/** The variables to insert, behind one small button. */
export function VariableMenu({ label, onPick }: Props) {
  const { t } = useTranslation("bubbles");
  const [attribute, setAttribute] = useState(false);
  return (
    <Menu
      position="bottom-end"
      onClose={() => setAttribute(false)}
      returnFocus={false}
      trapFocus={!attribute}
      closeOnItemClick
    >
      <Menu.Target>
        <ActionIcon
          variant="subtle"
          color="gray"
          size="sm"
          aria-label={t("variable.insertInto", { label })}
          title={t("variable.insert")}
        >
          <IconBraces size={15} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        {attribute ? (
          <AttributeForm onPick={onPick} />
        ) : (
          <>
            {variables.map((variable) => (
              <Menu.Item key={variable} onClick={() => onPick(variable)}>
                {variable}
              </Menu.Item>
            ))}
            <Menu.Item closeMenuOnClick={false} onClick={() => setAttribute(true)}>
              {t("variable.attribute")}
            </Menu.Item>
          </>
        )}
      </Menu.Dropdown>
    </Menu>
  );
}
