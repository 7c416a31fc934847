// Fails the build when what a browser loads before the first page is too big.
import { readFileSync } from "node:fs";
import { gzipSync } from "node:zlib";

const limit = 350 * 1024;
const dist = new URL("../../internal/web/console/dist/", import.meta.url);
const manifest = JSON.parse(readFileSync(new URL("manifest.json", dist), "utf8"));

const entry = Object.keys(manifest).find((key) => manifest[key].isEntry);
const desk = Object.keys(manifest).find((key) => key.endsWith("features/inbox/InboxPage.tsx"));
const shell = Object.keys(manifest).find((key) => key.endsWith("app/Shell.tsx"));
const words = Object.keys(manifest).find((key) => key.endsWith("i18n/ja/index.ts"));
if (!entry || !desk || !shell || !words) {
  throw new Error("check-size: the manifest has no entry, no desk, no shell or no Japanese catalogue");
}

const files = new Set();
const walk = (key) => {
  const chunk = manifest[key];
  if (files.has(chunk.file)) return;
  files.add(chunk.file);
  for (const next of chunk.imports ?? []) walk(next);
};
for (const key of [entry, words, shell, desk]) walk(key);

let total = 0;
for (const file of files) {
  const size = gzipSync(readFileSync(new URL(file, dist))).length;
  total += size;
  process.stdout.write(`${(size / 1024).toFixed(1).padStart(8)} KB  ${file}\n`);
}
process.stdout.write(
  `${(total / 1024).toFixed(1).padStart(8)} KB  first load of the desk, gzip (limit 350)\n`,
);
if (total > limit) {
  process.stderr.write("check-size: the first load is over its limit\n");
  process.exit(1);
}
