import { MantineProvider, mergeThemeOverrides } from "@mantine/core";
import { Notifications } from "@mantine/notifications";
import { QueryClientProvider } from "@tanstack/react-query";
import { RouterProvider } from "@tanstack/react-router";
import { useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import { styleNonce } from "./nonce";
import { makeQueryClient } from "./queryClient";
import { makeRouter } from "./router";
import { closeButtons, colours, theme } from "./theme";

export function App() {
  const [client] = useState(makeQueryClient);
  const [router] = useState(() => makeRouter(client));
  const { t } = useTranslation();
  const close = t("close");
  const named = useMemo(() => mergeThemeOverrides(theme, closeButtons(close)), [close]);
  return (
    <MantineProvider
      theme={named}
      defaultColorScheme="auto"
      cssVariablesResolver={colours}
      getStyleNonce={styleNonce}
    >
      <QueryClientProvider client={client}>
        <RouterProvider router={router} />
        <Notifications position="bottom-center" containerWidth={420} zIndex={400} />
      </QueryClientProvider>
    </MantineProvider>
  );
}
