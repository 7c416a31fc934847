import { requestJSON } from "./http";

/** The product's REST API as an integrator uses it. */
export class Api {
  constructor(
    private readonly base: string,
    private readonly token: string,
  ) {}

  get<T>(path: string): Promise<T> {
    return this.send("GET", path);
  }

  /** path is below /api/v1 and starts with a slash. */
  send<T>(method: string, path: string, body?: unknown): Promise<T> {
    return requestJSON(method, `${this.base}/api/v1${path}`, { body, token: this.token });
  }
}
