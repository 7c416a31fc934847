import { Kbd, Modal, Table } from "@mantine/core";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { isTyping } from "./keyboard";

const list = [
  ["next", ["j", "↓"]],
  ["previous", ["k", "↑"]],
  ["open", ["Enter"]],
  ["reply", ["r"]],
  ["send", ["Ctrl / ⌘", "Enter"]],
  ["back", ["Esc"]],
  ["help", ["?"]],
] as const;

/** The list of keys, opened by "?". */
export function ShortcutHelp() {
  const { t } = useTranslation("inbox");
  const [opened, setOpened] = useState(false);
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.key === "?" && !isTyping(event.target)) setOpened(true);
    };
    document.addEventListener("keydown", onKey);
    return () => document.removeEventListener("keydown", onKey);
  }, []);
  return (
    <Modal opened={opened} onClose={() => setOpened(false)} title={t("keys.title")} centered>
      <Table data-testid="shortcut-help">
        <Table.Tbody>
          {list.map(([name, keys]) => (
            <Table.Tr key={name}>
              <Table.Td>{t(`keys.${name}`)}</Table.Td>
              <Table.Td ta="right">
                {keys.map((key) => (
                  <Kbd key={key} ml={4}>
                    {key}
                  </Kbd>
                ))}
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Modal>
  );
}
