import { useTranslation } from "react-i18next";
import classes from "./Wordmark.module.css";

/** The mark: a bubble with an answer's arrow in it. */
export function Mark({ size = 28 }: { size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 32 32" aria-hidden="true" className={classes.mark}>
      <path
        fill="currentColor"
        d="M8 3h16a6 6 0 0 1 6 6v9a6 6 0 0 1-6 6h-8.5L8.6 29.4A1 1 0 0 1 7 28.6V24a6 6 0 0 1-5-6V9a6 6 0 0 1 6-6Z"
      />
      <path
        fill="none"
        stroke="#fff"
        strokeWidth="2.6"
        strokeLinecap="round"
        strokeLinejoin="round"
        d="m13.5 8.5-5 4.75 5 4.75M9 13.25h8.5a5 5 0 0 1 5 5v.25"
      />
    </svg>
  );
}

export function Wordmark() {
  const { t } = useTranslation();
  return (
    <span className={classes.word}>
      <Mark size={34} />
      <span>{t("product")}</span>
    </span>
  );
}
