// The control surface, /_sim/.

export class Refused extends Error {
  constructor(status, message) {
    super(message);
    this.status = status;
  }
}

async function call(method, path, body) {
  const res = await fetch('/_sim' + path, {
    method,
    headers: body === undefined ? {} : { 'Content-Type': 'application/json' },
    body: body === undefined ? undefined : JSON.stringify(body),
  });
  const out = await res.json();
  if (!res.ok) throw new Refused(res.status, out.message);
  return out;
}

const friend = (user) => '/friends/' + encodeURIComponent(user);

export const channels = () => call('GET', '/channels');
export const friends = (channel) => call('GET', `/channels/${encodeURIComponent(channel)}/friends`);
export const person = (user) => call('GET', friend(user));
export const talk = (user, channel) =>
  call('GET', `${friend(user)}/talk?limit=300&channel=${encodeURIComponent(channel)}`);
export const send = (user, channel, message) => call('POST', friend(user) + '/messages', { channel, ...message });
export const postback = (user, channel, tap) => call('POST', friend(user) + '/postbacks', { channel, ...tap });
/** Where the simulator keeps the photo, film, voice or file of a friend's message. */
export const content = (channel, message) => `/_sim/channels/${encodeURIComponent(channel)}/contents/${encodeURIComponent(message)}`;
export const unsend = (user, channel, message) =>
  call('DELETE', `${friend(user)}/messages/${encodeURIComponent(message)}?channel=${encodeURIComponent(channel)}`);
export const block = (user, channel) => call('POST', friend(user) + '/block', { channel });
export const unblock = (user, channel) => call('POST', friend(user) + '/unblock', { channel });
const inGroup = (id) => '/groups/' + encodeURIComponent(id);
export const group = (id) => call('GET', inGroup(id) + '?limit=300');
export const sendToGroup = (user, id, message) => call('POST', inGroup(id) + '/messages', { user, ...message });
export const postbackInGroup = (user, id, tap) => call('POST', inGroup(id) + '/postbacks', { user, ...tap });
export const unsendInGroup = (id, message) => call('DELETE', `${inGroup(id)}/messages/${encodeURIComponent(message)}`);
export const editInGroup = (id, message, text) => call('PATCH', `${inGroup(id)}/messages/${encodeURIComponent(message)}`, { text });
export const leaveGroup = (user, id) => call('DELETE', `${inGroup(id)}/members/${encodeURIComponent(user)}`);
export const advance = (duration) => call('POST', '/clock', { advance: duration });

/** Calls changed for each hint and state(true|false) as the connection comes and goes. */
export function listen(user, changed, state) {
  const stream = new EventSource('/_sim' + friend(user) + '/stream');
  stream.addEventListener('ready', () => state(true));
  for (const event of ['ready', 'talk', 'clock']) stream.addEventListener(event, changed);
  stream.addEventListener('error', () => state(false));
  addEventListener('pagehide', () => stream.close());
}
