import { accessSync, constants } from "node:fs";
import { delimiter, join } from "node:path";

const names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];

/** The browser of this machine: OHENJI_TEST_CHROMIUM, else the first known one in the PATH. */
export function findChromium(): string {
  const given = process.env.OHENJI_TEST_CHROMIUM;
  if (given) return given;
  for (const name of names) {
    for (const dir of (process.env.PATH ?? "").split(delimiter)) {
      const path = join(dir, name);
      if (isProgram(path)) return path;
    }
  }
  throw new Error(`no ${names.join(", ")} in the PATH: install chromium or set OHENJI_TEST_CHROMIUM`);
}

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
