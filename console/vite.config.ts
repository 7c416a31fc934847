import { fileURLToPath } from "node:url";
import react from "@vitejs/plugin-react";
import { defineConfig } from "vitest/config";

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

export default defineConfig({
  plugins: [react()],
  resolve: { alias: { "@": here("./src") } },
  // The server puts a fresh nonce in the place of this word at each request of
  // the page: Mantine and react-remove-scroll write <style> elements.
  html: { cspNonce: "__CSP_NONCE__" },
  build: {
    outDir: here("../internal/web/console/dist"),
    emptyOutDir: true,
    assetsDir: "assets",
    manifest: "manifest.json",
    // A data: URL in a style sheet would need its own exception in the policy.
    assetsInlineLimit: 0,
    target: "es2022",
    reportCompressedSize: false,
  },
  server: { proxy: { "/api": { target: "http://127.0.0.1:8080", changeOrigin: false } } },
  test: { environment: "happy-dom", include: ["src/**/*.test.{ts,tsx}", "test/**/*.test.{ts,tsx}"] },
});
