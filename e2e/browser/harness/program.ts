import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:net";
import { setTimeout as delay } from "node:timers/promises";
import { fileURLToPath } from "node:url";

// Another build can be tested by OHENJI_TEST_PROGRAM.
const binary =
  process.env.OHENJI_TEST_PROGRAM || fileURLToPath(new URL("../../../bin/ohenji", import.meta.url));
const startWithin = 30_000; // ms, the sample shop is written at the first start
const stopWithin = 15_000; // ms

/** A running `ohenji` with all that it prints. */
export class Program {
  private printed = "";
  private failed: Error | undefined;
  private readonly child: ChildProcess;

  constructor(
    private readonly args: string[],
    environment: Record<string, string> = {},
  ) {
    this.child = spawn(binary, args, {
      stdio: ["ignore", "pipe", "pipe"],
      env: { ...process.env, ...environment },
    });
    // A worker that Playwright ends early takes its programs along.
    const orphan = () => this.child.kill("SIGKILL");
    process.once("exit", orphan);
    this.child.once("exit", () => process.off("exit", orphan));
    this.child.once("error", (error) => {
      this.failed = error;
    });
    const keep = (chunk: Buffer) => {
      this.printed += chunk.toString();
    };
    this.child.stdout?.on("data", keep);
    this.child.stderr?.on("data", keep);
  }

  /** All that it has printed so far. */
  get output(): string {
    return this.printed;
  }

  /** Asks until there is an answer; fails when the program ends before that or takes too long. */
  async until<T>(ask: () => Promise<T | undefined>): Promise<T> {
    const deadline = Date.now() + startWithin;
    while (Date.now() < deadline) {
      if (this.failed) throw new Error(`${binary}: ${this.failed.message} (run make build)`);
      if (this.child.exitCode !== null) throw this.report(`ended with ${this.child.exitCode}`);
      const answer = await ask();
      if (answer !== undefined) return answer;
      await delay(50);
    }
    throw this.report(`was not ready within ${startWithin} ms`);
  }

  /** Stops it as Ctrl-C does and insists on a clean end. */
  async stop(): Promise<void> {
    const { child } = this;
    if (child.exitCode === null && child.signalCode === null) {
      const ended = once(child, "exit");
      child.kill("SIGINT");
      await Promise.race([ended, delay(stopWithin, undefined, { ref: false })]);
    }
    const { exitCode, signalCode } = child;
    child.kill("SIGKILL");
    if (exitCode !== 0) throw this.report(`ended with ${exitCode ?? signalCode ?? "nothing in time"}`);
  }

  kill(): void {
    this.child.kill("SIGKILL");
  }

  private report(what: string): Error {
    return new Error(`ohenji ${this.args.join(" ")} ${what}:\n${this.printed}`);
  }
}

export async function answers(url: string): Promise<boolean> {
  try {
    return (await fetch(url)).ok;
  } catch {
    return false;
  }
}

/** A port that nobody listens on now. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  server.close();
  await once(server, "close");
  if (typeof address !== "object" || !address) throw new Error("no port");
  return address.port;
}
