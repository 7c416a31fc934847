import { ActionIcon, Autocomplete, Button, Group, TextInput } from "@mantine/core";
import { IconPlus, IconX } from "@tabler/icons-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import classes from "./InfoPanel.module.css";

interface Props {
  attributes: Record<string, string>;
  /** Names that are in use. */
  names: string[];
  onChange: (attributes: Record<string, string>) => void;
}

/** 属性 of the friend, such as 誕生日, which texts can say. */
export function AttributeFields({ attributes, names, onChange }: Props) {
  const { t } = useTranslation("inbox");
  const [adding, setAdding] = useState(false);
  const entries = Object.entries(attributes).sort(([a], [b]) => a.localeCompare(b, "ja"));
  return (
    <div role="group" aria-label={t("contact.attributes")}>
      <div className={classes.label}>{t("contact.attributes")}</div>
      <p className={classes.help}>{t("contact.attributesHelp")}</p>
      {entries.map(([name, value]) => (
        <AttributeField
          key={`${name} ${value}`}
          name={name}
          value={value}
          onChange={(next) => onChange({ ...attributes, [name]: next })}
          onRemove={() =>
            onChange(Object.fromEntries(Object.entries(attributes).filter(([other]) => other !== name)))
          }
        />
      ))}
      {adding ? (
        <NewAttribute
          names={names.filter((name) => !(name in attributes))}
          onCancel={() => setAdding(false)}
          onAdd={(name, value) => {
            onChange({ ...attributes, [name]: value });
            setAdding(false);
          }}
        />
      ) : (
        <Button
          size="compact-sm"
          variant="default"
          mt="xs"
          leftSection={<IconPlus size={14} />}
          onClick={() => setAdding(true)}
          data-testid="attribute-add"
        >
          {t("contact.addAttribute")}
        </Button>
      )}
    </div>
  );
}

interface FieldProps {
  name: string;
  value: string;
  onChange: (value: string) => void;
  onRemove: () => void;
}

function AttributeField({ name, value, onChange, onRemove }: FieldProps) {
  const { t } = useTranslation("inbox");
  const [text, setText] = useState(value);
  const done = () => {
    const next = text.trim();
    if (!next) setText(value);
    else if (next !== value) onChange(next);
  };
  return (
    <TextInput
      size="xs"
      label={name}
      value={text}
      onChange={(event) => setText(event.currentTarget.value)}
      onBlur={done}
      onKeyDown={(event) => {
        if (event.key === "Enter" && !event.nativeEvent.isComposing) done();
      }}
      rightSection={
        <ActionIcon
          size="sm"
          variant="subtle"
          color="gray"
          onClick={onRemove}
          aria-label={t("contact.removeAttribute", { name })}
        >
          <IconX size={14} />
        </ActionIcon>
      }
      data-testid="attribute-value"
      data-name={name}
    />
  );
}

interface NewProps {
  names: string[];
  onAdd: (name: string, value: string) => void;
  onCancel: () => void;
}

function NewAttribute({ names, onAdd, onCancel }: NewProps) {
  const { t } = useTranslation("inbox");
  const { t: common } = useTranslation();
  const [name, setName] = useState("");
  const [value, setValue] = useState("");
  return (
    <form
      className={classes.adding}
      onSubmit={(event) => {
        event.preventDefault();
        if (name.trim() && value.trim()) onAdd(name.trim(), value.trim());
      }}
    >
      <Autocomplete
        size="xs"
        label={t("contact.attributeName")}
        placeholder={t("contact.attributeNameExample")}
        data={names}
        value={name}
        onChange={setName}
        maxLength={50}
        data-autofocus
        data-testid="attribute-name"
      />
      <TextInput
        size="xs"
        label={t("contact.attributeValue")}
        placeholder={t("contact.attributeValueExample")}
        value={value}
        onChange={(event) => setValue(event.currentTarget.value)}
        maxLength={1000}
        data-testid="attribute-new-value"
      />
      <Group gap="xs" mt="xs">
        <Button
          size="compact-sm"
          type="submit"
          disabled={!name.trim() || !value.trim()}
          data-testid="attribute-save"
        >
          {t("contact.addAttribute")}
        </Button>
        <Button size="compact-sm" variant="default" onClick={onCancel}>
          {common("cancel")}
        </Button>
      </Group>
    </form>
  );
}
