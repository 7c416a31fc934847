import { MantineProvider } from "@mantine/core";
import { Notifications } from "@mantine/notifications";
import { QueryClientProvider } from "@tanstack/react-query";
import { RouterProvider } from "@tanstack/react-router";
import { useState } from "react";
import { styleNonce } from "./nonce";
import { makeQueryClient } from "./queryClient";
import { makeRouter } from "./router";
import { colours, theme } from "./theme";

export function App() {
  const [client] = useState(makeQueryClient);
  const [router] = useState(() => makeRouter(client));
  return (
    <MantineProvider
      theme={theme}
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
