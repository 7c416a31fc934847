import { Button, Menu } from "@mantine/core";
import { IconChevronDown } from "@tabler/icons-react";
import { useRef } from "react";
import { useTranslation } from "react-i18next";
import { flexBytes, flexText } from "../check/flex";
import { readJSON } from "../check/json";
import { maxFlexBubble, maxFlexCarousel } from "../check/limits";
import type { Flex } from "../types";
import classes from "./Edit.module.css";
import flexClasses from "./Flex.module.css";
import { useFlexFaults } from "./flexFaults";
import { flexTemplates } from "./flexTemplates";
import { AltText } from "./TemplateFields";

interface Props {
  path: string;
  value: Flex;
  onChange: (value: Flex) => void;
  testId: string;
}

const lineHeight = 20; // px, as the style sheet has it

/** A Flex Message as JSON, with what is wrong in it by line. */
export default function FlexFields({ path, value, onChange, testId }: Props) {
  const { t } = useTranslation("bubbles");
  const text = flexText(value);
  const area = useRef<HTMLTextAreaElement>(null);
  const gutter = useRef<HTMLPreElement>(null);
  const faults = useFlexFaults(text);
  const read = readJSON(text);
  const setText = (contents: string) => onChange({ ...value, contents });
  const lines = text.split("\n");

  const goTo = (line: number) => {
    const field = area.current;
    if (!field) return;
    const start = lines.slice(0, line - 1).reduce((sum, l) => sum + l.length + 1, 0);
    field.focus();
    field.setSelectionRange(start, start + (lines[line - 1]?.length ?? 0));
    field.scrollTop = Math.max(0, (line - 4) * lineHeight);
  };
  const size = read.ok ? flexBytes(read.value) : 0;
  const isCarousel = read.ok && (read.value as { type?: unknown } | null)?.type === "carousel";
  const most = isCarousel ? maxFlexCarousel : maxFlexBubble;
  return (
    <>
      <div className={classes.tools}>
        <Menu position="bottom-start">
          <Menu.Target>
            <Button
              size="compact-sm"
              variant="light"
              rightSection={<IconChevronDown size={14} />}
              data-testid={`${testId}-flex-templates`}
            >
              {t("flex.templates")}
            </Button>
          </Menu.Target>
          <Menu.Dropdown>
            {flexTemplates(t).map(({ name, contents }) => (
              <Menu.Item
                key={name}
                onClick={() =>
                  onChange({
                    contents: JSON.stringify(contents, null, 2),
                    altText: value.altText || t(`flex.template.${name}.name`),
                  })
                }
              >
                {t(`flex.template.${name}.name`)}
              </Menu.Item>
            ))}
          </Menu.Dropdown>
        </Menu>
        <Button
          size="compact-sm"
          variant="default"
          disabled={!read.ok}
          onClick={() => read.ok && setText(JSON.stringify(read.value, null, 2))}
          data-testid={`${testId}-flex-format`}
        >
          {t("flex.format")}
        </Button>
        <span className={classes.count} data-over={size > most || undefined}>
          {t("flex.bytes", { size, max: most })}
        </span>
      </div>
      <div className={flexClasses.editor}>
        <pre ref={gutter} className={flexClasses.gutter} aria-hidden>
          {lines.map((_, i) => (
            <span key={lineKey(i)} data-wrong={faults.some((f) => f.place?.line === i + 1) || undefined}>
              {`${i + 1}\n`}
            </span>
          ))}
        </pre>
        <textarea
          ref={area}
          className={flexClasses.text}
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
          onScroll={(event) => {
            if (gutter.current) gutter.current.scrollTop = event.currentTarget.scrollTop;
          }}
          spellCheck={false}
          autoCapitalize="off"
          wrap="off"
          aria-label={t("flex.json")}
          aria-invalid={faults.length > 0}
          aria-describedby={`${testId}-flex-faults`}
          data-field={`${path}.contents`}
          data-testid={`${testId}-flex-json`}
        />
      </div>
      <ul id={`${testId}-flex-faults`} className={flexClasses.faults} aria-live="polite">
        {faults.map((fault) => (
          <li key={fault.key} data-testid={`${testId}-flex-fault`}>
            <button
              type="button"
              onClick={() => goTo(fault.place?.line ?? 1)}
              className={flexClasses.faultButton}
            >
              {fault.place && <strong>{t("flex.line", { line: fault.place.line })}</strong>}
              {fault.path && <code>{fault.path}</code>}
              <span>{fault.text}</span>
            </button>
          </li>
        ))}
      </ul>
      <AltText path={path} value={value.altText} onChange={(altText) => onChange({ ...value, altText })} />
    </>
  );
}

const lineKey = (index: number) => `line ${index}`;
