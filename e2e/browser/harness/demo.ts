import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { fileURLToPath } from "node:url";

/** What `ohenji demo` writes to demo.json in its data directory. */
export interface DemoAddresses {
  /** The desk with a login link that works once. */
  desk: string;
  /** The phone of a simulated friend. */
  phone: string;
  docs: string;
  hook: string;
  channel: { id: string; secret: string };
  /** An API token of the owner. */
  token: string;
  /** Where the product listens. */
  base: string;
  /** Where the simulator listens. */
  sim: string;
}

const binary = fileURLToPath(new URL("../../../bin/ohenji", import.meta.url));
const startWithin = 30_000; // ms, the sample shop is written at the first start
const stopWithin = 15_000; // ms

/** A running `ohenji demo` with a data directory of its own. */
export class Demo {
  private constructor(
    readonly at: DemoAddresses,
    private readonly child: ChildProcess,
    private readonly log: () => string,
    private readonly data: string,
  ) {}

  static async start(): Promise<Demo> {
    const data = await mkdtemp(join(tmpdir(), "ohenji-e2e-"));
    const child = spawn(binary, ["demo", "--listen", "127.0.0.1:0", "--data", data], {
      stdio: ["ignore", "pipe", "pipe"],
    });
    // A worker that Playwright ends early takes its demo along.
    const orphan = () => child.kill("SIGKILL");
    process.once("exit", orphan);
    child.once("exit", () => process.off("exit", orphan));
    let output = "";
    const keep = (chunk: Buffer) => {
      output += chunk.toString();
    };
    child.stdout.on("data", keep);
    child.stderr.on("data", keep);
    const log = () => output;
    try {
      const at = await ready(child, join(data, "demo.json"), log);
      return new Demo(at, child, log, data);
    } catch (error) {
      child.kill("SIGKILL");
      await rm(data, { recursive: true, force: true });
      throw error;
    }
  }

  /** All that the process has printed so far. */
  get output(): string {
    return this.log();
  }

  /** Stops the demo as Ctrl-C does and insists on a clean end. */
  async stop(): Promise<void> {
    if (this.child.exitCode === null && this.child.signalCode === null) {
      const ended = once(this.child, "exit");
      this.child.kill("SIGINT");
      await Promise.race([ended, delay(stopWithin, undefined, { ref: false })]);
    }
    const { exitCode, signalCode } = this.child;
    this.child.kill("SIGKILL");
    await rm(this.data, { recursive: true, force: true });
    if (exitCode !== 0) {
      throw new Error(
        `ohenji demo ended with ${exitCode ?? signalCode ?? "nothing in time"}:\n${this.output}`,
      );
    }
  }
}

/** Waits until the demo has written its addresses and answers at them. */
async function ready(child: ChildProcess, file: string, log: () => string): Promise<DemoAddresses> {
  const deadline = Date.now() + startWithin;
  let failedToStart: Error | undefined;
  child.once("error", (error) => {
    failedToStart = error;
  });
  while (Date.now() < deadline) {
    if (failedToStart) throw new Error(`${binary}: ${failedToStart.message} (run make build)`);
    if (child.exitCode !== null) throw new Error(`ohenji demo ended with ${child.exitCode}:\n${log()}`);
    const at = await readAddresses(file);
    if (at && (await answers(`${at.base}/healthz`))) return at;
    await delay(50);
  }
  throw new Error(`ohenji demo was not ready within ${startWithin} ms:\n${log()}`);
}

async function readAddresses(file: string): Promise<DemoAddresses | undefined> {
  try {
    return JSON.parse(await readFile(file, "utf8")) as DemoAddresses;
  } catch {
    return undefined; // not there yet, or half-written
  }
}

async function answers(url: string): Promise<boolean> {
  try {
    return (await fetch(url)).ok;
  } catch {
    return false;
  }
}
