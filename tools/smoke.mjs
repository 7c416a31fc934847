// Does with `make demo` what a newcomer does: starts it on a free port, lets a
// friend write what a rule answers, looks at the friend's phone, stops it with
// Ctrl-C, and starts it again to see that everything is still there.
//
//   node tools/smoke.mjs
import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";

const data = mkdtempSync(join(tmpdir(), "ohenji-smoke-"));
const buildAndStart = 300_000; // ms
const answerWithin = 15_000;

let demo;
try {
  demo = await start();
  const rule = await keywordRule(demo.at);
  const friend = await sim(demo.at, "POST", `/channels/${demo.at.channel.id}/friends`, {
    displayName: "煙試験",
    quiet: true,
  });
  const question = await sim(demo.at, "POST", `/friends/${friend.userId}/messages`, { text: rule.keywords[0] });
  const answer = await until(answerWithin, `"${rule.keywords[0]}" is answered`, () => answerTo(demo.at, friend, question));
  check(answer.body.text === rule.bubbles[0].text, `the phone shows "${answer.body.text}", not the rule's "${rule.bubbles[0].text}"`);
  console.log(`friend: ${rule.keywords[0]}\nanswer: ${answer.body.text} (${answer.method})`);
  await stop(demo);

  demo = await start();
  const kept = await answerTo(demo.at, friend, question);
  check(kept?.id === answer.id, "after a restart the talk is not what it was");
  console.log("after a restart everything is still there");
  await stop(demo);
  console.log("make demo works");
} finally {
  if (demo && running(demo.make)) process.kill(-demo.make.pid, "SIGKILL");
  rmSync(data, { recursive: true, force: true });
}

/** Runs `make demo` and waits until it answers. */
async function start() {
  rmSync(join(data, "demo.json"), { force: true });
  const args = `ARGS=--listen 127.0.0.1:${await freePort()} --data ${data}`;
  const make = spawn("make", ["--no-print-directory", "demo", args], {
    detached: true, // a process group that can be ended as a whole
    stdio: ["ignore", "inherit", "inherit"],
  });
  const at = await until(buildAndStart, "make demo answers", async () => {
    check(running(make), `make demo ended with ${make.exitCode ?? make.signalCode}`);
    try {
      const addresses = JSON.parse(readFileSync(join(data, "demo.json"), "utf8"));
      return (await fetch(`${addresses.base}/healthz`)).ok ? addresses : undefined;
    } catch {
      return undefined; // not there yet
    }
  });
  return { make, at };
}

/**
 * Ends ohenji as Ctrl-C does. Only ohenji gets the signal: make would take it
 * as its own end and hide the exit code.
 */
async function stop({ make }) {
  const [child] = execFileSync("pgrep", ["-P", String(make.pid), "-x", "ohenji"], { encoding: "utf8" }).split("\n");
  const ended = once(make, "exit");
  process.kill(Number(child), "SIGINT");
  const result = await Promise.race([ended, delay(15_000, "nothing in 15 s", { ref: false })]);
  check(result[0] === 0, `on Ctrl-C make demo ended with ${result}`);
}

/** A rule whose answer is fixed, found as an integrator would. */
async function keywordRule(at) {
  const { items: accounts } = await json("GET", `${at.base}/api/v1/accounts`, undefined, at.token);
  const account = accounts.find((one) => one.channelId === at.channel.id);
  check(account, `no account has channel ${at.channel.id}`);
  const { items } = await json("GET", `${at.base}/api/v1/accounts/${account.id}/rules`, undefined, at.token);
  const rule = items.find((one) => one.enabled && one.keywords.length > 0 && !one.bubbles[0].text.includes("{"));
  check(rule, "the demo has no keyword rule with a fixed answer");
  return rule;
}

/** The first bubble that the account sent behind the question, if any. */
async function answerTo(at, friend, question) {
  const { bubbles } = await sim(at, "GET", `/friends/${friend.userId}/talk`);
  const asked = bubbles.findIndex((bubble) => bubble.id === question.id);
  return bubbles.slice(asked + 1).find((bubble) => bubble.from === "account");
}

function sim(at, method, path, body) {
  return json(method, `${at.sim}/_sim${path}`, body);
}

async function json(method, url, body, token) {
  const response = await fetch(url, {
    method,
    headers: { ...(body && { "Content-Type": "application/json" }), ...(token && { Authorization: `Bearer ${token}` }) },
    body: body && JSON.stringify(body),
  });
  const text = await response.text();
  check(response.ok, `${method} ${url}: ${response.status} ${text}`);
  return JSON.parse(text);
}

async function until(limit, what, look) {
  const deadline = Date.now() + limit;
  while (Date.now() < deadline) {
    const found = await look();
    if (found) return found;
    await delay(100);
  }
  throw new Error(`not within ${limit} ms: ${what}`);
}

async function freePort() {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address();
  server.close();
  await once(server, "close");
  return port;
}

function running(child) {
  return child.exitCode === null && child.signalCode === null;
}

function check(ok, message) {
  if (!ok) throw new Error(message);
}
