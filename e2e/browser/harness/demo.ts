import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { answers, Program } from "./program";

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
  /** The id of the sample account. */
  account: string;
  /** Where the product listens. */
  base: string;
  /** Where the simulator listens. */
  sim: string;
}

/** A running `ohenji demo` with a data directory of its own. */
export class Demo {
  private constructor(
    private addresses: DemoAddresses,
    private program: Program,
    private readonly data: string,
  ) {}

  static async start(): Promise<Demo> {
    const data = await mkdtemp(join(tmpdir(), "ohenji-e2e-"));
    try {
      const { at, program } = await launch(data, "127.0.0.1:0");
      return new Demo(at, program, data);
    } catch (error) {
      await rm(data, { recursive: true, force: true });
      throw error;
    }
  }

  get at(): DemoAddresses {
    return this.addresses;
  }

  /** All that the process has printed so far. */
  get output(): string {
    return this.program.output;
  }

  /** Stops the process; the data stays. */
  halt(): Promise<void> {
    return this.program.stop();
  }

  /** Starts again what was halted, at the same address. */
  async resume(): Promise<void> {
    const { at, program } = await launch(this.data, new URL(this.at.base).host);
    this.addresses = at;
    this.program = program;
  }

  /** Stops the demo as Ctrl-C does, insists on a clean end and removes its data. */
  async stop(): Promise<void> {
    try {
      await this.program.stop();
    } finally {
      await rm(this.data, { recursive: true, force: true });
    }
  }
}

/** Starts the demo and waits until it has written its addresses and answers at them. */
async function launch(data: string, listen: string): Promise<{ at: DemoAddresses; program: Program }> {
  const file = join(data, "demo.json");
  await rm(file, { force: true }); // of the run before
  const program = new Program(["demo", "--listen", listen, "--data", data]);
  try {
    const at = await program.until(async () => {
      const addresses = await readAddresses(file);
      return addresses && (await answers(`${addresses.base}/healthz`)) ? addresses : undefined;
    });
    return { at, program };
  } catch (error) {
    program.kill();
    throw error;
  }
}

async function readAddresses(file: string): Promise<DemoAddresses | undefined> {
  try {
    return JSON.parse(await readFile(file, "utf8")) as DemoAddresses;
  } catch {
    return undefined; // not there yet
  }
}
