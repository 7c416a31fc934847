import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";

interface Event {
  type: string;
  replyToken?: string;
  message?: { type: string; text?: string; latitude?: number; [key: string]: unknown };
  postback?: { data: string; params?: Record<string, string> };
}

/** A bot of one's own, which writes down what LINE tells it. */
export class Bot {
  readonly heard: Event[] = [];
  private constructor(private readonly server: Server) {}

  static async start(): Promise<Bot> {
    const server = createServer();
    const bot = new Bot(server);
    server.on("request", async (request, response) => {
      let body = "";
      for await (const part of request) body += part;
      bot.heard.push(...(JSON.parse(body) as { events: Event[] }).events);
      response.end("{}");
    });
    await new Promise<void>((ready) => server.listen(0, "127.0.0.1", ready));
    return bot;
  }

  get endpoint(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}/`;
  }

  stop(): void {
    this.server.closeAllConnections();
    this.server.close();
  }
}
