import { setTimeout as delay } from "node:timers/promises";
import { requestJSON } from "./http";

/** A friend of an account, as the simulator knows them (sim/control/openapi.yaml). */
export interface Friend {
  userId: string;
  displayName: string;
  channel: string;
  relation: "friend" | "blocked" | "stranger";
}

/** One bubble of a talk on a friend's phone. */
export interface Bubble {
  id: string;
  from: "friend" | "account";
  at: string;
  kind: string;
  /** LINE's message object. */
  body: { text?: string; [key: string]: unknown };
  read: boolean;
  /** How the account sent it. */
  method?: "reply" | "push";
}

/** One request to send that the platform accepted. */
export interface Sent {
  method: "reply" | "push";
  to: string;
  messages: { type: string; text?: string }[];
  /** What it took of the quota. */
  counted: number;
}

const answerWithin = 10_000; // ms

/** The control surface of the simulator: what friends do, what they see, and the clock. */
export class Sim {
  constructor(private readonly base: string) {}

  async friends(channel: string): Promise<Friend[]> {
    return (await this.send<{ items: Friend[] }>("GET", `/channels/${channel}/friends`)).items;
  }

  /** The friend with this display name. */
  async friend(channel: string, name: string): Promise<Friend> {
    const all = await this.friends(channel);
    const found = all.find((friend) => friend.displayName === name);
    if (!found)
      throw new Error(`no friend is called ${name}, only ${all.map((f) => f.displayName).join(", ")}`);
    return found;
  }

  /** A new friend; the account gets its follow event unless quiet. */
  addFriend(channel: string, friend: { displayName: string; quiet?: boolean }): Promise<Friend> {
    return this.send("POST", `/channels/${channel}/friends`, friend);
  }

  /** The friend writes a text. */
  write(friend: Friend, text: string): Promise<Bubble> {
    return this.send("POST", `/friends/${friend.userId}/messages`, { channel: friend.channel, text });
  }

  /** The friend sends a sticker. */
  sendSticker(friend: Friend, sticker = { packageId: "446", stickerId: "1988" }): Promise<Bubble> {
    return this.send("POST", `/friends/${friend.userId}/messages`, { channel: friend.channel, sticker });
  }

  /** The friend presses a button with this data. */
  press(friend: Friend, data: string): Promise<void> {
    return this.send("POST", `/friends/${friend.userId}/postbacks`, { channel: friend.channel, data });
  }

  /** The newest bubbles of the friend's talk, oldest first. */
  async talk(friend: Friend, limit = 50): Promise<Bubble[]> {
    const query = `channel=${friend.channel}&limit=${limit}`;
    return (await this.send<{ bubbles: Bubble[] }>("GET", `/friends/${friend.userId}/talk?${query}`)).bubbles;
  }

  /** What the account has sent to the friend behind a bubble. */
  async answersTo(friend: Friend, question: Bubble): Promise<Bubble[]> {
    const bubbles = await this.talk(friend);
    const at = bubbles.findIndex((bubble) => bubble.id === question.id);
    return bubbles.slice(at + 1).filter((bubble) => bubble.from === "account");
  }

  /** Waits for the account's first answer to a bubble. */
  async waitForAnswer(friend: Friend, question: Bubble): Promise<Bubble> {
    const deadline = Date.now() + answerWithin;
    while (Date.now() < deadline) {
      const [first] = await this.answersTo(friend, question);
      if (first) return first;
      await delay(50);
    }
    throw new Error(`"${question.body.text}" was not answered within ${answerWithin} ms`);
  }

  /** The requests to send to this friend that were accepted, oldest first. */
  async sent(friend: Friend): Promise<Sent[]> {
    const query = `friend=${friend.userId}`;
    return (await this.send<{ items: Sent[] }>("GET", `/channels/${friend.channel}/sent?${query}`)).items;
  }

  /** Puts a message object of LINE into the friend's talk as it is: no webhook, no check, no quota. */
  show(friend: Friend, message: { type: string; [key: string]: unknown }): Promise<Bubble> {
    return this.send("POST", `/friends/${friend.userId}/talk`, {
      channel: friend.channel,
      from: "account",
      kind: message.type,
      body: message,
    });
  }

  /** Opens another channel with its account; endpoint is where its bot listens. */
  addChannel(channel: { name: string; endpoint?: string }): Promise<{ id: string; secret: string }> {
    return this.send("POST", "/channels", channel);
  }

  block(friend: Friend): Promise<void> {
    return this.send("POST", `/friends/${friend.userId}/block`, { channel: friend.channel });
  }

  unblock(friend: Friend): Promise<void> {
    return this.send("POST", `/friends/${friend.userId}/unblock`, { channel: friend.channel });
  }

  /** Shifts the virtual clock, which product and simulator share in the demo, such as by "61m". */
  advance(duration: string): Promise<{ now: string }> {
    return this.send("POST", "/clock", { advance: duration });
  }

  /** Resolves when every webhook that is due has been answered. */
  idle(): Promise<void> {
    return this.send("GET", "/idle");
  }

  private send<T>(method: string, path: string, body?: unknown): Promise<T> {
    return requestJSON(method, `${this.base}/_sim${path}`, { body });
  }
}
