import { type CSSVariablesResolver, createTheme, type MantineColorsTuple } from "@mantine/core";

// LINE's green (#06C755) is shade 5. On white only the shades from 7 on reach
// 4.5:1, so filled buttons and green text start there.
const leaf: MantineColorsTuple = [
  "#e8f8ee",
  "#d2f0dd",
  "#a5e2bd",
  "#72d49a",
  "#38cc75",
  "#06c755",
  "#05a648",
  "#05803a",
  "#066a32",
  "#074f27",
];

const fonts = 'system-ui, "Hiragino Sans", "Noto Sans JP", "Noto Sans CJK JP", sans-serif';

export const theme = createTheme({
  colors: { leaf },
  primaryColor: "leaf",
  primaryShade: { light: 7, dark: 7 },
  fontFamily: fonts,
  headings: {
    fontFamily: fonts,
    fontWeight: "650",
    sizes: { h1: { fontSize: "1.25rem" }, h2: { fontSize: "1.05rem" } },
  },
  defaultRadius: "md",
  cursorType: "pointer",
  respectReducedMotion: true,
  fontSizes: { xs: "0.75rem", sm: "0.8125rem", md: "0.875rem", lg: "1rem", xl: "1.125rem" },
});

/** Names for the crosses of dialogs and notes, which have none by themselves. */
export const closeButtons = (label: string) => {
  const defaultProps = { closeButtonProps: { "aria-label": label } };
  return createTheme({
    components: { Modal: { defaultProps }, Drawer: { defaultProps }, Notification: { defaultProps } },
  });
};

// Mantine's own grey for descriptions and placeholders is below 4.5:1.
const quiet = {
  "--mantine-color-dimmed": "var(--oj-dim)",
  "--mantine-color-placeholder": "var(--oj-dim)",
  "--mantine-color-error": "var(--oj-danger)",
  "--mantine-color-body": "var(--oj-panel)",
  "--mantine-color-text": "var(--oj-text)",
};

export const colours: CSSVariablesResolver = () => ({ variables: {}, light: quiet, dark: quiet });
