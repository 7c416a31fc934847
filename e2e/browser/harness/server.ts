import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { freePort, Program } from "./program";

/** `ohenji serve` on an empty data directory, talking to the simulator of a demo. */
export class Server {
  private constructor(
    readonly base: string,
    /** The one-time link that the first start prints. */
    readonly setupLink: string,
    private readonly program: Program,
    private readonly data: string,
  ) {}

  static async start(sim: string): Promise<Server> {
    const data = await mkdtemp(join(tmpdir(), "ohenji-e2e-"));
    const listen = `127.0.0.1:${await freePort()}`;
    const base = `http://${listen}`;
    const program = new Program(["serve"], {
      OHENJI_DATA: data,
      OHENJI_LISTEN: listen,
      OHENJI_PUBLIC_URL: base,
      OHENJI_LINE_API_BASE: sim,
      OHENJI_LINE_DATA_BASE: sim,
    });
    try {
      const link = await program.until(async () => /\S+\/setup#token=\S+/.exec(program.output)?.[0]);
      return new Server(base, link, program, data);
    } catch (error) {
      program.kill();
      await rm(data, { recursive: true, force: true });
      throw error;
    }
  }

  async stop(): Promise<void> {
    try {
      await this.program.stop();
    } finally {
      await rm(this.data, { recursive: true, force: true });
    }
  }
}
