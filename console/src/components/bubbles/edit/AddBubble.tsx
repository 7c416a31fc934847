import { Button, Menu } from "@mantine/core";
import {
  IconCards,
  IconChevronDown,
  IconCode,
  IconHelpCircle,
  IconLayoutGrid,
  IconListDetails,
  IconMapPin,
  IconMessage,
  IconMicrophone,
  IconMoodSmile,
  IconPhoto,
  IconPhotoScan,
  IconPlus,
  IconVideo,
} from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { maxBubbles } from "../check/limits";
import { type Kind, kinds } from "../types";
import classes from "./Edit.module.css";

const icons: Record<Kind, typeof IconMessage> = {
  text: IconMessage,
  image: IconPhoto,
  video: IconVideo,
  audio: IconMicrophone,
  sticker: IconMoodSmile,
  location: IconMapPin,
  buttons: IconListDetails,
  confirm: IconHelpCircle,
  carousel: IconCards,
  imageCarousel: IconLayoutGrid,
  imagemap: IconPhotoScan,
  flex: IconCode,
};

interface Props {
  full: boolean;
  onAdd: (kind: Kind) => void;
  testId: string;
}

/** Adds a text at once, or a bubble of another kind. */
export function AddBubble({ full, onAdd, testId }: Props) {
  const { t } = useTranslation("bubbles");
  if (full) {
    return (
      <Button variant="default" size="xs" disabled data-testid={`${testId}-add`}>
        {t("full", { max: maxBubbles })}
      </Button>
    );
  }
  return (
    <div className={classes.tools}>
      <Button
        variant="default"
        size="xs"
        leftSection={<IconPlus size={14} />}
        onClick={() => onAdd("text")}
        data-testid={`${testId}-add`}
      >
        {t("add")}
      </Button>
      <Menu position="bottom-start" width={260}>
        <Menu.Target>
          <Button
            variant="default"
            size="xs"
            rightSection={<IconChevronDown size={14} />}
            data-testid={`${testId}-add-kind`}
          >
            {t("addKind")}
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          {kinds.map((kind) => {
            const Icon = icons[kind];
            return (
              <Menu.Item
                key={kind}
                leftSection={<Icon size={16} />}
                onClick={() => onAdd(kind)}
                data-testid={`${testId}-add-${kind}`}
              >
                {t(`kind.${kind}`)}
              </Menu.Item>
            );
          })}
        </Menu.Dropdown>
      </Menu>
    </div>
  );
}
